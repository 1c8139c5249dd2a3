"""Whatever `content check` lets through, every command, screen, page and form shows."""

import re
import shutil
from pathlib import Path
from typing import get_args

import pytest

from careerplan_cli.model.fields import Colour
from careerplan_cli.pack.content_pack import built_in_folder
from conftest import Run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the built-in content."""
    return Path(shutil.copytree(built_in_folder(), tmp_path / "our-content"))


@pytest.mark.parametrize("colour", get_args(Colour))
def test_a_level_and_answers_in_every_colour_are_shown(
    run: Run, folder: Path, answers: Path, colour: str
) -> None:
    for name in ("survey.yaml", "levels/on-our-way.yaml"):
        text = (folder / name).read_text(encoding="utf-8")
        changed = re.sub(r"colour: \w+", f"colour: {colour}", text)
        (folder / name).write_text(changed, encoding="utf-8")
    checked = run("content", "check", str(folder))
    assert checked.returncode == 0, checked.stdout
    for words in (
        ("guide", "--level", "on-our-way", "--no-pager"),
        ("score", str(answers), "--no-pager"),
    ):
        shown = run(*words, "--content", str(folder), FORCE_COLOR="1")
        assert shown.returncode == 0, shown.stderr
        assert "On our way" in shown.stdout
