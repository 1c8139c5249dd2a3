"""Reads YAML and JSON into plain values, and remembers the line and column of each.

Plain words are read by the rules of YAML 1.2: `no` and `yes` are words, `2026-11-23` is text.
Only what a hand-written file needs is taken: no tags, no anchors and aliases, no second document.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import count
from pathlib import Path
from typing import Any, NoReturn

import yaml

from careerplan_cli.model.errors import FileError, Problem, reason
from careerplan_cli.text.printable import one_line

LARGEST = 1024 * 1024
"""The most bytes that a file may have."""

_PIECE = 8 * 1024

_DEEPEST = 20

EntryPath = tuple[str | int, ...]
"""The keys and positions that lead from the top of a file to a value in it."""

Position = tuple[int, int]
"""A line and a column, from 1."""

# libyaml's parser where PyYAML was built with it, else the same in Python.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What YAML does not allow in a file as it is.
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
# JSON writes a character beyond U+FFFF as two escapes, which YAML does not know.
_SURROGATES = r"(?i)(\\\\)|\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})"

_INTEGER = r"[-+]?(0|[1-9][0-9]{0,17})"
_DECIMAL = r"[-+]?[0-9]{1,17}\.[0-9]{0,17}"
_STARTS_OF_NUMBERS = "+-0123456789"
_LONGEST_NUMBER = 36
_WORDS: Mapping[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

# What the parser says of the most frequent mistakes, in plain words.
_NOT_CLOSED = (
    "found unexpected end of stream",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
)
_TOO_DEEP = "exceeded maximum nesting depth"
_OPEN = "a quote or bracket opens here and is not closed, or a comma is missing in it."
_MISTAKES: Mapping[str, str] = {
    **dict.fromkeys(_NOT_CLOSED, _OPEN),
    "mapping values are not allowed in this context": (
        "a colon cannot be here; put text that has a colon in quotes, a space after each "
        "colon, and check the indent."
    ),
    "found character that cannot start any token": (
        "there is a tab or a special character here; indent with spaces, and put text that starts "
        "with a special character in quotes."
    ),
    "found a tab character that violates indentation": (
        "there is a tab here; indent with spaces instead."
    ),
    "could not find expected ':'": (
        "just before this is a name without a colon and a space after it."
    ),
    "did not find expected key": "this does not line up with what is above it; check the indent.",
    "did not find expected '-' indicator": (
        "this does not line up with the list above it; check the indent."
    ),
    "found invalid Unicode character escape code": "this \\u escape is not a character.",
}


class YamlFile:
    """A file's value: dicts, tuples, text, numbers, true, false and None; and the text it is in."""

    def __init__(self, name: str, value: object, text: str) -> None:
        self.name = name
        self.value = value
        self._text = text

    @cached_property
    def positions(self) -> Mapping[EntryPath, Position]:
        """Where each entry's key or list item is. Most files have no fault and never need it."""
        return dict(_positions(self._text))

    def problem(self, path: EntryPath, text: str) -> Problem:
        """Return a problem at `path`, or at the nearest place above it that is in the file."""
        while path not in self.positions:
            path = path[:-1]
        return Problem(self.name, *self.positions[path], text)


def read(path: Path | str) -> YamlFile:
    """Return what a file holds; raise `FileError` when it cannot be read or is no YAML."""
    name = one_line(str(path))
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 (thousands: a Path is slower)
            raw = file.read(_PIECE)
            while len(raw) <= LARGEST and (more := file.read(_PIECE)):
                raw += more
    except OSError as error:
        raise FileError(Problem(name, 0, 0, f"cannot be read: {reason(error)}.")) from None
    return parse(raw, name)


def parse(raw: bytes, name: str) -> YamlFile:
    """Return what `raw` holds; raise `FileError` when it is no YAML.

    `name` is what messages call the file.
    """
    if len(raw) > LARGEST:
        raise FileError(
            Problem(name, 0, 0, "is larger than 1 MiB."),
            advice="An answer or content file has a few kilobytes; is this the right file?",
        )
    text = _decode(raw, name)
    if not text or text.isspace():
        raise FileError(Problem(name, 0, 0, "is empty."))
    return _parse_text(_with_plain_characters(text), name)


def _parse_text(text: str, name: str) -> YamlFile:
    try:
        return YamlFile(name, _Parser(text, name).value(), text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        if mark and _TOO_DEEP in str(error.problem):
            # From 0.2.6 on libyaml looks ahead as far as 1000 brackets in brackets, and stops there
            # before it hands out the first. The text before has the place where we stop.
            return _parse_text(text[: min(mark.index, len(text) - 1)], name)
        raise FileError(_mistake(error, name)) from None


def _mistake(error: yaml.MarkedYAMLError, name: str) -> Problem:
    """Return what is wrong where the text stops being YAML."""
    found, mark = str(error.problem), error.problem_mark
    if found in _NOT_CLOSED and error.context_mark:
        mark = error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    return Problem(name, line, column, _MISTAKES.get(found, f"not YAML: {found}."))


def _decode(raw: bytes, name: str) -> str:
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    raw = raw.removeprefix(BOM_UTF8)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = Problem(name, line, 1, "is not text in UTF-8.")
        raise FileError(problem, advice="Save the file again as UTF-8 text.") from None
    if found := _NOT_TEXT.search(text):
        before = text[: found.start()]
        line, column = before.count("\n") + 1, found.start() - before.rfind("\n")
        what = f"the character U+{ord(found[0]):04X} cannot be in a text file."
        raise FileError(Problem(name, line, column, what), advice="Is this the right file?")
    return text


def _with_plain_characters(text: str) -> str:
    if not text.lstrip().startswith(("{", "[")):
        return text

    def joined(match: re.Match[str]) -> str:
        if match[1]:
            return match[1]
        pair = int(match[2], 16).to_bytes(2, "big") + int(match[3], 16).to_bytes(2, "big")
        return pair.decode("utf-16-be", "replace")

    return re.sub(_SURROGATES, joined, text)


def _positions(text: str) -> Iterator[tuple[EntryPath, Position]]:
    """Yield the position of each value in a text that was parsed, as far as that went."""
    events = yaml.parse(text, Loader=_LOADER)

    def inside(event: yaml.Event, path: EntryPath) -> Iterator[tuple[EntryPath, Position]]:
        if isinstance(event, yaml.MappingStartEvent):
            while isinstance(key := next(events), yaml.ScalarEvent):
                yield (*path, key.value), _position(key)
                yield from inside(next(events), (*path, key.value))
        elif isinstance(event, yaml.SequenceStartEvent):
            for n in count():
                if isinstance(entry := next(events), yaml.SequenceEndEvent):
                    return
                yield (*path, n), _position(entry)
                yield from inside(entry, (*path, n))

    yield (), (1, 1)
    next(events)  # the stream starts
    next(events)  # the document starts
    yield from inside(next(events), ())


class _Parser:
    """Makes plain values of the events of PyYAML's parser; refuses what no file here needs."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._next: Callable[[], yaml.Event] = _LOADER(text).get_event

    def value(self) -> object:
        """Return what the text holds.

        Raise `FileError` for what no file here needs, `yaml.MarkedYAMLError` where it is no YAML.
        """
        self._next()  # the stream starts
        if isinstance(self._next(), yaml.StreamEndEvent):
            raise FileError(Problem(self._name, 0, 0, "is empty."))
        value = self._value(self._next(), ())
        self._next()  # the document ends
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            self._refuse(after, "a second document starts here; keep one in each file.")
        return value

    def _value(self, event: Any, path: EntryPath) -> object:
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor or event.tag:
            self._refuse_reference(event)
        if kind is yaml.ScalarEvent:
            word: str = event.value
            return word if event.style or len(word) > _LONGEST_NUMBER else _plain(word)
        if len(path) >= _DEEPEST:
            self._refuse(event, f"is nested more than {_DEEPEST} deep; no file here needs that.")
        return self._sequence(path) if kind is yaml.SequenceStartEvent else self._mapping(path)

    def _sequence(self, path: EntryPath) -> tuple[object, ...]:
        values: list[object] = []
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            values.append(self._value(event, (*path, len(values))))
        return tuple(values)

    def _mapping(self, path: EntryPath) -> dict[str, object]:
        values: dict[str, object] = {}
        while type(event := self._next()) is not yaml.MappingEndEvent:
            if type(event) is not yaml.ScalarEvent or event.tag or event.anchor:
                self._refuse(event, "a name is expected here, a plain word before a colon.")
            key = event.value
            if key in values:
                self._refuse_repeated(event, (*path, key))
            values[key] = self._value(self._next(), (*path, key))
        return values

    def _refuse_reference(self, event: Any) -> NoReturn:
        anchor = _short(event.anchor)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"*{anchor} is an alias; write the value out here.")
        if anchor:
            self._refuse(event, f"&{anchor} is an anchor; take it out.")
        self._refuse(event, f"{_short(event.tag)} is a tag; take it out.")

    def _refuse_repeated(self, event: yaml.Event, path: EntryPath) -> NoReturn:
        key = one_line(str(path[-1]))
        line, _ = next(place for other, place in _positions(self._text) if other == path)
        text = f"{key!r} is here a second time (first in line {line}); keep one of the two."
        self._refuse(event, text)

    def _refuse(self, event: yaml.Event, text: str) -> NoReturn:
        raise FileError(Problem(self._name, *_position(event), text))


def _position(event: yaml.Event) -> Position:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def _short(word: str | None) -> str:
    return one_line(word or "")[:60]


@lru_cache(maxsize=1000)  # many files have the same words
def _plain(word: str) -> object:
    """Return what an unquoted word means in YAML 1.2's core schema."""
    if word in _WORDS:
        return _WORDS[word]
    if word[0] not in _STARTS_OF_NUMBERS:
        return word
    if re.fullmatch(_INTEGER, word):
        return int(word)
    if re.fullmatch(_DECIMAL, word):
        return float(word)
    return word
