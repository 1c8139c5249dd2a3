"""Plans that tests write in: made once, and copied for each test."""

import shutil
from pathlib import Path

import pytest

from conftest import runner
from plans.word_plans import answers


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with answers and their plan, in Word and as a workbook."""
    folder = tmp_path_factory.mktemp("written")
    answers(folder / "a.yaml", "brbgb")
    for name in ("plan.docx", "plan.xlsx"):
        assert runner(folder)("plan", "a.yaml", "-o", name).returncode == 0
    return folder


@pytest.fixture
def plan(written: Path, tmp_path: Path) -> Path:
    """Return a plan in Word; beside it are its answers, `a.yaml`."""
    for name in ("a.yaml", "plan.docx"):
        shutil.copy(written / name, tmp_path / name)
    return tmp_path / "plan.docx"


@pytest.fixture
def workbook(written: Path, tmp_path: Path) -> Path:
    """Return a plan as a workbook; beside it are its answers, `a.yaml`."""
    for name in ("a.yaml", "plan.xlsx"):
        shutil.copy(written / name, tmp_path / name)
    return tmp_path / "plan.xlsx"
