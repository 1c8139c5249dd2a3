"""`careerplan template`: blank forms, which `careerplan score` reads when they are filled in."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from careerplan_cli.answers.blank_workbook import ROWS
from careerplan_cli.model.instrument import Instrument
from conftest import Run


def levels(stdout: str) -> list[str]:
    return [row["level"] for row in csv.DictReader(io.StringIO(stdout))]


@pytest.mark.parametrize("instrument", ["survey", "checklist"])
@pytest.mark.parametrize("ending", ["xlsx", "csv", "yaml"])
def test_what_it_writes_is_read_with_nothing_filled_in(
    run: Run, ending: str, instrument: str
) -> None:
    made = run("template", f"t.{ending}", "--instrument", instrument)
    assert (made.returncode, made.stdout) == (0, "")
    assert f"careerplan score t.{ending}" in made.stderr
    done = run("score", f"t.{ending}", "--format", "csv")
    if ending == "yaml":
        assert (levels(done.stdout), done.returncode) == ([""], 0)
    else:
        assert "there are no answers below the header." in done.stderr


def test_a_workbook_offers_each_answer_in_every_cell(
    run: Run, tmp_path: Path, survey: Instrument
) -> None:
    run("template", "t.xlsx")
    book = load_workbook(tmp_path / "t.xlsx")
    answers, texts = book["Answers"], book["Texts"]
    assert [cell.value for cell in answers[1]][:3] == ["district", "respondent", "date"]
    lists = answers.data_validations.dataValidation
    assert len(lists) == 5
    for choice in lists:
        (place,) = choice.sqref.ranges
        question = survey.questions[place.min_col - 4]
        assert answers.cell(1, place.min_col).value == question.prompt
        assert (place.min_row, place.max_row) == (2, ROWS + 1)
        offered = [row[0].value for row in texts[choice.formula1.removeprefix("Texts!")]]
        assert offered == [option.label for option in question.options]
    whole = "\n".join(str(cell.value) for row in texts.iter_rows() for cell in row)
    for question in survey.questions:
        assert question.prompt in whole
        for option in question.options:
            assert all(detail in whole for detail in option.details)


def test_a_filled_workbook_scores(run: Run, tmp_path: Path, survey: Instrument) -> None:
    run("template", "t.xlsx")
    book = load_workbook(tmp_path / "t.xlsx")
    sheet: Any = book["Answers"]
    for n, question in enumerate(survey.questions):
        sheet.cell(2, n + 4).value = question.options[2].label
        sheet.cell(3, n + 4).value = question.options[0].label
    sheet["A2"] = "Cedar Valley"
    book.save(tmp_path / "t.xlsx")
    done = run("score", "t.xlsx", "--format", "csv")
    assert levels(done.stdout) == ["lots-going-on", "just-getting-started"]
    assert "Cedar Valley" in done.stdout


def test_an_existing_file_is_kept_unless_forced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("mine")
    done = run("template", "t.csv")
    assert done.returncode == 2
    assert "t.csv already exists." in done.stderr
    assert (tmp_path / "t.csv").read_text() == "mine"
    assert run("template", "t.csv", "--force").returncode == 0


def test_another_ending_is_refused(run: Run) -> None:
    done = run("template", "t.doc")
    assert done.returncode == 2
    assert "End it in .xlsx, .csv, .yaml." in done.stderr
