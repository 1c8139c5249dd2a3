"""What every kind of table gives: a header, and its rows one after the other."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """A row's cells, and where it stands: a line of a text, a row of a sheet.

    `fault` says why the row cannot be read, where that is so.
    """

    line: int
    cells: list[str]
    fault: str = ""


class Table:
    """A table that is read from its start to its end, once.

    `name` is what messages call it; `width` is how many cells the header has, empty ones at its
    end counted too; `sheet` is that of a workbook; `notice` has what to know of how it is read.
    """

    name: str
    header: tuple[str, ...]
    width: int
    sheet: str | None = None
    notice: str = ""

    @property
    def bytes_read(self) -> int:
        """How many bytes of the file have been read, where they are counted."""
        return 0

    def peek(self, number: int) -> list[list[str]]:
        """Return the cells of the rows that come next, so many at the most, without going on."""
        raise NotImplementedError

    def skip(self, number: int) -> None:
        """Leave out so many of the rows that come next."""
        return

    def rows(self) -> Iterator[Row]:
        """Yield each row below the header; raise `FileError` where the file cannot be read on."""
        raise NotImplementedError

    def row(self, line: int, cells: list[str]) -> Row:
        """Return the row with these cells, made as wide as the header."""
        width = len(self.header)
        if len(cells) == width:
            return Row(line, cells)
        if is_blank(cells[width:]) or is_blank(cells[:width]):
            return Row(line, cells[:width] + [""] * (width - len(cells)))
        fault = f"has {len(trimmed(cells))} cells; the header has {width}"
        return Row(line, cells[:width], fault)


HEADER_WITHIN = 20
"""How many rows are looked at to find the header: titles may stand above it."""


Fit = Callable[[Sequence[str]], float]
"""Tells which share (0-1) of the questions a row has a name of, as a header."""

WHOLE = 1.0
"""The share of a header that names every question."""


def header_among(rows: Sequence[Sequence[str]], fit: Fit) -> tuple[float, int]:
    """Return how well the header fits, and which of the first rows it is.

    That is the first one that names every question, or the first of those that fit best.
    """
    best = (-1.0, 0)
    for position, row in enumerate(rows):
        if (share := fit(row)) > best[0]:
            best = (share, position)
        if share >= WHOLE:
            break
    return best


def above_header(number: int) -> str:
    """Return a notice of how many rows stand above the header; nothing where none does."""
    if number == 1:
        return "1 row above the header is skipped."
    return f"{number} rows above the header are skipped." if number else ""


def is_blank(cells: list[str]) -> bool:
    """Return whether nothing can be seen in a row."""
    return not "".join(cells).strip()


def trimmed(header: list[str]) -> tuple[str, ...]:
    """Return a header without the empty columns at its end."""
    last = max((n for n, title in enumerate(header, 1) if title.strip()), default=0)
    return tuple(header[:last])
