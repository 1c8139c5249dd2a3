"""A frame is summed up as `summarize` sums up the results of its rows, on every engine."""

import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import polars as pl
import pytest

from careerplan_cli.frames import score_frame, summarize_frame
from careerplan_cli.model.errors import UnknownNameError
from careerplan_cli.model.instrument import Band, Bands, Instrument
from careerplan_cli.model.result import Result
from careerplan_cli.scoring.statistics import SummaryCounter
from frames.engines import Engine, Row, Table
from frames.expected import question_ids, result_of, rows_of
from frames.instruments import instrument, option, points_beyond_two, shares_of_what_counts

pytestmark = pytest.mark.filterwarnings("ignore::careerplan_cli.frames.UnknownAnswerWarning")


def random_table(odd: Instrument, rows: int) -> Table:
    """Return answers of districts and roles; some of them missing, empty or unknown."""
    chance = random.Random(20261125)  # noqa: S311
    columns: dict[str, list[str | None]] = {
        "district": [chance.choice(["Cedar", "Maple", "maple", None]) for _ in range(rows)],
        "role": [chance.choice(["Trustee", "Principal"]) for _ in range(rows)],
    }
    for id_, options in odd.choices.items():
        cells = [*list(options) * 20, None, "", "purple"]
        columns[id_] = chance.choices(cells, k=rows)
    return columns


def expected_summary(odd: Instrument, results: Sequence[Result | None]) -> Row:
    counter = SummaryCounter(odd)
    for result in results:
        counter.add(result)
    summary = counter.summary()
    complete = [result for result in results if result and result.complete]
    row: Row = {"n": summary.results, "complete": len(complete), "unusable": summary.unusable}
    row["without-answers"] = sum(result.answered == 0 for result in results if result)
    row |= {f"level-{id_}": number for id_, number in summary.level_counts.items()}
    row["without-level"] = summary.unfinished
    if odd.adds_points:
        row["total-mean"] = mean([result.total for result in complete])
    for question in odd.questions:
        counts = summary.answers[question.id]
        answered = sum(counts.values())
        row[f"{question.id}-answered"] = answered
        row |= {f"{question.id}-{id_}": number for id_, number in counts.items()}
        row |= {
            f"{question.id}-{id_}-share": number / answered if answered else None
            for id_, number in counts.items()
        }
        counting = [o.points for o in question.options if o.counts for _ in range(counts[o.id])]
        row[f"{question.id}-mean"] = mean(counting)
    return row


def mean(points: Sequence[int]) -> float | None:
    return sum(points) / len(points) if points else None


def expected_groups(odd: Instrument, table: Table, by: Sequence[str]) -> dict[object, Row]:
    groups: dict[object, list[Result | None]] = defaultdict(list)
    for cells in rows_of(table):
        groups[key_of(cells, by)].append(result_of(odd, cells))
    return {key: expected_summary(odd, results) for key, results in groups.items()}


def key_of(row: Mapping[str, object], by: Sequence[str]) -> object:
    return tuple(row[name] for name in by)


@pytest.mark.parametrize("by", [[], ["district"], ["role", "district"]], ids=str)
def test_a_survey_is_summed_up_as_by_summarize(
    engine: Engine, survey: Instrument, by: list[str]
) -> None:
    table = random_table(survey, 500)
    rows = engine.rows(summarize_frame(engine.frame(table), survey, by))
    found = {key_of(row, by): row for row in rows}
    expected = expected_groups(survey, table, by)
    assert len(rows) == len(expected) == {0: 1, 1: 4, 2: 8}[len(by)]
    for key, wanted in expected.items():
        assert list(found[key]) == [*by, *wanted]
        assert {name: found[key][name] for name in wanted} == pytest.approx(wanted, rel=1e-12)


@pytest.mark.parametrize("make", [points_beyond_two, shares_of_what_counts])
def test_answers_that_do_not_count_are_in_counts_but_not_in_means(
    engine: Engine, make: Callable[[], Instrument]
) -> None:
    odd = make()
    table = random_table(odd, 300)
    (row,) = engine.rows(summarize_frame(engine.frame(table), odd))
    assert row == pytest.approx(expected_groups(odd, table, [])[()], rel=1e-12)


@pytest.mark.slow
def test_checklists_are_summed_up_as_by_summarize(engine: Engine, checklist: Instrument) -> None:
    table = random_table(checklist, 400)
    rows = engine.rows(summarize_frame(engine.frame(table), checklist, "role"))
    expected = expected_groups(checklist, table, ["role"])
    assert len(rows) == 2
    for row in rows:
        wanted = expected[(row.pop("role"),)]
        assert row == pytest.approx(wanted, rel=1e-12)


def test_a_frame_without_rows_has_a_summary_of_nothing(engine: Engine, survey: Instrument) -> None:
    table: Table = {id_: [] for id_ in question_ids(survey)}
    (row,) = engine.rows(summarize_frame(engine.frame(table), survey))
    assert row == expected_summary(survey, [])


def test_a_question_that_nobody_answered_has_no_shares(engine: Engine, survey: Instrument) -> None:
    table: Table = {id_: [None, ""] for id_ in question_ids(survey)}
    (row,) = engine.rows(summarize_frame(engine.frame(table), survey))
    assert row["n"] == row["without-answers"] == row["without-level"] == 2
    assert row["personnel-answered"] == 0
    assert row["personnel-red-share"] is row["personnel-mean"] is row["total-mean"] is None


def test_a_column_to_group_by_that_is_missing_is_told_with_the_nearest_name(
    engine: Engine, survey: Instrument
) -> None:
    frame = engine.frame(random_table(survey, 2))
    with pytest.raises(UnknownNameError, match="no column 'districts'; did you mean district"):
        summarize_frame(frame, survey, by="districts")


def test_columns_may_have_any_names(engine: Engine, survey: Instrument) -> None:
    role = 'Q1. Your role (e.g. `x`, "y")'
    table: Table = {
        **{id_: ["red", "blue"] for id_ in question_ids(survey)},
        role: ["a", "a"],
        "[red]": ["1", "2"],
        "x:y": ["", ""],
    }
    scored = score_frame(engine.frame(table), survey)
    assert list(engine.rows(scored)[0])[: len(table)] == list(table)
    for name, numbers in {role: {"a": 2}, "[red]": {"1": 1, "2": 1}}.items():
        rows = engine.rows(summarize_frame(scored, survey, name))
        assert {row[name]: row["n"] for row in rows} == numbers


def test_a_question_whose_answers_never_count_has_no_mean() -> None:
    never = (option("a", 3, counts=False), option("b", 4, counts=False))
    bands = Bands(by="bands", bands=(Band(level="any", lowest=0, highest=1),))
    odd = instrument(bands, (option("a", 0), option("b", 1)), never)
    table = random_table(odd, 20)
    (row,) = summarize_frame(pl.DataFrame(table), odd).to_dicts()
    assert row == pytest.approx(expected_groups(odd, table, [])[()])
    assert row["q1-mean"] is None


def test_a_group_that_has_the_name_of_one_of_ours_keeps_it(survey: Instrument) -> None:
    table = {**random_table(survey, 10), "N": ["x"] * 10}
    (row,) = summarize_frame(pl.DataFrame(table), survey, by="N").to_dicts()
    assert (row["N"], row["careerplan-n"]) == ("x", 10 - row["unusable"])


def test_an_option_that_has_the_name_of_a_column_of_ours_is_told_apart() -> None:
    options = (option("mean", 0), option("b-share", 1), option("b", 4))
    odd = instrument(Bands(by="bands", bands=(Band(level="any", lowest=0, highest=4),)), options)
    (row,) = summarize_frame(pl.DataFrame({"q0": ["b", "b", "mean", "b-share"]}), odd).to_dicts()
    assert (row["q0-mean"], row["careerplan-q0-mean"]) == (1, 2.25)
    assert (row["q0-b-share"], row["careerplan-q0-b-share"]) == (1, 0.5)


def test_a_question_can_be_grouped_by(survey: Instrument) -> None:
    table = random_table(survey, 100)
    rows = summarize_frame(pl.DataFrame(table), survey, by="personnel").to_dicts()
    expected = expected_groups(survey, table, ["personnel"])
    assert {row["personnel"]: row["n"] for row in rows} == {
        key[0]: wanted["n"] for key, wanted in expected.items() if isinstance(key, tuple)
    }
