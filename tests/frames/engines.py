"""The engines that frames are tried on: how each takes a table of texts, and gives back rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import dask.dataframe
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Table = Mapping[str, Sequence[str | None]]
"""The cells of each column, all texts."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Engine:
    """An engine: how it makes a frame of a table, and computes the rows of a frame.

    Values come back as Python's own, with None for null.
    """

    name: str
    frame: Callable[[Table], Any]
    rows: Callable[[Any], list[Row]]


def arrow(table: Table) -> pa.Table:
    return pa.table({name: pa.array(cells, pa.string()) for name, cells in table.items()})


def pandas_frame(table: Table) -> pd.DataFrame:
    return pd.DataFrame(table, dtype="str")


def pandas_rows(frame: Any) -> list[Row]:
    return frame.astype(object).where(frame.notna(), None).to_dict("records")  # type: ignore[no-any-return]


def dask_frame(table: Table) -> Any:
    return dask.dataframe.from_pandas(pandas_frame(table), npartitions=2)


def duckdb_rows(relation: Any) -> list[Row]:
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


def spark_engine(session: "SparkSession") -> Engine:
    return Engine(
        "PySpark",
        lambda table: session.createDataFrame(arrow(table)),
        lambda frame: frame.toArrow().to_pylist(),
    )


ENGINES = {
    engine.name: engine
    for engine in (
        Engine("pandas", pandas_frame, pandas_rows),
        Engine("Polars", lambda table: pl.DataFrame(arrow(table)), lambda f: f.to_dicts()),
        Engine(
            "Polars lazy",
            lambda table: pl.LazyFrame(arrow(table)),
            lambda frame: frame.collect().to_dicts(),
        ),
        Engine("PyArrow", arrow, lambda table: table.to_pylist()),
        Engine("DuckDB", lambda table: duckdb.from_arrow(arrow(table)), duckdb_rows),
        Engine("Dask", dask_frame, lambda frame: pandas_rows(frame.compute())),
    )
}
