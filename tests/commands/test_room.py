"""A room's answer file: what its votes look like on the screen, in a report and in results."""

import json
from pathlib import Path

import pytest

from conftest import ANSWERS, Run

VOTES = """votes:
  personnel:
    - {red: 12, blue: 7, green: 2}
    - {red: 18, blue: 3}
  operations:
    - {blue: 20, unsure: 2}
reasons:
  personnel: Both retire in June.
dissent:
  personnel: Two see blue, since the new coordinator starts in May.
"""


@pytest.fixture
def room(tmp_path: Path) -> Path:
    path = tmp_path / "room.yaml"
    path.write_text(ANSWERS.replace("respondent: Board office\n", "") + VOTES, "utf-8")
    return path


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_result_screen_tells_the_votes(run: Run, room: Path) -> None:
    shown = words(run("score", room.name, "--no-pager").stdout)
    assert "Cedar Valley · a room that voted (21 to 22 people) · 2026-11-23" in shown
    for part in (
        "Note: Two retirements in June. Reason: Both retire in June.",
        "12 of 21 chose it, then 18 of 21 (",
        "Dissent: Two see blue,",
    ):
        assert part in shown


def test_the_report_tells_each_round_and_the_dissent(run: Run, room: Path) -> None:
    shown = words(run("report", room.name).stdout)
    assert "a room that voted (21 to 22 people)" in shown
    assert "**Note:** Two retirements in June. **Reason:** Both retire in June." in shown
    assert (
        "**Votes:** 12 of 21 chose “Nobody, or only a few people”, then 18 of 21. Round 1: "
        "Nobody, or only a few people 12, " in shown
    )
    assert "(spread, agreement 0.48). Round 2:" in shown
    assert "(together, agreement 0.86)." in shown
    assert "**Dissent:** Two see blue, since the new coordinator starts in May." in shown
    assert "**Vote:** 20 of 22 chose" in shown
    assert "cannot tell 2 (together, agreement 1.00)." in shown


def test_results_as_json_have_the_votes_of_a_room_alone(
    run: Run, room: Path, answers: Path
) -> None:
    [found] = json.loads(run("score", room.name, "-f", "json").stdout)
    assert found["votes"]["personnel"] == [
        {"red": 12, "blue": 7, "green": 2},
        {"red": 18, "blue": 3},
    ]
    assert found["dissent"]["personnel"].startswith("Two see blue")
    assert found["reasons"] == {"personnel": "Both retire in June."}
    [found] = json.loads(run("score", answers.name, "-f", "json").stdout)
    assert "votes" not in found


def test_a_room_in_a_folder_is_one_answer_set_and_is_named(
    run: Run, room: Path, answers: Path
) -> None:
    done = run("score", ".", "--no-pager")
    assert done.returncode == 0
    assert "Personnel ░░░░ red 2 " in words(done.stdout)
    assert "a room that voted (21" in words(done.stdout)
    assert "room.yaml: the answers of a room that voted. They count as those of one" in words(
        done.stderr
    )
    assert answers.name not in done.stderr


def test_content_cannot_have_an_option_called_unsure(run: Run, tmp_path: Path) -> None:
    run("content", "export", "ours")
    path = tmp_path / "ours" / "survey.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("id: green", "id: unsure", 1), "utf-8")
    done = run("content", "check", "ours")
    assert done.returncode == 1
    assert "id is 'unsure'; expected small letters" in words(done.stdout + done.stderr)


def test_an_option_cannot_take_a_key_that_means_something(run: Run, tmp_path: Path) -> None:
    run("content", "export", "ours")
    path = tmp_path / "ours" / "checklist.yaml"
    path.write_text(path.read_text("utf-8").replace("key: n", "key: v"), "utf-8")
    done = run("content", "check", "ours")
    assert "the key 'v' means votes; choose another." in words(done.stdout + done.stderr)


def test_the_reason_is_in_the_plan(run: Run, room: Path) -> None:
    shown = words(run("plan", room.name).stdout)
    assert "(reason: Both retire in June.) (note: Two retirements in June.)" in shown


@pytest.mark.parametrize(
    ("votes", "told"),
    [
        ("{red: 12, blue: 8}", "a room that voted (20 people)"),
        ("{red: 1}", "a room that voted (1 person)"),
    ],
)
def test_a_room_whose_size_is_not_known_tells_how_many_voted(
    run: Run, tmp_path: Path, votes: str, told: str
) -> None:
    (tmp_path / "room.yaml").write_text(ANSWERS + f"votes:\n  personnel: [{votes}]\n", "utf-8")
    assert told in words(run("score", "room.yaml", "--no-pager").stdout)


def test_a_room_whose_size_is_known_tells_how_many_of_it_voted(run: Run, tmp_path: Path) -> None:
    votes = "votes:\n  personnel: [{red: 12, blue: 8}]\npeople: 30\n"
    (tmp_path / "room.yaml").write_text(ANSWERS + votes, "utf-8")
    assert "a room of 30" in words(run("score", "room.yaml", "--no-pager").stdout)
    assert "20 of the 30 people in the room voted." in words(run("report", "room.yaml").stdout)


def test_questions_still_to_agree_on_are_checked(run: Run, tmp_path: Path) -> None:
    (tmp_path / "room.yaml").write_text(ANSWERS + "to_agree: [personal]\n", "utf-8")
    done = run("score", "room.yaml")
    assert done.returncode == 2
    assert "there is no question 'personal'" in done.stderr
