"""The page in front of a plan: one page, whatever it holds."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from careerplan_cli.model.blocks import Block, Heading, Paragraph, Table, table
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.pages.plan_front import objectives
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


def goals(number: int) -> list[Block]:
    cells = ("Every student finishes a week of work experience. " * 3,) * 5
    return [Heading(2, "The plan on a page"), table("Goals", ("a",) * 5, [cells] * number)]


def said(blocks: list[Block]) -> str:
    return " ".join(block.text for block in blocks if isinstance(block, Paragraph))


def test_areas_have_rows_with_counts_and_what_is_due(pack: ContentPack) -> None:
    (whole,) = objectives(plan_of(pack), goals(1))
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
    (whole,) = objectives(replace(plan, groups=(replace(first, rows=gone), *others)), [])
    assert isinstance(whole, Table)
    assert [row[0] for row in whole.rows][:2] == ["Area no. 1", "Area no. 2"]


def test_areas_that_have_no_room_are_counted_in_a_sentence(pack: ContentPack) -> None:
    several = goals(3)
    found = [*objectives(plan_of(pack), several)]
    while not said(found):
        several.append(Paragraph("Another line."))
        found = [*objectives(plan_of(pack), several)]
    assert isinstance(found[0], Table)
    assert 0 < len(found[0].rows) < 10
    assert len(found[0].rows) + said(found).count("Area no.") == 10
    assert said(found).endswith(" (1 done).")
    least = [*objectives(plan_of(pack), goals(12))]
    assert "Areas and needs: 10. The action plans have them all." in said(least)


@pytest.mark.slow
def test_the_page_in_front_of_an_updated_plan_is_one_page_in_word(run: Run, tmp_path: Path) -> None:
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
    assert "From goals to actions" in front
    after = pages[pages.index(front) + 1]
    assert "And also" not in after
    assert "Late or due next" not in after
