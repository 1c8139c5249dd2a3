"""How many years of school it takes to read the guides and what follows from an answer.

The figure is the grade of Flesch and Kincaid, as textstat works it out; `pytest -s` prints it.
"""

from collections.abc import Iterable

import pytest
import textstat

from careerplan_cli.model.blocks import Bullets, Document, Numbered, Paragraph, all_blocks
from careerplan_cli.model.toolkit import Tool
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.pages.actions import actions_page
from careerplan_cli.pages.guide import level_page, topic_page
from careerplan_cli.pages.result import result_page
from careerplan_cli.pages.toolkit import tool_page
from forms.samples import checklist, report_on, survey

HIGHEST = 9.0


def sentences(page: Document) -> Iterable[str]:
    """Yield what a page says in sentences: its paragraphs, and its lists line by line."""
    for block in all_blocks(page.blocks):
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Bullets | Numbered):
            for item in block.items:
                yield from (item.text, *item.details)


def grade(texts: Iterable[str]) -> float:
    """Return the grade of texts, each of which ends as a sentence does."""
    ended = [text if text.endswith((".", "?", "!")) else f"{text}." for text in texts if text]
    found: float = textstat.flesch_kincaid_grade(" ".join(ended))
    return found


def told(name: str, texts: Iterable[str]) -> float:
    found = grade(texts)
    print(f"{name}: grade {found:.1f}")
    return found


@pytest.mark.parametrize("name", ["just-getting-started", "on-our-way", "lots-going-on"])
def test_each_levels_guide_reads_at_grade_nine_or_below(pack: ContentPack, name: str) -> None:
    page = level_page(pack.level(name), pack.review, pack.language)
    assert told(name, sentences(page)) <= HIGHEST


def test_each_topic_reads_at_grade_nine_or_below(pack: ContentPack) -> None:
    for topic in pack.topics:
        if topic.id != "glossary":  # it explains the hard words, one a line
            page = topic_page(topic, pack.language)
            assert told(topic.id, sentences(page)) <= HIGHEST, topic.id


@pytest.mark.parametrize("colours", ["rbgbr", "bbbbb", "ggggg"])
def test_a_result_and_its_report_read_at_grade_nine_or_below(
    pack: ContentPack, colours: str
) -> None:
    for page in (result_page(survey(colours), pack), report_on(survey(colours))):
        assert told(colours, sentences(page)) <= HIGHEST


def test_each_tool_reads_at_grade_nine_or_below(pack: ContentPack) -> None:
    for tool in pack.tools:
        page = tool_page(tool, pack)
        assert told(tool.id, tool_sentences(tool, page)) <= HIGHEST, tool.id


def tool_sentences(tool: Tool, page: Document) -> Iterable[str]:
    """Yield what a tool says in sentences, its tables cell by cell."""
    yield from sentences(page)
    tables = [part.table for part in tool.parts if part.table]
    yield from (cell for table in tables for row in table.rows for cell in row if len(cell) > 30)
    yield from (check for part in tool.parts for check in part.checks)


def test_the_action_library_reads_at_grade_nine_or_below(pack: ContentPack) -> None:
    assert told("actions", (action.do for action in pack.actions)) <= HIGHEST
    assert actions_page(pack).blocks


def test_the_checklist_reads_at_grade_nine_or_below(pack: ContentPack) -> None:
    asked = pack.instrument("checklist").questions
    assert told("statements", (question.prompt for question in asked)) <= HIGHEST
    assert told("helps", (question.help or "" for question in asked)) <= HIGHEST
    assert told("targets", (question.target or "" for question in asked)) <= HIGHEST
    assert told("result", sentences(result_page(checklist(), pack))) <= HIGHEST
