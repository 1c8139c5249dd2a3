"""The rules against the source's table, told a second time here in other words."""

import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest

from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.errors import CareerplanError, UnknownNameError
from careerplan_cli.model.instrument import Bands, Instrument
from careerplan_cli.model.result import Result
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.scoring.rules import lowest, score
from careerplan_cli.scoring.statistics import GroupedCounter, summarize

QUESTIONS = (
    "student-engagement",
    "personnel",
    "marketing-and-communications",
    "learning-partnerships",
    "operations",
)
COMPLETE = list(itertools.product(("red", "blue", "green"), repeat=5))
INCOMPLETE = [
    answers
    for answers in itertools.product(("red", "blue", "green", None), repeat=5)
    if None in answers
]


def table(answers: tuple[str | None, ...]) -> tuple[int, str]:
    """The source's scoring: red 0, blue 1, green 2; 0-3, 4-7, 8-10."""
    total = answers.count("blue") + 2 * answers.count("green")
    if total <= 3:
        return total, "just-getting-started"
    return total, "on-our-way" if total <= 7 else "lots-going-on"


def answer_set(answers: tuple[str | None, ...]) -> AnswerSet:
    given = {id_: answer for id_, answer in zip(QUESTIONS, answers, strict=True) if answer}
    return AnswerSet(instrument="survey", answers=given)


Score = Callable[[tuple[str | None, ...]], Result]


@pytest.fixture
def checklist(pack: ContentPack) -> Instrument:
    return pack.instrument("checklist")


@pytest.fixture
def scored(survey: Instrument, pack: ContentPack) -> Score:
    return lambda answers: score(survey, answer_set(answers), pack.review)


def test_every_complete_answer_set_has_the_total_and_level_of_the_source(scored: Score) -> None:
    assert len(COMPLETE) == 243
    for answers in COMPLETE:
        result = scored(answers)
        assert (result.total, result.level) == table(answers), answers
        assert result.possible_levels == (result.level,)
        assert result.complete


def test_a_missing_answer_claims_no_level_and_names_the_levels_still_possible(
    scored: Score,
) -> None:
    order = ["just-getting-started", "on-our-way", "lots-going-on"]
    assert len(INCOMPLETE) == 4**5 - 243
    for answers in INCOMPLETE:
        gaps = answers.count(None)
        given = [answer for answer in answers if answer]
        reachable = {
            table((*given, *fill))[1]
            for fill in itertools.product(("red", "blue", "green"), repeat=gaps)
        }
        result = scored(answers)
        assert result.level is None
        assert not result.complete
        assert result.answered == 5 - gaps
        assert result.total == table(answers)[0]
        assert list(result.possible_levels) == sorted(reachable, key=order.index), answers


def test_the_distance_to_the_next_level_is_what_is_missing_to_its_lowest_total(
    scored: Score,
) -> None:
    for answers in COMPLETE:
        result = scored(answers)
        total, level = table(answers)
        if level == "lots-going-on":
            assert (result.next_level, result.points_to_next) == (None, None)
        else:
            goal = ("on-our-way", 4) if total < 4 else ("lots-going-on", 8)
            assert (result.next_level, result.points_to_next) == (goal[0], goal[1] - total)


def test_focus_holds_every_area_that_can_rise_with_the_lowest_first(scored: Score) -> None:
    for answers in COMPLETE:
        result = scored(answers)
        expected = [q for q, a in zip(QUESTIONS, answers, strict=True) if a == "red"]
        reds = list(expected)
        expected += [q for q, a in zip(QUESTIONS, answers, strict=True) if a == "blue"]
        assert [entry.question.id for entry in result.improvable] == expected
        assert [entry.question.id for entry in lowest(result)] == (reds or expected)


def test_the_next_answer_up_is_one_step_higher(scored: Score) -> None:
    result = scored(("red", "blue", "green", None, "red"))
    ups = [entry.next_option.id if entry.next_option else None for entry in result.questions]
    assert ups == ["blue", "green", None, None, "blue"]


def test_policy_is_an_area_of_focus_at_every_level_whose_operations_can_rise(
    scored: Score,
) -> None:
    areas = ("ministry-and-district-policy", "new-program-development")
    for first_four in ("red", "blue", "green"):
        found = scored((first_four,) * 4 + ("red",)).focus_areas
        assert set(areas) <= set(found)
    assert scored(("green",) * 4 + ("red",)).focus_areas == areas


def test_each_question_points_at_its_areas_of_focus(scored: Score) -> None:
    assert scored(("red",) * 5).focus_areas == (
        "student-engagement",
        "personnel",
        "communication",
        "marketing-and-promotion",
        "partnerships",
        "ministry-and-district-policy",
        "new-program-development",
    )


def test_a_summary_counts_levels_and_takes_medians_over_those_who_answered(
    survey: Instrument, scored: Score
) -> None:
    results = [
        scored(("red", "red", "red", "red", None)),
        scored(("blue", "red", "red", "red", None)),
        scored(("green", "green", "green", "green", None)),
        scored(("green",) * 4 + ("blue",)),
    ]
    summary = summarize(results)
    assert summary.level_counts == {
        "just-getting-started": 0,
        "on-our-way": 0,
        "lots-going-on": 1,
    }
    assert summary.unfinished == 3
    assert summary.medians["student-engagement"] == 1.5
    assert summary.medians["personnel"] == 1.0
    assert summary.medians["operations"] == 1.0
    assert summarize([results[0]]).medians["operations"] is None


def test_a_summary_counts_what_cannot_be_used_apart(scored: Score) -> None:
    summary = summarize([scored(("red",) * 5), None, None])
    assert (summary.results, summary.unusable, summary.records) == (1, 2, 3)


def test_nothing_and_several_instruments_are_no_summary(scored: Score, pack: ContentPack) -> None:
    checklist = pack.instrument("checklist")
    other = score(checklist, AnswerSet(instrument="checklist", answers={}))
    with pytest.raises(CareerplanError, match="no results to summarize"):
        summarize([None])
    with pytest.raises(CareerplanError, match="several instruments: survey, checklist"):
        summarize([scored(("red",) * 5), other])


def test_an_unknown_question_is_never_ignored(survey: Instrument) -> None:
    typo = {"personel": "red"}
    for wrong in (
        AnswerSet(instrument="survey", answers=typo),
        AnswerSet(instrument="survey", notes=typo),
    ):
        with pytest.raises(UnknownNameError, match="'personel'; did you mean personnel"):
            score(survey, wrong)


def test_an_unknown_answer_tells_the_nearest(survey: Instrument) -> None:
    wrong = AnswerSet(instrument="survey", answers={"personnel": "blu"})
    with pytest.raises(UnknownNameError, match="answer to personnel 'blu'; did you mean blue"):
        score(survey, wrong)


def test_a_question_without_options_says_how_to_give_it_some(checklist: Instrument) -> None:
    sections = tuple(
        section._replace(questions=tuple(replace(q, options=()) for q in section.questions))
        for section in checklist.sections
    )
    bare = replace(checklist, sections=sections)
    answered = AnswerSet(instrument="checklist", answers={bare.questions[0].id: "yes"})
    with pytest.raises(CareerplanError, match="has no options") as raised:
        score(bare, answered)
    assert "with_shared_options" in raised.value.advice
    assert score(bare.with_shared_options(), answered).answered == 1


def test_a_total_in_no_band_is_an_error(survey: Instrument) -> None:
    bands = survey.classification
    assert isinstance(bands, Bands)
    low = replace(survey, classification=bands._replace(bands=bands.bands[:1]))
    with pytest.raises(CareerplanError, match="10 points is in no band of 'survey'"):
        score(low, answer_set(("green",) * 5))


def test_answers_to_several_instruments_are_summed_up_in_the_order_they_came(
    scored: Score, pack: ContentPack
) -> None:
    counter = GroupedCounter()
    counter.add(scored(("red",) * 5))
    counter.add_unusable(pack.instrument("checklist"), (), "a reason")
    assert [summary.instrument.id for summary in counter.summaries()] == ["survey", "checklist"]
