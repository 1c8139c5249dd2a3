"""`careerplan assess --start-from`: the answers of many are the first round of a vote."""

from pathlib import Path

import pytest
import yaml

from journeys.steps import QUESTIONS, wait_for_question
from journeys.terminal import ENTER, Start
from journeys.test_workshop import agree

pytestmark = pytest.mark.slow

IDS = [question["id"] for question in QUESTIONS]

READY = "These answers are the first round. Press Enter to begin"

UNKNOWN = "careerplan: 1\nanswers: {personnel: purple}\n"
CHECKLIST = "careerplan: 1\ninstrument: checklist\nanswers: {}\n"
ONE = "careerplan: 1\nanswers: {personnel: red}\n"


def write_table(path: Path, *rows: str, header: str = ",".join(IDS)) -> None:
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")


def test_the_answers_of_many_are_the_first_round(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "survey"
    folder.mkdir()
    rows = ["red,blue,blue,green,red", "red,blue,,green,blue", "blue,blue,blue,red,blue"]
    write_table(folder / "room.csv", *rows)
    terminal = start(
        "assess", "--district", "Oak Bay", "--save", "oak.yaml", "--start-from", "survey/room.csv"
    )
    terminal.wait_for("3 respondents answered.", READY)
    terminal.press(" ")
    terminal.wait_for("Round 1", "neighbours, agreement 0.67", "b back to the question")
    agree(terminal, "1", "So it is.")
    terminal.wait_for("Round 1", "together, agreement 1.00")
    terminal.press("b")
    wait_for_question(terminal, 2, "Vote, round 1: together")
    file = yaml.safe_load((tmp_path / "oak.yaml").read_text())
    assert file["votes"][IDS[0]] == [{"red": 2, "blue": 1}]
    assert file["votes"][IDS[2]] == [{"blue": 2}]
    assert file["answers"] == {IDS[0]: "red"}


def test_who_is_left_out_for_one_answer_is_told_with_what_to_do(
    start: Start, tmp_path: Path
) -> None:
    write_table(tmp_path / "room.csv", "red,blue,blue,green,red", "red,not sure,blue,green,blue")
    words = ("assess", "--no-save", "--district", "X", "--start-from", "room.csv")
    terminal = start(*words)
    terminal.wait_for("1 respondent is left out", '--missing "not sure"', READY)
    again = start(*words, "--missing", "not sure")
    again.wait_for("2 respondents answered.", READY)
    assert "left out" not in again.text


def test_a_plain_terminal_waits_until_the_first_round_is_read(start: Start, tmp_path: Path) -> None:
    write_table(tmp_path / "room.csv", "red,blue,blue,green,red", "blue,blue,,green,blue")
    words = ("assess", "--plain", "--no-save", "--district", "X", "--start-from", "room.csv")
    terminal = start(*words)
    terminal.wait_for("2 respondents answered.", READY)
    assert "Question 1" not in terminal.output.partition(READY)[2]
    terminal.send(ENTER)
    terminal.wait_for("Round 1")


def test_a_table_is_read_with_the_options_of_score(start: Start, tmp_path: Path) -> None:
    header = "Role,A,B,C,D,E"
    rows = [f"{'Trustee' if n < 6 else 'Student'},{n % 3},1,1,2,0" for n in range(12)]
    write_table(tmp_path / "room.csv", *rows, header=header)
    columns = dict(zip("ABCDE", IDS, strict=True))
    (tmp_path / "how.yaml").write_text(
        yaml.safe_dump(
            {
                "mapping": 1,
                "columns": {id_: column for column, id_ in columns.items()},
                "answers": {"0": "red", "1": "blue", "2": "green"},
            }
        )
    )
    terminal = start(
        "assess", "--no-save", "--district", "X", "--start-from", "room.csv", "--mapping",
        "how.yaml", "--where", "Role=Trustee",
    )  # fmt: skip
    terminal.wait_for("6 records are left out", "6 respondents answered.", READY)
    terminal.press(" ")
    terminal.wait_for("Round 1", "spread, agreement 0.33")


def test_what_few_people_say_is_not_shown_to_a_room(start: Start, tmp_path: Path) -> None:
    rows = [f"Role {min(n, 1)},red,red,red,red,red" for n in range(9)]
    write_table(tmp_path / "room.csv", *rows, header=f"Role,{','.join(IDS)}")
    terminal = start(
        "assess", "--no-save", "--district", "X", "--start-from", "room.csv", "--where",
        "Role=Role 0",
    )  # fmt: skip
    assert terminal.exit_code() == 2
    assert "choose fewer than 5 people" in terminal.output


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({}, "There are no answers in answers."),
        ({"a.csv": "name,personnel\nA,\n"}, "There are no answers in answers."),
        ({"a.yaml": UNKNOWN}, "There are no answers in answers."),
        ({"a.yaml": CHECKLIST}, "They are to the checklist: add --instrument checklist"),
    ],
)
def test_a_folder_without_answers_to_these_questions_is_no_first_round(
    start: Start, tmp_path: Path, files: dict[str, str], problem: str
) -> None:
    (tmp_path / "answers").mkdir()
    for name, text in files.items():
        (tmp_path / "answers" / name).write_text(text)
    terminal = start("assess", "--no-save", "--district", "X", "--start-from", "answers")
    assert terminal.exit_code() == 2
    assert problem in terminal.output


def test_what_in_a_folder_is_no_answer_to_these_questions_is_told_and_left_out(
    start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    room = f"{ONE}votes:\n  personnel:\n  - {{red: 12, blue: 9}}\n"
    files = {"a.yaml": ONE, "b.yaml": UNKNOWN, "c.yaml": CHECKLIST, "d.yaml": room}
    for name, text in files.items():
        (folder / name).write_text(text)
    terminal = start("assess", "--save", "x.yaml", "--district", "X", "--start-from", "answers")
    terminal.wait_for(
        "answers/b.yaml:2:11: personnel is 'purple'.",
        "answers/d.yaml: the answers of a room that voted.",
        "The answers to the checklist are left out.",
        "2 respondents answered.",
        READY,
    )
    terminal.press(ENTER)
    terminal.wait_for("Question 1 of 5")
    assert yaml.safe_load((tmp_path / "x.yaml").read_text())["votes"] == {"personnel": [{"red": 2}]}


def test_options_for_the_answers_of_many_need_these(start: Start) -> None:
    terminal = start("assess", "--no-save", "--district", "X", "--map", "A=personnel")
    assert terminal.exit_code() == 2
    assert "--map says how the answers of --start-from are read." in terminal.output
