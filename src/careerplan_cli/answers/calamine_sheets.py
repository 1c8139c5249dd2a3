"""The visible sheets of a workbook as rows of text, read with python-calamine.

A damaged file can make calamine end the whole process, or never end. So what cannot be checked
beforehand is read by a process of its own, which runs this file: for each sheet it writes a line
`{"name": ..., "merged": ...}` and a line `["cell", ...]` for each row; at a fault `{"error": ...}`.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

Range = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell of a block, each its row and its column, from 0."""


@dataclass(frozen=True)
class CalamineBook:
    """A workbook that is read in this process."""

    book: CalamineWorkbook

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the visible sheets with cells, in order."""
        return tuple(
            sheet.name
            for sheet in self.book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        )

    def sheet(self, name: str) -> tuple[list[Range], Iterator[list[str]]]:
        """Return the merged cells of a sheet, and its rows from the first one on, as text."""
        sheet = self.book.get_sheet_by_name(name)
        return sheet.merged_cell_ranges or [], _rows(sheet)


def _rows(sheet: CalamineSheet) -> Iterator[list[str]]:
    if sheet.start is None:
        return
    left = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        yield left + [value if type(value) is str else _text(value) for value in row]


def _text(value: object) -> str:
    """Return what a cell holds as text: a date as 2026-11-23, a whole number without a point."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def limit_memory(most: int) -> None:
    """Let this process take so many bytes at the most, where the system can hold it to that."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, OSError, ValueError):
        return  # Windows, or a system that has a lower limit already


def main(path: str, most_memory: int) -> None:
    """Write the sheets of a workbook to standard output, as told above."""
    limit_memory(most_memory)
    write = sys.stdout.write
    try:
        book = CalamineBook(CalamineWorkbook.from_path(path))
        for name in book.names:
            merged, rows = book.sheet(name)
            write(f"{json.dumps({'name': name, 'merged': merged})}\n")
            for row in rows:
                write(f"{json.dumps(row)}\n")
    except PasswordError:
        write(f"{json.dumps({'error': 'password'})}\n")
    except BaseException as error:  # noqa: BLE001 (a panic of calamine is no Exception)
        write(f"{json.dumps({'error': str(error)})}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
