"""How far a plan has come: actions counted by status, late ones, those due next, what moved."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from careerplan_cli.model.plans import Piece, Plans
from careerplan_cli.model.result import Result
from careerplan_cli.model.review import ReviewList
from careerplan_cli.planning import AT_RISK, DONE, DROPPED, NOT_STARTED, ON_TRACK, ActionRow
from careerplan_cli.plans.goals import GoalNow, goal_now
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


@dataclass(frozen=True)
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
    `left` how many are dropped now, or no longer in the plan. `added` are those now that stood
    nowhere in it, `again` those that were dropped then and are not now. `day` is that of its
    answers, where these are not those of the later plan.
    """

    day: date | None
    actions: int
    done: int
    left: int
    added: int
    again: int
    moved: tuple[Moved, ...]


@dataclass(frozen=True, kw_only=True)
class VisionAndGoals:
    """What a team wrote above its goals, each under its heading, and the table of the goals.

    `now` says where each goal stands by the answers of `day`, None where they do not say it; it is
    empty without answers.
    """

    texts: tuple[tuple[str, str], ...]
    goals: Grid | None
    now: tuple[GoalNow | None, ...] = ()
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a plan has come on a day.

    `late` and `next` are actions that are not done, the earliest due first; `undated` those that
    have no date that can be read, `other` those whose status is none of ours. `kept` is how many of
    those that are counted stand under what an update has kept from before.
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
    rows = [*_rows(plan)]
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
        kept=sum(area == KEPT and _counts((area, row)) for area, row in rows),
    )


def vision_and_goals_of(
    plan: Plan, plans: Plans, result: Result | None = None, review: ReviewList | None = None
) -> VisionAndGoals:
    """Return a plan's goals, and what the team wrote above them in the same chapter.

    `result` is that of the plan's answers, which say where the goals stand.
    """
    for chapter in plans.chapters:
        texts: list[tuple[str, str]] = []
        for piece in chapter.pieces:
            place = (chapter.id, piece.heading) if piece.heading else (chapter.id,)
            if piece.fill == "goals":
                found = plan.tables.get(place)
                rows = tuple(row for row in found.rows if any(row)) if found else ()
                if not found:
                    return VisionAndGoals(texts=tuple(texts), goals=None)
                target = _target(found.head, piece)
                return VisionAndGoals(
                    texts=tuple(texts),
                    goals=Grid(found.head, rows),
                    now=tuple(goal_now(row, target, result, review) for row in rows)
                    if result
                    else (),
                    day=plan.identity.date,
                )
            if piece.lines and (text := plan.texts.get(place)):
                texts.append((piece.heading or chapter.id, one_line(text)))
    return VisionAndGoals(texts=(), goals=None)


def _target(head: Sequence[str], piece: Piece) -> int:
    """Return the number of the column that says what a goal is to reach: the last of ours."""
    ours = piece.table.columns[-1].partition(" (")[0] if piece.table else ""
    found = (n for n, name in enumerate(head) if name.partition(" (")[0] == ours)
    return next(found, len(head) - 1)


def days_late(row: ActionRow, day: date) -> int:
    """Return for how many days an action has been due; 0 without a date."""
    due = read_day(row.due)
    return (day - due).days if due else 0


def since(old: Plan, new: Plan) -> EarlierActions:
    """Return what became of the actions of an earlier plan, in the later one's order.

    An action is known by its code, or else by its words, wherever it stands.
    """
    pairs = _pairs([*_rows(old)], [*_rows(new)])
    day = old.identity.date
    return EarlierActions(
        day=day if day != new.identity.date else None,
        actions=sum(_counts(then) for then, _ in pairs),
        done=sum(_counts(then) and _is_done(now) for then, now in pairs),
        left=sum(_counts(then) and not _counts(now) for then, now in pairs),
        added=sum(then is None and _counts(now) for then, now in pairs),
        again=sum(then is not None and not _counts(then) and _counts(now) for then, now in pairs),
        moved=tuple(moved for then, now in pairs if (moved := _moved(then, now))),
    )


_Placed = tuple[str, ActionRow]
"""An action behind its area."""


def _rows(plan: Plan) -> Iterator[_Placed]:
    """Yield each action with its area, those that are new with the others."""
    for group in plan.groups:
        yield from ((group.title.removeprefix(f"{NEW}: "), row) for row in group.rows)


def _pairs(
    old: Sequence[_Placed], new: Sequence[_Placed]
) -> list[tuple[_Placed | None, _Placed | None]]:
    """Return each action of the later plan behind what it was, then those that are gone.

    Of those that are alike, the first one is the first one.
    """
    left = dict(enumerate(old))
    found: dict[int, _Placed] = {}
    for key_of in (_code, _words):
        before: dict[str, list[int]] = {}
        for n, (_, row) in left.items():
            before.setdefault(key_of(row), []).append(n)
        for n, (_, row) in enumerate(new):
            if n not in found and (key := key_of(row)) and before.get(key):
                found[n] = left.pop(before[key].pop(0))
    return [
        *((found.get(n), now) for n, now in enumerate(new)),
        *((then, None) for then in left.values()),
    ]


def _code(row: ActionRow) -> str:
    return row.code


def _words(row: ActionRow) -> str:
    return one_line(row.action).casefold()


def _counts(placed: _Placed | None) -> bool:
    """Return whether there is an action that is not dropped."""
    return placed is not None and read_status(placed[1].status) != DROPPED


def _is_done(placed: _Placed | None) -> bool:
    return placed is not None and read_status(placed[1].status) == DONE


def _moved(then: _Placed | None, now: _Placed | None) -> Moved | None:
    """Return how an action moved; None where it did not."""
    if now is None:
        return then and Moved(then[0], then[1], _standing(then[1], dated=False), "")
    before, after = _change(then[1] if then else None, now[1])
    return Moved(now[0], now[1], before, after) if before != after else None


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
