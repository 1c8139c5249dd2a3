"""The tables of a page as an Excel workbook to fill in, with lists to choose from."""

from collections.abc import Sequence
from io import BytesIO

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from careerplan_cli.excel import add_sheet, open_workbook, write_cell, write_row
from careerplan_cli.model.blocks import Document, Table, all_blocks
from careerplan_cli.text.printable import one_line

BINARY = True

_ROWS = 200
"""For how many rows a sheet with empty rows has lines and lists to choose from."""

_PRINTED = 18
"""How many rows of such a sheet are printed: a page."""

_LINE_HEIGHT = 15
"""In points, of a line of text in Excel's own font."""

_WIDTH = 130
"""How wide all columns of a sheet are together, in characters."""

_LONGEST_LIST = 255
"""How many characters the texts of a list may have together: what Excel keeps in a rule."""


def render(document: Document) -> bytes:
    """Return the bytes of the file: a sheet for each table of the page with a cell to fill in."""
    file = BytesIO()
    with open_workbook(file) as book:
        for block in all_blocks(document.blocks):
            if isinstance(block, Table) and any("" in row for row in block.rows):
                _add_table(book, block)
    return file.getvalue()


def _add_table(book: Workbook, block: Table) -> None:
    """Add a sheet; one with an empty row has many more of them, with its lists in each."""
    widths = [share * _WIDTH for share in block.widths]
    sheet = add_sheet(book, one_line(block.title), widths)
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E9ECEF"}
    )
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    grows = any(not any(row) for row in block.rows)
    rows = max(_ROWS, len(block.rows)) if grows else len(block.rows)
    write_row(sheet, 0, [one_line(str(column)) for column in block.head], head)
    for number in range(1, rows + 1):
        row = block.rows[number - 1] if number <= len(block.rows) else ("",) * len(block.head)
        texts = [one_line(str(content or "")) for content in row]
        sheet.set_row(number, _LINE_HEIGHT * max(2, _lines(texts, widths)))
        for place, text in enumerate(texts):
            if text:
                write_cell(sheet, number, place, text, cell)
            else:
                sheet.write_blank(number, place, None, cell)
    for place, column in enumerate(block.head):
        _add_choices(sheet, place, column.choices, rows)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, rows, len(block.head) - 1)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, min(rows, max(_PRINTED, len(block.rows))), len(block.head) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)  # one page wide, as many as it takes
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&F&C&A&R&P / &N")


def _lines(texts: Sequence[str], widths: Sequence[float]) -> int:
    """Return how many lines the longest of the texts takes in its column."""
    return max(
        -(-len(text) // max(1, int(width - 3))) for text, width in zip(texts, widths, strict=True)
    )


def _add_choices(sheet: Worksheet, place: int, choices: Sequence[str], rows: int) -> None:
    """Add a list to choose from to the cells of a column, where Excel can keep it."""
    texts = list(map(one_line, choices))
    if not texts or len(",".join(texts)) > _LONGEST_LIST or any("," in text for text in texts):
        return
    rule = {
        "validate": "list",
        "source": texts,
        "error_type": "warning",  # a school may have a word of its own
        "error_title": "Not in the list",
        "error_message": "Choose from the list, or keep what you wrote.",
    }
    sheet.data_validation(1, place, rows, place, rule)
