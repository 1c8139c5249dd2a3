"""Score a CSV with Polars, streaming: python with_polars.py IN OUT"""

import sys

import polars as pl

QUESTIONS = [
    "student-engagement",
    "personnel",
    "marketing-and-communications",
    "learning-partnerships",
    "operations",
]
ANSWER = pl.Enum(["red", "blue", "green"])  # stored as 0, 1, 2, which are the points

total = pl.col("total")
level = (
    pl.when(total <= 3)
    .then(pl.lit("just-getting-started"))
    .when(total <= 7)
    .then(pl.lit("on-our-way"))
    .otherwise(pl.lit("lots-going-on"))
)
(
    pl.scan_csv(sys.argv[1], infer_schema=False, schema_overrides=dict.fromkeys(QUESTIONS, ANSWER))
    .with_columns(pl.col(q).to_physical().alias(f"{q}-points") for q in QUESTIONS)
    .with_columns(total=pl.sum_horizontal(f"{q}-points" for q in QUESTIONS))
    .select(
        "respondent",
        "district",
        "total",
        level.alias("level"),
        pl.lit("true").alias("complete"),
        *QUESTIONS,
        *(f"{q}-points" for q in QUESTIONS),
        pl.lit(None, pl.String).alias("reason"),
    )
    .sink_csv(sys.argv[2])
)
