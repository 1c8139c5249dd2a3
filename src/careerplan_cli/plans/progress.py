"""How far a plan has come: actions counted by status, late ones, those due next, what moved."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from careerplan_cli.planning import AT_RISK, DONE, DROPPED, NOT_STARTED, ON_TRACK, ActionRow
from careerplan_cli.plans.model import NEW, Plan
from careerplan_cli.plans.words import read_day, read_status

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
    """An action whose status or due date changed, in words; empty where it is new or gone."""

    row: ActionRow
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a plan has come on a day.

    `late` and `next` are actions that are not done, the earliest due first; `undated` is how many
    have no date that can be read.
    """

    day: date
    whole: StatusCounts
    by_goal: tuple[tuple[str, StatusCounts], ...]
    by_lead: tuple[tuple[str, StatusCounts], ...]
    late: tuple[ActionRow, ...]
    next: tuple[ActionRow, ...]
    undated: int


def progress_of(plan: Plan, day: date) -> Progress:
    """Return how far a plan has come on a day."""
    rows = [(group.title.removeprefix(f"{NEW}: "), row) for group in plan.groups
            for row in group.rows]  # fmt: skip
    open_ = [row for _, row in rows if read_status(row.status) not in (DONE, DROPPED)]
    dated = sorted(
        ((due, row) for row in open_ if (due := read_day(row.due))), key=lambda pair: pair[0]
    )
    last = day + timedelta(days=NEXT_DAYS)
    return Progress(
        day=day,
        whole=_count([row for _, row in rows], day),
        by_goal=_by(rows, lambda pair: pair[0], day),
        by_lead=_by(rows, lambda pair: " ".join(pair[1].lead.split()) or "nobody yet", day),
        late=tuple(row for due, row in dated if due < day),
        next=tuple(row for due, row in dated if day <= due <= last),
        undated=len(open_) - len(dated),
    )


def moved(old: Plan, new: Plan) -> tuple[Moved, ...]:
    """Return the actions that changed from one plan to a later one, in the later one's order."""
    before = {row.code: row for group in old.groups for row in group.rows if row.code}
    after = {row.code: row for group in new.groups for row in group.rows if row.code}
    found = [
        Moved(row=row, before=_standing(before.get(code)), after=_standing(row))
        for code, row in after.items()
        if _standing(before.get(code)) != _standing(row)
    ]
    gone = [
        Moved(row=row, before=_standing(row), after="")
        for code, row in before.items()
        if code not in after
    ]
    return (*found, *gone)


def _standing(row: ActionRow | None) -> str:
    """Return an action's status and due date in words; nothing where there is no action."""
    if row is None:
        return ""
    status = read_status(row.status) or row.status or NOT_STARTED
    return f"{status}, due {row.due}" if row.due else status


def _by(
    rows: Sequence[tuple[str, ActionRow]], key: Callable[[tuple[str, ActionRow]], str], day: date
) -> tuple[tuple[str, StatusCounts], ...]:
    groups: dict[str, list[ActionRow]] = {}
    for pair in rows:
        groups.setdefault(key(pair), []).append(pair[1])
    return tuple((name, _count(found, day)) for name, found in groups.items())


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
