"""The guide as Markdown: the levels and topics at a glance, a level, a step, a topic."""

from collections.abc import Sequence

from careerplan_cli.forms.markdown import escaped
from careerplan_cli.forms.markdown_form import as_markdown
from careerplan_cli.model.blocks import Block, Document, Heading, Paragraph
from careerplan_cli.model.guide import Level, Topic
from careerplan_cli.model.review import ReviewList
from careerplan_cli.pages.guide import (
    introduction,
    mark,
    parts,
    recommended_actions,
    step,
    steps,
    toolkit,
)
from careerplan_cli.text.printable import one_line


def overview_markdown(levels: Sequence[Level], topics: Sequence[Topic]) -> str:
    """Return the levels and the topics, each with its id and what it is about."""
    told = ["# Guide\n", "## Levels\n", "".join(_about(level) for level in levels)]
    return "\n".join([*told, "## Topics\n", "".join(_about(topic) for topic in topics)])


def _about(item: Level | Topic) -> str:
    symbol = f"{item.symbol} " if isinstance(item, Level) else ""
    return f"- {symbol}**{_inline(item.title)}** (`{item.id}`): {_inline(item.summary)}\n"


def level_markdown(level: Level, review: ReviewList | None) -> str:
    """Return the whole guide of a level."""
    return _markdown(
        str(mark(level)),
        Paragraph(level.summary),
        Paragraph(level.feedback),
        *introduction(level, 2),
        *steps(level, review, 2),
        Heading(2, "Recommended actions"),
        recommended_actions(level),
        *toolkit(level, 2),
    )


def step_markdown(level: Level, number: int, review: ReviewList | None) -> str:
    """Return one step of a level's guide, counted from 1."""
    return _markdown(str(mark(level)), *step(level, number, review, 2))


def topic_markdown(topic: Topic) -> str:
    """Return a background topic."""
    text = [Paragraph(topic.text)] if topic.text else []
    return _markdown(topic.title, *text, *parts(topic.parts, 2))


def _markdown(title: str, *blocks: Block) -> str:
    return as_markdown(Document(title, (Heading(1, title), *blocks)))


def _inline(text: str) -> str:
    return escaped(one_line(text))
