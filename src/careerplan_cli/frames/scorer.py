"""What an instrument's rules say about the rows of a frame, in the expressions of its engine."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import ge, gt, le, lt
from typing import Any

import narwhals.stable.v2 as nw
from narwhals.stable.v2.dependencies import is_dask_dataframe

from careerplan_cli.frames.expressions import (
    Named,
    Rows,
    column_names,
    first_case,
    number_of,
    ratio,
    text_of,
)
from careerplan_cli.frames.unknown import warn_of_unknown_answers
from careerplan_cli.model.errors import CareerplanError, UnknownNameError
from careerplan_cli.model.instrument import Bands, Condition, Instrument, Option, Question, Shares
from careerplan_cli.scoring.rules import reachable_totals

_OURS = "careerplan-"
"""What a column of ours is called in front where the frame has one of that name."""


@dataclass(frozen=True)
class Scorer:
    """What an instrument says about the rows of a frame, in columns of ours.

    No column of the frame begins with the prefix; those of ours that a user does not see begin with
    the prefix and a colon.
    """

    instrument: Instrument
    prefix: str
    warns: bool
    """Whether a warning tells of unknown answers: where the rows are at hand."""

    def name(self, name: str) -> str:
        """Return what a column of ours is called in the frame."""
        return f"{self.prefix}:{name}"

    def column(self, name: str) -> nw.Expr:
        """Return a column of ours."""
        return nw.col(self.name(name))

    def answer(self, question: Question) -> nw.Expr:
        """Return the answers to a question as texts; null or empty where there is none."""
        return self.column(f"answer:{question.id}")

    def chosen(self, question: Question, option: Option) -> nw.Expr:
        """Return whether an option is the answer to a question; not where there is none."""
        return (self.answer(question) == option.id).fill_null(value=False)

    def worth(self, question: Question) -> nw.Expr:
        """Return the points of the answers to a question; null where one is no option's id."""
        return self.column(f"worth:{question.id}")

    def scored(self, rows: Rows) -> Rows:
        """Return the rows with `total`, `level`, `complete`, `missing` and `unknown`.

        Also, for each question, with `answer:<question>` and `points:<question>`, and with what
        these need.
        """
        schema = rows.collect_schema()
        questions = self.instrument.questions
        answers = ((f"answer:{q.id}", text_of(q.id, schema[q.id])) for q in questions)
        rows = self.with_columns(rows, answers)
        rows = self.with_columns(rows, ((f"worth:{q.id}", self._points(q)) for q in questions))
        rows = self.with_columns(rows, self._counts())
        if self.warns:
            self._warn_of_unknown_answers(rows)
        return self.with_columns(rows, self._results())

    def _warn_of_unknown_answers(self, rows: Rows) -> None:
        found = rows.filter(self.column("without-points") > self.column("missing"))
        if isinstance(found, nw.DataFrame) and len(found):
            choices = self.instrument.choices
            answers = {id_: self.name(f"answer:{id_}") for id_ in choices}
            warn_of_unknown_answers(found, answers, choices)

    def with_columns(self, rows: Rows, columns: Iterable[Named]) -> Rows:
        """Return the rows with further columns of ours."""
        return rows.with_columns(value.alias(self.name(name)) for name, value in columns)

    def _points(self, question: Question) -> nw.Expr:
        answer = self.answer(question)
        return first_case(([answer == o.id], nw.lit(o.points)) for o in question.options)

    def _counting_points(self, question: Question) -> nw.Expr:
        """Return what the answers to a question add to the total; an answer left out adds 0."""
        if all(option.counts or option.points == 0 for option in question.options):
            return self.worth(question)
        left_out = [option.id for option in question.options if not option.counts]
        return nw.when(~self.answer(question).is_in(left_out)).then(self.worth(question))

    def _counts(self) -> Iterator[Named]:
        """Yield what is counted in a row: `missing`, `without-points`, and what the level needs.

        By bands that is `sum`, the points that count; by shares `left-out`, the number of answers
        that do not count, and how many of the others are each option that the rules name:
        `count:<option>`.
        """
        questions = self.instrument.questions
        answers = [self.answer(question) for question in questions]
        yield "missing", number_of(answer.is_null() | (answer == "") for answer in answers)
        yield "without-points", number_of(self.worth(q).is_null() for q in questions)
        if isinstance(self.instrument.classification, Bands):
            yield "sum", nw.sum_horizontal(*map(self._counting_points, questions))
            return
        rules = self.instrument.classification.rules
        choices = [(self.chosen(q, option), option) for q in questions for option in q.options]
        yield "left-out", number_of(chosen for chosen, o in choices if not o.counts)
        for id_ in dict.fromkeys(c.option for rule in rules for c in rule.conditions):
            counting = (chosen for chosen, o in choices if o.id == id_ and o.counts)
            yield f"count:{id_}", number_of(counting)

    def _results(self) -> Iterator[Named]:
        """Yield what a row says; of one that cannot be used, only that it has unknown answers."""
        missing, without_points = self.column("missing"), self.column("without-points")
        usable = without_points == missing
        complete = without_points == 0
        yield "unknown", without_points - missing
        yield "complete", complete
        if isinstance(self.instrument.classification, Bands):
            yield "total", nw.when(usable).then(self.column("sum"))
            yield "level", nw.when(complete).then(self._by_bands(self.instrument.classification))
        else:
            yield "total", nw.when(missing < 0).then(nw.lit(0))  # null; pandas has no typed one
            yield "level", nw.when(usable).then(self._by_shares(self.instrument.classification))
        for question in self.instrument.questions:
            yield f"points:{question.id}", nw.when(usable).then(self.worth(question))

    def _by_bands(self, bands: Bands) -> nw.Expr:
        """Return the level of the first band that holds the sum of all questions' points."""
        levels = _levels_by_total(self.instrument, bands)
        # {0: low, 2: low, 3: high, 7: high} -> low up to 2, else high
        ends = [end for end, after in pairwise(levels) if levels[end] != levels[after]]
        steps = [([self.column("sum") <= end], nw.lit(levels[end])) for end in ends]
        highest = nw.lit(levels[max(levels)])
        return first_case(steps, highest) if steps else highest

    def _by_shares(self, shares: Shares) -> nw.Expr:
        """Return the level of the first rule that holds, where enough is answered."""
        counting = self._counting()
        enough = counting >= shares.least_answered * (counting + self.column("missing"))
        level = first_case(
            (
                [limit for condition in rule.conditions for limit in self._limits(condition)]
                or [counting > 0],  # always
                nw.lit(rule.level),
            )
            for rule in shares.rules
        )
        return nw.when(enough, counting > 0).then(level)

    def _limits(self, condition: Condition) -> list[nw.Expr]:
        """Return what must hold for a condition; none of it does where no answer counts."""
        share = ratio(self.column(f"count:{condition.option}"), self._counting())
        limits = [
            (gt, condition.more_than),
            (ge, condition.at_least),
            (le, condition.at_most),
            (lt, condition.less_than),
        ]
        return [compare(share, limit) for compare, limit in limits if limit is not None]

    def _counting(self) -> nw.Expr:
        """Return the number of answers that count."""
        left_out = self.column("without-points") + self.column("left-out")
        return len(self.instrument.questions) - left_out


def scorer_of(frame: Any, instrument: Instrument) -> Scorer:
    """Return a scorer for a native frame; raise what `score_frame` does."""
    instrument = instrument.with_shared_options()
    columns = column_names(frame)
    for question in instrument.questions:
        if question.id not in columns:
            raise UnknownNameError("column", question.id, columns)
        if not question.options:
            raise CareerplanError(
                f"The question {question.id!r} has no options.",
                "Give it some, or give the instrument some for all questions.",
            )
    if isinstance(instrument.classification, Bands):
        _levels_by_total(instrument, instrument.classification)
    prefix = _OURS
    while any(column.casefold().startswith(prefix) for column in columns):
        prefix += _OURS
    at_hand = not is_dask_dataframe(frame) and isinstance(nw.from_native(frame), nw.DataFrame)
    return Scorer(instrument, prefix, warns=at_hand)


def _levels_by_total(instrument: Instrument, bands: Bands) -> dict[int, str]:
    """Return the level of each total that can be reached, in order.

    Raise `CareerplanError` where no band holds one of them.
    """
    levels = {}
    for total in sorted(reachable_totals(instrument)):
        holding = (band.level for band in bands.bands if band.lowest <= total <= band.highest)
        levels[total] = next(holding, "")
        if not levels[total]:
            raise CareerplanError(
                f"The total of {total} points is in no band of {instrument.id!r}.",
                "Make its bands hold every total that can be reached.",
            )
    return levels
