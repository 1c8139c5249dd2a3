"""Reads tables in text: CSV with commas or semicolons, and columns with tabs between them."""

import csv
import io
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import BinaryIO, NamedTuple

from careerplan_cli.answers.table import (
    HEADER_WITHIN,
    WHOLE,
    Fit,
    Row,
    Table,
    above_header,
    header_among,
    trimmed,
)
from careerplan_cli.answers.text_reader import TextReader
from careerplan_cli.model.errors import FileError, Problem

DELIMITERS = (",", ";", "\t")


class QuotedRow(NamedTuple):
    """A row with quotes: `before` plain lines come before it, the line `line` comes after it."""

    before: int
    row: Row
    line: int


class RowBatch(NamedTuple):
    """Some thousand rows: the lines without a quote as one text, the rows with quotes apart.

    `line` is the number of the first line.
    """

    # The lines 2-5 of a file:       a,red    "b      c,blue
    #                                         x",red
    # RowBatch(line=2, plain_text="a,red\nc,blue\n",
    #          quoted_rows=[QuotedRow(before=1, row=Row(3, ["b\nx", "red"]), line=5)])

    line: int
    plain_text: str
    quoted_rows: Sequence[QuotedRow]

    def line_number(self, before: int) -> int:
        """Return the number of the plain line that has so many others before it."""
        quoted = bisect_right(self.quoted_rows, before, key=lambda entry: entry.before)
        if not quoted:
            return self.line + before
        entry = self.quoted_rows[quoted - 1]
        return entry.line + before - entry.before


class DelimitedTable(Table):
    """A table in text; `delimiter` is the one with which its header fits the questions best.

    Where `spaced` is true, spaces after it belong to no cell. `fit` tells how well a header fits.
    Raise `FileError` when there is no header in the file.
    """

    def __init__(
        self,
        file: BinaryIO,
        name: str,
        encoding: str | None,
        delimiters: Sequence[str],
        fit: Fit,
    ) -> None:
        self.name = name
        self._text = TextReader(file, name, encoding)
        self._skip_blank_lines()
        if not self._text.more():
            raise FileError(Problem(name, 0, 0, "is empty."))
        above, self.delimiter = self._header(self._named_delimiter() or delimiters, fit)
        self.spaced = self._has_spaces(above, fit)
        self._reader = csv.reader(
            self._text, delimiter=self.delimiter, skipinitialspace=self.spaced
        )
        for _ in range(above):
            self._take_row()
        header = self._take_row()
        self.width = len(header)
        self.header = trimmed(header)
        self.notice = above_header(above)

    def _header(self, delimiters: Sequence[str], fit: Fit) -> tuple[int, str]:
        """Return how many rows stand above the header, and the delimiter in it."""
        found: list[tuple[float, int, int, str]] = []
        for sign in delimiters:
            rows = self._next_rows(sign, False, HEADER_WITHIN)
            share, above = header_among(rows, fit)
            found.append((share, len(rows[above]), above, sign))
            if share >= WHOLE:
                return above, sign
        _, _, above, sign = max(found, key=lambda entry: entry[:2])
        return above, sign

    def _has_spaces(self, above: int, fit: Fit) -> bool:
        """Return whether spaces stand between the delimiter and quotes, which then hold cells."""
        at_hand = self._text.block[self._text.position :]
        if f'{self.delimiter} "' not in at_hand:
            return False
        shares, odd = [], []
        for spaced in (False, True):
            header, *below = self._next_rows(self.delimiter, spaced, HEADER_WITHIN)[above:]
            shares.append(fit(header))
            odd.append(sum(len(row) not in (0, len(header)) for row in below))
        return shares[True] > shares[False] or (
            shares[True] == shares[False] and odd[True] < odd[False]
        )

    def peek(self, number: int) -> list[list[str]]:
        """Return the cells of the rows that come next, as far as they are at hand."""
        self._skip_blank_lines()
        if not self._text.more():
            return []
        try:
            return [row for row in self._next_rows(self.delimiter, self.spaced, number) if any(row)]
        except FileError:
            return []  # told where the row is read

    def skip(self, number: int) -> None:
        """Leave out so many of the rows that come next."""
        for _ in range(number):
            self._skip_blank_lines()
            self._take_row()

    @property
    def bytes_read(self) -> int:
        """How many bytes of the file have been read."""
        return self._text.bytes_read

    def row_batches(self) -> Iterator[RowBatch]:
        """Yield the rows below the header, some thousand at once."""
        text = self._text
        while text.more():
            block, line, before = text.block, text.line, 0
            plain: list[str] = []
            quoted: list[QuotedRow] = []
            while text.block is block and text.position < len(block):
                quote = block.find('"', text.position)
                end = len(block) if quote < 0 else block.rfind("\n", 0, quote) + 1
                if end > text.position:
                    first = text.line
                    plain.append(text.take(end))
                    before += text.line - first
                    continue
                try:
                    row = self.row(text.line, self._take_row())
                except FileError:
                    yield RowBatch(line, "".join(plain), quoted)
                    raise
                quoted.append(QuotedRow(before, row, text.line))
            yield RowBatch(line, "".join(plain), quoted)

    def rows_of(self, batch: RowBatch) -> Iterator[Row]:
        """Yield the rows of a batch in order."""
        lines = batch.plain_text.split("\n")[:-1]
        done, number = 0, batch.line
        for before, row, after in batch.quoted_rows:
            yield from self._plain_rows(number, lines[done:before])
            yield row
            done, number = before, after
        yield from self._plain_rows(number, lines[done:])

    def row_of(self, batch: RowBatch, before: int, line: str) -> Row:
        """Return the row of the plain line of a batch that has so many others before it."""
        return self.row(batch.line_number(before), line.split(self.delimiter))

    def _plain_rows(self, number: int, lines: Sequence[str]) -> Iterator[Row]:
        """Yield the rows of lines without a quote; the first has this number."""
        try:
            reader = csv.reader(lines, delimiter=self.delimiter, skipinitialspace=self.spaced)
            for line, cells in enumerate(reader, number):
                if cells:
                    yield self.row(line, cells)
        except csv.Error as error:
            raise self._problem(number, error) from None

    def rows(self) -> Iterator[Row]:
        """Yield each row below the header."""
        for batch in self.row_batches():
            yield from self.rows_of(batch)

    def _take_row(self) -> list[str]:
        """Return the cells of the row at hand and go on; raise `FileError` if it is broken."""
        line = self._text.line
        try:
            cells = next(self._reader)
        except csv.Error as error:
            raise self._problem(line, error) from None
        if self._text.asked_beyond_end:
            raise self._problem(line, csv.Error("a quote opens here and is never closed"))
        return cells

    def _problem(self, line: int, error: csv.Error) -> FileError:
        words = str(error)
        if "field larger" in words:
            words = "a cell is larger than 131,072 characters; is a quote left open here?"
        elif "new-line character" in words:
            words = "a carriage return stands inside a cell without quotes"
        advice = "Fix the line, or save the table again from the program that made it."
        return FileError(Problem(self.name, line, 1, f"{words}."), advice=advice)

    def _skip_blank_lines(self) -> None:
        text = self._text
        while text.more():
            end = text.block.index("\n", text.position) + 1
            if text.block[text.position : end].strip(" \r\n,;\t"):
                return
            text.take(end)

    def _named_delimiter(self) -> str:
        """Return the delimiter that a line `sep=;` above the header names, as Excel reads it."""
        text = self._text
        end = text.block.index("\n", text.position) + 1
        first = text.block[text.position : end].strip('"\r\n ').lower()
        if first[:4] != "sep=" or first[4:] not in DELIMITERS:
            return ""
        text.take(end)
        self._skip_blank_lines()
        return first[4:]

    def _next_rows(self, delimiter: str, spaced: bool, number: int) -> list[list[str]]:
        """Return the cells of the rows at hand, so many at the most, without going on from them."""
        lines = io.StringIO(self._text.block[self._text.position :], newline="\n")
        try:
            reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=spaced)
            return list(islice(reader, number))
        except csv.Error as error:
            raise self._problem(self._text.line, error) from None
