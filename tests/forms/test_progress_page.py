"""How far a plan has come, printed: a usual plan on one page, a large one whole."""

import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx.shared import Mm
from rich.console import Console

from careerplan_cli.forms import as_docx, as_html, as_md, screen
from careerplan_cli.model.blocks import Document, Heading
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.pages.progress import progress_page
from careerplan_cli.planning import DONE, STATUSES, ActionRow
from careerplan_cli.plans.answers import AreaChange
from careerplan_cli.plans.goals import GoalNow
from careerplan_cli.plans.model import ActionGroup, Grid, Identity, Plan
from careerplan_cli.plans.progress import VisionAndGoals, progress_of, since
from forms.conftest import pdf_text, program
from plans.word_plans import opened, through_libreoffice

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DAY = date(2027, 6, 3)


AREAS = (
    "Personnel",
    "Communication; Marketing and promotion",
    "Ministry and district policy; New program development",
    "Budget",
    "Resources",
    "Staff expertise",
    "Upgraded facilities",
    "District-wide collaboration",
)
LEADS = ("superintendent", "assistant superintendent", "Marta Ruiz", "communications manager")
GOAL = (
    "Ministry and district policy; New program development: say who is in charge of career "
    "programs, under which policy and with which budget",
    "communications manager",
    "2027-06-30",
    "Information is hard to find or out of date",
    "At secondary schools, students, parents and caregivers have several places to find out what "
    "is going on.",
)
FELL = AreaChange("Learning partnerships", rose=False, before="Many know", now="Few know")


def usual_plan(pack: ContentPack) -> Plan:
    """Return a plan of 16 actions: three of them are late, and six due in the next 90 days."""
    days = (-60, -20, -3, 4, 12, 30, 50, 59, 85)
    rows = [
        ActionRow(
            action.do,
            code=action.code,
            lead=LEADS[n % len(LEADS)],
            due=(DAY + timedelta(days=days[n] if n < len(days) else 120)).isoformat(),
            status=STATUSES[n % 3] if n < 12 else DONE,
        )
        for n, action in enumerate(pack.actions[:16])
    ]
    groups = (ActionGroup(area, tuple(rows[n * 2 : n * 2 + 2])) for n, area in enumerate(AREAS))
    return Plan(identity=Identity(), groups=tuple(groups))


def large_plan(pack: ContentPack) -> Plan:
    """Return a plan of 48 actions: a third of them late, the others due soon."""
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
    groups = (ActionGroup(area, tuple(rows[n * 6 : n * 6 + 6])) for n, area in enumerate(AREAS))
    return Plan(identity=Identity(), groups=tuple(groups))


def page_of(pack: ContentPack, plan: Plan, moved: int, goals: int = 3) -> Document:
    """Return the page of a plan of which so many actions moved."""
    codes = [row.code for group in plan.groups for row in group.rows][-moved:]
    before = replace(
        plan,
        groups=tuple(
            ActionGroup(
                group.title,
                tuple(
                    replace(row, status="Dropped") if row.code in codes else row
                    for row in group.rows
                ),
            )
            for group in plan.groups
        ),
    )
    aims = VisionAndGoals(
        texts=(("Our vision in a sentence", "Every student leaves school with a plan."),),
        goals=Grid(("Goal", "Who", "By when", "From (when set)", "To (target)"), (GOAL,) * goals),
        now=(GoalNow("A full district website; materials for each audience", reached=True),)
        * goals,
        day=DAY,
    )
    return progress_page(
        "Cedar Valley",
        progress_of(plan, DAY),
        since(before, plan),
        [(level, DAY) for level in pack.levels[:2]],
        (AreaChange("Personnel", rose=True), FELL),
        aims,
        "en-CA",
    )


def usual_page(pack: ContentPack) -> Document:
    return page_of(pack, usual_plan(pack), moved=5)


def large_page(pack: ContentPack) -> Document:
    return page_of(pack, large_plan(pack), moved=30, goals=5)


def pages(path: Path) -> str:
    """Return what a PDF says of its pages."""
    return subprocess.run(
        [program("pdfinfo"), path], check=True, capture_output=True, text=True
    ).stdout


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_progress_of_a_usual_plan_is_printed_on_one_page(
    pack: ContentPack, browser: "Browser", tmp_path: Path, paper: str
) -> None:
    path = printed(usual_page(pack), browser, tmp_path, paper)
    assert "Pages:           1\n" in pages(path)
    assert "By lead" in pdf_text(path)


def printed(page: Document, browser: "Browser", folder: Path, paper: str) -> Path:
    """Return the PDF that a browser prints of a page."""
    path = folder / "progress.html"
    path.write_text(as_html.render(page), encoding="utf-8")
    shown = browser.new_page()
    shown.goto(path.as_uri())
    shown.pdf(path=folder / "progress.pdf", format=paper, print_background=True)
    shown.close()
    return folder / "progress.pdf"


def in_libreoffice(page: Document, folder: Path, width: int, height: int) -> Path:
    """Return the PDF that LibreOffice makes of a page in Word, on a sheet of this size in mm."""
    path = folder / "progress.docx"
    path.write_bytes(as_docx.render(page))
    word = opened(path)
    word.sections[0].page_width, word.sections[0].page_height = Mm(width), Mm(height)
    word.save(str(path))
    through_libreoffice(path, folder, "pdf")
    return folder / "saved/progress.pdf"


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(210, 297), (216, 279)], ids=["A4", "Letter"])
def test_the_progress_of_a_usual_plan_is_one_page_in_word(
    pack: ContentPack, tmp_path: Path, width: int, height: int
) -> None:
    assert "Pages:           1\n" in pages(
        in_libreoffice(usual_page(pack), tmp_path, width, height)
    )


def parted(path: Path) -> list[str]:
    """Return the last line of text on each page of a PDF but the last, without its number."""
    *texts, _ = pdf_text(path).rstrip("\f").split("\f")
    lines = [[line.strip() for line in text.splitlines() if line.strip()] for text in texts]
    return [page[-2] for page in lines]


@pytest.mark.slow
def test_no_heading_of_a_large_page_stands_alone_at_the_foot(
    pack: ContentPack, browser: "Browser", tmp_path: Path
) -> None:
    page = large_page(pack)
    headings = {block.text for block in page.blocks if isinstance(block, Heading)}
    for path in (
        printed(page, browser, tmp_path, "Letter"),
        in_libreoffice(page, tmp_path, 216, 279),
    ):
        assert parted(path)
        assert not headings & {*parted(path)}


@pytest.mark.slow
def test_a_page_that_is_a_little_too_long_goes_on_to_one_that_is_not_nearly_empty(
    pack: ContentPack, browser: "Browser", tmp_path: Path
) -> None:
    page = page_of(pack, usual_plan(pack), moved=13)
    for path in (
        printed(page, browser, tmp_path, "Letter"),
        in_libreoffice(page, tmp_path, 216, 279),
    ):
        first, second = pdf_text(path).rstrip("\f").split("\f")
        assert "By area" not in first
        assert second.strip().startswith("By area")
        assert "By lead" in second


def test_nothing_is_left_out_of_a_large_page(pack: ContentPack) -> None:
    text, plan = as_md.render(large_page(pack)), large_plan(pack)
    found = progress_of(plan, DAY)
    late = text.partition("## Late\n")[2].partition("\n## ")[0]
    assert [f"| {row.due} | " in late for row in found.late] == [True] * 16
    due = text.partition("## The next")[2].partition("\n## ")[0]
    assert all(f" | {row.code}: " in due for row in found.next)
    moved = text.partition("## What moved")[2].partition("\n## ")[0]
    assert moved.count("| Dropped | ") == 30
    assert text.count("Who: communications manager.") == 5
    leads = text.partition("## By lead")[2]
    assert all(f"| {lead} |" in leads for lead, _ in found.by_lead)
    assert " more" not in text


def test_the_page_has_the_order_in_which_a_board_asks(pack: ContentPack) -> None:
    text = as_md.render(usual_page(pack))
    asked = (
        "**Level:**",
        "**▲ Rose:** Personnel.",
        "**▼ Fell:** Learning partnerships (from “Many know” to “Few know”).",
        "**Our vision",
        "## Goals",
        "## How far the actions have come",
        "## Late",
        "## What moved",
        "## The next 90 days",
        "## By area",
        "## By lead",
    )
    places = [text.index(words) for words in asked]
    assert places == sorted(places)


def test_a_column_in_which_a_team_marks_what_is_reached_stands_with_the_goal() -> None:
    plan = Plan(identity=Identity(), groups=())
    grid = Grid(("Goal", "To (target)", "Reached?"), (("Name a contact", "One in each.", "yes"),))
    page = progress_page(
        "", progress_of(plan, DAY), None, (), None, VisionAndGoals(texts=(), goals=grid), "en-CA"
    )
    told = "1. **Name a contact.** To (target): One in each. Reached? yes.\n"
    assert told in as_md.render(page)


def test_a_long_action_stands_on_one_line_under_its_code(pack: ContentPack) -> None:
    rows = tuple(
        ActionRow(words, code=f"PE{n}", due=DAY.isoformat(), status=STATUSES[0])
        for n, words in enumerate(
            (
                "Ask each school.",
                "Name one district contact for career programs, and tell every school who it is.",
                "Find the grade 11 students who have had no work experience or trades course yet.",
            ),
            1,
        )
    )
    plan = Plan(identity=Identity(), groups=(ActionGroup("Goal", rows),))
    page = progress_page(
        "", progress_of(plan, DAY), None, (), None, VisionAndGoals(texts=(), goals=None), "en-CA"
    )
    text = as_md.render(page)
    assert "| PE1: Ask each school. |" in text
    assert "| PE2: Name one district contact for career programs… |" in text
    assert "| PE3: Find the grade 11 students who have had no work… |" in text


@pytest.mark.parametrize("width", [60, 80])
def test_the_areas_are_a_table_on_a_narrow_screen(pack: ContentPack, width: int) -> None:
    console = Console(width=width, force_terminal=False)
    lines = screen.printed(console, large_page(pack)).split("\n")
    start = lines.index("By area")
    shown = [line.split() for line in lines[start + 1 : lines.index("By lead")]]
    assert shown[0][:3] == ["On", "At", "Not"]
    assert shown[1][-6:] == ["Actions", "Done", "track", "risk", "Late", "started"]
    (budget,) = [row for row in shown if row[:1] == ["Budget"]]
    assert len(budget) == 7
    assert max(map(len, lines)) <= width
