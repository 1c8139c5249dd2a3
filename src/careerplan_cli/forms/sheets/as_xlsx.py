"""The tables of a page as an Excel workbook to fill in, with lists to choose from."""

from io import BytesIO

from xlsxwriter.workbook import Workbook

from careerplan_cli.excel import add_sheet, open_workbook, write_cell, write_row
from careerplan_cli.model.blocks import Document, Table, all_blocks
from careerplan_cli.text.printable import one_line

BINARY = True

_ROWS = 200
"""For how many rows a sheet has lines and lists to choose from."""

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
    sheet = add_sheet(book, one_line(block.title), [share * _WIDTH for share in block.widths])
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E9ECEF"}
    )
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    write_row(sheet, 0, [one_line(str(column)) for column in block.head], head)
    for number in range(1, max(_ROWS, len(block.rows)) + 1):
        row = block.rows[number - 1] if number <= len(block.rows) else ()
        for place in range(len(block.head)):
            text = str(row[place] or "") if place < len(row) else ""
            if text:
                write_cell(sheet, number, place, text, cell)
            else:
                sheet.write_blank(number, place, None, cell)
    for place, column in enumerate(block.head):
        choices = list(map(one_line, column.choices))
        if choices and len(",".join(choices)) <= _LONGEST_LIST:
            rule = {
                "validate": "list",
                "source": choices,
                "error_type": "warning",  # a school may have a word of its own
                "error_title": "Not in the list",
                "error_message": "Choose from the list, or keep what you wrote.",
            }
            sheet.data_validation(1, place, _ROWS, place, rule)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, _ROWS, len(block.head) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)  # one page wide, as many as it takes
    sheet.print_area(0, 0, max(25, len(block.rows)), len(block.head) - 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&F&C&A&R&P / &N")
