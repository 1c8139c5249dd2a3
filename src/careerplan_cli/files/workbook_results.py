"""Writes results as an Excel workbook, row by row."""

from collections.abc import Sequence
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from careerplan_cli.files.csv_results import ResultColumns
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.model.result import Record
from careerplan_cli.model.visible import visible

_MOST_ROWS = 1_048_576
_LONGEST_CELL = 32_767
"""What an Excel sheet can hold: rows, and characters in a cell."""


class WorkbookResults:
    """Takes records one by one, then writes the workbook.

    All text is written as text: a formula in it is none in Excel.
    """

    def __init__(self, columns: ResultColumns) -> None:
        self._columns = columns
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet("Results")
        self._sheet.freeze_panes = "A2"
        self._rows = 0
        self._append(columns.head, bold=True)

    def add(self, record: Record) -> None:
        """Add a record's row; raise `CareerplanError` when the sheet is full."""
        self._append(self._columns.row(record))

    def write(self, file: BinaryIO) -> None:
        """Write the workbook, which takes no more rows then; raise `OSError` if that fails."""
        self._book.save(file)

    def _append(self, values: Sequence[str | int | bool | None], *, bold: bool = False) -> None:
        self._rows += 1
        if self._rows > _MOST_ROWS:
            raise CareerplanError(
                f"An Excel sheet ends after {_MOST_ROWS:,} rows, and there are more results.",
                "Nothing was written. Write CSV instead: --output results.csv",
            )
        self._sheet.append([text_cell(self._sheet, value, bold=bold) for value in values])


def text_cell(sheet: Any, value: str | int | bool | None, *, bold: bool = False) -> Any:
    """Return a cell in which text is text, whatever it looks like; too long a text is cut."""
    is_text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, _fitting(value) if isinstance(value, str) else value)
    if is_text:
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _fitting(text: str) -> str:
    """Return text that a cell can hold; what is cut off is told by a mark."""
    shown = visible(text).encode("utf-8", "replace").decode()
    if len(shown) <= _LONGEST_CELL:
        return shown
    kept = _LONGEST_CELL - 60
    return f"{shown[:kept]} [... {len(shown) - kept:,} more characters]"
