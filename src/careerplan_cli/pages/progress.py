"""How far a plan has come, as blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from careerplan_cli.model.blocks import (
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    document,
    table,
)
from careerplan_cli.planning import DONE, DROPPED, ActionRow
from careerplan_cli.plans.progress import NEXT_DAYS, Moved, Progress, StatusCounts
from careerplan_cli.plans.words import read_status

_COUNTS = ("Actions", "Done", "On track", "At risk", "Not started", "Late")


def progress_page(
    district: str, progress: Progress, changes: Sequence[Moved] | None, language: str
) -> Document:
    """Return the page; `changes` are those since an earlier plan, if one was given."""
    return document(_page(district, progress, changes), language)


def actions_done(counts: StatusCounts) -> str:
    """Return in a sentence how many actions are done."""
    if counts.actions == 1:
        return "1 of 1 action done." if counts.done else "0 of 1 action done."
    return f"{counts.done} of {counts.actions} actions done."


def by_goal(progress: Progress) -> Block:
    """Return a table of the goals, with how many actions of each stand how."""
    return _counts_table("Progress by goal", "Goal", progress.by_goal)


def _page(district: str, progress: Progress, changes: Sequence[Moved] | None) -> Iterator[Block]:
    whole = progress.whole
    yield Heading(1, f"Progress of the plan: {district}" if district else "Progress of the plan")
    yield Paragraph(f"{actions_done(whole)} Counted for {progress.day.isoformat()}.")
    if new := [read_status(one.row.status) for one in changes or () if not one.before]:
        counted = len(new) - new.count(DROPPED)
        known = replace(whole, actions=whole.actions - counted, done=whole.done - new.count(DONE))
        yield Paragraph(actions_done(known), "Without those that are new:")
    if whole.dropped:
        yield Paragraph(f"Dropped, and not counted: {whole.dropped}.")
    if whole.other:
        yield Paragraph(f"With a status that is none of these: {whole.other}.")
    if progress.undated:
        yield Paragraph(f"Not done, and without a due date that can be read: {progress.undated}.")
    yield _counts_table("All actions", "", (("All actions", whole),))
    if whole.late:
        yield Paragraph("Late actions are counted under their status too.")
    if changes is not None:
        yield Heading(2, "What moved")
        yield from _moved(changes)
    yield Heading(2, "Late")
    yield from _rows("Late", progress.late, "Nothing is late.")
    yield Heading(2, f"The next {NEXT_DAYS} days")
    yield from _rows("Due next", progress.next, "Nothing is due.")
    yield Heading(2, "By goal")
    yield by_goal(progress)
    yield Heading(2, "By lead")
    yield _counts_table("Progress by lead", "Lead", progress.by_lead)


def _counts_table(title: str, first: str, named: Sequence[tuple[str, StatusCounts]]) -> Block:
    rows = [
        (name, *map(str, (t.actions, t.done, t.on_track, t.at_risk, t.not_started, t.late)))
        for name, t in named
    ]
    head = (Column(first), *(Column(name, number=True) for name in _COUNTS))
    return table(title, head[:1] + head[1:], rows, 4, 1, 1, 1, 1, 1.2, 1)


def _rows(title: str, rows: Sequence[ActionRow], otherwise: str) -> Iterator[Block]:
    if not rows:
        yield Paragraph(otherwise)
        return
    cells = [(row.due, _named(row), row.lead or "–", row.status) for row in rows]
    yield table(title, ("Due", "Action", "Lead", "Status"), cells, 2, 7, 3, 2)


def _moved(changes: Sequence[Moved]) -> Iterator[Block]:
    """Yield a table of the actions that changed; new ones are told in a sentence."""
    new = [one.row.code for one in changes if not one.before]
    cells = [
        (_named(one.row), one.before, one.after or "not in the plan")
        for one in changes
        if one.before
    ]
    if cells:
        yield table("What moved", ("Action", "Before", "Now"), cells, 6, 3, 3)
    else:
        yield Paragraph("Nothing moved.")
    if len(new) == 1:
        yield Paragraph(f"1 action is new since the earlier plan: {new[0]}.")
    elif new:
        yield Paragraph(f"{len(new)} actions are new since the earlier plan: {', '.join(new)}.")


def _named(row: ActionRow) -> str:
    return f"{row.code}: {row.action}" if row.code else row.action
