"""Scores each row of a frame."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import narwhals.stable.v2 as nw
from narwhals.stable.v2.dependencies import is_dask_dataframe
from narwhals.stable.v2.typing import IntoFrameT

from careerplan_cli.frames.expressions import Rows, free_names
from careerplan_cli.frames.scorer import Scorer, scorer_of
from careerplan_cli.model.instrument import Instrument


def score_frame(frame: IntoFrameT, instrument: Instrument) -> IntoFrameT:
    """Return the frame with what each row's answers say, as the same kind of frame, as lazy.

    Added are `total` (points of the answers given; null by shares), `level` (its id; null while
    too few are answered), `complete`, `missing` (the number of questions without an answer: null
    or an empty text), `unknown` (the number of answers that are no option's id) and, for each
    question, `<question>-points`. A row with an unknown answer cannot be used: its total, level
    and points are null. Where the rows are at hand (pandas, Polars, PyArrow; not where they are
    computed later), an `UnknownAnswerWarning` tells of such answers before any level is found. All
    other columns stay; where one has a name of these, ours gets `careerplan-` in front.

    Raise `UnknownNameError` where a question has no column, and `CareerplanError` where no band
    holds a total that can be reached or a question has no options.
    """
    score = partial(_scored, scorer=scorer_of(frame, instrument))
    native: Any = frame
    if is_dask_dataframe(frame):
        scored: IntoFrameT = native.map_partitions(score, meta=score(native._meta))
    else:
        scored = score(native)
    return scored


def _scored(frame: Any, scorer: Scorer) -> Any:
    """Return the native frame with the columns that a user sees."""
    rows: Rows = nw.from_native(frame)
    columns = rows.collect_schema().names()
    sources = {name: name for name in ("total", "level", "complete", "missing", "unknown")}
    sources |= {f"{q.id}-points": f"points:{q.id}" for q in scorer.instrument.questions}
    names = dict(zip(sources, free_names(sources, columns, scorer.prefix), strict=True))
    values = (scorer.column(source).alias(names[name]) for name, source in sources.items())
    numbers = [names[name] for name in sources if name not in ("level", "complete")]
    rows = scorer.scored(rows).with_columns(values)
    # What is the user's is not named here: Spark takes a dot in a name for a field of a column.
    ours = [name for name in rows.collect_schema().names() if str(name).startswith(scorer.name(""))]
    return _with_whole_numbers(rows.drop(ours), numbers)


def _with_whole_numbers(rows: Rows, names: Sequence[str]) -> Any:
    """Return the native frame, with 64-bit whole numbers that can be null in these columns."""
    if rows.implementation.is_pandas_like():
        return rows.to_native().astype(dict.fromkeys(names, "Int64"))
    return rows.with_columns(nw.col(*names).cast(nw.Int64)).to_native()
