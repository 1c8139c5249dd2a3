"""How far a plan has come: actions counted by status, late ones, those due next, what moved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from careerplan_cli.planning import AT_RISK, DONE, DROPPED, NOT_STARTED, ON_TRACK, ActionRow
from careerplan_cli.plans.model import KEPT, NEW, Plan
from careerplan_cli.plans.words import read_day, read_status
from careerplan_cli.text.printable import one_line

NEXT_DAYS = 90
"""How far ahead the next actions are looked for, in days."""


@dataclass(frozen=True, kw_only=True)
class StatusCounts:
    """How many actions there are, without those dropped, and how many of them stand how.

    `late` ones are counted by their status too; `other` have a status that is none of ours.
    """

    actions: int
    done: int
    on_track: int
    at_risk: int
    not_started: int
    other: int
    late: int
    dropped: int


@dataclass(frozen=True, kw_only=True)
class Moved:
    """An action whose status or due date changed, in words; empty where it is new or gone.

    A due date is told only where it changed.
    """

    row: ActionRow
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a plan has come on a day.

    `late` and `next` are actions that are not done, the earliest due first; `undated` those that
    have no date that can be read, `other` those whose status is none of ours. `kept` is how many
    stand under what an update has kept from before: they belong to no goal, and are not counted.
    """

    day: date
    whole: StatusCounts
    by_goal: tuple[tuple[str, StatusCounts], ...]
    by_lead: tuple[tuple[str, StatusCounts], ...]
    late: tuple[ActionRow, ...]
    next: tuple[ActionRow, ...]
    undated: tuple[ActionRow, ...]
    other: tuple[ActionRow, ...]
    kept: int


def progress_of(plan: Plan, day: date) -> Progress:
    """Return how far a plan has come on a day."""
    rows = [(group.title.removeprefix(f"{NEW}: "), row) for group in plan.groups
            for row in group.rows if group.title != KEPT]  # fmt: skip
    open_ = [row for _, row in rows if read_status(row.status) not in (DONE, DROPPED)]
    dated = sorted(
        ((due, row) for row in open_ if (due := read_day(row.due))), key=lambda pair: pair[0]
    )
    last = day + timedelta(days=NEXT_DAYS)
    return Progress(
        day=day,
        whole=_count([row for _, row in rows], day),
        by_goal=_by([(goal, goal, row) for goal, row in rows], day),
        by_lead=_by([(*_lead(row), row) for _, row in rows], day),
        late=tuple(row for due, row in dated if due < day),
        next=tuple(row for due, row in dated if day <= due <= last),
        undated=tuple(row for row in open_ if read_day(row.due) is None),
        other=tuple(row for row in open_ if read_status(row.status) is None),
        kept=sum(len(group.rows) for group in plan.groups if group.title == KEPT),
    )


def days_late(row: ActionRow, day: date) -> int:
    """Return for how many days an action has been due; 0 without a date."""
    due = read_day(row.due)
    return (day - due).days if due else 0


def moved(old: Plan, new: Plan) -> tuple[Moved, ...]:
    """Return the actions that changed from one plan to a later one, in the later one's order.

    A row that had no code yet in the earlier plan is known by its words.
    """
    before = {row.code or one_line(row.action): row for group in old.groups for row in group.rows}
    found, seen = [], set()
    for row in (row for group in new.groups for row in group.rows):
        key = row.code if row.code in before else one_line(row.action)
        seen.add(key)
        then = before.get(key)
        dated = then is None or then.due != row.due
        told = [_standing(one, dated=dated) if one else "" for one in (then, row)]
        if told[0] != told[1]:
            found.append(Moved(row=row, before=told[0], after=told[1]))
    gone = [
        Moved(row=row, before=_standing(row, dated=False), after="")
        for key, row in before.items()
        if key not in seen
    ]
    return (*found, *gone)


def _standing(row: ActionRow, *, dated: bool) -> str:
    """Return an action's status in words, with its due date where that changed."""
    return f"{row.status}, due {row.due}" if dated and row.due else row.status


def _lead(row: ActionRow) -> tuple[str, str]:
    """Return by what a lead is known, whatever its case and spaces, and how it is written."""
    shown = " ".join(row.lead.split()) or "nobody yet"
    return shown.casefold(), shown


def _by(
    rows: Sequence[tuple[str, str, ActionRow]], day: date
) -> tuple[tuple[str, StatusCounts], ...]:
    """Return the counts of actions that have the same key, by the name that is first for it."""
    names: dict[str, str] = {}
    groups: dict[str, list[ActionRow]] = {}
    for key, name, row in rows:
        names.setdefault(key, name)
        groups.setdefault(key, []).append(row)
    return tuple((names[key], _count(found, day)) for key, found in groups.items())


def _count(rows: Iterable[ActionRow], day: date) -> StatusCounts:
    every = [(read_status(row.status or NOT_STARTED), read_day(row.due)) for row in rows]
    counted = [(status, due) for status, due in every if status != DROPPED]
    statuses = [status for status, _ in counted]
    return StatusCounts(
        actions=len(counted),
        done=statuses.count(DONE),
        on_track=statuses.count(ON_TRACK),
        at_risk=statuses.count(AT_RISK),
        not_started=statuses.count(NOT_STARTED),
        other=statuses.count(None),
        late=sum(bool(due and due < day and status != DONE) for status, due in counted),
        dropped=len(every) - len(counted),
    )
