"""How far a plan has come, as blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from textwrap import shorten

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
from careerplan_cli.planning import DONE, DROPPED, ActionRow
from careerplan_cli.plans.model import KEPT
from careerplan_cli.plans.progress import NEXT_DAYS, Moved, Progress, StatusCounts, days_late
from careerplan_cli.plans.words import read_status

_COUNTS = ("Actions", "Done", "On track", "At risk", "Not started", "Late")

_LONGEST = 62
"""How many characters of an action are shown: its whole text is in the plan."""

_MOST, _MOST_LEADS = 6, 8
"""How many actions a list shows, and how many leads, so that all is on a page."""

Levels = Sequence[tuple[Level, date | None]]
"""The level that a plan began with, if it is known, and the level now, each with its date."""


def progress_page(
    district: str,
    progress: Progress,
    changes: Sequence[Moved] | None,
    levels: Levels,
    language: str,
) -> Document:
    """Return the page; `changes` are those since an earlier plan, if one was given."""
    return document(_page(district, progress, changes, levels), language, compact=True)


def actions_done(counts: StatusCounts) -> str:
    """Return in a sentence how many actions are done."""
    if counts.actions == 1:
        return "1 of 1 action done." if counts.done else "0 of 1 action done."
    return f"{counts.done} of {counts.actions} actions done."


def by_goal(progress: Progress) -> Block:
    """Return a table of the goals, with how many actions of each stand how."""
    return _counts_table("Progress by goal", "Goal", progress.by_goal)


def _page(
    district: str, progress: Progress, changes: Sequence[Moved] | None, levels: Levels
) -> Iterator[Block]:
    whole = progress.whole
    yield Heading(1, f"Progress of the plan: {district}" if district else "Progress of the plan")
    if levels:
        yield Paragraph(" → ".join(f"{mark(level)}{_on(day)}" for level, day in levels), "Level:")
    yield Paragraph(f"{actions_done(whole)} Counted for {progress.day.isoformat()}.")
    if new := [read_status(one.row.status) for one in changes or () if not one.before]:
        counted = len(new) - new.count(DROPPED)
        known = replace(whole, actions=whole.actions - counted, done=whole.done - new.count(DONE))
        yield Paragraph(actions_done(known), "Without those that are new:")
    yield _counts_table("All actions", "Plan", (("All actions", whole),))
    yield from _not_counted(progress)
    yield Heading(2, "Late")
    if progress.late:
        yield Paragraph("These were due and are not done, whatever their status says.")
    late = [(_since(row, progress.day), row) for row in progress.late]
    yield from _rows("Late", "Due", late, "Nothing is late.")
    yield Heading(2, f"The next {NEXT_DAYS} days")
    coming = [(row.due, row) for row in progress.next]
    if progress.late:
        yield from _rows("Due next", "Due", coming, "Besides what is late, nothing is due.")
    else:
        yield from _rows("Due next", "Due", coming, "Nothing is due.")
    if changes is not None:
        yield Heading(2, "What moved")
        yield from _moved(changes)
    yield Heading(2, "By goal")
    yield by_goal(progress)
    yield Heading(2, "By lead")
    yield Paragraph("A lead who is written in two ways has two rows; capitals make no difference.")
    leads = sorted(
        progress.by_lead, key=lambda pair: (-pair[1].late, pair[1].done - pair[1].actions)
    )
    yield _counts_table("Progress by lead", "Lead", leads[:_MOST_LEADS])
    if more := [name for name, _ in leads[_MOST_LEADS:]]:
        yield Paragraph("; ".join(more) + ".", "And also:")


def _on(day: date | None) -> str:
    return f" ({day.isoformat()})" if day else ""


def _not_counted(progress: Progress) -> Iterator[Block]:
    """Yield what the counts leave out, or cannot tell."""
    if progress.whole.dropped:
        yield Paragraph(f"Dropped, and not counted: {progress.whole.dropped}.")
    if progress.kept:
        yield Paragraph(f'Under "{KEPT}", and not counted: {progress.kept}.')
    if progress.other:
        words = ", ".join(f"{_code(row)} ({row.status})" for row in progress.other)
        yield Paragraph(f"With a status that is none of these: {words}.")
    if progress.undated:
        names = ", ".join(
            f"{_code(row)} ({row.due})" if row.due else _code(row) for row in progress.undated
        )
        yield Paragraph(f"Not done, and without a due date that can be read: {names}.")


def _counts_table(title: str, first: str, named: Sequence[tuple[str, StatusCounts]]) -> Block:
    rows = [
        (name, *map(str, (t.actions, t.done, t.on_track, t.at_risk, t.not_started, t.late)))
        for name, t in named
    ]
    head = (Column(first), *(Column(name, number=True) for name in _COUNTS))
    return table(title, head, rows, 4, 1, 1, 1, 1, 1.2, 1)


def _open(counts: StatusCounts) -> int:
    return counts.actions - counts.done


def _since(row: ActionRow, day: date) -> str:
    """Return since when an action is late: `2027-01-10, 22 days`."""
    days = days_late(row, day)
    return f"{row.due}, 1 day" if days == 1 else f"{row.due}, {days} days"


def _rows(
    title: str, first: str, rows: Sequence[tuple[str, ActionRow]], otherwise: str
) -> Iterator[Block]:
    """Yield a table of actions, each behind a text; or what to say without any."""
    if not rows:
        yield Paragraph(otherwise)
        return
    cells = [(text, _named(row), row.lead or "–", row.status) for text, row in rows[:_MOST]]
    yield table(title, (first, "Action", "Lead", "Status"), cells, 2.8, 8, 3.2, 1.7)
    if more := [_code(row) for _, row in rows[_MOST:]]:
        yield Paragraph(", ".join(more) + ".", "And also:")


def _moved(changes: Sequence[Moved]) -> Iterator[Block]:
    """Yield a table of the actions that changed; new ones are told in a sentence."""
    known = [one for one in changes if one.before]
    new = [one.row.code for one in changes if not one.before]
    cells = [(_named(one.row), one.before, one.after or "not in the plan") for one in known[:_MOST]]
    if cells:
        yield table("What moved", ("Action", "Before", "Now"), cells, 8, 3.7, 3.7)
    else:
        yield Paragraph("Nothing moved.")
    if more := [_code(one.row) for one in known[_MOST:]]:
        yield Paragraph(", ".join(more) + ".", "And also:")
    if len(new) == 1:
        yield Paragraph(f"1 action is new since the earlier plan: {new[0]}.")
    elif new:
        yield Paragraph(f"{len(new)} actions are new since the earlier plan: {', '.join(new)}.")


def _code(row: ActionRow) -> str:
    return row.code or shorten(row.action, 30, placeholder=" …")


def _named(row: ActionRow) -> str:
    name = f"{row.code}: {row.action}" if row.code else row.action
    return shorten(name, _LONGEST, placeholder=" …")
