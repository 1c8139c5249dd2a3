"""Scores a whole frame on the engine that holds it: pandas, Polars, DuckDB, Dask, PySpark.

A row is a respondent; a column named by a question's id holds the ids of the answers. narwhals
turns the rules into the engine's own expressions: nothing is collected, and no Python function runs
for a row. It comes with the extra `careerplan[frames]`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from itertools import pairwise
from operator import add, ge, gt, le, lt, sub
from typing import Any

try:
    import narwhals.stable.v2 as nw
    from narwhals.stable.v2.dependencies import is_dask_dataframe
    from narwhals.stable.v2.typing import IntoFrameT
except ModuleNotFoundError as error:
    needs = "careerplan_cli.frames needs narwhals: pip install 'careerplan[frames]'"
    raise ModuleNotFoundError(needs, name=error.name) from error

from careerplan_cli.model.errors import CareerplanError, UnknownNameError
from careerplan_cli.model.instrument import Bands, Condition, Instrument, Option, Question, Shares
from careerplan_cli.scoring.rules import reachable_totals

_OURS = "careerplan-"
"""What a column of ours is called in front where the frame has one of that name."""

Rows = nw.DataFrame[Any] | nw.LazyFrame[Any]

Named = tuple[str, nw.Expr]
"""A column: its name and what it holds."""


def score_frame(frame: IntoFrameT, instrument: Instrument) -> IntoFrameT:
    """Return the frame with what each row's answers say, as the same kind of frame, as lazy.

    Added are `total` (points of the answers given; null by shares), `level` (its id; null while
    too few are answered), `complete`, `missing` (the number of questions without an answer: null
    or an empty text), `unknown` (the number of answers that are no option's id) and, for each
    question, `<question>-points`. A row with an unknown answer cannot be used: its total, level
    and points are null. All other columns stay; where one has a name of these, ours gets
    `careerplan-` in front.

    Raise `UnknownNameError` where a question has no column, and `CareerplanError` where no band
    holds a total that can be reached or a question has no options.
    """
    score = partial(_scored, scorer=_scorer(instrument, _column_names(frame)))
    native: Any = frame
    if is_dask_dataframe(frame):
        scored: IntoFrameT = native.map_partitions(score, meta=score(native._meta))
    else:
        scored = score(native)
    return scored


def summarize_frame(
    frame: IntoFrameT, instrument: Instrument, by: str | Sequence[str] = ()
) -> IntoFrameT:
    """Return what all rows say together, or those of each group, one row a group, in no order.

    `by` names the columns whose values make the groups; null is a value too. Behind them come
    `n` (the number of rows that can be used; only these are counted in what follows), `complete`,
    `unusable` (the number of the others), `without-answers`, `level-<level>` and `without-level`
    (numbers of rows), `total-mean` (points, of the complete rows; not by shares), and for each
    question `<question>-answered`, `<question>-<option>` (numbers of rows),
    `<question>-<option>-share` (0-1, of those who answered it) and `<question>-mean` (points, of
    the answers that count). A mean or share of nothing is null. Where two columns would have one
    name, the later one gets `careerplan-` in front.

    Raise what `score_frame` does, and `UnknownNameError` for a column to group by that is missing.
    """
    keys = [by] if isinstance(by, str) else list(by)
    columns = _column_names(frame)
    for key in keys:
        if key not in columns:
            raise UnknownNameError("column", key, columns)
    scorer = _scorer(instrument, columns)
    addends = partial(_addends, scorer=scorer, keys=keys)
    added_up = partial(_added_up, key_names=_key_names(scorer, keys))
    summarized = partial(_summarized, scorer=scorer, keys=keys)
    native: Any = frame
    if is_dask_dataframe(frame):
        summary: IntoFrameT = native.reduction(
            chunk=lambda part: added_up(addends(part)),
            combine=added_up,
            aggregate=lambda sums: summarized(added_up(sums)),
            meta=summarized(added_up(addends(native._meta))),
        )
    else:
        summary = summarized(added_up(addends(native)))
    return summary


@dataclass(frozen=True)
class _Scorer:
    """What an instrument says about the rows of a frame, in columns of ours.

    No column of the frame begins with the prefix; those of ours that a user does not see begin with
    the prefix and a colon.
    """

    instrument: Instrument
    prefix: str

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
        answers = ((f"answer:{q.id}", _text(q.id, schema[q.id])) for q in questions)
        rows = self.with_columns(rows, answers)
        rows = self.with_columns(rows, ((f"worth:{q.id}", self._points(q)) for q in questions))
        rows = self.with_columns(rows, self._counts())
        return self.with_columns(rows, self._results())

    def with_columns(self, rows: Rows, columns: Iterable[Named]) -> Rows:
        """Return the rows with further columns of ours."""
        return rows.with_columns(value.alias(self.name(name)) for name, value in columns)

    def _points(self, question: Question) -> nw.Expr:
        answer = self.answer(question)
        return _first(([answer == o.id], nw.lit(o.points)) for o in question.options)

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
        yield "missing", _number_of(answer.is_null() | (answer == "") for answer in answers)
        yield "without-points", _number_of(self.worth(q).is_null() for q in questions)
        if isinstance(self.instrument.classification, Bands):
            yield "sum", nw.sum_horizontal(*map(self._counting_points, questions))
            return
        rules = self.instrument.classification.rules
        choices = [(self.chosen(q, option), option) for q in questions for option in q.options]
        yield "left-out", _number_of(chosen for chosen, o in choices if not o.counts)
        for id_ in dict.fromkeys(c.option for rule in rules for c in rule.conditions):
            counting = (chosen for chosen, o in choices if o.id == id_ and o.counts)
            yield f"count:{id_}", _number_of(counting)

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
        return _first(steps, highest) if steps else highest

    def _by_shares(self, shares: Shares) -> nw.Expr:
        """Return the level of the first rule that holds, where enough is answered."""
        counting = self._counting()
        enough = counting >= shares.least_answered * (counting + self.column("missing"))
        level = _first(
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
        share = _ratio(self.column(f"count:{condition.option}"), self._counting())
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

    def addends(self) -> Iterator[Named]:
        """Yield what a summary adds up: 1 or 0 for each number of rows in it, and the totals."""
        for name, counted in self._counted():
            yield name, counted.cast(nw.Int8)  # engines add up small numbers to wide ones
        if self.instrument.adds_points:
            total = nw.when(self.column("complete")).then(self.column("total"))
            yield "totals", total.otherwise(nw.lit(0)).cast(nw.Int64)

    def _counted(self) -> Iterator[Named]:
        """Yield for each number of rows in a summary whether a row counts; never null."""
        usable = self.column("unknown") == 0
        complete = self.column("complete")
        yield "n", usable
        yield "unusable", ~usable
        yield "complete", complete
        yield "without-answers", self.column("missing") == len(self.instrument.questions)
        for id_ in self.instrument.level_ids:
            yield f"level:{id_}", (self.column("level") == id_).fill_null(value=False)
        for question in self.instrument.questions:
            for option in question.options:
                yield f"chosen:{question.id}:{option.id}", usable & self.chosen(question, option)

    def summary(self) -> Iterator[Named]:
        """Yield the columns of a summary, as a user sees them, from the sums of `addends`."""
        for name in ("n", "complete", "unusable", "without-answers"):
            yield name, self.column(name)
        levels = {f"level-{id_}": f"level:{id_}" for id_ in self.instrument.level_ids}
        for name, source in levels.items():
            yield name, self.column(source)
        yield "without-level", reduce(sub, map(self.column, levels.values()), self.column("n"))
        if self.instrument.adds_points:
            yield "total-mean", _ratio(self.column("totals"), self.column("complete"))
        for question in self.instrument.questions:
            yield from self._question_summary(question)

    def question_sums(self) -> Iterator[Named]:
        """Yield for each question how many answered it, how many answers count, their points."""
        for question in self.instrument.questions:
            chosen = {o.id: self.column(f"chosen:{question.id}:{o.id}") for o in question.options}
            counting = [option for option in question.options if option.counts]
            points = (chosen[option.id] * option.points for option in counting)
            yield f"answered:{question.id}", _sum(chosen.values())
            yield f"counting:{question.id}", _sum(chosen[option.id] for option in counting)
            yield f"points:{question.id}", _sum(points)

    def _question_summary(self, question: Question) -> Iterator[Named]:
        answered = self.column(f"answered:{question.id}")
        chosen = [(o.id, self.column(f"chosen:{question.id}:{o.id}")) for o in question.options]
        yield f"{question.id}-answered", answered
        for id_, number in chosen:
            yield f"{question.id}-{id_}", number
        for id_, number in chosen:
            yield f"{question.id}-{id_}-share", _ratio(number, answered)
        points, counting = (self.column(f"{sum_}:{question.id}") for sum_ in ("points", "counting"))
        yield f"{question.id}-mean", _ratio(points, counting)


def _scorer(instrument: Instrument, columns: Iterable[str]) -> _Scorer:
    """Return a scorer for a frame with these columns; raise what `score_frame` does."""
    instrument = instrument.with_shared_options()
    columns = tuple(columns)
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
    return _Scorer(instrument, prefix)


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


def _column_names(frame: Any) -> tuple[str, ...]:
    """Return the names of a frame's columns; in pandas they may be numbers."""
    if is_dask_dataframe(frame):
        return tuple(map(str, frame.columns))
    return tuple(map(str, nw.from_native(frame).collect_schema()))


def _scored(frame: Any, scorer: _Scorer) -> Any:
    """Return the native frame with the columns that a user sees."""
    rows: Rows = nw.from_native(frame)
    columns = rows.collect_schema().names()
    sources = {name: name for name in ("total", "level", "complete", "missing", "unknown")}
    sources |= {f"{q.id}-points": f"points:{q.id}" for q in scorer.instrument.questions}
    names = dict(zip(sources, _free_names(sources, columns, scorer.prefix), strict=True))
    values = (scorer.column(source).alias(names[name]) for name, source in sources.items())
    numbers = [names[name] for name in sources if name not in ("level", "complete")]
    rows = scorer.scored(rows).with_columns(values)
    # What is the user's is not named here: Spark takes a dot in a name for a field of a column.
    ours = [name for name in rows.collect_schema().names() if str(name).startswith(scorer.name(""))]
    return _with_whole_numbers(rows.drop(ours), numbers)


def _addends(frame: Any, scorer: _Scorer, keys: Sequence[str]) -> Any:
    """Return the columns to group by, named as `_key_names`, and of each row what is added up."""
    rows: Rows = scorer.scored(nw.from_native(frame))
    names = list(keys)
    if rows.implementation.is_spark_like():  # a.b -> `a.b`: not the field b of a column a
        names = [f"`{name.replace('`', '``')}`" for name in names]
    groups = zip(names, _key_names(scorer, keys), strict=True)
    addends = (addend.alias(scorer.name(name)) for name, addend in scorer.addends())
    return rows.select(*(nw.col(key).alias(name) for key, name in groups), *addends).to_native()


def _key_names(scorer: _Scorer, keys: Sequence[str]) -> list[str]:
    """Return names for the columns to group by that every engine takes: DuckDB no dots."""
    return [scorer.name(f"key:{n}") for n in range(len(keys))]


def _added_up(frame: Any, key_names: Sequence[str]) -> Any:
    """Return one row a group, or one in all, with the sum of every column but the keys."""
    rows: Rows = nw.from_native(frame)
    if isinstance(rows, nw.DataFrame):
        rows = rows.clone()  # pandas keeps each new column apart, and warns of more than a hundred
    sums = nw.col(*(name for name in rows.collect_schema() if name not in key_names)).sum()
    if not key_names:
        return rows.select(sums).to_native()
    return rows.group_by(*key_names, drop_null_keys=False).agg(sums).to_native()


def _summarized(frame: Any, scorer: _Scorer, keys: Sequence[str]) -> Any:
    """Return the columns of a summary for each row of sums."""
    rows: Rows = nw.from_native(frame)
    key_names = _key_names(scorer, keys)
    sums = [name for name in rows.collect_schema() if name not in key_names]
    rows = rows.with_columns(nw.col(*sums).cast(nw.Int64))  # DuckDB adds up to wider numbers
    rows = scorer.with_columns(rows, scorer.question_sums())
    wanted, values = zip(*scorer.summary(), strict=True)
    names = _free_names(wanted, keys, scorer.prefix)
    groups = (nw.col(name).alias(key) for name, key in zip(key_names, keys, strict=True))
    columns = (value.alias(name) for value, name in zip(values, names, strict=True))
    return rows.select(*groups, *columns).to_native()


def _free_names(wanted: Iterable[str], taken: Iterable[str], prefix: str) -> list[str]:
    """Return a name for each that is wanted, with the prefix in front of one that is taken.

    Engines of SQL take `Total` and `total` for one.
    """
    used = {str(name).casefold() for name in taken}
    names = []
    for name in wanted:
        free = name
        while free.casefold() in used:
            free = f"{prefix}{free}"
        used.add(free.casefold())
        names.append(free)
    return names


def _with_whole_numbers(rows: Rows, names: Sequence[str]) -> Any:
    """Return the native frame, with 64-bit whole numbers that can be null in these columns."""
    if rows.implementation.is_pandas_like():
        return rows.to_native().astype(dict.fromkeys(names, "Int64"))
    return rows.with_columns(nw.col(*names).cast(nw.Int64)).to_native()


def _text(name: str, dtype: nw.dtypes.DType) -> nw.Expr:
    """Return the values of a column as texts: other types cannot be compared with any text."""
    column = nw.col(name)
    if dtype in (nw.String, nw.Object):
        return column
    return nw.when(~column.is_null()).then(column.cast(nw.String))


def _first(
    cases: Iterable[tuple[Sequence[nw.Expr], nw.Expr]], otherwise: nw.Expr | None = None
) -> nw.Expr:
    """Return the value of the first case whose conditions all hold; null where none does."""
    (conditions, value), *others = cases
    found = nw.when(*conditions).then(value)
    for conditions, value in others:
        found = found.when(*conditions).then(value)
    return found if otherwise is None else found.otherwise(otherwise)


def _number_of(conditions: Iterable[nw.Expr]) -> nw.Expr:
    """Return how many of the conditions hold in a row; none of them may be null."""
    return _sum(condition.cast(nw.Int32) for condition in conditions)


def _sum(numbers: Iterable[nw.Expr]) -> nw.Expr:
    """Return the sum of the numbers in a row, none of which may be null; 0 where there are none."""
    first, *others = [*numbers] or [nw.lit(0)]
    return reduce(add, others, first)


def _ratio(number: nw.Expr, of: nw.Expr) -> nw.Expr:
    """Return a number divided by another; null where that is 0, which some engines refuse."""
    return number / nw.when(of > 0).then(of)
