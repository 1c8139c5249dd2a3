"""The rounds of a vote: events in, state out; beside the definition of each word."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from careerplan_cli.model.answers import UNSURE, AnswerSet, Ballot
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.rounds import (
    Agree,
    CastBallot,
    CorrectCount,
    Event,
    HandCount,
    Reveal,
    TakeBackBallot,
    after,
    groups,
    is_decided,
    is_open,
    open_counts,
    round_result,
)
from careerplan_cli.scoring.agreement import agreement_word

HANDS = {"red": 12, "blue": 7, "green": 2, UNSURE: 1}


def room(*events: Event) -> AnswerSet:
    answers = AnswerSet(instrument="survey")
    for event in events:
        answers = after(answers, event)
    return answers


def ballot(*answers: str, group: str | None = None) -> CastBallot:
    ids = ("personnel", "operations")
    return CastBallot(ballot=Ballot(answers=dict(zip(ids, answers, strict=True)), group=group))


def test_a_hand_count_is_open_until_it_is_revealed() -> None:
    counted = HandCount(question="personnel", counts=HANDS)
    hidden = room(counted)
    assert is_open(hidden, "personnel")
    assert hidden.votes == {}
    assert open_counts(hidden, "personnel") == HANDS
    shown = after(hidden, Reveal(question="personnel"))
    assert not is_open(shown, "personnel")
    assert shown.votes == {"personnel": (HANDS,)}


def test_a_later_hand_count_of_a_round_replaces_the_earlier() -> None:
    first = HandCount(question="personnel", counts={"red": 1})
    again = HandCount(question="personnel", counts={"blue": 2})
    assert room(first, again, Reveal(question="personnel")).votes == {"personnel": ({"blue": 2},)}


def test_rounds_stand_side_by_side() -> None:
    later = {"red": 18, "blue": 3}
    answers = room(
        HandCount(question="personnel", counts=HANDS),
        Reveal(question="personnel"),
        HandCount(question="personnel", counts=later),
        Reveal(question="personnel"),
    )
    assert answers.votes == {"personnel": (HANDS, later)}
    assert answers.voters == 22


def test_a_round_that_nobody_has_voted_in_is_not_open_and_counts_for_nothing() -> None:
    nobody = HandCount(question="personnel", counts={})
    assert not is_open(room(nobody), "personnel")
    assert room(nobody, Reveal(question="personnel")).votes == {}


def test_ballots_are_revealed_question_by_question() -> None:
    answers = room(ballot("red", "blue"), ballot("red", UNSURE), Reveal(question="personnel"))
    assert answers.votes == {"personnel": ({"red": 2},)}
    assert not is_open(answers, "personnel")
    assert open_counts(answers, "operations") == {"blue": 1, UNSURE: 1}
    done = after(answers, Reveal(question="operations"))
    assert done.ballots == ()
    assert done.votes["operations"] == ({"blue": 1, UNSURE: 1},)


def test_the_last_ballot_is_taken_back() -> None:
    answers = room(ballot("red", "blue"), ballot("green", "green"), TakeBackBallot())
    assert open_counts(answers, "personnel") == {"red": 1}
    assert room(TakeBackBallot()) == room()


def test_hands_and_ballots_of_a_round_add_up() -> None:
    counted = HandCount(question="personnel", counts={"red": 2, "blue": 1})
    answers = room(counted, ballot("blue", "red"))
    assert open_counts(answers, "personnel") == {"red": 2, "blue": 2}


def test_a_ballot_may_tell_its_group() -> None:
    answers = room(ballot("red", "red", group="parents"), ballot("red", "blue"))
    assert groups(answers) == {"parents": 1}


def test_an_agreement_is_an_answer_with_its_reason_and_dissent() -> None:
    answers = room(Agree(question="personnel", option="blue", reason=" They are new. ", dissent=""))
    assert answers.answers == {"personnel": "blue"}
    assert answers.reasons == {"personnel": "They are new."}
    assert answers.notes == {}
    assert answers.dissent == {}
    agreed = Agree(question="personnel", option="red", dissent="Two see blue.")
    changed = after(answers, agreed)
    assert changed.answers == {"personnel": "red"}
    assert changed.reasons == {}
    assert changed.dissent == {"personnel": "Two see blue."}


def test_a_note_stays_beside_the_reason() -> None:
    noted = replace(room(), notes={"personnel": "Ask the board."})
    agreed = after(noted, Agree(question="personnel", option="blue", reason="They are new."))
    assert agreed.notes == {"personnel": "Ask the board."}
    assert agreed.reasons == {"personnel": "They are new."}


def test_a_corrected_count_takes_the_place_of_the_last_round() -> None:
    first = (HandCount(question="personnel", counts=HANDS), Reveal(question="personnel"))
    again = (HandCount(question="personnel", counts={"red": 9}), Reveal(question="personnel"))
    correct = CorrectCount(question="personnel", counts={"red": 8, "blue": 1})
    assert room(*first, *again, correct).votes == {"personnel": (HANDS, {"red": 8, "blue": 1})}


def test_an_answer_older_than_the_last_vote_is_still_to_be_agreed_on() -> None:
    answered = after(room(), Agree(question="personnel", option="blue"))
    assert is_decided(answered, "personnel")
    counted = after(answered, HandCount(question="personnel", counts=HANDS))
    assert not is_decided(counted, "personnel")
    shown = after(counted, Reveal(question="personnel"))
    assert shown.to_agree == ("personnel",)
    assert not is_decided(shown, "personnel")
    agreed = after(shown, Agree(question="personnel", option="blue"))
    assert is_decided(agreed, "personnel")
    assert not is_decided(agreed, "operations")


def test_a_round_that_nobody_votes_in_makes_no_answer_old() -> None:
    answered = after(room(), Agree(question="personnel", option="blue"))
    opened = after(answered, HandCount(question="personnel", counts={}))
    assert is_decided(after(opened, Reveal(question="personnel")), "personnel")


def test_ballots_tell_how_many_people_are_in_the_room() -> None:
    blank = CastBallot(ballot=Ballot(answers={"operations": "blue"}))
    answers = room(ballot("red", "red"), blank, ballot("red", "red"), TakeBackBallot())
    assert answers.room_size == 2
    for question in ("personnel", "operations"):
        answers = after(answers, Reveal(question=question))
    assert answers.room_size == 2
    assert answers.votes == {"personnel": ({"red": 1},), "operations": ({"red": 1, "blue": 1},)}


def test_the_size_of_a_room_is_not_known_from_hands() -> None:
    answers = room(ballot("red", "red"), HandCount(question="personnel", counts=HANDS))
    assert room(HandCount(question="personnel", counts=HANDS)).room_size == 0
    assert after(answers, Reveal(question="personnel")).room_size == 0


def test_events_change_nothing_that_was_before() -> None:
    before = room(HandCount(question="personnel", counts=HANDS))
    kept = replace(before)
    for event in (
        Reveal(question="personnel"),
        HandCount(question="operations", counts={}),
        ballot("a", "b"),
    ):
        after(before, event)
        assert before == kept


def lined_up(counts: tuple[int, ...]) -> list[int]:
    return [place for place, number in enumerate(counts) for _ in range(number)]


def word_by_definition(counts: tuple[int, ...], unsure: int) -> str | None:
    """Tell the word from the people one by one, as the definition is worded."""
    people = lined_up(counts)
    if unsure > (len(people) + unsure) / 2:
        return "cannot tell"
    if not people:
        return None
    low, high = people.count(0), people.count(len(counts) - 1)
    between = [people.count(place) for place in range(1, len(counts) - 1)]
    quarter = len(people) / 4
    if low >= quarter and high >= quarter and all(n < low and n < high for n in between):
        return "two camps"
    if any(people.count(place) >= len(people) * 3 / 4 for place in people):
        return "together"
    return "neighbours" if len(set(people)) == 2 and max(people) - min(people) == 1 else "spread"


def all_counts(answers: int, most: int) -> Iterator[tuple[int, ...]]:
    return (c for c in product(range(most + 1), repeat=answers) if sum(c) <= most)


@pytest.mark.parametrize(("answers", "most"), [(2, 12), (3, 12), (4, 8), (5, 6)])
def test_the_word_is_as_defined_for_all_counts(answers: int, most: int) -> None:
    for counts in all_counts(answers, most):
        for unsure in (0, 1, sum(counts), sum(counts) + 1):
            assert agreement_word(counts, 0, unsure) == word_by_definition(counts, unsure), counts


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ((12, 7, 2), "spread"),
        ((18, 3, 0), "together"),
        ((10, 11, 0), "neighbours"),
        ((8, 3, 8), "two camps"),
        ((7, 7, 7), "spread"),
        ((0, 0, 5), "together"),
    ],
)
def test_each_word_has_a_room_that_it_fits(counts: tuple[int, ...], word: str) -> None:
    assert agreement_word(counts) == word


def test_answers_that_do_not_count_are_voters_but_are_on_no_scale() -> None:
    assert agreement_word((2, 2, 2), apart=7, unsure=12) == "spread"
    assert agreement_word((2, 2, 2), apart=6, unsure=13) == "cannot tell"


@pytest.fixture
def personnel(survey: Instrument) -> Question:
    return next(question for question in survey.questions if question.id == "personnel")


def test_a_round_says_who_should_speak(personnel: Question) -> None:
    found = round_result(personnel, HANDS)
    assert (found.word, found.unsure, found.voters) == ("spread", 1, 22)
    assert found.agreement == pytest.approx(1 - 2 * 11 / (21 * 2))
    assert [option.id for option in found.ends] == ["red", "green"]


def test_those_far_from_a_room_that_is_together_are_named(personnel: Question) -> None:
    found = round_result(personnel, {"red": 18, "blue": 1, "green": 2})
    assert [option.id for option in found.far] == ["green"]
    assert round_result(personnel, {"red": 18, "blue": 2}).far == ()


def test_a_round_of_an_unordered_scale_goes_by_points(pack: object, personnel: Question) -> None:
    turned = replace(personnel, options=personnel.options[::-1])
    assert round_result(turned, HANDS).agreement == round_result(personnel, HANDS).agreement
    assert round_result(turned, HANDS).ends == round_result(personnel, HANDS).ends


def test_a_round_without_answers_has_no_word(personnel: Question) -> None:
    found = round_result(personnel, {})
    assert (found.word, found.agreement, found.ends) == (None, None, ())
