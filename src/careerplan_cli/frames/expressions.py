"""What scores and summaries are put together from: columns and numbers on any engine."""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add
from typing import Any

import narwhals.stable.v2 as nw
from narwhals.stable.v2.dependencies import is_dask_dataframe

Rows = nw.DataFrame[Any] | nw.LazyFrame[Any]

Named = tuple[str, nw.Expr]
"""A column: its name and what it holds."""


def column_names(frame: Any) -> tuple[str, ...]:
    """Return the names of a native frame's columns; in pandas they may be numbers."""
    if is_dask_dataframe(frame):
        return tuple(map(str, frame.columns))
    return tuple(map(str, nw.from_native(frame).collect_schema()))


def free_names(wanted: Iterable[str], taken: Iterable[str], prefix: str) -> list[str]:
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


def text_of(name: str, dtype: nw.dtypes.DType) -> nw.Expr:
    """Return the values of a column as texts: other types cannot be compared with any text."""
    column = nw.col(name)
    if dtype in (nw.String, nw.Object):
        return column
    return nw.when(~column.is_null()).then(column.cast(nw.String))


def first_case(
    cases: Iterable[tuple[Sequence[nw.Expr], nw.Expr]], otherwise: nw.Expr | None = None
) -> nw.Expr:
    """Return the value of the first case whose conditions all hold; null where none does."""
    (conditions, value), *others = cases
    found = nw.when(*conditions).then(value)
    for conditions, value in others:
        found = found.when(*conditions).then(value)
    return found if otherwise is None else found.otherwise(otherwise)


def number_of(conditions: Iterable[nw.Expr]) -> nw.Expr:
    """Return how many of the conditions hold in a row; none of them may be null."""
    return sum_of(condition.cast(nw.Int32) for condition in conditions)


def sum_of(numbers: Iterable[nw.Expr]) -> nw.Expr:
    """Return the sum of the numbers in a row, none of which may be null; 0 where there are none."""
    first, *others = [*numbers] or [nw.lit(0)]
    return reduce(add, others, first)


def ratio(number: nw.Expr, of: nw.Expr) -> nw.Expr:
    """Return a number divided by another; null where that is 0, which some engines refuse."""
    return number / nw.when(of > 0).then(of)
