"""What a facilitator is told after a round: neutral, and nobody is put on the spot."""

from collections.abc import Mapping
from itertools import product

import pytest

from careerplan_cli.model.answers import UNSURE
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.pages.votes import meaning, what_to_do_now
from careerplan_cli.rounds import round_result


@pytest.fixture
def question(survey: Instrument) -> Question:
    return next(question for question in survey.questions if question.id == "student-engagement")


def told(question: Question, counts: Mapping[str, int], rounds: int = 1) -> str:
    return what_to_do_now(question, round_result(question, counts), rounds)


LOW, HIGH = "“1 Less than 10%”", "“3 More than 50%”"


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"red": 20}, f"All who can tell chose {LOW}. Ask for an example"),
        ({"red": 18, "blue": 2}, "Most agree. Ask whether somebody who sees it otherwise wants"),
        ({"red": 18, "green": 1}, f"Most agree. Ask whether somebody who sees {HIGH} wants"),
        ({"red": 9, "green": 9}, f"somebody who sees {LOW} and somebody who sees {HIGH} want"),
        ({"red": 2, UNSURE: 9}, "Most cannot tell. Ask what they would need to know"),
    ],
)
def test_what_to_do_follows_from_how_the_votes_lie(
    question: Question, counts: Mapping[str, int], words: str
) -> None:
    assert words in told(question, counts)


def test_a_room_that_is_together_is_not_told_to_vote_once_more(question: Question) -> None:
    for counts in ({"red": 20}, {"red": 18, "blue": 2}, {"red": 18, "green": 1}):
        for rounds in (1, 2):
            assert told(question, counts, rounds).endswith("Then agree.")


def test_after_a_second_round_the_room_may_agree(question: Question) -> None:
    counts = {"red": 8, "blue": 3, "green": 8}
    assert told(question, counts).endswith("Then vote once more.")
    assert "Then agree on the answer that most can live with" in told(question, counts, 2)


def test_nobody_is_pointed_at(question: Question) -> None:
    for red, blue, green, unsure in product((0, 1, 2, 9), repeat=4):
        words = told(question, {"red": red, "blue": blue, "green": green, UNSURE: unsure})
        assert "one who" not in words
        assert "the 1 " not in words


def test_each_word_is_explained(question: Question) -> None:
    for counts in (
        {"red": 20},
        {"red": 10, "blue": 10},
        {"red": 9, "green": 9},
        {"red": 5, "blue": 5, "green": 5},
        {"red": 2, UNSURE: 9},
    ):
        result = round_result(question, counts)
        assert result.word
        assert meaning(question, result).lower().startswith(f"{result.word}: ")


def test_spread_is_told_by_what_holds(question: Question) -> None:
    most = meaning(question, round_result(question, {"red": 2, "blue": 22, "green": 6}))
    assert most == "Spread: 22 of 30 chose 2; the others are on both sides."
    none = meaning(question, round_result(question, {"red": 12, "blue": 7, "green": 2}))
    assert none == (
        "Spread: no answer has three quarters, and more than two neighbours were chosen."
    )
