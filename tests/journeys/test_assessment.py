"""An assessment from the first question to the result."""

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
    hold_down,
    menu_row,
    notes_in,
    read_pages,
    take_note,
    the_file,
    unwrapped,
    wait_for_last_look,
    wait_for_question,
    write_answers,
)
from journeys.terminal import CTRL_U, DOWN, ENTER, PAGE_DOWN, UP, Start, Terminal

pytestmark = pytest.mark.slow

MARKUP = "[red]x[/red] :smile: 🎉 é"


def see_result(terminal: Terminal) -> str:
    wait_for_last_look(terminal)
    terminal.press("r")
    return "\n".join(read_pages(terminal))


@pytest.mark.parametrize(
    ("keys", "total", "level_id"),
    [
        ("11121", 1, "just-getting-started"),
        ("12322", 5, "on-our-way"),
        ("33333", 10, "lots-going-on"),
    ],
)
def test_a_room_answers_all_questions_and_sees_its_level(
    start: Start, tmp_path: Path, keys: str, total: int, level_id: str
) -> None:
    level = LEVELS[level_id]
    terminal = start("assess", "--district", "Cedar Valley", "--respondent", "The board")
    answer(terminal, keys)
    wait_for_last_look(terminal)
    terminal.press("r")
    terminal.wait_for("Press any key")
    assert re.search(f"{level['symbol']} +{level['title']}", terminal.text)
    assert terminal.colours(level["title"]) != {"default"}
    first, second, *between, held, last = read_pages(terminal)
    assert "Press any key" in held
    assert "Cedar Valley · The board" in first
    assert f"{total} of 10 points" in first
    assert unwrapped(level["feedback"]) in unwrapped(first)
    assert second.startswith("Area by area")
    assert "Press any key" in second
    assert between[0].startswith("Where to start")
    assert all("Press any key" in page for page in between)
    assert last.startswith("Recommended actions")
    for action in level["recommended_actions"]:
        assert unwrapped(action) in unwrapped(last)
    assert "Next steps" in last
    for step in level["steps"]:
        assert unwrapped(step["title"]) in unwrapped(last)
    path = the_file(tmp_path)
    for command in (f"guide --level {level_id}", f"report {path.name}", f"plan {path.name}"):
        assert f"careerplan {command}" in unwrapped(last)
    assert f"The answers are saved in {path.name}." in last
    assert terminal.exit_code() == 0
    assert answers_in(path) == colours_of(keys)
    assert "district: Cedar Valley\nrespondent: The board\n" in path.read_text("utf-8")


@pytest.mark.parametrize("key", [" ", "x", ENTER, PAGE_DOWN])
def test_any_key_goes_on_from_a_held_page(start: Start, tmp_path: Path, key: str) -> None:
    write_answers(tmp_path / "answers.yaml", "12322")
    terminal = start("assess", "--resume", "answers.yaml")
    wait_for_last_look(terminal)
    terminal.press("r")
    terminal.wait_for("5 of 10 points", "Press any key")
    terminal.press(key)
    terminal.wait_for("Area by area", "Press any key")


def test_the_result_starts_with_the_lowest_answer_and_says_what_to_do(
    start: Start, tmp_path: Path
) -> None:
    write_answers(tmp_path / "answers.yaml", "12322")
    result = see_result(start("assess", "--resume", "answers.yaml"))
    start_here = unwrapped(result.partition("Where to start")[2].replace("Press any key to", ""))
    today, goal, _ = QUESTIONS[0]["options"]
    assert f"Today: {today['label']} Target: {unwrapped(goal['target'])}" in start_here
    to_do = " ".join(map(unwrapped, goal["still_to_do"]))
    assert f"Problems that usually remain when you reach the target {to_do}" in start_here
    assert "First actions SE1 Build one workplace or campus visit" in start_here
    assert "(district career leader; 4 days of work) SE2 " in start_here
    assert "After that: Personnel, Learning partnerships, Operations." in start_here


def test_a_district_with_a_mixed_picture_reads_what_to_do_from_the_screen_alone(
    start: Start, tmp_path: Path
) -> None:
    write_answers(tmp_path / "answers.yaml", "12321")
    terminal = start("score", "answers.yaml", "--no-pager", lines=60)
    assert terminal.exit_code() == 0
    shown = unwrapped(terminal.history)
    for question in (QUESTIONS[0], QUESTIONS[4]):
        goal = question["options"][1]
        assert f"Target: {unwrapped(goal['target'])}" in shown
        for line in goal["still_to_do"]:
            assert (
                unwrapped(line)
                in shown.partition("Problems that usually remain when you reach the target")[2]
            )
    for words in (
        "SE1 ", "SE2 ", "OP1 ", "OP2 ", "(superintendent; 1 day of work)",
        "careerplan guide --level on-our-way",
        "careerplan report answers.yaml -o report.html",
        "careerplan plan answers.yaml -o plan.docx",
    ):  # fmt: skip
        assert words in shown


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (60, 60), (200, 50)])
def test_every_card_shows_every_word_of_its_question(
    start: Start, columns: int, lines: int
) -> None:
    terminal = begin(start, columns=columns, lines=lines)
    for number, question in enumerate(QUESTIONS, 1):
        wait_for_question(terminal, number)
        card = terminal.text
        assert "■" * (number - 1) + "□" * (6 - number) in card
        texts = [question["title"], question["prompt"], question.get("help", "")]
        for option in question["options"]:
            texts += [option["label"], *option["details"], *option.get("still_to_do", [])]
        for text in texts:
            assert unwrapped(text) in unwrapped(card)
        terminal.press("1")


def test_cards_and_menus_show_no_colour_and_no_points(start: Start) -> None:
    terminal = begin(start)
    for number in range(1, 6):
        wait_for_question(terminal, number)
        assert not re.findall(r"(?i)\b(red|blue|green|points?|scores?)\b", terminal.text)
        assert terminal.all_colours() == {"default"}
        terminal.press("2")
    wait_for_last_look(terminal)
    assert terminal.all_colours() == {"default"}


def test_arrows_and_enter_choose(start: Start, tmp_path: Path) -> None:
    terminal = begin(start)
    wait_for_question(terminal, 1)
    terminal.send(DOWN + DOWN + DOWN)
    terminal.press(ENTER)
    wait_for_question(terminal, 2)
    terminal.send(UP + UP)
    terminal.press(ENTER)
    wait_for_question(terminal, 3)
    assert answers_in(the_file(tmp_path)) == colours_of("32")


def test_a_key_leaned_on_gives_no_answer(start: Start, tmp_path: Path) -> None:
    terminal = begin(start)
    wait_for_question(terminal, 1)
    terminal.send(ENTER * 10 + "\x12\x13zz9\x1b[200~2\r3\x1b[201~")
    terminal.press("2")
    wait_for_question(terminal, 2)
    assert answers_in(the_file(tmp_path)) == colours_of("2")


def test_keys_pressed_before_a_card_is_drawn_answer_nothing(start: Start, tmp_path: Path) -> None:
    terminal = begin(start)
    wait_for_question(terminal, 1)
    terminal.send("12321")
    wait_for_question(terminal, 2)
    assert answers_in(the_file(tmp_path)) == colours_of("1")


@pytest.mark.parametrize("first_repeat", [0.03, 0.5, 1.0])
def test_a_key_held_down_answers_once(start: Start, tmp_path: Path, first_repeat: float) -> None:
    terminal = begin(start)
    wait_for_question(terminal, 1)
    hold_down(terminal, "1", first_repeat)
    wait_for_question(terminal, 2)
    assert answers_in(the_file(tmp_path)) == colours_of("1")


def test_back_shows_the_earlier_answer_as_the_one_to_start_on(start: Start) -> None:
    terminal = begin(start)
    answer(terminal, "3")
    wait_for_question(terminal, 2)
    terminal.press("b")
    wait_for_question(terminal, 1)
    assert menu_row(terminal).startswith(f"3  {QUESTIONS[0]['options'][2]['label']}")


def test_back_and_another_answer_replaces_the_first(start: Start, tmp_path: Path) -> None:
    terminal = begin(start)
    answer(terminal, "3")
    wait_for_question(terminal, 2)
    terminal.press("B")
    answer(terminal, "1")
    wait_for_question(terminal, 2)
    assert answers_in(the_file(tmp_path)) == colours_of("1")


def test_back_on_the_first_question_says_so_and_stays(start: Start) -> None:
    terminal = begin(start)
    wait_for_question(terminal, 1)
    terminal.press("b")
    wait_for_question(terminal, 1, "This is the first question.")


def test_a_note_is_shown_on_the_card_and_kept(start: Start, tmp_path: Path) -> None:
    terminal = begin(start)
    take_note(terminal, 1, "Ask the secondary schools" + ENTER)
    wait_for_question(terminal, 1, "Note: Ask the secondary schools")
    assert notes_in(the_file(tmp_path)) == {"student-engagement": "Ask the secondary schools"}


@pytest.mark.parametrize("number", range(1, 6))
def test_a_card_with_a_note_still_fits_the_screen(
    start: Start, tmp_path: Path, number: int
) -> None:
    note = {QUESTIONS[number - 1]["id"]: "Ask."}
    write_answers(tmp_path / "answers.yaml", "1" * (number - 1), notes=note)
    terminal = start("assess", "--resume", "answers.yaml")
    wait_for_question(terminal, number, "Note: Ask.")
    assert terminal.text.startswith(f"Question {number} of 5")


def test_an_emptied_note_disappears(start: Start, tmp_path: Path) -> None:
    terminal = begin(start)
    take_note(terminal, 1, "Not this" + ENTER)
    wait_for_question(terminal, 1, "Note: Not this")
    take_note(terminal, 1, CTRL_U + ENTER)
    wait_for_question(terminal, 1)
    assert "Not this" not in terminal.text
    assert notes_in(the_file(tmp_path)) == {}


def test_a_note_with_markup_and_emoji_is_shown_as_it_was_typed(
    start: Start, tmp_path: Path
) -> None:
    terminal = begin(start)
    take_note(terminal, 1, MARKUP + ENTER)
    wait_for_question(terminal, 1, f"Note: {MARKUP}")
    answer(terminal, "11111")
    wait_for_last_look(terminal, f"Note: {MARKUP}")
    assert f"Note: {MARKUP}" in see_result(terminal)
    assert notes_in(the_file(tmp_path)) == {"student-engagement": MARKUP}


def test_a_change_at_the_last_look_comes_back_there_and_changes_the_total(start: Start) -> None:
    terminal = begin(start)
    answer(terminal, "11111")
    wait_for_last_look(terminal)
    terminal.press("2")
    wait_for_question(terminal, 2)
    terminal.press("3")
    wait_for_last_look(terminal, "A district career leader with a network")
    assert "2 of 10 points" in see_result(terminal)


def test_back_at_the_last_look_goes_to_the_last_question(start: Start, tmp_path: Path) -> None:
    write_answers(tmp_path / "answers.yaml", "11112")
    terminal = start("assess", "--resume", "answers.yaml")
    wait_for_last_look(terminal)
    terminal.press("b")
    wait_for_question(terminal, 5)
    assert menu_row(terminal).startswith("2")
