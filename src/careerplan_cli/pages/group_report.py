"""The report of a group: where many respondents place the district, and where to talk first."""

from collections.abc import Iterator, Sequence

from careerplan_cli.model.blocks import (
    Block,
    Document,
    Heading,
    Item,
    Numbered,
    Paragraph,
    document,
)
from careerplan_cli.model.instrument import Question
from careerplan_cli.model.result import Summary
from careerplan_cli.pages.groups import group_tables
from careerplan_cli.pages.pictures import level_counts, question_bars
from careerplan_cli.pages.texts import Levels
from careerplan_cli.pages.votes import split, standing
from careerplan_cli.rounds import RoundResult, round_result
from careerplan_cli.scoring.statistics import Group

SMALLEST_GROUP = 5
"""Groups of fewer people are not told apart."""

_FIRST = 3
"""How many questions to talk about first are named."""


def group_report_page(
    summaries: Sequence[Summary],
    groups: Sequence[tuple[Group, Summary]],
    group_by: Sequence[str],
    levels: Levels,
    language: str,
) -> Document:
    """Return what many respondents say together, and group by group where there are groups."""
    return document(_report(summaries, groups, group_by, levels), language)


def _report(
    summaries: Sequence[Summary],
    groups: Sequence[tuple[Group, Summary]],
    group_by: Sequence[str],
    levels: Levels,
) -> Iterator[Block]:
    yield Heading(1, "What the respondents say")
    for summary in summaries:
        yield Heading(2, summary.instrument.title)
        yield Paragraph(_how_many(summary))
        yield level_counts(summary, levels)
        yield from _talk_first(summary)
        yield Heading(3, "Question by question")
        yield question_bars(summary)
        for question in summary.instrument.questions:
            yield Paragraph(f"{split(question, _spread(summary, question))}.", f"{question.title}:")
    yield from group_tables(groups, group_by, levels, in_detail=True) if groups else ()


def _how_many(summary: Summary) -> str:
    if summary.results == 1:
        return "1 respondent answered, and places the district here:"
    return f"{summary.results:,} respondents answered. This is where each places the district:"


def _spread(summary: Summary, question: Question) -> RoundResult:
    return round_result(question, summary.answers[question.id])


def _talk_first(summary: Summary) -> Iterator[Block]:
    """Yield the questions on which the answers lie furthest apart."""
    spreads = [
        (question, spread)
        for question in summary.instrument.questions
        if (spread := _spread(summary, question)).agreement is not None
        and spread.word != "together"
    ]
    furthest = sorted(spreads, key=lambda pair: pair[1].agreement or 0)[:_FIRST]
    yield Heading(3, "Where to talk first")
    if not furthest:
        yield Paragraph("On each question most give the same answer. Talk about what follows.")
        return
    yield Paragraph("On these questions the answers lie furthest apart:")
    yield Numbered(tuple(Item(f"{question.title}: {standing(s)}") for question, s in furthest))
