"""The rules of a plan: the areas of focus that a result offers, and the rows of its actions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.plans import GuideAction, PlanOutline
from careerplan_cli.model.result import QuestionResult, Result
from careerplan_cli.model.review import ReviewEntry, ReviewItem, ReviewList
from careerplan_cli.scoring.rules import lowest, share_of_points


@dataclass(frozen=True)
class Area:
    """An area of focus with the questions that point at it, the lowest answers first.

    `items` are the finer lines below it in the check list.
    """

    id: str
    title: str
    items: tuple[ReviewItem, ...]
    entries: tuple[QuestionResult, ...]

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
    """A row of an action plan: the state today, the target state, and what to do.

    What stands for today and for the target is empty where no question points at the area.
    """

    area: str
    today: str
    target: str
    action: str


@dataclass(frozen=True)
class Offer:
    """What the check list of a result's level offers.

    `areas` are the areas of focus, those with the lowest points first, `lowest` the ids of those
    to begin with; `needs` have only the finer lines that are offered.
    """

    areas: tuple[Area, ...]
    needs: tuple[ReviewEntry, ...]
    lowest: tuple[str, ...]

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
    """The ids of the needs and of the areas of focus that a plan takes up."""

    needs: tuple[str, ...]
    focus: tuple[str, ...]


def offer(result: Result, review: ReviewList | None) -> Offer:
    """Return what the check list offers at the result's level.

    Without a check list there are no needs, and each question is an area of its own.
    """
    areas = tuple(sorted(_areas(result, review), key=_share))
    needs = _offered_entries(review.needs, result.level) if review else ()
    return Offer(areas, needs, _lowest_ids(result, areas))


def remembered(answer_set: AnswerSet, offered: Offer) -> Choices:
    """Return what was chosen before and is still on offer."""
    return Choices(
        tuple(id_ for id_ in answer_set.needs if id_ in offered.need_ids),
        tuple(id_ for id_ in answer_set.focus if id_ in offered.focus_ids),
    )


def chosen_areas(offered: Sequence[Area], ids: Sequence[str]) -> tuple[Area, ...]:
    """Return the areas that are chosen by their own id or that of one of their finer lines."""
    return tuple(area for area in offered if any(id_ in ids for id_ in area.ids))


def action_rows(area: Area, outline: PlanOutline, instrument: Instrument) -> tuple[ActionRow, ...]:
    """Return the rows of an area's table (source: the steps of the level's guide).

    One answer below the highest gets all actions; of several, each gets its own, and the area as
    a whole the others. An area where all answers are the highest gets one row, to keep what works.
    """
    improvable = area.improvable
    if not improvable and area.entries:
        return (ActionRow(area.title, _all_today(area, instrument), KEPT, outline.keep),)
    if len(improvable) > 1:
        each = _words(outline.each)
        own = [ActionRow(area.title, *_states(area, e, instrument), each) for e in improvable]
        whole = [ActionRow(area.title, WHOLE, ALL, _words(a)) for a in outline.actions]
        return (*own, *whole)
    today, target = _states(area, improvable[0], instrument) if improvable else ("", "")
    actions = (*outline.actions, outline.each)
    return tuple(ActionRow(area.title, today, target, _words(action)) for action in actions)


WHOLE = "The area as a whole"
ALL = "Every target of this area"
KEPT = "As today"


def _states(area: Area, entry: QuestionResult, instrument: Instrument) -> tuple[str, str]:
    """Return in words the state today, and the target state.

    The target is the next answer up where points are added, and the highest answer of a
    statement, which then holds.
    """
    label = entry.option.label if entry.option else ""
    if not instrument.adds_points:
        best = max(entry.question.options, key=lambda option: option.points)
        return f"{label}: {entry.question.prompt}", best.label
    today = f"{entry.question.title}: {label}" if len(area.entries) > 1 else label
    return today, entry.next_option.label if entry.next_option else KEPT


def _all_today(area: Area, instrument: Instrument) -> str:
    labels = dict.fromkeys(entry.option.label for entry in area.entries if entry.option)
    words = "; ".join(labels)
    return (
        words if instrument.adds_points else f"{words}: all {len(area.entries)} statements about it"
    )


def _words(action: GuideAction) -> str:
    return f"{action.text} (guide, step {action.step})"


def _areas(result: Result, review: ReviewList | None) -> tuple[Area, ...]:
    if review is None:
        entries = result.questions
        return tuple(Area(e.question.id, e.question.title, (), (e,)) for e in entries)
    offered = _offered_entries(review.areas_of_focus, result.level)
    return tuple(Area(a.id, a.title, a.items, _entries(result, a)) for a in offered)


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


def _share(area: Area) -> float:
    """Return the lowest share of points among an area's questions; 1 where nothing can rise."""
    return min(map(share_of_points, area.improvable), default=1.0)


def _offered_entries(entries: Sequence[ReviewEntry], level: str | None) -> tuple[ReviewEntry, ...]:
    """Return the lines that a level offers, each with the finer lines that it offers."""
    return tuple(
        replace(entry, items=tuple(item for item in entry.items if item.offered_at(level)))
        for entry in entries
        if entry.offered_at(level)
    )
