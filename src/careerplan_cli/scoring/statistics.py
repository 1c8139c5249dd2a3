"""What many results say together: counts, medians, spreads; in all, and group by group."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from math import sqrt

from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.model.result import Result, Summary

_MOST_GROUPS = 1_000
"""How many values of a column are summed up apart."""

_MOST_WAITING = 10_000
"""How many different answers, group by group, are kept before they are counted one by one."""

_REASONS = 5
"""How many reasons are kept why records cannot be used."""

_Answers = tuple[str, tuple[str | None, ...], str]
"""An instrument's id, the option chosen for each of its questions, and a group."""


class SummaryCounter:
    """Counts records to one instrument as they come, however many there are."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._levels: Counter[str | None] = Counter()
        self._answers = {question.id: Counter[str]() for question in instrument.questions}
        self.unusable = 0

    def add(self, result: Result | None, times: int = 1) -> None:
        """Count a result as often as it came; None is a record without one."""
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


class GroupedCounter:
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
        self._counters: dict[str, SummaryCounter] = {}
        self._groups: dict[tuple[str, str], tuple[str, SummaryCounter]] = {}
        self._waiting: dict[_Answers, tuple[Result, int]] = {}

    def add(self, result: Result, group: str = "", times: int = 1) -> None:
        """Count a result, as often as it came; `group` is what its column for groups says.

        Raise `CareerplanError` when there are too many groups.
        """
        if result.complete:
            self.complete += times
        else:
            self.incomplete += times
        # The same answers are looked into once: survey, (red, blue, ...), Cedar -> result, 5 times.
        answers = (result.instrument.id, result.option_ids, group)
        _, before = self._waiting.get(answers, (result, 0))
        self._waiting[answers] = (result, before + times)
        if len(self._waiting) >= _MOST_WAITING:
            self._count_waiting()

    def add_unusable(self, instrument: Instrument, group: str, reason: str) -> None:
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

    def group_summaries(self) -> list[tuple[str, Summary]]:
        """Return for each value of the column for groups, in order, the summary of its records.

        Values that differ in capitals and spaces only are one.
        """
        self._count_waiting()
        ordered = sorted(self._groups.items(), key=lambda group: _natural(group[0][0]))
        return [(name, counter.summary()) for _, (name, counter) in ordered]

    def _count_waiting(self) -> None:
        for (_, _, group), (result, times) in self._waiting.items():
            self._count(result.instrument, group, result, times)
        self._waiting.clear()

    def _count(self, instrument: Instrument, group: str, result: Result | None, times: int) -> None:
        self._counters.setdefault(instrument.id, SummaryCounter(instrument)).add(result, times)
        if not self._grouped:
            return
        name = " ".join(group.split())
        key = (name.casefold(), instrument.id)
        if key not in self._groups and len(self._groups) >= _MOST_GROUPS:
            raise CareerplanError(
                f"The column to group by has more than {_MOST_GROUPS:,} different values.",
                "Choose one that puts respondents together, such as a district or a role.",
            )
        self._groups.setdefault(key, (name, SummaryCounter(instrument)))[1].add(result, times)


def _natural(name: str) -> list[tuple[int, str]]:
    """Return what sorts `District 6` before `District 59`."""
    parts = re.split(r"([0-9]+)", name)
    return [(int(part), "") if n % 2 else (0, part) for n, part in enumerate(parts)]


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
        raise CareerplanError("There is no result to sum up.", "Score some answers first.")
    if len(counters) > 1:
        raise CareerplanError(
            f"The results answer several instruments: {', '.join(counters)}.",
            "Sum up those of each on their own.",
        )
    (counter,) = counters.values()
    counter.add(None, unusable)
    return counter.summary()


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
