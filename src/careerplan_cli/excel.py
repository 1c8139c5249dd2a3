"""Writes Excel workbooks with XlsxWriter: text stays text, whatever it looks like."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
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
    """Write values into a row from its first cell on; None and empty text leave a cell empty.

    Text is written as text, never as a formula, a link or a number: control characters become
    visible signs; text that is too long is cut, and says so.
    """
    for column, value in enumerate(values):
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
    if len(shown) <= LONGEST_CELL // 2 or _cut(shown, LONGEST_CELL) == shown:
        return shown
    kept = _cut(shown, LONGEST_CELL - 60)
    return f"{kept} [... {len(shown) - len(kept):,} more characters]"


def _sheet_name(title: str, taken: Sequence[str]) -> str:
    """Return a name for a sheet that is like its title, and like none of those taken.

    It has 31 UTF-16 units at the most.
    """
    plain = "".join(" " if sign in "[]:*?/\\" else sign for sign in printable(title))
    name = unique = _cut(plain, 31).strip(" '\n") or "Sheet"
    known = {other.lower() for other in taken}
    for number in count(2):
        if unique.lower() not in known:
            break
        unique = f"{_cut(name, 30 - len(str(number)))} {number}"
    return unique


def _cut(text: str, units: int) -> str:
    """Return the start of text, so many UTF-16 units at the most."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
