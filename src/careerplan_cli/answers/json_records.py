"""Reads tables in JSON: an array of objects, or one object a line (JSON Lines)."""

import json
import re
from collections.abc import Iterator
from io import SEEK_SET
from typing import BinaryIO

from careerplan_cli.answers.table import Row
from careerplan_cli.answers.text_reader import LONGEST_LINE, TextReader
from careerplan_cli.model.errors import FileError

_NOT_SPACE = re.compile(r"[^ \t\r\n]")


class JsonRecords:
    """The objects of a JSON file, each a row. The header has every name that any of them has.

    An object inside another one gives names with a slash: `group/question`. Raise `FileError`
    when the file cannot be read to its end; `lines` tells that each line is one object.
    """

    def __init__(self, file: BinaryIO, name: str, encoding: str | None, *, lines: bool) -> None:
        self.name = name
        self._file = file
        self._encoding = encoding
        self._lines = lines
        self._text = TextReader(file, name, encoding)
        names: dict[str, None] = {}
        for _, record, _ in self._records():
            names.update(dict.fromkeys(record))
        self.header = tuple(names)
        self.notice = ""

    def peek(self) -> list[str]:
        """Return nothing: JSON has no second header."""
        return []

    def skip(self) -> None:
        """Do nothing, as there is no second header."""

    @property
    def read(self) -> int:
        """How many bytes of the file have been read."""
        return self._text.read

    def rows(self) -> Iterator[Row]:
        """Yield each object as a row; one that is none has a fault."""
        self._file.seek(0, SEEK_SET)
        self._text = TextReader(self._file, self.name, self._encoding)
        for line, record, fault in self._records():
            yield Row(line, [record.get(name, "") for name in self.header], fault)

    def _records(self) -> Iterator[tuple[int, dict[str, str], str]]:
        return self._of_lines() if self._lines else self._of_array()

    def _of_lines(self) -> Iterator[tuple[int, dict[str, str], str]]:
        """Yield for each line its number, its names and values, and why it cannot be used."""
        line = 1
        for text in self._text:
            if text.strip():
                try:
                    yield line, _flat(_DECODER.decode(text)), ""
                except (ValueError, RecursionError) as error:
                    yield line, {}, f"is not a JSON object ({_why(error)})"
            line = self._text.line

    def _of_array(self) -> Iterator[tuple[int, dict[str, str], str]]:
        """Yield the same for each object of an array; `FileError` where it is not well formed."""
        array = _Array(self._text)
        array.expect("[")
        if array.comes("]"):
            array.expect("]")
        else:
            while True:
                yield array.line, *array.record()
                if array.comes("]"):
                    array.expect("]")
                    break
                array.expect(",")
        if array.comes(""):
            raise array.problem("has more text after the end of the array.")


class _Array:
    """The text of an array, taken piece by piece; `line` is the number of the line at hand."""

    def __init__(self, text: TextReader) -> None:
        self._text = text
        self._at_hand = ""
        self._position = 0
        self.line = 1

    def comes(self, sign: str) -> bool:
        """Return whether this sign comes next; for no sign, whether anything does."""
        while True:
            self._go_to(_after_space(self._at_hand, self._position))
            if self._position < len(self._at_hand):
                return self._at_hand.startswith(sign, self._position)
            if not self._more():
                return False

    def expect(self, sign: str) -> None:
        """Go on past this sign, which has to come next."""
        if not self.comes(sign):
            raise self.problem(f"is not JSON: expected {sign} here.")
        self._go_to(self._position + 1)

    def record(self) -> tuple[dict[str, str], str]:
        """Return the names and values of the object that comes next, or why it cannot be used."""
        self.comes("")
        while True:
            try:
                value, end = _DECODER.raw_decode(self._at_hand, self._position)
                if self._at_hand.startswith((",", "]"), _after_space(self._at_hand, end)):
                    break
                reason = "expected a comma or ]"
            except RecursionError:
                raise self.problem("begins what is nested too deep.") from None
            except ValueError as error:
                reason = _why(error)
            if len(self._at_hand) - self._position > LONGEST_LINE:
                raise self.problem(f"begins an object of over {LONGEST_LINE:,} characters.")
            if not self._more():
                raise self.problem(f"begins what is not JSON ({reason}).")
        self._go_to(end)
        try:
            return _flat(value), ""
        except ValueError as error:
            return {}, f"is not a JSON object ({_why(error)})"

    def problem(self, text: str) -> FileError:
        self._text.line = self.line
        return self._text.problem(text)

    def _more(self) -> bool:
        self._text.line = self.line
        text = self._text.next_part()
        self._at_hand = self._at_hand[self._position :] + text
        self._position = 0
        return bool(text)

    def _go_to(self, position: int) -> None:
        self.line += self._at_hand.count("\n", self._position, position)
        self._position = position


def _after_space(text: str, position: int) -> int:
    """Return the position of the first character from `position` on that is no white space."""
    found = _NOT_SPACE.search(text, position)
    return found.start() if found else len(text)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise ValueError("a name stands in it twice")
    return value


_DECODER = json.JSONDecoder(object_pairs_hook=_object)


def _flat(value: object, prefix: str = "") -> dict[str, str]:
    """Return an object's values as text by their names; raise `ValueError` when it is none."""
    if not isinstance(value, dict):
        raise ValueError("it has no names")
    flat: dict[str, str] = {}
    for name, entry in value.items():
        if isinstance(entry, dict) and entry:
            flat |= _flat(entry, f"{prefix}{name}/")
        else:
            flat[f"{prefix}{name}"] = _cell(entry)
    return flat


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg[:1].lower() + error.msg[1:].removesuffix(" starting at")
    return "nested too deep" if isinstance(error, RecursionError) else str(error)[:80]
