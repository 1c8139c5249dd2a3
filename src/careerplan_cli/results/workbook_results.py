"""Writes results as an Excel workbook, row by row."""

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.model.result import Record, Summary
from careerplan_cli.results.columns import ResultColumns
from careerplan_cli.text.printable import printable

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
        _widen(self._sheet, *(max(12, min(40, len(name) + 2)) for name in columns.head))
        self._rows = 0
        self._append(columns.head, bold=True)

    def add(self, record: Record) -> None:
        """Add a record's row; raise `CareerplanError` when the sheet is full."""
        self._append(self._columns.row(record))

    def add_summary(self, summary: Summary, titles: Mapping[str, str]) -> None:
        """Add a sheet with what the records to an instrument say together.

        `titles` has the levels' titles by id.
        """
        sheet = self._sheet_named(f"Summary {summary.instrument.id}", 36, 56, 12, 16, 18)
        rows: list[list[str | int | float | None]] = [["Level", "Records"]]
        rows += [[titles[id_], number] for id_, number in summary.level_counts.items()]
        rows += [["No level yet", summary.unfinished], ["Cannot be used", summary.unusable], []]
        rows.append(["Question", "Answer", "Records", "Median points", "Spread (0 to 0.5)"])
        for question in summary.instrument.questions:
            told = [summary.medians[question.id], summary.spreads[question.id]]
            for n, option in enumerate(question.options):
                number = summary.answers[question.id][option.id]
                title = question.title if n == 0 else None
                rows.append([title, option.label, number, *(told if n == 0 else [])])
        for row in rows:
            bold = bool(row) and row[0] in ("Level", "Question")
            sheet.append([text_cell(sheet, value, bold=bold) for value in row])

    def add_groups(
        self, column: str, groups: Sequence[tuple[str, Summary]], titles: Mapping[str, str]
    ) -> None:
        """Add a sheet for each instrument, with a row for each value of a column."""
        instruments = {summary.instrument.id: summary.instrument for _, summary in groups}
        for instrument in instruments.values():
            levels = [titles[id_] for id_ in instrument.level_ids]
            medians = [f"Median: {question.title}" for question in instrument.questions]
            head = [column, "Records", *levels, "No level yet", "Cannot be used", *medians]
            sheet = self._sheet_named(f"By {column}", 28, *(18 for _ in head[1:]))
            sheet.append([text_cell(sheet, value, bold=True) for value in head])
            for name, summary in groups:
                if summary.instrument.id == instrument.id:
                    told = [*summary.level_counts.values(), summary.unfinished, summary.unusable]
                    row = [name, summary.records, *told, *summary.medians.values()]
                    sheet.append([text_cell(sheet, value, bold=False) for value in row])

    def _sheet_named(self, title: str, *widths: int) -> Any:
        """Return a new sheet with columns so wide.

        A name that Excel does not take is changed a little.
        """
        name = "".join(" " if sign in "[]:*?/\\" else sign for sign in printable(title))[
            :31
        ].strip()
        sheet = self._book.create_sheet(name or "Summary")
        _widen(sheet, *widths)
        return sheet

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


def text_cell(sheet: Any, value: str | float | None, *, bold: bool) -> Any:
    """Return what to write into a cell so that text is text, whatever it looks like.

    Too long a text is cut; an empty one leaves the cell empty.
    """
    if isinstance(value, str):
        value = _fitting(value) or None
    is_code = isinstance(value, str) and value.startswith(("=", "#"))
    if not bold and not is_code:
        return value
    cell = WriteOnlyCell(sheet, value)
    if is_code:
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _widen(sheet: Any, *widths: int) -> None:
    for position, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(position)].width = width


def _fitting(text: str) -> str:
    """Return text that a cell can hold; what is cut off is told by a mark."""
    shown = printable(text).encode("utf-8", "replace").decode()
    if len(shown) <= _LONGEST_CELL:
        return shown
    kept = _LONGEST_CELL - 60
    return f"{shown[:kept]} [... {len(shown) - kept:,} more characters]"
