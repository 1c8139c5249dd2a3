"""Fits a document to a model, and says in plain words what does not fit."""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache, partial
from itertools import count
from types import UnionType
from typing import Annotated, Any, Generic, Literal, TypeVar, Union, get_args, get_origin

from careerplan_cli.model.errors import FileError, Problem, did_you_mean
from careerplan_cli.model.fields import Discriminator, Length, Pattern, Range
from careerplan_cli.schema.yaml_file import Document, EntryPath
from careerplan_cli.text.printable import one_line, printable

Kind = TypeVar("Kind")

_A_GROUP = "entries of the form `name: value`"


def validate(document: Document, kind: type[Kind]) -> Kind:
    """Return the model that the document holds.

    Raise `FileError` with every problem, in file order, when it does not fit.
    """
    inspected = validation_result(document, kind)
    if inspected.problems:
        raise FileError(*inspected.problems)
    return inspected.model


@dataclass(frozen=True, kw_only=True)
class ValidationResult(Generic[Kind]):
    """What a document holds, with every problem of its form, in file order.

    In `model` a stand-in that fits is in the place of each value that is wrong or missing, so that
    the rest can be looked at; `replaced` tells where.
    """

    model: Kind
    problems: list[Problem]
    replaced: frozenset[EntryPath]


def validation_result(document: Document, kind: type[Kind]) -> ValidationResult[Kind]:
    """Return what the document holds as far as it can be known, and all that does not fit."""
    findings = ErrorCollector(document)
    model = _group(kind, findings, document.value, ())
    return ValidationResult(
        model=model,
        problems=sorted(set(findings.problems)),
        replaced=frozenset(findings.replaced),
    )


class ErrorCollector:
    """What does not fit, collected on the way through a document."""

    def __init__(self, document: Document) -> None:
        self.problems: list[Problem] = []
        self.replaced: set[EntryPath] = set()
        self._document = document
        self._numbers = count()

    def echo_err(self, route: EntryPath, text: str) -> None:
        """Keep a problem."""
        self.problems.append(self._document.problem(route, text))

    def replace(self, route: EntryPath, told_at: EntryPath, text: str) -> None:
        """Note that a stand-in goes to `route`, and keep why, unless it is part of a stand-in."""
        if not any(route[:depth] in self.replaced for depth in range(len(route) + 1)):
            self.replaced.add(route)
            self.echo_err(told_at, text)

    def wrong(self, route: EntryPath, value: object, expected: str) -> None:
        """Note that a stand-in takes the place of a value that is not as expected."""
        self.replace(route, route, _is_not(route, value, expected))

    def words(self) -> str:
        """Return text that stands nowhere else."""
        return f"x{next(self._numbers)}"


_Reader = Callable[[ErrorCollector, Any, EntryPath], Any]
"""Returns a value as a model holds it, or a stand-in; notes what does not fit."""


@cache
def _reader(annotation: Any, *limits: Any) -> _Reader:
    """Return what reads the values that an entry of a model can have."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _reader(args[0], *args[1:], *limits)
    if origin is tuple:
        return partial(_list, _reader(args[0]), *(limits or (Length(),)))
    if origin is Mapping:
        return partial(_entries, _reader(args[1]))
    if origin is Literal:
        return partial(_choice, args)
    if origin in (Union, UnionType):
        return _reader_of_union(args, limits)
    if annotation is str:
        return partial(_text, limits)
    if annotation in (int, float):
        return partial(_number, annotation, *(limits or (Range(),)))
    return {bool: _truth, object: _anything}.get(annotation) or partial(_group, annotation)


def _reader_of_union(kinds: tuple[Any, ...], limits: tuple[Any, ...]) -> _Reader:
    """Return what reads one of several models, or a value that can be left empty."""
    for limit in limits:
        if isinstance(limit, Discriminator):
            tags = {tag: kind for kind in kinds for tag in _tags(kind, limit.entry)}
            return partial(_one_of, limit.entry, tags)
    kind, _ = kinds
    return partial(_optional, _reader(kind, *limits))


def _tags(kind: type[Any], entry: str) -> tuple[str, ...]:
    return get_args(kind.__dataclass_fields__[entry].type)


@cache
def _known(kind: Any) -> Mapping[str, tuple[_Reader, bool]]:
    """Return the entries of a model by name: what reads each, and whether it must be there."""
    known: dict[str, tuple[_Reader, bool]] = {}
    for field in fields(kind):
        annotation: Any = field.type
        required = field.default is MISSING and field.default_factory is MISSING
        known[field.name] = (_reader(annotation), required)
    return known


def _group(kind: Any, findings: ErrorCollector, value: Any, route: EntryPath) -> Any:
    if not isinstance(value, dict):
        findings.wrong(route, value, _A_GROUP)
        value = {}
    known = _known(kind)
    entries = {}
    for name, (read, required) in known.items():
        place = (*route, name)
        if name in value:
            entries[name] = read(findings, value[name], place)
        elif required:
            findings.replace(place, route, f"{name} is missing here.")
            entries[name] = read(findings, None, place)
    for name in value.keys() - known.keys():
        text = f"{one_line(name)!r} is not known here{did_you_mean(name, tuple(known))}"
        findings.echo_err((*route, name), f"{text} Known: {', '.join(known)}.")
    return kind(**entries)


def _one_of(
    tag: str, kinds: Mapping[str, Any], findings: ErrorCollector, value: Any, route: EntryPath
) -> Any:
    """Return the model that the entry `tag` tells."""
    expected = _either(tuple(kinds))
    said = value.get(tag) if isinstance(value, dict) else None
    if isinstance(said, str) and said in kinds:
        return _group(kinds[said], findings, value, route)
    if not isinstance(value, dict):
        findings.wrong(route, value, _A_GROUP)
    elif tag in value:
        findings.replace(route, (*route, tag), _is_not((tag,), said, expected))
    else:
        findings.replace(route, route, f"{_name(route)} needs an entry `{tag}`: {expected}.")
    return _group(next(iter(kinds.values())), findings, None, route)


def _list(
    read: _Reader, length: Length, findings: ErrorCollector, value: Any, route: EntryPath
) -> tuple[Any, ...]:
    if not isinstance(value, tuple):
        findings.wrong(route, value, "a list, each entry on a line of its own after a hyphen")
        value = ()
    entries = [read(findings, entry, (*route, n)) for n, entry in enumerate(value)]
    if len(entries) < length.least:
        findings.wrong(route, value, f"at least {length.least} in the list")
        missing = range(len(entries), length.least)
        entries += [read(findings, None, (*route, n)) for n in missing]
    if length.most is not None and len(entries) > length.most:
        findings.wrong(route, value, f"at most {length.most} in the list")
    return tuple(entries[: length.most])


def _entries(
    read: _Reader, findings: ErrorCollector, value: Any, route: EntryPath
) -> dict[str, Any]:
    if not isinstance(value, dict):
        findings.wrong(route, value, _A_GROUP)
        return {}
    return {name: read(findings, entry, (*route, name)) for name, entry in value.items()}


def _optional(read: _Reader, findings: ErrorCollector, value: Any, route: EntryPath) -> Any:
    return None if value is None else read(findings, value, route)


def _text(limits: tuple[Any, ...], findings: ErrorCollector, value: Any, route: EntryPath) -> str:
    if isinstance(value, str):
        expected = _text_expected(limits, value)
        if not expected:
            return value
    else:
        expected = "text; put it in quotes"
    findings.wrong(route, value, expected)
    stand_ins = (findings.words(), "x", "")
    return next(text for text in stand_ins if not _text_expected(limits, text))


def _text_expected(limits: tuple[Any, ...], text: str) -> str:
    """Return what was expected where a text does not keep to its limits, else nothing."""
    for limit in limits:
        if isinstance(limit, Pattern):
            if not re.fullmatch(limit.regex, text):
                return limit.expected
        elif len(text) < limit.least:
            return "some words"
        elif limit.most is not None and len(text) > limit.most:
            return f"at most {limit.most} characters"
    return ""


def _number(
    kind: type[int] | type[float],
    limit: Range,
    findings: ErrorCollector,
    value: Any,
    route: EntryPath,
) -> float:
    if expected := _number_expected(kind, limit, value):
        findings.wrong(route, value, expected)
        return kind(limit.least or 0)
    return kind(value)


def _number_expected(kind: type[int] | type[float], limit: Range, value: Any) -> str:
    """Return what was expected where a value is no such number, else nothing."""
    if type(value) is not int and type(value) is not kind:
        return "a whole number" if kind is int else "a number from 0 to 1"
    if limit.least is not None and value < limit.least:
        return f"{limit.least:g} or more"
    if limit.most is not None and value > limit.most:
        return f"{limit.most:g} or less"
    return ""


def _truth(findings: ErrorCollector, value: Any, route: EntryPath) -> bool:
    if not isinstance(value, bool):
        findings.wrong(route, value, "true or false")
        return True
    return value


def _choice(
    choices: tuple[str, ...], findings: ErrorCollector, value: Any, route: EntryPath
) -> str:
    for choice in choices:
        if value == choice:
            return choice
    findings.wrong(route, value, _either(choices))
    return choices[0]


def _anything(findings: ErrorCollector, value: Any, route: EntryPath) -> Any:
    return value


def _either(choices: tuple[str, ...]) -> str:
    *others, last = choices
    return f"{', '.join(others)} or {last}" if others else last


def _is_not(route: EntryPath, value: object, expected: str) -> str:
    return f"{_name(route)} is {describe(value)}; expected {expected}."


def describe(value: object) -> str:
    """Return what a value from a file looks like to the one who wrote it, at most 60 characters."""
    if isinstance(value, str):
        text = printable(value).replace("\n", "␤")
        return f"'{text}'" if len(text) <= 50 else f"'{text[:47]}...' ({len(value)} characters)"
    if isinstance(value, dict):
        return "a group of entries"
    if isinstance(value, tuple):
        return f"a list of {len(value)}"
    if isinstance(value, bool):
        return str(value).lower()
    return "empty" if value is None else str(value)


def _name(route: EntryPath) -> str:
    """Return what to call the value at `route`: its key, or its number in the list so called."""
    if not route:
        return "the file"
    if isinstance(route[-1], str):
        return one_line(route[-1])
    return f"number {route[-1] + 1} of {_name(route[:-1])}"
