"""Writes Excel workbooks with XlsxWriter: text stays text, whatever it looks like."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from careerplan_cli.text.printable import printable

MOST_ROWS = 1_048_576
"""How many rows a sheet has."""

LONGEST_CELL = 32_767
"""How many UTF-16 units of text a cell holds."""

LONGEST_NAME = 31
"""How many UTF-16 units the name of a sheet has at the most."""

Value = str | float | bool | None


@contextmanager
def open_workbook(file: BinaryIO) -> Iterator[Workbook]:
    """Open a workbook that is written to `file` when the block ends; nothing is if it raises.

    Its rows wait in a temporary folder, one at a time in memory: they are added from the top down,
    and a row's height is set before its cells. Raise `OSError` when it cannot be written.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "workbook.xlsx"
        book = Workbook(path, {"constant_memory": True, "tmpdir": folder, "use_zip64": True})
        try:
            yield book
            book.close()
        except FileCreateError as error:
            raise error.args[0] from None
        finally:
            for sheet in book.worksheets():
                if sheet.row_data_fh:
                    sheet.row_data_fh.close()
        with path.open("rb") as written:
            shutil.copyfileobj(written, file)


def add_sheet(book: Workbook, title: str, widths: Sequence[float] = ()) -> Worksheet:
    """Return a new sheet whose first columns are so wide, in characters.

    A title that Excel does not take is changed a little.
    """
    sheet = book.add_worksheet(_sheet_name(title, [str(sheet.name) for sheet in book.worksheets()]))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    return sheet


def write_row(
    sheet: Worksheet, row: int, values: Sequence[Value], style: Format | None = None
) -> None:
    """Write values into a row from its first cell on; None and empty text leave a cell empty."""
    for column, value in enumerate(values):
        write_cell(sheet, row, column, value, style)


def write_cell(
    sheet: Worksheet, row: int, column: int, value: Value, style: Format | None = None
) -> None:
    """Write a value into a cell: text as text, never as a formula, a link or a number.

    Control characters become visible signs; text that is too long is cut, and says so.
    """
    if isinstance(value, str):
        if value:
            sheet.write_string(row, column, _fitting(value), style)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif value is not None:
        sheet.write_number(row, column, value, style)


def _fitting(text: str) -> str:
    """Return text that a cell can hold; what is cut off is told at its end."""
    shown = printable(text)
    if len(shown) <= LONGEST_CELL // 2 or _units(shown) <= LONGEST_CELL:
        return shown
    kept = _cut(shown, LONGEST_CELL - 60)
    return f"{kept} [... {len(shown) - len(kept):,} more characters]"


def _sheet_name(title: str, taken: Sequence[str]) -> str:
    """Return a name for a sheet that is like its title, and like none of those taken."""
    plain = "".join(" " if sign in "[]:*?/\\" else sign for sign in printable(title))
    name = _cut(plain, LONGEST_NAME).strip(" '\n") or "Sheet"
    known = {other.lower() for other in taken}
    number = 2
    unique = name
    while unique.lower() in known:
        ending = f" {number}"
        unique = _cut(name, LONGEST_NAME - len(ending)) + ending
        number += 1
    return unique


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, units: int) -> str:
    """Return the start of text, so many UTF-16 units at the most."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
