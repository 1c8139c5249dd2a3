"""The page in front of a plan: its vision and goals, what is due, and how its areas stand."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from careerplan_cli.model.blocks import Paragraph, Table
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.pages.plan_front import due_next, fits_below, objectives
from careerplan_cli.planning import STATUSES, ActionRow
from careerplan_cli.plans.model import ActionGroup, Identity, Plan
from conftest import Run
from forms.conftest import pdf_text
from plans.word_plans import (
    action_tables,
    answers,
    cell_of,
    emptied,
    opened,
    through_libreoffice,
)

DAY = date(2026, 11, 26)


def plan_of(pack: ContentPack) -> Plan:
    rows = [
        ActionRow(
            one.do,
            code=one.code,
            lead=f"leader no. {n % 7}",
            due=(DAY + timedelta(days=n)).isoformat(),
            status=STATUSES[n % 5],
        )
        for n, one in enumerate(pack.actions[:40])
    ]
    groups = (ActionGroup(f"Area no. {n}", tuple(rows[n * 4 : n * 4 + 4])) for n in range(10))
    return Plan(identity=Identity(date=DAY), groups=tuple(groups))


def test_areas_have_rows_with_counts_and_what_is_due(pack: ContentPack) -> None:
    (whole,) = objectives(plan_of(pack))
    assert isinstance(whole, Table)
    assert len(whole.rows) == 10
    due = DAY.isoformat()
    assert whole.rows[0] == (
        "Area no. 0",
        "leader no. 0; 2 more",
        "4",
        "1",
        f"{pack.actions[0].code}, {due}",
    )


def test_an_area_whose_actions_are_all_dropped_has_no_row(pack: ContentPack) -> None:
    plan = plan_of(pack)
    first, *others = plan.groups
    gone = tuple(replace(row, status="Dropped") for row in first.rows)
    (whole,) = objectives(replace(plan, groups=(replace(first, rows=gone), *others)))
    assert isinstance(whole, Table)
    assert [row[0] for row in whole.rows][:2] == ["Area no. 1", "Area no. 2"]


def test_up_to_eight_actions_are_shown_on_a_line_each_and_late_ones_are_marked(
    pack: ContentPack,
) -> None:
    told, found = due_next(replace(plan_of(pack), identity=Identity(date=DAY + timedelta(days=2))))
    assert isinstance(told, Paragraph)
    assert told.text.endswith(": 2 late, 22 due; the action plans have the others.")
    assert isinstance(found, Table)
    assert len(found.rows) == 8
    first, after = f"{DAY.isoformat()}, late", (DAY + timedelta(days=5)).isoformat()
    assert [row[0] for row in found.rows][::3] == [first, after, "2026-12-06"]
    assert max(len(str(row[1])) for row in found.rows) <= 51
    assert str(found.rows[0][1]).startswith(f"{pack.actions[0].code}: ")


def test_the_table_of_areas_is_whole_on_the_next_page_where_the_first_has_no_room(
    pack: ContentPack,
) -> None:
    areas = [*objectives(plan_of(pack))]
    assert fits_below([Paragraph("A line.")] * 3, areas)
    assert not fits_below([Paragraph("A line.")] * 25, areas)


@pytest.mark.slow
def test_vision_goals_and_what_is_due_of_an_updated_plan_are_one_page_in_word(
    run: Run, tmp_path: Path
) -> None:
    answers(tmp_path / "a.yaml", "brrbr", date="2026-05-28")
    answers(tmp_path / "b.yaml", "bbbgb", date="2026-11-26")
    assert run("plan", "a.yaml", "-o", "plan.docx").returncode == 0
    word = opened(tmp_path / "plan.docx")
    (table_,) = [one for one in word.tables if one.cell(0, 0).text == "Goal"]
    for row in table_.rows[1:]:
        emptied(row.cells[0].paragraphs[0]).add_run("Every student in grade 10 has a week at work")
        emptied(row.cells[3].paragraphs[0]).add_run("31%")
    for rows in action_tables(word):
        code = rows.cell(1, 0).text.partition(":")[0]
        cell_of(word, code, "Status").add_run("Done")
    word.save(str(tmp_path / "plan.docx"))
    assert run("plan", "b.yaml", "--update", "plan.docx", "-o", "new.docx").returncode == 0
    through_libreoffice(tmp_path / "new.docx", tmp_path, "pdf")
    pages = pdf_text(tmp_path / "saved/new.pdf", "-layout").split("\f")
    (front,) = [page for page in pages if "Our vision in a sentence" in page]
    assert "The next 90 days" in front
    areas = front if "From goals to actions" in front else pages[pages.index(front) + 1]
    assert "From goals to actions" in areas
    assert "Late or due next" in areas
    assert "Personnel" in areas.partition("From goals to actions")[2]
    assert "Progress review" not in areas
