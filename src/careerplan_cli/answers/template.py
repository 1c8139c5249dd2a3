"""Blank forms to fill in and to score: an answer file, a table in CSV, an Excel workbook."""

from collections.abc import Sequence
from typing import Any, BinaryIO

from careerplan_cli.answers.answer_file import FORMAT
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.text.csv_text import csv_line

_WHO = ("district", "respondent", "date")

_LINE_HEIGHT = 15
"""In points, of a line of text in Excel's own font."""

ROWS = 500
"""How many respondents a workbook has drop-down lists for."""


def blank_answer_file(instrument: Instrument) -> str:
    """Return an answer file in YAML without answers; comments tell what can be answered."""
    lines = [
        f"# {instrument.title}",
        f"# Write the id of an answer, such as {_first_id(instrument)}, after each colon.",
        f"careerplan: {FORMAT}",
        f"instrument: {instrument.id}",
        *(f"{name}:" for name in _WHO),
        "answers:",
    ]
    for question in instrument.questions:
        lines += [f"  # {line}" for line in _explained(question)]
        lines += [f"  {question.id}:", ""]
    return "\n".join(lines).rstrip() + "\n"


def _first_id(instrument: Instrument) -> str:
    return instrument.questions[0].options[0].id


def _explained(question: Question) -> list[str]:
    """Return the question and its answers, each on a line."""
    width = max(len(option.id) for option in question.options)
    answers = (f"  {option.id:<{width}}  {_one(option.label)}" for option in question.options)
    return [_one(question.prompt), *answers]


def blank_table(instrument: Instrument) -> str:
    """Return the header of a table in CSV; a mark in front makes Excel read it as UTF-8."""
    return "\ufeff" + csv_line([*_WHO, *(_one(q.prompt) for q in instrument.questions)])


def write_blank_workbook(instrument: Instrument, file: BinaryIO) -> None:
    """Write a workbook: a table with a drop-down list in each cell for an answer.

    A second sheet has the whole text of each answer. Raise `OSError` when it cannot be written.
    """
    from openpyxl import Workbook

    book = Workbook()
    answers: Any = book.active
    texts = book.create_sheet("Texts")
    places = _fill_texts(texts, instrument.questions)
    _fill_answers(answers, instrument.questions, places)
    for sheet in (answers, texts):
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0  # as many pages as it takes, one page wide
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    book.save(file)


def _fill_texts(sheet: Any, questions: Sequence[Question]) -> list[str]:
    """Write what each answer means; return for each question the cells of its answers."""
    sheet.append(["Question", "Answer", "What it means"])
    places = []
    for question in questions:
        first = sheet.max_row + 1
        for number, option in enumerate(question.options):
            asked = [_one(question.prompt), _one(question.help or "")] if number == 0 else []
            details = "\n".join(_one(detail) for detail in option.details)
            sheet.append(["\n".join(filter(None, asked)), _one(option.label), details])
        places.append(f"Texts!$B${first}:$B${sheet.max_row}")
    for row in sheet.iter_rows():
        _lay_out(row, (48, 40, 70))
    sheet.freeze_panes = "A2"
    return places


def _lay_out(row: Sequence[Any], widths: Sequence[int]) -> None:
    """Make a row of text readable whole, in columns of these widths; the first row is bold."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    lines = 1
    for cell, width in zip(row, widths, strict=True):
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=cell.row == 1)
        cell.parent.column_dimensions[get_column_letter(cell.column)].width = width
        wrapped = (max(1, -(-len(line) // (width - 4))) for line in (cell.value or "").split("\n"))
        lines = max(lines, sum(wrapped))
    row[0].parent.row_dimensions[row[0].row].height = _LINE_HEIGHT * lines + 3


def _fill_answers(sheet: Any, questions: Sequence[Question], places: Sequence[str]) -> None:
    """Write the header, and a list to choose from into each cell below a question."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet.title = "Answers"
    sheet.append([*_WHO, *(_one(question.prompt) for question in questions)])
    _lay_out(sheet[1], [*(18 for _ in _WHO), *(36 for _ in questions)])
    sheet.freeze_panes = "D2"
    for position, place in enumerate(places, len(_WHO) + 1):
        column = get_column_letter(position)
        choice = DataValidation(
            type="list", formula1=place, allow_blank=True, showErrorMessage=True
        )
        choice.errorTitle, choice.error = "Not an answer", "Choose an answer from the list."
        choice.add(f"{column}2:{column}{ROWS + 1}")
        sheet.add_data_validation(choice)
    for (cell,) in sheet.iter_rows(min_row=2, max_row=ROWS + 1, min_col=3, max_col=3):
        cell.number_format = "yyyy-mm-dd"


def _one(text: str) -> str:
    return " ".join(text.split())
