"""The HTML form in a real Chromium: quiet, accessible, on a phone, in the dark, on paper."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from careerplan_cli.forms import as_html
from careerplan_cli.text.printable import printable
from forms.conftest import pdf_text, program
from forms.samples import samples
from forms.test_in_libreoffice import headings
from forms.test_one_content import points

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

NAMES = sorted(samples())
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Opened:
    """A page with all that it said and asked for while it was open."""

    def __init__(self, page: "Page", path: Path) -> None:
        self.page = page
        self.path = path
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(path.as_uri())


@pytest.fixture
def opened(browser: "Browser", tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Opened]:
    """A sample in the browser, on a screen of some width and in light or dark."""
    name, width, scheme = request.param
    path = tmp_path / f"{name}.html"
    path.write_text(as_html.render(samples()[name]), encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    yield Opened(context.new_page(), path)
    context.close()


def screens(*names: str, width: int = 1000, scheme: str = "light") -> pytest.MarkDecorator:
    cases = [(name, width, scheme) for name in names]
    return pytest.mark.parametrize("opened", cases, indirect=True, ids=list(names))


@screens(*NAMES)
def test_the_page_is_quiet_and_asks_for_nothing_but_itself(opened: Opened) -> None:
    assert opened.said == []
    assert opened.asked == [opened.path.as_uri()]


@screens(*NAMES)
def test_the_page_shows_every_text(opened: Opened) -> None:
    shown = re.sub(r"\s+", "", opened.page.evaluate("document.querySelector('main').textContent"))
    for point in points(samples()[opened.path.stem].blocks):
        assert re.sub(r"\s+", "", printable(point)) in shown


@screens(
    "report", "report-highest", "report-checklist", "plan-third", "plan-hostile", "guide", "summary"
)
def test_axe_finds_nothing_in_light(opened: Opened) -> None:
    assert findings(opened.page) == []


@screens("report", "plan-second", scheme="dark")
def test_axe_finds_nothing_in_the_dark(opened: Opened) -> None:
    ground = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(21, 24, 27)"
    assert findings(opened.page) == []


@screens(*NAMES, width=360)
def test_nothing_runs_off_the_side_of_a_phone(opened: Opened) -> None:
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 360


@screens("report-checklist", "report-hostile", width=360)
def test_axe_finds_nothing_on_a_phone(opened: Opened) -> None:
    assert findings(opened.page) == []


@screens("report", "plan-third")
def test_the_style_is_in_force(opened: Opened) -> None:
    size = opened.page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize")
    assert size == "30.4px"
    assert opened.page.locator("svg[role=img]").count() == (
        2 if "report" in opened.path.stem else 0
    )


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@screens("plan-first", "plan-second", "plan-third")
def test_the_page_in_front_is_printed_on_one_page(opened: Opened, paper: str) -> None:
    pdf = opened.path.with_suffix(".pdf")
    opened.page.pdf(path=pdf, format=paper)
    pages = pdf_text(pdf, "-layout").split("\f")
    (front,) = [page for page in pages if "Our vision in a sentence" in page]
    assert "Our goals this year" in front
    assert "The next 90 days" in front
    assert "From goals to actions" in front


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@screens("report", "plan-second", scheme="dark")
def test_it_prints_on_light_paper_with_wide_tables_on_turned_pages(
    opened: Opened, paper: str
) -> None:
    pdf = opened.path.with_suffix(".pdf")
    opened.page.pdf(path=pdf, format=paper, print_background=True)
    info = subprocess.run(
        [program("pdfinfo"), "-l", "100", pdf], check=True, capture_output=True, text=True
    ).stdout
    wide = re.findall(r"size:\s+(\d+)[\d.]* x", info)
    upright, turned = ("595", "842") if paper == "A4" else ("612", "792")
    assert set(wide) == ({upright, turned} if "plan" in opened.path.stem else {upright})
    opened.page.emulate_media(media="print")
    assert (
        opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    titles = {re.sub(r"\s", "", title) for title in headings(samples()[opened.path.stem].blocks)}
    pages = pdf_text(pdf, "-layout").strip("\f").split("\f")
    assert len(pages) == len(wide)
    for number, page in enumerate(pages, 1):
        *_, text, foot = (re.sub(r"\s", "", line) for line in page.splitlines() if line.strip())
        assert foot.endswith(f"{number}/{len(pages)}")
        assert text not in titles


def findings(page: "Page") -> list[str]:
    """Return what axe-core finds wrong, each with the element that it is about."""
    from axe_playwright_python.sync_playwright import Axe

    result = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert result.response["passes"], "axe looked at nothing"
    return [
        f"{finding['id']}: {node['html'][:120]}"
        for finding in result.response["violations"]
        for node in finding["nodes"]
    ]
