"""The JSON Schemas of content files: they take what the tool takes, and refuse what it refuses."""

import json
from pathlib import Path

import jsonschema
import pytest

from careerplan_cli.pack.content_pack import built_in_folder
from careerplan_cli.schema.json_schema import KINDS, kind_of, schema_text
from careerplan_cli.schema.yaml_file import parse

NAMES = sorted(path.relative_to(built_in_folder()) for path in built_in_folder().rglob("*.yaml"))
FILES = [name for name in NAMES if kind_of(name.as_posix())]  # not the example's answer files


def refusals(file: str, old: str = "", new: str = "") -> list[str]:
    """Return what the schema of a built-in file says of it, with `old` in it replaced by `new`."""
    text = (built_in_folder() / file).read_text(encoding="utf-8")
    assert old in text
    value = json.loads(json.dumps(parse(text.replace(old, new, 1).encode(), file).value))
    schema = json.loads(schema_text(str(kind_of(file))))
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(value)]


@pytest.mark.parametrize("kind", KINDS)
def test_each_schema_is_a_schema_and_tells_what_the_file_is(kind: str) -> None:
    schema = json.loads(schema_text(kind))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["description"]


@pytest.mark.parametrize("file", FILES, ids=str)
def test_the_built_in_content_fits_its_schema(file: Path) -> None:
    assert refusals(file.as_posix()) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("survey.yaml", "colour: red", "colour: purple"),
        ("survey.yaml", "prompt: Who", "promt: Who"),
        ("survey.yaml", "points: 1", "points: one"),
        ("survey.yaml", "points: 1", "points: -1"),
        ("survey.yaml", "points: 1", "points: 1001"),
        ("survey.yaml", "Less than 10% of students", "30"),
        ("survey.yaml", "Less than 10% of students", "x" * 61),
        ("survey.yaml", "focus: [personnel]", "focus: personnel"),
        ("survey.yaml", "focus: [personnel]", "focus: []"),
        ("survey.yaml", "id: personnel", "id: Per Sonnel"),
        ("survey.yaml", "by: bands", "by: band"),
        ("survey.yaml", "by: bands", "by: shares"),
        ("checklist.yaml", "more_than: 0.5", "more_than: 2"),
        ("checklist.yaml", "key: y", "key: yes"),
        ("levels/on-our-way.yaml", '"◐"', "abc"),
        ("levels/on-our-way.yaml", 'url: ""', "url: ftp://x"),
        ("levels/on-our-way.yaml", "rank: 2", "rank: 0"),
        ("levels/on-our-way.yaml", "title: On our way", 'title: "On\\tour way"'),
        ("topics.yaml", "\ntopics:", "\ntopics: []\nx:"),
    ],
)
def test_a_schema_refuses_what_does_not_fit(file: str, old: str, new: str) -> None:
    assert refusals(file, old, new)
