"""Checks a document against a model, and says in plain words what does not fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from careerplan_cli.files.document import Document, Route
from careerplan_cli.model.base import (
    ID_PATTERN,
    KEY_PATTERN,
    SHOWABLE_PATTERN,
    SYMBOL_PATTERN,
    URL_PATTERN,
)
from careerplan_cli.model.errors import FileError, Problem, did_you_mean
from careerplan_cli.model.visible import one_line, visible

Kind = TypeVar("Kind", bound=BaseModel)

_PATTERNS = {
    ID_PATTERN: "expected small letters, digits and hyphens, as in student-engagement",
    SHOWABLE_PATTERN: "expected no control characters; take them out",
    KEY_PATTERN: "expected one small letter or digit",
    SYMBOL_PATTERN: "expected one character",
    URL_PATTERN: "expected an address that starts with https:// or http://, or nothing",
}

# What each kind of error expected instead; the keys are pydantic's names of them.
_EXPECTED = {
    "string_type": "expected text; put it in quotes",
    "int_type": "expected a whole number",
    "bool_type": "expected true or false",
    "tuple_type": "expected a list, each entry on a line of its own after a hyphen",
    "dict_type": "expected entries of the form `name: value`",
    "mapping_type": "expected entries of the form `name: value`",
    "model_type": "expected entries of the form `name: value`",
    "model_attributes_type": "expected entries of the form `name: value`",
    "string_too_short": "expected some words",
    "string_too_long": "expected at most {max_length} characters",
    "too_short": "expected at least {min_length} in the list",
    "greater_than_equal": "expected {ge:g} or more",
    "less_than_equal": "expected {le:g} or less",
    "literal_error": "expected {expected}",
    "float_type": "expected a number from 0 to 1",
    "union_tag_invalid": "expected {expected_tags}",
}


def validate(document: Document, kind: type[Kind]) -> Kind:
    """Return the model that the document holds.

    Raise `FileError` with every problem, in file order, when it does not fit.
    """
    inspected = inspect(document, kind)
    if inspected.problems or inspected.model is None:
        raise FileError(*inspected.problems)
    return inspected.model


@dataclass(frozen=True)
class Inspected(Generic[Kind]):
    """What a document holds, with every problem of its form.

    In `model` each wrong value is replaced by a stand-in, so that the rest can be looked at; it
    is None where that did not help. `replaced` tells where stand-ins are.
    """

    model: Kind | None
    problems: list[Problem]
    replaced: frozenset[Route]


def inspect(document: Document, kind: type[Kind]) -> Inspected[Kind]:
    """Return what the document holds as far as it can be known, and all that does not fit."""
    value, replaced, problems = document.value, set[Route](), list[Problem]()
    for attempt in range(4):
        try:
            return Inspected(kind.model_validate(value), problems, frozenset(replaced))
        except ValidationError as error:
            found = [details for details in error.errors() if not _only_seems_short(details)]
        problems = problems or sorted({_problem(document, kind, details) for details in found})
        for details in found:
            route = _route(value, details["loc"])
            text = (f"x{len(replaced)}", "x", "", "")[attempt]  # a name, a symbol, no address
            value = _repaired(value, route, details, text)
            replaced.add(route)
    return Inspected(None, problems, frozenset(replaced))


def _repaired(value: object, route: Route, details: ErrorDetails, text: str) -> object:
    """Return `value` with a stand-in at `route` that fits better; without what is not known."""
    context = details.get("ctx", {})
    stand_ins: dict[str, object] = {
        "int_type": 0,
        "greater_than_equal": context.get("ge"),
        "less_than_equal": context.get("le"),
        "float_type": 0.5,
        "bool_type": True,
        "tuple_type": (),
        "dict_type": {},
        "literal_error": str(context.get("expected", "")).split("'")[1:2],
    }
    stand_in = stand_ins.get(details["type"], text)
    if isinstance(stand_in, list):
        stand_in = stand_in[0]
    return _changed(value, route, stand_in, drop=details["type"] == "extra_forbidden")


def _changed(value: object, route: Route, stand_in: object, *, drop: bool) -> object:
    if not route:
        return stand_in
    key, *rest = route
    if isinstance(value, dict):
        if drop and not rest:
            return {name: entry for name, entry in value.items() if name != key}
        return {**value, key: _changed(value.get(key), tuple(rest), stand_in, drop=drop)}
    if isinstance(value, tuple):
        return tuple(
            _changed(entry, tuple(rest), stand_in, drop=drop) if n == key else entry
            for n, entry in enumerate(value)
        )
    return stand_in


def _only_seems_short(details: ErrorDetails) -> bool:
    """Return whether a list was called too short because entries in it have errors of their own."""
    return details["type"] == "too_short" and (
        len(details["input"]) >= details["ctx"]["min_length"]
    )


def _problem(document: Document, kind: type[BaseModel], details: ErrorDetails) -> Problem:
    route = _route(document.value, details["loc"])
    name = _name(route)
    if details["type"] == "union_tag_not_found":
        return document.problem(route, f"{name} needs an entry `by`: bands or shares.")
    if details["type"] == "union_tag_invalid":
        name, details["input"] = "by", details["ctx"]["tag"]
        route = (*route, "by")
    if details["type"] == "missing":
        return document.problem(route[:-1], f"{name} is missing here.")
    if details["type"] == "extra_forbidden":
        known = tuple(_fields(kind, route[:-1]))
        hint = did_you_mean(name, known)
        return document.problem(
            route, f"{name!r} is not known here{hint} Known: {', '.join(known)}."
        )
    if details["type"] == "string_pattern_mismatch":
        expected = _PATTERNS[details["ctx"]["pattern"]]
    else:
        expected = _EXPECTED.get(details["type"], details["msg"]).format(**details.get("ctx", {}))
    found = describe(details["input"])
    if details["type"] == "union_tag_invalid":
        expected = expected.replace(", ", " or ")
    return document.problem(route, f"{name} is {found}; {expected.replace(chr(39), '')}.")


def describe(value: object) -> str:
    """Return what a value from a file looks like to the one who wrote it, at most 60 characters."""
    if isinstance(value, str):
        text = visible(value).replace("\n", "␤")
        return f"'{text}'" if len(text) <= 50 else f"'{text[:47]}...' ({len(value)} characters)"
    if isinstance(value, dict):
        return "a group of entries"
    if isinstance(value, tuple):
        return f"a list of {len(value)}"
    if isinstance(value, bool):
        return str(value).lower()
    return "empty" if value is None else str(value)


def _route(value: object, location: tuple[str | int, ...]) -> Route:
    """Return the keys and positions of a pydantic location, without its names of alternatives."""
    route: list[str | int] = []
    for n, key in enumerate(location):
        if isinstance(value, dict):
            inside = key in value
        else:
            inside = isinstance(value, tuple) and isinstance(key, int)
        if inside:
            value = value[key]  # type: ignore[index]
        if inside or n == len(location) - 1:
            route.append(key)
    return tuple(route)


def _name(route: Route) -> str:
    """Return what to call the value at `route`: its key, or its number in the list so called."""
    if not route:
        return "the file"
    if isinstance(route[-1], str):
        return one_line(route[-1])
    return f"number {route[-1] + 1} of {_name(route[:-1])}"


def _fields(kind: type[BaseModel], route: Route) -> Iterator[str]:
    """Yield the names that the model at `route` knows."""
    kinds = [kind]
    for key in route:
        fields = [k.model_fields[key] for k in kinds if key in k.model_fields]
        if isinstance(key, str):
            kinds = [model for field in fields for model in _models(field.annotation)]
    yield from dict.fromkeys(name for kind in kinds for name in kind.model_fields)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that an annotation such as `tuple[Option, ...]` speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
