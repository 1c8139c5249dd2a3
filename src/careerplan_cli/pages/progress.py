"""How far a plan has come, as blocks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import shorten
from typing import NamedTuple

from careerplan_cli.model.blocks import (
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    document,
    table,
)
from careerplan_cli.model.guide import Level
from careerplan_cli.pages.texts import mark
from careerplan_cli.planning import AT_RISK, DONE, DROPPED, ON_TRACK, ActionRow
from careerplan_cli.plans.progress import (
    NEXT_DAYS,
    EarlierActions,
    Moved,
    Progress,
    StatusCounts,
    VisionAndGoals,
    days_late,
)
from careerplan_cli.plans.words import read_status

_ROOM = 42
"""How many printed lines all may take but headings, on the smaller sheet of the two."""

_ON_A_LINE, _LEAD_ON_A_LINE, _WORDS_ON_A_LINE = 66, 25, 112
"""About how many characters of an action, of a lead and of a sentence are on a printed line."""

_LONGEST, _BRIEF, _CELL = 180, 62, 120
"""How many characters are shown of an action where there is room, where there is none and in a
sentence, and of a cell of a goal: the plan has the whole text."""

_MOST_LEADS, _MOST_NAMED, _MOST_GOALS = 5, 3, 3
"""How many leads the table has, and how many actions a sentence names,
and how many goals are shown."""

_TELLING = (DONE, AT_RISK, DROPPED, ON_TRACK)
"""The statuses that say most of what moved, the first most."""

Levels = Sequence[tuple[Level, date | None]]
"""The level that a plan began with, if it is known, and the level now, each with its date."""


class _Fit(NamedTuple):
    """What a list shows: how many of its actions, and how many characters of each."""

    shown: int
    longest: int


def progress_page(
    district: str,
    progress: Progress,
    since: EarlierActions | None,
    levels: Levels,
    vision_and_goals: VisionAndGoals,
    language: str,
) -> Document:
    """Return the page; `since` is what became of an earlier plan, if one was given."""
    return document(
        _page(district, progress, since, levels, vision_and_goals), language, compact=True
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
    vision_and_goals: VisionAndGoals,
) -> Iterator[Block]:
    yield Heading(1, f"Progress of the plan: {district}" if district else "Progress of the plan")
    if levels:
        yield Paragraph(" → ".join(f"{mark(level)}{_on(day)}" for level, day in levels), "Level:")
    above = [Paragraph(text, f"{heading}:") for heading, text in vision_and_goals.texts]
    done = Paragraph(" ".join((actions_done(progress.whole), *_of_the_earlier(since))))
    notes = [*_notes(progress)]
    known = sorted((one for one in since.moved if one.before), key=_telling) if since else []
    added = [*_added([one for one in since.moved if not one.before])] if since else []
    leads = _leads(progress)
    others = [*_other_leads(leads[_MOST_LEADS:])]
    used = sum(
        _lines(f"{one.lead} {one.text}", _WORDS_ON_A_LINE)
        for one in (*above, done, *notes, *added, *others)
    )
    late, coming, moved = _fit(
        _ROOM - used - _rows_above(progress, vision_and_goals) - len(leads[:_MOST_LEADS]),
        progress.late,
        progress.next,
        [one.row for one in known],
    )
    yield from above
    yield from _goals(vision_and_goals)
    yield Heading(2, f"How far the actions have come, counted for {progress.day.isoformat()}")
    yield done
    yield by_area(progress)
    yield from notes
    yield Heading(2, "Late")
    if progress.late:
        rows = [(_since(row, progress.day), row) for row in progress.late]
        yield from _rows("Late", rows, late)
    else:
        yield Paragraph("Nothing is late.")
    yield Heading(2, f"The next {NEXT_DAYS} days")
    if progress.next:
        yield from _rows("Due next", [(row.due, row) for row in progress.next], coming)
    elif progress.late:
        yield Paragraph("Besides what is late, nothing is due.")
    else:
        yield Paragraph("Nothing is due.")
    if since:
        yield Heading(2, "What moved since the earlier plan")
        yield from _moved(known, moved)
        yield from added
    yield Heading(2, "By lead")
    yield _counts_table("Progress by lead", "Lead", leads[:_MOST_LEADS])
    yield from others


def _goals(vision_and_goals: VisionAndGoals) -> Iterator[Block]:
    """Yield the goals, as the plan has them."""
    if not vision_and_goals.goals or not vision_and_goals.goals.rows:
        return
    head, rows = vision_and_goals.goals.head, vision_and_goals.goals.rows
    cells = [[_cell(cell) for cell in row] for row in rows[:_MOST_GOALS]]
    yield table("Goals", head, cells, *((6, 3, 2, 3, 4) if len(head) == 5 else ()))
    if len(rows) == _MOST_GOALS + 1:
        yield Paragraph("And 1 more goal, which the plan names.")
    elif len(rows) > _MOST_GOALS:
        yield Paragraph(f"And {len(rows) - _MOST_GOALS} more goals, which the plan names.")


def _cell(text: str) -> str:
    return shorten(text, _CELL, placeholder=" …")


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
    plan = f"the plan of {since.day.isoformat()}" if since.day else "the earlier plan"
    yield _done(since.actions, since.done, plan)
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
    """Yield what the counts leave out, or cannot tell."""
    if progress.dropped:
        yield Paragraph(_names([_named(row) for row in progress.dropped]), "Dropped, not counted:")
    if progress.other:
        words = [f"{_named(row)} ({row.status})" for row in progress.other]
        yield Paragraph(_names(words), "With a status that is none of these:")
    if progress.undated:
        words = [f"{_named(row)} ({row.due})" if row.due else _named(row)
                 for row in progress.undated]  # fmt: skip
        yield Paragraph(_names(words), "Not done, and without a due date that can be read:")


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


def _since(row: ActionRow, day: date) -> str:
    """Return since when an action is late: `2027-01-10, 22 days`."""
    days = days_late(row, day)
    return f"{row.due}, 1 day" if days == 1 else f"{row.due}, {days} days"


def _rows(title: str, rows: Sequence[tuple[str, ActionRow]], fit: _Fit) -> Iterator[Block]:
    """Yield a table of actions, each behind a text, and how many more there are."""
    cells = [
        (text, _named(row, fit.longest), row.lead or "–", row.status)
        for text, row in rows[: fit.shown]
    ]
    yield table(title, ("Due", "Action", "Lead", "Status"), cells, 2.9, 8.2, 3.5, 1.7)
    left = len(rows) - fit.shown
    if left == 1:
        yield Paragraph("And 1 more, which the action plans name.")
    elif left:
        yield Paragraph(f"And {left} more, which the action plans name.")


def _telling(one: Moved) -> int:
    """Return how early in a list an action stands that moved."""
    status = read_status(one.row.status) if one.after else DROPPED
    return _TELLING.index(status) if status in _TELLING else len(_TELLING)


def _moved(known: Sequence[Moved], fit: _Fit) -> Iterator[Block]:
    """Yield a table of the actions that changed, and how many more there are."""
    if not known:
        yield Paragraph("No status and no due date has changed.")
        return
    cells = [
        (_named(one.row, fit.longest), one.before, one.after or "not in the plan")
        for one in known[: fit.shown]
    ]
    yield table("What moved", ("Action", "Before", "Now"), cells, 8.4, 3.7, 3.7)
    if left := len(known) - fit.shown:
        yield Paragraph(f"And {left} more.")


def _added(new: Sequence[Moved]) -> Iterator[Paragraph]:
    """Yield which actions are new, or how many in each area if they are many."""
    if 0 < len(new) <= _MOST_NAMED:
        yield Paragraph(_names([_named(one.row) for one in new]), "New:")
    elif new:
        areas = Counter(one.area or "without an area" for one in new)
        yield Paragraph(_names([f"{area} ({n})" for area, n in areas.items()], len(areas)), "New:")


def _leads(progress: Progress) -> list[tuple[str, StatusCounts]]:
    """Return the leads with their counts, those who have the most to do first."""
    return sorted(
        (pair for pair in progress.by_lead if pair[1].actions),
        key=lambda pair: (-pair[1].late, pair[1].done - pair[1].actions),
    )


def _other_leads(leads: Sequence[tuple[str, StatusCounts]]) -> Iterator[Paragraph]:
    """Yield the counts of the leads who have no row."""
    if leads:
        names = [f"{name} {_in_brief(counts)}" for name, counts in leads]
        yield Paragraph(_names(names, len(names)), "And also:")


def _in_brief(counts: StatusCounts) -> str:
    """Return a lead's counts: `3 (1 done, 1 late)`."""
    parts = ((counts.done, "done"), (counts.late, "late"))
    told = ", ".join(f"{number} {word}" for number, word in parts if number)
    return f"{counts.actions} ({told})" if told else f"{counts.actions}"


def _fit(room: int, *lists: Sequence[ActionRow]) -> list[_Fit]:
    """Return what lists show in so many lines: all in full, or as many as there is room for.

    Each shows its first, and then one by one in turn.
    """

    def lines(row: ActionRow) -> int:
        return max(_lines(_named(row, longest)), _lines(row.lead, _LEAD_ON_A_LINE))

    longest = _LONGEST
    if sum(lines(row) for rows in lists for row in rows) > room:
        longest = _BRIEF
    shown = [0] * len(lists)
    for turn in range(max(map(len, lists))):
        for n, rows in enumerate(lists):
            if turn == shown[n] < len(rows) and (turn == 0 or lines(rows[turn]) <= room):
                room -= lines(rows[turn])
                shown[n] += 1
    return [_Fit(number, longest) for number in shown]


def _rows_above(progress: Progress, vision_and_goals: VisionAndGoals) -> int:
    """Return about how many printed lines the rows of the goals and the areas take."""
    goals = vision_and_goals.goals.rows[:_MOST_GOALS] if vision_and_goals.goals else ()
    areas = [name for name, counts in progress.by_area if counts.actions]
    return sum(max(_lines(_cell(cell), 30) for cell in row) for row in goals) + sum(
        map(_lines, areas)
    )


def _lines(text: str, long: int = _ON_A_LINE) -> int:
    return -(-len(text) // long)


def _names(names: Sequence[str], most: int = _MOST_NAMED) -> str:
    """Return names in a sentence, and how many there are more."""
    if len(names) > most:
        return f"{'; '.join(names[:most])}; and {len(names) - most} more."
    told = "; ".join(names)
    return told if told.endswith("…") else f"{told}."


def _named(row: ActionRow, longest: int = _BRIEF) -> str:
    return shorten(
        f"{row.code}: {row.action}" if row.code else row.action, longest, placeholder=" …"
    )
