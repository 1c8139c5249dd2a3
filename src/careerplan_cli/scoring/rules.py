"""The rules: from an instrument and one respondent's answers to a result. Pure, no I/O."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, combinations_with_replacement, pairwise
from math import ceil, comb, sqrt

from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.errors import CareerplanError
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
from careerplan_cli.model.result import Answered, Result, Summary
from careerplan_cli.model.review import ReviewList

_MANY_WAYS = 200_000
"""From how many ways to give the missing answers on they are no longer tried one by one."""

_REMEMBERED = 10_000
"""How many different ways to answer are remembered."""

_MOST_GROUPS = 1_000
"""How many values of a column are summed up apart."""

_MOST_MET = 10_000
"""How many different results, group by group, are counted before they are looked into."""

_REASONS = 5
"""How many reasons are kept why records cannot be used."""


def score(instrument: Instrument, answer_set: AnswerSet, review: ReviewList | None) -> Result:
    """Return what the answers say about the district.

    By bands (source: "survey scoring"): add the points of the answers, and the band that holds
    the total names the level; with an answer missing no level is claimed. By shares (source: the
    three readings of the checklist): the first rule whose conditions hold names the level, once
    enough of the questions that apply are answered. The levels that missing answers can still
    lead to are listed. `review` tells which areas of focus each level offers (None: the
    instrument's areas are all taken as they are). The answer set's ids must be the instrument's
    own.
    """
    questions = tuple(_answered(question, answer_set) for question in instrument.questions)
    needed = _answers_needed(instrument, questions)
    level = None if needed else _level(instrument, questions)
    total = sum(option.points for entry in questions for option in _chosen(entry))
    above = _band_above(instrument, level, total)
    focus = _focus(questions)
    return Result(
        instrument=instrument,
        answer_set=answer_set,
        questions=questions,
        total=total,
        counts=counts(questions),
        level=level,
        answers_needed=needed,
        possible_levels=_levels_in_reach(instrument, questions),
        focus=focus,
        focus_areas=_areas(focus, review, level),
        next_level=above.level if above else None,
        points_to_next=above.lowest - total if above else None,
    )


class Scorer:
    """Scores answer sets to one instrument, and remembers what it has seen.

    Many respondents give the same answers: to the survey there are only 243 complete ways.
    """

    def __init__(self, instrument: Instrument, review: ReviewList | None) -> None:
        self.instrument = instrument
        self.review = review
        self.by_options = lru_cache(maxsize=_REMEMBERED)(self._by_options)

    def score(self, answer_set: AnswerSet) -> Result:
        """Return what `score` does."""
        if answer_set.notes:
            return score(self.instrument, answer_set, self.review)
        given = answer_set.answers
        chosen = tuple(given.get(question.id) for question in self.instrument.questions)
        return replace(self.by_options(chosen), answer_set=answer_set)

    def _by_options(self, chosen: tuple[str | None, ...]) -> Result:
        """Return the result of nobody in particular: an option id for each question, or None."""
        pairs = zip(self.instrument.questions, chosen, strict=True)
        answers = {question.id: option for question, option in pairs if option is not None}
        answer_set = AnswerSet(instrument=self.instrument.id, answers=answers)
        return score(self.instrument, answer_set, self.review)


class Tally:
    """Counts records to one instrument as they come, however many there are."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._levels: Counter[str | None] = Counter()
        self._answers = {question.id: Counter[str]() for question in instrument.questions}
        self.unusable = 0

    def add(self, result: Result | None, times: int = 1) -> None:
        """Count a result as often as it was met; None is a record without one."""
        if result is None:
            self.unusable += times
            return
        self._levels[result.level] += times
        for entry in result.questions:
            if entry.option:
                self._answers[entry.question.id][entry.option.id] += times

    def summary(self) -> Summary:
        """Return what the records say together."""
        questions = self._instrument.questions
        answers = {
            question.id: {o.id: self._answers[question.id][o.id] for o in question.options}
            for question in questions
        }
        return Summary(
            instrument=self._instrument,
            level_counts={id_: self._levels[id_] for id_ in self._instrument.level_ids},
            unfinished=self._levels[None],
            unusable=self.unusable,
            answers=answers,
            medians={q.id: _median(_points_given(q, answers[q.id])) for q in questions},
            spreads={q.id: _spread(q, _points_given(q, answers[q.id])) for q in questions},
        )


class Tallies:
    """Counts records to any instruments, and apart by the values of a column.

    `complete` is the number of results with every answer, `incomplete` of those without,
    `unusable` that of records without a result; `reasons` tells why the first of these have none.
    """

    def __init__(self, *, grouped: bool = False) -> None:
        self.complete = 0
        self.incomplete = 0
        self.unusable = 0
        self.reasons: list[str] = []
        self._grouped = grouped
        self._whole: dict[str, Tally] = {}
        self._groups: dict[tuple[str, str], tuple[str, Tally]] = {}
        self._met: dict[tuple[int, str], tuple[Instrument, Result, int]] = {}

    def add(self, instrument: Instrument, result: Result, group: str, times: int = 1) -> None:
        """Count a result, as often as it was met; `group` is what its column for groups says.

        Raise `CareerplanError` when there are too many groups.
        """
        # The same answers share their questions: they are looked into when all are counted.
        place = (id(result.questions), group)
        _, _, before = self._met.get(place, (instrument, result, 0))
        self._met[place] = (instrument, result, before + times)
        if result.complete:
            self.complete += times
        else:
            self.incomplete += times
        if len(self._met) >= _MOST_MET:
            self._count_met()

    def add_unusable(self, instrument: Instrument, group: str, reason: str) -> None:
        """Count a record without a result, and keep why it has none."""
        self.unusable += 1
        if len(self.reasons) < _REASONS:
            self.reasons.append(reason)
        self._tally(instrument, group, None, 1)

    @property
    def records(self) -> int:
        """The number of records."""
        return self.complete + self.incomplete + self.unusable

    def summaries(self) -> list[Summary]:
        """Return a summary for each instrument that has records, in the order they came."""
        self._count_met()
        return [tally.summary() for tally in self._whole.values()]

    def group_summaries(self) -> list[tuple[str, Summary]]:
        """Return for each value of the column for groups, in order, the summary of its records.

        Values that differ in capitals and spaces only are one.
        """
        self._count_met()
        ordered = sorted(self._groups.items(), key=lambda group: _natural(group[0][0]))
        return [(name, tally.summary()) for _, (name, tally) in ordered]

    def _count_met(self) -> None:
        for (_, group), (instrument, result, times) in self._met.items():
            self._tally(instrument, group, result, times)
        self._met.clear()

    def _tally(self, instrument: Instrument, group: str, result: Result | None, times: int) -> None:
        self._whole.setdefault(instrument.id, Tally(instrument)).add(result, times)
        if not self._grouped:
            return
        name = " ".join(group.split())
        key = (name.casefold(), instrument.id)
        if key not in self._groups and len(self._groups) >= _MOST_GROUPS:
            raise CareerplanError(
                f"The column to group by has more than {_MOST_GROUPS:,} different values.",
                "Choose one that puts respondents together, such as a district or a role.",
            )
        self._groups.setdefault(key, (name, Tally(instrument)))[1].add(result, times)


def _natural(name: str) -> list[tuple[int, str]]:
    """Return what sorts `District 6` before `District 59`."""
    parts = re.split(r"([0-9]+)", name)
    return [(int(part), "") if n % 2 else (0, part) for n, part in enumerate(parts)]


def summarize(instrument: Instrument, results: Iterable[Result]) -> Summary:
    """Return what results to one instrument say together."""
    tally = Tally(instrument)
    for result in results:
        tally.add(result)
    return tally.summary()


def _points_given(question: Question, answers: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return the points of the answers that count, rising, each with how often it was given."""
    counting = (option for option in question.options if option.counts and answers[option.id])
    return sorted((option.points, answers[option.id]) for option in counting)


def _median(given: Sequence[tuple[int, int]]) -> float | None:
    """Return the middle of points that were each given so often; None where there are none."""
    times = sum(number for _, number in given)
    if not times:
        return None
    upto = list(accumulate(number for _, number in given))
    middle = ((times - 1) // 2, times // 2)
    low, high = (given[bisect_right(upto, position)][0] for position in middle)
    return (low + high) / 2


def _spread(question: Question, given: Sequence[tuple[int, int]]) -> float | None:
    """Return the standard deviation of the share of points reached: 0.5 is the widest split."""
    times = sum(number for _, number in given)
    if not times or not question.maximum:
        return None
    mean = sum(points * number for points, number in given) / times
    variance = sum(number * (points - mean) ** 2 for points, number in given) / times
    return sqrt(variance) / question.maximum


def section_counts(result: Result) -> dict[str, dict[str, int]]:
    """Return for each section id how often each option id is chosen."""
    return {
        section.id: counts(in_section(result.questions, section))
        for section in result.instrument.sections
    }


def in_section(questions: Iterable[Answered], section: Section) -> list[Answered]:
    """Return those of the questions that are in a section."""
    ids = {question.id for question in section.questions}
    return [entry for entry in questions if entry.question.id in ids]


def counts(questions: Iterable[Answered]) -> dict[str, int]:
    """Return for each option id of the questions how many of them are answered with it."""
    found: dict[str, int] = {}
    for entry in questions:
        for option in entry.question.options:
            found[option.id] = found.get(option.id, 0) + (entry.option == option)
    return found


def level_by_shares(shares: Shares, tally: Mapping[str, int]) -> str | None:
    """Return the level of the first rule that holds, or None where none does.

    `tally` has the number of answers by option id, of those that count.
    """
    answers = sum(tally.values())
    for rule in shares.rules:
        if all(_holds(condition, tally, answers) for condition in rule.conditions):
            return rule.level
    return None


def tallies(shares: Shares, answers: int) -> Iterator[dict[str, int]]:
    """Yield each way to share out a number of answers among the options that the rules name.

    All other options are one to the rules; they go by the name "".
    """
    named = _named_options(shares)
    for cuts in combinations_with_replacement(range(answers + 1), len(named)):
        edges = (0, *cuts, answers)
        yield dict(zip((*named, ""), (b - a for a, b in pairwise(edges)), strict=True))


def _answered(question: Question, answer_set: AnswerSet) -> Answered:
    note = answer_set.notes.get(question.id, "")
    if question.id not in answer_set.answers:
        return Answered(question=question, option=None, next_option=None, note=note)
    option = question.option(answer_set.answers[question.id])
    higher = [other for other in question.options if option.counts and other.points > option.points]
    next_option = min(higher, key=lambda other: other.points, default=None)
    return Answered(question=question, option=option, next_option=next_option, note=note)


def _chosen(entry: Answered) -> tuple[Option, ...]:
    """Return the option of a question if it is answered and counts, else nothing."""
    return (entry.option,) if entry.option and entry.option.counts else ()


def _answers_needed(instrument: Instrument, questions: Sequence[Answered]) -> int:
    """Return how many more answers a level takes."""
    missing = sum(entry.option is None for entry in questions)
    if isinstance(instrument.classification, Bands):
        return missing
    given = sum(len(_chosen(entry)) for entry in questions)
    least = ceil(instrument.classification.least_answered * (given + missing))
    return max(least, 1) - given if given < max(least, 1) else 0


def _levels_in_reach(instrument: Instrument, questions: Sequence[Answered]) -> tuple[str, ...]:
    """Return the levels that the missing answers can lead to; the level alone if none is missing.

    Lowest first, as the instrument lists them.
    """
    if isinstance(instrument.classification, Bands):
        found = _by_total(instrument.classification, questions)
    else:
        found = _by_tally(instrument.classification, questions)
    return tuple(id_ for id_ in instrument.level_ids if id_ in found)


def reachable_totals(instrument: Instrument) -> set[int]:
    """Return every total of points that answers to all questions can add up to."""
    return _totals(question.options for question in instrument.questions)


def _totals(choices: Iterable[Sequence[Option]]) -> set[int]:
    totals = {0}
    for options in choices:
        totals = {total + option.points for total in totals for option in options}
    return totals


def _by_total(bands: Bands, questions: Sequence[Answered]) -> set[str]:
    totals = _totals((e.option,) if e.option else e.question.options for e in questions)
    return {b.level for b in bands.bands if any(b.lowest <= t <= b.highest for t in totals)}


def _by_tally(shares: Shares, questions: Sequence[Answered]) -> set[str]:
    """Return the levels that can follow; all of them where there are too many ways to try each."""
    named = _named_options(shares)
    missing = sum(entry.option is None for entry in questions)
    if comb(missing + len(named) + 1, len(named) + 1) > _MANY_WAYS:
        return {rule.level for rule in shares.rules}
    given = _tally(questions)
    found = {
        level_by_shares(shares, {id_: given.get(id_, 0) + more.get(id_, 0) for id_ in given | more})
        for answers in range(missing + 1)
        for more in tallies(shares, answers)
        if answers or given
    }
    return {level for level in found if level}


def _tally(questions: Iterable[Answered]) -> dict[str, int]:
    """Return the number of answers by option id, of those that count."""
    return dict(Counter(option.id for entry in questions for option in _chosen(entry)))


def _named_options(shares: Shares) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.option for rule in shares.rules for c in rule.conditions))


def _holds(condition: Condition, tally: Mapping[str, int], answers: int) -> bool:
    share = tally.get(condition.option, 0) / answers
    return (
        (condition.more_than is None or share > condition.more_than)
        and (condition.at_least is None or share >= condition.at_least)
        and (condition.at_most is None or share <= condition.at_most)
        and (condition.less_than is None or share < condition.less_than)
    )


def _level(instrument: Instrument, questions: Sequence[Answered]) -> str | None:
    """Return the level that the answers given lead to."""
    if isinstance(instrument.classification, Bands):
        (level,) = _by_total(instrument.classification, questions)
        return level
    return level_by_shares(instrument.classification, _tally(questions))


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


def _focus(questions: Sequence[Answered]) -> tuple[Answered, ...]:
    """Return the answered questions that are below their highest answer, lowest share first."""
    rising = [entry for entry in questions if entry.next_option]
    return tuple(sorted(rising, key=share_of_points))


def share_of_points(entry: Answered) -> float:
    """Return the share 0-1 of its question's points that an answered question reaches."""
    if entry.option is None or entry.question.maximum == 0:
        return 0.0
    return entry.option.points / entry.question.maximum


def lowest(result: Result) -> tuple[Answered, ...]:
    """Return the questions at the lowest share of points reached: where to start.

    Empty when every answer is the highest one (or none is given).
    """
    return tuple(
        entry
        for entry in result.focus
        if share_of_points(entry) == share_of_points(result.focus[0])
    )


def _areas(
    focus: Sequence[Answered], review: ReviewList | None, level: str | None
) -> tuple[str, ...]:
    """Return the ids of the areas of focus, without those that the level's list does not offer."""
    ids = dict.fromkeys(area for entry in focus for area in entry.question.focus)
    if review is None:
        return tuple(ids)
    offered = {area.id for area in review.areas_of_focus if area.offered_at(level)}
    return tuple(id_ for id_ in ids if id_ in offered)
