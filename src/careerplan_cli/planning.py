"""What follows from an answer: targets and actions, and what a plan takes up of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from careerplan_cli.model.actions import Action
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.result import QuestionResult, Result
from careerplan_cli.model.review import ReviewEntry, ReviewItem, ReviewList
from careerplan_cli.school_year import proposed_due, proposed_start
from careerplan_cli.scoring.rules import lowest, share_of_points

if TYPE_CHECKING:
    from careerplan_cli.model.plans import PlanOutline


NOT_STARTED, ON_TRACK, AT_RISK, DONE, DROPPED = STATUSES = (
    "Not started",
    "On track",
    "At risk",
    "Done",
    "Dropped",
)
"""What an action's status can be."""

KEEP_AND_SHARE = "Keep and share"
"""Stands before the title of an area whose answers are all the highest."""


_FIRST = 2
"""How many actions an area begins with; a need, and what is kept and shared, begin with one."""

_FAIR = 3
"""How many actions a table leaves to another one that would have none."""


@dataclass(frozen=True)
class Area:
    """An area of focus with the questions that point at it, the lowest answers first.

    `items` are the finer lines below it in the review list, `goal` what it says to set out to do.
    """

    id: str
    title: str
    items: tuple[ReviewItem, ...]
    entries: tuple[QuestionResult, ...]
    goal: str = ""

    @property
    def improvable(self) -> tuple[QuestionResult, ...]:
        """The questions whose answers are below the highest one."""
        return tuple(entry for entry in self.entries if entry.next_option)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids by which the area can be chosen: its own, and those of its items."""
        return (self.id, *(item.id for item in self.items))


@dataclass(frozen=True)
class ActionRow:
    """A row of an action plan: what to do, who, when, and how it stands, as a team writes it.

    `code` is that of the library's action; without a library there is only what to do. `more` is
    what stands in the columns that a team has added, by their names.
    """

    action: str
    code: str = ""
    lead: str = ""
    partners: str = ""
    start: str = ""
    due: str = ""
    resources: str = ""
    evidence: str = ""
    status: str = ""
    note: str = ""
    more: tuple[tuple[str, str], ...] = ()

    def in_column(self, column: str) -> str:
        """Return what stands in a column that a team has added."""
        return "\n".join(text for name, text in self.more if name == column)


@dataclass(frozen=True)
class PlanTable:
    """The actions for an area of focus or a need, and the answers that are the reason for them.

    `goal` is what the review list says to set out to do. One that is not `chosen` is there so that
    nothing is left out.
    """

    title: str
    entries: tuple[QuestionResult, ...]
    rows: tuple[ActionRow, ...]
    goal: str = ""
    chosen: bool = True

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its actions."""
        return tuple(row.code for row in self.rows if row.code)


@dataclass(frozen=True)
class _Wanted:
    """A table that has no rows yet, the actions that fit it by their codes, and those its own."""

    table: PlanTable
    fitting: Mapping[str, Action]
    own: Set[str]


@dataclass(frozen=True)
class Offer:
    """What the review list of a result's level offers.

    `areas` are the areas of focus, those with the lowest points first, `lowest` the ids of those
    to begin with; `needs` have only the finer lines that are offered, `proposed` are the ids of
    those that the lowest answers point at.
    """

    areas: tuple[Area, ...]
    needs: tuple[ReviewEntry, ...]
    lowest: tuple[str, ...]
    proposed: tuple[str, ...] = ()

    @property
    def focus_ids(self) -> tuple[str, ...]:
        """All ids by which areas of focus can be chosen."""
        return tuple(id_ for area in self.areas for id_ in area.ids)

    @property
    def need_ids(self) -> tuple[str, ...]:
        """All ids by which needs can be chosen."""
        return tuple(line.id for need in self.needs for line in (need, *need.items))


@dataclass(frozen=True)
class Choices:
    """The ids of the needs and of the areas of focus that a plan takes up, and codes of actions.

    A chosen table that has none of these actions is taken up whole. `left_out` are the ids of needs
    and the codes of actions that an update of a plan did not take up.
    """

    needs: tuple[str, ...]
    focus: tuple[str, ...]
    actions: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def offer(result: Result, review: ReviewList | None) -> Offer:
    """Return what the review list offers at the result's level.

    Without a review list there are no needs, and each question is an area of its own.
    """
    areas = _in_order(result, _areas(result, review))
    needs = _offered_entries(review.needs, result.level) if review else ()
    offered = Offer(areas, needs, _lowest_ids(result, areas))
    pointed_at = {need for entry in lowest(result) for need in entry.question.needs}
    return replace(offered, proposed=tuple(i for i in offered.need_ids if i in pointed_at))


def remembered(answer_set: AnswerSet, offered: Offer) -> Choices:
    """Return what was chosen before and is still on offer."""
    return Choices(
        tuple(id_ for id_ in answer_set.needs if id_ in offered.need_ids),
        tuple(id_ for id_ in answer_set.focus if id_ in offered.focus_ids),
        answer_set.actions,
        answer_set.left_out,
    )


def chosen_areas(offered: Sequence[Area], ids: Sequence[str]) -> tuple[Area, ...]:
    """Return the areas that are chosen by their own id or that of one of their finer lines."""
    return tuple(area for area in offered if any(id_ in ids for id_ in area.ids))


def target_of(entry: QuestionResult) -> str:
    """Return in positive words what to aim for: the next answer, or the statement come true.

    Where the content has no target, it is the label of the next answer. Empty at the highest.
    """
    if entry.next_option is None:
        return ""
    return entry.question.target or entry.next_option.target or entry.next_option.label


def actions_for(
    entry: QuestionResult, instrument: Instrument, library: Sequence[Action]
) -> tuple[Action, ...]:
    """Return the library's actions for an answer, those that fit it best first.

    They are those for the answer itself; without any, where it is below the highest, those for
    its statement and then those for its section.
    """
    question, option = entry.question, entry.option
    if option is None or not option.counts:
        return ()
    own = [a for a in library if (a.question, a.answer) == (question.id, option.id)]
    if own or not entry.next_option:
        return tuple(own)
    sections = {s.id for s in instrument.sections if question in s.questions}
    of_statement = (action for action in library if action.statement == question.id)
    return (*of_statement, *(action for action in library if action.section in sections))


def plan_tables(
    result: Result,
    offered: Offer,
    choices: Choices,
    library: Sequence[Action],
    outline: PlanOutline,
) -> tuple[PlanTable, ...]:
    """Return the tables of a plan: for each area and need chosen, then for what is left.

    An action stands once, and each table has one. It stands in that of the area which a statement
    names first, or else in the first table that it fits.
    Areas with the same answers share a table. What no area of focus covers, and areas that are at
    their highest answer, have a table too, so that nothing is left out. Where there is no action
    in the library, what `outline` says stands in its place.
    """
    wanted: list[_Wanted] = []

    def add(title: str, entries: Sequence[QuestionResult], areas: Sequence[Area] = ()) -> None:
        below = tuple(entry for entry in entries if entry.next_option) or tuple(entries)
        first = {area.id for area in areas}
        goal = "; ".join(area.goal for area in areas if area.goal)
        fitting: dict[str, Action] = {}
        own: set[str] = set()
        for entry in below:
            found = {a.code: a for a in actions_for(entry, result.instrument, library)}
            fitting |= found
            own |= found.keys() if first & {*entry.question.focus[:1]} else set()
        table = PlanTable(title, below, (), goal, chosen=any(a in chosen for a in areas))
        wanted.append(_Wanted(table, fitting, own))

    chosen = chosen_areas(offered.areas, choices.focus)
    for title, areas in _shared(chosen, choices.focus):
        add(title, areas[0].entries, areas)
    covered = {e.question.id for area in offered.areas for e in area.entries}
    if others := tuple(e for e in result.improvable if e.question.id not in covered):
        add("Also left to do", others)
    for need in (line for entry in offered.needs for line in (entry, *entry.items)):
        if need.id in choices.needs:
            table = PlanTable(need.title, (), (), need.goal or "")
            fitting = {action.code: action for action in library if action.need == need.id}
            wanted.append(_Wanted(table, fitting, {*fitting}))
    kept = [a for a in offered.areas if a.entries and not a.improvable and a not in chosen]
    for title, areas in _shared(kept, ()):
        add(f"{KEEP_AND_SHARE}: {title}", areas[0].entries, areas)
    day = result.answer_set.date
    return tuple(
        replace(
            one.table,
            rows=tuple(_row(one.fitting[code], day) for code in codes)
            or _outlined(one.table.entries, outline),
        )
        for one, codes in zip(wanted, _shared_out(wanted), strict=True)
    )


def begun_with(tables: Sequence[PlanTable], known: Sequence[str]) -> tuple[str, ...]:
    """Return the codes of the actions to begin with: those known, or else the first of a table."""
    found: list[str] = []
    for table in tables:
        found += _known_in(table, known, table.codes[: _first_of(table)])
    return tuple(found)


def _first_of(table: PlanTable) -> int:
    return _FIRST if table.chosen and table.entries else 1


def begun_anew(
    tables: Sequence[PlanTable],
    known: Set[str],
    instrument: Instrument,
    library: Sequence[Action],
) -> tuple[str, ...]:
    """Return the codes of the actions to begin with in a plan that knows those of `known` already.

    They are the first of a table that is new, or of which an answer has changed: none of its own
    actions is known.
    """
    found: list[str] = []
    for table in tables:
        codes = [code for code in table.codes if code not in known]
        own = [{a.code for a in actions_for(e, instrument, library)} for e in table.entries]
        if not known & {*table.codes} or any(some and not some & known for some in own):
            found += codes[: _first_of(table)]
    return tuple(found)


def taken_up(tables: Sequence[PlanTable], known: Sequence[str]) -> tuple[str, ...]:
    """Return the codes of all actions of these tables, or of those known where a table has some."""
    return tuple(code for table in tables for code in _known_in(table, known, table.codes))


def _known_in(table: PlanTable, known: Sequence[str], others: Sequence[str]) -> Sequence[str]:
    """Return the codes of a table that are known; for one that had to have some, else `others`.

    What was cleared in a table that is not chosen stays cleared.
    """
    found = [code for code in table.codes if code in known]
    return found if found or (known and not table.chosen) else others


def _shared_out(wanted: Sequence[_Wanted]) -> list[list[str]]:
    """Return for each table the codes of its actions: each where it is its own, or fits first.

    A table that would have none takes some over from one that has more.
    """
    holders: dict[str, int] = {}
    for codes in ([one.own for one in wanted], [one.fitting for one in wanted]):
        for n, some in enumerate(codes):
            holders |= {code: n for code in some if code not in holders}
    for n, one in enumerate(wanted):
        for left in (_FAIR, 1):
            for code in () if n in holders.values() else one.fitting:
                held = [*holders.values()]
                if held.count(holders[code]) > left and held.count(n) < _FAIR:
                    holders[code] = n
    return [[code for code in one.fitting if holders[code] == n] for n, one in enumerate(wanted)]


def _shared(areas: Sequence[Area], chosen: Sequence[str]) -> list[tuple[str, tuple[Area, ...]]]:
    """Return areas with their titles; those with the same answers are together."""
    together: dict[tuple[str, ...], list[Area]] = {}
    for area in areas:
        key = tuple(entry.question.id for entry in area.entries) or (area.id,)
        together.setdefault(key, []).append(area)
    return [
        ("; ".join(_titled(area, chosen) for area in found), tuple(found))
        for found in together.values()
    ]


def _titled(area: Area, chosen: Sequence[str]) -> str:
    """Return the title of an area with those of its finer lines that are chosen."""
    finer = ", ".join(item.title for item in area.items if item.id in chosen)
    return f"{area.title}: {finer}" if finer else area.title


def _row(action: Action, day: date | None) -> ActionRow:
    start = proposed_start(action, day) if day else None
    return ActionRow(
        action=action.do,
        code=action.code,
        lead=action.lead,
        partners=", ".join(action.partners),
        start=start.isoformat() if start else action.when,
        due=proposed_due(action, day).isoformat() if day else "",
        resources=action.effort,
        evidence=action.evidence,
        status=NOT_STARTED,
    )


def _outlined(entries: Sequence[QuestionResult], outline: PlanOutline) -> tuple[ActionRow, ...]:
    """Return what a plan says of answers where the content has no action library."""
    if entries and not any(entry.next_option for entry in entries):
        return (ActionRow(outline.keep, status=NOT_STARTED),)
    texts = (action.text for action in (*outline.actions, outline.each))
    return tuple(ActionRow(text, status=NOT_STARTED) for text in texts)


def _areas(result: Result, review: ReviewList | None) -> tuple[Area, ...]:
    if review is None:
        entries = result.questions
        return tuple(Area(e.question.id, e.question.title, (), (e,)) for e in entries)
    offered = _offered_entries(review.areas_of_focus, result.level)
    return tuple(Area(a.id, a.title, a.items, _entries(result, a), a.goal or "") for a in offered)


def _lowest_ids(result: Result, areas: Sequence[Area]) -> tuple[str, ...]:
    """Return the ids of the areas that the questions with the lowest points point at.

    Where every answer is the highest one, they are all areas that a question points at; where
    none does, simply all.
    """
    first = lowest(result)
    begun = [area for area in areas if any(entry in first for entry in area.entries)]
    pointed_at = [area for area in areas if area.entries]
    return tuple(area.id for area in begun or pointed_at or areas)


def _entries(result: Result, area: ReviewEntry) -> tuple[QuestionResult, ...]:
    """Return the questions that point at an area and are answered with what counts."""
    pointing = [
        entry
        for entry in result.questions
        if area.id in entry.question.focus and entry.option and entry.option.counts
    ]
    return tuple(sorted(pointing, key=share_of_points))


def _in_order(result: Result, areas: Sequence[Area]) -> tuple[Area, ...]:
    """Return areas in the order of a result: the lowest answers first, then the others."""
    order = [*result.focus_areas, *(id_ for e in result.questions for id_ in e.question.focus)]
    places = {id_: n for n, id_ in reversed([*enumerate(order)])}
    return tuple(sorted(areas, key=lambda area: places.get(area.id, len(order))))


def _offered_entries(entries: Sequence[ReviewEntry], level: str | None) -> tuple[ReviewEntry, ...]:
    """Return the lines that a level offers, each with the finer lines that it offers."""
    return tuple(
        replace(entry, items=tuple(item for item in entry.items if item.offered_at(level)))
        for entry in entries
        if entry.offered_at(level)
    )
