"""What a plan takes up, and the rows that its tables begin with."""

from dataclasses import replace

from careerplan_cli.pages.plan import Planned, planned_rows
from careerplan_cli.planning import Choices, action_rows, chosen_areas, offer, remembered
from forms.samples import PACK, checklist, survey

ON = "on-our-way"


def rows(colours: str, *focus: str) -> list[tuple[str, str, str]]:
    """Return area, today and target of each row, for the areas of focus of a survey."""
    result = survey(colours)
    assert PACK.plans
    workbook = PACK.plans.workbook(result.level or "")
    assert workbook
    areas = chosen_areas(offer(result, PACK.review).areas, focus)
    found = [row for area in areas for row in action_rows(area, workbook, result.instrument)]
    return list(dict.fromkeys((row.area, row.today, row.target) for row in found))


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
    assert "ministry-and-district-policy" not in offer(survey("brbgb"), PACK.review).focus_ids
    highest = offer(survey("ggggb"), PACK.review)
    assert "gender-equity" in highest.need_ids
    assert "ministry-and-district-policy" in highest.focus_ids


def test_rows_go_from_todays_answer_to_the_next_one_up() -> None:
    assert rows("brbgb", "personnel") == [
        (
            "Personnel",
            "Nobody, or only a few people",
            "A few people, district and some secondary schools",
        )
    ]


def test_every_step_of_the_guide_that_the_workbook_names_gives_a_row() -> None:
    result = survey("brbgb")
    assert PACK.plans
    workbook = PACK.plans.workbook(ON)
    assert workbook
    (area,) = chosen_areas(offer(result, PACK.review).areas, ["personnel"])
    actions = [row.action for row in action_rows(area, workbook, result.instrument)]
    assert [action[-15:] for action in actions] == [f"(guide, step {n})" for n in range(1, 6)]


def test_an_area_at_its_highest_gets_one_row_to_keep_what_works() -> None:
    assert rows("brbgb", "partnerships") == [
        ("Partnerships", "Open to all, supported and celebrated", "As today")
    ]


def test_a_finer_line_chooses_its_area() -> None:
    areas = chosen_areas(offer(survey("brbgb"), PACK.review).areas, ["engagement-middle"])
    assert [area.id for area in areas] == ["student-engagement"]


def test_each_statement_left_to_do_gets_a_row_and_the_area_as_a_whole_the_steps() -> None:
    result = checklist("nsy")
    assert PACK.plans
    workbook = PACK.plans.workbook(result.level or "")
    assert workbook
    area = offer(result, PACK.review).areas[0]
    found = action_rows(area, workbook, result.instrument)
    assert len(found) == len(area.improvable) + len(workbook.actions)
    assert found[0].today.startswith("No: ")
    assert found[0].target == "Yes"
    assert found[-1].today == "The area as a whole"


def test_what_the_level_no_longer_offers_is_not_remembered() -> None:
    result = survey("brbgb")
    focus = ("personnel", "ministry-and-district-policy")
    answer_set = replace(result.answer_set, needs=("budget", "gender-equity"), focus=focus)
    kept = remembered(answer_set, offer(result, PACK.review))
    assert (kept.needs, kept.focus) == (("budget",), ("personnel",))


def test_without_a_check_list_each_question_is_an_area() -> None:
    offered = offer(survey("brbgb"), None)
    assert offered.needs == ()
    assert offered.focus_ids[0] == "personnel"
    assert len(offered.areas) == 5


def test_what_no_area_of_focus_covers_has_a_table_of_its_own() -> None:
    result = checklist("n" * 25)
    level = {one.id: one for one in PACK.levels}[result.level or ""]
    assert PACK.plans
    workbook = PACK.plans.workbook(level.id)
    assert workbook
    offered = offer(result, PACK.review)
    chosen = Choices((), offered.focus_ids)
    planned = Planned(result, level, PACK.plans, workbook, offered, chosen)
    told = "\n".join(row.today for row in planned_rows(planned))
    for entry in result.improvable:
        assert entry.question.prompt in told
