"""The Markdown form: free of a linter's findings, and notes in it are never markup."""

from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from pymarkdown.api import PyMarkdownApi

from careerplan_cli.forms import as_md
from careerplan_cli.model.blocks import Document, Heading, Paragraph
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
