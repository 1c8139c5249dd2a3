"""Checks what a file holds against a model, and says in plain words what does not fit."""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache, partial
from itertools import count
from types import UnionType
from typing import (
    Annotated,
    Any,
    Generic,
    Literal,
    NamedTuple,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from careerplan_cli.model.errors import FileError, Problem, did_you_mean
from careerplan_cli.model.fields import Discriminator, Length, Pattern, Range
from careerplan_cli.schema.yaml_file import EntryPath, YamlFile
from careerplan_cli.text.printable import one_line, printable

Kind = TypeVar("Kind")
"""A model: a dataclass or a named tuple whose annotations say what its fields can hold."""

_ENTRIES = "entries of the form `name: value`"
_LIST = "a list, each entry on a line of its own after a hyphen"


class ValidationResult(NamedTuple, Generic[Kind]):
    """The model that a file holds, with every problem of its form, in file order.

    In `model` a placeholder that fits takes the place of each value that is wrong or missing, so
    that the rest can be checked too; `placeholder_paths` tells where these are.
    """

    file: YamlFile
    model: Kind
    problems: tuple[Problem, ...]
    placeholder_paths: frozenset[EntryPath]


def validate(file: YamlFile, kind: type[Kind]) -> Kind:
    """Return the model that a file holds; raise `FileError` with every problem, in file order."""
    result = validation_result(file, kind)
    if result.problems:
        raise FileError(*result.problems)
    return result.model


def validation_result(file: YamlFile, kind: type[Kind]) -> ValidationResult[Kind]:
    """Return the model that a file holds as far as it can be known, and all that does not fit."""
    errors = ErrorCollector(file)
    model = _read_model(kind, errors, file.value, ())
    return ValidationResult(
        file=file,
        model=model,
        problems=tuple(sorted(set(errors.problems))),
        placeholder_paths=frozenset(errors.placeholder_paths),
    )


class ErrorCollector:
    """Collects what does not fit on the way through a file."""

    def __init__(self, file: YamlFile) -> None:
        self.problems: list[Problem] = []
        self.placeholder_paths: set[EntryPath] = set()
        self._file = file
        self._numbers = count()

    def add(self, path: EntryPath, text: str) -> None:
        """Add a problem at `path`."""
        self.problems.append(self._file.problem(path, text))

    def add_placeholder(self, path: EntryPath, text: str, *, at: EntryPath | None = None) -> None:
        """Note that `path` gets a placeholder, with the reason, which is shown there or `at`.

        What is part of a placeholder has no problem of its own.
        """
        if not any(path[:depth] in self.placeholder_paths for depth in range(len(path) + 1)):
            self.placeholder_paths.add(path)
            self.add(path if at is None else at, text)

    def add_wrong(self, path: EntryPath, value: object, expected: str) -> None:
        """Note that a placeholder takes the place of a value that is not as expected."""
        self.add_placeholder(path, _is_not(path, value, expected))

    def unique_text(self) -> str:
        """Return text that no other placeholder has."""
        return f"x{next(self._numbers)}"


_Reader = Callable[[ErrorCollector, Any, EntryPath], Any]
"""Returns a value of a file as a model holds it, or a placeholder; collects what does not fit."""


@cache
def _reader(annotation: Any, *limits: Any) -> _Reader:
    """Return the reader of a field's values by its annotation, within limits."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _reader(args[0], *args[1:], *limits)
    if origin is tuple:
        return partial(_read_list, _reader(args[0]), *(limits or (Length(),)))
    if origin is Mapping:
        return partial(_read_mapping, _reader(args[1]))
    if origin is Literal:
        return partial(_read_choice, args)
    if origin in (Union, UnionType):
        return _union_reader(args, limits)
    if annotation is str:
        return partial(_read_text, limits)
    if annotation in (int, float):
        return partial(_read_number, annotation, *(limits or (Range(),)))
    if annotation is bool:
        return _read_bool
    return _read_anything if annotation is object else partial(_read_model, annotation)


def _union_reader(kinds: tuple[Any, ...], limits: tuple[Any, ...]) -> _Reader:
    """Return the reader of one of several models, or of a value that may be left empty."""
    for limit in limits:
        if isinstance(limit, Discriminator):
            by_tag = {tag: kind for kind in kinds for tag in _tags(kind, limit.entry)}
            return partial(_read_tagged, limit.entry, by_tag)
    kind, _ = kinds
    return partial(_read_optional, _reader(kind, *limits))


def model_fields(kind: Any) -> dict[str, tuple[Any, Any]]:
    """Return the annotation and the default of each field of a model; MISSING without one."""
    if is_dataclass(kind):
        return {field.name: (field.type, field.default) for field in fields(kind)}
    return {
        name: (annotation, kind._field_defaults.get(name, MISSING))
        for name, annotation in kind.__annotations__.items()
    }


def _tags(kind: type[Any], entry: str) -> tuple[str, ...]:
    annotation, _ = model_fields(kind)[entry]
    return get_args(annotation)


@cache
def _field_readers(kind: Any) -> Mapping[str, tuple[_Reader, bool]]:
    """Return the reader of each field of a model by its name, and whether it must be there."""
    return {
        name: (_reader(annotation), default is MISSING)
        for name, (annotation, default) in model_fields(kind).items()
    }


def _read_model(kind: Any, errors: ErrorCollector, value: Any, path: EntryPath) -> Any:
    if not isinstance(value, dict):
        errors.add_wrong(path, value, _ENTRIES)
        value = {}
    readers = _field_readers(kind)
    entries = {}
    for name, (read, required) in readers.items():
        if name in value:
            entries[name] = read(errors, value[name], (*path, name))
        elif required:
            errors.add_placeholder((*path, name), f"{name} is missing here.", at=path)
            entries[name] = read(errors, None, (*path, name))
    for name in value.keys() - readers.keys():
        text = f"{one_line(name)!r} is not known here{did_you_mean(name, tuple(readers))}"
        errors.add((*path, name), f"{text} Known: {', '.join(readers)}.")
    return kind(**entries)


def _read_tagged(
    tag: str, kinds: Mapping[str, Any], errors: ErrorCollector, value: Any, path: EntryPath
) -> Any:
    """Return the one of several models that the entry `tag` names."""
    expected = _either(tuple(kinds))
    named = value.get(tag) if isinstance(value, dict) else None
    if isinstance(named, str) and named in kinds:
        return _read_model(kinds[named], errors, value, path)
    if not isinstance(value, dict):
        errors.add_wrong(path, value, _ENTRIES)
    elif tag in value:
        errors.add_placeholder(path, _is_not((tag,), named, expected), at=(*path, tag))
    else:
        errors.add_placeholder(path, f"{_name(path)} needs an entry `{tag}`: {expected}.")
    return _read_model(next(iter(kinds.values())), errors, None, path)


def _read_list(
    read: _Reader, length: Length, errors: ErrorCollector, value: Any, path: EntryPath
) -> tuple[Any, ...]:
    if not isinstance(value, tuple):
        errors.add_wrong(path, value, _LIST)
        value = ()
    entries = [read(errors, entry, (*path, n)) for n, entry in enumerate(value)]
    if len(entries) < length.least:
        errors.add_wrong(path, value, f"at least {length.least} in the list")
        missing = range(len(entries), length.least)
        entries += [read(errors, None, (*path, n)) for n in missing]
    if length.most is not None and len(entries) > length.most:
        errors.add_wrong(path, value, f"at most {length.most} in the list")
    return tuple(entries[: length.most])


def _read_mapping(
    read: _Reader, errors: ErrorCollector, value: Any, path: EntryPath
) -> dict[str, Any]:
    if not isinstance(value, dict):
        errors.add_wrong(path, value, _ENTRIES)
        return {}
    return {name: read(errors, entry, (*path, name)) for name, entry in value.items()}


def _read_optional(read: _Reader, errors: ErrorCollector, value: Any, path: EntryPath) -> Any:
    return None if value is None else read(errors, value, path)


def _read_text(limits: tuple[Any, ...], errors: ErrorCollector, value: Any, path: EntryPath) -> str:
    if isinstance(value, str):
        expected = _expected_text(limits, value)
        if not expected:
            return value
    else:
        expected = "text; put it in quotes"
    errors.add_wrong(path, value, expected)
    unique = errors.unique_text()
    placeholders = (unique, unique.upper(), "x", "xx", "000000", "careerplan", "")
    return next(text for text in placeholders if not _expected_text(limits, text))


def _expected_text(limits: tuple[Any, ...], text: str) -> str:
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


def _read_number(
    kind: type[int] | type[float], limit: Range, errors: ErrorCollector, value: Any, path: EntryPath
) -> float:
    if expected := _expected_number(kind, limit, value):
        errors.add_wrong(path, value, expected)
        return kind(limit.least or 0)
    return kind(value)


def _expected_number(kind: type[int] | type[float], limit: Range, value: Any) -> str:
    """Return what was expected where a value is no such number, else nothing."""
    if type(value) is not int and type(value) is not kind:
        return "a whole number" if kind is int else "a number from 0 to 1"
    if limit.least is not None and value < limit.least:
        return f"{limit.least:g} or more"
    if limit.most is not None and value > limit.most:
        return f"{limit.most:g} or less"
    return ""


def _read_bool(errors: ErrorCollector, value: Any, path: EntryPath) -> bool:
    if isinstance(value, bool):
        return value
    errors.add_wrong(path, value, "true or false")
    return True


def _read_choice(
    choices: tuple[str, ...], errors: ErrorCollector, value: Any, path: EntryPath
) -> str:
    for choice in choices:
        if value == choice:
            return choice
    errors.add_wrong(path, value, _either(choices))
    return choices[0]


def _read_anything(errors: ErrorCollector, value: Any, path: EntryPath) -> Any:
    return value


def _either(choices: tuple[str, ...]) -> str:
    *others, last = choices
    return f"{', '.join(others)} or {last}" if others else last


def _is_not(path: EntryPath, value: object, expected: str) -> str:
    return f"{_name(path)} is {describe(value)}; expected {expected}."


def describe(value: object) -> str:
    """Return what a value from a file looks like to the one who wrote it, at most 60 characters."""
    if isinstance(value, str):
        text = printable(value).replace("\n", "␤")
        shown = f"'{text}'" if len(text) <= 50 else f"'{text[:47]}...' ({len(value)} characters)"
        return shown + _hidden_in(value)
    if isinstance(value, dict):
        return "a group of entries"
    if isinstance(value, tuple):
        return f"a list of {len(value)}"
    if isinstance(value, bool):
        return str(value).lower()
    return "empty" if value is None else str(value)


def _hidden_in(text: str) -> str:
    """Return which characters of a text cannot be seen, the first three by their numbers."""
    hidden = dict.fromkeys(sign for sign in text if sign > "\xff" and printable(sign) != sign)
    if not hidden:
        return ""
    return f" (with {', '.join(f'U+{ord(sign):04X}' for sign in list(hidden)[:3])})"


def _name(path: EntryPath) -> str:
    """Return what to call the value at `path`: its key, or its number in the list so called."""
    if not path:
        return "the file"
    if isinstance(path[-1], str):
        return one_line(path[-1])
    return f"number {path[-1] + 1} of {_name(path[:-1])}"
