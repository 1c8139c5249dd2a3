"""A room votes: hands and paper ballots, rounds, agreement; and nothing is lost on the way."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from journeys.steps import (
    QUESTIONS,
    begin,
    hold_down,
    piped,
    read_pages,
    the_file,
    unwrapped,
    wait_for_last_look,
    wait_for_question,
    write_answers,
)
from journeys.terminal import CTRL_C, CTRL_U, ENTER, ESC, Start, Terminal

pytestmark = pytest.mark.slow

FIRST, SECOND = QUESTIONS[0]["id"], QUESTIONS[1]["id"]


def kept(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(the_file(folder).read_text("utf-8"))
    return found


def type_line(terminal: Terminal, question: str, line: str) -> None:
    terminal.wait_for(question, ">")
    terminal.send(line)
    terminal.press(ENTER)
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
    terminal.wait_for("On which answer do you agree?", "b back to the votes")
    terminal.press(key)
    type_line(terminal, "The reason, in a sentence:", reason)
    type_line(terminal, "What do those say who see it otherwise?", dissent)


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
    terminal.press("v")
    count_hands(terminal, "18 3 0")
    reveal(terminal)
    terminal.wait_for("Round 1", "Round 2", "Then agree.")
    agree(terminal, "1", "Few students take part.", "Two see 2.")
    for number in (2, 3):
        vote(terminal, number, "0 20 1")
        reveal(terminal)
        agree(terminal, "2")
    wait_for_question(terminal, 4)
    terminal.press("q")
    assert terminal.exit_code() == 0
    paper = start("assess", "--ballots", "--resume", the_file(tmp_path).name, **size)
    for number, line in enumerate(("1 2", "x 2", "9 9", "1 2", "undo", "1 3 parents"), 1):
        paper.wait_for("Paper ballots", ">")
        paper.send(line + ENTER)
        if line == "9 9":
            paper.wait_for("Answer 1 is '9'.")
        elif number != 4:
            count = {1: 1, 2: 2, 5: 2, 6: 3}[number]
            paper.wait_for(f"{count} ballot{'s are' if count > 1 else ' is'} in.")
        else:
            paper.wait_for("3 ballots are in.")
    paper.wait_for("parents: 1", "4 Learning partnerships; 5 Operations", ">")
    paper.send("1 2 1 2 2" + ENTER)
    paper.wait_for("This has 5 answers. Type 2, to the questions above.")
    paper.send(CTRL_U)
    paper.press(ENTER)
    for key in ("1", "2"):
        reveal(paper)
        agree(paper, key)
    wait_for_last_look(paper, "Reason: Few students take part.", "Dissent: Two see 2.")
    paper.press("1")
    wait_for_question(paper, 1)
    paper.press("2")
    paper.wait_for("Agreed: 2 ", "Until now: 1 Less than 10%.", ">  Few students take part.")
    type_line(paper, "The reason, in a sentence:", " We counted again.")
    type_line(paper, "What do those say who see it otherwise?", "\x15")
    wait_for_last_look(paper, "Reason: Few students take part. We counted again.")
    paper.press("r")
    assert "of 10 points" in "".join(read_pages(paper))
    assert paper.exit_code() == 0
    file = kept(tmp_path)
    ids = [question["id"] for question in QUESTIONS]
    assert file["answers"] == dict(zip(ids, ("blue", "blue", "blue", "red", "blue"), strict=True))
    assert file["votes"] == {
        ids[0]: [{"red": 12, "blue": 7, "green": 2, "unsure": 1}, {"red": 18, "blue": 3}],
        ids[1]: [{"blue": 20, "green": 1}],
        ids[2]: [{"blue": 20, "green": 1}],
        ids[3]: [{"red": 2, "unsure": 1}],
        ids[4]: [{"blue": 2, "green": 1}],
    }
    assert file["reasons"] == {ids[0]: "Few students take part. We counted again."}
    assert "dissent" not in file
    assert "ballots" not in file
    report = unwrapped(piped(["report", the_file(tmp_path).name], tmp_path).stdout)
    assert "7 of 22 chose “10% to 30% (choose this up to 50%)”, then 3 of 21." in report


def test_only_how_many_have_answered_is_shown_before_the_reveal(start: Start) -> None:
    terminal = begin(start)
    vote(terminal, 1, "12 7 2", "1")
    terminal.wait_for("22 people have answered. Nothing is revealed yet.")
    for number in ("12", " 7", "█"):
        assert number not in terminal.text
    reveal(terminal)
    terminal.wait_for("█ 12", "█ 7", "█ 2", "spread, agreement 0.48")
    shown = unwrapped(terminal.text)
    assert "somebody who sees “1 Less than 10%” and somebody who sees “3 More than 50%”" in shown
    assert "Spread: no answer has three quarters" in shown
    assert "Agreement: 1 if all choose the same, 0 if half" in shown


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
    assert list(tmp_path.glob("*.yaml")) == []


def counted(terminal: Terminal) -> None:
    terminal.press("v")
    count_hands(terminal, "12 7 2", "1")
    terminal.wait_for("r  Reveal the votes")


def revealed(terminal: Terminal) -> None:
    counted(terminal)
    reveal(terminal)


def in_a_second_round(terminal: Terminal) -> None:
    revealed(terminal)
    terminal.press("v")
    terminal.wait_for("How many hands for each answer", ">")


def chosen(terminal: Terminal) -> None:
    revealed(terminal)
    terminal.press("a")
    terminal.wait_for("On which answer do you agree?", "b back to the votes")
    terminal.press("2")
    terminal.wait_for("The reason, in a sentence:", ">")


def with_a_reason(terminal: Terminal) -> None:
    chosen(terminal)
    type_line(terminal, "The reason, in a sentence:", "We saw it.")
    terminal.wait_for("What do those say who see it otherwise?", ">")


def corrected(terminal: Terminal) -> None:
    revealed(terminal)
    terminal.press("c")
    asked = "How many people chose each answer"
    terminal.wait_for(asked, "the counts of the round", "Now: 12 7 2. Enter alone keeps it.", ">")
    terminal.send("rva")
    terminal.wait_for("Only numbers here.")
    terminal.send("12 7 812 9 6" + ENTER)
    terminal.wait_for("Type 3 whole numbers")
    type_line(terminal, asked, "11 8 0")
    terminal.wait_for("Now: 1. Enter alone keeps it.")
    type_line(terminal, "How many cannot tell?", "")
    terminal.wait_for("█ 11", "█ 8")


HANDS = {"red": 12, "blue": 7, "green": 2, "unsure": 1}


@pytest.mark.parametrize(
    ("go_there", "entries", "after"),
    [
        (counted, {"hands": {FIRST: HANDS}}, "22 people have answered."),
        (revealed, {"votes": {FIRST: [HANDS]}}, "spread, agreement 0.48"),
        (
            in_a_second_round,
            {"votes": {FIRST: [HANDS]}},
            "spread, agreement 0.48",
        ),
        (chosen, {"votes": {FIRST: [HANDS]}, "answers": {FIRST: "blue"}}, "Question 2 of 5"),
        (with_a_reason, {"reasons": {FIRST: "We saw it."}}, "Question 2 of 5"),
        (corrected, {"votes": {FIRST: [{"red": 11, "blue": 8, "unsure": 1}]}}, "█ 11"),
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
    terminal.press("v")
    terminal.wait_for("How many hands for each answer", ">")
    terminal.send(ESC)
    terminal.wait_for("a  Agree on an answer", "Round 1")
    assert "Round 2" not in terminal.text
    assert kept(tmp_path)["votes"] == {FIRST: [{"red": 4, "blue": 2, "green": 1}]}


def test_a_round_without_hands_in_a_file_shows_the_rounds_before_it(
    start: Start, tmp_path: Path
) -> None:
    write_answers(tmp_path / "a.yaml", "", votes={FIRST: [HANDS]}, hands={FIRST: {}})
    terminal = start("assess", "--resume", "a.yaml")
    terminal.wait_for("Round 1", "spread, agreement 0.48", "b back to the question")


def test_a_vote_can_be_left_with_save_and_stop(start: Start, tmp_path: Path) -> None:
    terminal = begin(start)
    vote(terminal, 1, "12 7 2", "1")
    terminal.wait_for("r  Reveal the votes", "q save and stop")
    terminal.press("q")
    assert terminal.exit_code() == 0
    assert kept(tmp_path)["hands"] == {FIRST: HANDS}


def test_a_count_of_far_too_many_is_asked_for_once_more(start: Start, tmp_path: Path) -> None:
    write_answers(tmp_path / "a.yaml", "", votes={FIRST: [{"red": 20, "blue": 10}]})
    terminal = start("assess", "--resume", "a.yaml")
    terminal.wait_for("v  Vote once more", "b back to the question")
    terminal.press("v")
    count_hands(terminal, "60 20 4")
    terminal.wait_for("That is 84 people, and 30 voted before.", "Now: 60 20 4.", ">")
    terminal.press(ENTER)
    terminal.wait_for("84 people have answered.", "r  Reveal the votes")


def test_esc_at_the_district_leaves_the_program_and_no_file(start: Start, tmp_path: Path) -> None:
    terminal = start("assess")
    terminal.wait_for("Which district is this for?", "Esc leaves the program", ">")
    terminal.send(ESC)
    assert terminal.exit_code() == 0
    assert "nothing was saved" in terminal.output
    assert list(tmp_path.glob("*.yaml")) == []


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
    assert kept(tmp_path)["reasons"] == {FIRST: "half a"}


def test_last_time_is_told_after_the_votes_are_revealed_and_not_before(
    start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / "before"
    folder.mkdir()
    last = {
        "careerplan": 1,
        "date": "2025-11-20",
        "answers": {FIRST: "blue"},
        "reasons": {FIRST: "We counted."},
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
        ("Your answer (r, c; b back to the question, q save and stop, ? keys): ", "r"),
        ("Your answer (a, v, c; b back to the question, q save and stop, ? keys): ", "?"),
        ("Two camps: a quarter or more are at each end", "a"),
        ("Your answer (1-3; b back to the votes, q save and stop, ? keys): ", "1"),
        ("The reason, in a sentence:", "So it is."),
        ("What do those say who see it otherwise?", ""),
    ):
        terminal.wait_until(lambda question=question: question in terminal.output, question)  # type: ignore[misc]
        terminal.send(line + ENTER)
    terminal.wait_until(lambda: "Question 2 of 5" in terminal.output, "the next question")
    file = kept(tmp_path)
    assert file["answers"] == {FIRST: "red"}
    assert file["reasons"] == {FIRST: "So it is."}
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
    terminal.wait_for("1 ballot is in.", "Ballot 1: y s n ? x - y", "Ballot 2:", ">")
    [ballot] = kept(tmp_path)["ballots"]
    assert list(ballot["answers"].values())[:6] == [
        "yes", "still-to-do", "no", "unsure", "not-applicable", "yes",
    ]  # fmt: skip
    terminal.press(ENTER)
    reveal(terminal)
    terminal.wait_for("together, agreement 1.00")


def test_answering_on_the_card_tells_that_the_votes_are_not_revealed(
    start: Start, tmp_path: Path
) -> None:
    write_answers(tmp_path / "a.yaml", "1", hands={SECOND: HANDS})
    terminal = start("assess", "--resume", "a.yaml")
    terminal.wait_for("22 people have answered.", "b back to the question")
    terminal.press("b")
    wait_for_question(terminal, 2, "! The votes are not revealed yet. Press v")
    terminal.press("2")
    wait_for_question(terminal, 3, "! Answered, but the votes on “Personnel” are not revealed.")
    for number in (3, 4, 5):
        wait_for_question(terminal, number)
        terminal.press("2" if number % 2 else "1")
    wait_for_last_look(terminal, "! The votes on question 2 are not")
    assert "(votes not revealed)" in unwrapped(terminal.text)
    terminal.press("2")
    reveal(terminal)
    agree(terminal, "2")
    wait_for_last_look(terminal)
    assert "revealed" not in terminal.text
    assert kept(tmp_path)["votes"] == {SECOND: [HANDS]}


def test_the_last_look_tells_of_a_vote_that_was_not_agreed_on(start: Start, tmp_path: Path) -> None:
    write_answers(tmp_path / "a.yaml", "12321")
    terminal = start("assess", "--resume", "a.yaml")
    wait_for_last_look(terminal)
    terminal.press("1")
    vote(terminal, 1, "1 9 2")
    reveal(terminal)
    terminal.press("b")
    wait_for_question(
        terminal, 1, "! The answer is still “1 Less than 10%”, from before this vote."
    )
    terminal.press("b")
    wait_for_last_look(
        terminal, "(older than the last vote)", "! The answer to question 1 is older"
    )
    terminal.kill()
    again = start("assess", "--resume", "a.yaml")
    agree(again, "1")
    wait_for_last_look(again)
    assert "older" not in again.text


def test_back_in_an_answer_to_change_leads_to_the_last_look(start: Start, tmp_path: Path) -> None:
    path = write_answers(tmp_path / "a.yaml", "12321")
    terminal = start("assess", "--resume", "a.yaml")
    wait_for_last_look(terminal)
    before = path.read_bytes()
    for number in (4, 1):
        terminal.press(str(number))
        wait_for_question(terminal, number)
        terminal.press("b")
        wait_for_last_look(terminal)
    assert path.read_bytes() == before


def agreed_file(folder: Path) -> Path:
    """Write the file of a room that agreed on its first answer, and noted something before."""
    return write_answers(
        folder / "a.yaml",
        "12321",
        notes={FIRST: "Ask the board."},
        votes={FIRST: [HANDS]},
        reasons={FIRST: "Few take part."},
        dissent={FIRST: "Two see 2."},
    )


def test_an_agreed_answer_changes_with_its_reason_or_not_at_all(
    start: Start, tmp_path: Path
) -> None:
    path = agreed_file(tmp_path)
    before = path.read_bytes()
    terminal = start("assess", "--resume", "a.yaml")
    wait_for_last_look(terminal, "Note: Ask the board.", "Reason: Few take part.")
    terminal.press("1")
    wait_for_question(terminal, 1)
    terminal.press("2")
    terminal.wait_for("Until now: 1 Less than 10%.", "Note: Ask the board.", ">  Few take part.")
    terminal.send(ESC)
    wait_for_question(terminal, 1, "! Nothing has changed.")
    assert path.read_bytes() == before
    terminal.press("2")
    terminal.wait_for(">  Few take part.")
    terminal.send(CTRL_U + "More do now." + ENTER)
    terminal.wait_for("What do those say who see it otherwise?", ">  Two see 2.")
    terminal.press(ENTER)
    wait_for_last_look(terminal, "Note: Ask the board.", "Reason: More do now.")
    file = kept(tmp_path)
    assert file["answers"][FIRST] == "blue"
    assert file["notes"] == {FIRST: "Ask the board."}
    assert file["reasons"] == {FIRST: "More do now."}
    assert file["dissent"] == {FIRST: "Two see 2."}


def test_a_kill_while_an_agreed_answer_is_changed_keeps_it_with_its_reason(
    start: Start, tmp_path: Path
) -> None:
    path = agreed_file(tmp_path)
    before = yaml.safe_load(path.read_text("utf-8"))
    terminal = start("assess", "--resume", "a.yaml")
    wait_for_last_look(terminal)
    terminal.press("1")
    wait_for_question(terminal, 1)
    terminal.press("2")
    terminal.wait_for(">  Few take part.")
    terminal.kill()
    file = kept(tmp_path)
    assert {name: file[name] for name in before} == before


def test_a_note_taken_before_a_vote_is_not_its_reason(start: Start, tmp_path: Path) -> None:
    write_answers(tmp_path / "a.yaml", "", notes={FIRST: "Ask the board."}, votes={FIRST: [HANDS]})
    terminal = start("assess", "--resume", "a.yaml")
    terminal.wait_for("a  Agree on an answer", "b back to the question")
    terminal.press("a")
    terminal.wait_for("On which answer do you agree?", "b back to the votes")
    terminal.press("b")
    terminal.wait_for("a  Agree on an answer", "b back to the question")
    terminal.press("a")
    terminal.wait_for("On which answer do you agree?", "b back to the votes")
    terminal.press("1")
    terminal.wait_for("Note: Ask the board.", "The reason, in a sentence:", ">")
    assert terminal.text.rstrip().endswith(">")
    type_line(terminal, "The reason, in a sentence:", "Few take part.")
    terminal.wait_for("What do those say who see it otherwise?", ">")
    file = kept(tmp_path)
    assert file["notes"] == {FIRST: "Ask the board."}
    assert file["reasons"] == {FIRST: "Few take part."}


def test_a_ballot_is_shown_once_more_and_taken_back_by_name(start: Start, tmp_path: Path) -> None:
    terminal = begin(start, "--ballots")
    terminal.wait_for("Ballot 1:", ">")
    terminal.send("undo" + ENTER)
    terminal.wait_for("There is no ballot to take back.", ">")
    terminal.send("1 2 x - 3 parents" + ENTER)
    terminal.wait_for("Ballot 1: 1 2 x - 3 parents", "Ballot 2:", ">")
    terminal.send("33333" + ENTER)
    terminal.wait_for("Ballot 2: 3 3 3 3 3", "Ballot 3:", ">")
    terminal.send("undo" + ENTER)
    terminal.wait_for("! Ballot 2 is taken back: 3 3 3 3 3", "Ballot 1: 1 2 x - 3 parents", ">")
    assert len(kept(tmp_path)["ballots"]) == 1
    terminal.send("?" + ENTER)
    terminal.wait_for("A line for each ballot", "Press any key")
    terminal.press(" ")
    terminal.wait_for("Ballot 2:", ">")
    terminal.send("3 - 1 1 2" + ENTER)
    terminal.wait_for("Ballot 3:", ">")
    terminal.press(ENTER)
    terminal.wait_for(
        "2 people have answered.", "All 2 ballots are kept.", "Press r to show everyone"
    )
    terminal.press("b")
    wait_for_question(terminal, 1)
    terminal.press("2")
    terminal.wait_for("1 of 2 people have answered.")
    reveal(terminal)
    terminal.wait_for("1 of 2 people have voted; the others gave no answer here.")


def test_a_question_mark_helps_on_every_screen_of_a_vote(start: Start) -> None:
    terminal = begin(start)
    wait_for_question(terminal, 1)
    terminal.press("v")
    for asked, told, typed in (
        ("How many hands for each answer", "0 for an answer without hands", "4 2 1"),
        ("How many cannot tell?", "0 for an answer without hands", ""),
    ):
        terminal.wait_for(asked, ">")
        terminal.send("?" + ENTER)
        terminal.wait_for(told, "Ctrl-U", "Press any key")
        terminal.press(" ")
        type_line(terminal, asked, typed)
    for key, menu, told in (
        ("r", "r  Reveal the votes", "only how many have answered is on the screen"),
        ("a", "a  Agree on an answer", "Neighbours: all chose one of two answers"),
        ("1", "On which answer do you agree?", "After the answer come the reason"),
    ):
        terminal.wait_for(menu, "? keys")
        terminal.press("?")
        terminal.wait_for("What the keys do", told, "go back to the ", "Press any key")
        assert "take a note" not in terminal.text
        terminal.press(" ")
        terminal.wait_for(menu, "? keys")
        terminal.press(key)
    for asked, told in (
        ("The reason, in a sentence:", "why the room agreed"),
        ("What do those say who see it otherwise?", "who see it otherwise, and why"),
    ):
        terminal.wait_for(asked, ">")
        terminal.send("?" + ENTER)
        terminal.wait_for(told, "Press any key")
        terminal.press(" ")
        type_line(terminal, asked, "")
    wait_for_question(terminal, 2)


def test_a_question_mark_at_the_last_look_tells_only_what_works_there(
    start: Start, tmp_path: Path
) -> None:
    write_answers(tmp_path / "a.yaml", "12321")
    terminal = start("assess", "--resume", "a.yaml")
    wait_for_last_look(terminal)
    terminal.press("?")
    terminal.wait_for("r, 1-5", "save and stop", "Press any key")
    assert "note" not in terminal.text
    assert "vote" not in terminal.text


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_how_to_go_on_is_told_without_a_broken_file_name(start: Start, columns: int) -> None:
    terminal = start("assess", "--district", "Cedar Valley", columns=columns, lines=24)
    vote(terminal, 1, "1 2 3")
    terminal.send(CTRL_C)
    assert terminal.exit_code() == 130
    assert re.search(r"(^|--resume )careerplan-cedar-valley-\S+\.yaml$", terminal.text, re.M)


def test_the_path_of_a_report_is_told_whole_on_a_narrow_screen(
    start: Start, tmp_path: Path
) -> None:
    path = write_answers(tmp_path / f"{'cedar-' * 20}valley.yaml", "12321")
    environment = {"BROWSER": "true %s"}
    terminal = start("assess", "--resume", path.name, columns=60, lines=20, environment=environment)
    wait_for_last_look(terminal)
    terminal.press("r")
    terminal.wait_for("o report")
    terminal.press("o")
    terminal.wait_for("The report is in")
    told = terminal.text.replace("\n", "").replace(" ", "")
    assert f"Thereportisin{path.stem}-report.html." in told


@pytest.mark.parametrize("first_repeat", [0.03, 0.5])
def test_enter_held_down_keeps_one_ballot_and_asks_for_the_next(
    start: Start, tmp_path: Path, first_repeat: float
) -> None:
    terminal = begin(start, "--ballots")
    terminal.wait_for("Ballot 1:", ">")
    terminal.send("13221")
    hold_down(terminal, ENTER, first_repeat)
    terminal.wait_for("1 ballot is in.", "Ballot 2:", ">")
    terminal.send("1 2 3 1 1" + ENTER)
    terminal.wait_for("2 ballots are in.", "Ballot 3:", ">")
    assert len(kept(tmp_path)["ballots"]) == 2
    terminal.press(ENTER)
    terminal.wait_for("All 2 ballots are kept.")


@pytest.mark.parametrize(("columns", "lines"), [(60, 20), (80, 24), (200, 50)])
def test_a_number_stands_on_the_line_of_its_bar(
    start: Start, tmp_path: Path, columns: int, lines: int
) -> None:
    rounds = [{"red": 1, "blue": 28, "green": 1}, {"blue": 130, "green": 2}]
    for number in (1, 2):
        write_answers(tmp_path / f"{number}.yaml", "", votes={FIRST: rounds[:number]})
        terminal = start("assess", "--resume", f"{number}.yaml", columns=columns, lines=lines)
        terminal.wait_for("a  Agree on an answer", "Round 1", "28")
        assert re.search("█ 28( |$)", terminal.text, re.MULTILINE)
        if number == 2:
            assert re.search("█ 130( |$)", terminal.text, re.MULTILINE)


def test_a_file_from_today_is_offered_only_to_the_questions_it_answers(
    start: Start, tmp_path: Path
) -> None:
    terminal = start("assess", "--district", "Oak")
    wait_for_question(terminal, 1)
    terminal.press("2")
    wait_for_question(terminal, 2)
    terminal.kill()
    same = start("assess", "--district", "Oak")
    same.wait_for("has answers from today.", "Question 1 of 5")
    other = start("assess", "--district", "Oak", "--instrument", "checklist")
    other.wait_for("Question 1 of 36", "? keys")
    assert "from today" not in other.text
