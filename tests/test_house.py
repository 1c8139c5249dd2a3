"""The house rules: lint, form, types, layers, the README's reference, and a wheel that works."""

import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


def check(*command: str | Path, folder: Path = ROOT, **environment: str) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        cwd=folder,
        env=os.environ | {"COLUMNS": "80"} | environment,
        check=False,
    )
    output = (done.stdout + done.stderr).decode()
    assert done.returncode == 0, output
    return done.stdout.decode()


@pytest.mark.parametrize(
    "rule",
    [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("lint-imports",),
        ("cog", "--check", "README.md"),
    ],
    ids=" ".join,
)
def test_the_house_keeps(rule: tuple[str, ...]) -> None:
    check(BIN / rule[0], *rule[1:])


def test_the_checked_versions_are_ones_that_the_project_takes() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    checked = {
        n.lower().replace("_", "-"): v for n, _, v in (line.partition("==") for line in lines)
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = [*project["dependencies"], *extras["dev"], *extras["spark"]]
    for requirement in map(Requirement, needed):
        assert checked[requirement.name.lower()] in requirement.specifier, requirement


def test_the_test_command_of_the_readme_installs_the_checked_versions() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    command = next(line for line in lines if line.endswith("-m pytest"))
    assert "--constraint constraints.txt" in command


def test_the_built_wheel_runs_elsewhere_and_carries_the_content(tmp_path: Path) -> None:
    check(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
        "--wheel-dir", tmp_path, ROOT,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:  # type checkers read annotations where this file is
        assert "careerplan_cli/py.typed" in archive.namelist()
    venv.create(tmp_path / "venv", with_pip=True)
    bin_ = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    check(bin_ / "python", "-m", "pip", "install", "--quiet", wheel)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert "● Lots going on" in check(bin_ / "careerplan", "guide", folder=elsewhere)
    answers = ROOT / "docs" / "cedar-valley.yaml"
    for name in ("report.html", "plan.docx"):
        check(bin_ / "careerplan", name.split(".")[0], answers, "-o", name, folder=elsewhere)
        assert (elsewhere / name).stat().st_size > 10_000
    where = check(
        bin_ / "python",
        "-c",
        "from careerplan_cli.pack.content_pack import built_in_folder; print(built_in_folder())",
        folder=elsewhere,
    )
    assert str(tmp_path / "venv") in where
