"""How far a plan has come: actions counted by status, late ones, those due next, what moved."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from careerplan_cli.model.plans import Plans
from careerplan_cli.planning import AT_RISK, DONE, DROPPED, NOT_STARTED, ON_TRACK, ActionRow
from careerplan_cli.plans.model import KEPT, NEW, Grid, Plan
from careerplan_cli.plans.words import read_day, read_status
from careerplan_cli.text.printable import one_line

NEXT_DAYS = 90
"""How far ahead the next actions are looked for, in days."""

_LATE = "Late"
"""As what an action is counted that was due before the day and is not done."""


@dataclass(frozen=True, kw_only=True)
class StatusCounts:
    """How many actions there are, without those dropped, and how many of them stand how.

    Each is counted once: an action that is late is in `late` alone, whatever its status says.
    `other` have a status that is none of ours.
    """

    actions: int
    done: int
    on_track: int
    at_risk: int
    late: int
    not_started: int
    other: int
    dropped: int


@dataclass(frozen=True, kw_only=True)
class Moved:
    """An action whose status or due date changed, in words; empty where it is new or gone.

    A due date is told only where it changed.
    """

    area: str
    row: ActionRow
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class EarlierActions:
    """What became of the actions of an earlier plan.

    `actions` are those it had, without those dropped; `done` how many of them are done now, and
    `left` how many are dropped now, or no longer in the plan. `added` came later. `day` is that
    of its answers, where these are not those of the later plan.
    """

    day: date | None
    actions: int
    done: int
    left: int
    added: int
    moved: tuple[Moved, ...]


@dataclass(frozen=True, kw_only=True)
class VisionAndGoals:
    """What a team wrote above its goals, each under its heading, and the table of the goals."""

    texts: tuple[tuple[str, str], ...]
    goals: Grid | None


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a plan has come on a day.

    `late` and `next` are actions that are not done, the earliest due first; `undated` those that
    have no date that can be read, `other` those whose status is none of ours. `kept` is how many
    stand under what an update has kept from before: they belong to no area, and are not counted.
    """

    day: date
    whole: StatusCounts
    by_area: tuple[tuple[str, StatusCounts], ...]
    by_lead: tuple[tuple[str, StatusCounts], ...]
    late: tuple[ActionRow, ...]
    next: tuple[ActionRow, ...]
    undated: tuple[ActionRow, ...]
    other: tuple[ActionRow, ...]
    dropped: tuple[ActionRow, ...]
    kept: int


def progress_of(plan: Plan, day: date) -> Progress:
    """Return how far a plan has come on a day."""
    rows = [(area, row) for area, row in _rows(plan) if area != KEPT]
    open_ = [row for _, row in rows if read_status(row.status) not in (DONE, DROPPED)]
    dated = sorted(
        ((due, row) for row in open_ if (due := read_day(row.due))), key=lambda pair: pair[0]
    )
    last = day + timedelta(days=NEXT_DAYS)
    return Progress(
        day=day,
        whole=_count([row for _, row in rows], day),
        by_area=_by([(area, area, row) for area, row in rows], day),
        by_lead=_by([(*_lead(row), row) for _, row in rows], day),
        late=tuple(row for due, row in dated if due < day),
        next=tuple(row for due, row in dated if day <= due <= last),
        undated=tuple(row for row in open_ if read_day(row.due) is None),
        other=tuple(row for row in open_ if read_status(row.status) is None),
        dropped=tuple(row for _, row in rows if read_status(row.status) == DROPPED),
        kept=sum(len(group.rows) for group in plan.groups if group.title == KEPT),
    )


def vision_and_goals_of(plan: Plan, plans: Plans) -> VisionAndGoals:
    """Return a plan's goals, and what the team wrote above them in the same chapter."""
    for chapter in plans.chapters:
        texts: list[tuple[str, str]] = []
        for piece in chapter.pieces:
            place = (chapter.id, piece.heading) if piece.heading else (chapter.id,)
            if piece.fill == "goals":
                found = plan.tables.get(place)
                rows = tuple(row for row in found.rows if any(row)) if found else ()
                return VisionAndGoals(
                    texts=tuple(texts), goals=Grid(found.head, rows) if found else None
                )
            if piece.lines and (text := plan.texts.get(place)):
                texts.append((piece.heading or chapter.id, one_line(text)))
    return VisionAndGoals(texts=(), goals=None)


def days_late(row: ActionRow, day: date) -> int:
    """Return for how many days an action has been due; 0 without a date."""
    due = read_day(row.due)
    return (day - due).days if due else 0


def since(old: Plan, new: Plan) -> EarlierActions:
    """Return what became of the actions of an earlier plan, in the later one's order.

    A row that had no code yet in the earlier plan is known by its words.
    """
    before = _known(old, {row.code for _, row in _rows(old)})
    now = _known(new, {row.code for _, row in before.values()})
    found = [
        Moved(area=area, row=row, before=then, after=today)
        for key, (area, row) in now.items()
        for then, today in [_change(before[key][1] if key in before else None, row)]
        if then != today
    ]
    found += [
        Moved(area=area, row=row, before=_standing(row, dated=False), after="")
        for key, (area, row) in before.items()
        if key not in now
    ]
    base, counted = ({key for key, one in rows.items() if _counts(*one)} for rows in (before, now))
    day = old.identity.date
    return EarlierActions(
        day=day if day != new.identity.date else None,
        actions=len(base),
        done=sum(read_status(now[key][1].status) == DONE for key in base & counted),
        left=len(base - counted),
        added=len(counted - base),
        moved=tuple(found),
    )


def _rows(plan: Plan) -> Iterator[tuple[str, ActionRow]]:
    """Yield each action with its area, those that are new with the others."""
    for group in plan.groups:
        yield from ((group.title.removeprefix(f"{NEW}: "), row) for row in group.rows)


def _known(plan: Plan, codes: Set[str]) -> dict[tuple[str, int], tuple[str, ActionRow]]:
    """Return each action with its area, by its code if that is among `codes`, else by its words.

    Of those that are alike, each has a number.
    """
    alike: Counter[str] = Counter()
    found = {}
    for area, row in _rows(plan):
        key = row.code if row.code and row.code in codes else one_line(row.action)
        alike[key] += 1
        found[key, alike[key]] = (area, row)
    return found


def _counts(area: str, row: ActionRow) -> bool:
    """Return whether an action is among those that are counted."""
    return area != KEPT and read_status(row.status) != DROPPED


def _change(then: ActionRow | None, row: ActionRow) -> tuple[str, str]:
    """Return in words how an action stood in an earlier plan, and how it stands now."""
    if then is None:
        return "", _standing(row, dated=True)
    dated = then.due != row.due
    return _standing(then, dated=dated), _standing(row, dated=dated)


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


def _count(rows: Sequence[ActionRow], day: date) -> StatusCounts:
    found = Counter(_stands(row, day) for row in rows)
    return StatusCounts(
        actions=len(rows) - found[DROPPED],
        done=found[DONE],
        on_track=found[ON_TRACK],
        at_risk=found[AT_RISK],
        late=found[_LATE],
        not_started=found[NOT_STARTED],
        other=found[None],
        dropped=found[DROPPED],
    )


def _stands(row: ActionRow, day: date) -> str | None:
    """Return as what an action is counted; None for a status that is none of ours."""
    status, due = read_status(row.status or NOT_STARTED), read_day(row.due)
    return _LATE if due and due < day and status not in (DONE, DROPPED) else status
