"""A frame is scored as `score` scores each of its rows, on every engine."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Literal

import duckdb
import pandas as pd
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careerplan_cli.frames import score_frame
from careerplan_cli.model.errors import CareerplanError, UnknownNameError
from careerplan_cli.model.instrument import Band, Bands, Instrument
from careerplan_cli.pack.content_pack import load
from edge_packs import instruments
from frames.engines import ENGINES, Engine, Row, Table, duckdb_rows, pandas_rows
from frames.expected import expected_row, in_order, question_ids, rows_of, table_of
from frames.instruments import instrument, option, points_beyond_two, shares_of_what_counts

pytestmark = pytest.mark.filterwarnings("ignore::careerplan_cli.frames.UnknownAnswerWarning")


def assert_scored_as_each_row(engine: Engine, instrument: Instrument, table: Table) -> None:
    scored = in_order(engine.rows(score_frame(engine.frame(table), instrument)))
    expected = [{**cells, **expected_row(instrument, cells)} for cells in rows_of(table)]
    assert list(scored[0]) == list(expected[0])
    for row, wanted in zip(scored, expected, strict=True):
        assert row == wanted


@pytest.fixture(scope="session")
def survey_table(survey: Instrument) -> Table:
    """All 243 complete sets, all incomplete ones, and as many with an unknown answer.

    Where there is no answer, the cell is empty or null in turn.
    """
    rows: list[list[str | None]] = []
    for n, cells in enumerate(product(["red", "blue", "green", None, "purple"], repeat=5)):
        rows.append([cell or (None if n % 2 else "") for cell in cells])
    return table_of(question_ids(survey), rows)


def test_every_set_of_answers_to_the_survey_is_scored_as_by_score(
    engine: Engine, survey: Instrument, survey_table: Table
) -> None:
    assert_scored_as_each_row(engine, survey, survey_table)


@pytest.fixture(scope="session")
def checklists(checklist: Instrument) -> tuple[Table, list[Row]]:
    """10 000 checklists filled in at random, most of them whole, and what they say."""
    chance = random.Random(20261125)  # noqa: S311
    rows: list[list[str | None]] = []
    for _ in range(10_000):
        left_out = chance.choice([0, 0, 0, 0, 0, 0, 0.1, 0.1, 0.1, 0.5])
        weights = [chance.random() for _ in range(4)]
        answers = (chance.choices([*options], weights)[0] for options in checklist.choices.values())
        row = [None if chance.random() < left_out else answer for answer in answers]
        if chance.random() < 0.02:
            row[chance.randrange(len(row))] = "maybe"
        rows.append([*row])
    table = table_of(question_ids(checklist), rows)
    return table, [{**cells, **expected_row(checklist, cells)} for cells in rows_of(table)]


@pytest.mark.slow
def test_ten_thousand_random_checklists_are_scored_as_by_score(
    engine: Engine, checklist: Instrument, checklists: tuple[Table, list[Row]]
) -> None:
    table, expected = checklists
    scored = in_order(engine.rows(score_frame(engine.frame(table), checklist)))
    assert {row["level"] for row in expected} >= {None, *checklist.level_ids}
    for row, wanted in zip(scored, expected, strict=True):
        assert row == wanted


@pytest.mark.parametrize("make", [points_beyond_two, shares_of_what_counts])
def test_answers_that_do_not_count_and_rules_with_gaps_are_scored_as_by_score(
    engine: Engine, make: Callable[[], Instrument]
) -> None:
    odd = make()
    cells = [[*odd.choices[id_], None] for id_ in question_ids(odd)]
    assert_scored_as_each_row(engine, odd, table_of(question_ids(odd), [*product(*cells)]))


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_the_schema_lets_through_is_scored_as_by_score(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("pack") / "any.yaml"
    entries = data.draw(instruments("any", ["low", "middle", "high"], areas=False))
    path.write_text(json.dumps(entries), encoding="utf-8")
    odd = load(Instrument, path).model.with_shared_options()
    cells = [st.sampled_from([*odd.choices[id_], None, "", "?"]) for id_ in question_ids(odd)]
    rows = data.draw(st.lists(st.tuples(*cells), min_size=1, max_size=8))
    table = table_of(question_ids(odd), rows)
    for name in ("pandas", "DuckDB"):
        engine = ENGINES[name]
        scored = in_order(engine.rows(score_frame(engine.frame(table), odd)))
        for row, cells_ in zip(scored, rows_of(table), strict=True):
            ours = list(row.values())[len(table) :]
            assert ours == list(expected_row(odd, cells_).values())


ANSWERED: Table = {
    "student-engagement": ["red", "blue"],
    "personnel": ["green", None],
    "marketing-and-communications": ["green", "green"],
    "learning-partnerships": ["blue", "red"],
    "operations": ["green", "red"],
}


def test_a_question_without_a_column_is_told_with_the_nearest_name(
    engine: Engine, survey: Instrument
) -> None:
    table = {name.replace("personnel", "personell"): cells for name, cells in ANSWERED.items()}
    with pytest.raises(UnknownNameError) as error:
        score_frame(engine.frame(table), survey)
    assert error.value.problem == "There is no column 'personnel'; did you mean personell?"


def test_a_column_of_ours_that_is_there_stays_and_ours_is_named_apart(
    engine: Engine, survey: Instrument
) -> None:
    table = {"Total": ["a", "b"], **ANSWERED, "level": ["x", None]}
    (first, second) = engine.rows(score_frame(engine.frame(table), survey))
    assert [first["Total"], second["level"]] == ["a", None]
    assert [first["careerplan-total"], first["careerplan-level"]] == [7, "on-our-way"]
    assert list(first)[7:11] == ["careerplan-total", "careerplan-level", "complete", "missing"]


def test_a_frame_that_was_scored_is_scored_again(engine: Engine, survey: Instrument) -> None:
    once = score_frame(engine.frame(ANSWERED), survey)
    thrice = score_frame(score_frame(once, survey), survey)
    (first, _) = engine.rows(thrice)
    totals = {name: value for name, value in first.items() if name.endswith("total")}
    assert list(totals.values()) == [7, 7, 7]


def test_a_gap_between_bands_is_told_before_anything_is_computed(survey: Instrument) -> None:
    bands = Bands(by="bands", bands=(Band(level="low", lowest=0, highest=9),))
    with pytest.raises(CareerplanError, match="The total of 10 points is in no band of 'survey'"):
        score_frame(pl.DataFrame(ANSWERED), replace(survey, classification=bands))


def test_a_question_without_options_is_told(survey: Instrument) -> None:
    sections = tuple(
        s._replace(questions=tuple(replace(q, options=()) for q in s.questions))
        for s in survey.sections
    )
    with pytest.raises(CareerplanError, match="'student-engagement' has no options"):
        score_frame(pl.DataFrame(ANSWERED), replace(survey, sections=sections))


def test_answers_in_columns_of_other_types_are_read_as_texts(survey: Instrument) -> None:
    answers = pl.Enum(["red", "blue", "green"])
    texts = pl.DataFrame(ANSWERED)
    typed = texts.cast(answers).with_columns(personnel=pl.lit(None))  # a type without values
    expected = score_frame(texts.with_columns(personnel=pl.lit(None, pl.String)), survey)
    ours = expected.columns[5:]
    assert score_frame(typed, survey).select(ours).equals(expected.select(ours))
    rows = pandas_rows(score_frame(pd.DataFrame(ANSWERED).astype("category"), survey))
    assert rows == score_frame(texts, survey).to_dicts()
    columns = ", ".join(f"'red'::ENUM('red', 'blue', 'green') AS \"{id_}\"" for id_ in ANSWERED)
    enums = duckdb.connect().sql(f"SELECT {columns}").project('* REPLACE (NULL AS "personnel")')
    (row,) = duckdb_rows(score_frame(enums, survey))
    assert (row["total"], row["missing"], row["unknown"]) == (0, 1, 0)


@pytest.mark.parametrize("dtype", ["object", "string", "category", "str", "string[pyarrow]"])
def test_every_way_that_pandas_holds_texts_is_scored_alike(
    survey: Instrument, dtype: Literal["object", "string", "category", "str", "string[pyarrow]"]
) -> None:
    frame = pd.DataFrame(ANSWERED).astype(dtype)
    assert (
        pandas_rows(score_frame(frame, survey))
        == score_frame(pl.DataFrame(ANSWERED), survey).to_dicts()
    )


def test_numbers_as_ids_are_answers_too() -> None:
    scale = tuple(option(str(n), n) for n in range(1, 6))
    bands = Bands(by="bands", bands=(Band(level="any", lowest=0, highest=10),))
    odd = instrument(bands, scale, scale)
    scored = score_frame(pl.DataFrame({"q0": [1, 5, 6], "q1": [2, None, 3]}), odd)
    assert scored["total"].to_list() == [3, 5, None]
    assert scored["unknown"].to_list() == [0, 0, 1]


def test_the_index_of_pandas_and_the_types_of_other_columns_stay(survey: Instrument) -> None:
    frame = pd.DataFrame(dict(ANSWERED), index=["cedar", "maple"])
    frame[2026] = [3, 4]
    scored = score_frame(frame, survey)
    assert list(scored.index) == ["cedar", "maple"]
    assert scored[2026].dtype == frame[2026].dtype
    assert str(scored["total"].dtype) == str(scored["personnel-points"].dtype) == "Int64"


def test_whole_numbers_are_whole_on_every_engine(engine: Engine, survey: Instrument) -> None:
    for row in engine.rows(score_frame(engine.frame(ANSWERED), survey)):
        numbers = [row[name] for name in ("total", "missing", "unknown", "operations-points")]
        assert {type(number) for number in numbers} == {int}
        assert type(row["complete"]) is bool
