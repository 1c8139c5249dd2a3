"""Needs and areas of focus ticked in a real terminal, and what is kept of them."""

import re
import time
from pathlib import Path

import pytest
import yaml

from journeys.steps import piped, unwrapped, write_answers
from journeys.terminal import CTRL_C, DOWN, ENTER, Start, Terminal

pytestmark = pytest.mark.slow

# On our way: personnel is lowest, partnerships highest.
KEYS = "21232"

# What a low answer on personnel proposes.
PROPOSED = ["Staff expertise", "District-wide collaboration"]
PROPOSED_IDS = ["staff-expertise", "district-wide-collaboration"]


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    return write_answers(tmp_path / "a.yaml", KEYS)


FIRST = ["PE1", "PE2"]
"""The actions to begin with for a low answer on personnel."""


def wait_for_boxes(terminal: Terminal, question: str) -> None:
    terminal.wait_for(f"{question}: which", "Enter continues", "»")


def ticked(terminal: Terminal) -> list[str]:
    """Return the labels of the ticked rows on the screen."""
    return [line.split("[x] ")[1].strip() for line in terminal.text.splitlines() if "[x] " in line]


def choices(path: Path) -> tuple[object, object, object]:
    entries = yaml.safe_load(path.read_text("utf-8"))
    return entries.get("focus"), entries.get("needs"), entries.get("actions")


def go_on(terminal: Terminal, *questions: str) -> None:
    """Press Enter on the screens of these questions, with what is ticked there."""
    for question in questions:
        wait_for_boxes(terminal, question)
        terminal.press(ENTER)


def test_the_lowest_areas_are_ticked_and_enter_takes_them(
    start: Start, answers: Path, tmp_path: Path
) -> None:
    terminal = start("plan", "a.yaml", "-o", "plan.md")
    wait_for_boxes(terminal, "Areas of focus")
    terminal.wait_until(lambda: ticked(terminal) == ["Personnel"], "the boxes ticked")
    terminal.press(ENTER)
    wait_for_boxes(terminal, "Needs")
    terminal.wait_until(lambda: ticked(terminal) == PROPOSED, "the boxes ticked")
    terminal.press(ENTER)
    wait_for_boxes(terminal, "Actions")
    assert [label[:3] for label in ticked(terminal)[:2]] == FIRST
    terminal.press(ENTER)
    assert terminal.exit_code() == 0
    assert "Written to plan.md" in terminal.output
    focus, needs, actions = choices(answers)
    assert (focus, needs) == (["personnel"], PROPOSED_IDS)
    assert actions == [*FIRST, "SX1", "DC1", "LP9"]
    text = (tmp_path / "plan.md").read_text("utf-8")
    assert "| PE2: " in text
    assert "| PE3: " not in text


def test_each_screen_says_whose_plan_it_is_and_why_rows_are_ticked(
    start: Start, tmp_path: Path
) -> None:
    write_answers(tmp_path / "a.yaml", KEYS, district="Cedar Valley")
    terminal = start("plan", "a.yaml", "-o", "plan.md")
    wait_for_boxes(terminal, "Areas of focus")
    terminal.wait_for(
        "Cedar Valley: ◐ On our way. Step 1 of 3.",
        "Proposed, as no answer is lower. Today: Nobody, or only a few people.",
    )
    terminal.press(ENTER)
    wait_for_boxes(terminal, "Needs")
    terminal.wait_for("Step 2 of 3.", "Proposed because of your answer on Personnel.")
    terminal.press(ENTER)
    wait_for_boxes(terminal, "Actions")
    terminal.wait_for(
        "Step 3 of 3.",
        "Today: Nobody, or only a few people. Proposed: the first 2.",
        "superintendent; 2 days of work",
    )


def test_the_screens_of_an_update_say_what_the_earlier_plan_has(
    start: Start, tmp_path: Path
) -> None:
    write_answers(tmp_path / "a.yaml", KEYS, district="Cedar Valley")
    plan = ["plan", "a.yaml", "--focus", "communication", "--need", "budget", "-o", "plan.docx"]
    assert piped(plan, tmp_path).returncode == 0
    write_answers(tmp_path / "b.yaml", KEYS, district="Cedar Valley")
    terminal = start("plan", "b.yaml", "--update", "plan.docx", "-o", "new.md")
    wait_for_boxes(terminal, "Areas of focus")
    terminal.wait_for(
        "In the earlier plan. Today:",
        "Not in the earlier plan. Today: Nobody, or only a few people.",
    )
    terminal.press(ENTER)
    wait_for_boxes(terminal, "Needs")
    terminal.wait_for("In the earlier plan.", "Proposed because of your answer on Personnel.")


def test_a_need_that_an_update_only_suggests_is_not_called_proposed(
    start: Start, tmp_path: Path
) -> None:
    write_answers(tmp_path / "a.yaml", KEYS, district="Cedar Valley")
    plan = ["plan", "a.yaml", "--focus", "communication", "-o", "plan.docx"]
    assert piped(plan, tmp_path).returncode == 0
    write_answers(tmp_path / "b.yaml", KEYS, district="Cedar Valley")
    terminal = start("plan", "b.yaml", "--update", "plan.docx", "-o", "new.md")
    go_on(terminal, "Areas of focus")
    wait_for_boxes(terminal, "Needs")
    terminal.wait_for("Your answer on Personnel suggests it.")
    assert ticked(terminal) == []
    assert "Proposed" not in terminal.text


def test_an_update_asks_which_new_actions_to_take_up_and_what_is_cleared_stays_out(
    start: Start, tmp_path: Path
) -> None:
    write_answers(tmp_path / "a.yaml", KEYS, district="Cedar Valley")
    plan = ["plan", "a.yaml", "--focus", "personnel", "--need", "budget"]
    assert piped([*plan, "--action", "PE2", "-o", "plan.docx"], tmp_path).returncode == 0
    write_answers(tmp_path / "b.yaml", "22232", district="Cedar Valley", focus=["personnel"])
    terminal = start("plan", "b.yaml", "--update", "plan.docx", "-o", "new.docx")
    go_on(terminal, "Areas of focus", "Needs")
    wait_for_boxes(terminal, "New actions")
    terminal.wait_for("Step 3 of 3.", "New, or answered", "PE6: ")
    terminal.wait_until(
        lambda: [label[:3] for label in ticked(terminal)[:2]] == ["PE5", "PE6"], "two ticked"
    )
    assert "PE1: " not in terminal.text
    terminal.send(" ")
    terminal.press(ENTER)
    assert terminal.exit_code() == 0
    assert "more actions follow" not in terminal.output
    again = piped(["plan", "b.yaml", "--update", "new.docx"], tmp_path)
    assert "| PE6: " in again.stdout
    assert "| PE5: " not in again.stdout
    assert re.search(
        r"\d+ actions of the library are not in the earlier plan, and stay", again.stderr
    )
    assert "PE5" not in again.stderr


def test_what_is_ticked_and_cleared_at_an_update_is_so_with_the_same_command_again(
    start: Start, tmp_path: Path
) -> None:
    write_answers(tmp_path / "a.yaml", KEYS, district="Cedar Valley", date="2026-05-20")
    plan = ["plan", "a.yaml", "--focus", "personnel", "--need", "budget", "--need", "resources"]
    assert piped([*plan, "-o", "plan.docx"], tmp_path).returncode == 0
    write_answers(tmp_path / "b.yaml", "22232", district="Cedar Valley", focus=["personnel"])
    terminal = start("plan", "b.yaml", "--update", "plan.docx", "-o", "new.docx")
    go_on(terminal, "Areas of focus")
    wait_for_boxes(terminal, "Needs")
    at = next(
        n for n, line in enumerate(terminal.text.splitlines()) if line.rstrip().endswith("Budget")
    )
    lines = terminal.text.splitlines()[: at + 1]
    for _ in [line for line in lines if "[" in line][1:]:
        terminal.press(DOWN)
    terminal.send(" ")
    terminal.wait_until(lambda: "Budget" not in " ".join(ticked(terminal)), "Budget is cleared")
    terminal.press(ENTER)
    wait_for_boxes(terminal, "New actions")
    terminal.send(" ")
    terminal.wait_until(lambda: ticked(terminal)[0].startswith("PE6"), "PE5 is cleared")
    terminal.press(ENTER)
    assert terminal.exit_code() == 0
    kept = yaml.safe_load((tmp_path / "b.yaml").read_text(encoding="utf-8"))
    assert kept["left_out"][:2] == ["budget", "PE5"]
    assert "PE6" in kept["actions"]
    again = start("plan", "b.yaml", "--update", "plan.docx", "-o", "again.md")
    go_on(again, "Areas of focus")
    wait_for_boxes(again, "Needs")
    again.wait_for("In the earlier plan, and cleared last time.")
    again.press(ENTER)
    wait_for_boxes(again, "New actions")
    again.wait_for("Chosen last time.")
    again.press(ENTER)
    assert again.exit_code() == 0
    in_a_script = piped(["plan", "b.yaml", "--update", "plan.docx"], tmp_path)
    assert in_a_script.stdout == (tmp_path / "again.md").read_text(encoding="utf-8")
    assert "| PE6: " in in_a_script.stdout
    assert "| PE5: " not in in_a_script.stdout
    assert "more actions follow" not in in_a_script.stderr
    named = piped(["plan", "b.yaml", "--update", "plan.docx", "--action", "PE5"], tmp_path)
    assert "| PE5: " in named.stdout
    assert "| PE6: " not in named.stdout
    assert piped(["plan", "b.yaml", "--update", "plan.docx"], tmp_path).stdout == named.stdout


def test_what_is_cleared_of_what_goes_well_is_not_in_the_plan(
    start: Start, answers: Path, tmp_path: Path
) -> None:
    terminal = start("plan", "a.yaml", "-o", "plan.md")
    go_on(terminal, "Areas of focus", "Needs")
    wait_for_boxes(terminal, "Actions")
    terminal.send(f"{DOWN * 14} ")
    terminal.wait_for("4 of 17 ticked")
    terminal.press(ENTER)
    assert terminal.exit_code() == 0
    for text in (
        (tmp_path / "plan.md").read_text("utf-8"),
        piped(["plan", "a.yaml"], tmp_path).stdout,
    ):
        assert "### Personnel\n" in text
        assert "Keep and share" not in text
    assert choices(answers)[2] == [*FIRST, "SX1", "DC1"]


def test_b_goes_back_and_what_was_ticked_stays(start: Start, answers: Path, tmp_path: Path) -> None:
    terminal = start("plan", "a.yaml", "-o", "plan.md")
    go_on(terminal, "Areas of focus")
    wait_for_boxes(terminal, "Needs")
    terminal.send(f"{DOWN * 3} ")
    terminal.wait_until(lambda: ticked(terminal) == ["Budget", *PROPOSED], "the budget too")
    terminal.press(ENTER)
    wait_for_boxes(terminal, "Actions")
    terminal.send(f"{DOWN * 2} ")
    terminal.wait_for("7 of 21 ticked")
    terminal.press("b")
    wait_for_boxes(terminal, "Needs")
    terminal.wait_until(lambda: ticked(terminal) == ["Budget", *PROPOSED], "the budget still")
    terminal.press("b")
    wait_for_boxes(terminal, "Areas of focus")
    terminal.wait_until(lambda: ticked(terminal) == ["Personnel"], "the area still")
    terminal.press("b")
    go_on(terminal, "Areas of focus", "Needs")
    wait_for_boxes(terminal, "Actions")
    terminal.wait_for("7 of 21 ticked")
    assert [label[:3] for label in ticked(terminal)[:3]] == [*FIRST, "PE3"]
    terminal.press(ENTER)
    assert terminal.exit_code() == 0
    assert "| PE3: " in (tmp_path / "plan.md").read_text("utf-8")


def test_what_is_ticked_is_planned_for_and_ticked_the_next_time(
    start: Start, answers: Path, tmp_path: Path
) -> None:
    terminal = start("plan", "a.yaml", "-o", "plan.md")
    wait_for_boxes(terminal, "Areas of focus")
    terminal.send(f" {DOWN} ")
    second = ["Student engagement in career development activities"]
    terminal.wait_until(lambda: ticked(terminal) == second, "the second row ticked alone")
    terminal.press(ENTER)
    wait_for_boxes(terminal, "Needs")
    terminal.send(f"{DOWN * 3} ")
    terminal.wait_until(lambda: ticked(terminal) == ["Budget", *PROPOSED], "the budget too")
    terminal.press(ENTER)
    wait_for_boxes(terminal, "Actions")
    terminal.send(" ")
    terminal.wait_until(lambda: ticked(terminal)[0][:3] == "SE6", "the first action cleared")
    terminal.press(ENTER)
    assert terminal.exit_code() == 0
    focus, needs, actions = choices(answers)
    assert (focus, needs) == (["student-engagement"], ["budget", *PROPOSED_IDS])
    assert actions == ["SE6", "BU1", "SX1", "DC1", "LP9"]
    text = (tmp_path / "plan.md").read_text("utf-8")
    assert "- [x] Budget" in text
    assert "### Student engagement in career development activities\n" in text
    assert "| SE6: " in text
    assert "| SE5: " not in text
    again = start("plan", "a.yaml", "-o", "again.md")
    wait_for_boxes(again, "Areas of focus")
    again.wait_until(lambda: ticked(again) == second, "the area")
    again.wait_for("Chosen last time.")
    again.press(ENTER)
    wait_for_boxes(again, "Needs")
    again.wait_until(lambda: ticked(again) == ["Budget", *PROPOSED], "the needs")
    again.send(f"{DOWN * 3} ")
    again.wait_until(lambda: ticked(again) == PROPOSED, "the budget no more")
    again.press(ENTER)
    wait_for_boxes(again, "Actions")
    again.wait_for("Chosen last time.")
    assert ticked(again)[0][:3] == "SE6"
    again.press(ENTER)
    assert again.exit_code() == 0
    assert choices(answers)[:2] == (["student-engagement"], PROPOSED_IDS)
    assert "SE6: " in piped(["plan", "a.yaml"], tmp_path).stdout
    assert "SE5: " not in piped(["plan", "a.yaml"], tmp_path).stdout


def test_at_least_one_area_is_needed_and_one_action_for_each(start: Start, answers: Path) -> None:
    terminal = start("plan", "a.yaml", "-o", "plan.md")
    wait_for_boxes(terminal, "Areas of focus")
    terminal.send(" ")
    terminal.wait_until(lambda: not ticked(terminal), "nothing ticked")
    terminal.press(ENTER)
    terminal.wait_for("Tick at least one area.")
    terminal.send(" ")
    go_on(terminal, "Areas of focus", "Needs")
    wait_for_boxes(terminal, "Actions")
    terminal.send(f" {DOWN} ")
    terminal.press(ENTER)
    terminal.wait_for("Tick at least one action for Personnel, or go back and clear it there.")


@pytest.mark.parametrize("screens", [(), ("Areas of focus",), ("Areas of focus", "Needs")])
def test_ctrl_c_writes_nothing(
    start: Start, answers: Path, tmp_path: Path, screens: tuple[str, ...]
) -> None:
    before = answers.read_text("utf-8")
    terminal = start("plan", "a.yaml", "-o", "plan.md")
    go_on(terminal, *screens)
    last = ("Areas of focus", "Needs", "Actions")[len(screens)]
    wait_for_boxes(terminal, last)
    terminal.send(CTRL_C)
    assert terminal.exit_code() == 130
    assert "Nothing was written." in terminal.output
    assert "Traceback" not in terminal.output
    assert answers.read_text("utf-8") == before
    assert not (tmp_path / "plan.md").exists()


def test_enter_held_down_does_not_run_through_the_screens(start: Start, answers: Path) -> None:
    terminal = start("plan", "a.yaml", "-o", "plan.md")
    wait_for_boxes(terminal, "Areas of focus")
    for _ in range(10):
        terminal.send(ENTER)
        time.sleep(0.03)
    wait_for_boxes(terminal, "Needs")
    assert "Actions: which" not in terminal.history


def test_an_existing_plan_is_told_of_before_anything_is_asked(
    start: Start, answers: Path, tmp_path: Path
) -> None:
    (tmp_path / "plan.md").write_text("ours", "utf-8")
    terminal = start("plan", "a.yaml", "-o", "plan.md")
    assert terminal.exit_code() == 2
    assert "Areas of focus" not in terminal.output


def test_options_ask_nothing(start: Start, answers: Path) -> None:
    terminal = start("plan", "a.yaml", "-o", "plan.md", "--focus", "operations")
    assert terminal.exit_code() == 2
    terminal = start("plan", "a.yaml", "-o", "plan.md", "--focus", "communication")
    assert terminal.exit_code() == 0
    assert choices(answers) == (["communication"], None, None)
    terminal = start("plan", "a.yaml", "-o", "other.md", "--action", "mc5")
    assert terminal.exit_code() == 0
    assert choices(answers) == (["communication"], None, ["MC5"])


def test_long_lists_fit_a_small_and_narrow_terminal(start: Start, tmp_path: Path) -> None:
    write_answers(tmp_path / "a.yaml", "33333")
    terminal = start("plan", "a.yaml", "-o", "plan.md", columns=40, lines=12)
    go_on(terminal, "Areas of focus")
    wait_for_boxes(terminal, "Needs")
    terminal.send(DOWN * 19)
    terminal.wait_for("»   [ ] Sustainability")
    terminal.send(" ")
    terminal.press(ENTER)
    go_on(terminal, "Actions")
    assert terminal.exit_code() == 0
    assert choices(tmp_path / "a.yaml")[1] == ["sustainability"]


def test_long_texts_are_wrapped_and_nothing_is_cut(start: Start, tmp_path: Path) -> None:
    name = "The Board of Education of the Upper Cedar Valley and the Far Islands"
    write_answers(tmp_path / "a.yaml", KEYS, district=name)
    terminal = start("plan", "a.yaml", "-o", "plan.md", columns=60, lines=20)
    go_on(terminal, "Areas of focus", "Needs")
    wait_for_boxes(terminal, "Actions")
    terminal.send(DOWN)
    words = "PE2: Ask each secondary school for one person who speaks for career programs, and give"
    terminal.wait_until(lambda: words in unwrapped(terminal.text), "a whole action")
    assert name in unwrapped(terminal.text)
    terminal.resize(80, 24)
    terminal.wait_until(lambda: words in unwrapped(terminal.text), "a whole action, wider")


def test_on_a_plain_terminal_boxes_are_chosen_by_number(start: Start, answers: Path) -> None:
    terminal = start("plan", "a.yaml", "-o", "plan.md", environment={"TERM": "dumb"})
    terminal.wait_for("Areas of focus: which", "Your choice (numbers")
    assert " 1 [x] Personnel" in terminal.history
    terminal.send(f"99{ENTER}")
    terminal.wait_for("Type numbers from 1 to")
    terminal.send(f"1 2{ENTER}")
    terminal.wait_until(lambda: "b goes back" in terminal.output, "the needs")
    terminal.send(f"b{ENTER}")
    terminal.wait_until(lambda: terminal.output.count("Areas of focus: which") == 2, "back again")
    terminal.send(ENTER)
    terminal.wait_until(lambda: terminal.output.count("Needs: which") == 2, "the needs again")
    terminal.send(ENTER)
    terminal.wait_until(lambda: "Your choice" in terminal.output.partition("LP9: ")[2], "actions")
    assert "[x] PE1: " in terminal.output
    terminal.send(ENTER)
    assert terminal.exit_code() == 0
    assert choices(answers)[:2] == (["personnel", "student-engagement"], PROPOSED_IDS)
