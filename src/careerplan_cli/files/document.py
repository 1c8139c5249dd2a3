"""Reads YAML and JSON into plain values, and remembers the line and column of each.

Plain words are read by the rules of YAML 1.2: `no` and `yes` are words, `2026-11-23` is text.
Only what a hand-written file needs is taken: no tags, no anchors and aliases, no second document.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import yaml

from careerplan_cli.model.errors import FileError, Problem
from careerplan_cli.model.visible import one_line

LARGEST = 1024 * 1024
"""The most bytes that a file may have."""

_DEEPEST = 20

Route = tuple[str | int, ...]
"""The keys and positions that lead from the top of a file to a value in it."""

# libyaml's parser where PyYAML was built with it, else the same in Python.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What YAML does not allow in a file as it is.
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
# JSON writes a character beyond U+FFFF as two escapes, which YAML does not know.
_SURROGATES = re.compile(r"(\\\\)|\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,17}\.[0-9]{0,17}")
_WORDS: Mapping[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

# The parser's words for what goes wrong most often, in plain ones.
_NOT_CLOSED = (
    "found unexpected end of stream",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
)
_OPEN = "a quote or bracket opens here and is not closed, or a comma is missing in it."
_SLIPS: Mapping[str, str] = {
    **dict.fromkeys(_NOT_CLOSED, _OPEN),
    "mapping values are not allowed in this context": (
        "a colon stands where none can; put text that has a colon in quotes, a space after each "
        "colon, and check the indent."
    ),
    "found character that cannot start any token": (
        "a tab or a special character stands here; indent with spaces, and put text that starts "
        "with a special character in quotes."
    ),
    "found a tab character that violates indentation": (
        "a tab stands here; indent with spaces instead."
    ),
    "could not find expected ':'": (
        "just before this stands a name without a colon and a space after it."
    ),
    "did not find expected key": "this does not line up with what is above it; check the indent.",
    "did not find expected '-' indicator": (
        "this does not line up with the list above it; check the indent."
    ),
    "found invalid Unicode character escape code": "this \\u escape is not a character.",
}


@dataclass(frozen=True)
class Document:
    """A file's value: dicts, tuples, text, numbers, true, false and None; with where each stands.

    `marks` gives line and column, from 1, of each entry's key or list position.
    """

    name: str
    value: object
    marks: Mapping[Route, tuple[int, int]]

    def problem(self, route: Route, text: str) -> Problem:
        """Return a problem at `route`, or at the nearest place above it that is in the file."""
        while route not in self.marks:
            route = route[:-1]
        return Problem(self.name, *self.marks[route], text)


def read(path: Path) -> Document:
    """Return the document in a file; raise `FileError` when it cannot be read or holds none."""
    name = one_line(str(path))
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise FileError(Problem(name, 0, 0, f"cannot be read: {reason(error)}.")) from None
    return parse(raw, name)


def reason(error: OSError) -> str:
    """Return in plain words why the system refused to read or write."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "you do not have the right to"
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    return one_line(error.strerror or str(error))


def parse(raw: bytes, name: str) -> Document:
    """Return the document that `raw` holds; raise `FileError` when it holds none.

    `name` is what messages call the file.
    """
    if len(raw) > LARGEST:
        raise FileError(
            Problem(name, 0, 0, "is larger than 1 MiB."),
            advice="An answer or content file has a few kilobytes; is this the right file?",
        )
    text = _decode(raw, name)
    if not text.strip():
        raise FileError(Problem(name, 0, 0, "is empty."))
    return _Builder(_with_plain_characters(text), name).document()


def _decode(raw: bytes, name: str) -> str:
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = Problem(name, line, 1, "is not text in UTF-8.")
        raise FileError(problem, advice="Save the file again as UTF-8 text.") from None
    if found := _NOT_TEXT.search(text):
        before = text[: found.start()]
        line, column = before.count("\n") + 1, found.start() - before.rfind("\n")
        what = f"the character U+{ord(found[0]):04X} cannot stand in a text file."
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

    return _SURROGATES.sub(joined, text)


class _Builder:
    """Builds a document from the parser's events."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.marks: dict[Route, tuple[int, int]] = {(): (1, 1)}
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)

    def document(self) -> Document:
        try:
            next(self.events)  # the stream starts
            start = next(self.events)
            if isinstance(start, yaml.StreamEndEvent):
                raise FileError(Problem(self.name, 0, 0, "is empty."))
            value = self.value(next(self.events), ())
            next(self.events)  # the document ends
            after = next(self.events)
        except yaml.MarkedYAMLError as error:
            raise FileError(self.slip(error)) from None
        if not isinstance(after, yaml.StreamEndEvent):
            self.refuse(after, "a second document starts here; keep one in each file.")
        return Document(self.name, value, self.marks)

    def value(self, event: yaml.Event, route: Route) -> object:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, f"*{_short(anchor)} is an alias; write the value out here.")
        if anchor:
            self.refuse(event, f"&{_short(anchor)} is an anchor; take it out.")
        if tag:
            self.refuse(event, f"{_short(tag)} is a tag; take it out.")
        if isinstance(event, yaml.ScalarEvent):
            return event.value if event.style else _plain(event.value)
        if len(route) >= _DEEPEST:
            self.refuse(event, f"is nested more than {_DEEPEST} deep; no file here needs that.")
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(route)
        return self.mapping(route)

    def sequence(self, route: Route) -> tuple[object, ...]:
        values: list[object] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            place = (*route, len(values))
            self.mark(place, event)
            values.append(self.value(event, place))
        return tuple(values)

    def mapping(self, route: Route) -> dict[str, object]:
        values: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.tag or event.anchor:
                self.refuse(event, "a name is expected here, a plain word before a colon.")
            key = event.value
            place = (*route, key)
            if key in values:
                first = self.marks[place][0]
                self.refuse(
                    event,
                    f"{one_line(key)!r} stands here a second time (first in line "
                    f"{first}); keep one of the two.",
                )
            self.mark(place, event)
            values[key] = self.value(next(self.events), place)
        return values

    def slip(self, error: yaml.MarkedYAMLError) -> Problem:
        """Return what is wrong where the text stops being YAML."""
        found = str(error.problem)
        mark = error.problem_mark
        if found in _NOT_CLOSED and error.context_mark:
            mark = error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        return Problem(self.name, line, column, _SLIPS.get(found, f"not YAML: {found}."))

    def mark(self, route: Route, event: yaml.Event) -> None:
        self.marks[route] = _place(event)

    def refuse(self, event: yaml.Event, text: str) -> NoReturn:
        raise FileError(Problem(self.name, *_place(event), text))


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def _short(word: str | None) -> str:
    return one_line(word or "")[:60]


def _plain(word: str) -> object:
    """Return what an unquoted word means in YAML 1.2's core schema."""
    if word in _WORDS:
        return _WORDS[word]
    if _INTEGER.fullmatch(word):
        return int(word)
    if _DECIMAL.fullmatch(word):
        return float(word)
    return word
