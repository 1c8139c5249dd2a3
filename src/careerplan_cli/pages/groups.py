"""Groups of records as tables: where each stands, and what it answered to each question."""

from collections.abc import Iterator, Sequence

from careerplan_cli.model.blocks import Block, Cell, Column, Heading, Phrase, Table, Wide, table
from careerplan_cli.model.instrument import Instrument, Option, Question
from careerplan_cli.model.result import Summary
from careerplan_cli.pages.texts import Levels, by_rank, mark, option_name, options_of
from careerplan_cli.scoring.statistics import Group

_CLEAR = 2
"""In how many areas at the most a widest split says something."""

_WIDE = 6
"""From more columns than this on a table takes the long side of the page."""

_NONE = "-"

HIDDEN = Phrase("hidden", "*")
"""Stands for a number of too few people."""

_Row = tuple[tuple[str, ...], Summary, Question]
"""The first cells of a row about a question, and where its numbers are."""


def is_wide(block: Table) -> bool:
    """Return whether a table has many columns."""
    return len(block.head) > _WIDE


def page_wide(block: Table) -> Block:
    """Return a table so that one of many columns takes the long side of the page."""
    return Wide((block,)) if is_wide(block) else block


def widest(summary: Summary) -> list[str]:
    """Return the titles of the areas with the widest split; none where it says too little."""
    found = summary.widest
    return [question.title for question in found] if len(found) <= _CLEAR else []


def question_tables(summary: Summary) -> Iterator[Block]:
    """Yield a table with a row for each question, one for all questions with the same options."""
    titles = [("Question", 3.0)]
    by_options: dict[tuple[str, ...], list[_Row]] = {}
    for question in summary.instrument.questions:
        options = tuple(option.id for option in question.options)
        by_options.setdefault(options, []).append(((question.title,), summary, question))
    for rows in by_options.values():
        yield _question_table("Question by question", titles, rows)


def group_tables(
    groups: Sequence[tuple[Group, Summary]],
    group_by: Sequence[str],
    levels: Levels,
    *,
    in_detail: bool,
) -> Iterator[Block]:
    """Yield for each instrument a table with the levels, medians and widest split of each group.

    `in_detail` adds one for each question, with all numbers of each group.
    """
    instruments = {summary.instrument.id: summary.instrument for _, summary in groups}
    for instrument in instruments.values():
        own = [(values, found) for values, found in groups if found.instrument.id == instrument.id]
        title = f"By {' and '.join(group_by)}: {instrument.title}"
        yield Heading(2, title)
        columns, widths = zip(*_group_columns(group_by, instrument, levels), strict=True)
        rows = [_group_row(values, summary, levels) for values, summary in own]
        yield page_wide(table(title, columns, rows, *widths))
        if in_detail:
            yield from _question_by_group(instrument, own, group_by)


def _question_by_group(
    instrument: Instrument, groups: Sequence[tuple[Group, Summary]], group_by: Sequence[str]
) -> Iterator[Block]:
    titles = [(name, 2.4) for name in group_by]
    for question in instrument.questions:
        yield Heading(3, question.title)
        rows = [(named(values), summary, question) for values, summary in groups]
        yield _question_table(question.title, titles, rows)


def _question_table(title: str, titles: Sequence[tuple[str, float]], rows: Sequence[_Row]) -> Block:
    """Return a table with all numbers of questions that have the same options."""
    options = options_of([rows[0][2]])
    columns = [
        *((Column(name), width) for name, width in titles),
        (Column("n", "n", number=True), 0.8),
        (Column("missing", "miss", number=True), 1.0),
        *((_option_column(option), 1.3) for option in options),
        (Column("mean", "mean", number=True), 1.0),
        (Column("median", "med", number=True), 1.0),
        (Column("agreement", "agree", number=True), 1.2),
    ]
    heads, widths = zip(*columns, strict=True)
    cells = [(*first, *_numbers(summary, question, options)) for first, summary, question in rows]
    return page_wide(table(title, heads, cells, *widths))


def _option_column(option: Option) -> Column:
    """Return the column of an option, with the first letter of its colour where it is called so."""
    name = option_name(option)
    return Column(name, name[0].upper() if name == option.colour else name, number=True)


def _numbers(summary: Summary, question: Question, options: Sequence[Option]) -> Iterator[Cell]:
    if question.id in summary.hidden:
        yield from [HIDDEN] * (5 + len(options))
        return
    counts, shares = summary.answers[question.id], summary.shares(question)
    yield f"{summary.answered(question):,}"
    yield f"{summary.missing(question):,}"
    for option in options:
        number = f"{counts[option.id]:,}"
        yield f"{number} ({shares[option.id]:.0%})" if option.id in shares else number
    for statistic in (summary.means, summary.medians, summary.agreements):
        number_or_none = statistic[question.id]
        yield _NONE if number_or_none is None else f"{round(number_or_none, 2):g}"


def _group_columns(
    group_by: Sequence[str], instrument: Instrument, levels: Levels
) -> Iterator[tuple[Column, float]]:
    for name in group_by:
        yield Column(name), 2.4
    yield Column("Records", number=True), 1.2
    for level in by_rank(instrument.level_ids, levels):
        yield Column(str(mark(level)), level.symbol, number=True), 1.2
    yield Column("no level yet", "-", number=True), 1.2
    if instrument.adds_points:
        for n, question in enumerate(instrument.questions, 1):
            yield Column(question.title, str(n), "Medians", number=True), 1.8
    yield Column("Widest split"), 2.4


def _group_row(values: Group, summary: Summary, levels: Levels) -> tuple[Cell, ...]:
    ranked = by_rank(summary.level_counts, levels)
    numbers = (*(summary.level_counts[level.id] for level in ranked), summary.unfinished)
    questions = summary.instrument.questions if summary.instrument.adds_points else ()
    titles = widest(summary)
    places = [str(n) for n, question in enumerate(questions, 1) if question.title in titles]
    return (
        *named(values),
        HIDDEN if summary.all_hidden else f"{summary.records:,}",
        *(HIDDEN if summary.levels_hidden else f"{number:,}" for number in numbers),
        *(_median(summary, question) for question in questions),
        Phrase(" and ".join(titles), " and ".join(places)) if titles else _NONE,
    )


def _median(summary: Summary, question: Question) -> Cell:
    median = summary.medians[question.id]
    if question.id in summary.hidden:
        return HIDDEN
    return _NONE if median is None else f"{median:g}"


def named(values: Group) -> tuple[str, ...]:
    """Return the values of a group, with a word for an empty one."""
    return tuple(value or "(empty)" for value in values)
