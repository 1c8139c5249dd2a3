"""The rules: from an instrument and one respondent's answers to a result. Pure, no I/O."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import combinations_with_replacement, pairwise
from math import ceil, comb

from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.errors import CareerplanError, UnknownNameError
from careerplan_cli.model.instrument import (
    Band,
    Bands,
    Condition,
    Instrument,
    Option,
    Question,
    Section,
    Shares,
)
from careerplan_cli.model.result import QuestionResult, Result
from careerplan_cli.model.review import ReviewList

_MANY_WAYS = 200_000
"""From how many ways to give the missing answers on they are no longer tried one by one."""

_REMEMBERED = 1_000
"""For how many different numbers of answers it is remembered which levels can follow."""


def score(
    instrument: Instrument, answer_set: AnswerSet, review: ReviewList | None = None
) -> Result:
    """Return what the answers say about the district.

    By bands (source: "survey scoring"): add the points of the answers, and the band that holds
    the total names the level; with an answer missing no level is claimed. By shares (source: the
    three readings of the checklist): the first rule whose conditions hold names the level, once
    enough of the questions that apply are answered. The levels that missing answers can still
    lead to are listed. `review` tells which areas of focus each level offers (None: the
    instrument's areas are all taken as they are).

    Raise `UnknownNameError` for the id of a question or option that the instrument does not have,
    and `CareerplanError` where no band holds the total or a question has no options.
    """
    _refuse_unknown_ids(instrument, answer_set)
    questions = tuple(_question_result(question, answer_set) for question in instrument.questions)
    needed = _answers_needed(instrument, questions)
    total = sum(option.points for option in _counting(questions))
    level = None if needed else _level(instrument, questions, total)
    above = _band_above(instrument, level, total)
    improvable = _improvable(questions)
    return Result(
        instrument=instrument,
        answer_set=answer_set,
        questions=questions,
        total=total,
        counts=counts(questions),
        level=level,
        answers_needed=needed,
        possible_levels=_levels_in_reach(instrument, questions),
        improvable=improvable,
        focus_areas=_areas(improvable, review, level),
        next_level=above.level if above else None,
        points_to_next=above.lowest - total if above else None,
    )


def section_counts(result: Result) -> dict[str, dict[str, int]]:
    """Return for each section id how often each option id is chosen."""
    return {
        section.id: counts(in_section(result.questions, section))
        for section in result.instrument.sections
    }


def in_section(questions: Iterable[QuestionResult], section: Section) -> list[QuestionResult]:
    """Return those of the questions that are in a section."""
    ids = {question.id for question in section.questions}
    return [entry for entry in questions if entry.question.id in ids]


def counts(questions: Iterable[QuestionResult]) -> dict[str, int]:
    """Return for each option id of the questions how many of them are answered with it."""
    found: dict[str, int] = {}
    for entry in questions:
        for option in entry.question.options:
            found[option.id] = found.get(option.id, 0) + (entry.option == option)
    return found


def level_by_shares(shares: Shares, answers: Mapping[str, int]) -> str | None:
    """Return the level of the first rule that holds, or None where none does.

    `answers` has the number of answers by option id, of those that count.
    """
    total = sum(answers.values())
    for rule in shares.rules:
        if all(_holds(condition, answers, total) for condition in rule.conditions):
            return rule.level
    return None


def compositions(shares: Shares, answers: int) -> Iterator[dict[str, int]]:
    """Yield each way to share out a number of answers among the options that the rules name.

    Each is a number of answers by option id. All options that no rule names are one: "".
    """
    named = _named_options(shares)
    for cuts in combinations_with_replacement(range(answers + 1), len(named)):
        edges = (0, *cuts, answers)
        yield dict(zip((*named, ""), (b - a for a, b in pairwise(edges)), strict=True))


def count_answers(questions: Iterable[QuestionResult]) -> dict[str, int]:
    """Return the number of answers by option id, of those that count."""
    return dict(Counter(option.id for option in _counting(questions)))


def _refuse_unknown_ids(instrument: Instrument, answer_set: AnswerSet) -> None:
    choices = instrument.choices
    for id_ in (*answer_set.answers, *answer_set.notes):
        if id_ not in choices:
            raise UnknownNameError("question", id_, tuple(choices))
    for id_, option in answer_set.answers.items():
        if not choices[id_]:
            raise CareerplanError(
                f"The question {id_!r} has no options.",
                "Give it those of its instrument: instrument.with_shared_options().",
            )
        if option not in choices[id_]:
            raise UnknownNameError(f"answer to {id_}", option, tuple(choices[id_]))


def _question_result(question: Question, answer_set: AnswerSet) -> QuestionResult:
    note = answer_set.notes.get(question.id, "")
    if question.id not in answer_set.answers:
        return QuestionResult(question=question, option=None, next_option=None, note=note)
    reason = answer_set.reasons.get(question.id, "")
    option = question.option(answer_set.answers[question.id])
    higher = [other for other in question.options if option.counts and other.points > option.points]
    next_option = min(higher, key=lambda other: other.points, default=None)
    return QuestionResult(
        question=question, option=option, next_option=next_option, note=note, reason=reason
    )


def _counting(questions: Iterable[QuestionResult]) -> Iterator[Option]:
    """Yield the options chosen that count."""
    return (entry.option for entry in questions if entry.option and entry.option.counts)


def _answers_needed(instrument: Instrument, questions: Sequence[QuestionResult]) -> int:
    """Return how many more answers a level takes."""
    missing = sum(entry.option is None for entry in questions)
    if isinstance(instrument.classification, Bands):
        return missing
    given = sum(1 for _ in _counting(questions))
    least = ceil(instrument.classification.least_answered * (given + missing))
    return max(least, 1) - given if given < max(least, 1) else 0


def _levels_in_reach(
    instrument: Instrument, questions: Sequence[QuestionResult]
) -> tuple[str, ...]:
    """Return the levels that the missing answers can lead to; the level alone if none is missing.

    Lowest first, as the instrument lists them.
    """
    if isinstance(instrument.classification, Bands):
        found = _levels_by_total(instrument.classification, questions)
    else:
        found = _levels_by_shares(instrument.classification, questions)
    return tuple(id_ for id_ in instrument.level_ids if id_ in found)


def reachable_totals(instrument: Instrument) -> set[int]:
    """Return every total of points that answers to all questions can add up to."""
    return _totals(question.options for question in instrument.questions)


def _totals(choices: Iterable[Sequence[Option]]) -> set[int]:
    """Return every total that can come of choosing one option from each entry of `choices`."""
    totals = {0}
    for options in choices:
        points = {option.points if option.counts else 0 for option in options}
        totals = {total + more for total in totals for more in points}
    return totals


def _levels_by_total(bands: Bands, questions: Sequence[QuestionResult]) -> Set[str]:
    totals = _totals((e.option,) if e.option else e.question.options for e in questions)
    return {band.level for total in totals if (band := _band(bands, total))}


def _levels_by_shares(shares: Shares, questions: Sequence[QuestionResult]) -> Set[str]:
    """Return the levels that can follow; all of them where there are too many ways to try each."""
    missing = sum(entry.option is None for entry in questions)
    return _levels_that_follow(shares, frozenset(count_answers(questions).items()), missing)


@lru_cache(maxsize=_REMEMBERED)
def _levels_that_follow(
    shares: Shares, answers: frozenset[tuple[str, int]], missing: int
) -> frozenset[str]:
    """Return the levels that can follow from a number of answers by option id and missing ones."""
    levels = frozenset(rule.level for rule in shares.rules)
    named = _named_options(shares)
    if comb(missing + len(named) + 1, len(named) + 1) > _MANY_WAYS:
        return levels
    given = dict(answers)
    found: set[str] = set()
    for number in range(missing, -1, -1):
        for more in compositions(shares, number) if number or given else ():
            level = level_by_shares(
                shares, {id_: given.get(id_, 0) + more.get(id_, 0) for id_ in given | more}
            )
            if level:
                found.add(level)
            if found == levels:
                return levels
    return frozenset(found)


def _named_options(shares: Shares) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.option for rule in shares.rules for c in rule.conditions))


def _holds(condition: Condition, answers: Mapping[str, int], total: int) -> bool:
    share = answers.get(condition.option, 0) / total
    return (
        (condition.more_than is None or share > condition.more_than)
        and (condition.at_least is None or share >= condition.at_least)
        and (condition.at_most is None or share <= condition.at_most)
        and (condition.less_than is None or share < condition.less_than)
    )


def _level(instrument: Instrument, questions: Sequence[QuestionResult], total: int) -> str | None:
    """Return the level that the answers given lead to."""
    if isinstance(instrument.classification, Shares):
        return level_by_shares(instrument.classification, count_answers(questions))
    band = _band(instrument.classification, total)
    if band is None:
        raise CareerplanError(
            f"The total of {total} points is in no band of {instrument.id!r}.",
            "Make its bands hold every total that can be reached.",
        )
    return band.level


def _band(bands: Bands, total: int) -> Band | None:
    """Return the band that holds a total of points; None where none does."""
    holding = (band for band in bands.bands if band.lowest <= total <= band.highest)
    return next(holding, None)


def _band_above(instrument: Instrument, level: str | None, total: int) -> Band | None:
    """Return the next band with another level; None at the top, without a level or bands."""
    if level is None or not isinstance(instrument.classification, Bands):
        return None
    above = (
        band
        for band in instrument.classification.bands
        if band.lowest > total and band.level != level
    )
    return min(above, key=lambda band: band.lowest, default=None)


def _improvable(questions: Sequence[QuestionResult]) -> tuple[QuestionResult, ...]:
    """Return the answered questions that are below their highest answer, lowest share first."""
    below = [entry for entry in questions if entry.next_option]
    return tuple(sorted(below, key=share_of_points))


def share_of_points(entry: QuestionResult) -> float:
    """Return the share 0-1 of its question's points that an answered question reaches."""
    if entry.option is None or entry.question.maximum == 0:
        return 0.0
    return entry.option.points / entry.question.maximum


def lowest(result: Result) -> tuple[QuestionResult, ...]:
    """Return the questions at the lowest share of points reached: where to start.

    Empty when every answer is the highest one (or none is given).
    """
    return tuple(
        entry
        for entry in result.improvable
        if share_of_points(entry) == share_of_points(result.improvable[0])
    )


def _areas(
    improvable: Sequence[QuestionResult], review: ReviewList | None, level: str | None
) -> tuple[str, ...]:
    """Return the ids of the areas of focus, without those that the level's list does not offer."""
    ids = dict.fromkeys(area for entry in improvable for area in entry.question.focus)
    if review is None:
        return tuple(ids)
    offered = {area.id for area in review.areas_of_focus if area.offered_at(level)}
    return tuple(id_ for id_ in ids if id_ in offered)
