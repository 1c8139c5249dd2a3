"""The card: it fits every screen from 60x20 on, its texts are the menu, its notes can be left."""

import re
from pathlib import Path

import pytest
import yaml

from journeys.steps import (
    QUESTIONS,
    answers_in,
    begin,
    colours_of,
    notes_in,
    read_pages,
    take_note,
    the_file,
    unwrapped,
    wait_for_last_look,
    wait_for_question,
    write_answers,
)
from journeys.terminal import CTRL_C, DOWN, ENTER, ESC, Start

pytestmark = pytest.mark.slow

LONG = "A note of many words that take a lot of room on the screen. " * 12


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 50)])
@pytest.mark.parametrize("number", range(1, 6))
def test_title_and_keys_stay_on_the_screen_with_a_long_note(
    start: Start, tmp_path: Path, size: tuple[int, int], number: int
) -> None:
    question = QUESTIONS[number - 1]
    write_answers(tmp_path / "a.yaml", "1" * (number - 1), notes={question["id"]: LONG})
    terminal = start("assess", "--resume", "a.yaml", columns=size[0], lines=size[1])
    wait_for_question(terminal, number, question["title"])
    assert "q save and stop" in unwrapped(terminal.text)
    assert len(terminal.text.splitlines()) <= size[1]
    seen = terminal.text
    while "Space shows more" in terminal.text:
        first, last, lines = re.findall(r"Lines (\d+)-(\d+) of (\d+)", terminal.text)[0]
        if last == lines:
            break
        terminal.send(" ")
        gone = f"Lines {first}-"
        terminal.wait_until(lambda gone=gone: gone not in terminal.text, "the next lines")  # type: ignore[misc]
        assert terminal.text.startswith(f"Question {number} of 5")
        assert question["title"] in terminal.text
        seen += "\n" + terminal.text
    for option in question["options"]:
        assert option["label"].split()[0] in seen
    assert "on the screen." in unwrapped(seen)


def test_each_option_stands_on_the_screen_once(start: Start) -> None:
    terminal = begin(start)
    wait_for_question(terminal, 1)
    for option in QUESTIONS[0]["options"]:
        assert unwrapped(terminal.text).count(option["label"]) == 1


def test_an_option_below_the_screen_comes_up_with_the_pointer(start: Start, tmp_path: Path) -> None:
    write_answers(tmp_path / "a.yaml", "1", notes={QUESTIONS[1]["id"]: LONG})
    terminal = start("assess", "--resume", "a.yaml", columns=60, lines=20)
    wait_for_question(terminal, 2)
    terminal.send(DOWN * 3)
    terminal.wait_for("» 3")
    terminal.press(ENTER)
    wait_for_question(terminal, 3)
    assert answers_in(tmp_path / "a.yaml") == colours_of("13")


def test_a_notice_stands_beside_the_keys(start: Start) -> None:
    terminal = begin(start, columns=60, lines=20)
    wait_for_question(terminal, 1)
    terminal.press("b")
    wait_for_question(terminal, 1, "! This is the first question.")


def test_a_note_can_be_left_with_escape(start: Start, tmp_path: Path) -> None:
    terminal = begin(start)
    take_note(terminal, 1, "First" + ENTER)
    wait_for_question(terminal, 1, "Note: First")
    take_note(terminal, 1, " and more")
    terminal.wait_for("First and more", "Esc leaves it as it was, Ctrl-U empties it.")
    terminal.send(ESC)
    wait_for_question(terminal, 1, "Note: First")
    assert notes_in(the_file(tmp_path)) == {QUESTIONS[0]["id"]: "First"}


def test_a_note_takes_pasted_lines(start: Start, tmp_path: Path) -> None:
    terminal = begin(start)
    take_note(terminal, 1, "\x1b[200~One\rTwo\r\nThree\x1b[201~")
    terminal.wait_for("Three")
    terminal.send(ENTER)
    wait_for_question(terminal, 1, "Note: One")
    assert notes_in(the_file(tmp_path)) == {QUESTIONS[0]["id"]: "One\nTwo\nThree"}


def test_a_note_survives_ctrl_c(start: Start, tmp_path: Path) -> None:
    terminal = begin(start)
    take_note(terminal, 1, "half a")
    terminal.wait_for("half a")
    terminal.send(CTRL_C)
    assert terminal.exit_code() == 130
    assert notes_in(the_file(tmp_path)) == {QUESTIONS[0]["id"]: "half a"}


def test_the_keys_are_told_at_a_question_mark(start: Start) -> None:
    terminal = begin(start)
    wait_for_question(terminal, 1)
    terminal.press("?")
    terminal.wait_for("What the keys do", "save and stop", "Press any key")
    terminal.press(" ")
    wait_for_question(terminal, 1)


def test_the_district_is_asked_first_and_the_file_is_named_after_it(
    start: Start, tmp_path: Path
) -> None:
    terminal = start("assess")
    terminal.wait_for("Which district is this for?", ">")
    terminal.send("Oak Bay" + ENTER)
    wait_for_question(terminal, 1, "Oak Bay")
    terminal.press("1")
    wait_for_question(terminal, 2)
    path = the_file(tmp_path)
    assert path.name.startswith("careerplan-oak-bay-")
    assert yaml.safe_load(path.read_text())["district"] == "Oak Bay"


def test_ctrl_c_at_the_district_ends(start: Start, tmp_path: Path) -> None:
    terminal = start("assess")
    terminal.wait_for("Which district is this for?", ">")
    terminal.send(CTRL_C)
    assert terminal.exit_code() == 130
    assert "nothing was saved" in terminal.output
    assert list(tmp_path.iterdir()) == []


def test_back_from_the_last_look_leads_to_the_questions_before(
    start: Start, tmp_path: Path
) -> None:
    write_answers(tmp_path / "a.yaml", "12321")
    terminal = start("assess", "--resume", "a.yaml")
    wait_for_last_look(terminal)
    for number in (5, 4):
        terminal.press("b")
        wait_for_question(terminal, number)


def test_result_pages_go_back_and_survive_a_resize(start: Start, tmp_path: Path) -> None:
    write_answers(tmp_path / "a.yaml", "12321")
    terminal = start("assess", "--resume", "a.yaml")
    wait_for_last_look(terminal)
    terminal.press("r")
    terminal.wait_for("4 of 10 points", "(1 of ")
    terminal.press(" ")
    terminal.wait_for("Area by area", "(2 of ")
    terminal.press("b")
    terminal.wait_for("4 of 10 points", "(1 of ")
    terminal.press(" ")
    terminal.wait_for("Area by area", "(2 of ")
    [pages] = re.findall(r"of (\d+)\)", terminal.text)
    terminal.resize(60, 20)
    terminal.wait_until(
        lambda: any(n != pages for n in re.findall(r"Press any key.* of (\d+)\)", terminal.text)),
        "a page on the smaller screen",
    )
    assert all(len(line) <= 60 for line in terminal.text.splitlines())
    terminal.send(CTRL_C)
    assert terminal.exit_code() == 130


def test_a_result_is_read_to_its_end_at_60_by_20(start: Start, tmp_path: Path) -> None:
    write_answers(tmp_path / "a.yaml", "12321")
    terminal = start("assess", "--resume", "a.yaml", columns=60, lines=20)
    wait_for_last_look(terminal)
    terminal.press("r")
    assert "Next steps" in "".join(read_pages(terminal))
    assert terminal.exit_code() == 0
