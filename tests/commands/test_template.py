"""`careerplan template`: blank forms, which `careerplan score` reads when they are filled in."""

import csv
import html
import io
import re
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
    assert "for answers, end it in .xlsx, .csv, .yaml." in done.stderr


PAPER = ("ballot.docx", "ballot.html", "vote-sheet.docx", "vote-sheet.html")


@pytest.mark.parametrize("name", PAPER)
def test_the_name_tells_which_paper_to_write(run: Run, tmp_path: Path, name: str) -> None:
    done = run("template", name)
    assert done.returncode == 0
    assert f"Written to {name}" in done.stderr
    assert (tmp_path / name).stat().st_size > 1000


def test_a_ballot_has_every_answer_in_full_and_neither_colours_nor_points(
    run: Run, tmp_path: Path, survey: Instrument
) -> None:
    assert run("template", "ballot.html").returncode == 0
    text = " ".join(html.unescape((tmp_path / "ballot.html").read_text("utf-8")).split())
    body = text.partition("<body")[2]
    for question in survey.questions:
        assert question.prompt in body
        for option in question.options:
            assert all(detail in body for detail in option.picture)
    assert body.count("I cannot tell") == len(survey.questions)
    assert not re.search(r"(?i)\b(red|blue|green|points?)\b", re.sub("<[^>]*>", " ", body))


def test_a_ballot_of_the_checklist_has_boxes_for_each_answer(run: Run, tmp_path: Path) -> None:
    done = run("template", "paper.html", "--kind", "ballot", "--instrument", "checklist")
    assert "careerplan assess --ballots --instrument checklist" in done.stderr
    assert (tmp_path / "paper.html").read_text("utf-8").count("☐") == 36 * 5


@pytest.mark.parametrize(
    ("instrument", "agenda", "further"),
    [
        ("survey", "Agenda for 90 minutes", "52 minutes"),
        ("checklist", "Agenda for 110 minutes", "Plan a break, or two sessions."),
    ],
)
def test_a_vote_sheet_plans_time_for_all_its_questions(
    run: Run, tmp_path: Path, instrument: str, agenda: str, further: str
) -> None:
    run("template", "vote-sheet.html", "--instrument", instrument)
    text = (tmp_path / "vote-sheet.html").read_text("utf-8")
    assert agenda in text
    assert further in text
    assert "r reveals, c corrects a count, a agrees." in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("paper.docx",), "add --kind ballot or --kind vote-sheet"),
        (("ballot.xlsx",), "End the name in .docx or .html."),
        (("a.docx", "--kind", "answers"), "End the name in .xlsx or .csv or .yaml."),
    ],
)
def test_a_name_that_tells_no_kind_is_refused(
    run: Run, words: tuple[str, ...], message: str
) -> None:
    done = run("template", *words)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())
