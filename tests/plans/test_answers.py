"""A plan knows the answers that it was made of."""

from dataclasses import replace
from pathlib import Path

from careerplan_cli.commands.plan_files import plans_of, read_plan
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.plans.answers import answers_of, area_changes, result_of_plan
from careerplan_cli.plans.model import Plan

GIVEN = {
    "student-engagement": "blue",
    "personnel": "red",
    "marketing-and-communications": "blue",
    "learning-partnerships": "green",
    "operations": "blue",
}


def test_the_answers_stand_in_a_plan_whatever_its_form(
    pack: ContentPack, plan: Path, workbook: Path
) -> None:
    plans, survey = plans_of(pack), pack.instrument("survey")
    for path in (plan, workbook):
        assert answers_of(read_plan(path, plans).plan, plans, survey) == GIVEN


def older(plan: Plan) -> Plan:
    """Return a plan as an older version wrote it, without the answers."""
    return replace(plan, identity=replace(plan.identity, answers=()))


def test_an_older_plan_tells_its_answers_by_what_stands_in_its_tables(
    pack: ContentPack, plan: Path
) -> None:
    plans, survey = plans_of(pack), pack.instrument("survey")
    found = read_plan(plan, plans).plan
    assert answers_of(older(found), plans, survey) == GIVEN
    bare = replace(older(found), given=frozenset())
    assert result_of_plan(bare, plans, survey) is None


def test_an_answer_that_this_content_does_not_have_is_left_out(
    pack: ContentPack, plan: Path
) -> None:
    plans, survey = plans_of(pack), pack.instrument("survey")
    found = read_plan(plan, plans).plan
    told = (("personnel", "violet"), ("gone", "red"), ("operations", "red"))
    other = replace(found, identity=replace(found.identity, answers=told))
    assert answers_of(other, plans, survey) == {"operations": "red"}
    before, now = (result_of_plan(one, plans, survey) for one in (other, found))
    assert before
    assert now
    assert [(one.area, one.rose) for one in area_changes(before, now)] == [("Operations", True)]
