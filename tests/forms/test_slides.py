"""The slides of the toolkit: what PowerPoint finds in them, and what LibreOffice makes of them."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Pt

from careerplan_cli.forms.decks import as_pptx
from careerplan_cli.model.blocks import Band, Deck, Mark, Scale, Slide
from careerplan_cli.pages.toolkit import deck
from forms.conftest import make_pdfs, pdf_text
from forms.samples import PACK, checklist, hostile, survey

DECKS = [tool for tool in PACK.tools if tool.slides]
IDS = [tool.id for tool in DECKS]

RESULTS = {
    "none": None,
    "survey": survey("brbgb"),
    "highest": survey("ggggg"),
    "lowest": survey("rrrrr"),
    "checklist": checklist(),
    "hostile": hostile(),
}


@cache
def opened(id_: str, name: str) -> Any:
    return Presentation(BytesIO(as_pptx.render(deck(PACK.tool(id_), PACK, RESULTS[name]))))


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("id_", IDS)
def test_a_deck_has_8_to_12_slides_each_with_title_number_and_notes(id_: str, name: str) -> None:
    file = opened(id_, name)
    assert 8 <= len(file.slides) <= 12
    assert file.slide_width * 9 == pytest.approx(file.slide_height * 16, rel=0.001)
    for slide in file.slides:
        assert slide.shapes.title.text_frame.text.strip()
        kinds = [p.placeholder_format.type for p in slide.placeholders]
        assert kinds.count(PP_PLACEHOLDER.SLIDE_NUMBER) == 1
        assert len(slide.notes_slide.notes_text_frame.text) > 80
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("id_", IDS)
def test_no_letters_are_smaller_than_18_points(id_: str, name: str) -> None:
    file = opened(id_, name)
    for page in (file.slide_master, *file.slide_layouts, *file.slides):
        parts = [page.element, *(s.chart._chartSpace for s in page.shapes if s.has_chart)]
        for element in (e for part in parts for e in part.iter()):
            if isinstance(element.tag, str) and element.get("sz", "").isdigit():
                assert int(element.get("sz")) >= 1800, element.tag


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("id_", IDS)
def test_text_fits_its_place_by_a_careful_estimate(id_: str, name: str) -> None:
    for slide in opened(id_, name).slides:
        for shape in slide.placeholders:
            frame = shape.text_frame
            if shape.placeholder_format.type != PP_PLACEHOLDER.SLIDE_NUMBER and frame.text:
                assert estimated_height(frame, shape.width) <= shape.height, frame.text


def estimated_height(frame: Any, width: int) -> float:
    height = 0.0
    for paragraph in frame.paragraphs:
        size = max(run.font.size for run in paragraph.runs)
        text = "".join(run.text for run in paragraph.runs)
        lines = -(-len(text) * 0.52 * size // (width - Pt(40)))
        height += lines * size * 1.2 + (paragraph.space_after or 0)
    return height


@pytest.mark.parametrize("name", ["survey", "checklist", "hostile"])
@pytest.mark.parametrize("id_", IDS)
def test_every_picture_says_in_words_what_it_shows(id_: str, name: str) -> None:
    told = 0
    for slide in opened(id_, name).slides:
        for shape in slide.shapes:
            if not (shape.has_chart or shape.shape_type == 6):  # a chart, or a group of shapes
                continue
            told += 1
            assert len(shape._element.xpath(".//p:cNvPr")[0].get("descr")) > 30
    assert told


@pytest.mark.parametrize("id_", IDS)
def test_slides_stand_on_real_layouts_and_tell_their_language(id_: str) -> None:
    file = opened(id_, "none")
    used = [slide.slide_layout.name for slide in file.slides]
    assert used[0] == "Title Slide"
    assert set(used[1:]) == {"Title and Content"}
    for slide in file.slides:
        langs = {run.get("lang") for run in slide.element.iter(qn("a:rPr"))}
        assert langs == {"en-CA"}
        for shape in slide.placeholders:
            assert shape.left >= 0
            assert shape.left + shape.width <= file.slide_width
            assert shape.top + shape.height <= file.slide_height


def test_a_chart_of_statements_has_a_bar_for_each_section() -> None:
    slides = opened("why-career-development", "checklist").slides
    (chart,) = [s.chart for slide in slides for s in slide.shapes if s.has_chart]
    assert len(list(chart.plots[0].categories)) == 9
    assert [series.name for series in chart.plots[0].series] == ["Yes", "Still to do", "No"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["survey", "checklist", "hostile"])
def test_libreoffice_shows_every_slide_whole(tmp_path: Path, name: str) -> None:
    for id_ in IDS:
        content = as_pptx.render(deck(PACK.tool(id_), PACK, RESULTS[name]))
        (tmp_path / f"{id_}.pptx").write_bytes(content)
    make_pdfs(tmp_path, "*.pptx")
    for id_ in IDS:
        pages = re.findall(
            r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>',
            pdf_text(tmp_path / f"{id_}.pdf", "-bbox"),
            re.DOTALL,
        )
        slides = opened(id_, name).slides
        assert len(pages) == len(slides)
        for number, (width, height, found) in enumerate(pages, 1):
            boxes = re.findall(
                r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"', found
            )
            assert len(boxes) > 1, number
            for box in boxes:
                left, top, right, bottom = map(float, box)
                assert left > 20, (id_, number)
                assert top > 10, (id_, number)
                assert right < float(width) - 20, (id_, number)
                assert bottom < float(height) - 5, (id_, number)


def test_a_narrow_band_shows_its_symbol_made_visible() -> None:
    mark = Mark("\ufffe", "A level with a long name that needs several lines", "red")
    bands = (Band(mark, "0-1", 0, 0.02), Band(Mark("●", "All", "green"), "1-9", 0.02, 1))
    slide = Slide("Where we are", (Scale("Scale", "At 1.", bands, 0.5, "1 point"),), "Say it.")
    slides = Presentation(BytesIO(as_pptx.render(Deck("A deck", (slide,) * 2, "en", "1d4aa8"))))
    texts = [text.text for page in slides.slides for text in page.element.iter(qn("a:t"))]
    assert "\ufffd" in texts
