"""A room votes: hands and paper ballots, rounds, agreement; and nothing is lost on the way."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from journeys.steps import (
    QUESTIONS,
    begin,
    piped,
    read_pages,
    the_file,
    unwrapped,
    wait_for_last_look,
    wait_for_question,
    write_answers,
)
from journeys.terminal import CTRL_C, ENTER, ESC, Start, Terminal

pytestmark = pytest.mark.slow

FIRST, SECOND = QUESTIONS[0]["id"], QUESTIONS[1]["id"]


def kept(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(the_file(folder).read_text("utf-8"))
    return found


def type_line(terminal: Terminal, question: str, line: str) -> None:
    terminal.wait_for(question, ">")
    terminal.send(line + ENTER)
    terminal.wait_until(lambda: question not in terminal.text, f"the end of {question!r}")


def count_hands(terminal: Terminal, hands: str, unsure: str = "") -> None:
    type_line(terminal, "How many hands for each answer", hands)
    type_line(terminal, "How many cannot tell?", unsure)


def reveal(terminal: Terminal) -> None:
    terminal.wait_for("r  Reveal the votes", "b back to the question")
    terminal.press("r")
    terminal.wait_for("a  Agree on an answer", "b back to the question")


def agree(terminal: Terminal, key: str, reason: str = "", dissent: str = "") -> None:
    terminal.wait_for("a  Agree on an answer", "b back to the question")
    terminal.press("a")
    terminal.wait_for("On which answer do you agree?", "b back to the question")
    terminal.press(key)
    type_line(terminal, "The reason, in a sentence:", reason)
    type_line(terminal, "Who sees it otherwise, and why?", dissent)


def vote(terminal: Terminal, number: int, hands: str, unsure: str = "") -> None:
    wait_for_question(terminal, number)
    terminal.press("v")
    count_hands(terminal, hands, unsure)


@pytest.mark.parametrize(
    ("columns", "lines", "environment"),
    [(60, 20, {}), (80, 24, {"NO_COLOR": "1"}), (200, 50, {})],
)
def test_a_whole_workshop(
    start: Start, tmp_path: Path, columns: int, lines: int, environment: dict[str, str]
) -> None:
    size = {"columns": columns, "lines": lines, "environment": environment}
    terminal = start("assess", "--district", "Cedar Valley", **size)
    vote(terminal, 1, "12 7 2", "1")
    reveal(terminal)
    terminal.wait_for("Round 1", "spread, agreement")
    terminal.press("n")
    count_hands(terminal, "18 3 0")
    reveal(terminal)
    terminal.wait_for("Round 1", "Round 2")
    agree(terminal, "1", "Few students take part.", "Two see 2.")
    for number in (2, 3):
        vote(terminal, number, "0 20 1")
        reveal(terminal)
        agree(terminal, "2")
    wait_for_question(terminal, 4)
    terminal.press("q")
    assert terminal.exit_code() == 0
    paper = start("assess", "--ballots", "--resume", the_file(tmp_path).name, **size)
    for number, line in enumerate(("1 2", "x 2", "9 9", "\x151 2", "undo", "1 3 parents"), 1):
        paper.wait_for("Paper ballots", ">")
        paper.send(line + ENTER)
        if line == "9 9":
            paper.wait_for("Answer 1 is '9'.")
        elif number != 4:
            count = {1: 1, 2: 2, 5: 2, 6: 3}[number]
            paper.wait_for(f"{count} ballot{'s are' if count > 1 else ' is'} in.")
        else:
            paper.wait_for("3 ballots are in.")
    paper.wait_for("parents 1", ">")
    paper.send(ENTER)
    for key in ("1", "2"):
        reveal(paper)
        agree(paper, key)
    wait_for_last_look(paper, "Note: Few students take part.", "Dissent: Two see 2.")
    paper.press("2")
    wait_for_question(paper, 2)
    paper.press("3")
    wait_for_last_look(paper)
    paper.press("r")
    assert "of 10 points" in "".join(read_pages(paper))
    assert paper.exit_code() == 0
    file = kept(tmp_path)
    ids = [question["id"] for question in QUESTIONS]
    assert file["answers"] == dict(zip(ids, ("red", "green", "blue", "red", "blue"), strict=True))
    assert file["votes"] == {
        ids[0]: [{"red": 12, "blue": 7, "green": 2, "unsure": 1}, {"red": 18, "blue": 3}],
        ids[1]: [{"blue": 20, "green": 1}],
        ids[2]: [{"blue": 20, "green": 1}],
        ids[3]: [{"red": 2, "unsure": 1}],
        ids[4]: [{"blue": 2, "green": 1}],
    }
    assert file["dissent"] == {ids[0]: "Two see 2."}
    assert "ballots" not in file
    report = unwrapped(piped(["report", the_file(tmp_path).name], tmp_path).stdout)
    assert "12 of 22 chose “Less than 10%”, then 18 of 21." in report


def test_only_how_many_have_answered_is_shown_before_the_reveal(start: Start) -> None:
    terminal = begin(start)
    vote(terminal, 1, "12 7 2", "1")
    terminal.wait_for("22 people have answered. Nothing is revealed yet.")
    for number in ("12", " 7", "█"):
        assert number not in terminal.text
    reveal(terminal)
    terminal.wait_for("█ 12", "█ 7", "█ 2", "spread, agreement 0.48")
    assert "Ask one who chose “1 Less than 10%” and one who chose “3 More than 50%”" in unwrapped(
        terminal.text
    )


@pytest.mark.parametrize("line", ["12 7", "12 7 2 1", "a b c", "1 2 -3", "1 2 1.5", ""])
def test_counts_that_are_none_are_asked_again(start: Start, tmp_path: Path, line: str) -> None:
    terminal = begin(start)
    wait_for_question(terminal, 1)
    terminal.press("v")
    terminal.wait_for("How many hands for each answer", ">")
    terminal.send(line + ENTER)
    terminal.wait_for("Type 3 whole numbers, 0 for an answer without hands.")
    terminal.send(ESC)
    wait_for_question(terminal, 1)
    assert "votes" not in kept(tmp_path)
    assert "hands" not in kept(tmp_path)


def opened(terminal: Terminal) -> None:
    terminal.press("v")
    terminal.wait_for("How many hands for each answer", ">")


def counted(terminal: Terminal) -> None:
    opened(terminal)
    count_hands(terminal, "12 7 2", "1")
    terminal.wait_for("r  Reveal the votes")


def revealed(terminal: Terminal) -> None:
    counted(terminal)
    reveal(terminal)


def in_a_second_round(terminal: Terminal) -> None:
    revealed(terminal)
    terminal.press("n")
    terminal.wait_for("How many hands for each answer", ">")


def chosen(terminal: Terminal) -> None:
    revealed(terminal)
    terminal.press("a")
    terminal.wait_for("On which answer do you agree?", "b back to the question")
    terminal.press("2")
    terminal.wait_for("The reason, in a sentence:", ">")


def with_a_reason(terminal: Terminal) -> None:
    chosen(terminal)
    type_line(terminal, "The reason, in a sentence:", "We saw it.")
    terminal.wait_for("Who sees it otherwise, and why?", ">")


HANDS = {"red": 12, "blue": 7, "green": 2, "unsure": 1}


@pytest.mark.parametrize(
    ("go_there", "entries", "after"),
    [
        (opened, {"hands": {FIRST: {}}}, "0 people have answered."),
        (counted, {"hands": {FIRST: HANDS}}, "22 people have answered."),
        (revealed, {"votes": {FIRST: [HANDS]}}, "spread, agreement 0.48"),
        (
            in_a_second_round,
            {"votes": {FIRST: [HANDS]}, "hands": {FIRST: {}}},
            "0 people have answered.",
        ),
        (chosen, {"votes": {FIRST: [HANDS]}, "answers": {FIRST: "blue"}}, "Question 2 of 5"),
        (with_a_reason, {"notes": {FIRST: "We saw it."}}, "Question 2 of 5"),
    ],
)
def test_a_kill_in_a_vote_loses_nothing(
    start: Start, tmp_path: Path, go_there: Any, entries: dict[str, Any], after: str
) -> None:
    terminal = begin(start)
    wait_for_question(terminal, 1)
    go_there(terminal)
    terminal.kill()
    file = kept(tmp_path)
    assert {name: file[name] for name in entries} == entries
    again = start("assess", "--resume", the_file(tmp_path).name)
    again.wait_for(after)


def test_a_round_that_nobody_votes_in_is_none(start: Start, tmp_path: Path) -> None:
    terminal = start("assess", "--district", "Cedar Valley")
    vote(terminal, 1, "0 0 0")
    wait_for_question(terminal, 1)
    terminal.wait_for("Nobody voted, so nothing was counted.")
    vote(terminal, 1, "4 2 1")
    reveal(terminal)
    terminal.press("n")
    terminal.wait_for("How many hands for each answer", ">")
    terminal.send(ESC)
    terminal.wait_for("a  Agree on an answer", "Round 1")
    assert "Round 2" not in terminal.text
    assert kept(tmp_path)["votes"] == {FIRST: [{"red": 4, "blue": 2, "green": 1}]}


def test_a_vote_left_without_hands_goes_back_to_the_question(start: Start, tmp_path: Path) -> None:
    write_answers(tmp_path / "a.yaml", "", hands={FIRST: {}})
    terminal = start("assess", "--resume", "a.yaml")
    terminal.wait_for("r  Reveal the votes", "b back to the question")
    terminal.press("r")
    wait_for_question(terminal, 1)


def test_a_kill_among_ballots_keeps_each(start: Start, tmp_path: Path) -> None:
    terminal = begin(start, "--ballots")
    for number, line in enumerate(("13221", "1 2 x - 3"), 1):
        terminal.wait_for(f"Ballot {number}:", ">")
        terminal.send(line + ENTER)
    terminal.wait_for("Ballot 3:", ">")
    terminal.kill()
    second = kept(tmp_path)["ballots"][1]["answers"]
    assert list(second.values()) == ["red", "blue", "unsure", "green"]
    again = start("assess", "--ballots", "--resume", the_file(tmp_path).name)
    again.wait_for("2 ballots are in.", "Ballot 3:")


def test_ctrl_c_in_a_reason_keeps_what_was_typed(start: Start, tmp_path: Path) -> None:
    terminal = begin(start)
    wait_for_question(terminal, 1)
    chosen(terminal)
    terminal.send("half a")
    terminal.wait_for("half a")
    terminal.send(CTRL_C)
    assert terminal.exit_code() == 130
    assert kept(tmp_path)["notes"] == {FIRST: "half a"}


def test_last_time_is_told_after_the_votes_are_revealed_and_not_before(
    start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / "before"
    folder.mkdir()
    last = {
        "careerplan": 1,
        "date": "2025-11-20",
        "answers": {FIRST: "blue"},
        "notes": {FIRST: "We counted."},
        "dissent": {FIRST: "One saw 1."},
    }
    (folder / "last.yaml").write_text(yaml.safe_dump(last))
    terminal = begin(start, "--since", "before/last.yaml")
    vote(terminal, 1, "1 2 3")
    terminal.wait_for("6 people have answered.")
    assert "2025-11-20" not in terminal.history
    reveal(terminal)
    shown = unwrapped(terminal.text)
    assert "Last time (2025-11-20): 2 10% to 30% (choose this up to 50%). Reason: We" in shown
    assert "Dissent: One saw 1." in shown


def test_a_plain_terminal_votes_line_by_line(start: Start, tmp_path: Path) -> None:
    terminal = begin(start, environment={"TERM": "dumb"})
    for question, line in (
        ("? keys): ", "v"),
        ("How many hands for each answer", "12 7 2"),
        ("How many cannot tell?", "1"),
        ("Your answer (r, c; b back to the question): ", "r"),
        ("Your answer (a, n; b back to the question): ", "a"),
        ("Your answer (1-3; b back to the question): ", "1"),
        ("The reason, in a sentence:", "So it is."),
        ("Who sees it otherwise, and why?", ""),
    ):
        terminal.wait_until(lambda question=question: question in terminal.output, question)  # type: ignore[misc]
        terminal.send(line + ENTER)
    terminal.wait_until(lambda: "Question 2 of 5" in terminal.output, "the next question")
    file = kept(tmp_path)
    assert file["answers"] == {FIRST: "red"}
    assert file["notes"] == {FIRST: "So it is."}
    assert file["votes"] == {FIRST: [HANDS]}
    assert b"\x1b" not in terminal.raw


def test_the_report_opens_from_the_result_and_overwrites_nothing(
    start: Start, tmp_path: Path
) -> None:
    path = write_answers(tmp_path / "a.yaml", "12321")
    mine = tmp_path / "a-report.html"
    mine.write_text("mine")
    terminal = start("assess", "--resume", path.name, environment={"BROWSER": "true %s"})
    wait_for_last_look(terminal)
    terminal.press("r")
    terminal.wait_for("o report")
    terminal.press("o")
    terminal.wait_for("The report is in a-report-2.html.")
    assert mine.read_text() == "mine"
    assert "<!DOCTYPE html>" in (tmp_path / "a-report-2.html").read_text("utf-8")
    terminal.press(" ")
    terminal.wait_for("Area by area", "(2 of ")


def test_last_time_must_be_of_the_same_questions(start: Start, tmp_path: Path) -> None:
    (tmp_path / "last.yaml").write_text("careerplan: 1\ninstrument: checklist\nanswers: {}\n")
    terminal = start("assess", "--district", "X", "--since", "last.yaml")
    assert terminal.exit_code() == 2
    assert "The answers in last.yaml are to the checklist, not the survey." in terminal.output


def test_ballots_of_the_checklist_have_its_keys(start: Start, tmp_path: Path) -> None:
    terminal = begin(start, "--ballots", "--instrument", "checklist")
    terminal.wait_for("? stands for cannot tell", "Ballot 1:", ">")
    terminal.send("ysn?x-" + "y" * 30 + ENTER)
    terminal.wait_for("1 ballot is in.", "Ballot 2:", ">")
    [ballot] = kept(tmp_path)["ballots"]
    assert list(ballot["answers"].values())[:6] == [
        "yes", "still-to-do", "no", "unsure", "not-applicable", "yes",
    ]  # fmt: skip
    terminal.send(ENTER)
    reveal(terminal)
    terminal.wait_for("together, agreement 1.00")
