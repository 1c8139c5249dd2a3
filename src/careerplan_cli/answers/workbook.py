"""Reads tables in workbooks: .xlsx, .xlsm, .xls, .xlsb and .ods."""

import errno
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from careerplan_cli.answers.calamine_sheets import BookReadApart, CalamineBook, Range
from careerplan_cli.answers.table import (
    HEADER_WITHIN,
    WHOLE,
    Fit,
    Row,
    Table,
    above_header,
    header_among,
    is_blank,
    trimmed,
)
from careerplan_cli.answers.xlsx_scan import AS_CSV, SheetScan, scan_workbook
from careerplan_cli.model.errors import FileError, Problem, did_you_mean, reason, what_to_do
from careerplan_cli.text.printable import one_line

_MIB = 1024 * 1024
LARGEST = {"xlsx": 256 * _MIB, "xls": 32 * _MIB, "xlsb": 32 * _MIB, "ods": 32 * _MIB}
"""How many bytes a workbook of each kind may have."""

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
    *(CalamineError, EOFError, KeyError, OSError, OverflowError, RuntimeError, ValueError),
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error),
)


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


class Workbook(Table):
    """The sheet of a workbook whose header fits the questions best, or the one of a name.

    Raise `FileError` when the file is no workbook or no sheet has anything in it. `fit` tells how
    well a header fits. Hidden rows are left out unless they are wanted, where they can be seen.
    """

    def __init__(
        self, file: BinaryIO, name: str, sheet: str | None, fit: Fit, *, hidden: bool = True
    ) -> None:
        self.name = name
        with self._readable():
            kind = _kind(file, name)
            scans: dict[str, SheetScan] = {}
            if kind == "xlsx":
                with zipfile.ZipFile(file) as archive:
                    scans = scan_workbook(archive, name)
            self._book = _book(file, kind)
            best, others = self._best_sheet(sheet, scans, fit)
        scan = scans.get(best.name, SheetScan())
        self.header = trimmed(best.header.cells)
        self.width = len(best.header.cells)
        self.sheet = best.name
        self._refuse_merged(best)
        self._refuse_formulas(best, scan)
        below = {line for line in scan.hidden if line > best.header.line}
        self._left_out = frozenset() if hidden else frozenset(below)
        notices = (_about_hidden(len(below), read=hidden), _NOT_NOTICED[kind])
        self.notice = _notice(best, others, notices)
        self._rows: Iterator[Row] = islice(best.rows, best.above + 1, None)

    def _best_sheet(
        self, wanted: str | None, scans: Mapping[str, SheetScan], fit: Fit
    ) -> tuple[_Sheet, list[str]]:
        """Return the sheet whose header fits best, and the names of others that fit as well."""
        names = self._book.names
        if wanted is not None and wanted not in names:
            text = f"has no sheet {wanted!r}{did_you_mean(wanted, names)}"
            advice = f"Sheets: {one_line(', '.join(names))}."
            raise FileError(Problem(self.name, 0, 0, text), advice=advice)
        read = [name for name in names if name not in self._book.hidden]
        best: _Sheet | None = None
        others: list[str] = []
        for name in read if wanted is None else [wanted]:
            sheet = self._sheet(name, scans, fit)
            if best is None or sheet.fit > best.fit:
                best, others = sheet, []
            elif sheet.fit == best.fit > 0:
                others.append(name)
        if wanted is None and (best is None or best.fit < WHOLE):
            self._refuse_if_hidden_fits(0 if best is None else max(0, best.fit), scans, fit)
        if best is None or not best.top:
            text = "has no visible sheet with anything in it."
            raise FileError(Problem(self.name, 0, 0, text))
        return best, others

    def _sheet(self, name: str, scans: Mapping[str, SheetScan], fit: Fit) -> _Sheet:
        """Return a sheet; raise `FileError` where it must not be read."""
        scan = scans.get(name, SheetScan())
        if scan.problem:
            raise scan.problem
        merged, cells = self._book.sheet(name)
        rows = _used_rows(cells, scan.errors)
        top = list(islice(rows, HEADER_WITHIN))
        share, above = header_among([row.cells for row in top], fit)
        return _Sheet(name, merged, chain(top, rows), top, share, above)

    def _refuse_if_hidden_fits(
        self, visible: float, scans: Mapping[str, SheetScan], fit: Fit
    ) -> None:
        """Raise `FileError` where a hidden sheet names more questions than any visible one."""
        for name in self._book.names:
            if name not in self._book.hidden or scans.get(name, SheetScan()).problem:
                continue
            if self._sheet(name, scans, fit).fit > visible:
                text = f"the questions are on the hidden sheet {one_line(name)!r}."
                advice = f'If the answers there count, name it: --sheet "{one_line(name)}"'
                raise FileError(Problem(self.name, 0, 0, text), advice=advice)

    def peek(self, number: int) -> list[list[str]]:
        """Return the cells of the rows that come next, so many at the most; blank ones are none."""
        with self._readable():
            top = list(islice(self._rows, number))
        self._rows = chain(top, self._rows)
        return [row.cells for row in top if not is_blank(row.cells)]

    def skip(self, number: int) -> None:
        """Leave out so many of the rows that come next, blank ones not counted."""
        with self._readable():
            while number:
                number -= not is_blank(next(self._rows).cells)

    def rows(self) -> Iterator[Row]:
        """Yield each row below the header."""
        with self._readable():
            for line, cells, _ in self._rows:
                if line not in self._left_out:
                    yield self.row(line, cells)

    def _refuse_merged(self, sheet: _Sheet) -> None:
        """Raise `FileError` where cells are merged in the header or below it."""
        for first, last in sheet.merged:
            if last[0] + 1 >= sheet.header.line:
                cells = f"{_cell_name(*first)}:{_cell_name(*last)}"
                text = f"the cells {cells} are merged on {sheet.name!r}."
                problem = Problem(self.name, first[0] + 1, 1, text)
                raise FileError(problem, advice="Unmerge them in Excel, and save the file.")

    def _refuse_formulas(self, sheet: _Sheet, scan: SheetScan) -> None:
        """Raise `FileError` where a formula in the table has no value."""
        for line, column in scan.formulas:
            if line >= sheet.header.line and column < len(self.header):
                cell = _cell_name(line - 1, column)
                text = f"the formula in {cell} on {sheet.name!r} has no value."
                problem = Problem(self.name, line, column + 1, text)
                raise FileError(
                    problem, advice="Open the file in Excel, save it, and score it again."
                )

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Turn what a damaged workbook leads to into a `FileError`."""
        try:
            yield
        except PasswordError:
            problem = Problem(self.name, 0, 0, "is locked: it has a password.")
            advice = "Open it in Excel, save it without a password, and score it again."
            raise FileError(problem, advice=advice) from None
        except FileError:
            raise
        except BaseException as error:
            is_panic = type(error).__name__ == "PanicException"  # of calamine; no Exception
            if not is_panic and not isinstance(error, _DAMAGE):
                raise
            if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
                problem = Problem(self.name, 0, 0, f"cannot be read: {reason(error)}.")
                raise FileError(problem, advice=what_to_do(error)) from None
            text = f"is not a workbook that can be read ({one_line(str(error))[:80]})."
            raise FileError(Problem(self.name, 0, 0, text), advice=AS_CSV) from None


def _about_hidden(number: int, *, read: bool) -> str:
    """Return what to know of hidden rows; nothing without any."""
    if not number:
        return ""
    if not read:
        return (
            "1 hidden row is left out." if number == 1 else f"{number:,} hidden rows are left out."
        )
    if number == 1:
        return "1 hidden row is read like the others; --skip-hidden leaves it out."
    return f"{number:,} hidden rows are read like the others; --skip-hidden leaves them out."


def _notice(sheet: _Sheet, others: Sequence[str], further: Sequence[str]) -> str:
    """Return what to know of how a workbook is read."""
    notices = [above_header(sheet.above)]
    if others:
        names = ", ".join(map(repr, others))
        notices.append(f"The sheet {sheet.name!r} is read; {names} would fit too: see --sheet.")
    return one_line(" ".join([*notices, *further]))


def _used_rows(rows: Iterator[list[str]], errors: Mapping[int, Mapping[int, str]]) -> Iterator[Row]:
    """Yield rows from the first that has anything in it; `errors` are texts by row and column."""
    begun = False
    for line, cells in enumerate(rows, 1):
        for column, text in errors.get(line, {}).items():
            if column < len(cells):
                cells[column] = text
        begun = begun or not is_blank(cells)
        if begun:
            yield Row(line, cells)


def _kind(file: BinaryIO, name: str) -> str:
    """Return which kind of workbook a file is, by what is in it: `xlsx`, `xls`, `xlsb` or `ods`.

    Raise `FileError` when it is none, or larger than its kind may be.
    """
    size = file.seek(0, 2)
    file.seek(0)
    kind = "xlsx"
    if file.read(4) == b"\xd0\xcf\x11\xe0":
        kind = "xls"
    else:
        try:
            with zipfile.ZipFile(file) as archive:
                parts = {part.lower().rpartition("/")[2] for part in archive.namelist()}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            problem = Problem(name, 0, 0, "is not an Excel workbook (.xlsx).")
            advice = "Save it from Excel again, as .xlsx or CSV."
            raise FileError(problem, advice=advice) from None
        if "workbook.bin" in parts:
            kind = "xlsb"
        elif "content.xml" in parts:
            kind = "ods"
    if size > LARGEST[kind]:
        text = f"has {size:,} bytes; a workbook of this kind can have {LARGEST[kind]:,}."
        raise FileError(Problem(name, 0, 0, text), advice=AS_CSV)
    return kind


def _book(file: BinaryIO, kind: str) -> CalamineBook | BookReadApart:
    file.seek(0)
    if kind == "xlsx":
        return CalamineBook(CalamineWorkbook.from_filelike(file))
    raw = file.read()
    if kind == "xls" and "EncryptedPackage".encode("utf-16-le") in raw:
        raise PasswordError
    return BookReadApart(raw, kind)


def _cell_name(row: int, column: int) -> str:
    """Return the name of a cell, its row and column counted from 0: `B3`."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column))
