"""How far a plan has come, printed: it fits on a page, however much is late."""

import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx.shared import Mm

from careerplan_cli.forms import as_docx, as_html, as_md
from careerplan_cli.model.blocks import Document
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.pages.progress import progress_page
from careerplan_cli.planning import STATUSES, ActionRow
from careerplan_cli.plans.model import ActionGroup, Grid, Identity, Plan
from careerplan_cli.plans.progress import VisionAndGoals, progress_of, since
from forms.conftest import pdf_text, program
from plans.word_plans import opened, through_libreoffice

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DAY = date(2027, 6, 3)


def large_plan(pack: ContentPack) -> Plan:
    """Return a plan of eight goals with 48 actions: a third of them late, the others due soon."""
    rows = [
        ActionRow(
            action.do,
            code=action.code,
            lead=f"career leader no. {n % 14}",
            due=(DAY + timedelta(days=n - 16)).isoformat(),
            status=STATUSES[n % 3],
        )
        for n, action in enumerate(pack.actions[:48])
    ]
    groups = (
        ActionGroup(f"Ministry and district policy no. {n}", tuple(rows[n * 6 : n * 6 + 6]))
        for n in range(8)
    )
    return Plan(identity=Identity(), groups=tuple(groups))


def large_page(pack: ContentPack) -> Document:
    """Return its page, with three long goals and all that can stand on it."""
    plan = large_plan(pack)
    before = replace(
        plan,
        groups=tuple(
            replace(group, rows=tuple(replace(row, status="At risk") for row in group.rows[:5]))
            for group in plan.groups
        ),
    )
    goal = "Every student in grade 10 finishes a week of work experience, and talks about it "
    row = (goal + "with a person who works there.", "Ms. Sandhu, career leader", "2027-06-30",
           "31% of the students did so", "50% of the students in each school")  # fmt: skip
    aims = VisionAndGoals(
        texts=(("Our vision in a sentence", goal * 2),),
        goals=Grid(("Goal", "Who", "By when", "From (today)", "To (target)"), (row,) * 4),
    )
    levels = [(level, DAY) for level in pack.levels[:2]]
    found = progress_of(plan, DAY)
    return progress_page("Cedar Valley", found, since(before, plan), levels, aims, "en-CA")


def pages(path: Path) -> str:
    """Return what a PDF says of its pages."""
    return subprocess.run(
        [program("pdfinfo"), path], check=True, capture_output=True, text=True
    ).stdout


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_progress_of_a_large_plan_is_printed_on_one_page(
    pack: ContentPack, browser: "Browser", tmp_path: Path, paper: str
) -> None:
    path = tmp_path / "progress.html"
    path.write_text(as_html.render(large_page(pack)), encoding="utf-8")
    shown = browser.new_page()
    shown.goto(path.as_uri())
    shown.pdf(path=tmp_path / "progress.pdf", format=paper, print_background=True)
    shown.close()
    assert "Pages:           1\n" in pages(tmp_path / "progress.pdf")
    assert "And also: " in pdf_text(tmp_path / "progress.pdf")


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(210, 297), (216, 279)], ids=["A4", "Letter"])
def test_the_progress_of_a_large_plan_is_one_page_in_word(
    pack: ContentPack, tmp_path: Path, width: int, height: int
) -> None:
    path = tmp_path / "progress.docx"
    path.write_bytes(as_docx.render(large_page(pack)))
    word = opened(path)
    word.sections[0].page_width, word.sections[0].page_height = Mm(width), Mm(height)
    word.save(str(path))
    through_libreoffice(path, tmp_path, "pdf")
    assert "Pages:           1\n" in pages(tmp_path / "saved/progress.pdf")


def test_actions_are_in_full_where_there_is_room(pack: ContentPack) -> None:
    rows = tuple(
        ActionRow(action.do, code=action.code, due=DAY.isoformat(), status=STATUSES[0])
        for action in pack.actions[:4]
    )
    plan = Plan(identity=Identity(), groups=(ActionGroup("Goal", rows),))
    page = progress_page(
        "", progress_of(plan, DAY), None, (), VisionAndGoals(texts=(), goals=None), "en-CA"
    )
    text = as_md.render(page)
    assert all(row.action in text for row in rows)
    assert "…" not in text
    assert "more, which" not in text


def test_what_a_page_has_no_room_for_is_counted(pack: ContentPack) -> None:
    text = as_md.render(large_page(pack))
    late = text.partition("## Late")[2].partition("## The next")[0]
    shown = late.count(" days | ")
    assert shown
    assert f"And {len(progress_of(large_plan(pack), DAY).late) - shown} more, which" in late
    assert "**And also:** " in text.partition("## By lead")[2]
