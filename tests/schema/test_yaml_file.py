"""YAML and JSON as they really come: what is read, and what is refused at which line."""

import pytest
import yaml

from careerplan_cli.model.errors import FileError
from careerplan_cli.schema import yaml_file
from careerplan_cli.schema.yaml_file import LARGEST, parse


def refusal(raw: bytes) -> str:
    with pytest.raises(FileError) as caught:
        parse(raw, "file.yaml")
    return str(caught.value)


def test_words_stay_words_and_numbers_are_numbers() -> None:
    raw = b"a: no\nb: yes\nc: 2026-11-23\nd: 12\ne: 1.5\nf: true\ng:\nh: '12'\ni: [on, 010, 1e3]\n"
    assert parse(raw, "f").value == {
        "a": "no",
        "b": "yes",
        "c": "2026-11-23",
        "d": 12,
        "e": 1.5,
        "f": True,
        "g": None,
        "h": "12",
        "i": ("on", "010", "1e3"),
    }


@pytest.mark.parametrize(
    "raw",
    [
        b"a: x\nb: y\n",
        b"\xef\xbb\xbfa: x\nb: y\n",
        b"a: x\r\nb: y\r\n",
        b"\xef\xbb\xbfa: x\r\nb: y\r\n",
        "a: x\nb: y\n".encode("utf-16"),
        b'{"a": "x", "b": "y"}',
        b'{\r\n\t"a": "x",\r\n\t"b": "y"\r\n}\r\n',
    ],
)
def test_line_ends_byte_order_marks_and_json_make_no_difference(raw: bytes) -> None:
    file = parse(raw, "f")
    assert file.value == {"a": "x", "b": "y"}


def test_json_escapes_beyond_the_basic_plane_are_one_character() -> None:
    assert parse(rb'{"a": "\ud83d\ude00 \\ud83d \/"}', "f").value == {"a": "😀 \\ud83d /"}


def test_each_value_is_found_at_its_line_and_column() -> None:
    file = parse(b"a:\n  b: 1\n  c:\n    - x\n    - y\n", "f")
    assert file.positions[("a", "c", 1)] == (5, 7)
    assert str(file.problem(("a", "b"), "bad.")) == "f:2:3: bad."
    assert str(file.problem(("a", "nowhere", 3), "bad.")) == "f:1:1: bad."


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "file.yaml: is empty."),
        (b" \n\n", "file.yaml: is empty."),
        (b"# nothing\n", "file.yaml: is empty."),
        (b"a: 1\nb: 2\na: 3\n", "file.yaml:3:1: 'a' is here a second time (first in line 1)"),
        (b"a: &x 1\nb: *x\n", "file.yaml:1:4: &x is an anchor"),
        (b"a: *x\n", "file.yaml:1:4: *x is an alias"),
        (b"a: !!python/object/apply:os.system [x]\n", "file.yaml:1:4: tag:yaml.org,2002:python"),
        (b"a: 1\n---\nb: 2\n", "file.yaml:2:1: a second document starts here"),
        (b"? [a, b]\n: 1\n", "file.yaml:1:3: a name is expected here"),
        (b"a: b: c\n", "file.yaml:1:5: a colon cannot be here"),
        (b"a: 1\n\tb: 2\n", "file.yaml:2:1: there is a tab here"),
        (b"a: 'x\nb: 1\n", "file.yaml:1:4: a quote or bracket opens here and is not closed"),
        (b"a: [x\nb: 1\n", "is not closed"),
        (b"a: \xff\n", "file.yaml:1:1: is not text in UTF-8"),
        (b"a: 1\nb: \x1b[31m\n", "file.yaml:2:4: the character U+001B cannot be"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "file.yaml:1:1: is not text in UTF-8"),
        (b"\x00\x01\x02", "file.yaml:1:1: the character U+0000"),
        (b'{"a": "\\ud83d"}', "file.yaml:1:10: this \\u escape is not a character"),
        (b"[" * 100_000, "file.yaml:1:21: is nested more than 20 deep"),
        (b"{a: " * 100_000, "is nested more than 20 deep"),
        (b"- " * 100_000, "is nested more than 20 deep"),
        (b"a" * (LARGEST + 1), "file.yaml: is larger than 1 MiB."),
    ],
)
def test_what_no_file_here_needs_is_refused_at_its_place(raw: bytes, message: str) -> None:
    assert message in refusal(raw)


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read with libyaml, whose newer versions have a nesting limit of their own, or in Python."""
    name: str = request.param
    if not hasattr(yaml, name):
        pytest.skip("PyYAML comes without libyaml here")
    monkeypatch.setattr(yaml_file, "_LOADER", getattr(yaml, name))
    return name


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"[" * 1_005, "1:21"),
        (b"[" * 1_005 + b"]" * 1_005, "1:21"),
        (b"[" * 50_000, "1:21"),
        (b"{a: " * 50_000, "1:81"),
        (b"[{a: " * 50_000, "1:51"),
        (b"- " * 50_000, "1:41"),
        (b"a:\n  b: " + b"[" * 50_000, "2:24"),
        (b"".join(b" " * n + b"a:\n" for n in range(600)), "21:21"),
    ],
)
def test_what_is_nested_too_deep_is_refused_where_our_limit_is_passed(
    raw: bytes, place: str
) -> None:
    expected = f"file.yaml:{place}: is nested more than 20 deep; no file here needs that."
    assert refusal(raw) == expected


@pytest.mark.usefixtures("loader")
def test_a_fault_before_what_is_nested_too_deep_is_the_one_that_is_told() -> None:
    raw = b"{a: 1, a: 2, b: " + b"[" * 2_000
    assert refusal(raw).startswith("file.yaml:1:8: 'a' is here a second time")


@pytest.mark.usefixtures("loader")
def test_what_is_nested_as_deep_as_allowed_is_read() -> None:
    file = parse(b"[" * 20 + b"]" * 20, "f")
    assert file.positions[(0,) * 19] == (1, 20)
