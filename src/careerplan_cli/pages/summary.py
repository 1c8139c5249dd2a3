"""The summary: a table of records, what they say together, and that group by group."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from careerplan_cli.model.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Phrase,
    Table,
    Wide,
    document,
    table,
)
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.model.result import Record, Summary
from careerplan_cli.pages.pictures import level_counts, question_bars
from careerplan_cli.pages.texts import (
    Levels,
    by_rank,
    colour_of,
    mark,
    options_of,
    possible_levels,
)

_CLEAR = 2
"""In how many areas at the most a widest split says something."""

_WIDE = 6
"""From more columns than this on a table takes the long side of the page."""

_NONE = "-"


def summary_page(
    records: Sequence[Record],
    summaries: Sequence[Summary],
    *,
    groups: Sequence[tuple[str, Summary]],
    group_by: str | None,
    levels: Levels,
    left_out: int,
    language: str,
) -> Document:
    """Return for each instrument one row a record and the summary, then the groups.

    Without records there are the summaries alone; `left_out` is how many further records have no
    row. `groups` are the values of the column `group_by`, each with the summary of its records.
    """
    blocks = _summaries(records, summaries, levels, left_out)
    return document((*blocks, *_groups(groups, group_by or "", levels)), language)


def _summaries(
    records: Sequence[Record], summaries: Sequence[Summary], levels: Levels, left_out: int
) -> Iterator[Block]:
    alone = len(summaries) == 1
    yield Heading(1, summaries[0].instrument.title if alone else "Results")
    for n, summary in enumerate(summaries):
        instrument = summary.instrument
        depth = 2 if alone else 3
        if not alone:
            yield Heading(2, instrument.title)
        if records:
            own = [record for record in records if record.instrument.id == instrument.id]
            yield _page_wide(_records(own, instrument, levels))
        if records and left_out and n == 0:
            yield Paragraph(
                f"These are the first {len(records):,} records; --output results.csv has the "
                f"other {left_out:,} too."
            )
        yield from _summary(summary, levels, depth)


def _page_wide(block: Table) -> Block:
    return Wide((block,)) if len(block.head) > _WIDE else block


def _records(records: Sequence[Record], instrument: Instrument, levels: Levels) -> Table:
    """Return a row a record; a column that would be empty in all of them is left out."""
    several = len({record.file for record in records}) > 1
    columns = [_RecordColumn(Column("District"), 2.6, partial(_district, several=several))]
    if any(record.respondent for record in records):
        columns.append(_RecordColumn(Column("Respondent"), 2, _respondent))
    if any(record.date for record in records):
        columns.append(_RecordColumn(Column("Date"), 1.7, _day))
    if instrument.adds_points:
        columns.append(_RecordColumn(Column("Total", number=True), 1.2, _total))
    columns.append(_RecordColumn(Column("Level"), 2.6, partial(_level, levels=levels)))
    columns += _area_columns(instrument) if instrument.adds_points else _option_columns(instrument)
    rows = [[column.cell(record) for column in columns] for record in records]
    heads, widths = [column.head for column in columns], [column.width for column in columns]
    return table(instrument.title, heads, rows, *widths)


@dataclass(frozen=True)
class _RecordColumn:
    """A column of the table of records: its name, its share of the width, and what is in it."""

    head: Column
    width: float
    cell: Callable[[Record], Cell]


def _area_columns(instrument: Instrument) -> Iterator[_RecordColumn]:
    """Yield a column for each area, with the colours of the answers."""
    for n, question in enumerate(instrument.questions):
        yield _RecordColumn(Column(question.title, str(n + 1)), 1.8, partial(_answer, place=n))


def _option_columns(instrument: Instrument) -> Iterator[_RecordColumn]:
    """Yield a column for each option, with how many questions are answered with it."""
    for option in options_of(instrument.questions):
        head = Column(option.label, option.colour[0].upper(), number=True)
        yield _RecordColumn(head, 1.8, partial(_number, option=option.id))


def _answer(record: Record, place: int) -> Cell:
    return colour_of(record.result.questions[place].option) if record.result else ""


def _number(record: Record, option: str) -> Cell:
    return str(record.result.counts[option]) if record.result else ""


def _respondent(record: Record) -> Cell:
    return record.respondent or _NONE


def _day(record: Record) -> Cell:
    return (record.date or _NONE)[:10]


def _district(record: Record, several: bool) -> Cell:
    """Return the district; where none is known, the place of the record in the files."""
    if record.district:
        return record.district
    if record.row is None:
        return Phrase(record.file, PurePath(record.file).name)
    full = f"{record.file} row {record.row}"
    name = PurePath(record.file).name
    return Phrase(full, f"{name} row {record.row}" if several else f"row {record.row}")


def _total(record: Record) -> Cell:
    result = record.result
    if result is None:
        return _NONE
    maximum = result.instrument.maximum
    if result.level is None:
        return Phrase(f"{result.total} of {maximum} so far", f"{result.total} so far")
    return Phrase(f"{result.total} of {maximum}", f"{result.total}/{maximum}")


def _level(record: Record, levels: Levels) -> Cell:
    result = record.result
    if result is None:
        return f"cannot be used, {record.reason}"
    if result.level:
        return mark(levels[result.level])
    answered, questions = result.answered, len(result.questions)
    symbols = " or ".join(levels[id_].symbol for id_ in result.possible_levels)
    return Phrase(
        f"{answered} of {questions} answered, still possible: {possible_levels(result, levels)}",
        f"{answered} of {questions} answered: {symbols}",
    )


def _summary(summary: Summary, levels: Levels, depth: int) -> Iterator[Block]:
    counts, bars = level_counts(summary, levels), question_bars(summary)
    yield Heading(depth, counts.title)
    yield counts
    if summary.instrument.adds_points:
        yield Heading(depth, "Median of each area")
        rows = [_median(question, summary) for question in summary.instrument.questions]
        yield table("Median of each area", ("Area", "Median", "Answer"), rows, 3, 1, 2)
    yield Heading(depth, bars.title)
    yield bars
    if titles := _widest(summary):
        yield Paragraph(f"The widest split is in {' and '.join(titles)}.")


def _median(question: Question, summary: Summary) -> tuple[Cell, ...]:
    median = summary.medians[question.id]
    if median is None:
        return question.title, _NONE, "nobody answered"
    return question.title, f"{median:g} of {question.maximum}", _colours_at(question, median)


def _colours_at(question: Question, median: float) -> Cell:
    """Return the colour that stands for a median, or the two that it lies between."""
    options = sorted(
        (option for option in question.options if option.counts), key=lambda option: option.points
    )
    below = [option for option in options if option.points <= median][-1]
    above = next(option for option in options if option.points >= median)
    if below.colour == above.colour:
        return Phrase(below.colour, colour=below.colour)
    return f"{below.colour} to {above.colour}"


def _widest(summary: Summary) -> list[str]:
    """Return the titles of the areas with the widest split; none where it says too little."""
    widest = summary.widest
    return [question.title for question in widest] if len(widest) <= _CLEAR else []


def _groups(
    groups: Sequence[tuple[str, Summary]], group_by: str, levels: Levels
) -> Iterator[Block]:
    """Yield for each instrument a table with the levels, medians and widest split of each group."""
    instruments = {summary.instrument.id: summary.instrument for _, summary in groups}
    for instrument in instruments.values():
        own = [(name, found) for name, found in groups if found.instrument.id == instrument.id]
        title = f"By {group_by}: {instrument.title}"
        yield Heading(2, title)
        columns, widths = zip(*_group_columns(instrument, levels), strict=True)
        rows = [_group_row(name, summary, levels) for name, summary in own]
        yield _page_wide(table(title, columns, rows, *widths))


def _group_columns(instrument: Instrument, levels: Levels) -> Iterator[tuple[Column, float]]:
    yield Column("Group"), 2.4
    yield Column("Records", number=True), 1.2
    for level in by_rank(instrument.level_ids, levels):
        yield Column(str(mark(level)), level.symbol, number=True), 1.2
    yield Column("no level yet", "-", number=True), 1.2
    if instrument.adds_points:
        for n, question in enumerate(instrument.questions, 1):
            yield Column(question.title, str(n), "Medians", number=True), 1.8
    yield Column("Widest split"), 2.4


def _group_row(name: str, summary: Summary, levels: Levels) -> tuple[Cell, ...]:
    ranked = by_rank(summary.level_counts, levels)
    numbers = (*(summary.level_counts[level.id] for level in ranked), summary.unfinished)
    medians = summary.medians.values() if summary.instrument.adds_points else ()
    questions = summary.instrument.questions
    titles = _widest(summary)
    places = [str(n) for n, question in enumerate(questions, 1) if question.title in titles]
    short = " and ".join(places) if summary.instrument.adds_points else ""
    return (
        name or "(empty)",
        f"{summary.records:,}",
        *(f"{number:,}" for number in numbers),
        *(_NONE if median is None else f"{median:g}" for median in medians),
        Phrase(" and ".join(titles), short) if titles else _NONE,
    )
