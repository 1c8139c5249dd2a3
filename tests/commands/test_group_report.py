"""`careerplan report` of the answers of many: a table, a folder, several files."""

import gzip
import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from conftest import ANSWERS, Run

IDS = (
    "student-engagement",
    "personnel",
    "marketing-and-communications",
    "learning-partnerships",
    "operations",
)


def write_room(folder: Path) -> None:
    rows = [f"Person {n},North,red,blue,green,blue,blue" for n in range(6)]
    rows += [f"Person {n},South,green,blue,green,blue,blue" for n in range(6, 12)]
    rows += ["Person 12,West,red,red,red,red,red"]
    text = "\n".join([f"Name,Region,{','.join(IDS)}", *rows])
    (folder / "room.csv").write_text(text + "\n", "utf-8")


def words_of(text: str) -> str:
    return " ".join(text.split())


def test_one_report_of_the_answers_of_many(run: Run, tmp_path: Path) -> None:
    write_room(tmp_path)
    done = run("report", "room.csv", "--group-by", "Region")
    assert done.returncode == 0
    shown = words_of(done.stdout)
    for words in (
        "13 respondents answered. This is where each places the district:",
        "Where to talk first",
        "1. Student engagement: two camps, agreement 0.08. 7 chose “Less than 10%”, 6 chose “More",
        "- Personnel: together, agreement 0.92",
        "**Personnel:** 1 chose “Nobody, or only a few people”, 12 “A few,",
        "By Region",
        "| South | 6 |",
    ):
        assert words in shown
    assert "Person 1" not in done.stdout


def test_small_groups_and_what_tells_of_them_are_not_told_apart(run: Run, tmp_path: Path) -> None:
    write_room(tmp_path)
    shown = run("report", "room.csv", "--group-by", "Region").stdout
    assert "2 groups are not shown: fewer than 5 people answered in each" in shown
    assert "West" not in shown
    assert "North" not in shown


def test_nobody_alone_at_an_end_is_singled_out_where_to_talk_first(
    run: Run, tmp_path: Path
) -> None:
    rows = ["red", *["blue"] * 9, *["green"] * 9]
    write_answers(tmp_path / "room.csv", rows)
    shown = words_of(run("report", "room.csv").stdout)
    assert "9 chose “A few, at the district" in shown
    first = shown[shown.index("Where to talk first") : shown.index("Question by question")]
    assert "Nobody" not in first


def write_answers(path: Path, personnel: list[str]) -> None:
    rows = [f"blue,{answer},blue,blue,blue" for answer in personnel]
    path.write_text("\n".join([",".join(IDS), *rows]) + "\n", "utf-8")


def test_one_respondent_is_told_to_ask_others(run: Run, tmp_path: Path) -> None:
    write_answers(tmp_path / "room.csv", ["red"])
    shown = words_of(run("report", "room.csv").stdout)
    assert "1 respondent answered, and places the district here:" in shown
    assert "There is one respondent. Ask others too" in shown


@pytest.mark.parametrize(
    "words",
    [("--where", "Region=West"), ("--where-not", "Region=North", "--where", "Name=Person 7")],
)
def test_conditions_that_choose_fewer_than_five_people_are_refused(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    write_room(tmp_path)
    done = run("report", "room.csv", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "choose fewer than 5 people" in done.stderr


def test_of_the_people_chosen_a_question_that_few_answered_is_hidden(
    run: Run, tmp_path: Path
) -> None:
    rows = [
        f"{'North' if n < 6 else 'South'},red,{'' if n < 3 else 'blue'},red,red,red"
        for n in range(12)
    ]
    (tmp_path / "room.csv").write_text("\n".join([f"Region,{','.join(IDS)}", *rows]) + "\n")
    shown = run("report", "room.csv", "--where", "Region=North").stdout
    assert "6 respondents answered. Too few answered enough questions for a level" in words_of(
        shown
    )
    assert "Student engagement" in shown
    assert "Personnel" not in shown
    assert "Personnel" in run("report", "room.csv").stdout


@pytest.mark.parametrize(
    "name", ["room.csv.gz", "rooms.zip", "room.txt", "room.json", "room.jsonl", "room.xlsx", "-"]
)
def test_every_table_that_score_reads_has_its_report(run: Run, tmp_path: Path, name: str) -> None:
    write_room(tmp_path)
    text = (tmp_path / "room.csv").read_text("utf-8")
    (tmp_path / "room.csv").unlink()
    path = tmp_path / name
    header, *rows = [line.split(",") for line in text.splitlines()]
    records = [dict(zip(header, row, strict=True)) for row in rows]
    if name == "rooms.zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("room.csv", text)
    elif name == "room.xlsx":
        workbook = Workbook()
        for row in (header, *rows):
            workbook.active.append(row)  # type: ignore[union-attr]
        workbook.save(path)
    elif name != "-":
        lines = "".join(json.dumps(record) + "\n" for record in records)
        held = {".gz": gzip.compress(text.encode()), ".json": json.dumps(records).encode()}
        path.write_bytes(held.get(path.suffix) or (lines if ".jsonl" in name else text).encode())
    done = run("report", name, stdin=text if name == "-" else "")
    assert done.returncode == 0, done.stderr
    assert "13 respondents answered." in done.stdout


def test_the_options_of_score_that_say_how_a_table_is_read_go_with_it(
    run: Run, tmp_path: Path
) -> None:
    header = "Role,Who leads?,B,C,D,E"
    rows = [f"{'Trustee' if n < 6 else 'Student'},{n % 3},1,1,2,0" for n in range(12)]
    (tmp_path / "room.csv").write_text("\n".join([header, *rows, "Trustee,-9,1,1,2,0"]), "cp1252")
    (tmp_path / "how.yaml").write_text(
        "mapping: 1\nanswers: {0: red, 1: blue, 2: green}\nmissing: [-9]\n"
        "columns: {student-engagement: B, marketing-and-communications: C}\n"
    )
    done = run(
        "report", "room.csv", "--mapping", "how.yaml", "--map", "Who leads?=personnel", "--map",
        "D=learning-partnerships", "--map", "E=operations", "--where", "Role=Trustee",
        "--encoding", "cp1252", "--from", "csv",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "7 respondents answered." in done.stdout
    assert "2 chose “Nobody, or only a few people”, 2 “A few," in words_of(done.stdout)
    assert "6 records are left out by --where or --where-not." in done.stderr


def test_several_files_have_one_report(run: Run, answers: Path) -> None:
    write_room(answers.parent)
    done = run("report", answers.name, "room.csv")
    assert done.returncode == 0
    assert "14 respondents answered." in done.stdout


def test_a_file_that_cannot_be_read_is_told_and_the_rest_reported(run: Run, answers: Path) -> None:
    (answers.parent / "b.yaml").write_text("careerplan: 1\nanswers: {personnel: purple}\n")
    done = run("report", ".", "-o", "report.md")
    assert done.returncode == 1
    assert "b.yaml:2:11" in done.stderr
    assert "1 respondent answered" in (answers.parent / "report.md").read_text("utf-8")


def test_results_in_a_folder_are_no_respondents(run: Run, answers: Path) -> None:
    run("score", answers.name, "-o", "results.csv")
    done = run("report", ".")
    assert "results.csv holds careerplan results, so it is left out." in done.stderr
    assert "1 respondent answered" in done.stdout


def test_a_room_among_the_respondents_is_named(run: Run, answers: Path) -> None:
    room = f"{ANSWERS}votes:\n  personnel:\n  - {{red: 12, blue: 8}}\n"
    (answers.parent / "room.yaml").write_text(room, "utf-8")
    done = run("report", ".")
    assert "room.yaml: the answers of a room that voted." in done.stderr
    assert "One of the respondents is a room that voted, and counts as one." in done.stdout
    assert "2 respondents answered." in done.stdout
    assert "12" not in done.stdout


def test_the_answer_file_of_one_in_a_pipe_is_told_to_be_named(run: Run) -> None:
    done = run("report", "-", stdin=ANSWERS)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Standard input holds one answer file." in done.stderr


@pytest.mark.parametrize("name", ["group.html", "group.docx"])
def test_the_report_of_a_folder_is_written(run: Run, answers: Path, name: str) -> None:
    again = answers.read_text("utf-8").replace("Board office", "A school")
    (answers.parent / "b.yaml").write_text(again, "utf-8")
    done = run("report", ".", "-o", name)
    assert done.returncode == 0
    assert (answers.parent / name).stat().st_size > 1000


def test_a_table_is_not_overwritten_by_its_report(run: Run, tmp_path: Path) -> None:
    write_room(tmp_path)
    (tmp_path / "room.csv").rename(tmp_path / "room.txt")
    before = (tmp_path / "room.txt").read_text("utf-8")
    for words in (["room.txt"], ["."]):
        done = run("report", *words, "-o", "room.txt", "--force")
        assert done.returncode == 2
        assert (tmp_path / "room.txt").read_text("utf-8") == before


def test_a_report_of_a_table_without_answers_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "room.csv").write_text(f"{','.join(IDS)}\n,,,,\n")
    done = run("report", "room.csv")
    assert done.returncode == 2
    assert "There are no answers in room.csv." in done.stderr


def test_both_instruments_of_a_folder_have_their_part(run: Run, answers: Path) -> None:
    (answers.parent / "b.yaml").write_text(
        "careerplan: 1\ninstrument: checklist\nanswers: {strategic-plan: yes}\n"
    )
    done = run("report", ".")
    assert "## Where are you?" in done.stdout
    assert "## Career and skills programming checklist" in done.stdout


def test_statements_with_the_same_answers_are_in_one_table(run: Run, tmp_path: Path) -> None:
    answers = {"vision-built-together": "yes"}
    (tmp_path / "in").mkdir()
    for n in range(3):
        entries = {"careerplan": 1, "instrument": "checklist", "answers": answers}
        (tmp_path / "in" / f"{n}.json").write_text(json.dumps(entries))
    shown = run("report", "in").stdout
    assert "| Question | No | Still to do | Yes | Does not apply |" in shown
    assert "| A vision built together | 0 | 0 | 3 | 0 |" in shown


def test_notes_and_comments_are_quoted_only_when_asked_for_and_without_names(
    run: Run, answers: Path
) -> None:
    table = f"Name,survey/comments,{','.join(IDS)}\nAnn Lee,More buses.,red,red,red,red,red\n"
    (answers.parent / "room.csv").write_text(table)
    assert "More buses." not in run("report", ".").stdout
    done = run("report", ".", "--notes")
    assert "“More buses.”" in done.stdout
    assert "“Two retirements in June.”" in done.stdout
    assert "Ann Lee" not in done.stdout
    assert "Board office" not in done.stdout
    assert "Columns quoted: survey/comments (1)." in done.stderr


COMMENTED = (
    f"Name,Why this answer?,Remarks,{','.join(IDS)}\n"
    "Ann Lee,We have only one person left.,More buses.,red,red,red,red,red\n"
)


def test_columns_with_sentences_that_are_not_quoted_are_told_with_how_to_quote_them(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "room.csv").write_text(COMMENTED)
    done = run("report", "room.csv", "--notes")
    assert "only one person" not in done.stdout
    assert "Columns with sentences that are not quoted: Why this answer?." in done.stderr
    assert "To quote one: --comment " in done.stderr
    done = run("report", "room.csv", "--comment", "why this ANSWER?")
    assert "“We have only one person left.”" in done.stdout
    assert "More buses." not in done.stdout


@pytest.mark.parametrize(
    ("column", "problem"),
    [
        ("Name", "The column 'Name' says who answered, and no names are quoted."),
        ("Remark", "There is no column 'Remark'; did you mean Remarks?"),
    ],
)
def test_a_column_that_cannot_be_quoted_is_told(
    run: Run, tmp_path: Path, column: str, problem: str
) -> None:
    (tmp_path / "room.csv").write_text(COMMENTED)
    done = run("report", "room.csv", "--comment", column)
    assert (done.returncode, done.stdout) == (2, "")
    assert problem in done.stderr


@pytest.mark.parametrize(
    "words",
    [("--notes",), ("--comment", "X"), ("--group-by", "X"), ("--where", "X=1"), ("--sheet", "X")],
)
def test_options_for_the_answers_of_many_are_refused_for_one(
    run: Run, answers: Path, words: tuple[str, ...]
) -> None:
    done = run("report", answers.name, *words)
    assert done.returncode == 2
    assert f"{words[0]} is for the answers of many" in done.stderr


@pytest.mark.parametrize("option", ["--since", "--plan"])
def test_options_for_one_are_refused_for_the_answers_of_many(
    run: Run, answers: Path, option: str
) -> None:
    done = run("report", ".", option, answers.name)
    assert done.returncode == 2
    assert f"{option} is for the report on one answer file." in done.stderr
