"""Codes in a table: which answer they stand for, and which stand for none."""

import csv
import io
from pathlib import Path

import pytest

from conftest import Run

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
IDS = [
    "student-engagement", "personnel", "marketing-and-communications", "learning-partnerships",
    "operations",
]  # fmt: skip
HEADER = ",".join(IDS)


def totals(text: str) -> list[str]:
    return [row["total"] for row in csv.DictReader(io.StringIO(text))]


def test_codes_of_answers_are_read_as_named(run: Run) -> None:
    (file,) = CASES.glob("67-*/*.csv")
    codes = ("--answer", "A1=red", "--answer", "A2=blue", "--answer", "A3=green")
    done = run("score", str(file), *codes, "-f", "csv")
    assert (totals(done.stdout), done.returncode) == (["2", "6", "9", "1", "7"], 0)


def test_codes_of_no_answer_are_read_as_named(run: Run) -> None:
    (file,) = CASES.glob("20-*/*.csv")
    done = run("score", str(file), "--missing", "-99", "--missing", "no answer", "-f", "csv")
    assert (totals(done.stdout), done.returncode) == (["2", "4", "7", "1", "6"], 0)
    assert "5 records: 0 scored, 5 incomplete, 0 unusable." in done.stderr


def test_a_code_for_one_question_goes_before_that_for_all(run: Run) -> None:
    text = f"{HEADER}\n1,1,1.0,1,1\n"
    codes = ("--answer", "1=red", "--answer", "personnel:1=green")
    done = run("score", "-", "--from", "csv", "-f", "csv", *codes, stdin=text)
    assert "true,red,green,red,red,red," in done.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--answer", "blue=red"], "The code 'blue' is the answer blue of student-engagement"),
        (["--answer", "Less than 10% of students=blue"], "is the answer red of student-engagement"),
        (["--missing", "Red"], "'red' is the answer red of student-engagement by itself, so it"),
        (["--answer", "1=red", "--answer", "1=blue"], "The code '1' stands for red and blue."),
        (["--answer", "1=red", "--missing", "1"], "The code '1' stands for red and no answer."),
        (["--answer", "1=purple"], "There is no answer 'purple'"),
        (["--answer", "personel:1=red"], "There is no question 'personel'; did you mean personnel"),
        (["--answer", "1"], "--answer '1' does not name a code and an answer."),
    ],
)
def test_a_code_that_would_mean_two_things_is_refused(
    run: Run, options: list[str], told: str
) -> None:
    text = f"{HEADER}\n1,1,1,1,1\n"
    done = run("score", "-", "--from", "csv", *options, stdin=text)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in " ".join(done.stderr.split())
