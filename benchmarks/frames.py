"""How fast a frame is scored on its own engine, beside the same expressions written by hand.

Run `pip install '.[bench,frames]'`, then `python benchmarks/frames.py`. It makes answers of
10 000 000 respondents to the survey (or as many as are named behind the command), and scores them
with `score_frame` and by hand, in turn, in Polars, in DuckDB and, where that is installed, in
PySpark. Every column of the result is computed: as a frame in Polars, as a table in DuckDB, and by
Spark's `noop` writer. Then the same for `summarize_frame` by district.
"""

import importlib.util
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from careerplan_cli import load_content
from careerplan_cli.frames import score_frame, summarize_frame

ROWS = 10_000_000
ROUNDS = 5

SURVEY = load_content().instrument("survey")
QUESTIONS = [question.id for question in SURVEY.questions]
OPTIONS = ("red", "blue", "green")

Way = Callable[[], object]
"""A way to do the work on all rows."""


def main() -> None:
    """Measure each engine and print a table."""
    rows = int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else ROWS
    print("| rows | engine | work | careerplan | by hand | ratio | of processor time |")
    print("| ---: | --- | --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_answers(rows).write_parquet(folder / "answers.parquet")
        engines = [polars_ways, duckdb_ways]
        if importlib.util.find_spec("pyspark"):
            engines.append(spark_ways)
        for engine in engines:
            with engine(folder) as (title, ways):
                for work, (ours, by_hand) in ways.items():
                    compare(f"| {rows:,} | {title} | {work} |", ours, by_hand)


def make_answers(rows: int) -> pl.DataFrame:
    """Return answers at random, one in fifty of them missing, of sixty districts."""
    cells = pl.Series([*OPTIONS * 16, None, ""])
    numbers = pl.int_range(rows, dtype=pl.UInt32)
    columns = {
        id_: numbers.hash(seed).mod(len(cells)).alias(id_) for seed, id_ in enumerate(QUESTIONS)
    }
    district = pl.format("District {}", numbers.hash(60).mod(60)).alias("district")
    lazy = pl.select(numbers.alias("respondent"), district, *columns.values()).lazy()
    return lazy.with_columns(
        pl.col(id_).replace_strict(range(len(cells)), cells, return_dtype=pl.String)
        for id_ in QUESTIONS
    ).collect()


def compare(line: str, ours: Way, by_hand: Way) -> None:
    """Do the work in each way, in turn, and print the least times and their ratios.

    The processor time is that of this process: on a busy machine it tells more than the clock, but
    nothing of Spark, whose work is done in another process.
    """
    clock: dict[Way, list[float]] = {ours: [], by_hand: []}
    processor: dict[Way, list[float]] = {ours: [], by_hand: []}
    for turn in range(ROUNDS):
        for way in (ours, by_hand) if turn % 2 else (by_hand, ours):
            start, used = time.perf_counter(), time.process_time()
            way()
            clock[way].append(time.perf_counter() - start)
            processor[way].append(time.process_time() - used)
    mine, other = (min(seconds) for seconds in clock.values())
    busy = min(processor[ours]) / min(processor[by_hand])
    ratios = f"{mine / other:.2f} | {'' if 'Spark' in line else f'{busy:.2f}'}"
    print(f"{line} {mine:.2f} s | {other:.2f} s | {ratios} |", flush=True)


@contextmanager
def polars_ways(folder: Path) -> Iterator[tuple[str, dict[str, tuple[Way, Way]]]]:
    """Give the ways in Polars, from a frame in memory."""
    lazy = pl.read_parquet(folder / "answers.parquet").lazy()
    say_if_they_differ(
        "Polars", score_frame(lazy.head(99), SURVEY), scored_in_polars(lazy.head(99))
    )
    yield (
        f"Polars {pl.__version__}",
        {
            "score": (
                lambda: score_frame(lazy, SURVEY).collect(),
                lambda: scored_in_polars(lazy).collect(),
            ),
            "summarize": (
                lambda: summarize_frame(lazy, SURVEY, "district").collect(),
                lambda: summarized_in_polars(lazy).collect(),
            ),
        },
    )


def scored_in_polars(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Return what `score_frame` does, written by hand."""
    worth = [worth_in_polars(id_).alias(f"{id_}-worth") for id_ in QUESTIONS]
    given = [pl.col(f"{id_}-worth") for id_ in QUESTIONS]
    missing = pl.sum_horizontal(pl.col(id_).is_null() | (pl.col(id_) == "") for id_ in QUESTIONS)
    without = pl.sum_horizontal(points.is_null() for points in given)
    total = pl.col("sum")
    level = (
        pl.when(total <= 3)
        .then(pl.lit("just-getting-started"))
        .when(total <= 7)
        .then(pl.lit("on-our-way"))
        .otherwise(pl.lit("lots-going-on"))
    )
    usable = pl.col("without") == pl.col("missing")
    return (
        frame.with_columns(worth)
        .with_columns(pl.sum_horizontal(given).alias("sum"), missing=missing, without=without)
        .select(
            *frame.collect_schema(),
            pl.when(usable).then(total).cast(pl.Int64).alias("total"),
            pl.when(pl.col("without") == 0).then(level).alias("level"),
            (pl.col("without") == 0).alias("complete"),
            pl.col("missing").cast(pl.Int64),
            (pl.col("without") - pl.col("missing")).cast(pl.Int64).alias("unknown"),
            *(
                pl.when(usable).then(f"{id_}-worth").cast(pl.Int64).alias(f"{id_}-points")
                for id_ in QUESTIONS
            ),
        )
    )


def worth_in_polars(id_: str) -> pl.Expr:
    answer = pl.col(id_)
    return (
        pl.when(answer == "red")
        .then(0)
        .when(answer == "blue")
        .then(1)
        .when(answer == "green")
        .then(2)
    )


def summarized_in_polars(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Return the sums that `summarize_frame` takes its columns from, written by hand."""
    usable = pl.col("unknown") == 0
    return (
        scored_in_polars(frame)
        .group_by("district")
        .agg(
            usable.sum().alias("n"),
            pl.col("complete").sum(),
            (~usable).sum().alias("unusable"),
            *((pl.col("level") == level).sum().alias(level) for level in SURVEY.level_ids),
            pl.col("total").filter("complete").sum(),
            *(
                (usable & (pl.col(id_) == option)).sum().alias(f"{id_}-{option}")
                for id_ in QUESTIONS
                for option in OPTIONS
            ),
        )
    )


@contextmanager
def duckdb_ways(folder: Path) -> Iterator[tuple[str, dict[str, tuple[Way, Way]]]]:
    """Give the ways in DuckDB, from a table in memory to a table."""
    with duckdb.connect() as connection:
        connection.read_parquet(str(folder / "answers.parquet")).create("answers")
        answers = connection.table("answers")

        def create(relation: duckdb.DuckDBPyRelation) -> None:
            connection.execute("DROP TABLE IF EXISTS result")
            relation.create("result")

        few = answers.limit(99)
        say_if_they_differ(
            "DuckDB",
            score_frame(few, SURVEY).pl().lazy(),
            connection.sql(scored_in_sql("(FROM answers LIMIT 99)", '"')).pl().lazy(),
        )
        yield (
            f"DuckDB {duckdb.__version__}",
            {
                "score": (
                    lambda: create(score_frame(answers, SURVEY)),
                    lambda: create(connection.sql(scored_in_sql("answers", '"'))),
                ),
                "summarize": (
                    lambda: create(summarize_frame(answers, SURVEY, "district")),
                    lambda: create(connection.sql(summarized_in_sql("answers", '"'))),
                ),
            },
        )


def scored_in_sql(table: str, quote: str) -> str:
    """Return a query for what `score_frame` does, written by hand."""
    names = {id_: f"{quote}{id_}{quote}" for id_ in QUESTIONS}
    points = {id_: f"{quote}{id_}-points{quote}" for id_ in QUESTIONS}
    worth = ", ".join(
        f"CASE WHEN {name} = 'red' THEN 0 WHEN {name} = 'blue' THEN 1 "
        f"WHEN {name} = 'green' THEN 2 END AS {points[id_]}"
        for id_, name in names.items()
    )
    missing = " + ".join(f"CAST({name} IS NULL OR {name} = '' AS INT)" for name in names.values())
    without = " + ".join(f"CAST({p} IS NULL AS INT)" for p in points.values())
    total = " + ".join(f"coalesce({p}, 0)" for p in points.values())
    shown = ", ".join(
        f"CAST(CASE WHEN without = missing THEN {p} END AS BIGINT) AS {p}" for p in points.values()
    )
    return f"""
        SELECT respondent, district, {", ".join(names.values())},
            CAST(CASE WHEN without = missing THEN summed END AS BIGINT) AS total,
            CASE WHEN without = 0 THEN CASE
                WHEN summed <= 3 THEN 'just-getting-started'
                WHEN summed <= 7 THEN 'on-our-way'
                ELSE 'lots-going-on'
            END END AS level,
            without = 0 AS complete,
            CAST(missing AS BIGINT) AS missing,
            CAST(without - missing AS BIGINT) AS unknown,
            {shown}
        FROM (
            SELECT *, {missing} AS missing, {without} AS without, {total} AS summed
            FROM (SELECT *, {worth} FROM {table} AS given) AS worthy
        ) AS counted
    """  # noqa: S608


def summarized_in_sql(table: str, quote: str) -> str:
    """Return a query for the sums that `summarize_frame` takes its columns from."""
    levels = ", ".join(
        f"count(*) FILTER (WHERE level = '{level}') AS {quote}{level}{quote}"
        for level in SURVEY.level_ids
    )
    chosen = ", ".join(
        f"count(*) FILTER (WHERE unknown = 0 AND {quote}{id_}{quote} = '{option}') "
        f"AS {quote}{id_}-{option}{quote}"
        for id_ in QUESTIONS
        for option in OPTIONS
    )
    return f"""
        SELECT district, count(*) FILTER (WHERE unknown = 0) AS n,
            count(*) FILTER (WHERE complete) AS complete,
            count(*) FILTER (WHERE unknown > 0) AS unusable,
            {levels}, sum(total) FILTER (WHERE complete) AS totals, {chosen}
        FROM ({scored_in_sql(table, quote)}) AS scored
        GROUP BY district
    """  # noqa: S608


@contextmanager
def spark_ways(folder: Path) -> Iterator[tuple[str, dict[str, tuple[Way, Way]]]]:
    """Give the ways in PySpark on this machine, from a Parquet file."""
    import pyspark
    from pyspark.sql import DataFrame, SparkSession

    builder = SparkSession.builder.master("local[*]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    session = builder.config("spark.driver.memory", "4g").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    answers = session.read.parquet(str(folder / "answers.parquet"))
    answers.createOrReplaceTempView("answers")

    def compute(frame: DataFrame) -> None:
        frame.write.format("noop").mode("overwrite").save()

    yield (
        f"PySpark {pyspark.__version__}",
        {
            "score": (
                lambda: compute(score_frame(answers, SURVEY)),
                lambda: compute(session.sql(scored_in_sql("answers", "`"))),
            ),
            "summarize": (
                lambda: compute(summarize_frame(answers, SURVEY, "district")),
                lambda: compute(session.sql(summarized_in_sql("answers", "`"))),
            ),
        },
    )
    session.stop()


def say_if_they_differ(engine: str, ours: pl.LazyFrame, by_hand: pl.LazyFrame) -> None:
    if not ours.collect().equals(by_hand.collect()):
        print(f"In {engine} what is written by hand gives another result.", file=sys.stderr)


if __name__ == "__main__":
    main()
