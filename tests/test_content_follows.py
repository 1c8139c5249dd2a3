"""What the built-in content says follows from an answer: targets, reasons, needs, actions."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

import pytest

from careerplan_cli.model.actions import Action
from careerplan_cli.model.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Table,
    all_blocks,
)
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.pages.result import result_page
from careerplan_cli.scoring.rules import lowest
from forms.samples import plan_for, report_on
from forms.samples import result as answered
from forms.samples import survey as scored

DAYS_OR_TERM = re.compile(r"(1 day of work|[2-9] days of work|[1-9]\d days of work|one term)\b")


@pytest.fixture(scope="module")
def checklist(pack: ContentPack) -> Instrument:
    return pack.instrument("checklist")


def test_every_answer_of_the_survey_but_the_lowest_has_a_target(survey: Instrument) -> None:
    for question in survey.questions:
        lowest, *others = question.options
        assert lowest.target is None
        assert all(option.target for option in others), question.id


def test_every_question_of_the_survey_says_why_it_matters_in_one_sentence(
    survey: Instrument,
) -> None:
    for question in survey.questions:
        assert question.why
        assert question.why.count(".") == 1
        assert question.why.endswith(".")


def test_every_statement_has_a_target_and_points_at_areas_and_needs(checklist: Instrument) -> None:
    for question in checklist.questions:
        assert question.target, question.id
        assert question.target.endswith(".")
        assert question.focus, question.id
        assert question.needs, question.id


def test_every_statement_is_one_sentence_about_the_district(checklist: Instrument) -> None:
    for question in checklist.questions:
        assert question.prompt.count(".") == 1, question.prompt
        assert ";" not in question.prompt
    stem = [q for q in checklist.questions if q.prompt.startswith("Our district ")]
    assert len(stem) >= len(checklist.questions) * 4 // 5


def points(texts: Iterable[str]) -> set[str]:
    """Return texts so that two that differ in capitals and signs alone are the same."""
    return {" ".join(re.findall(r"[a-z]+", text.lower())) for text in texts}


def test_what_is_still_to_do_is_never_part_of_a_target(survey: Instrument) -> None:
    for question in survey.questions:
        for option in question.options:
            reached = points([*option.details, option.target or ""])
            assert not reached & points(option.still_to_do), option.label


BAD_STATES = (
    "unclear", "hard to", "new to the job", "not clear", "do not yet", "not taking part",
    "schools differ", "nobody", "no one", "out of date", "being developed", "varies",
)  # fmt: skip


def test_no_target_is_a_bad_state(survey: Instrument, checklist: Instrument) -> None:
    targets = [option.target for q in survey.questions for option in q.options if option.target]
    targets += [question.target for question in checklist.questions if question.target]
    reached = [
        text for q in survey.questions for option in q.options[1:] for text in option.details
    ]
    for text in [*targets, *reached]:
        assert not [words for words in BAD_STATES if words in text.lower()], text


def aimed_for(page: Document) -> Iterator[str]:
    """Yield all texts that stand as a target: beside the word, below it, or in its column."""
    above: Block | None = None
    for block in all_blocks(page.blocks):
        if isinstance(block, Paragraph) and block.lead == "Target:":
            yield block.text
        if isinstance(block, Bullets):
            below = isinstance(above, Paragraph) and above.lead == "Target:"
            for item in block.items:
                if below or item.lead == "Target:":
                    yield from (item.text, *item.details)
        if isinstance(block, Table):
            for n, column in enumerate(block.head):
                if column.title == "Target":
                    yield from (str(row[n]) for row in block.rows)
        above = block


@pytest.mark.parametrize("colours", ["rbgbr", "bbbbb", "brbgb", "rrrrr", "ggggg", "ggggb"])
def test_what_is_still_to_do_stands_under_no_target_of_any_page(
    pack: ContentPack, survey: Instrument, colours: str
) -> None:
    to_do = points([text for q in survey.questions for o in q.options for text in o.still_to_do])
    result = scored(colours)
    pages = (result_page(result, pack), report_on(result), plan_for(result))
    for page in pages:
        texts = list(aimed_for(page))
        assert texts or colours == "ggggg"
        assert not points(texts) & to_do


@pytest.mark.parametrize("colours", ["rbgbr", "bbbbb", "ggggg"])
def test_what_is_usually_still_to_do_has_a_heading_of_its_own(
    pack: ContentPack, survey: Instrument, colours: str
) -> None:
    blocks = result_page(scored(colours), pack).blocks
    at_the_top = colours == "ggggg"
    when = "at this point" if at_the_top else "when you reach the target"
    heading = f"Problems that usually remain {when}"
    found = [
        [item.text for item in below.items]
        for above, below in pairwise(blocks)
        if above == Heading(4, heading) and isinstance(below, Bullets)
    ]
    first = lowest(scored(colours)) or scored(colours).questions
    goals = [entry.next_option or entry.option for entry in first]
    assert found == [list(goal.still_to_do) for goal in goals if goal and goal.still_to_do]


def purposes(library: tuple[Action, ...]) -> Counter[tuple[str | None, ...]]:
    return Counter((a.question, a.answer, a.need, a.section, a.statement) for a in library)


def test_the_library_has_three_actions_for_each_step_up_and_six_for_the_highest(
    pack: ContentPack, survey: Instrument
) -> None:
    found = purposes(pack.actions)
    highest = 0
    for question in survey.questions:
        red, blue, green = (found[question.id, o.id, None, None, None] for o in question.options)
        assert min(red, blue) >= 3, question.id
        assert green >= 1, question.id
        highest += green
    assert highest >= 6


def test_the_library_has_three_actions_for_each_need_of_the_review_list(pack: ContentPack) -> None:
    assert pack.review
    found = purposes(pack.actions)
    for need in pack.review.need_ids:
        assert found[None, None, need, None, None] >= 3, need


def test_the_library_has_three_actions_for_each_section_of_the_checklist(
    pack: ContentPack, checklist: Instrument
) -> None:
    found = purposes(pack.actions)
    for section in checklist.sections:
        assert found[None, None, None, section.id, None] >= 3, section.id


def words_of(action: Action) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", action.do.lower()))


def test_no_two_actions_share_more_than_seventy_percent_of_the_shorter_ones_words(
    pack: ContentPack,
) -> None:
    worst = 0.0
    for one, other in combinations(pack.actions, 2):
        first, second = words_of(one), words_of(other)
        share = len(first & second) / min(len(first), len(second))
        assert share <= 0.7, (one.code, other.code, share)
        worst = max(worst, share)
    print(f"The most that two actions share: {worst:.0%} of the shorter one's words.")


def test_no_action_and_no_code_stands_twice(pack: ContentPack) -> None:
    assert len({action.code for action in pack.actions}) == len(pack.actions)
    sentences = Counter(" ".join(sorted(words_of(action))) for action in pack.actions)
    assert max(sentences.values()) == 1


def test_each_action_is_one_sentence_that_says_who_how_long_and_what_shows_it(
    pack: ContentPack,
) -> None:
    for action in pack.actions:
        assert re.fullmatch(r"[A-Z][^.]*(\.[^. ][^.]*|B\.C\.[^.]*)*\.", action.do), action.do
        assert DAYS_OR_TERM.match(action.effort), action.effort
        assert all((action.lead, action.evidence, action.when, action.partners)), action.code


def test_no_action_is_a_step_of_the_guide_in_other_words(pack: ContentPack) -> None:
    steps = [
        set(re.findall(r"[a-z]+", step.title.lower()))
        for level in pack.levels
        for step in level.steps
    ]
    for action in pack.actions:
        assert not [step for step in steps if len(step) > 1 and step >= words_of(action)]
        assert len(words_of(action)) >= 8, action.do


def test_every_step_of_every_guide_says_who_how_long_and_what_one_holds(pack: ContentPack) -> None:
    for level in pack.levels:
        for step in level.steps:
            assert step.who, step.title
            assert step.time, step.title
            assert step.outcome, step.title


def questions(pack: ContentPack) -> list[Question]:
    return [q for id_ in pack.instrument_ids() for q in pack.instrument(id_).questions]


def test_what_a_checklists_result_says_to_do_first_is_for_the_statement_left_to_do(
    pack: ContentPack, checklist: Instrument
) -> None:
    for statement in (action.statement for action in pack.actions if action.statement):
        answers = {q.id: "no" if q.id == statement else "yes" for q in checklist.questions}
        page = result_page(answered(answers, instrument="checklist"), pack)
        codes = [
            item.lead
            for above, below in pairwise(page.blocks)
            if isinstance(above, Heading) and above.text == "First actions"
            if isinstance(below, Bullets)
            for item in below.items
        ]
        first = next(action for action in pack.actions if action.code == codes[0])
        assert first.statement == statement
        assert len(codes) == 2


def test_every_text_that_is_asked_fits_its_place(pack: ContentPack) -> None:
    for question in questions(pack):
        assert question.prompt.endswith(("?", ".")), question.id
        for option in question.options:
            assert len(option.label) <= 54, "it fits a row of a menu at 60 columns"


def test_the_three_figures_of_the_first_question_leave_nobody_out(survey: Instrument) -> None:
    assert [option.label for option in survey.questions[0].options] == [
        "Less than 10%",
        "10% to 30% (choose this up to 50%)",
        "More than 50%",
    ]
