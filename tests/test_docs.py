"""The examples of the documents do what the documents say, followed to the letter."""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import Run

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent

_FENCE = re.compile(r"^```(?P<words>[^\n`]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A block of a document: its language, what the line that opens it says besides, its text."""

    language: str
    name: str
    text: str


def blocks(text: str) -> list[Block]:
    found = []
    for match in _FENCE.finditer(text):
        language, _, name = match["words"].partition(" ")
        found.append(Block(language, name, match["text"]))
    return found


def sections(document: str) -> list[tuple[str, list[Block]]]:
    """Return the title and the blocks of each section of a document."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    parts = [part.partition("\n") for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]]
    return [(title, blocks(rest)) for title, _, rest in parts]


@pytest.mark.parametrize(
    ("title", "steps"), [pytest.param(*one, id=one[0]) for one in sections("extending.md")]
)
def test_each_extension_works_as_its_page_says(
    tmp_path: Path, title: str, steps: list[Block]
) -> None:
    for folder in ("src", "content", "docs"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    assert steps, title
    for step in steps:
        if step.language == "console":
            follow(step.text, tmp_path)
        elif step.language == "diff":
            add_lines(tmp_path / step.name, step.text)
        elif step.name:
            path = tmp_path / step.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")


def follow(text: str, folder: Path) -> None:
    """Run the lines of a terminal that start with `$`; the lines below each are what it prints."""
    for entry in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        line, _, expected = entry.partition("\n")
        words = shlex.split(line, comments=True)
        assert words[0] == "careerplan"
        done = subprocess.run(
            [sys.executable, "-m", "careerplan_cli", *words[1:]],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(folder / "src"), "COLUMNS": "80"},
            capture_output=True,
            timeout=60,
            check=False,
        )
        printed = [x.rstrip() for x in (done.stdout + done.stderr).decode().splitlines()]
        assert done.returncode == 0, printed
        for wanted in filter(None, (x.rstrip() for x in expected.splitlines())):
            assert wanted in printed, f"{wanted!r} is not among {printed}"


def add_lines(path: Path, change: str) -> None:
    """Add the lines that start with `+` behind the line of the file that stands above them."""
    text = path.read_text(encoding="utf-8")
    above = "".join(f"{line[1:]}\n" for line in change.splitlines() if line.startswith(" "))
    added = "".join(f"{line[1:]}\n" for line in change.splitlines() if line.startswith("+"))
    assert text.count(above) == 1, f"{above!r} stands {text.count(above)} times in {path.name}"
    path.write_text(text.replace(above, above + added), encoding="utf-8")


def run_python(steps: list[Block], place: str) -> None:
    """Run the Python of a section, and check that it prints the text below it."""
    names: dict[str, object] = {}
    printed = ""
    for step in steps:
        if step.language == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(step.text, place, "exec"), names)  # noqa: S102
            printed = out.getvalue()
        elif step.language == "text":
            assert printed == step.text


@pytest.mark.parametrize(
    ("title", "steps"), [pytest.param(*one, id=one[0]) for one in sections("api.md")]
)
def test_each_example_of_the_library_prints_what_its_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str, steps: list[Block]
) -> None:
    for name in ("cedar-valley.yaml", "export.csv"):
        shutil.copy(ROOT / "docs" / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    run_python(steps, f"api.md: {title}")


def change(path: Path, old: str, new: str) -> None:
    """Change a text that stands once in a file, or once behind the last `...` of `old`."""
    before, _, last = old.rpartition("...")
    text = path.read_text(encoding="utf-8")
    start = text.index(before)
    assert last in text[start:]
    path.write_text(text[:start] + text[start:].replace(last, new, 1), encoding="utf-8")


def test_the_readmes_changes_to_the_content_do_what_it_says(run: Run, tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    part = readme.partition("## Make it yours")[2].partition("\n## ")[0]
    question, target = (
        "Who leads career education in our district?",
        re.search(r"under its `target` with `([^`]+)`", part),
    )
    assert target
    action = re.search(r"^ *```yaml\n(.*?)^ *```$", part, re.MULTILINE | re.DOTALL)
    assert action
    assert f"change its `prompt` to `{question}`" in part
    assert run("content", "export", "our-content").returncode == 0
    ours = tmp_path / "our-content"
    survey = ours / "survey.yaml"
    change(
        survey,
        "prompt: Who in your district is dedicated to career education?",
        f"prompt: {question}",
    )
    lines = survey.read_text(encoding="utf-8").splitlines(keepends=True)
    personnel = next(n for n, line in enumerate(lines) if "id: personnel" in line)
    blue = next(n for n, line in enumerate(lines) if n > personnel and "id: blue" in line)
    first = next(n for n, line in enumerate(lines) if n > blue and "target: >-" in line) + 1
    assert "details:" in lines[first + 2]
    lines[first : first + 2] = [f"              {target[1]}\n"]
    survey.write_text("".join(lines), encoding="utf-8")
    own = "".join(f"{line.removeprefix('   ')}\n" for line in action[1].splitlines())
    change(ours / "actions.yaml", "  - code: PE1\n", f"{own}  - code: PE1\n")
    change(survey, "level: on-our-way\n      ...lowest: 4", "lowest: 3")
    (problem,) = run("content", "check", "our-content").stdout.splitlines()
    assert f"`{problem.replace(os.sep, '/')}`" in part
    change(survey, "level: just-getting-started\n...highest: 3", "highest: 2")
    change(
        ours / "levels" / "on-our-way.yaml", "title: Check in", "title: Walk through our programs"
    )
    assert run("content", "check", "our-content").stdout in part + "\n"
    answers = "student-engagement: green, marketing-and-communications: blue"
    others = "personnel: red, learning-partnerships: red, operations: red"
    (tmp_path / "a.yaml").write_text(f"careerplan: 1\nanswers: {{{answers}, {others}}}\n")
    shown = " ".join(run("score", "a.yaml", "--content", "our-content").stdout.split())
    for words in (f"Target: {target[1]}", "First actions OUR1 Ask the two", "◐ On our way"):
        assert words in shown
    step = run("guide", "--level", "on", "--step", "1", "--content", "our-content").stdout
    assert "◐ Step 1: Walk through our programs" in step
    assert question in run("report", "a.yaml", "--content", "our-content").stdout
