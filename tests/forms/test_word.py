"""The Word form, read back: headings, lists, tables, page numbers, language, boxes to tick."""

import io
import itertools
import operator
import re
import zipfile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from careerplan_cli.forms import as_docx
from careerplan_cli.model.blocks import (
    Bullets,
    Check,
    Checklist,
    Figure,
    Heading,
    Item,
    Numbered,
    document,
)
from careerplan_cli.planning import STATUSES
from forms.samples import samples, word_file
from forms.test_one_content import text_of

BOXES = "http://schemas.microsoft.com/office/word/2010/wordml"
NAMES = sorted(samples())

# The order that Word insists on, of the properties that are used here.
PARAGRAPH = [
    "pStyle",
    "keepNext",
    "pageBreakBefore",
    "numPr",
    "pBdr",
    "shd",
    "tabs",
    "bidi",
    "spacing",
    "ind",
    "jc",
    "rPr",
    "sectPr",
]
CELL = ["tcW", "tcBorders", "shd"]
TABLE = ["tblStyle", "tblW", "jc", "tblLayout", "tblLook", "tblCaption", "tblDescription"]


def opened(name: str) -> WordDocument:
    return docx.Document(io.BytesIO(word_file(name)))


def styles(word: WordDocument) -> list[str]:
    """Return the name of each paragraph's style; python-docx would seek each among all styles."""
    names = {style.style_id: style.name or "" for style in word.styles}
    return [names[paragraph._p.style or "Normal"] for paragraph in word.paragraphs]


def test_headings_are_headings_and_go_down_one_step_at_a_time() -> None:
    for name in NAMES:
        found = [style for style in styles(opened(name)) if style.startswith(("Title", "Heading"))]
        depths = [0 if style == "Title" else int(style[-1]) for style in found]
        assert depths[0] == 0
        assert depths.count(0) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(depths))


def test_title_and_language_are_set_and_nobody_is_named_as_its_author() -> None:
    properties = opened("plan-second").core_properties
    assert properties.title == "Planning workbook: Cedar Valley"
    assert properties.language == "en-CA"
    assert properties.author == ""
    with zipfile.ZipFile(io.BytesIO(word_file("plan-second"))) as files:
        assert b'<w:lang w:val="en-CA"' in files.read("word/styles.xml")
        assert {name for name in files.namelist() if name.startswith("docProps/")} == {
            "docProps/core.xml", "docProps/custom.xml",
        }  # fmt: skip


def test_each_page_has_its_number() -> None:
    footer = opened("report").sections[0].footer.paragraphs[0]
    fields = [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("name", NAMES)
def test_a_heading_is_kept_with_what_follows_and_stands_below_no_table(name: str) -> None:
    word = opened(name)
    above = None
    for element in word.element.body:
        if element.tag == qn("w:p"):
            style = Paragraph(element, word).style
            if style and (style.name or "").startswith("Heading"):
                assert isinstance(style, ParagraphStyle)
                assert style.paragraph_format.keep_with_next
                on_new_page = Paragraph(element, word).paragraph_format.page_break_before
                assert above != qn("w:tbl") or on_new_page
        above = element.tag


@pytest.mark.parametrize("title", ["W" * 500, "漢" * 500, "a b " * 100, "one\ntwo\x07"])
def test_the_footer_has_the_title_shortened_where_it_is_long(title: str) -> None:
    word = docx.Document(io.BytesIO(as_docx.render(document([Heading(1, title)], "en-CA"))))
    (footer,) = word.sections[0].footer.paragraphs
    assert len(footer.text) <= len(" · 1 / 1") + 60
    assert "\n" not in footer.text
    assert footer.text.startswith(title[:3])
    assert ("…" in footer.text) == (len(title) > 60)


def test_lists_are_lists_and_each_numbered_one_starts_from_1() -> None:
    items = (Item("one"), Item("two"))
    blocks = (Heading(1, "T"), Numbered(items), Bullets(items), Numbered(items))
    word = docx.Document(io.BytesIO(as_docx.render(document(blocks, "en-CA"))))
    assert styles(word)[1:] == ["List Number"] * 2 + ["List Bullet"] * 2 + ["List Number"] * 2
    numbers = [number.val for number in word.element.body.iter(qn("w:numId"))]
    assert len(set(numbers)) == 2
    numbering = word.part.numbering_part.element
    for number in set(numbers):
        (start,) = numbering.num_having_numId(number).iter(qn("w:startOverride"))
        assert start.get(qn("w:val")) == "1"


def test_the_actions_of_a_report_stand_together_and_lead_to_the_guide() -> None:
    lines = [p for p in opened("report").paragraphs if p.text.strip()]
    start = next(n for n, p in enumerate(lines) if p.text == "Recommended actions")
    guide = next(n for n, p in enumerate(lines) if p.text.startswith("The guide:"))
    *actions, _last = lines[start + 1 : guide]
    assert actions
    assert all(p.paragraph_format.keep_with_next for p in actions)
    assert not lines[guide].paragraph_format.page_break_before


def test_boxes_stay_together_and_no_list_ends_in_a_line_alone() -> None:
    boxes = Checklist(tuple(Check(f"box {n}") for n in range(12)))
    items = Bullets(tuple(Item(f"item {n}") for n in range(12)))
    end = [Heading(2, f"after {n}") for n in range(6)]
    raw = as_docx.render(document((Heading(1, "T"), boxes, end[0], items, *end), "en-CA"))
    paragraphs = docx.Document(io.BytesIO(raw)).paragraphs
    kept = {p.text.strip(): p.paragraph_format.keep_with_next for p in paragraphs}
    assert [kept[f"box {n}"] for n in range(12)] == [True] * 11 + [None]
    assert [kept[f"item {n}"] for n in range(12)] == [None] * 10 + [True, None]


def test_the_last_lines_of_a_report_stand_on_one_page() -> None:
    *_, last = opened("report").paragraphs
    before = opened("report").paragraphs[-6:-1]
    assert last.text
    assert all(p.paragraph_format.keep_with_next for p in before)


def _least_width(head: str) -> float:
    """Return how wide a column is that parts no word of its head, in the font that is used."""
    return min(12, max(map(len, re.split(r"[\s-]+", head)))) * Pt(9 * 0.6) + Cm(0.38)


@pytest.mark.parametrize("name", NAMES)
def test_tables_are_described_and_fit_the_page(name: str) -> None:
    word = opened(name)
    sections = iter(word.sections)
    section = next(sections)
    for element in word.element.body:
        if element.tag == qn("w:tbl"):
            table = Table(element, word)
            assert list(table._tbl.tblPr.iter(qn("w:tblDescription")))
            margins = (section.left_margin or 0) + (section.right_margin or 0)
            room = (section.page_width or 0) - margins
            widths = [column.width or 0 for column in table.columns]
            assert sum(widths) <= room + Pt(1)  # Word counts in parts
            least = [_least_width(cell.text) for cell in table.rows[0].cells]
            if sum(least) * 1.1 < room:
                assert all(map(operator.le, least, widths)), "no word of a head is parted"
        elif element.tag == qn("w:p") and list(element.iter(qn("w:sectPr"))):
            section = next(sections)


@pytest.mark.parametrize("name", NAMES)
def test_every_table_but_a_picture_repeats_its_head_on_each_page(name: str) -> None:
    word = opened(name)
    repeating = [t for t in word.tables if list(t.rows[0]._tr.iter(qn("w:tblHeader")))]
    pictures = [b for b in samples()[name].blocks if isinstance(b, Figure)]
    assert len(repeating) == len(word.tables) - len(pictures)


def test_pictures_say_in_words_what_they_show() -> None:
    told = [
        description.get(qn("w:val"))
        for description in opened("report").element.body.iter(qn("w:tblDescription"))
    ]
    assert told[0] == (
        "The scale: 5 of 10 points on a scale of ○ Just getting started 0–3, ◐ On our way 4–7, "
        "● Lots going on 8–10."
    )
    assert "Personnel: 0 of 2 points (red)" in " ".join(told)


def test_wide_tables_stand_on_turned_pages_and_what_follows_on_upright_ones() -> None:
    assert [section.orientation for section in opened("plan-second").sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip
    assert len(opened("report").sections) == 1


def test_boxes_can_be_ticked_and_what_is_chosen_is_ticked() -> None:
    word = opened("plan-second")
    lines = {
        text_of(paragraph._p).strip(): paragraph._p
        for paragraph in word.paragraphs
        if paragraph.style and paragraph.style.name in ("Check", "Check 2")
    }
    for line, ticked in (("☑ Budget", "1"), ("☐ Resources", "0")):
        (named,) = lines[line].iter(qn("w:alias"))
        assert named.get(qn("w:val")) == line[2:]
        (box,) = lines[line].iter(f"{{{BOXES}}}checked")
        assert box.get(f"{{{BOXES}}}val") == ticked


@pytest.mark.parametrize("name", NAMES)
def test_properties_stand_in_the_order_that_word_insists_on(name: str) -> None:
    body = opened(name).element.body
    for tag, order in (("pPr", PARAGRAPH), ("tcPr", CELL), ("tblPr", TABLE)):
        for element in body.iter(qn(f"w:{tag}")):
            found = [order.index(child.tag.partition("}")[2]) for child in element]
            assert found == sorted(found)


def test_what_word_cannot_hold_is_shown_as_a_sign() -> None:
    text = text_of(opened("report-hostile").element.body)
    assert "bell ␇, escape ␛[31m, turned \ufffd, no character \ufffd" in text
    assert "<script>alert(1)</script>" in text


def test_status_and_dates_are_chosen_and_the_contents_lead_to_their_chapters() -> None:
    body = opened("plan-second").element.body
    lists = [
        [item.get(qn("w:value")) for item in control.iter(qn("w:listItem"))]
        for control in body.iter(qn("w:dropDownList"))
    ]
    assert lists
    assert set(map(tuple, lists)) == {STATUSES}
    assert len(list(body.iter(qn("w:date")))) > 2 * len(lists)
    names = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    targets = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert len(targets) == 5
    assert set(targets) <= names


def test_no_cells_of_a_plan_are_joined() -> None:
    body = opened("plan-second").element.body
    assert not list(body.iter(qn("w:vMerge"), qn("w:gridSpan")))


def test_tables_and_what_is_chosen_in_them_have_names_that_say_something() -> None:
    body = opened("plan-second").element.body
    told = [item.get(qn("w:val")) for item in body.iter(qn("w:tblDescription"))]
    assert "Budget: a table of Item, This year, Next year, Where the money comes from." in told
    names = [item.get(qn("w:val")) or "" for item in body.iter(qn("w:alias"))]
    for column in ("Status", "Due"):
        assert any(re.match(rf"{column}: [A-Z]+[0-9]+: ", name) for name in names)
