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
    document,
    table,
)
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.model.result import Record, Summary
from careerplan_cli.pages.groups import HIDDEN, group_tables, page_wide, question_tables, widest
from careerplan_cli.pages.pictures import level_counts, question_bars
from careerplan_cli.pages.texts import (
    Levels,
    answered_by,
    colour_of,
    mark,
    options_of,
    possible_levels,
)
from careerplan_cli.scoring.statistics import Group

_NONE = "-"

_NAMING = ("name", "school", "district", "office")
"""The last words of the names of columns that say whose answers a record has."""

_MOST_NAMES = 2
"""How many such columns name a record."""


def summary_page(
    records: Sequence[Record],
    summaries: Sequence[Summary],
    *,
    groups: Sequence[tuple[Group, Summary]] = (),
    group_by: Sequence[str] = (),
    levels: Levels,
    left_out: int = 0,
    most_groups: int | None = None,
    in_detail: bool = False,
    language: str,
) -> Document:
    """Return for each instrument one row a record and the summary, then the groups.

    Without records there are the summaries alone; `left_out` is how many further records have no
    row. `groups` are the values of the columns `group_by`, each with the summary of its records;
    of more than `most_groups` the first are shown. `in_detail` adds a row for each question, and
    for each group and question, with all its numbers.
    """
    shown = groups[:most_groups]
    blocks = [*_summaries(records, summaries, levels, left_out, in_detail=in_detail)]
    if groups:
        blocks += group_tables(shown, group_by, levels, in_detail=in_detail)
    if len(shown) < len(groups):
        blocks.append(
            Paragraph(
                f"These are the first {len(shown):,} of {len(groups):,} groups; --summary-only "
                "--output groups.csv has all of them."
            )
        )
    return document(blocks, language)


def _summaries(
    records: Sequence[Record],
    summaries: Sequence[Summary],
    levels: Levels,
    left_out: int,
    *,
    in_detail: bool,
) -> Iterator[Block]:
    alone = len(summaries) == 1
    yield Heading(1, summaries[0].instrument.title if alone else "Results")
    for n, summary in enumerate(summaries):
        instrument = summary.instrument
        depth = 2 if alone else 3
        if not alone:
            yield Heading(2, instrument.title)
        yield from _summary(summary, levels, depth, in_detail=in_detail)
        if records:
            own = [record for record in records if record.instrument.id == instrument.id]
            yield Heading(depth, "Record by record")
            yield page_wide(_records(own, instrument, levels))
        if records and left_out and n == 0:
            yield Paragraph(
                f"These are the first {len(records):,} records; --output results.csv has the "
                f"other {left_out:,} too."
            )


def _records(records: Sequence[Record], instrument: Instrument, levels: Levels) -> Table:
    """Return a row a record; a column that would be empty in all of them is left out."""
    several = len({record.file for record in records}) > 1
    known = any(record.district for record in records)
    who = Column("District" if known else "Record")
    columns = [_RecordColumn(who, 2.6, partial(_district, several=several))]
    if any(_respondent(record) != _NONE for record in records):
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
    if record.result:
        return ", ".join(answered_by(record.result)) or _NONE
    return record.respondent or _NONE


def _day(record: Record) -> Cell:
    return (record.date or _NONE)[:10]


def _district(record: Record, several: bool) -> Cell:
    """Return the district; where none is known, the place of the record in the files."""
    if record.district:
        return record.district
    if record.row is None:
        return Phrase(record.file, PurePath(record.file).name)
    if names := _own_names(record):
        return names
    full = f"{record.file} row {record.row}"
    name = PurePath(record.file).name
    return Phrase(full, f"{name} row {record.row}" if several else f"row {record.row}")


def _own_names(record: Record) -> str:
    """Return what a table calls a record, by its columns for names and schools; nothing without."""
    words = {name: name.casefold().split() for name in record.columns}
    named = [record.columns[n] for n, w in words.items() if w and w[-1] in _NAMING]
    return ", ".join(value.strip() for value in named[:_MOST_NAMES] if value.strip())


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


def _summary(summary: Summary, levels: Levels, depth: int, *, in_detail: bool) -> Iterator[Block]:
    if summary.all_hidden:
        yield Paragraph("All numbers are hidden: they are of too few people.")
        return
    if not summary.levels_hidden:
        counts = level_counts(summary, levels)
        yield Heading(depth, counts.title)
        yield counts
    if summary.instrument.adds_points:
        yield Heading(depth, "Median of each area")
        rows = [_median(question, summary) for question in summary.instrument.questions]
        yield table("Median of each area", ("Area", "Median", "Answer"), rows, 3, 1, 2)
    bars = question_bars(summary)
    yield Heading(depth, bars.title)
    yield bars
    if titles := widest(summary):
        yield Paragraph(f"The widest split is in {' and '.join(titles)}.")
    if in_detail:
        yield Heading(depth, "Question by question")
        yield from question_tables(summary)


def _median(question: Question, summary: Summary) -> tuple[Cell, ...]:
    median = summary.medians[question.id]
    if question.id in summary.hidden:
        return question.title, HIDDEN, ""
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
