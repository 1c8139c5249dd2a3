"""A blank Excel workbook to fill in and to score, with a list of the answers in every cell."""

from collections.abc import Sequence
from typing import BinaryIO

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from careerplan_cli.answers.template import WHO
from careerplan_cli.excel import add_sheet, open_workbook, write_row
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.text.printable import one_line

ROWS = 500
"""How many respondents a workbook has drop-down lists for."""

_LINE_HEIGHT = 15
"""In points, of a line of text in Excel's own font."""

_WHO_WIDTH, _QUESTION_WIDTH, _TEXT_WIDTHS = 18, 36, (48, 40, 70)
"""How wide columns are, in characters."""


def write_blank_workbook(instrument: Instrument, file: BinaryIO) -> None:
    """Write a workbook: a table with a drop-down list in each cell for an answer.

    A second sheet has the whole text of each answer. Raise `OSError` when it cannot be written.
    """
    with open_workbook(file) as book:
        _add_answers(book, instrument.questions)
        _add_texts(book, instrument.questions)
        for sheet in book.worksheets():
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)  # one page wide, as many as it takes


def _add_answers(book: Workbook, questions: Sequence[Question]) -> None:
    """Add the table, with a list to choose from in each cell below a question."""
    widths = [*(_WHO_WIDTH for _ in WHO), *(_QUESTION_WIDTH for _ in questions)]
    sheet = add_sheet(book, "Answers", widths)
    date = WHO.index("date")
    sheet.set_column(date, date, _WHO_WIDTH, book.add_format({"num_format": "yyyy-mm-dd"}))
    head = [*WHO, *(one_line(question.prompt) for question in questions)]
    _write_wrapped(sheet, 0, head, widths, _style(book, bold=True))
    sheet.freeze_panes(1, len(WHO))
    first = 2  # the row of the first answer in the sheet of texts, from 1
    for column, question in enumerate(questions, len(WHO)):
        last = first + len(question.options) - 1
        choice = {
            "validate": "list",
            "source": f"=Texts!$B${first}:$B${last}",
            "error_title": "Not an answer",
            "error_message": "Choose an answer from the list.",
        }
        sheet.data_validation(1, column, ROWS, column, choice)
        first = last + 1


def _add_texts(book: Workbook, questions: Sequence[Question]) -> None:
    """Add what each answer means, a row each, in the order of the questions."""
    sheet = add_sheet(book, "Texts", _TEXT_WIDTHS)
    sheet.freeze_panes(1, 0)
    head = ["Question", "Answer", "What it means"]
    _write_wrapped(sheet, 0, head, _TEXT_WIDTHS, _style(book, bold=True))
    style = _style(book, bold=False)
    row = 0
    for question in questions:
        asked = "\n".join(map(one_line, filter(None, (question.prompt, question.help))))
        for option in question.options:
            row += 1
            details = "\n".join(map(one_line, option.picture))
            _write_wrapped(
                sheet, row, [asked, one_line(option.label), details], _TEXT_WIDTHS, style
            )
            asked = ""


def _style(book: Workbook, *, bold: bool) -> Format:
    return book.add_format({"bold": bold, "text_wrap": True, "valign": "top"})


def _write_wrapped(
    sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[int], style: Format
) -> None:
    """Write a row of texts, high enough to read them whole in columns of these widths."""
    lines = 1
    for text, width in zip(texts, widths, strict=True):
        wrapped = (max(1, -(-len(line) // (width - 4))) for line in text.split("\n"))
        lines = max(lines, sum(wrapped))
    sheet.set_row(row, _LINE_HEIGHT * lines + 3)
    write_row(sheet, row, texts, style)
