"""The report of a group: where many respondents place the district, and where to talk first."""

from collections.abc import Iterator, Mapping, Sequence

from careerplan_cli.model.blocks import (
    Block,
    Document,
    Heading,
    Item,
    Numbered,
    Paragraph,
    bullets,
    document,
)
from careerplan_cli.model.instrument import Question
from careerplan_cli.model.result import Record, Summary
from careerplan_cli.pages.groups import group_tables
from careerplan_cli.pages.pictures import level_counts, question_bars
from careerplan_cli.pages.texts import Levels
from careerplan_cli.pages.votes import split, standing
from careerplan_cli.rounds import RoundResult, round_result
from careerplan_cli.scoring.statistics import Group

SMALLEST_GROUP = 5
"""Groups of fewer people are not told apart."""

_COMMENTS = {"comment", "comments", "note", "notes", "remarks"}
"""The words in the names of columns that hold comments."""

_FIRST = 3
"""How many questions to talk about first are named."""


def group_report_page(
    summaries: Sequence[Summary],
    groups: Sequence[tuple[Group, Summary]],
    group_by: Sequence[str],
    levels: Levels,
    quotes: Mapping[str, Sequence[str]],
    language: str,
) -> Document:
    """Return what many respondents say together, and group by group where there are groups.

    `quotes` has what they wrote, by what it is about.
    """
    return document(_report(summaries, groups, group_by, levels, quotes), language)


class Quotes:
    """What respondents wrote, by the title of the question or the name of the column."""

    def __init__(self) -> None:
        self.by_title: dict[str, list[str]] = {}

    def add(self, record: Record) -> None:
        """Add the notes of a record, and what stands in its columns for comments."""
        if record.result:
            for entry in record.result.questions:
                self._add(entry.question.title, entry.note)
        for name, text in record.columns.items():
            if _COMMENTS & set(name.casefold().split()):
                self._add(name, text)

    def _add(self, title: str, text: str) -> None:
        if text.strip():
            self.by_title.setdefault(title, []).append(text.strip())


def _report(
    summaries: Sequence[Summary],
    groups: Sequence[tuple[Group, Summary]],
    group_by: Sequence[str],
    levels: Levels,
    quotes: Mapping[str, Sequence[str]],
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
    if quotes:
        yield Heading(2, "In their own words")
    for title, texts in quotes.items():
        yield Heading(3, title)
        yield bullets([f"“{text}”" for text in texts])


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
