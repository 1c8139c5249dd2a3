"""Every kind of terminal: narrow, wide, resized, without colour, plain, and none at all."""

import re
from pathlib import Path

import pytest

from journeys.steps import (
    LEVELS,
    QUESTIONS,
    answer,
    answers_in,
    begin,
    colours_of,
    notes_in,
    piped,
    read_pages,
    the_file,
    unwrapped,
    wait_for_last_look,
    wait_for_question,
    write_answers,
)
from journeys.terminal import CTRL_C, CTRL_D, ENTER, Start, Terminal

pytestmark = pytest.mark.slow


def widest(text: str) -> int:
    return max((len(line) for line in text.splitlines()), default=0)


def words_of_options(number: int) -> list[str]:
    options = QUESTIONS[number - 1]["options"]
    return [unwrapped(text) for option in options for text in (option["label"], *option["details"])]


def test_a_card_is_drawn_again_in_whole_words_on_a_narrower_screen(start: Start) -> None:
    terminal = begin(start, columns=100, lines=50)
    answer(terminal, "1")
    wait_for_question(terminal, 2)
    terminal.resize(60, 50)
    terminal.wait_until(
        lambda: (
            widest(terminal.text) <= 60
            and all(text in unwrapped(terminal.text) for text in words_of_options(2))
        ),
        "a narrower card with every word",
    )
    wait_for_question(terminal, 2)
    terminal.press("3")
    wait_for_question(terminal, 3)


def test_a_card_is_drawn_again_on_a_wider_screen(start: Start) -> None:
    terminal = begin(start, columns=60, lines=50)
    wait_for_question(terminal, 1)
    terminal.resize(90, 50)
    terminal.wait_until(
        lambda: terminal.text.startswith("Question 1") and 60 < widest(terminal.text) <= 90,
        "a wider card",
    )
    wait_for_question(terminal, 1)


def test_the_last_look_is_drawn_again_on_a_narrower_screen(start: Start, tmp_path: Path) -> None:
    write_answers(tmp_path / "answers.yaml", "12322")
    terminal = start("assess", "--resume", "answers.yaml", lines=40)
    wait_for_last_look(terminal)
    terminal.resize(60, 40)
    terminal.wait_until(
        lambda: terminal.text.startswith("A last look") and widest(terminal.text) <= 60,
        "a narrower last look",
    )
    wait_for_last_look(terminal)


def test_lines_are_at_most_100_columns_on_a_wide_screen(start: Start) -> None:
    terminal = begin(start, "--no-save", columns=200)
    answer(terminal, "12322")
    wait_for_last_look(terminal)
    terminal.press("r")
    read_pages(terminal)
    assert 80 < widest(terminal.history) <= 100


def test_a_card_is_drawn_only_once_on_a_wide_screen(start: Start) -> None:
    terminal = begin(start, "--no-save", columns=120)
    answer(terminal, "12322")
    wait_for_last_look(terminal)
    drawn = [terminal.output.count(f"Question {number} of 5") for number in range(1, 6)]
    assert drawn == [1, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("options", "environment"), [((), {"NO_COLOR": "1"}), (("--no-color",), {})]
)
def test_without_colour_the_level_has_its_symbol_and_name(
    start: Start, options: tuple[str, ...], environment: dict[str, str]
) -> None:
    terminal = begin(start, *options, environment=environment)
    wait_for_question(terminal, 1)
    terminal.press("b")
    wait_for_question(terminal, 1, "This is the first question.")
    answer(terminal, "12322")
    wait_for_last_look(terminal)
    terminal.press("r")
    first, *_ = read_pages(terminal)
    level = LEVELS["on-our-way"]
    assert re.search(f"{level['symbol']} +{level['title']}", first)
    assert terminal.colour_codes() == []


def wait_for_prompt(terminal: Terminal, number: int) -> None:
    """Wait until the program has asked for this many lines."""
    terminal.wait_until(
        lambda: terminal.output.count("? keys): ") == number, f"line {number} to type"
    )


def test_a_plain_terminal_asks_line_by_line(start: Start, tmp_path: Path) -> None:
    terminal = begin(start, environment={"TERM": "dumb"})
    typed = ["1", "2", "b", "3", "3", "2", "1", "r"]
    for number, line in enumerate(typed, 1):
        wait_for_prompt(terminal, number)
        terminal.send(line + ENTER)
    assert terminal.exit_code() == 0
    assert "3 of 5" in terminal.output
    assert "5 of 10 points" in terminal.output
    assert "Next steps" in terminal.output
    assert answers_in(the_file(tmp_path)) == colours_of("13321")
    assert b"\x1b" not in terminal.raw


def test_a_plain_terminal_takes_a_note_and_takes_it_away(start: Start, tmp_path: Path) -> None:
    terminal = begin(start, environment={"TERM": "dumb"})
    wait_for_prompt(terminal, 1)
    terminal.send("t" + ENTER)
    terminal.wait_for("Note on Student engagement:")
    terminal.send("Ask" + ENTER)
    wait_for_prompt(terminal, 2)
    assert "Note: Ask" in terminal.output
    assert notes_in(the_file(tmp_path)) == {"student-engagement": "Ask"}
    terminal.send("t" + ENTER)
    terminal.wait_for("Now: Ask (Enter keeps it, - removes it)")
    terminal.send("-" + ENTER)
    wait_for_prompt(terminal, 3)
    assert notes_in(the_file(tmp_path)) == {}
    assert b"\x1b" not in terminal.raw


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_a_plain_terminal_can_be_left_at_any_time(start: Start, tmp_path: Path, key: str) -> None:
    terminal = begin(start, environment={"TERM": "dumb"})
    wait_for_prompt(terminal, 1)
    terminal.send("2" + ENTER)
    wait_for_prompt(terminal, 2)
    terminal.send(key)
    assert terminal.exit_code() == 130
    path = the_file(tmp_path)
    assert terminal.output.endswith(f"careerplan assess --resume {path.name}\n")
    assert answers_in(path) == colours_of("2")


def test_a_plain_terminal_tells_what_to_type_after_a_wrong_key(start: Start) -> None:
    terminal = begin(start, environment={"TERM": "dumb"})
    wait_for_prompt(terminal, 1)
    terminal.send("7" + ENTER)
    wait_for_prompt(terminal, 2)
    assert "Type one of 1, 2, 3, b, t, v, q, ? and press Enter." in terminal.output
    terminal.send("2" + ENTER)
    wait_for_prompt(terminal, 3)
    assert "Question 2 of 5" in terminal.output


def test_without_a_terminal_it_ends_at_once_and_names_what_to_use(tmp_path: Path) -> None:
    ended = piped(["assess"], tmp_path)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "careerplan score" in ended.stderr
    assert len(ended.stderr.splitlines()) <= 2
    assert list(tmp_path.iterdir()) == []


def test_plain_asks_line_by_line_on_any_terminal(start: Start, tmp_path: Path) -> None:
    terminal = start("assess", "--plain", "--district", "Oak Bay")
    wait_for_prompt(terminal, 1)
    terminal.send("2" + ENTER)
    wait_for_prompt(terminal, 2)
    assert b"\x1b" not in terminal.raw
    assert answers_in(the_file(tmp_path)) == colours_of("2")
