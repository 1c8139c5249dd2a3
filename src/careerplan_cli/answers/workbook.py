"""Reads tables in workbooks: .xlsx, .xlsm, .xls, .xlsb and .ods."""

import json
import subprocess
import sys
import weakref
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import BinaryIO, Protocol

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from careerplan_cli.answers import calamine_sheets
from careerplan_cli.answers.calamine_sheets import CalamineBook, Range
from careerplan_cli.answers.table import (
    HEADER_WITHIN,
    Fit,
    Row,
    above_header,
    header_among,
    is_blank,
    trimmed,
)
from careerplan_cli.answers.xlsx_scan import AS_CSV, SheetScan, cell_name, scan_workbook
from careerplan_cli.model.errors import FileError, Problem, did_you_mean
from careerplan_cli.text.printable import one_line

LARGEST = {
    "xlsx": 256 * 1024 * 1024,
    "xls": 32 * 1024 * 1024,
    "xlsb": 32 * 1024 * 1024,
    "ods": 32 * 1024 * 1024,
}
"""How many bytes a workbook of each kind may have."""

MOST_MEMORY = 2 * 1024 * 1024 * 1024
"""How many bytes the process that reads an .xls, .xlsb or .ods file may take."""

MOST_SECONDS = 120
"""How long that process may take."""

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_NOT_NOTICED = {
    "xlsx": "",
    "xls": (
        "In this kind of file errors in cells are read as nothing; hidden rows and formulas "
        "without a value are not noticed. An .xlsx file tells them."
    ),
    "xlsb": (
        "In this kind of file errors in cells are read as nothing; hidden rows, merged cells and "
        "formulas without a value are not noticed. An .xlsx file tells them."
    ),
}
_NOT_NOTICED["ods"] = _NOT_NOTICED["xlsb"]
"""What is not told of a sheet, by the kind of workbook."""

# What zipfile and calamine raise for a file that is not as they expect.
_DAMAGE = (
    *(CalamineError, EOFError, KeyError, NotImplementedError, OSError, OverflowError),
    *(RuntimeError, ValueError, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error),
)


class Book(Protocol):
    """The visible sheets of a workbook."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sheets, in order."""

    def sheet(self, name: str) -> tuple[Sequence[Range], Iterator[list[str]]]:
        """Return the merged cells of a sheet, and its rows from the first one on, as text."""


@dataclass(frozen=True)
class _Sheet:
    """A sheet: its rows from the first that has anything in it, and which of them is the header.

    `fit` tells how well the header fits; `top` has the first rows, which `rows` yields too.
    """

    name: str
    merged: Sequence[Range]
    rows: Iterator[Row]
    top: Sequence[Row]
    fit: float
    above: int

    @property
    def header(self) -> Row:
        """The row that is the header."""
        return self.top[self.above]


class Workbook:
    """The sheet of a workbook whose header fits the questions best, or the one of a name.

    Raise `FileError` when the file is no workbook or no sheet has anything in it. `fit` tells how
    well a header fits.
    """

    def __init__(self, file: BinaryIO, name: str, sheet: str | None, fit: Fit) -> None:
        self.name = name
        with self._readable():
            kind = _kind(file, name)
            scans = _scans(file, name) if kind == "xlsx" else {}
            self._book = _book(file, kind, name)
            best, others = self._best_sheet(sheet, scans, fit)
        scan = scans.get(best.name, SheetScan())
        self.header = trimmed(best.header.cells)
        self._refuse_merged(best)
        self._refuse_formulas(best, scan)
        hidden = sum(row >= best.header.line for row in scan.hidden)
        self.notice = _notice(best, others, hidden, _NOT_NOTICED[kind])
        self._rows = best.rows
        for _ in range(best.above + 1):
            next(self._rows)

    def _best_sheet(
        self, wanted: str | None, scans: dict[str, SheetScan], fit: Fit
    ) -> tuple[_Sheet, list[str]]:
        """Return the sheet whose header fits best, and the names of others that fit as well."""
        names = self._book.names
        if wanted is not None and wanted not in names:
            text = f"has no sheet {wanted!r}{did_you_mean(wanted, names)}"
            advice = f"Sheets: {one_line(', '.join(names))}."
            raise FileError(Problem(self.name, 0, 0, text), advice=advice)
        best: _Sheet | None = None
        others: list[str] = []
        for name in names if wanted is None else [wanted]:
            sheet = self._sheet(name, scans.get(name, SheetScan()), fit)
            if not sheet.top:
                continue
            if best is None or sheet.fit > best.fit:
                best, others = sheet, []
            elif sheet.fit == best.fit > 0:
                others.append(name)
        if best is None:
            text = "has no visible sheet with anything in it."
            raise FileError(Problem(self.name, 0, 0, text))
        return best, others

    def _sheet(self, name: str, scan: SheetScan, fit: Fit) -> _Sheet:
        if scan.problem:
            raise scan.problem
        merged, cells = self._book.sheet(name)
        rows = _with_errors(_from_first(cells), scan)
        top = list(islice(rows, HEADER_WITHIN))
        share, above = header_among([row.cells for row in top], fit)
        return _Sheet(name, merged, chain(top, rows), top, share, above)

    @property
    def read(self) -> int:
        """How many bytes of the file have been read: none are counted."""
        return 0

    def peek(self) -> list[str]:
        """Return the cells of the row that comes next; none at the end."""
        with self._readable():
            row = next(self._rows, None)
        if row is None:
            return []
        self._rows = chain([row], self._rows)
        return row.cells

    def skip(self) -> None:
        """Leave out the row that comes next."""
        with self._readable():
            next(self._rows, None)

    def rows(self) -> Iterator[Row]:
        """Yield each row below the header that has anything in it, and those between them."""
        width = len(self.header)
        blank: list[Row] = []
        with self._readable():
            for row in self._rows:
                line, cells, _ = row
                if is_blank(cells):
                    blank.append(Row(line, [""] * width))
                    continue
                yield from blank
                blank = []
                if len(cells) == width:
                    yield row
                elif not is_blank(cells[width:]):
                    fault = f"has more cells than the header, which has {width}"
                    yield Row(line, cells[:width], fault)
                else:
                    yield Row(line, cells[:width] + [""] * (width - len(cells)))

    def _refuse_merged(self, sheet: _Sheet) -> None:
        """Raise `FileError` where cells are merged in the header or below it."""
        for first, last in sheet.merged:
            if last[0] + 1 >= sheet.header.line:
                cells = f"{cell_name(first)}:{cell_name(last)}"
                text = f"the cells {cells} are merged on {sheet.name!r}."
                problem = Problem(self.name, first[0] + 1, 1, text)
                raise FileError(problem, advice="Unmerge them in Excel, and save.")

    def _refuse_formulas(self, sheet: _Sheet, scan: SheetScan) -> None:
        """Raise `FileError` where a formula in the table has no value."""
        for row, column in scan.formulas:
            if row + 1 >= sheet.header.line and column < len(self.header):
                text = f"the formula in {cell_name((row, column))} on {sheet.name!r} has no value."
                problem = Problem(self.name, row + 1, column + 1, text)
                raise FileError(problem, advice="Open the file in Excel, save it, and score that.")

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Turn what a damaged workbook leads to into a `FileError`."""
        try:
            yield
        except PasswordError:
            problem = Problem(self.name, 0, 0, "is locked: it has a password.")
            advice = "Open it in Excel, save it without a password, and score that."
            raise FileError(problem, advice=advice) from None
        except FileError:
            raise
        except BaseException as error:
            is_panic = type(error).__name__ == "PanicException"  # of calamine; no Exception
            if not is_panic and not isinstance(error, _DAMAGE):
                raise
            problem = _unreadable(self.name, str(error))
            raise FileError(problem, advice=AS_CSV) from None


def _unreadable(name: str, reason: str) -> Problem:
    text = f"is not a workbook that can be read ({one_line(reason)[:80]})."
    return Problem(name, 0, 0, text)


def _notice(sheet: _Sheet, others: Sequence[str], hidden: int, not_noticed: str) -> str:
    """Return what to know of how a workbook is read."""
    notices = [above_header(sheet.above)] if sheet.above else []
    if hidden == 1:
        notices.append("1 hidden row is read like the others.")
    elif hidden:
        notices.append(f"{hidden:,} hidden rows are read like the others.")
    if others:
        names = ", ".join(map(repr, others))
        notices.append(f"The sheet {sheet.name!r} is read; {names} would fit too: see --sheet.")
    return one_line(" ".join([*notices, not_noticed]))


def _from_first(rows: Iterator[list[str]]) -> Iterator[Row]:
    """Yield the rows of a sheet from the first that has anything in it."""
    begun = False
    for line, cells in enumerate(rows, 1):
        begun = begun or not is_blank(cells)
        if begun:
            yield Row(line, cells)


def _with_errors(rows: Iterator[Row], scan: SheetScan) -> Iterator[Row]:
    """Return rows whose cells with an error have its text."""
    errors: dict[int, dict[int, str]] = {}
    for (row, column), text in scan.errors.items():
        errors.setdefault(row + 1, {})[column] = text
    if not errors:
        return rows
    return (
        Row(row.line, [errors[row.line].get(n, cell) for n, cell in enumerate(row.cells)])
        if row.line in errors
        else row
        for row in rows
    )


def _kind(file: BinaryIO, name: str) -> str:
    """Return which kind of workbook a file is, by what is in it: `xlsx`, `xls`, `xlsb` or `ods`.

    Raise `FileError` when it is none, or larger than its kind may be.
    """
    size = file.seek(0, 2)
    file.seek(0)
    kind = "xls" if file.read(4) == _OLE else _kind_of_archive(file, name)
    if size > LARGEST[kind]:
        text = f"has {size:,} bytes; a workbook of this kind can have {LARGEST[kind]:,}."
        raise FileError(Problem(name, 0, 0, text), advice=AS_CSV)
    return kind


def _kind_of_archive(file: BinaryIO, name: str) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = {part.lower().rpartition("/")[2] for part in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        problem = Problem(name, 0, 0, "is not an Excel workbook (.xlsx).")
        raise FileError(problem, advice="Save it from Excel again, as .xlsx or as CSV.") from None
    if "workbook.bin" in parts:
        return "xlsb"
    return "ods" if "content.xml" in parts else "xlsx"


def _scans(file: BinaryIO, name: str) -> dict[str, SheetScan]:
    with zipfile.ZipFile(file) as archive:
        return scan_workbook(archive, name)


def _book(file: BinaryIO, kind: str, name: str) -> Book:
    file.seek(0)
    if kind == "xlsx":
        return CalamineBook(CalamineWorkbook.from_filelike(file))
    raw = file.read()
    if kind == "xls" and _ENCRYPTED in raw:
        raise PasswordError
    return _BookOfLines.read(raw, kind)


class _BookOfLines:
    """A workbook that a process of its own has written as lines of JSON."""

    def __init__(self, lines: BinaryIO) -> None:
        self._lines = lines
        self._starts: dict[str, int] = {}
        weakref.finalize(self, lines.close)
        position = 0
        for line in lines:
            position += len(line)
            if line.startswith(b"{"):
                entry = json.loads(line)
                if "error" in entry:
                    raise (
                        PasswordError
                        if entry["error"] == "password"
                        else ValueError(entry["error"])
                    )
                self._starts[entry["name"]] = position - len(line)

    @classmethod
    def read(cls, raw: bytes, kind: str) -> "_BookOfLines":
        """Return the workbook with these bytes.

        Raise `PasswordError` where it has one, `ValueError` where it cannot be read.
        """
        lines = TemporaryFile()  # noqa: SIM115 (the workbook closes it)
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            path = Path(folder) / f"workbook.{kind}"
            path.write_bytes(raw)
            program = [sys.executable, "-P", calamine_sheets.__file__]
            try:
                done = subprocess.run(
                    [*program, str(path), str(MOST_MEMORY)],
                    stdin=subprocess.DEVNULL,
                    stdout=lines,
                    stderr=subprocess.DEVNULL,
                    timeout=MOST_SECONDS,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                lines.close()
                raise ValueError(f"it takes longer than {MOST_SECONDS} seconds") from None
        lines.seek(0)
        book = cls(lines)
        if done.returncode:
            raise ValueError("it is damaged")
        return book

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sheets, in order."""
        return tuple(self._starts)

    def sheet(self, name: str) -> tuple[Sequence[Range], Iterator[list[str]]]:
        """Return the merged cells of a sheet, and its rows from the first one on, as text."""
        self._lines.seek(self._starts[name])
        return json.loads(self._lines.readline())["merged"], self._rows(self._lines.tell())

    def _rows(self, position: int) -> Iterator[list[str]]:
        while True:
            self._lines.seek(position)
            line = self._lines.readline()
            if not line.startswith(b"["):
                return
            position += len(line)
            yield json.loads(line)
