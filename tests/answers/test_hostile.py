"""Files that are made to hang or to break: each is read in the end, or refused in words.

A command that hangs fails by the time limit of `run`.
"""

import json
from pathlib import Path

import pytest

from conftest import Run

QUESTIONS = (
    "student-engagement,personnel,marketing-and-communications,learning-partnerships,operations"
)
RED = "red,red,red,red,red"
RECORD = dict.fromkeys(QUESTIONS.split(","), "red")


@pytest.mark.parametrize("sign", ["/", "-", ". ", "a:", "/ "])
def test_a_header_cell_of_any_length_takes_no_longer_than_it_is_long(
    run: Run, tmp_path: Path, sign: str
) -> None:
    cell = sign * (45_000 // len(sign))
    (tmp_path / "a.csv").write_text(f"{cell}\n{QUESTIONS},{cell}\n{RED},x\n", encoding="utf-8")
    done = run("score", "a.csv", "--format", "csv")
    assert done.returncode == 0
    assert "1 record: 1 scored" in done.stderr


def test_quoted_and_unusable_rows_in_turns_keep_their_lines(run: Run, tmp_path: Path) -> None:
    rows = f'"red",red,red,red,red\nodd,{RED[4:]}\n' * 60_000
    (tmp_path / "a.csv").write_text(f"{QUESTIONS}\n{rows}", encoding="utf-8")
    done = run("score", "a.csv", "--format", "csv", "--output", "out.csv")
    assert done.returncode == 1
    assert "120,000 records: 60,000 scored, 0 incomplete, 60,000 unusable." in done.stderr
    last = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[-1]
    assert "line 120001: student-engagement is 'odd'" in last


def test_objects_that_each_have_a_name_of_their_own_are_no_table(run: Run, tmp_path: Path) -> None:
    lines = [json.dumps(RECORD | {f"name {n}": 1}) for n in range(8_000)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("score", "a.jsonl")
    assert done.returncode == 2
    assert "different names" in done.stderr


def test_objects_with_many_names_that_are_alike_are_a_table(run: Run, tmp_path: Path) -> None:
    wide = json.dumps(RECORD | {f"name {n}": n for n in range(4_000)})
    (tmp_path / "a.jsonl").write_text(f"{wide}\n{json.dumps(RECORD)}\n", encoding="utf-8")
    assert "2 records: 2 scored" in run("score", "a.jsonl", "--format", "csv").stderr


def test_groups_named_by_very_long_numbers_stand_in_order(run: Run, tmp_path: Path) -> None:
    names = ["9" * 5_000, "School 10", "School 9", "8" * 5_000, "School 09"]
    rows = "\n".join(f"{name},{RED}" for name in names)
    (tmp_path / "a.csv").write_text(f"School,{QUESTIONS}\n{rows}\n", encoding="utf-8")
    done = run("score", "a.csv", "--group-by", "School", "--summary-only", "--format", "json")
    groups = [group["value"] for group in json.loads(done.stdout)["groups"]]
    assert groups == [names[3], names[0], "School 9", "School 09", "School 10"]


@pytest.mark.slow
@pytest.mark.parametrize("depth", [*range(900, 1_010, 9), 100_000])
@pytest.mark.parametrize(("opens", "closes"), [('{"a":', "}"), ("[", "]")])
def test_a_deep_value_beside_answers_is_read_or_told(
    run: Run, tmp_path: Path, depth: int, opens: str, closes: str
) -> None:
    text = f'{json.dumps(RECORD)[:-1]}, "deep": {opens * depth}1{closes * depth}}}'
    (tmp_path / "a.json").write_text(f"[{text}]", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(text, encoding="utf-8")
    for name in ("a.json", "b.jsonl"):
        done = run("score", name, "--format", "json")
        assert done.returncode in (0, 2)
        assert done.returncode == 0 or "nested too deep" in done.stderr


def test_a_number_of_any_length_stays_as_it_is_written(run: Run, tmp_path: Path) -> None:
    digits = "7" * 5_000
    text = f'{json.dumps(RECORD)[:-1]}, "code": {digits}}}'
    (tmp_path / "a.json").write_text(f"[{text}]", encoding="utf-8")
    done = run("score", "a.json", "--format", "json")
    assert json.loads(done.stdout)[0]["columns"] == {"code": digits}
