"""`careerplan score` as an analyst runs it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ANSWERS, Run

AREAS = (
    "student-engagement",
    "personnel",
    "marketing-and-communications",
    "learning-partnerships",
    "operations",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three districts, one at each end and one with an answer missing; and other files."""
    inside = tmp_path / "answers"
    inside.mkdir()
    files = {
        "a-cedar.yaml": ANSWERS,
        "b-north.json": json.dumps(
            {
                "careerplan": 1,
                "district": "North Coast",
                "answers": dict.fromkeys(AREAS, "green"),
            }
        ),
        "c-lakes.yml": "careerplan: 1\ndistrict: Lakes\nanswers: {personnel: green}\n",
        "readme.md": "not an answer file",
    }
    for name, text in files.items():
        (inside / name).write_text(text, encoding="utf-8")
    return inside


def test_one_file_gives_the_result_screen(run: Run, answers: Path) -> None:
    done = run("score", answers.name)
    assert done.returncode == 0
    assert done.stderr == ""
    for words in (
        "Cedar Valley · Board office · 2026-11-23",
        "◐ On our way",
        "▼ 5 of 10 points",
        "○ 0–3",
        "◐ 4–7",
        "● 8–10",
        "You need 3 more points to reach ● Lots going on.",
        "Note: Two retirements in June.",
        "Today:   Nobody, or only a few people",
        "Target:  The district and some secondary schools have people dedicated",
        "Problems that usually remain when you reach the target\n"
        "  • District-wide strategies are still being dev",
        "First actions\nPE1  Name one district contact for career programs, and tell",
        "Needs that your answers suggest\n  • Staff expertise\n  • District-wide collaboration",
        "Recommended actions",
        "◐ Step 1  Check in",
        "Read them in full: careerplan guide --level on-our-way",
        "Write a report: careerplan report cedar-valley.yaml -o report.html",
        "Write the plans: careerplan plan cedar-valley.yaml -o plan.docx",
    ):
        assert words in done.stdout


def test_missing_answers_claim_no_level(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("careerplan: 1\nanswers: {personnel: green}\n")
    done = run("score", "a.yaml")
    assert "No level yet: 1 of 5 questions are answered, 2 points so far." in done.stdout
    levels = "Still possible: ○ Just getting started, ◐ On our way, ● Lots going on."
    assert levels in " ".join(done.stdout.split())
    assert "Recommended actions" not in done.stdout
    assert done.returncode == 0


def test_a_folder_gives_a_table_and_a_summary(run: Run, folder: Path) -> None:
    done = run("score", str(folder))
    rows = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert "Cedar Valley Board office 2026-11-23 5/10 ◐ On our way B R B G B" in rows
    assert "North Coast - - 10/10 ● Lots going on G G G G G" in rows
    assert "1 ● Lots going on ██████████████████████████████" in rows
    assert "0 ○ Just getting started" in rows
    assert "1 no level yet, answers are missing ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░" in rows
    assert "Personnel 2 of 2 green" in rows
    assert "Operations 1.5 of 2 blue to green" in rows
    assert "Personnel ████▒▒ green 2, red 1" in rows or "Personnel ████░░ green 2, red 1" in rows
    assert any(row.startswith("The widest split is in Personnel") for row in rows)
    told = f"{folder}: 1 file is neither a table nor an answer file (readme.md).\n"
    assert done.stderr == told
    assert done.returncode == 0


def test_json_is_an_array_with_every_documented_field(run: Run, answers: Path) -> None:
    done = run("score", answers.name, "--format", "json")
    (record,) = json.loads(done.stdout)
    assert record == {
        "format": 1,
        "file": "cedar-valley.yaml",
        "instrument": "survey",
        "district": "Cedar Valley",
        "respondent": "Board office",
        "date": "2026-11-23",
        "total": 5,
        "maximum": 10,
        "level": "on-our-way",
        "possible_levels": ["on-our-way"],
        "complete": True,
        "questions": [
            {"id": "student-engagement", "answer": "blue", "points": 1, "note": None},
            {
                "id": "personnel",
                "answer": "red",
                "points": 0,
                "note": "Two retirements in June.",
            },
            {"id": "marketing-and-communications", "answer": "blue", "points": 1, "note": None},
            {"id": "learning-partnerships", "answer": "green", "points": 2, "note": None},
            {"id": "operations", "answer": "blue", "points": 1, "note": None},
        ],
        "focus": [
            "personnel",
            "student-engagement",
            "communication",
            "marketing-and-promotion",
            "ministry-and-district-policy",
            "new-program-development",
        ],
    }
    documented = Path(__file__).parents[2].joinpath("docs/formats.md").read_text(encoding="utf-8")
    for field in [*record, *record["questions"][0]]:
        assert f"`{field}`" in documented


def test_json_lines_is_one_object_a_line(run: Run, folder: Path) -> None:
    lines = run("score", str(folder), "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line)["total"] for line in lines] == [5, 10, 2]
    assert [json.loads(line)["level"] for line in lines] == ["on-our-way", "lots-going-on", None]


def test_csv_has_a_row_a_respondent_and_a_column_a_question(run: Run, folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("score", str(folder), "-f", "csv").stdout)))
    assert list(rows[0]) == [
        "file", "district", "respondent", "date", "instrument", "total", "level", "complete",
        *AREAS, *(f"{area}-points" for area in AREAS), "reason",
    ]  # fmt: skip
    assert [row["personnel"] for row in rows] == ["red", "green", "green"]
    assert [row["operations"] for row in rows] == ["blue", "green", ""]
    assert [row["complete"] for row in rows] == ["true", "true", "false"]


def test_csv_makes_formulas_harmless(run: Run, tmp_path: Path) -> None:
    text = "careerplan: 1\ndistrict: '=HYPERLINK(1)'\nrespondent: '-x'\nanswers: {}\n"
    (tmp_path / "a.yaml").write_text(text)
    (row,) = csv.DictReader(io.StringIO(run("score", "a.yaml", "-f", "csv").stdout))
    assert (row["district"], row["respondent"]) == ("'=HYPERLINK(1)", "'-x")


def test_markdown_is_a_table_in_which_nothing_is_markup(run: Run, tmp_path: Path) -> None:
    text = "careerplan: 1\ndistrict: 'A|B *c* <d>'\nanswers: {personnel: red}\n"
    (tmp_path / "a.yaml").write_text(text)
    out = run("score", "a.yaml", "-f", "markdown").stdout
    assert r"| A\|B \*c\* \<d\> |" in out
    assert "| Level |" in out
    assert "- no level yet, answers are missing: 1" in out


def test_standard_input_is_scored(run: Run) -> None:
    done = run("score", "-", "-f", "json", stdin=ANSWERS)
    assert json.loads(done.stdout)[0]["file"] == "-"
    assert json.loads(done.stdout)[0]["total"] == 5


def test_a_bad_file_is_named_and_the_others_are_scored(run: Run, folder: Path) -> None:
    bad = folder / "bad.yaml"
    bad.write_text("careerplan: 1\nanswers:\n  personnel: blu\n")
    done = run("score", str(folder), "missing.yaml", "-f", "jsonl")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 3
    assert f"{bad}:3:3: personnel is 'blu'; did you mean blue?" in done.stderr
    assert "missing.yaml: cannot be read: there is no such file or folder." in done.stderr


def test_nothing_usable_exits_with_two(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.yaml").write_text("")
    for words in (("score", "bad.yaml"), ("score", "empty"), ("score", "nowhere.yaml")):
        done = run(*words)
        assert done.returncode == 2
        assert done.stdout == ""
        assert "Traceback" not in done.stderr
    assert "no file in this folder has a name that ends in" in run("score", "empty").stderr


def test_one_bad_file_beside_one_good_one_still_gives_a_table(run: Run, answers: Path) -> None:
    done = run("score", answers.name, "missing.yaml")
    assert "How many at each level" in done.stdout
    assert done.returncode == 1


def test_an_output_file_gets_the_format_of_its_ending(run: Run, folder: Path) -> None:
    done = run("score", str(folder), "-o", "out.csv")
    assert done.stdout == ""
    assert "Written to out.csv" in done.stderr
    assert (folder.parent / "out.csv").read_text(encoding="utf-8").startswith("file,district,")
    run("score", str(folder), "-o", "out.txt", FORCE_COLOR="1")
    table = (folder.parent / "out.txt").read_text(encoding="utf-8")
    assert "◐ On our way" in table
    assert "\x1b" not in table


def test_an_existing_output_file_is_kept_unless_forced(run: Run, answers: Path) -> None:
    output = answers.with_name("out.json")
    output.write_text("mine")
    done = run("score", answers.name, "-o", "out.json")
    assert done.returncode == 2
    assert "--force" in done.stderr
    assert output.read_text() == "mine"
    assert run("score", answers.name, "-o", "out.json", "--force").returncode == 0
    assert json.loads(output.read_text(encoding="utf-8"))[0]["total"] == 5


def test_an_output_name_that_tells_no_format_is_refused_before_the_work(
    run: Run, answers: Path
) -> None:
    done = run("score", answers.name, "-o", "out.doc")
    assert done.returncode == 2
    assert ".csv" in done.stderr


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    for n in range(1000):
        (tmp_path / f"{n}.yaml").write_text(ANSWERS, encoding="utf-8")
    command = [sys.executable, "-m", "careerplan_cli", "score", str(tmp_path)]
    with subprocess.Popen(
        [*command, "-f", "jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize("form", [[], ["-f", "table"], ["-f", "csv"], ["-f", "json"]])
def test_text_from_files_commands_no_terminal(run: Run, tmp_path: Path, form: list[str]) -> None:
    text = (
        'careerplan: 1\ndistrict: "[red]x[/red] \\e[31m \\x9b2J"\n'
        'respondent: "a\\u202eb\\tc"\nanswers: {personnel: red}\n'
        'notes: {personnel: "\\e]0;title\\a [bold]note"}\n'
    )
    (tmp_path / "a.yaml").write_text(text)
    done = run("score", "a.yaml", *form, FORCE_COLOR="1" if not form else "")
    assert "[red]x[/red]" in done.stdout
    for control in ("\x1b[31m \x9b", "\x1b]", "\x9b", "\x07", "\u202e", "\t"):
        assert control not in done.stdout


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs rights to lack")
def test_a_file_without_the_right_to_read_is_named(run: Run, answers: Path) -> None:
    answers.chmod(0)
    assert "you do not have permission to" in run("score", answers.name).stderr


def test_a_folder_in_place_of_an_output_file_is_an_error(run: Run, answers: Path) -> None:
    answers.with_name("out.json").mkdir()
    done = run("score", answers.name, "-o", "out.json", "--force")
    assert done.returncode == 2
    assert "out.json is a folder." in done.stderr
    assert "Traceback" not in done.stderr
