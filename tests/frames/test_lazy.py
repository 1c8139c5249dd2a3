"""A lazy engine gets expressions of its own: nothing is computed, no Python runs for a row."""

import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import dask.dataframe
import duckdb
import pandas as pd
import polars as pl
import pytest

from careerplan_cli.frames import score_frame, summarize_frame
from careerplan_cli.model.instrument import Instrument
from frames.engines import Engine, arrow
from frames.expected import question_ids

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Work = Callable[[Any, Instrument], Any]


@pytest.fixture(params=["score_frame", "summarize_frame"])
def work(request: pytest.FixtureRequest) -> Work:
    if request.param == "score_frame":
        return score_frame
    return lambda frame, instrument: summarize_frame(frame, instrument, "personnel")


class ComputedError(Exception):
    """Somebody asked for the rows."""


def fail(*_: object) -> Any:
    raise ComputedError("computed")


def test_a_frame_comes_back_as_what_it_was(engine: Engine, survey: Instrument, work: Work) -> None:
    frame = engine.frame({id_: ["red", "blue"] for id_ in question_ids(survey)})
    assert type(work(frame, survey)) is type(frame)


def test_polars_plans_without_computing(survey: Instrument, work: Work) -> None:
    empty = pl.LazyFrame(schema=dict.fromkeys(question_ids(survey), pl.String))
    frame = work(empty.map_batches(fail, schema=empty.collect_schema()), survey)
    with pytest.raises(ComputedError):
        frame.collect()


def test_polars_runs_no_python(survey: Instrument, work: Work) -> None:
    lazy = pl.LazyFrame(schema=dict.fromkeys(question_ids(survey), pl.String))
    plan = work(lazy, survey).explain()
    assert "WITH_COLUMNS" in plan or "SELECT" in plan
    assert "python" not in plan.casefold()


def test_duckdb_plans_without_computing(survey: Instrument, work: Work) -> None:
    failing = ", ".join(f"error('computed')::VARCHAR AS \"{id_}\"" for id_ in question_ids(survey))
    relation = work(duckdb.connect().sql(f"SELECT {failing} FROM range(3)"), survey)  # noqa: S608
    with pytest.raises(duckdb.InvalidInputException, match="computed"):
        relation.fetchall()


def test_duckdb_runs_one_query_of_its_own(survey: Instrument, work: Work) -> None:
    values = ", ".join(f'NULL::VARCHAR AS "{id_}"' for id_ in question_ids(survey))
    relation = work(duckdb.connect().sql(f"SELECT {values}"), survey)
    assert "CASE WHEN" in " ".join(relation.sql_query().replace("(", " ").split())
    assert not {"UDF", "PYTHON", "PYTHON_UDF"} & set(relation.explain().upper().split())


def test_dask_plans_without_computing(survey: Instrument, work: Work) -> None:
    meta = pd.DataFrame({id_: pd.Series(dtype="str") for id_ in question_ids(survey)})
    frame = work(dask.dataframe.from_map(fail, [1, 2], meta=meta), survey)
    with pytest.raises(ComputedError):
        frame.compute(scheduler="synchronous")


def test_without_narwhals_the_extra_is_named() -> None:
    code = "import sys; sys.modules['narwhals'] = None; import careerplan_cli.frames"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"pip install 'careerplan[frames]'" in done.stderr


@pytest.mark.slow
def test_spark_plans_without_computing_and_runs_no_python(
    spark: "SparkSession", survey: Instrument, work: Work
) -> None:
    ids = question_ids(survey)
    failing = (f"CAST(raise_error('computed') AS STRING) AS `{id_}`" for id_ in ids)
    frame = work(spark.range(3).selectExpr(*failing), survey)
    with pytest.raises(Exception, match="computed"):
        frame.collect()
    plan = work(spark.createDataFrame(arrow({id_: [] for id_ in ids})), survey)
    assert "Python" not in plan._jdf.queryExecution().toString()
