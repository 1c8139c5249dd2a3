"""The JSON Schemas of content files, made from the models: editors check and complete with them."""

from collections.abc import Mapping

from careerplan_cli.files.json_text import json_text
from careerplan_cli.model.base import Model
from careerplan_cli.model.guide import Level, Topics
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.plans import Plans
from careerplan_cli.model.review import ReviewList

KINDS: Mapping[str, type[Model]] = {
    "instrument": Instrument,
    "level": Level,
    "topics": Topics,
    "review": ReviewList,
    "plans": Plans,
}
"""The kinds of content files, each with its model."""


def schema_text(kind: str) -> str:
    """Return the JSON Schema of one of `KINDS`; raise `KeyError` for another name."""
    schema = KINDS[kind].model_json_schema()
    return json_text({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})


def kind_of(file: str) -> str:
    """Return the kind of a content file by its name in the pack: `levels/on-our-way.yaml`."""
    if file.startswith("levels/"):
        return "level"
    name = file.removesuffix(".yaml")
    return name if name in KINDS else "instrument"
