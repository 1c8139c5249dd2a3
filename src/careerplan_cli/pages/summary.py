"""The summary: a table of records, what they say together, and that group by group."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
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

_NAMING = {"name", "office", "school"}
"""The words in the names of columns that say whose answers a record has."""

_LONGEST_NAME = 6
"""A column with more words in its name asks for something else."""

_MOST_NAMES = 2
"""How many such columns name a record, that of the respondent among them."""


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
    columns = _who_columns(records)
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


def _who_columns(records: Sequence[Record]) -> list[_RecordColumn]:
    """Return the columns that say whose answers a record has, at least one.

    They are the district, those of a table for names and schools, and the respondent; where a
    record has none of these, the first says where it stands in the files.
    """
    known = any(record.district for record in records)
    answering = any(_respondent(record) != _NONE for record in records)
    names = _naming_columns(records)[: _MOST_NAMES - answering]
    columns = [_RecordColumn(Column(name), 2.2, partial(_value, name=name)) for name in names]
    if answering:
        columns.append(_RecordColumn(Column("Respondent"), 2, _respondent))
    place = partial(_place, several=len({record.file for record in records}) > 1)
    if known or not columns or any(record.row is None for record in records):
        head = Column("District" if known else "Record")
        return [_RecordColumn(head, 2.6, lambda record: record.district or place(record)), *columns]
    first, *others = columns

    def first_or_place(record: Record) -> Cell:
        empty = all(column.cell(record) in ("", _NONE) for column in columns)
        return place(record) if empty else first.cell(record)

    return [replace(first, cell=first_or_place), *others]


def _naming_columns(records: Sequence[Record]) -> list[str]:
    """Return the columns of tables for names and schools that tell records apart."""
    found: dict[str, set[str]] = {}
    for record in records:
        for name in filter(_names_somebody, record.columns):
            found.setdefault(name, set()).add(record.columns[name].strip())
    return [
        name
        for name, values in found.items()
        if any(values) and (len(values) > 1 or len(records) == 1)
    ]


@cache
def _names_somebody(column: str) -> bool:
    words = re.findall(r"[^\W_]+", column.casefold())
    return len(words) <= _LONGEST_NAME and not _NAMING.isdisjoint(words)


def _value(record: Record, name: str) -> Cell:
    return record.columns.get(name, "").strip()


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
    told = answered_by(record.result) if record.result else []
    return ", ".join(told) or record.respondent or _NONE


def _day(record: Record) -> Cell:
    return (record.date or _NONE)[:10]


def _place(record: Record, several: bool) -> Cell:
    """Return where a record stands: its file, its row, or both where there are several files."""
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
