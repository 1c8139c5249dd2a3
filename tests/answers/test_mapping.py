"""A mapping file keeps how the table of a survey is read, for the next year."""

import csv
import io
from pathlib import Path

import pytest

from conftest import Run

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
FIVE = ["2", "6", "9", "1", "7"]
IDS = [
    "student-engagement", "personnel", "marketing-and-communications", "learning-partnerships",
    "operations",
]  # fmt: skip
TABLE = f"{IDS[0]},Your staff,{','.join(IDS[2:])}\n1,2,-99,1,1\n"
MAPPING = """\
mapping: 1
instrument: survey
columns:
  personnel: Your staff
answers:
  1: red
  2: blue
  personnel:2: green
missing: [-99]
"""


def totals(text: str) -> list[str]:
    return [row["total"] for row in csv.DictReader(io.StringIO(text))]


def test_a_table_is_read_as_its_mapping_says(run: Run, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING)
    done = run("score", "-", "--from", "csv", "--mapping", "m.yaml", "-f", "csv", stdin=TABLE)
    assert (totals(done.stdout), done.returncode) == (["2"], 0), done.stderr


def test_options_go_before_a_mapping(run: Run, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING)
    options = ("--mapping", "m.yaml", "--answer", "personnel:2=red", "-f", "csv")
    done = run("score", "-", "--from", "csv", *options, stdin=TABLE)
    assert totals(done.stdout) == ["0"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("personnel: Your", "personel: Your", "m.yaml:4:3: there is no question 'personel'; did"),
        ("1: red", "1: purple", "m.yaml:6:3: There is no answer 'purple'"),
        ("columns:", "colums:", "m.yaml:3:1: 'colums' is not known here; did you mean columns?"),
        ("mapping: 1", "mapping: 2", "m.yaml:1:1: mapping is 2; expected 1"),
        ("[-99]", "[true]", "missing is true; expected a code; put it in quotes."),
        ("survey", "surve", "m.yaml:2:1: there is no instrument 'surve'; did you mean survey?"),
        ("Your staff", "Our staff", "there is no column 'Our staff'; did you mean Your staff?"),
    ],
)
def test_what_is_wrong_in_a_mapping_is_told_with_its_place(
    run: Run, tmp_path: Path, old: str, new: str, told: str
) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING.replace(old, new, 1))
    done = run("score", "-", "--from", "csv", "--mapping", "m.yaml", "-f", "csv", stdin=TABLE)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in " ".join(done.stderr.split())


@pytest.mark.parametrize("name", ["02", "06", "39", "42", "71", "67", "20"])
def test_what_a_run_recognised_is_read_back_as_the_same_run(
    run: Run, tmp_path: Path, name: str
) -> None:
    (file,) = CASES.glob(f"{name}-*/*.csv")
    codes = [f"--answer=A{n}={id_}" for n, id_ in enumerate(("red", "blue", "green"), 1)]
    options = ("--missing", "-99", "-f", "csv")
    first = run("score", str(file), *codes, *options, "--write-mapping", "m.yaml")
    again = run("score", str(file), "--mapping", "m.yaml", "-f", "csv")
    assert (again.stdout, again.stderr, again.returncode) == (
        first.stdout, first.stderr, first.returncode,
    )  # fmt: skip
    run("score", str(file), "--mapping", "m.yaml", "--write-mapping", "n.yaml", "-f", "csv")
    assert (tmp_path / "m.yaml").read_text("utf-8") == (tmp_path / "n.yaml").read_text("utf-8")


def test_a_mapping_that_is_there_is_not_replaced_without_force(run: Run, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING)
    words = ("score", "-", "--from", "csv", "-f", "csv", "--write-mapping", "m.yaml")
    done = run(*words, stdin=TABLE)
    assert (done.returncode, (tmp_path / "m.yaml").read_text()) == (2, MAPPING)


def test_tables_that_are_read_in_different_ways_have_no_mapping_in_common(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(f"{','.join(IDS)}\nred,red,red,red,red\n")
    (tmp_path / "b.csv").write_text(f"{','.join(IDS).upper()}\nred,red,red,red,red\n")
    done = run("score", "a.csv", "b.csv", "-f", "csv", "--write-mapping", "m.yaml")
    assert (done.returncode, (tmp_path / "m.yaml").exists()) == (2, False)
    assert "These tables are read in different ways." in done.stderr
