"""Writes Excel workbooks with XlsxWriter: text stays text, whatever it looks like."""

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count, zip_longest
from math import ceil
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

_NARROWEST, _WIDEST = 8, 40
"""How wide a column is, in characters; longer text goes on in further lines of its cell."""

_LOOKED_AT = 100
"""How many rows of a sheet tell how wide its columns are."""

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


_LINE = 15
"""How high a line of text is, in points."""

_MOST_LINES = 12
"""How many lines of a long text are shown."""

_PAGE = 220
"""How many characters beside each other can still be read on a page."""


class Sheet:
    """A sheet that is filled row by row, to be filtered, printed and passed on.

    The names of its columns stand on top, and on every page. `rows` is how many it has.
    """

    def __init__(
        self, book: Workbook, title: str, names: Sequence[str], *, filtered: bool = True
    ) -> None:
        self._book = book
        self._sheet = add_sheet(book, title)
        self._styles: dict[tuple[str | None, bool], Format] = {}
        self._bold = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        )
        self._columns = len(names)
        self._filtered = filtered
        self._widths: list[int] = []
        self.rows = 0
        self.add_names(names)

    def add_names(self, names: Sequence[str]) -> None:
        """Add a row of names, which are broken where they are longer than what is below them."""
        widths = [max(map(len, re.split(r"(?<=[-\s/])", name))) for name in names]
        self._make_room(zip(map(len, names), widths, strict=True))
        write_row(self._sheet, self.rows, names, self._bold)
        self._widen(widths)
        self.rows += 1

    def _make_room(self, cells: Iterable[tuple[int, int]]) -> None:
        """Make the next row high enough for texts of some length in columns of some width."""
        lines = max((ceil(length / max(width, _NARROWEST)) for length, width in cells), default=1)
        if lines > 1:  # LibreOffice does not do it by itself
            self._sheet.set_row(self.rows, _LINE * min(lines, _MOST_LINES))

    def add(self, values: Sequence[Value], formats: Sequence[str | None] = ()) -> bool:
        """Add a row; return False where the sheet is full. `formats` tell how numbers look."""
        if self.rows == MOST_ROWS:
            return False
        tall = any(map(_is_long, values))
        if tall:
            self._make_room((len(value), _WIDEST) for value in values if isinstance(value, str))
        for column, (value, shown) in enumerate(zip_longest(values, formats)):
            style = self._style(shown, _is_long(value)) if tall or shown else None
            write_cell(self._sheet, self.rows, column, value, style)
        if self.rows <= _LOOKED_AT:
            self._widen([len(value) if isinstance(value, str) else 0 for value in values])
        self.rows += 1
        return True

    def finish(self) -> None:
        """Make the columns wide enough, and the sheet ready to be filtered and printed."""
        for column, width in enumerate(self._widths):
            room = width + (3 if self._filtered else 1)  # the button of a filter takes two
            self._sheet.set_column(column, column, max(_NARROWEST, min(_WIDEST, room)))
        if self._filtered:
            self._sheet.freeze_panes(1, 0)
            self._sheet.autofilter(0, 0, max(self.rows - 1, 1), self._columns - 1)
            self._sheet.repeat_rows(0)
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self._sheet.set_landscape()
        pages = max(1, round(sum(self._widths) / _PAGE))
        self._sheet.fit_to_pages(pages, 0)  # so wide that it can be read, as many as it takes
        self._sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self._sheet.set_footer("&L&F&C&A&R&P / &N")  # the file, the sheet, the page

    def _widen(self, lengths: Sequence[int]) -> None:
        self._widths = [max(pair) for pair in zip_longest(self._widths, lengths, fillvalue=0)]

    def _style(self, shown: str | None, long: bool) -> Format:
        if (style := self._styles.get((shown, long))) is None:
            options = {"valign": "top", "text_wrap": long, "num_format": shown or "General"}
            style = self._styles[shown, long] = self._book.add_format(options)
        return style


def _is_long(value: Value) -> bool:
    """Return whether a value is text that takes more than one line of its cell."""
    return isinstance(value, str) and (len(value) > _WIDEST or "\n" in value)


def write_row(
    sheet: Worksheet, row: int, values: Sequence[Value], style: Format | None = None
) -> None:
    """Write values into a row from its first cell on, as `write_cell` does."""
    for column, value in enumerate(values):
        write_cell(sheet, row, column, value, style)


def write_cell(
    sheet: Worksheet, row: int, column: int, value: Value, style: Format | None = None
) -> None:
    """Write a value into a cell; None and empty text leave it empty.

    Text is written as text, never as a formula, a link or a number: control characters become
    visible signs; text that is too long is cut, and says so.
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
    if len(shown) <= LONGEST_CELL // 2 or _cut(shown, LONGEST_CELL) == shown:
        return shown
    kept = _cut(shown, LONGEST_CELL - 60)
    return f"{kept} [... {len(shown) - len(kept):,} more characters]"


def _sheet_name(title: str, taken: Sequence[str]) -> str:
    """Return a name for a sheet that is like its title, and like none of those taken.

    It has 31 UTF-16 units at the most.
    """
    plain = "".join(" " if sign in "[]:*?/\\" else sign for sign in printable(title))
    name = unique = _in_words(_cut(plain, 31), plain).strip(" '\n") or "Sheet"
    known = {other.lower() for other in taken}
    for number in count(2):
        if unique.lower() not in known:
            break
        unique = f"{_cut(name, 30 - len(str(number)))} {number}"
    return unique


def _in_words(cut: str, whole: str) -> str:
    """Return the start of a title without a part of a word at its end, if it has several words."""
    if cut == whole or whole[len(cut)].isspace():
        return cut
    return cut.rpartition(" ")[0].rstrip(",;:") or cut


def _cut(text: str, units: int) -> str:
    """Return the start of text, so many UTF-16 units at the most."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
