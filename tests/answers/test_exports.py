"""The exports of survey tools score as they are; `fixtures/exports/README.md` tells their forms."""

import csv
import io
import json
from pathlib import Path

import pytest

from conftest import Run

EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"
FILES = sorted(path.name for path in EXPORTS.iterdir() if path.stem not in ("README", "expected"))


def expected(name: str) -> list[tuple[str, str]]:
    with (EXPORTS / "expected.csv").open(encoding="utf-8", newline="") as file:
        return [(row["total"], row["level"]) for row in csv.DictReader(file) if row["file"] == name]


@pytest.mark.parametrize("name", FILES)
def test_an_export_scores_without_a_change(run: Run, name: str) -> None:
    done = run("score", str(EXPORTS / name), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    found = [(row["total"] if row["level"] else "", row["level"]) for row in rows]
    assert found == expected(name)
    assert done.returncode == any(row["reason"] for row in rows)


@pytest.mark.parametrize("name", FILES)
def test_an_export_gives_the_same_as_csv_and_as_json(run: Run, name: str) -> None:
    path = str(EXPORTS / name)
    rows = list(csv.DictReader(io.StringIO(run("score", path, "--format", "csv").stdout)))
    records = json.loads(run("score", path, "--format", "json").stdout)
    assert [row["level"] or None for row in rows] == [record.get("level") for record in records]
    passed = [record["columns"] for record in records]
    assert [dict(list(row.items())[: len(passed[0])]) for row in rows] == [
        {
            name: f"'{text}" if text.startswith(("=", "-")) else text
            for name, text in columns.items()
        }
        for columns in passed
    ]


def test_both_header_rows_of_surveymonkey_name_its_columns(run: Run) -> None:
    done = run("score", str(EXPORTS / "surveymonkey.csv"), "--format", "json")
    columns = json.loads(done.stdout)[0]["columns"]
    assert "Respondent ID" in columns
    assert "Your district and role: District" in columns
    assert [record["district"] for record in json.loads(done.stdout)][:2] == [
        "North Coast", "Kettle River",
    ]  # fmt: skip
    assert "Response" not in columns.values()


def test_the_matching_is_told_once_on_standard_error(run: Run) -> None:
    done = run("score", str(EXPORTS / "kobotoolbox.csv"), "--format", "csv")
    assert done.stderr.count("survey/student_engagement -> student-engagement") == 1
    assert "6 records: 5 scored, 1 incomplete, 0 unusable." in done.stderr


def test_a_folder_of_exports_is_one_table_that_tells_where_each_row_is_from(run: Run) -> None:
    done = run("score", *(str(EXPORTS / name) for name in FILES), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(rows) == sum(len(expected(name)) for name in FILES)
    assert {Path(row["file"]).name for row in rows} == set(FILES)
    assert [row["row"] for row in rows][:3] == ["1", "2", "3"]
    assert {row["about/role"] for row in rows} > {"", "Superintendent"}


def test_the_preview_in_an_export_of_qualtrics_is_told_with_what_leaves_it_out(run: Run) -> None:
    path = str(EXPORTS / "qualtrics.csv")
    done = run("score", path, "--format", "csv")
    assert "1 record is a preview of the survey" in done.stderr
    option = "Response Type=Survey Preview"
    assert f'--where-not "{option}"' in done.stderr
    done = run("score", path, "--format", "csv", "--where-not", option)
    assert "4 records: 3 scored, 1 incomplete, 0 unusable." in done.stderr


def test_a_record_of_redcap_that_was_only_opened_is_no_respondent(run: Run) -> None:
    done = run("score", str(EXPORTS / "redcap.csv"), "--format", "csv")
    assert "1 row has no answer to any question and is left out." in done.stderr
