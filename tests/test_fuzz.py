"""Whatever a content or answer file holds: it loads, or there is an error at a line. Never more."""

import contextlib
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careerplan_cli.answers.answer_file import parse_answers
from careerplan_cli.model.errors import FileError
from careerplan_cli.pack.content_pack import ContentPack, built_in_folder
from careerplan_cli.schema.json_schema import KINDS
from careerplan_cli.schema.validation import validation_result
from careerplan_cli.schema.yaml_file import parse
from conftest import ANSWERS

pytestmark = pytest.mark.slow

words = st.text(max_size=12) | st.sampled_from(
    ["id", "title", "sections", "questions", "options", "classification", "by", "bands", "levels"]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=5),
    max_leaves=25,
)
thorough = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@thorough
@given(raw=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode()))
def test_any_bytes_are_a_document_or_an_error_at_a_line(raw: bytes) -> None:
    with contextlib.suppress(FileError):
        parse(raw, "f")


@thorough
@given(value=values)
@pytest.mark.parametrize("kind", KINDS.values())
def test_any_values_fit_a_model_or_are_problems_at_a_line(
    kind: type[object], value: object
) -> None:
    try:
        file = parse(
            json.dumps({"x": value} if not isinstance(value, dict) else value).encode(), "f"
        )
    except FileError:
        return
    result = validation_result(file, kind)
    assert result.problems or result.model is not None
    assert all(problem.line >= 1 for problem in result.problems)


@thorough
@given(value=values)
def test_any_values_are_an_answer_set_or_an_error(pack: ContentPack, value: object) -> None:
    entries = {"careerplan": 1, "answers": value, "notes": value, "content": value}
    with contextlib.suppress(FileError):
        parse_answers(json.dumps(entries).encode(), "f", pack.instrument)


VALUES = ("[]", "{}", "3", "true", "~", "x", "-1", "1e9")


def mutants(text: str, chance: random.Random) -> Iterator[str]:
    """Yield copies of a file with one line dropped, moved, doubled, cut or changed in type."""
    lines = text.splitlines(keepends=True)
    for _ in range(30):
        n = chance.randrange(len(lines))
        line = lines[n]
        name, colon, _ = line.partition(":")
        changed = chance.choice(
            [
                "",
                f"  {line}",
                line.removeprefix("  "),
                line * 2,
                f"\t{line}",
                f"{name}{colon} {chance.choice(VALUES)}\n",
                f"{name}{colon} [1, {{a: b}}]\n",
                line.replace(":", ""),
                line.replace('"', ""),
            ]
        )
        yield "".join([*lines[:n], changed, *lines[n + 1 :]])
    for _ in range(8):
        yield text[: chance.randrange(len(text))]


CHECK = """
import sys
from pathlib import Path
from careerplan_cli.pack.content_pack import ContentPack
for folder in sorted(Path(sys.argv[1]).iterdir()):
    for problem in ContentPack(folder).problems():
        assert problem.line >= 1 or problem.file, problem
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
print(next((line.split()[1] for line in lines if line.startswith("VmHWM")), 0))
"""
"""Checks each pack in a folder, and prints the most memory that took, in kB, where that is told."""


@pytest.mark.parametrize(
    "file", sorted(str(p.relative_to(built_in_folder())) for p in built_in_folder().rglob("*.yaml"))
)
def test_damaged_copies_of_the_real_files_load_or_give_errors_within_bounds(
    tmp_path: Path, file: str
) -> None:
    original = (built_in_folder() / file).read_text(encoding="utf-8")
    for n, mutant in enumerate(mutants(original, random.Random(file))):  # noqa: S311
        folder = tmp_path / f"{n:03}"
        shutil.copytree(built_in_folder(), folder)
        (folder / file).write_text(mutant, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 200 * 1024


@thorough
@given(cut=st.integers(min_value=0, max_value=len(ANSWERS)), insert=st.text(max_size=5))
def test_an_answer_file_cut_and_typed_into_anywhere_is_read_or_refused(
    pack: ContentPack, cut: int, insert: str
) -> None:
    text = ANSWERS[:cut] + insert + ANSWERS[cut + len(insert) :]
    for raw in (text.encode("utf-8", "replace"), ANSWERS[:cut].encode()):
        with contextlib.suppress(FileError):
            parse_answers(raw, "f", pack.instrument)
