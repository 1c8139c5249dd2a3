"""Other questions than the survey's in a real terminal: the checklist, and a pack from afar."""

from pathlib import Path

import pytest
import yaml
from rich.cells import cell_len

from careerplan_cli.pack.content_pack import built_in_folder
from journeys.steps import begin, read_pages, the_file
from journeys.terminal import CTRL_U, ENTER, Start, Terminal

pytestmark = pytest.mark.slow

PACK = Path(__file__).parent / "pack"
CHECKLIST = yaml.safe_load(built_in_folder().joinpath("checklist.yaml").read_text("utf-8"))
EARLIER = Path(__file__).parents[1] / "fixtures" / "earlier"
STATEMENTS = [q["id"] for section in CHECKLIST["sections"] for q in section["questions"]]


def wait_for_statement(terminal: Terminal, number: int) -> None:
    terminal.wait_until(
        lambda: (
            terminal.text.startswith(f"Question {number} of {len(STATEMENTS)}")
            and "b back" in terminal.text
        ),
        f"statement {number}",
    )


def test_a_room_gets_through_the_checklist_with_one_key_each(start: Start, tmp_path: Path) -> None:
    terminal = begin(start, "--instrument", "checklist")
    keys = ("yysyn" * 8)[: len(STATEMENTS)]
    for number, key in enumerate(keys, 1):
        wait_for_statement(terminal, number)
        terminal.press(key)
    terminal.wait_for("A last look at your answers")
    terminal.press("r")
    pages = "\n".join(read_pages(terminal))
    for words in ("◐  On our way", "Section by section", "still to do 1", "Left to do", "[ ] No:"):
        assert words in pages
    answers = yaml.safe_load(the_file(tmp_path).read_text("utf-8"))["answers"]
    names = {"y": "yes", "s": "still-to-do", "n": "no"}
    assert [str(answer) for answer in answers.values()] == [names[key] for key in keys]
    assert terminal.exit_code() == 0


def test_a_section_stands_on_one_screen_with_its_answers(start: Start) -> None:
    terminal = begin(start, "--instrument", "checklist")
    for number, key in enumerate("ysn", 1):
        wait_for_statement(terminal, number)
        terminal.press(key)
    wait_for_statement(terminal, 4)
    lines = terminal.text.splitlines()
    assert "Strategy" in lines
    assert lines[0].startswith("Question 4 of 36  ■■■□")
    assert [line.split()[-1] for line in lines if line.endswith(("Yes", "Still to do", "No"))][:3]
    assert next(line for line in lines if "»" in line).startswith("»  Our district has written")


def test_back_note_stop_and_resume_work_in_the_checklist(start: Start, tmp_path: Path) -> None:
    terminal = begin(start, "--instrument", "checklist")
    wait_for_statement(terminal, 1)
    terminal.press("n")
    wait_for_statement(terminal, 2)
    terminal.press("b")
    wait_for_statement(terminal, 1)
    terminal.press("y")
    wait_for_statement(terminal, 2)
    terminal.press("t")
    terminal.wait_for("Note on Labour-market needs:", ">")
    terminal.send("Ask the college." + ENTER)
    terminal.wait_for("Note: Ask the college.")
    terminal.press("q")
    assert terminal.exit_code() == 0
    kept = yaml.safe_load(the_file(tmp_path).read_text("utf-8"))
    assert kept["answers"] == {"vision-built-together": "yes"}
    assert kept["content"]["pack"] == "built-in"
    again = start("assess", "--resume", the_file(tmp_path).name)
    wait_for_statement(again, 2)
    again.send("\x03")
    assert again.exit_code() == 130


def test_answers_that_are_no_longer_asked_stay_in_the_file(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "lakes.yaml"
    path.write_bytes((EARLIER / "checklist-answers.yaml").read_bytes())
    before = yaml.safe_load(path.read_text("utf-8"))
    terminal = start("assess", "--resume", path.name)
    terminal.wait_for("lakes.yaml answered other questions", "no longer asked:", "every-learner")
    terminal.send(" ")
    wait_for_statement(terminal, 1)
    terminal.press("y")
    wait_for_statement(terminal, 2)
    terminal.press("q")
    assert terminal.exit_code() == 0
    after = yaml.safe_load(path.read_text("utf-8"))
    assert after["answers"] == {**before["answers"], "vision-built-together": "yes"}
    assert after["notes"] == before["notes"]
    assert set(after["content"]["questions"]) == set(STATEMENTS)


def test_what_does_not_apply_needs_a_note(start: Start, tmp_path: Path) -> None:
    terminal = begin(start, "--instrument", "checklist")
    wait_for_statement(terminal, 1)
    terminal.press("x")
    terminal.wait_for("Note on A vision built together (why it does not apply):", ">")
    terminal.send(ENTER)
    terminal.wait_for("Add a note that says why. Nothing was answered.")
    assert not list(tmp_path.iterdir())
    terminal.press("x")
    terminal.wait_for("Note on A vision built together (why it does not apply):", ">")
    terminal.send("We are new." + ENTER)
    wait_for_statement(terminal, 2)
    terminal.press("b")
    wait_for_statement(terminal, 1)
    terminal.press("t")
    terminal.wait_for("Note on A vision built together:", ">")
    terminal.send(CTRL_U + ENTER)
    terminal.wait_for("The earlier note is kept.")
    kept = yaml.safe_load(the_file(tmp_path).read_text("utf-8"))
    assert kept["answers"] == {"vision-built-together": "not-applicable"}
    assert kept["notes"] == {"vision-built-together": "We are new."}


def test_an_answer_of_many_is_changed_by_its_number(start: Start, tmp_path: Path) -> None:
    terminal = begin(start, "--instrument", "checklist")
    for number in range(1, len(STATEMENTS) + 1):
        wait_for_statement(terminal, number)
        terminal.press("y")
    terminal.wait_for("A last look at your answers")
    terminal.press("c")
    terminal.wait_for("Number of the answer to change:", ">")
    terminal.send("99" + ENTER)
    terminal.wait_for("Type a number from 1 to 36.")
    terminal.press("c")
    terminal.wait_for("Number of the answer to change:", ">")
    terminal.send("7" + ENTER)
    wait_for_statement(terminal, 7)
    terminal.press("n")
    terminal.wait_for("A last look at your answers")
    answers = yaml.safe_load(the_file(tmp_path).read_text("utf-8"))["answers"]
    assert list(answers.values())[6] == "no"


def test_a_pack_with_other_questions_levels_and_scripts_is_asked_and_scored(
    start: Start, tmp_path: Path
) -> None:
    terminal = begin(start, "--content", str(PACK))
    for number, key in enumerate("1234432", 1):
        terminal.wait_until(
            lambda number=number: (  # type: ignore[misc]
                terminal.text.startswith(f"Question {number} of 7") and "b back" in terminal.text
            ),
            f"question {number}",
        )
        for words in (
            "進路教育の状況",
            "現在の状況を教えてください。",
            "まだ何もない",
            "一部の生徒だけ",
        ):
            assert words in terminal.text.replace("\n", "")
        terminal.press(key)
    terminal.wait_for("A last look at your answers")
    terminal.press("r")
    pages = "\n".join(read_pages(terminal))
    assert "木  Arbre の段階" in pages
    assert "18 of 35 points" in pages
    assert f"careerplan guide --level arbre --content {PACK}".replace(" ", "") in "".join(
        pages.split()
    )
    answers = yaml.safe_load(the_file(tmp_path).read_text("utf-8"))
    assert answers["instrument"] == "bilan"
    assert answers["content"]["pack"] == "pack"


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_wide_characters_keep_the_tables_straight(
    start: Start, tmp_path: Path, columns: int
) -> None:
    for name, district in (("a", "東京 District"), ("b", "Val-d’Or")):
        text = f"careerplan: 1\ninstrument: bilan\ndistrict: {district}\nanswers: {{q1: tout}}\n"
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    terminal = start("score", ".", "--content", str(PACK), "--no-pager", columns=columns)
    assert terminal.exit_code() == 0
    rows = [line for line in terminal.history.splitlines() if "so far" in line]
    starts = {cell_len(line[: line.index("5 so far")]) for line in rows}
    assert len(rows) == 2
    assert len(starts) == 1


def test_the_guide_of_another_pack_is_read_in_a_terminal(start: Start) -> None:
    terminal = start("guide", "--content", str(PACK), "--level", "pou", "--no-pager")
    assert terminal.exit_code() == 0
    assert "芽 Step 1: Écouter 聞く" in terminal.history


def test_a_long_last_look_fits_the_screen_with_every_number(start: Start, tmp_path: Path) -> None:
    reason = "A reason that takes more than one line of the screen to tell. " * 3
    entries = {
        "careerplan": 1,
        "instrument": "checklist",
        "answers": dict.fromkeys(STATEMENTS, "not-applicable"),
        "notes": dict.fromkeys(STATEMENTS, reason),
    }
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(entries))
    terminal = start("assess", "--resume", "a.yaml", "--district", "Oak Bay SD 61")
    terminal.wait_for("A last look at your answers", "Show the result")
    words = terminal.text.split()
    assert all(str(number) in words for number in range(1, len(STATEMENTS) + 1))
    terminal.press("c")
    terminal.wait_for("Number of the answer to change", ">")
    terminal.send("99\r")
    terminal.wait_for("Type a number from 1 to 36.", "A last look at your answers")
    terminal.press("q")
    assert terminal.exit_code() == 0
    assert yaml.safe_load((tmp_path / "a.yaml").read_text())["district"] == "Oak Bay SD 61"
