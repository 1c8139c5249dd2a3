"""Needs and areas of focus ticked in a real terminal, and what is kept of them."""

from pathlib import Path

import pytest
import yaml

from journeys.steps import write_answers
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


def wait_for_boxes(terminal: Terminal, question: str) -> None:
    terminal.wait_for(question, "Enter continues", "»")


def ticked(terminal: Terminal) -> list[str]:
    """Return the labels of the ticked rows on the screen."""
    return [line.split("●")[1].strip() for line in terminal.text.splitlines() if "●" in line]


def choices(path: Path) -> tuple[object, object]:
    entries = yaml.safe_load(path.read_text("utf-8"))
    return entries.get("focus"), entries.get("needs")


def test_the_lowest_areas_are_ticked_and_enter_takes_them(
    start: Start, answers: Path, tmp_path: Path
) -> None:
    terminal = start("plan", "a.yaml", "-o", "plan.docx")
    wait_for_boxes(terminal, "Areas of focus")
    terminal.wait_until(lambda: ticked(terminal) == ["Personnel"], "the boxes ticked")
    terminal.send(ENTER)
    wait_for_boxes(terminal, "Needs")
    terminal.wait_until(lambda: ticked(terminal) == PROPOSED, "the boxes ticked")
    terminal.send(ENTER)
    assert terminal.exit_code() == 0
    assert "Written to plan.docx" in terminal.output
    assert choices(answers) == (["personnel"], PROPOSED_IDS)
    assert (tmp_path / "plan.docx").exists()


def test_what_is_ticked_is_planned_for_and_ticked_the_next_time(
    start: Start, answers: Path, tmp_path: Path
) -> None:
    terminal = start("plan", "a.yaml", "-o", "plan.md")
    wait_for_boxes(terminal, "Areas of focus")
    terminal.send(f" {DOWN} ")
    second = ["Ministry and district policy"]
    terminal.wait_until(lambda: ticked(terminal) == second, "the second row ticked alone")
    terminal.send(ENTER)
    wait_for_boxes(terminal, "Needs")
    terminal.send(f"{DOWN * 3} ")
    terminal.wait_until(lambda: ticked(terminal) == ["Budget", *PROPOSED], "the budget too")
    terminal.send(ENTER)
    assert terminal.exit_code() == 0
    assert choices(answers) == (["ministry-and-district-policy"], ["budget", *PROPOSED_IDS])
    text = (tmp_path / "plan.md").read_text("utf-8")
    assert "- [x] Budget" in text
    assert "### Ministry and district policy\n" in text
    again = start("plan", "a.yaml", "-o", "again.md")
    wait_for_boxes(again, "Areas of focus")
    assert ticked(again) == second
    again.send(ENTER)
    wait_for_boxes(again, "Needs")
    assert ticked(again) == ["Budget", *PROPOSED]
    again.send(f"{DOWN * 3} ")
    again.wait_until(lambda: ticked(again) == PROPOSED, "the budget no more")
    again.send(ENTER)
    assert again.exit_code() == 0
    assert choices(answers) == (["ministry-and-district-policy"], PROPOSED_IDS)


def test_at_least_one_area_is_needed(start: Start, answers: Path) -> None:
    terminal = start("plan", "a.yaml", "-o", "plan.md")
    wait_for_boxes(terminal, "Areas of focus")
    terminal.send(" ")
    terminal.wait_until(lambda: not ticked(terminal), "nothing ticked")
    terminal.send(ENTER)
    terminal.wait_for("Tick at least 1.")


def test_ctrl_c_writes_nothing(start: Start, answers: Path, tmp_path: Path) -> None:
    before = answers.read_text("utf-8")
    terminal = start("plan", "a.yaml", "-o", "plan.md")
    wait_for_boxes(terminal, "Areas of focus")
    terminal.send(CTRL_C)
    assert terminal.exit_code() == 130
    assert "Nothing was written." in terminal.output
    assert "Traceback" not in terminal.output
    assert answers.read_text("utf-8") == before
    assert not (tmp_path / "plan.md").exists()


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
    assert choices(answers) == (["communication"], None)


def test_long_lists_fit_a_small_and_narrow_terminal(start: Start, tmp_path: Path) -> None:
    write_answers(tmp_path / "a.yaml", "33333")
    terminal = start("plan", "a.yaml", "-o", "plan.md", columns=40, lines=12)
    terminal.wait_for("Areas of focus")
    terminal.send(ENTER)
    terminal.wait_for("Needs")
    terminal.send(DOWN * 19)
    terminal.wait_for("Sustainability")
    terminal.send(f" {ENTER}")
    assert terminal.exit_code() == 0
    assert choices(tmp_path / "a.yaml")[1] == ["sustainability"]


def test_on_a_plain_terminal_boxes_are_chosen_by_number(start: Start, answers: Path) -> None:
    terminal = start("plan", "a.yaml", "-o", "plan.md", environment={"TERM": "dumb"})
    terminal.wait_for("Areas of focus (numbers")
    assert " 1 [x] Personnel" in terminal.text
    terminal.send(f"99{ENTER}")
    terminal.wait_for("Type numbers from 1 to")
    terminal.send(f"1 2{ENTER}")
    terminal.wait_for("Needs (numbers")
    terminal.send(ENTER)
    assert terminal.exit_code() == 0
    assert choices(answers) == (["personnel", "ministry-and-district-policy"], PROPOSED_IDS)
