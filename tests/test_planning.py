"""What follows from an answer: targets, actions of the library, and the tables of a plan."""

from collections.abc import Sequence
from dataclasses import replace

from careerplan_cli.model.actions import Action
from careerplan_cli.model.result import Result
from careerplan_cli.planning import (
    Choices,
    PlanTable,
    actions_for,
    begun_with,
    chosen_areas,
    offer,
    plan_tables,
    remembered,
    taken_up,
    target_of,
)
from forms.samples import PACK, checklist, survey

ON = "on-our-way"


def tables(
    result: Result,
    focus: tuple[str, ...] = (),
    needs: tuple[str, ...] | None = None,
    library: Sequence[Action] = PACK.actions,
) -> tuple[PlanTable, ...]:
    """Return the tables of a plan; where nobody chooses, those that the answers propose."""
    assert PACK.plans
    outline = PACK.plans.workbook(result.level or "")
    assert outline
    offered = offer(result, PACK.review)
    choices = Choices(offered.proposed if needs is None else needs, focus or offered.lowest)
    return plan_tables(result, offered, choices, library, outline)


def actions(found: Sequence[PlanTable]) -> list[str]:
    """Return what there is to do, each as often as it stands there."""
    return [row.action for table in found for row in table.rows]


def codes(question: str, answer: str) -> list[str]:
    found = [a for a in PACK.actions if (a.question, a.answer) == (question, answer)]
    return [action.code for action in found]


def test_areas_come_with_the_lowest_points_first() -> None:
    titles = [area.id for area in offer(survey("brbgb"), PACK.review).areas]
    assert titles[0] == "personnel"
    assert titles[-1] == "partnerships"


def test_the_lowest_areas_are_those_to_begin_with() -> None:
    assert offer(survey("brbgb"), PACK.review).lowest == ("personnel",)
    assert offer(survey("bbrgb"), PACK.review).lowest == (
        "communication",
        "marketing-and-promotion",
    )


def test_where_all_is_at_its_highest_every_area_is_begun_with() -> None:
    offered = offer(survey("ggggg"), PACK.review)
    assert set(offered.lowest) == {area.id for area in offered.areas}


def test_the_level_decides_what_is_offered() -> None:
    assert "gender-equity" not in offer(survey("brbgb"), PACK.review).need_ids
    assert "gender-equity" in offer(survey("ggggb"), PACK.review).need_ids


def test_policy_is_an_area_at_every_level() -> None:
    for colours in ("rrrrr", "brbgb", "ggggb"):
        assert "ministry-and-district-policy" in offer(survey(colours), PACK.review).focus_ids


def test_the_needs_that_the_lowest_answers_point_at_are_proposed() -> None:
    assert offer(survey("brbgb"), PACK.review).proposed == (
        "staff-expertise",
        "district-wide-collaboration",
    )
    low = offer(survey("rbgbr"), PACK.review)
    assert {"budget", "resources", "upgraded-facilities"} <= {*low.proposed}
    assert "sustainability" not in low.proposed
    assert "sustainability" in offer(survey("ggggb"), PACK.review).proposed


def test_a_target_is_said_in_positive_words_and_the_highest_answer_has_none() -> None:
    entry = survey("bbbbr").questions[4]
    assert entry.next_option
    assert target_of(entry) == entry.next_option.target
    assert target_of(survey("ggggg").questions[0]) == ""
    statement = checklist("n").questions[0]
    assert target_of(statement) == statement.question.target


def test_without_a_target_the_label_of_the_next_answer_is_what_to_aim_for() -> None:
    entry = survey("rrrrr").questions[1]
    assert entry.next_option
    bare = entry._replace(next_option=replace(entry.next_option, target=None))
    assert target_of(bare) == entry.next_option.label


def test_the_rows_of_an_area_are_the_librarys_actions_for_its_answer() -> None:
    first, *_ = tables(survey("brbgb"), ("personnel",), ())
    assert first.title == "Personnel"
    assert [entry.question.id for entry in first.entries] == ["personnel"]
    assert [row.code for row in first.rows] == codes("personnel", "red")
    action = next(a for a in PACK.actions if a.code == first.rows[0].code)
    assert first.rows[0].lead == action.lead
    assert first.rows[0].partners == ", ".join(action.partners)
    assert (first.rows[0].start, first.rows[0].resources) == (action.when, action.effort)
    assert first.rows[0].evidence == action.evidence


def test_an_area_at_its_highest_gets_what_is_still_to_do_or_worth_sharing() -> None:
    *_, last = tables(survey("brbgb"), ("personnel",), ())
    assert last.title == "Keep and share: Partnerships"
    assert [row.code for row in last.rows] == codes("learning-partnerships", "green")


def test_where_nobody_chooses_a_district_on_its_way_gets_nine_different_actions_or_more() -> None:
    for colours in ("rbrrb", "rgbrr", "rrggr", "brbgb", "rbgbr", "bbbbr", "bbbbb", "ggbrr"):
        result = survey(colours)
        found = actions(tables(result))
        assert len(found) == len(set(found)), colours
        if result.total in (4, 5):
            assert len(found) >= 9, colours


def test_at_ten_points_there_is_all_that_is_still_to_do_six_actions_or_more() -> None:
    found = tables(survey("ggggg"))
    assert len(set(actions(found))) >= 6
    for question in PACK.instrument("survey").questions:
        assert set(codes(question.id, "green")) <= {row.code for t in found for row in t.rows}


def test_a_need_that_is_chosen_has_a_table_of_its_own() -> None:
    found = tables(survey("brbgb"), ("personnel",), ("budget",))
    (budget,) = (table for table in found if table.title == "Budget")
    assert budget.entries == ()
    expected = [action.code for action in PACK.actions if action.need == "budget"]
    assert [row.code for row in budget.rows] == expected


def test_areas_with_the_same_answers_share_a_table() -> None:
    first, *_ = tables(survey("ggrgg"), needs=())
    assert first.title == "Communication; Marketing and promotion"


def test_without_a_library_the_workbook_says_what_to_do_in_general() -> None:
    assert PACK.plans
    outline = PACK.plans.workbook(ON)
    assert outline
    first, *_, last = tables(survey("brbgb"), ("personnel",), (), library=())
    general = [action.text for action in (*outline.actions, outline.each)]
    assert [row.action for row in first.rows] == general
    assert [row.action for row in last.rows] == [outline.keep]
    assert all(row.code == row.lead == "" for row in first.rows)


def test_a_finer_line_chooses_its_area() -> None:
    areas = chosen_areas(offer(survey("brbgb"), PACK.review).areas, ["engagement-middle"])
    assert [area.id for area in areas] == ["student-engagement"]


def test_a_statement_left_to_do_has_the_actions_of_its_own_then_those_of_its_section() -> None:
    result = checklist("nsy")
    sections = {q.id: s.id for s in result.instrument.sections for q in s.questions}
    own = {action.statement for action in PACK.actions}
    for entry in result.questions:
        found = actions_for(entry, result.instrument, PACK.actions)
        if not entry.next_option:
            assert {action.answer for action in found} <= {"yes"}
            continue
        assert len(found) >= 3
        purposes = [action.statement or action.section for action in found]
        first = [entry.question.id] if entry.question.id in own else []
        assert list(dict.fromkeys(purposes)) == [*first, sections[entry.question.id]]


def test_a_plan_says_each_action_once() -> None:
    for colours in ("rrrrr", "bbbbb", "ggggg"):
        result = survey(colours)
        offered = offer(result, PACK.review)
        found = actions(tables(result, offered.focus_ids, offered.need_ids))
        assert len(found) == len(set(found))
    found = actions(tables(checklist("nsy")))
    assert len(found) == len(set(found)) >= 9


def test_what_the_level_no_longer_offers_is_not_remembered() -> None:
    result = survey("brbgb")
    focus = ("personnel", "ministry-and-district-policy")
    answer_set = replace(result.answer_set, needs=("budget", "gender-equity"), focus=focus)
    assert PACK.review
    policy, *others = PACK.review.areas_of_focus
    assert policy.id == focus[1]
    areas = (replace(policy, levels=("lots-going-on",)), *others)
    kept = remembered(answer_set, offer(result, PACK.review._replace(areas_of_focus=areas)))
    assert (kept.needs, kept.focus) == (("budget",), ("personnel",))


def test_without_a_check_list_each_question_is_an_area() -> None:
    offered = offer(survey("brbgb"), None)
    assert offered.needs == ()
    assert offered.focus_ids[0] == "personnel"
    assert len(offered.areas) == 5


def test_what_no_area_of_focus_covers_has_a_table_of_its_own() -> None:
    result = checklist("n" * 36)
    offered = offer(result, PACK.review)
    uncovered = replace(offered, areas=offered.areas[:1])
    assert PACK.plans
    outline = PACK.plans.workbook(result.level or "")
    assert outline
    choices = Choices((), uncovered.focus_ids)
    found = plan_tables(result, uncovered, choices, PACK.actions, outline)
    assert found[-1].title == "Also left to do"
    listed = {entry.question.id for table in found for entry in table.entries}
    assert listed == {entry.question.id for entry in result.improvable}


def test_areas_stand_in_the_order_of_the_result() -> None:
    for result in (survey("rrrrr"), survey("brbgb"), survey("gbrbg"), checklist("nsy")):
        areas = [area.id for area in offer(result, PACK.review).areas]
        assert tuple(areas[: len(result.focus_areas)]) == result.focus_areas


def test_operations_that_nobody_looks_after_lead_to_policy_budget_and_roles() -> None:
    found = tables(survey("bbbbr"))
    assert found[0].title == "Ministry and district policy; New program development"
    assert "say who is in charge" in found[0].goal
    done = " ".join(actions(found[:1]))
    assert all(word in done for word in ("accountable", "policy", "procedure", "fund"))
    assert {"Budget", "Staff expertise", "Resources"} <= {table.title for table in found}


def test_each_area_and_need_has_an_action_and_a_goal_in_every_situation() -> None:
    results = [survey(c * 5) for c in "rbg"] + [checklist(c) for c in ("n", "nsy", "y", "nyyyyyy")]
    for result in results:
        offered = offer(result, PACK.review)
        for focus in ((), offered.focus_ids):
            for table in tables(result, focus, offered.need_ids):
                assert table.codes, table.title
                assert table.goal or not table.chosen


def test_an_area_begins_with_two_actions_and_a_need_with_one() -> None:
    found = tables(survey("brbgb"), ("personnel",), ("budget",))
    assert begun_with(found, ()) == ("PE1", "PE2", "BU1", "LP9")
    assert begun_with(found, ("PE3", "BU2")) == ("PE3", "BU2")
    assert taken_up(found, ("PE3",)) == ("PE3", *found[1].codes)
