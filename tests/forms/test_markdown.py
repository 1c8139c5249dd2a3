"""The Markdown form: free of a linter's findings, and notes in it are never markup."""

from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from pymarkdown.api import PyMarkdownApi

from careerplan_cli.forms import as_md
from careerplan_cli.model.blocks import Bullets, Document, Heading, Item, Paragraph
from forms.samples import LINES, MARKUP, samples

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", sorted(samples()))
def test_a_linter_finds_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.md"
    path.write_text(as_md.render(samples()[name]), encoding="utf-8")
    linter = PyMarkdownApi().disable_rule_by_identifier("md013")  # a paragraph is one long line
    linter = linter.set_boolean_property("plugins.md024.siblings_only", property_value=True)
    found = linter.scan_path(str(path))
    assert [f"{one.line_number}: {one.rule_name}" for one in found.scan_failures] == []
    assert found.pragma_errors == []


@pytest.mark.parametrize("text", [MARKUP, LINES, "Title\n===", "a\n- b\n+ c\n1) d", "~~~\nx"])
def test_a_note_stays_a_paragraph_of_text(text: str) -> None:
    document = Document("T", (Heading(1, "T"), Paragraph(text, "Note:")), "en-CA")
    tokens = MarkdownIt("commonmark").enable("table").parse(as_md.render(document))
    kinds = {token.type for token in tokens[3:]}
    assert kinds == {"paragraph_open", "inline", "paragraph_close"}
    inner = {child.type for token in tokens[3:] for child in token.children or ()}
    assert inner <= {"text", "text_special", "hardbreak", "strong_open", "strong_close"}


def test_a_line_break_in_a_note_stays_one() -> None:
    document = Document("T", (Heading(1, "T"), Paragraph("one\ntwo\n\nthree", "Note:")), "en-CA")
    assert as_md.render(document) == "# T\n\n**Note:** one\\\ntwo\n\nthree\n"


@pytest.mark.parametrize(
    "url",
    [
        "https://x>)<script>alert(1)</script>",
        "https://x\\>",
        "https://x/a`b|c",
        "https://x?a=1&b=%20",
    ],
)
def test_an_address_is_a_link_and_nothing_else(url: str) -> None:
    document = Document("T", (Heading(1, "T"), Bullets((Item("there", url=url),))), "en-CA")
    tokens = MarkdownIt("commonmark").enable("table").parse(as_md.render(document))
    (inline,) = [token for token in tokens[3:] if token.type == "inline"]
    assert inline.children
    assert [token.type for token in inline.children] == ["link_open", "text", "link_close"]
    assert "<" not in str(inline.children[0].attrs["href"])
    assert "html_block" not in {token.type for token in tokens}
