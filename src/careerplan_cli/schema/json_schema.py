"""The JSON Schemas of content files, made from the models: editors check and complete with them."""

from collections.abc import Mapping
from dataclasses import MISSING
from inspect import cleandoc
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from careerplan_cli.model.actions import Actions
from careerplan_cli.model.fields import Length, Pattern, Range
from careerplan_cli.model.guide import Level, Topics
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.pack import PackSettings
from careerplan_cli.model.plans import Plans
from careerplan_cli.model.review import ReviewList
from careerplan_cli.model.toolkit import ExamplePlan, Tool
from careerplan_cli.schema.validation import model_fields
from careerplan_cli.text.json_text import json_text

KINDS: Mapping[str, type[Any]] = {
    "instrument": Instrument,
    "level": Level,
    "topics": Topics,
    "review": ReviewList,
    "plans": Plans,
    "actions": Actions,
    "pack": PackSettings,
    "tool": Tool,
    "example": ExamplePlan,
}
"""The kinds of content files, each with its model."""

Schema = dict[str, Any]

_SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def schema_text(kind: str) -> str:
    """Return the JSON Schema of one of `KINDS`; raise `KeyError` for another name."""
    definitions: dict[str, Schema] = {}
    whole = _model_schema(KINDS[kind], definitions)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": definitions}
    return json_text(head | whole)


def kind_of(file: str) -> str | None:
    """Return the kind of a content file by its name in the pack: `levels/on-our-way.yaml`.

    None for the answer files of the worked example, which have no schema.
    """
    if file.startswith("levels/"):
        return "level"
    if file.startswith("toolkit/example/"):
        return "example" if file == "toolkit/example/plan.yaml" else None
    if file.startswith("toolkit/"):
        return "tool"
    name = file.removesuffix(".yaml")
    return name if name in KINDS else "instrument"


def _model_schema(model: type[Any], definitions: dict[str, Schema]) -> Schema:
    """Return the schema of a model; those of the models in it go into `definitions`."""
    return {
        "title": model.__name__,
        "description": cleandoc(model.__doc__ or ""),
        "type": "object",
        "properties": {
            name: _schema(annotation, definitions)
            | ({} if default is MISSING else {"default": default})
            for name, (annotation, default) in model_fields(model).items()
        },
        "required": [n for n, (_, default) in model_fields(model).items() if default is MISSING],
        "additionalProperties": False,
    }


def _schema(annotation: Any, definitions: dict[str, Schema]) -> Schema:
    """Return the schema of the values that a field can have."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        schema = _schema(args[0], definitions)
        for limit in args[1:]:
            schema |= _limit_schema(limit, schema)
        return schema
    if origin is tuple:
        return {"type": "array", "items": _schema(args[0], definitions)}
    if origin is Literal:
        only = {"const": args[0]} if len(args) == 1 else {"enum": list(args)}
        return {"type": "string", **only}
    if origin in (Union, UnionType):
        return {"anyOf": [_schema(part, definitions) for part in args]}
    if annotation in _SCALARS:
        return {"type": _SCALARS[annotation]}
    name = annotation.__name__
    if name not in definitions:
        definitions[name] = _model_schema(annotation, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _limit_schema(limit: Any, schema: Schema) -> Schema:
    """Return what a limit adds to a schema."""
    if isinstance(limit, Pattern):
        return {"pattern": limit.regex}
    if isinstance(limit, Range):
        bounds = {"minimum": limit.least, "maximum": limit.most}
    elif isinstance(limit, Length):
        unit = "Items" if schema["type"] == "array" else "Length"
        bounds = {f"min{unit}": limit.least or None, f"max{unit}": limit.most}
    else:
        bounds = {}  # a discriminator: each model has a constant for it
    return {name: bound for name, bound in bounds.items() if bound is not None}
