"""Sums up the rows of a frame, in all or by group."""

from collections.abc import Iterator, Sequence
from functools import partial, reduce
from operator import sub
from typing import Any

import narwhals.stable.v2 as nw
from narwhals.stable.v2.dependencies import is_dask_dataframe
from narwhals.stable.v2.typing import IntoFrameT

from careerplan_cli.frames.expressions import Named, Rows, column_names, free_names, ratio, sum_of
from careerplan_cli.frames.scorer import Scorer, scorer_of
from careerplan_cli.model.errors import UnknownNameError
from careerplan_cli.model.instrument import Instrument, Question


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

    Warn and raise as `score_frame` does; raise `UnknownNameError` also where a column of `by` is
    missing.
    """
    keys = [by] if isinstance(by, str) else list(by)
    columns = column_names(frame)
    for key in keys:
        if key not in columns:
            raise UnknownNameError("column", key, columns)
    scorer = scorer_of(frame, instrument)
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


def _addends(frame: Any, scorer: Scorer, keys: Sequence[str]) -> Any:
    """Return the columns to group by, named as `_key_names`, and of each row what is added up."""
    rows: Rows = scorer.scored(nw.from_native(frame))
    names = list(keys)
    if rows.implementation.is_spark_like():  # a.b -> `a.b`: not the field b of a column a
        names = [f"`{name.replace('`', '``')}`" for name in names]
    groups = zip(names, _key_names(scorer, keys), strict=True)
    addends = (addend.alias(scorer.name(name)) for name, addend in _each_addend(scorer))
    return rows.select(*(nw.col(key).alias(name) for key, name in groups), *addends).to_native()


def _key_names(scorer: Scorer, keys: Sequence[str]) -> list[str]:
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


def _summarized(frame: Any, scorer: Scorer, keys: Sequence[str]) -> Any:
    """Return the columns of a summary for each row of sums."""
    rows: Rows = nw.from_native(frame)
    key_names = _key_names(scorer, keys)
    sums = [name for name in rows.collect_schema() if name not in key_names]
    rows = rows.with_columns(nw.col(*sums).cast(nw.Int64))  # DuckDB adds up to wider numbers
    rows = scorer.with_columns(rows, _question_sums(scorer))
    wanted, values = zip(*_columns(scorer), strict=True)
    names = free_names(wanted, keys, scorer.prefix)
    groups = (nw.col(name).alias(key) for name, key in zip(key_names, keys, strict=True))
    columns = (value.alias(name) for value, name in zip(values, names, strict=True))
    return rows.select(*groups, *columns).to_native()


def _each_addend(scorer: Scorer) -> Iterator[Named]:
    """Yield what a summary adds up: 1 or 0 for each number of rows in it, and the totals."""
    for name, counted in _counted(scorer):
        yield name, counted.cast(nw.Int8)  # engines add up small numbers to wide ones
    if scorer.instrument.adds_points:
        total = nw.when(scorer.column("complete")).then(scorer.column("total"))
        yield "totals", total.otherwise(nw.lit(0)).cast(nw.Int64)


def _counted(scorer: Scorer) -> Iterator[Named]:
    """Yield for each number of rows in a summary whether a row counts; never null."""
    usable = scorer.column("unknown") == 0
    complete = scorer.column("complete")
    yield "n", usable
    yield "unusable", ~usable
    yield "complete", complete
    yield "without-answers", scorer.column("missing") == len(scorer.instrument.questions)
    for id_ in scorer.instrument.level_ids:
        yield f"level:{id_}", (scorer.column("level") == id_).fill_null(value=False)
    for question in scorer.instrument.questions:
        for option in question.options:
            yield f"chosen:{question.id}:{option.id}", usable & scorer.chosen(question, option)


def _columns(scorer: Scorer) -> Iterator[Named]:
    """Yield the columns of a summary, as a user sees them, from the sums."""
    for name in ("n", "complete", "unusable", "without-answers"):
        yield name, scorer.column(name)
    levels = {f"level-{id_}": f"level:{id_}" for id_ in scorer.instrument.level_ids}
    for name, source in levels.items():
        yield name, scorer.column(source)
    yield "without-level", reduce(sub, map(scorer.column, levels.values()), scorer.column("n"))
    if scorer.instrument.adds_points:
        yield "total-mean", ratio(scorer.column("totals"), scorer.column("complete"))
    for question in scorer.instrument.questions:
        yield from _question_columns(scorer, question)


def _question_sums(scorer: Scorer) -> Iterator[Named]:
    """Yield for each question how many answered it, how many answers count, their points."""
    for question in scorer.instrument.questions:
        chosen = {o.id: scorer.column(f"chosen:{question.id}:{o.id}") for o in question.options}
        counting = [option for option in question.options if option.counts]
        points = (chosen[option.id] * option.points for option in counting)
        yield f"answered:{question.id}", sum_of(chosen.values())
        yield f"counting:{question.id}", sum_of(chosen[option.id] for option in counting)
        yield f"points:{question.id}", sum_of(points)


def _question_columns(scorer: Scorer, question: Question) -> Iterator[Named]:
    answered = scorer.column(f"answered:{question.id}")
    chosen = [(o.id, scorer.column(f"chosen:{question.id}:{o.id}")) for o in question.options]
    yield f"{question.id}-answered", answered
    for id_, number in chosen:
        yield f"{question.id}-{id_}", number
    for id_, number in chosen:
        yield f"{question.id}-{id_}-share", ratio(number, answered)
    points, counting = (scorer.column(f"{sum_}:{question.id}") for sum_ in ("points", "counting"))
    yield f"{question.id}-mean", ratio(points, counting)
