"""Headers of tables as survey tools really write them: each file has five respondents, or one."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook

from conftest import Run

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
FIVE = ["2", "6", "9", "1", "7"]
IDS = [
    "student-engagement", "personnel", "marketing-and-communications", "learning-partnerships",
    "operations",
]  # fmt: skip


def case(name: str, folder: Path) -> str:
    """Copy the one file of a case into a folder, and return its name there."""
    (source,) = CASES.glob(f"{name}-*/*")
    shutil.copy(source, folder / source.name)
    return source.name


def totals(text: str) -> list[str]:
    return [row["total"] for row in csv.DictReader(io.StringIO(text))]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("02", "2 further header rows are left out."),
        ("06", "3 columns: What share of your"),
        ("09", "10 rows have no answer to any question and are left out."),
        ("16", "5 records: 5 scored"),
        ("17", "2 rows have no answer to any question and are left out."),
        ("21", "5 records: 5 scored"),
        ("33", "5 records: 5 scored"),
        ("39", "Columns of the same question are joined"),
        ("42", "5 records: 5 scored"),
        ("71", "Who in your district is dedicated to career... -> personnel"),
        ("74", "1 further header row is left out."),
        ("78", "5 records: 5 scored"),
    ],
)
def test_a_file_of_five_respondents_gives_their_totals(
    run: Run, tmp_path: Path, name: str, told: str
) -> None:
    file = case(name, tmp_path)
    done = run("score", file, "--format", "csv")
    assert (totals(done.stdout), done.returncode) == (FIVE, 0), done.stderr
    assert told in done.stderr
    assert "5 records: 5 scored, 0 incomplete, 0 unusable." in done.stderr
    records = json.loads(run("score", file, "--format", "json").stdout)
    assert [str(record["total"]) for record in records] == FIVE


def test_a_column_for_each_choice_is_one_answer(run: Run, tmp_path: Path) -> None:
    (record,) = json.loads(run("score", case("41b", tmp_path), "-f", "json").stdout)
    assert (record["total"], record["district"]) == (10, "Lakes")
    assert record["columns"] == {"District": "Lakes", "Comments": "fine"}


def test_two_choices_in_one_row_are_no_answer(run: Run, tmp_path: Path) -> None:
    file = tmp_path / case("41b", tmp_path)
    text = file.read_text(encoding="utf-8").replace(
        "Lakes,,,More", "Lakes,Less than 10% of students,,More"
    )
    file.write_text(text, encoding="utf-8")
    done = run("score", file.name, "-f", "json")
    (record,) = json.loads(done.stdout)
    assert "student-engagement has several answers: 'Less than" in record["reason"]
    assert record["written"]["student-engagement"] == (
        "Less than 10% of students; More than 50% of students"
    )
    assert done.returncode == 2


def test_a_text_in_the_column_of_another_choice_is_no_answer(run: Run, tmp_path: Path) -> None:
    file = tmp_path / case("41b", tmp_path)
    text = file.read_text(encoding="utf-8").replace("Lakes,,,More than 50%", "Lakes,More than 50%")
    file.write_text(
        text.replace("students,,,A district", "students,,,,,A district"), encoding="utf-8"
    )
    (record,) = json.loads(run("score", file.name, "-f", "json").stdout)
    assert "student-engagement is 'More than 50% of students'; expected red" in record["reason"]


def test_checkboxes_are_refused_and_no_choice_is_named_as_the_question(
    run: Run, tmp_path: Path
) -> None:
    done = run("score", case("10", tmp_path))
    assert done.returncode == 2
    assert "several answers can be ticked to student-engagement, personnel" in done.stderr
    assert "--map" not in done.stderr
    raw = ",".join(f"{id_.replace('-', '_')}___{n}" for id_ in IDS for n in (1, 2))
    done = run("score", "-", "--from", "csv", stdin=f"id,{raw}\n1,{','.join('01' * 5)}\n")
    assert (done.returncode, "several answers can be ticked" in done.stderr) == (2, True)


def test_a_column_is_only_proposed_if_answers_stand_in_it(run: Run) -> None:
    titles = [IDS[0], "Personnell", *IDS[2:]]
    for cell, proposed in (("red", True), ("we have a team", False), ("", False)):
        text = f"{','.join(titles)}\nred,{cell},red,red,red\n"
        done = run("score", "-", "--from", "csv", stdin=text)
        assert done.returncode == 2
        assert ('--map "Personnell=personnel"' in done.stderr) == proposed


def test_two_further_header_rows_of_a_workbook_are_no_respondents(run: Run, tmp_path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    with next((CASES).glob("02-*/*.csv")).open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            sheet.append(row)
    book.save(tmp_path / "q.xlsx")
    done = run("score", "q.xlsx", "-f", "csv")
    assert (totals(done.stdout), done.returncode) == (FIVE, 0)
    assert done.stderr.count("2 further header rows are left out.") == 1


def test_columns_of_one_name_are_all_there(run: Run, tmp_path: Path) -> None:
    file = case("16", tmp_path)
    first = json.loads(run("score", file, "-f", "json").stdout)[0]
    assert first["columns"] == {
        "District": "North Coast",
        "Comment": "first 0",
        "Comment (3)": "second 0",
        "Comment (2)": "third 0",
    }


def test_two_values_of_one_name_in_json_are_no_record(run: Run) -> None:
    answers = dict.fromkeys(IDS, "red")
    text = json.dumps([{"a": {"b": 1}, "a/b": 2, **answers}, answers])
    done = run("score", "-", "-f", "json", stdin=text)
    first, second = json.loads(done.stdout)
    assert ("two values in it are named a/b" in first["reason"], second["total"]) == (True, 0)


def test_what_only_ends_in_the_letters_of_a_name_is_another_column(
    run: Run, tmp_path: Path
) -> None:
    first = json.loads(run("score", case("33", tmp_path), "-f", "json").stdout)[0]
    assert (first["district"], first["date"]) == (None, None)


def test_a_comment_column_beside_the_last_question_passes_through(run: Run, tmp_path: Path) -> None:
    records = json.loads(run("score", case("42", tmp_path), "-f", "json").stdout)
    comments = [record["columns"]["Other (please specify)"] for record in records]
    assert comments[:2] == ["", "it depends on the school"]


def test_a_column_without_a_name_beside_the_last_question_passes_through(run: Run) -> None:
    text = f"{','.join(IDS)},,\nred,red,red,red,red,why not,\n"
    (record,) = json.loads(run("score", "-", "--from", "csv", "-f", "json", stdin=text).stdout)
    assert (record["total"], record["columns"]) == (0, {"column 6": "why not"})


@pytest.mark.parametrize("form", ["csv", "json", "md"])
def test_a_run_in_which_nobody_answered_is_no_success(run: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / "t.csv").write_text(f"who,{','.join(IDS)}\nAnna,,,,,\nBen,N/A,,,,\n")
    done = run("score", "t.csv", "-f", form)
    assert done.returncode == 2
    assert "t.csv: no row has an answer in the columns named above." in done.stderr


def test_a_question_answered_in_both_branches_is_no_answer(run: Run, tmp_path: Path) -> None:
    file = tmp_path / case("39", tmp_path)
    with file.open("a", encoding="utf-8") as out:
        out.write("Lakes,red,red,red,red,red,,,,,\n" * 300 + "Lakes,red,red,red,red,red,blue,,,,\n")
    done = run("score", file.name, "-f", "json")
    last = json.loads(done.stdout)[-1]
    assert "student-engagement has several answers: 'red' and 'blue'" in last["reason"]
    assert done.returncode == 1


@pytest.mark.parametrize("second", ["blue", "a comment"])
def test_columns_that_are_not_branches_of_a_question_are_refused(run: Run, second: str) -> None:
    text = f"{','.join(IDS)},Personnel\nred,red,red,red,red,{second}\n"
    done = run("score", "-", "--from", "csv", stdin=text)
    assert done.returncode == 2
    assert "several columns answer personnel: 'personnel' and 'Personnel'." in done.stderr


@pytest.mark.parametrize(
    "title",
    [
        "<p>Who in your district is dedicated to careers work?</p>",
        "Who in your&nbsp;district is dedicated to careers work?_x000D_",
        "Who in your district is ded\u200bicated to careers work?\ufeff",
        "How is it where you are? [Personnel]",
        "2. Who in your district is dedicated to careers work? - Selected Choice",
    ],
)
def test_marks_of_web_pages_and_workbooks_do_not_keep_a_column_from_its_question(
    run: Run, title: str
) -> None:
    text = f"{IDS[0]},{title},{','.join(IDS[2:])}\nred,<b>bl\u200bue</b>_x000D_,red,red,red\n"
    done = run("score", "-", "--from", "csv", "-f", "csv", stdin=text)
    assert totals(done.stdout) == ["1"], done.stderr


def test_programs_words_for_no_answer_are_known(run: Run) -> None:
    words = ["N/A", "#N/A", "NULL", "nan", "-"]
    lines = "".join(f"red,{word},red,red,red\n" for word in words)
    done = run("score", "-", "--from", "csv", "-f", "csv", stdin=f"{','.join(IDS)}\n{lines}")
    assert "5 records: 0 scored, 5 incomplete, 0 unusable." in done.stderr


def test_words_that_may_be_an_option_are_not_taken_for_no_answer(run: Run, tmp_path: Path) -> None:
    run("template", "c.csv", "--instrument", "checklist")
    path = tmp_path / "c.csv"
    header = path.read_text(encoding="utf-8-sig").splitlines()[0]
    width = len(next(csv.reader([header])))
    path.write_text(f"{header}\n{','.join(['N/A'] * width)}\n", encoding="utf-8")
    assert "is 'N/A'; expected yes, still-to-do" in run("score", "c.csv", "-f", "csv").stderr


def test_an_option_whose_column_has_an_odd_name_is_no_option(run: Run, tmp_path: Path) -> None:
    text = (tmp_path / case("06", tmp_path)).read_text(encoding="utf-8")
    name = "Less than 10% of students"
    (tmp_path / "sm.csv").write_text(text.replace(name, "Few", 1), encoding="utf-8")
    done = run("score", "sm.csv", "-f", "csv", "--write-mapping", "m.yaml")
    assert "5 records: 3 scored, 2 incomplete, 0 unusable." in done.stderr
    assert "so who gave it counts as not answered: student-engagement: red." in done.stderr
    again = run("score", "sm.csv", "-f", "csv", "--mapping", "m.yaml")
    assert again.stdout == done.stdout
