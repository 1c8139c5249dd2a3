"""A document says the same in each of its three forms, point by point."""

import html
import io
import re
from collections.abc import Iterator

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from markdown_it import MarkdownIt

from careerplan_cli.forms import as_docx, as_html, as_md
from careerplan_cli.model.blocks import (
    Badge,
    Bars,
    Block,
    Bullets,
    Cell,
    Check,
    Checklist,
    Command,
    Counts,
    Document,
    Heading,
    Item,
    Numbered,
    Paragraph,
    Profile,
    Scale,
    Table,
    Wide,
)
from careerplan_cli.text.printable import printable
from forms.samples import samples, word_file

NAMES = sorted(samples())


def points(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield every text of the blocks, in order; of a picture, what it says of itself."""
    for block in blocks:
        match block:
            case Wide():
                yield from points(block.blocks)
            case Heading():
                yield block.text
            case Badge():
                yield str(block.mark)
            case Paragraph():
                yield from (block.lead, block.text)
            case Bullets() | Numbered():
                for item in block.items:
                    yield from (item.lead, item.text, *item.details)
            case Command():
                yield from (block.purpose, block.line)
            case Checklist():
                yield from checks(block.checks)
            case Table():
                yield from map(str, block.head)
                yield from (cell_text(cell) for row in block.rows for cell in row)
            case Scale():
                yield block.text
            case Profile():
                yield from (f"{ladder.label}: {ladder.words}" for ladder in block.ladders)
            case Counts():
                yield from map(str, (count.of for count in block.counts))
            case Bars():
                yield from (f"{bar.label}: {bar.words}" for bar in block.bars)


def checks(lines: tuple[Check, ...]) -> Iterator[str]:
    for check in lines:
        yield from (check.lead, check.text)
        yield from checks(check.checks)


def cell_text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def html_text(name: str) -> str:
    body = as_html.render(samples()[name]).split("<main>")[1]
    return html.unescape(re.sub(r"<[^>]*>", " ", body))


def word_text(name: str) -> str:
    return text_of(docx.Document(io.BytesIO(word_file(name))).element.body)


def text_of(element: BaseOxmlElement) -> str:
    """Return what stands in a part of a Word file, and what its pictures say of themselves."""
    parts = []
    for inner in element.iter():
        if inner.tag == qn("w:t"):
            parts.append(inner.text or "")
        elif inner.tag == qn("w:tblDescription"):
            parts.append(f" {inner.get(qn('w:val'))} ")
        elif inner.tag in (qn("w:p"), qn("w:br"), qn("w:tab")):
            parts.append(" ")
    return "".join(parts)


def markdown_text(name: str) -> str:
    parser = MarkdownIt("commonmark").enable("table")
    return html.unescape(re.sub(r"<[^>]*>", " ", parser.render(as_md.render(samples()[name]))))


def squeezed(text: str) -> str:
    """Return text without spaces, and without what forms write in their own way."""
    return re.sub(r"\s+", "", text.replace("…", "..."))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", [html_text, word_text, markdown_text])
def test_every_point_stands_in_every_form_in_order(name: str, form: object) -> None:
    assert callable(form)
    whole, place = squeezed(form(name)), 0
    for point in points(samples()[name].blocks):
        wanted = squeezed(printable(point))
        found = whole.find(wanted, place)
        assert found >= 0, f"{point!r} is missing, or not in its place"
        place = found + len(wanted)


def test_the_samples_have_every_kind_of_block() -> None:
    kinds = {type(block).__name__ for document in samples().values() for block in document.blocks}
    assert kinds == {
        "Badge", "Bars", "Bullets", "Checklist", "Command", "Counts", "Heading", "Lines",
        "Numbered", "PageBreak", "Paragraph", "Profile", "Scale", "Table", "Wide",
    }  # fmt: skip


def test_an_address_is_a_link_in_every_form() -> None:
    url = "https://example.org/a?b=1&c=(2)"
    document = Document("T", (Heading(1, "T"), Bullets((Item("The guide", url=url),))), "en-CA")
    assert f'<a href="{html.escape(url)}">The guide</a>' in as_html.render(document)
    assert f"- [The guide](<{url}>)\n" in as_md.render(document)
    word = docx.Document(io.BytesIO(as_docx.render(document)))
    assert [link.address for link in word.paragraphs[1].hyperlinks] == [url]


@pytest.mark.parametrize(
    "url",
    ["https://x>)<script>alert(1)</script>", 'https://x" onclick="alert(1)', "https://x'&lt;"],
)
def test_an_address_is_never_markup(url: str) -> None:
    document = Document("T", (Heading(1, "T"), Bullets((Item("there", url=url),))), "en-CA")
    page = as_html.render(document)
    assert "<script" not in page
    assert [html.unescape(found) for found in re.findall('<a href="([^"]*)">there</a>', page)] == [
        url
    ]
    word = docx.Document(io.BytesIO(as_docx.render(document)))
    assert [link.address for link in word.paragraphs[1].hyperlinks] == [url]
