"""Scores a whole frame on the engine that holds it: pandas, Polars, DuckDB, Dask, PySpark.

A row is a respondent; a column named by a question's id holds the ids of the answers. narwhals
turns the rules into the engine's own expressions: nothing is collected, and no Python function runs
for a row. It comes with the extra `careerplan[frames]`.
"""

try:
    import narwhals.stable.v2  # noqa: F401
except ModuleNotFoundError as error:
    needs = "careerplan_cli.frames needs narwhals: pip install 'careerplan[frames]'"
    raise ModuleNotFoundError(needs, name=error.name) from error

from careerplan_cli.frames.scoring import score_frame
from careerplan_cli.frames.summary import summarize_frame
from careerplan_cli.frames.unknown import UnknownAnswerWarning

__all__ = ["UnknownAnswerWarning", "score_frame", "summarize_frame"]
