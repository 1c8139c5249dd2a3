"""`check_frame` tells what `score_frame` could only leave empty."""

import pytest

from careerplan_cli.frames import check_frame
from careerplan_cli.model.errors import UnknownNameError
from careerplan_cli.model.instrument import Instrument
from frames.engines import Engine, Table
from frames.expected import question_ids


def table_with(survey: Instrument, *answers: str | None) -> Table:
    return {id_: [*answers, "red"] for id_ in question_ids(survey)}


def test_a_frame_of_known_and_missing_answers_passes(engine: Engine, survey: Instrument) -> None:
    check_frame(engine.frame(table_with(survey, "blue", None, "")), survey)


def test_an_unknown_answer_is_told_as_score_tells_it(engine: Engine, survey: Instrument) -> None:
    table = {**table_with(survey, "blue"), "personnel": ["grean", None], "operations": ["x", "y"]}
    with pytest.raises(UnknownNameError) as error:
        check_frame(engine.frame(table), survey)
    assert error.value.problem == "There is no answer to personnel 'grean'; did you mean green?"
    assert error.value.advice == "Valid: red, blue, green."


def test_a_space_around_an_answer_makes_it_another_one(engine: Engine, survey: Instrument) -> None:
    table = {**table_with(survey, "blue"), "operations": ["green ", "red"]}
    with pytest.raises(UnknownNameError, match="no answer to operations 'green '"):
        check_frame(engine.frame(table), survey)


def test_a_question_without_a_column_is_told(engine: Engine, survey: Instrument) -> None:
    table = dict(table_with(survey, "blue"))
    del table["operations"]
    with pytest.raises(UnknownNameError, match="no column 'operations'"):
        check_frame(engine.frame(table), survey)
