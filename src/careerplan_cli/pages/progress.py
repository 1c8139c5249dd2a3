"""How far a plan has come, as blocks."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from textwrap import shorten

from careerplan_cli.model.blocks import (
    Block,
    Column,
    Document,
    Heading,
    Item,
    Numbered,
    Paragraph,
    document,
    table,
)
from careerplan_cli.model.guide import Level
from careerplan_cli.pages.texts import mark
from careerplan_cli.planning import AT_RISK, DONE, DROPPED, ON_TRACK, ActionRow
from careerplan_cli.plans.answers import AreaChange
from careerplan_cli.plans.goals import GoalNow
from careerplan_cli.plans.progress import (
    NEXT_DAYS,
    EarlierActions,
    Moved,
    Progress,
    StatusCounts,
    VisionAndGoals,
    days_late,
)
from careerplan_cli.plans.words import COUNTED, read_status
from careerplan_cli.text.printable import one_line

_LONGEST = 62
"""How many characters are shown of an action with its code: as many as are on a printed line."""

_CLAUSE = re.compile(r"[,;:–—]$")
"""What is at the end of words that can stand alone."""

_TELLING = (DONE, AT_RISK, DROPPED, ON_TRACK)
"""The statuses that say most of what moved, the first most."""

Levels = Sequence[tuple[Level, date | None]]
"""The level that a plan began with, if it is known, and the level now, each with its date."""


def progress_page(
    district: str,
    progress: Progress,
    since: EarlierActions | None,
    levels: Levels,
    areas: Sequence[AreaChange] | None,
    vision_and_goals: VisionAndGoals,
    language: str,
) -> Document:
    """Return the page; `since` is what became of an earlier plan, if one was given.

    `areas` are what rose and fell since its answers; None where these are not known, or the same.
    """
    return document(
        _page(district, progress, since, levels, areas, vision_and_goals), language, compact=True
    )


def counted_for(progress: Progress) -> str:
    """Return in a sentence for which day the actions are counted."""
    return f"Counted for {progress.day.isoformat()}."


def actions_done(counts: StatusCounts) -> str:
    """Return in a sentence how many actions are done."""
    return _done(counts.actions, counts.done, "the plan")


def by_area(progress: Progress) -> Block:
    """Return a table of the areas, with how many actions of each stand how, and of them all."""
    named = [(name, counts) for name, counts in progress.by_area if counts.actions]
    whole = [("All actions", progress.whole)]
    return _counts_table("Progress by area", "Area or need", [*named, *whole])


def _page(
    district: str,
    progress: Progress,
    since: EarlierActions | None,
    levels: Levels,
    areas: Sequence[AreaChange] | None,
    vision_and_goals: VisionAndGoals,
) -> Iterator[Block]:
    yield Heading(1, f"Progress of the plan: {district}" if district else "Progress of the plan")
    if levels:
        yield Paragraph(" → ".join(f"{mark(level)}{_on(day)}" for level, day in levels), "Level:")
    if areas is not None:
        yield from _areas(areas)
    yield from (Paragraph(text, f"{heading}:") for heading, text in vision_and_goals.texts)
    yield from _goals(vision_and_goals)
    yield Heading(2, f"How far the actions have come, counted for {progress.day.isoformat()}")
    sentences = (actions_done(progress.whole), _others(progress), *_of_the_earlier(since))
    yield Paragraph(" ".join(filter(None, sentences)))
    yield from _notes(progress)
    yield Heading(2, "Late")
    if progress.late:
        yield _late(progress)
    else:
        yield Paragraph("Nothing is late.")
    if since:
        yield Heading(2, "What moved since the earlier plan")
        yield from _moved(since.moved, (*progress.late, *progress.next))
    yield Heading(2, f"The next {NEXT_DAYS} days")
    if progress.next:
        yield _actions("Due next", progress.next)
    elif progress.late:
        yield Paragraph("Besides what is late, nothing is due.")
    else:
        yield Paragraph("Nothing is due.")
    yield Heading(2, "By area")
    yield by_area(progress)
    yield Heading(2, "By lead")
    yield _counts_table("Progress by lead", "Lead", _leads(progress))


def _areas(areas: Sequence[AreaChange]) -> Iterator[Block]:
    """Yield which areas rose and which fell."""
    if not areas:
        yield Paragraph("No area rose or fell between the answers.")
    if rose := [one.area for one in areas if one.rose]:
        yield Paragraph(f"{'; '.join(rose)}.", "▲ Rose:")
    if fell := [_fallen(one) for one in areas if not one.rose]:
        yield Paragraph(f"{'; '.join(fell)}.", "▼ Fell:")


def _fallen(one: AreaChange) -> str:
    return f"{one.area.removesuffix('.')} (from “{one.before}” to “{one.now}”)"


def _goals(vision_and_goals: VisionAndGoals) -> Iterator[Block]:
    """Yield the goals, as the plan has them, with where they stand by the answers since."""
    grid = vision_and_goals.goals
    if not grid or not grid.rows:
        return
    pairs = [*zip_longest(grid.rows, vision_and_goals.now)]
    moved = any(now and now.answer not in row for row, now in pairs)
    yield Heading(2, "Goals")
    items = []
    for (goal, *cells), now in pairs:
        told = [*zip(grid.head[1:], cells, strict=False)]
        if moved:
            told.append((f"By the answers now{_on(vision_and_goals.day)}", _now(now)))
        lead = goal if goal.endswith((".", "!", "?")) else f"{goal}."
        parts = (f"{_asked(name)} {text.removesuffix('.')}." for name, text in told if text)
        items.append(Item(one_line(" ".join(parts)), one_line(lead)))
    yield Numbered(tuple(items))


def _asked(name: str) -> str:
    """Return the name of a column in front of what stands there."""
    return name if name.endswith(("?", ":")) else f"{name}:"


def _now(now: GoalNow | None) -> str:
    """Return where a goal stands by the answers; nothing where they do not tell it."""
    if now is None:
        return ""
    return f"{now.answer} (the answer that was the target)" if now.reached else now.answer


def _others(progress: Progress) -> str:
    """Return in a sentence how the actions stand that are not done; of late ones their status."""
    counts = progress.whole
    stand = Counter(read_status(row.status) for row in progress.late)
    words = (f"{stand[one]} {one.lower()}" for one in _TELLING if stand[one])
    late = f"late ({', '.join(words)} by their status)" if stand.keys() & {*_TELLING} else "late"
    parts = (
        (counts.on_track, "on track"),
        (counts.at_risk, "at risk"),
        (counts.late, late),
        (counts.not_started, "not started"),
        (counts.other, "with another status"),
    )
    told = ", ".join(f"{number} {words}" for number, words in parts if number)
    return f"The others: {told}." if told else ""


def _done(actions: int, done: int, plan: str) -> str:
    """Return how many of the actions in a plan are done; `plan` says which it is."""
    if actions == 1 and done:
        return f"The one action in {plan} is done."
    if actions == 1:
        return f"The one action in {plan} is not done."
    if done == 1:
        return f"Of the {actions} actions in {plan}, 1 is done."
    return f"Of the {actions} actions in {plan}, {done} are done."


def _of_the_earlier(since: EarlierActions | None) -> Iterator[str]:
    """Yield what became of the actions of the earlier plan, and how many came later."""
    if since is None or not since.actions:
        return
    yield _done(since.actions, since.done, "the earlier plan")
    if since.left == 1:
        yield "1 of them was dropped or taken out."
    elif since.left:
        yield f"{since.left} of them were dropped or taken out."
    if since.again == 1:
        yield "1 that was dropped then is taken up again."
    elif since.again:
        yield f"{since.again} that were dropped then are taken up again."
    if since.added == 1:
        yield "1 was added since."
    elif since.added:
        yield f"{since.added} were added since."


def _on(day: date | None) -> str:
    return f" ({day.isoformat()})" if day else ""


def _notes(progress: Progress) -> Iterator[Paragraph]:
    """Yield what the counts leave out, or cannot tell, with what follows from it."""
    if progress.dropped:
        yield Paragraph(_names(map(_named, progress.dropped)), "Dropped, and not counted:")
    if progress.other:
        words = (f"{_named(row)} ({row.status})" for row in progress.other)
        yield Paragraph(
            _names(words),
            f"With another status than {COUNTED}; counted as other, or as late once due:",
        )
    if unread := [row for row in progress.undated if row.due]:
        words = (f"{_named(row)} ({row.due})" for row in unread)
        yield Paragraph(
            _names(words),
            "Never counted as late, as the due date is not one day such as 2027-01-31:",
        )
    if undated := [row for row in progress.undated if not row.due]:
        yield Paragraph(
            _names(map(_named, undated)), "Never counted as late, as there is no due date:"
        )


def _counts_table(title: str, first: str, named: Sequence[tuple[str, StatusCounts]]) -> Block:
    """Return a table of counts: those of a row add up to its actions."""
    names = ["Actions", "Done", "On track", "At risk", "Late", "Not started"]
    rows = [
        [name, t.actions, t.done, t.on_track, t.at_risk, t.late, t.not_started, t.other]
        for name, t in named
    ]
    if any(counts.other for _, counts in named):
        names.append("Other")
    head = (Column(first), *(Column(name, number=True) for name in names))
    cells = [[str(cell) for cell in row[: len(head)]] for row in rows]
    return table(title, head, cells, 5, *[1] * 5, 1.3, *[1] * (len(names) - 6))


def _late(progress: Progress) -> Block:
    """Return a table of what is late, with for how many days."""
    cells = [
        (row.due, str(days_late(row, progress.day)), _named(row), row.lead or "–", row.status)
        for row in progress.late
    ]
    head = ("Due", Column("Days", number=True), "Action", "Lead", "Status")
    return table("Late", head, cells, 11, 6, 50, 22, 11)


def _actions(title: str, rows: Sequence[ActionRow]) -> Block:
    """Return a table of actions with their dates."""
    cells = [(row.due, _named(row), row.lead or "–", row.status) for row in rows]
    return table(title, ("Due", "Action", "Lead", "Status"), cells, 11, 56, 22, 11)


def _telling(one: Moved) -> int:
    """Return how early in a list an action stands that moved."""
    status = read_status(one.row.status) if one.after else DROPPED
    return _TELLING.index(status) if status in _TELLING else len(_TELLING)


def _moved(moved: Sequence[Moved], due: Sequence[ActionRow]) -> Iterator[Block]:
    """Yield a table of the actions that changed, and one of those that are new.

    New ones that are `due` stand in their own table, and are counted here.
    """
    known = sorted((one for one in moved if one.before), key=_telling)
    if known:
        cells = [(_named(one.row), one.before, one.after or "not in the plan") for one in known]
        yield table("What moved", ("Action", "Before", "Now"), cells, 54, 23, 23)
    else:
        yield Paragraph("No status and no due date has changed.")
    added = [one.row for one in moved if not one.before]
    new = [row for row in added if row not in due]
    if new:
        cells = [(_named(row), row.lead or "–", row.due or "–") for row in new]
        yield table("New", ("New since then", "Lead", "Due"), cells, 67, 22, 11)
    if len(added) - len(new) == 1:
        yield Paragraph("1 new action is late or due next, and stands there.")
    elif len(added) > len(new):
        number = len(added) - len(new)
        yield Paragraph(f"{number} new actions are late or due next, and stand there.")


def _leads(progress: Progress) -> list[tuple[str, StatusCounts]]:
    """Return the leads with their counts, those who have the most to do first."""
    return sorted(
        (pair for pair in progress.by_lead if pair[1].actions),
        key=lambda pair: (-pair[1].late, pair[1].done - pair[1].actions),
    )


def _names(names: Iterable[str]) -> str:
    told = "; ".join(name.removesuffix(".") for name in names)
    return told if told.endswith("…") else f"{told}."


def _named(row: ActionRow) -> str:
    """Return an action behind its code; of a long one only the beginning, best up to a comma."""
    text = one_line(f"{row.code}: {row.action}" if row.code else row.action)
    if len(text) <= _LONGEST:
        return text
    words = shorten(text, _LONGEST - 2, placeholder="", break_on_hyphens=False).split(" ")
    ends = [n for n, word in enumerate(words, 1) if _CLAUSE.search(word)]
    if ends and len(" ".join(words[: ends[-1]])) > _LONGEST // 2:
        words = words[: ends[-1]]
    return f"{' '.join(words).rstrip(',;:–—')}…"
