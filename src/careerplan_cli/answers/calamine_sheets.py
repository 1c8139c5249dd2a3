"""The sheets of a workbook as rows of text, read with python-calamine.

A damaged file can make calamine end the whole process, or never end. So what cannot be checked
beforehand is read by a process of its own, which runs this file: for each sheet it writes a line
`{"name": ..., "hidden": ..., "merged": ...}` and a line `["cell", ...]` for each row.
"""

import json
import subprocess
import sys
import weakref
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

MOST_MEMORY = 2 * 1024 * 1024 * 1024
"""How many bytes the process of its own may take."""

MOST_SECONDS = 120
"""How long that process may take."""

_LOCKED = 3
"""The exit code of that process for a workbook with a password."""

Range = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell of a block, each its row and its column, from 0."""


class CalamineBook:
    """The sheets with cells of a workbook, read in this process; `hidden` names some of them."""

    def __init__(self, book: CalamineWorkbook) -> None:
        self._book = book
        sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        self.names = tuple(sheet.name for sheet in sheets)
        self.hidden = frozenset(
            sheet.name for sheet in sheets if sheet.visible != SheetVisibleEnum.Visible
        )

    def sheet(self, name: str) -> tuple[Sequence[Range], Iterator[list[str]]]:
        """Return the merged cells of a sheet, and its rows from the first one on, as text."""
        sheet = self._book.get_sheet_by_name(name)
        return sheet.merged_cell_ranges or [], _rows(sheet)


class BookReadApart:
    """The same of a workbook with these bytes, read by a process of its own.

    Raise `PasswordError` where it has a password, `ValueError` where it cannot be read.
    """

    def __init__(self, raw: bytes, kind: str) -> None:
        self._lines = TemporaryFile()  # noqa: SIM115 (closed with the book)
        weakref.finalize(self, self._lines.close)
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            path = Path(folder) / f"workbook.{kind}"
            path.write_bytes(raw)
            try:
                done = subprocess.run(
                    [sys.executable, "-P", __file__, str(path), str(MOST_MEMORY)],
                    stdin=subprocess.DEVNULL,
                    stdout=self._lines,
                    stderr=subprocess.DEVNULL,
                    timeout=MOST_SECONDS,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                raise ValueError(f"it takes longer than {MOST_SECONDS} seconds") from None
        if done.returncode == _LOCKED:
            raise PasswordError
        if done.returncode:
            raise ValueError("it is damaged")
        self._lines.seek(0)
        self._starts: dict[str, tuple[Sequence[Range], int]] = {}
        hidden = set()
        while line := self._lines.readline():
            if line.startswith(b"{"):
                entry = json.loads(line)
                self._starts[entry["name"]] = entry["merged"], self._lines.tell()
                hidden |= {entry["name"]} if entry["hidden"] else set()
        self.names = tuple(self._starts)
        self.hidden = frozenset(hidden)

    def sheet(self, name: str) -> tuple[Sequence[Range], Iterator[list[str]]]:
        """Return the merged cells of a sheet, and its rows from the first one on, as text."""
        merged, start = self._starts[name]
        return merged, self._rows(start)

    def _rows(self, position: int) -> Iterator[list[str]]:
        while True:
            self._lines.seek(position)
            line = self._lines.readline()
            if not line.startswith(b"["):
                return
            position += len(line)
            yield json.loads(line)


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


def main(path: str, most_memory: int) -> None:
    """Write the sheets of a workbook to standard output, as told above."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most_memory, most_memory))
    except (ImportError, OSError, ValueError):
        pass  # Windows, or a system that has a lower limit already
    try:
        book = CalamineBook(CalamineWorkbook.from_path(path))
    except PasswordError:
        sys.exit(_LOCKED)
    for name in book.names:
        merged, rows = book.sheet(name)
        print(json.dumps({"name": name, "hidden": name in book.hidden, "merged": merged}))
        for row in rows:
            print(json.dumps(row))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
