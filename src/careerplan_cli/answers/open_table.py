"""Opens a table of answers: finds its form, its questions and the columns that answer them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO

from careerplan_cli.answers.columns import AnswerParser, Columns, count_matches, match_columns
from careerplan_cli.answers.delimited import DELIMITERS, DelimitedTable
from careerplan_cli.answers.json_records import JsonRecords
from careerplan_cli.answers.sources import ReadOptions, Source, seekable
from careerplan_cli.answers.table import WHOLE, Fit, Row, Table, is_blank
from careerplan_cli.model.errors import UnknownNameError
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.result import Record
from careerplan_cli.scoring.cached import CachedScorer
from careerplan_cli.text.printable import one_line


@dataclass
class AnswerTable:
    """A table with the questions that it answers, ready to be read once.

    `blank_rows` counts the rows passed over because nothing is in them.
    """

    source: Source
    file: BinaryIO
    table: Table
    columns: Columns
    scorer: CachedScorer
    open_again: "Callable[[], AnswerTable]"
    reader: AnswerParser = field(init=False)
    blank_rows: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.reader = AnswerParser(self.instrument)

    @property
    def instrument(self) -> Instrument:
        """The questions that the table answers."""
        return self.scorer.instrument

    def records(self) -> Iterator[Record]:
        """Yield a record for each row with anything in it.

        A file that was closed is opened again.
        """
        if self.file.closed:
            again = self.open_again()
            self.table, self.file = again.table, again.file
        with self.file:
            yield from self._records()

    def _records(self) -> Iterator[Record]:
        who = [self.columns.ending_in(name) for name in ("district", "respondent", "date")]
        passed = [(self.columns.names[n], n) for n in self.columns.others]
        number = 0
        for row in self.table.rows():
            if not row.fault and is_blank(row.cells):
                self.blank_rows += 1
                continue
            number += 1
            district, respondent, date = (self._name(row, n) for n in who)
            options, reason = self.answers(row)
            yield Record(
                file=self.source.name,
                row=number,
                instrument=self.instrument,
                district=district,
                respondent=respondent,
                date=date,
                columns={name: row.cells[n] for name, n in passed},
                result=None if reason else self.scorer.by_options(options),
                reason=self.placed(row, reason),
                written=self.written(row) if reason else {},
            )

    def answers(self, row: Row) -> tuple[tuple[str | None, ...], str]:
        """Return the answers in a row, and why it cannot be used if that is so."""
        if row.fault:
            return (), row.fault
        return self.reader.read(row.cells[n] for n in self.columns.answers)

    def written(self, row: Row) -> dict[str, str]:
        """Return what stands in a row in place of each answer, by question id."""
        pairs = zip(self.instrument.questions, self.columns.answers, strict=True)
        return {question.id: row.cells[n] for question, n in pairs}

    def placed(self, row: Row, reason: str) -> str:
        """Return a reason with the place of its row in the file; nothing where there is none."""
        unit = "row" if self.source.format == "xlsx" else "line"
        return f"{unit} {row.line}: {reason}" if reason else ""

    def _name(self, row: Row, position: int | None) -> str | None:
        return None if position is None else one_line(row.cells[position]) or None


CachedScorers = Callable[[], Iterator[CachedScorer]]
"""Yields the scorers of the instruments that a table may answer, the likeliest first."""


def open_table(source: Source, scorers: CachedScorers, reading: ReadOptions) -> AnswerTable:
    """Return the table in a source, with its columns matched to the questions that fit best.

    Raise `FileError` when it is no table or a question has no column.
    """

    def fit(header: Sequence[str]) -> float:
        known = Columns(tuple(header), ())
        given = sum(known.named(title) is not None for title in reading.columns.values())
        return given + _best(header, scorers)[0]

    with ExitStack() as on_failure:
        file = on_failure.enter_context(source.open())
        if source.format not in ("csv", "tsv"):
            file = on_failure.enter_context(seekable(file))
        table = _table(source, file, reading, fit)
        scorer = _best(table.header, scorers)[1]
        given = _known(reading.columns, scorer)
        columns = match_columns(table.header, scorer.instrument, given, source.shown)
        if columns.continues(below := table.peek()):
            columns = columns.with_second_row(below)
            table.skip()
        on_failure.pop_all()
    again = partial(open_table, source, scorers, reading)
    return AnswerTable(source, file, table, columns, scorer, again)


def _table(source: Source, file: BinaryIO, reading: ReadOptions, fit: Fit) -> Table:
    if source.format == "xlsx":
        from careerplan_cli.answers.workbook import Workbook

        return Workbook(file, source.shown, reading.sheet, fit)
    if source.format in ("json", "jsonl"):
        lines = source.format == "jsonl"
        return JsonRecords(file, source.shown, reading.encoding, lines=lines)
    delimiters = ("\t",) if source.format == "tsv" else DELIMITERS
    return DelimitedTable(file, source.shown, reading.encoding, delimiters, fit)


def _best(header: Sequence[str], scorers: CachedScorers) -> tuple[float, CachedScorer]:
    """Return the scorer with the greatest share of its questions in a header, and that share."""
    found: list[tuple[float, CachedScorer]] = []
    for scorer in scorers():
        share = count_matches(header, scorer.instrument) / len(scorer.instrument.questions)
        found.append((share, scorer))
        if share == WHOLE:
            break
    return max(found, key=lambda entry: entry[0])


def _known(given: Mapping[str, str], scorer: CachedScorer) -> Mapping[str, str]:
    """Return `given`; raise `UnknownNameError` where it names a question that is not there."""
    ids = tuple(question.id for question in scorer.instrument.questions)
    for id_ in given:
        if id_ not in ids:
            raise UnknownNameError("question", id_, ids)
    return given
