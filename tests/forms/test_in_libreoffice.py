"""The Word form opened by LibreOffice: nothing off the page, no heading alone at its foot."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from careerplan_cli.model.blocks import Block, Heading, Wide
from careerplan_cli.text.printable import one_line
from forms.conftest import pdf_text
from forms.samples import samples

pytestmark = pytest.mark.slow

NAMES = sorted(samples())

_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">')
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)


def headings(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Wide):
            yield from headings(block.blocks)
        elif isinstance(block, Heading):
            yield one_line(block.text)


@pytest.mark.parametrize("name", NAMES)
def test_no_word_runs_off_the_page(pdfs: Path, name: str) -> None:
    pages = _PAGE.findall(pdf_text(pdfs / f"{name}.pdf", "-bbox"))
    assert len(pages) > (3 if name.startswith(("report", "plan")) else 0)
    for width, height, words in pages:
        for box in _WORD.findall(words):
            left, top, right, bottom = map(float, box)
            assert left > 25
            assert top > 25
            assert right < float(width) - 25
            assert bottom < float(height) - 25


@pytest.mark.parametrize("name", NAMES)
def test_no_heading_stands_alone_at_the_foot_of_a_page(pdfs: Path, name: str) -> None:
    titles = {re.sub(r"\s", "", title) for title in headings(samples()[name].blocks)}
    for page in pdf_text(pdfs / f"{name}.pdf", "-layout").strip("\f").split("\f"):
        lines = [line for line in page.splitlines() if line.strip()]
        *text, footer = lines
        assert re.search(r"\d+ / \d+$", footer)
        assert re.sub(r"\s", "", text[-1]) not in titles


@pytest.mark.parametrize("name", NAMES)
def test_no_page_is_empty(pdfs: Path, name: str) -> None:
    for page in pdf_text(pdfs / f"{name}.pdf", "-layout").strip("\f").split("\f"):
        *text, _footer = [line for line in page.splitlines() if line.strip()]
        assert text


@pytest.mark.parametrize(("name", "pages"), [("ballot-survey", 1), ("ballot-checklist", 2)])
def test_a_ballot_fits_its_sheets(pdfs: Path, name: str, pages: int) -> None:
    assert len(_PAGE.findall(pdf_text(pdfs / f"{name}.pdf", "-bbox"))) == pages


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("plan")])
def test_no_page_of_a_plan_has_three_lines_alone(pdfs: Path, name: str) -> None:
    for page in pdf_text(pdfs / f"{name}.pdf", "-layout").strip("\f").split("\f"):
        *text, _footer = [line for line in page.splitlines() if line.strip()]
        assert len(text) > 3, text


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("plan")])
def test_vision_goals_and_the_next_90_days_of_a_plan_are_on_one_page(pdfs: Path, name: str) -> None:
    pages = pdf_text(pdfs / f"{name}.pdf", "-layout").strip("\f").split("\f")
    (front,) = [page for page in pages if "Our vision in a sentence" in page]
    assert "Our goals this year" in front
    assert "The next 90 days" in front


def test_the_room_to_write_on_a_vote_sheet_stays_with_its_question(pdfs: Path) -> None:
    pages = pdf_text(pdfs / "vote-sheet.pdf", "-layout").strip("\f").split("\f")
    tables = [page.count("Round 1") for page in pages]
    assert tables == [page.count("Agreed answer") for page in pages]
    assert sum(tables) == 5
