"""Reads tables in Excel workbooks (.xlsx), row by row."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from typing import Any, BinaryIO, NamedTuple

from openpyxl import load_workbook

from careerplan_cli.answers.table import (
    HEADER_WITHIN,
    Fit,
    Row,
    above_header,
    header_among,
    is_blank,
    trimmed,
)
from careerplan_cli.model.errors import FileError, Problem, did_you_mean
from careerplan_cli.text.printable import one_line

_MOST_TEXTS = 64 * 1024 * 1024
"""How many bytes a workbook's shared texts may have: they are all held in memory."""

_BOMB = (16 * 1024 * 1024, 150)
"""From how many bytes on a part counts as packed to harm, where it grows more than so often."""

_AS_CSV = "Save the sheet as CSV UTF-8 in Excel, and score that."

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


# What openpyxl raises for a file that is not as it expects; XML that is none is a SyntaxError.
_DAMAGE = (
    *(AttributeError, EOFError, IndexError, KeyError, NotImplementedError, OSError, OverflowError),
    *(SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error),
)


class _Top(NamedTuple):
    """The first rows of a sheet: how well the header fits, and how many stand above it."""

    sheet: Any
    rows: list[Row]
    fit: float
    above: int

    @property
    def header(self) -> Row:
        """The row that is the header."""
        return self.rows[self.above]


class Workbook:
    """The sheet of a workbook whose header fits the questions best, or the one of a name.

    Raise `FileError` when the file is no workbook or no sheet has anything in it. `fit` tells how
    well a header fits.
    """

    def __init__(
        self,
        file: BinaryIO,
        name: str,
        sheet: str | None,
        fit: Fit,
    ) -> None:
        self.name = name
        self._file = file
        _refuse_harmful(file, name)
        with self._readable():
            self._book = load_workbook(file, read_only=True, data_only=True)
            tops = [top for one in self._sheets(sheet) if (top := self._top(one, fit)).rows]
        if not tops:
            raise FileError(Problem(name, 0, 0, "has no visible sheet with anything in it."))
        best = max(tops, key=lambda top: top.fit)
        self._sheet = best.sheet
        self._refuse_merged(best.header.line)
        self.header = trimmed(best.header.cells)
        others = [top for top in tops if top is not best and best.fit == top.fit > 0]
        self.notice = _told(best, others)
        self._rows = self._rows_of(self._sheet)
        for _ in range(best.above + 1):
            next(self._rows)

    def _sheets(self, name: str | None) -> list[Any]:
        """Return the sheet of this name, or all that can be seen."""
        sheets = [sheet for sheet in self._book.worksheets if sheet.sheet_state == "visible"]
        if name is None:
            return sheets
        titles = tuple(sheet.title for sheet in sheets)
        if name not in titles:
            text = f"has no sheet {name!r}{did_you_mean(name, titles)}"
            raise FileError(Problem(self.name, 0, 0, text), advice=f"Sheets: {', '.join(titles)}.")
        return [sheet for sheet in sheets if sheet.title == name]

    def _top(self, sheet: Any, fit: Fit) -> "_Top":
        sheet.reset_dimensions()
        rows = list(islice(self._rows_of(sheet), HEADER_WITHIN))
        return _Top(sheet, rows, *header_among([row.cells for row in rows], fit))

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
            for line, cells, _ in self._rows:
                if is_blank(cells):
                    blank.append(Row(line, [""] * width))
                    continue
                yield from blank
                blank = []
                if not is_blank(cells[width:]):
                    fault = f"has more cells than the header, which has {width}"
                    yield Row(line, cells[:width], fault)
                else:
                    yield Row(line, cells[:width] + [""] * (width - len(cells)))

    def _rows_of(self, sheet: Any) -> Iterator[Row]:
        """Yield the rows of a sheet, from the first that has anything in it."""
        begun = False
        for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
            cells = [_text(value) for value in values]
            begun = begun or not is_blank(cells)
            if begun:
                yield Row(line, cells)

    def _refuse_merged(self, header_row: int) -> None:
        """Raise `FileError` where cells are merged in the header or below it.

        openpyxl does not tell of them where it reads a sheet row by row.
        """
        part = self._sheet._worksheet_path
        before = b""
        with self._readable(), zipfile.ZipFile(self._file) as archive, archive.open(part) as sheet:
            while block := sheet.read(1024 * 1024):
                for left, top, right, bottom in _MERGED.findall(before + block):
                    if int(bottom) >= header_row:
                        cells = b"%s%s:%s%s" % (left, top, right, bottom)
                        text = f"the cells {cells.decode()} are merged on {self._sheet.title!r}."
                        problem = Problem(self.name, int(top), 1, text)
                        raise FileError(problem, advice="Unmerge them in Excel, and save.")
                before = block[-200:]

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Turn what a damaged workbook leads to into a `FileError`."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # styles and features that are not read here
                yield
        except _DAMAGE as error:
            problem = f"is not a workbook that can be read ({one_line(str(error))[:80]})."
            raise FileError(Problem(self.name, 0, 0, problem), advice=_AS_CSV) from None


def _told(top: _Top, others: Sequence[_Top]) -> str:
    """Return what to know of how a workbook is read: what of it is not."""
    told = above_header(top.above) if top.above else ""
    if others:
        titles = ", ".join(repr(other.sheet.title) for other in others)
        told += f" The sheet {top.sheet.title!r} is read; {titles} would fit too: see --sheet."
    return one_line(told)


def _refuse_harmful(file: BinaryIO, name: str) -> None:
    """Raise `FileError` for what is no ZIP archive, or one that grows out of all measure."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        problem = Problem(name, 0, 0, "is not an Excel workbook (.xlsx).")
        raise FileError(problem, advice="Save it from Excel again, as .xlsx or as CSV.") from None
    largest, times = _BOMB
    for part in parts:
        if part.file_size > largest and part.file_size > times * max(part.compress_size, 1):
            text = f"{one_line(part.filename)} in it unpacks to {part.file_size:,} bytes."
            raise FileError(Problem(name, 0, 0, text), advice=f"This is no real table. {_AS_CSV}")
        if part.filename.endswith("sharedStrings.xml") and part.file_size > _MOST_TEXTS:
            text = f"has {part.file_size:,} bytes of text, too much to hold in memory."
            raise FileError(Problem(name, 0, 0, text), advice=_AS_CSV)


def _text(value: object) -> str:
    """Return what a cell holds as text: a date as 2026-11-23, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)
