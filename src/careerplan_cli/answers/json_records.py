"""Reads tables in JSON: an array of objects, or one object a line (JSON Lines)."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from careerplan_cli.answers.table import Row, Table
from careerplan_cli.answers.text_reader import LONGEST_LINE, TextReader
from careerplan_cli.model.errors import FileError, Problem

MOST_CELLS = 8_000_000
MOST_PER_VALUE = 100
"""How many cells a table may have, and where it has more, how many for each value in it."""


class JsonRecords(Table):
    """The objects of a JSON file, each a row. The header has every name that any of them has.

    An object inside another one gives names with a slash: `group/question`. Raise `FileError`
    when the file cannot be read to its end; `lines` tells that each line is one object.
    """

    def __init__(self, file: BinaryIO, name: str, encoding: str | None, *, lines: bool) -> None:
        self.name = name
        self._file = file
        self._encoding = encoding
        self._records = _records_of_lines if lines else _records_of_array
        self._text = TextReader(file, name, encoding)
        names: dict[str, None] = {}
        filled = 0
        first_fault: tuple[int, str] | None = None
        for number, (line, record, fault) in enumerate(self._records(self._text), 1):
            names.update(dict.fromkeys(record))
            filled += len(record)
            if len(names) * number > max(MOST_CELLS, MOST_PER_VALUE * filled):
                raise self._no_table(len(names), number)
            if fault and not first_fault:
                first_fault = line, fault
        if first_fault and not names:
            line, fault = first_fault
            raise FileError(Problem(name, line, 1, f"the line {fault}."))
        self.header = tuple(names)
        self.width = len(names)

    def peek(self, number: int) -> list[list[str]]:
        """Return the values of the first objects."""
        return [row.cells for row in islice(self.rows(), number)]

    def _no_table(self, names: int, records: int) -> FileError:
        text = (
            f"the first {records:,} objects have {names:,} different names, most of them in a "
            "few objects only; this is no table with an object a respondent."
        )
        advice = "Give what is alike in every object the same name, or leave it out."
        return FileError(Problem(self.name, 0, 0, text), advice=advice)

    @property
    def bytes_read(self) -> int:
        """How many bytes of the file have been read."""
        return self._text.bytes_read

    def rows(self) -> Iterator[Row]:
        """Yield each object as a row; one that is none has a fault."""
        self._file.seek(0)
        self._text = TextReader(self._file, self.name, self._encoding)
        for line, record, fault in self._records(self._text):
            yield Row(line, [record.get(name, "") for name in self.header], fault)


Records = Iterator[tuple[int, dict[str, str], str]]
"""For each record the number of its line, its names and values, and why it cannot be used."""


def _records_of_lines(text: TextReader) -> Records:
    """Yield the record of each line that is not blank."""
    line = 1
    for written in text:
        if written.strip():
            try:
                yield line, _flat(_DECODER.decode(written)), ""
            except (ValueError, RecursionError) as error:
                yield line, {}, f"is not a JSON object ({_why(error)})"
        line = text.line


def _records_of_array(text: TextReader) -> Records:
    """Yield the record of each entry of an array; raise `FileError` where it is not well formed."""
    array = _ArrayText(text)
    array.take("[")
    more = array.next_sign() != "]"
    while more:
        line, value = array.line, array.take_value()
        try:
            yield line, _flat(value), ""
        except (ValueError, RecursionError) as error:
            yield line, {}, f"is not a JSON object ({_why(error)})"
        more = array.next_sign() == ","
        if more:
            array.take(",")
    array.take("]")
    if array.next_sign():
        raise array.problem("has more text after the end of the array.")


class _ArrayText:
    """The text of an array from the sign at hand on; `line` is the number of its line.

    Only what an entry needs is held in memory: the text comes in parts, and where an entry is not
    whole yet, one more part is read and the entry is tried again.
    """

    def __init__(self, text: TextReader) -> None:
        self._text = text
        self._part = ""
        self._position = 0
        self.line = 1

    def next_sign(self) -> str:
        """Go on to the next sign that is no white space and return it; nothing at the end."""
        while True:
            self._go_to(_after_space(self._part, self._position))
            if self._position < len(self._part) or not self._read_more():
                return self._part[self._position : self._position + 1]

    def take(self, sign: str) -> None:
        """Go on past a sign, which has to come next."""
        if self.next_sign() != sign:
            raise self.problem(f"is not JSON: expected {sign} here.")
        self._go_to(self._position + 1)

    def take_value(self) -> object:
        """Return the value that comes next, and go on past it."""
        self.next_sign()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._part, self._position)
                # `12` may be the start of `123`, which goes on in the next part.
                if self._part.startswith((",", "]"), _after_space(self._part, end)):
                    self._go_to(end)
                    return value
                reason = "expected a comma or ]"
            except RecursionError:
                raise self.problem("begins what is nested too deep.") from None
            except ValueError as error:
                reason = _why(error)
            if len(self._part) - self._position > LONGEST_LINE:
                raise self.problem(f"begins an object of over {LONGEST_LINE:,} characters.")
            if not self._read_more():
                raise self.problem(f"begins what is not JSON ({reason}).")

    def problem(self, text: str) -> FileError:
        """Return what is wrong at the line at hand."""
        self._text.line = self.line
        return self._text.problem(text)

    def _read_more(self) -> bool:
        self._text.line = self.line
        text = self._text.next_part()
        self._part = self._part[self._position :] + text
        self._position = 0
        return bool(text)

    def _go_to(self, position: int) -> None:
        self.line += self._part.count("\n", self._position, position)
        self._position = position


def _after_space(text: str, position: int) -> int:
    """Return the position of the first character from `position` on that is no white space."""
    space = re.compile(r"[ \t\r\n]*").match(text, position)
    return space.end() if space else position


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("a name stands in it twice")
    return value


def _whole_number(digits: str) -> int | str:
    """Return a number; where it is too long to be one for Python, its digits as they stand."""
    return int(digits) if len(digits) < _LONGEST_NUMBER else digits


_LONGEST_NUMBER = 4000

_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=_whole_number)


def _flat(value: object, prefix: str = "") -> dict[str, str]:
    """Return an object's values as text by their names; raise `ValueError` when it is none."""
    if not isinstance(value, dict):
        raise ValueError("it has no names")
    flat: dict[str, str] = {}
    for name, entry in value.items():
        if isinstance(entry, dict) and entry:
            found = _flat(entry, f"{prefix}{name}/")
        else:
            found = {f"{prefix}{name}": _cell(entry)}
        if twice := flat.keys() & found.keys():
            raise ValueError(f"two values in it are named {min(twice)}")
        flat |= found
    return flat


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg[:1].lower() + error.msg[1:].removesuffix(" starting at")
    return "nested too deep" if isinstance(error, RecursionError) else str(error)[:80]
