"""What many results say together: counts, medians, agreement; in all, and group by group."""

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate
from math import sqrt

from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.model.instrument import Instrument, Option, Question
from careerplan_cli.model.result import Result, Summary
from careerplan_cli.scoring.agreement import agreement
from careerplan_cli.text.matching import match_key

_MOST_WAITING = 10_000
"""How many different answers, group by group, are kept before they are counted one by one."""

_REASONS = 5
"""How many reasons are kept why records cannot be used."""

Group = tuple[str, ...]
"""What the columns for groups say, in order; nothing where records are not grouped."""

_Answers = tuple[str, tuple[str | None, ...], Group]
"""An instrument's id, the option chosen for each of its questions, and a group."""


class SummaryCounter:
    """Counts records to one instrument as they come, however many there are.

    It is small, so that there can be one for each of many groups: a number for each level, for no
    level, and for each option of each question.
    """

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        options = sum(len(question.options) for question in instrument.questions)
        self._numbers = array("Q", bytes(8 * (len(instrument.level_ids) + 1 + options)))
        self.unusable = 0

    @property
    def records(self) -> int:
        """The number of records, with and without a result."""
        return sum(self._numbers[: len(self._instrument.level_ids) + 1]) + self.unusable

    def add(self, result: Result | None, times: int = 1) -> None:
        """Count a result as often as it came; None is a record without one."""
        if result is None:
            self.unusable += times
            return
        levels = self._instrument.level_ids
        place = len(levels) if result.level is None else levels.index(result.level)
        self._numbers[place] += times
        first = len(levels) + 1
        for entry in result.questions:
            if entry.option:
                self._numbers[first + entry.question.options.index(entry.option)] += times
            first += len(entry.question.options)

    def summary(self) -> Summary:
        """Return what the records say together."""
        levels, questions = self._instrument.level_ids, self._instrument.questions
        numbers = iter(self._numbers)
        level_counts = {id_: next(numbers) for id_ in levels}
        unfinished = next(numbers)
        answers = {q.id: {option.id: next(numbers) for option in q.options} for q in questions}
        given = {q.id: _given(q, answers[q.id]) for q in questions}
        return Summary(
            instrument=self._instrument,
            level_counts=level_counts,
            unfinished=unfinished,
            unusable=self.unusable,
            answers=answers,
            means={q.id: _mean(given[q.id]) for q in questions},
            medians={q.id: _median(given[q.id]) for q in questions},
            spreads={q.id: _spread(q, given[q.id]) for q in questions},
            agreements={q.id: agreement([times for _, times in given[q.id]]) for q in questions},
        )


class GroupedCounter:
    """Counts records to any instruments, and apart by the values of columns.

    `complete` is the number of results with every answer, `incomplete` of those without,
    `unusable` that of records without a result; `reasons` tells why the first of these have none.
    `left_out` and `replaced` are records that do not count: those that were not chosen, and those
    that a later one of the same respondent takes the place of.
    """

    def __init__(self, *, grouped: bool = False) -> None:
        self.complete = 0
        self.incomplete = 0
        self.unusable = 0
        self.left_out = 0
        self.replaced = 0
        self.reasons: list[str] = []
        self._grouped = grouped
        self._counters: dict[str, SummaryCounter] = {}
        self._groups: dict[tuple[Group, str], tuple[Group, SummaryCounter]] = {}
        self._respelled: dict[tuple[Group, str], Counter[Group]] = {}
        self._waiting: dict[_Answers, tuple[Result, int]] = {}

    def add(self, result: Result, group: Group = (), times: int = 1) -> None:
        """Count a result, as often as it came."""
        if result.complete:
            self.complete += times
        else:
            self.incomplete += times
        # The same answers are looked into once: survey, (red, blue, ...), (Cedar,) -> 5 times.
        answers = (result.instrument.id, result.option_ids, group)
        _, before = self._waiting.get(answers, (result, 0))
        self._waiting[answers] = (result, before + times)
        if len(self._waiting) >= _MOST_WAITING:
            self._count_waiting()

    def add_unusable(self, instrument: Instrument, group: Group, reason: str) -> None:
        """Count a record without a result, and keep why it has none."""
        self.unusable += 1
        if len(self.reasons) < _REASONS:
            self.reasons.append(reason)
        self._count_waiting()  # in the order they came
        self._count(instrument, group, None, 1)

    @property
    def records(self) -> int:
        """The number of records."""
        return self.complete + self.incomplete + self.unusable

    def summaries(self) -> list[Summary]:
        """Return a summary for each instrument that has records, in the order they came."""
        self._count_waiting()
        return [counter.summary() for counter in self._counters.values()]

    def group_summaries(self) -> list[tuple[Group, Summary]]:
        """Return for each group, in order of its values, the summary of its records.

        Values that are the same but for capitals, spaces and forms of accents are one, which is
        called as most of its records spell it.
        """
        self._count_waiting()
        keys = sorted(self._groups, key=lambda key: list(map(_natural, key[0])))
        return [(self._name(key), self._groups[key][1].summary()) for key in keys]

    def _name(self, key: tuple[Group, str]) -> Group:
        """Return how most records of a group spell its values; of several, the first by letters."""
        first, counter = self._groups[key]
        others = self._respelled.get(key)
        if not others:
            return first
        times = {**others, first: counter.records - others.total()}
        return min(times, key=lambda values: (-times[values], values))

    def _count_waiting(self) -> None:
        for (_, _, group), (result, times) in self._waiting.items():
            self._count(result.instrument, group, result, times)
        self._waiting.clear()

    def _count(
        self, instrument: Instrument, group: Group, result: Result | None, times: int
    ) -> None:
        if instrument.id not in self._counters:
            self._counters[instrument.id] = SummaryCounter(instrument)
        self._counters[instrument.id].add(result, times)
        if not self._grouped:
            return
        values = tuple([" ".join(value.split()) for value in group])
        key = (tuple(map(match_key, group)), instrument.id)
        if key not in self._groups:
            self._groups[key] = (values, SummaryCounter(instrument))
        first, counter = self._groups[key]
        counter.add(result, times)
        if values != first:
            self._respelled.setdefault(key, Counter())[values] += times


def _natural(name: str) -> list[tuple[int, str]]:
    """Return what sorts `District 6` before `District 59`: a number by its length, then its digits.

    Its length, for a number of thousands of digits is none that Python makes an `int` of.
    """
    parts = re.split(r"([0-9]+)", name)
    numbers = [part.lstrip("0") if n % 2 else "" for n, part in enumerate(parts)]
    return [(len(number), number or part) for part, number in zip(parts, numbers, strict=True)]


def summarize(results: Iterable[Result | None]) -> Summary:
    """Return what results to one instrument say together; None is a record that is unusable.

    Raise `CareerplanError` where there is no result, and where they answer several instruments.
    """
    counters: dict[str, SummaryCounter] = {}
    unusable = 0
    for result in results:
        if result is None:
            unusable += 1
            continue
        id_ = result.instrument.id
        if id_ not in counters:
            counters[id_] = SummaryCounter(result.instrument)
        counters[id_].add(result)
    if not counters:
        raise CareerplanError("There are no results to summarize.", "Score some answers first.")
    if len(counters) > 1:
        raise CareerplanError(
            f"The results answer several instruments: {', '.join(counters)}.",
            "Summarize each one separately.",
        )
    (counter,) = counters.values()
    counter.add(None, unusable)
    return counter.summary()


_Given = list[tuple[Option, int]]
"""The options of a question that count, by rising points, each with how often it was chosen."""


def _given(question: Question, answers: Mapping[str, int]) -> _Given:
    counting = sorted((o for o in question.options if o.counts), key=lambda option: option.points)
    return [(option, answers[option.id]) for option in counting]


def _mean(given: _Given) -> float | None:
    """Return the mean points; None without an answer."""
    times = sum(number for _, number in given)
    return sum(option.points * number for option, number in given) / times if times else None


def _median(given: _Given) -> float | None:
    """Return the middle of the points that were given; None without an answer."""
    times = sum(number for _, number in given)
    if not times:
        return None
    upto = list(accumulate(number for _, number in given))
    middle = ((times - 1) // 2, times // 2)
    low, high = (given[bisect_right(upto, position)][0].points for position in middle)
    return (low + high) / 2


def _spread(question: Question, given: _Given) -> float | None:
    """Return the standard deviation of the share of points reached: 0.5 is the widest split."""
    mean = _mean(given)
    if mean is None or not question.maximum:
        return None
    times = sum(number for _, number in given)
    variance = sum(number * (option.points - mean) ** 2 for option, number in given) / times
    return sqrt(variance) / question.maximum
