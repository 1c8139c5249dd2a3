"""How far a plan has come, printed: it fits on a page, however much is late."""

import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from careerplan_cli.forms import as_html
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.pages.progress import progress_page
from careerplan_cli.planning import STATUSES, ActionRow
from careerplan_cli.plans.model import ActionGroup, Identity, Plan
from careerplan_cli.plans.progress import moved, progress_of
from forms.conftest import pdf_text, program

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
    groups = (ActionGroup(f"Goal no. {n}", tuple(rows[n * 6 : n * 6 + 6])) for n in range(8))
    return Plan(identity=Identity(), groups=tuple(groups))


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_progress_of_a_large_plan_is_printed_on_one_page(
    pack: ContentPack, browser: "Browser", tmp_path: Path, paper: str
) -> None:
    plan = large_plan(pack)
    before = replace(
        plan,
        groups=tuple(
            replace(group, rows=tuple(replace(row, status="Dropped") for row in group.rows))
            for group in plan.groups
        ),
    )
    levels = [(level, DAY) for level in pack.levels[:2]]
    page = progress_page(
        "Cedar Valley", progress_of(plan, DAY), moved(before, plan), levels, "en-CA"
    )
    path = tmp_path / "progress.html"
    path.write_text(as_html.render(page), encoding="utf-8")
    opened = browser.new_page()
    opened.goto(path.as_uri())
    opened.pdf(path=tmp_path / "progress.pdf", format=paper, print_background=True)
    opened.close()
    info = subprocess.run(
        [program("pdfinfo"), tmp_path / "progress.pdf"], check=True, capture_output=True, text=True
    )
    assert "Pages:           1\n" in info.stdout
    assert "And also: " in pdf_text(tmp_path / "progress.pdf")
