"""Answers that a question does not have are told, where the rows are at hand."""

import warnings
from collections.abc import Callable
from typing import Any

import pandas as pd
import polars as pl
import pytest

from careerplan_cli.frames import UnknownAnswerWarning, score_frame, summarize_frame
from careerplan_cli.model.instrument import Instrument
from frames.engines import ENGINES, Table
from frames.expected import question_ids

Work = Callable[[Any, Instrument], Any]


@pytest.fixture(params=[score_frame, summarize_frame])
def work(request: pytest.FixtureRequest) -> Work:
    work: Work = request.param
    return work


def answers(survey: Instrument, **columns: list[str | None]) -> Table:
    """Return three rows, with other answers in some columns."""
    return {id_: columns.get(id_, ["red", None, ""]) for id_ in question_ids(survey)}


@pytest.mark.parametrize("name", ["pandas", "Polars", "PyArrow"])
def test_unknown_answers_are_told_with_their_column_their_number_and_the_nearest(
    survey: Instrument, work: Work, name: str
) -> None:
    table = answers(survey, personnel=["Green", None, "Green"], operations=["x", "", "blue"])
    with pytest.warns(UnknownAnswerWarning) as told:
        work(ENGINES[name].frame(table), survey)
    assert [str(warning.message) for warning in told] == [
        "2 rows have an unknown answer, and get no total, level or points.\n"
        "Column personnel: 'Green' in 2 rows; did you mean green?\n"
        "Column operations: 'x' in 1 row; its answers are red, blue, green."
    ]
    assert told[0].filename == __file__


@pytest.mark.parametrize("dtype", ["object", "category", "str"])
def test_unknown_answers_are_told_however_pandas_holds_texts(
    survey: Instrument, work: Work, dtype: Any
) -> None:
    frame = pd.DataFrame(answers(survey, personnel=[None, "gren", None])).astype(dtype)
    with pytest.warns(UnknownAnswerWarning, match="1 row has .*\n.*'gren' in 1 row; did you mean"):
        work(frame, survey)


def test_a_warning_made_an_error_stops_before_there_is_a_result(
    survey: Instrument, work: Work
) -> None:
    warnings.simplefilter("error", UnknownAnswerWarning)
    with pytest.raises(UnknownAnswerWarning):
        work(pl.DataFrame(answers(survey, personnel=["?", None, None])), survey)


def test_the_five_most_frequent_of_many_unknown_answers_are_told(survey: Instrument) -> None:
    cells: dict[str, list[str | None]] = {id_: ["1", "2", "2"] for id_ in question_ids(survey)}
    with pytest.warns(UnknownAnswerWarning) as told:
        score_frame(pl.DataFrame(cells), survey)
    lines = str(told[0].message).splitlines()
    assert [line.partition(": ")[2][:13] for line in lines[1:-1]] == ["'2' in 2 rows"] * 5
    assert lines[-1] == "And so on: 10 different answers are unknown."


def test_an_unknown_answer_cannot_command_a_terminal(survey: Instrument) -> None:
    with pytest.warns(UnknownAnswerWarning) as told:
        score_frame(pl.DataFrame(answers(survey, personnel=["\x1b[2J", "a\nb", None])), survey)
    assert "\x1b" not in str(told[0].message)
    assert "'a b' in 1 row" in str(told[0].message)


def test_answers_that_the_survey_has_are_passed_over_in_silence(
    survey: Instrument, work: Work
) -> None:
    for engine in ENGINES.values():
        work(engine.frame(answers(survey)), survey)


@pytest.mark.parametrize("name", ["Polars lazy", "DuckDB", "Dask"])
def test_where_rows_come_later_unknown_answers_are_only_counted(
    survey: Instrument, name: str
) -> None:
    engine = ENGINES[name]
    table = answers(survey, personnel=["Green", None, None])
    scored = engine.rows(score_frame(engine.frame(table), survey))
    assert sorted(row["unknown"] for row in scored) == [0, 0, 1]
    (row,) = engine.rows(summarize_frame(engine.frame(table), survey))
    assert row["unusable"] == 1
