"""`careerplan score` of a table on the screen: the summary, then the records by their names."""

from pathlib import Path

import pytest

from conftest import Run
from journeys.steps import QUESTIONS

IDS = [question["id"] for question in QUESTIONS]
BLUE = ",".join(["blue"] * len(IDS))


def test_a_table_on_the_screen_sums_up_first_and_names_records_by_its_own_columns(
    run: Run, tmp_path: Path
) -> None:
    rows = [f"Person {n},{BLUE}" for n in range(4)]
    (tmp_path / "room.csv").write_text("\n".join([f"Name,{','.join(IDS)}", *rows]) + "\n")
    shown = run("score", "room.csv", "--no-pager").stdout
    assert shown.index("How many at each level") < shown.index("Record by record")
    assert shown.index("Record by record") < shown.index("Person 3")
    assert "row 1" not in shown


@pytest.mark.parametrize(
    ("header", "rows", "shown"),
    [
        (
            "District,School,Name",
            ["Cedar,Oak,Ann Lee", "Cedar,Elm,Bo Ray"],
            ["District  School  Name", "Cedar     Oak     Ann Lee", "Cedar     Elm     Bo Ray"],
        ),
        (
            "Which school are you from?,redcap_event_name",
            ["Oak,arm 1", ",arm 1"],
            ["Which school are you from?  Total", "Oak", "row 2"],
        ),
        ("Respondent,Role", ["Ann,Trustee", ",Trustee"], ["Respondent  Total", "Ann", "row 2"]),
        ("ID,Role", ["17,Trustee", "18,Trustee"], ["Record  Total", "row 1", "row 2"]),
    ],
)
def test_records_are_named_by_the_columns_that_a_table_has_for_names(
    run: Run, tmp_path: Path, header: str, rows: list[str], shown: list[str]
) -> None:
    lines = [f"{header},{','.join(IDS)}", *(f"{row},{BLUE}" for row in rows)]
    (tmp_path / "room.csv").write_text("\n".join(lines) + "\n")
    text = run("score", "room.csv", "--no-pager").stdout
    table = text[text.index("Record by record") :].splitlines()[1:]
    assert [line.startswith(words) for line, words in zip(table, shown, strict=False)] == [True] * 3
