"""A plan that a team writes in with LibreOffice itself: nothing that it wrote is lost."""

import json
import subprocess
from pathlib import Path

import pytest

from conftest import Run
from forms.conftest import missing as not_installed
from forms.conftest import program
from plans.word_plans import answers, missing

WRITER = Path(__file__).with_name("write_in_libreoffice.py")


@pytest.mark.slow
def test_whatever_a_team_wrote_in_libreoffice_is_in_the_new_plan_or_listed(
    run: Run, tmp_path: Path
) -> None:
    answers(tmp_path / "a.yaml", "brbgb", date="2026-11-23")
    answers(tmp_path / "b.yaml", "rgggg", date="2027-05-20")
    names = ("plan.docx", "plan.xlsx")
    for name in names:
        assert run("plan", "a.yaml", "-o", name).returncode == 0
    written = write_into(tmp_path, *(tmp_path / name for name in names))
    for name, other in zip(names, reversed(names), strict=True):
        texts, beside = written[name]
        assert len(texts) > 500
        assert beside
        done = run("plan", "b.yaml", "--update", f"written/{name}", "-o", f"new-{name}")
        assert done.returncode == 0, done.stderr
        listed = done.stderr
        # into the other kind, and with the first answers again
        done = run("plan", "a.yaml", "--update", f"new-{name}", "-o", f"newer-{other}")
        assert done.returncode == 0, done.stderr
        done = run("plan", "b.yaml", "--update", f"newer-{other}", "-o", f"{name}.docx")
        assert done.returncode == 0, done.stderr
        assert missing(texts, tmp_path / f"{name}.docx") == []
        elsewhere = missing(beside, tmp_path / f"{name}.docx")
        assert [words for words in elsewhere if words not in listed] == []


def write_into(folder: Path, *plans: Path) -> dict[str, tuple[list[str], list[str]]]:
    """Let LibreOffice write into every place of some plans; return what, by their names.

    What stands beside the text is the second list of each. It saves them into the folder `written`.
    """
    office = program("soffice", "libreoffice")
    (folder / "written").mkdir()
    done = subprocess.run(
        [python_of(office), WRITER, office, folder / "written", *plans],
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    return {name: (texts, beside) for name, texts, beside in map(json.loads, lines)}


def python_of(office: str) -> Path:
    """Return the Python that has LibreOffice's library: that beside it, or that of the system."""
    beside = Path(office).resolve().parent
    known = (beside / "python", beside / "python.exe", Path("/usr/bin/python3"))
    for python in filter(Path.exists, known):
        tried = subprocess.run([python, "-c", "import uno"], check=False, capture_output=True)
        if tried.returncode == 0:
            return python
    return not_installed("LibreOffice's library for Python (python3-uno)")
