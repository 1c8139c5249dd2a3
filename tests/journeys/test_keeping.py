"""The answers are kept whatever happens."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from journeys.steps import (
    QUESTIONS,
    answer,
    answers_in,
    begin,
    colours_of,
    notes_in,
    piped,
    read_pages,
    take_note,
    the_file,
    wait_for_last_look,
    wait_for_question,
    write_answers,
)
from journeys.terminal import CTRL_C, CTRL_D, ENTER, Start, Terminal

pytestmark = pytest.mark.slow


def resume_words(terminal: Terminal) -> list[str]:
    """Return the words of the command that the ended program says to go on with."""
    found = re.search(r"careerplan (assess --resume .+)\n\Z", terminal.output)
    assert found, terminal.output
    return shlex.split(found[1])


def test_the_file_has_every_answer_at_once(start: Start, tmp_path: Path) -> None:
    terminal = begin(start)
    wait_for_question(terminal, 1)
    assert list(tmp_path.iterdir()) == []
    for given, key in enumerate("13212", 1):
        terminal.press(key)
        if given < 5:
            wait_for_question(terminal, given + 1)
        else:
            wait_for_last_look(terminal)
        assert answers_in(the_file(tmp_path)) == colours_of("13212"[:given])


@pytest.mark.parametrize("options", [(), ("--save", "our answers.yaml")])
def test_stop_tells_where_the_answers_are_and_how_to_go_on(
    start: Start, tmp_path: Path, options: tuple[str, ...]
) -> None:
    terminal = begin(start, *options)
    answer(terminal, "12q")
    assert terminal.exit_code() == 0
    path = the_file(tmp_path)
    assert f"The answers are saved in {path.name}." in terminal.output
    again = start(*resume_words(terminal))
    wait_for_question(again, 3, "■■□□□")
    again.press("3")
    wait_for_question(again, 4)
    assert answers_in(the_file(tmp_path)) == colours_of("123")


def at_a_menu(terminal: Terminal) -> None:
    answer(terminal, "12")
    wait_for_question(terminal, 3)


def in_a_note(terminal: Terminal) -> None:
    answer(terminal, "12")
    take_note(terminal, 3, "half a")


def at_the_last_look(terminal: Terminal) -> None:
    answer(terminal, "12312")
    wait_for_last_look(terminal)


def at_a_held_page(terminal: Terminal) -> None:
    at_the_last_look(terminal)
    terminal.press("r")
    terminal.wait_for("Press any key")


@pytest.mark.parametrize(
    ("go_there", "given"),
    [(at_a_menu, "12"), (in_a_note, "12"), (at_the_last_look, "12312"), (at_a_held_page, "12312")],
)
def test_ctrl_c_ends_with_how_to_go_on(
    start: Start, tmp_path: Path, go_there: Callable[[Terminal], None], given: str
) -> None:
    terminal = begin(start)
    go_there(terminal)
    terminal.send(CTRL_C)
    assert terminal.exit_code() == 130
    assert "Traceback" not in terminal.output
    assert resume_words(terminal) == ["assess", "--resume", the_file(tmp_path).name]
    assert answers_in(the_file(tmp_path)) == colours_of(given)


def in_an_empty_note(terminal: Terminal) -> None:
    answer(terminal, "12")
    take_note(terminal, 3, "")


@pytest.mark.parametrize("go_there", [in_an_empty_note, at_a_held_page])
def test_the_end_of_input_ends_with_how_to_go_on(
    start: Start, tmp_path: Path, go_there: Callable[[Terminal], None]
) -> None:
    terminal = begin(start)
    go_there(terminal)
    terminal.send(CTRL_D)
    assert terminal.exit_code() == 130
    assert resume_words(terminal) == ["assess", "--resume", the_file(tmp_path).name]


def test_ctrl_c_before_any_answer_leaves_no_file(start: Start, tmp_path: Path) -> None:
    terminal = begin(start)
    wait_for_question(terminal, 1)
    terminal.send(CTRL_C)
    assert terminal.exit_code() == 130
    assert "nothing was saved" in terminal.output
    assert list(tmp_path.iterdir()) == []


def test_a_killed_assessment_goes_on_where_it_was(start: Start, tmp_path: Path) -> None:
    terminal = begin(start)
    take_note(terminal, 1, "Ask" + ENTER)
    wait_for_question(terminal, 1, "Note: Ask")
    answer(terminal, "231")
    wait_for_question(terminal, 4)
    terminal.kill()
    path = the_file(tmp_path)
    assert answers_in(path) == colours_of("231")
    assert notes_in(path) == {"student-engagement": "Ask"}
    again = start("assess", "--resume", path.name)
    wait_for_question(again, 4, "■■■□□")


def test_a_finished_file_opens_at_the_last_look(start: Start, tmp_path: Path) -> None:
    path = write_answers(tmp_path / "answers.yaml", "33333")
    terminal = start("assess", "--resume", "answers.yaml")
    wait_for_last_look(terminal)
    terminal.press("1")
    answer(terminal, "1")
    wait_for_last_look(terminal)
    terminal.press("r")
    assert "8 of 10 points" in "".join(read_pages(terminal))
    assert terminal.exit_code() == 0
    assert answers_in(path) == colours_of("13333")


def test_a_second_run_on_a_day_leaves_the_first_file_alone(start: Start, tmp_path: Path) -> None:
    first = begin(start)
    answer(first, "1q")
    assert first.exit_code() == 0
    path = the_file(tmp_path)
    before = path.read_bytes()
    second = begin(start)
    answer(second, "2q")
    assert second.exit_code() == 0
    other = tmp_path / f"{path.stem}-2.yaml"
    assert sorted(tmp_path.iterdir()) == sorted([path, other])
    assert path.read_bytes() == before
    assert answers_in(other) == colours_of("2")
    assert resume_words(second) == ["assess", "--resume", other.name]


def test_save_refuses_a_file_that_is_there(start: Start, tmp_path: Path) -> None:
    path = write_answers(tmp_path / "answers.yaml", "12")
    before = path.read_bytes()
    terminal = start("assess", "--save", "answers.yaml")
    assert terminal.exit_code() == 2
    assert resume_words(terminal) == ["assess", "--resume", "answers.yaml"]
    assert path.read_bytes() == before


def test_no_save_leaves_the_folder_empty(start: Start, tmp_path: Path) -> None:
    terminal = begin(start, "--no-save")
    answer(terminal, "12312")
    wait_for_last_look(terminal)
    terminal.press("r")
    read_pages(terminal)
    assert terminal.exit_code() == 0
    assert "Nothing was saved, because of --no-save." in terminal.output
    assert list(tmp_path.iterdir()) == []


def no_room_for_files() -> None:
    import resource  # which Windows, where this folder is skipped, does not have

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_a_full_disk_stops_nobody_and_the_answers_are_printed(start: Start, tmp_path: Path) -> None:
    note = "Ask the board: is this “enough”? " * 5
    terminal = start(
        "assess", "--district", "Cedar Valley", before_start=no_room_for_files, lines=40
    )
    take_note(terminal, 1, note + ENTER)
    for number, key in enumerate("12322", 1):
        wait_for_question(terminal, number, "Not saved in careerplan-cedar-valley")
        terminal.press(key)
    wait_for_last_look(terminal, "Not saved in careerplan-cedar-valley")
    terminal.press("r")
    assert "5 of 10 points" in "".join(read_pages(terminal))
    assert terminal.exit_code() == 0
    assert list(tmp_path.iterdir()) == []
    printed = terminal.output.partition("ends in .yaml:\n\n")[2]
    path = tmp_path / "copied.yaml"
    path.write_text(printed, "utf-8")
    assert answers_in(path) == colours_of("12322")
    assert notes_in(path) == {"student-engagement": note.strip()}
    assert yaml.safe_load(printed)["district"] == "Cedar Valley"
    scored = piped(["score", "copied.yaml"], tmp_path)
    assert scored.returncode == 0
    assert "5 of 10 points" in scored.stdout


def test_a_card_fits_the_screen_with_the_notice_of_a_full_disk(start: Start) -> None:
    terminal = begin(start, before_start=no_room_for_files)
    answer(terminal, "1")
    for number, question in enumerate(QUESTIONS[1:], 2):
        terminal.wait_for(question["title"], "Not saved", "b back")
        assert terminal.text.startswith(f"Question {number} of 5")
        terminal.press("1")


def test_ctrl_c_on_a_full_disk_prints_the_answers(start: Start) -> None:
    terminal = begin(start, before_start=no_room_for_files)
    answer(terminal, "32")
    wait_for_question(terminal, 3)
    terminal.send(CTRL_C)
    assert terminal.exit_code() == 130
    printed = terminal.output.partition("ends in .yaml:\n\n")[2]
    assert yaml.safe_load(printed)["answers"] == colours_of("32")


def test_a_save_that_failed_is_made_up_for_by_the_next(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    terminal = begin(start, "--save", "stick/answers.yaml")
    wait_for_question(terminal, 1)
    folder.rmdir()
    terminal.press("1")
    wait_for_question(terminal, 2, "Not saved in stick/answers.yaml")
    folder.mkdir()
    terminal.press("2")
    wait_for_question(terminal, 3)
    assert "Not saved" not in terminal.text
    assert answers_in(folder / "answers.yaml") == colours_of("12")


def test_two_sessions_on_one_file_both_keep_their_answers(start: Start, tmp_path: Path) -> None:
    path = write_answers(tmp_path / "answers.yaml", "1")
    first = start("assess", "--resume", "answers.yaml")
    second = start("assess", "--resume", "answers.yaml", lines=40)
    wait_for_question(first, 2, "■□□□□")
    wait_for_question(second, 2, "■□□□□")
    first.press("1")
    wait_for_question(first, 3)
    second.press("3")
    wait_for_question(second, 3, "Somebody else has changed answers.yaml", "answers-2.yaml")
    second.press("3")
    wait_for_question(second, 4)
    second.press("q")
    assert second.exit_code() == 0
    assert "The answers are saved in answers-2.yaml." in second.output
    assert answers_in(path) == colours_of("11")
    assert answers_in(tmp_path / "answers-2.yaml") == colours_of("133")
