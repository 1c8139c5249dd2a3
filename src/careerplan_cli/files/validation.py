"""Checks a document against a model, and says in plain words what does not fit."""

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from careerplan_cli.files.document import Document, Route
from careerplan_cli.model.base import ID_PATTERN, SHOWABLE_PATTERN, SYMBOL_PATTERN, URL_PATTERN
from careerplan_cli.model.errors import FileError, Problem, did_you_mean
from careerplan_cli.model.visible import one_line

Kind = TypeVar("Kind", bound=BaseModel)

_PATTERNS = {
    ID_PATTERN: "expected small letters, digits and hyphens, as in student-engagement",
    SHOWABLE_PATTERN: "expected no control characters; take them out",
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
    "greater_than_equal": "expected {ge} or more",
    "less_than_equal": "expected {le} or less",
    "literal_error": "expected {expected}",
}


def validate(document: Document, kind: type[Kind]) -> Kind:
    """Return the model that the document holds.

    Raise `FileError` with every problem, in file order, when it does not fit.
    """
    try:
        return kind.model_validate(document.value)
    except ValidationError as error:
        found = [details for details in error.errors() if not _only_seems_short(details)]
        problems = {_problem(document, kind, details) for details in found}
        raise FileError(*sorted(problems)) from None


def _only_seems_short(details: ErrorDetails) -> bool:
    """Return whether a list was called too short because entries in it have errors of their own."""
    return details["type"] == "too_short" and (
        len(details["input"]) >= details["ctx"]["min_length"]
    )


def _problem(document: Document, kind: type[BaseModel], details: ErrorDetails) -> Problem:
    route: Route = details["loc"]
    name = _name(route)
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
    return document.problem(route, f"{name} is {found}; {expected.replace(chr(39), '')}.")


def describe(value: object) -> str:
    """Return what a value from a file looks like to the one who wrote it, at most 60 characters."""
    if isinstance(value, str):
        text = one_line(value)
        return f"'{text}'" if len(text) <= 50 else f"'{text[:47]}...' ({len(value)} characters)"
    if isinstance(value, dict):
        return "a group of entries"
    if isinstance(value, tuple):
        return f"a list of {len(value)}"
    if isinstance(value, bool):
        return str(value).lower()
    return "empty" if value is None else str(value)


def _name(route: Route) -> str:
    """Return what to call the value at `route`: its key, or its number in the list so called."""
    if not route:
        return "the file"
    if isinstance(route[-1], str):
        return one_line(route[-1])
    return f"number {route[-1] + 1} of {_name(route[:-1])}"


def _fields(kind: type[BaseModel], route: Route) -> Iterator[str]:
    """Yield the names that the model at `route` knows."""
    for key in route:
        if isinstance(key, str):
            kind = next(_models(kind.model_fields[key].annotation))
    yield from kind.model_fields


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models that an annotation such as `tuple[Option, ...]` speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
