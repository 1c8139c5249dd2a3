"""Opens a table of answers: finds its form, its questions and the columns that answer them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import BinaryIO

from careerplan_cli.answers.columns import (
    AnswerParser,
    Columns,
    Options,
    count_matches,
    match_columns,
)
from careerplan_cli.answers.delimited import DELIMITERS, DelimitedTable
from careerplan_cli.answers.json_records import JsonRecords
from careerplan_cli.answers.record_source import RecordSource
from careerplan_cli.answers.sources import ReadOptions, Source, seekable
from careerplan_cli.answers.table import WHOLE, Fit, Row, Table, is_blank
from careerplan_cli.model.errors import FileError, Problem, UnknownNameError
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.result import RESPONDENT_COLUMNS, Record
from careerplan_cli.scoring.cached import CachedScorer
from careerplan_cli.text.printable import one_line

CachedScorers = Callable[[], Iterator[CachedScorer]]
"""Yields the scorers of the instruments that a table may answer, the likeliest first."""


def open_table(source: Source, scorers: CachedScorers, options: ReadOptions) -> "AnswerTable":
    """Return the table in a source, with its columns matched to the questions that fit best.

    Raise `FileError` when it is no table or a question has no column.
    """

    def fit(header: Sequence[str]) -> float:
        known = Columns(tuple(header), ())
        given = sum(known.named(title) is not None for title in options.columns.values())
        return given + _best(header, scorers)[0]

    table, file = _open(source, options, fit)
    with ExitStack() as on_failure:
        on_failure.push(file)
        scorer = _best(table.header, scorers)[1]
        _refuse_unknown_questions(options.columns, scorer.instrument)
        columns = match_columns(table.header, scorer.instrument, options.columns, source.shown)
        if second_header := columns.continues(below := table.peek()):
            columns = columns.with_second_row(below)
            table.skip()
        on_failure.pop_all()
    return AnswerTable(source, options, scorer, columns, table, file, second_header=second_header)


class AnswerTable(RecordSource):
    """A table, with the columns that answer the questions of an instrument.

    Once it is closed, its file is opened again where its records are read.
    """

    def __init__(
        self,
        source: Source,
        options: ReadOptions,
        scorer: CachedScorer,
        columns: Columns,
        table: Table,
        file: BinaryIO,
        *,
        second_header: bool,
    ) -> None:
        self.shown = source.shown
        self.instrument = scorer.instrument
        self.answer_columns = [columns.names[n] for n in columns.answers]
        self.other_columns = [columns.names[n] for n in columns.others]
        self.other_titles = [columns.header[n] for n in columns.others]
        self.group_columns = self.other_columns
        self.notice = table.notice
        self.holds_results = columns.hold_results(scorer.instrument)
        self.size = None if source.format == "xlsx" else source.size
        self.scorer = scorer
        self.columns = columns
        self.parser = AnswerParser(scorer.instrument)
        self._source = source
        self._options = options
        self._header = table.header
        self._second_header = second_header
        self._table: Table | None = table
        self._file = file

    def group_column(self, name: str) -> str | None:
        """Return which of `group_columns` a name means; None if none."""
        position = self.group_position(name)
        return None if position is None else self.columns.names[position]

    def group_position(self, name: str) -> int | None:
        """Return the position of the other column that a name means; None if none.

        A district, respondent or date is found as in the results, by the end of a column's name.
        """
        position = self.columns.named(name)
        if position is None and name.lower() in RESPONDENT_COLUMNS:
            position = self.columns.ending_in(name.lower())
        return position if position in self.columns.others else None

    def set_aside(self) -> None:
        """Close the file until the records are read, if it can be opened again."""
        if not self._source.stream:
            self.close()

    def close(self) -> None:
        """Close the file, if it is open."""
        self._table = None
        self._file.close()

    def open(self) -> Table:
        """Return the table at its first row of answers; its file is opened where it is closed."""
        if self._table is None:
            header = self._header

            def fit(row: Sequence[str]) -> float:
                return WHOLE if tuple(row[: len(header)]) == header else 0

            self._table, self._file = _open(self._source, self._options, fit)
            if self._table.header != header:
                problem = Problem(self.shown, 0, 0, "has changed while other files were read.")
                raise FileError(problem, advice="Score it again.")
            if self._second_header:
                self._table.skip()
        return self._table

    def records(self) -> Iterator[Record]:
        """Yield a record for each row with anything in it."""
        who = [self.columns.ending_in(name) for name in ("district", "respondent", "date")]
        others = [(self.columns.names[n], n) for n in self.columns.others]
        number = 0
        table = self.open()
        try:
            for row in table.rows():
                self.bytes_read = table.read
                if not row.fault and is_blank(row.cells):
                    self.blank_rows += 1
                    continue
                number += 1
                district, respondent, date = (_name(row, n) for n in who)
                options, reason = self.answers(row)
                yield Record(
                    file=self._source.name,
                    row=number,
                    instrument=self.instrument,
                    district=district,
                    respondent=respondent,
                    date=date,
                    columns={name: row.cells[n] for name, n in others},
                    result=None if reason else self.scorer.by_options(options),
                    reason=self.placed(row, reason),
                    written=self.written(row) if reason else {},
                )
        finally:
            self.close()

    def answers(self, row: Row) -> tuple[Options, str]:
        """Return the answers in a row, and why it cannot be used if that is so."""
        if row.fault:
            return (), row.fault
        return self.parser.read(row.cells[n] for n in self.columns.answers)

    def written(self, row: Row) -> dict[str, str]:
        """Return what stands in a row in place of each answer, by question id."""
        pairs = zip(self.instrument.questions, self.columns.answers, strict=True)
        return {question.id: row.cells[n] for question, n in pairs}

    def placed(self, row: Row, reason: str) -> str:
        """Return a reason with the place of its row in the file; nothing where there is none."""
        unit = "row" if self._source.format == "xlsx" else "line"
        return f"{unit} {row.line}: {reason}" if reason else ""


def _name(row: Row, position: int | None) -> str | None:
    return None if position is None else one_line(row.cells[position]) or None


def _open(source: Source, options: ReadOptions, fit: Fit) -> tuple[Table, BinaryIO]:
    """Return the table in a source, at the row below its header, and the file that it reads."""
    with ExitStack() as on_failure:
        file = on_failure.enter_context(source.open())
        if source.format not in ("csv", "tsv"):
            file = on_failure.enter_context(seekable(file))
        table = _table(source, file, options, fit)
        on_failure.pop_all()
    return table, file


def _table(source: Source, file: BinaryIO, options: ReadOptions, fit: Fit) -> Table:
    if source.format == "xlsx":
        from careerplan_cli.answers.workbook import Workbook

        return Workbook(file, source.shown, options.sheet, fit)
    if source.format in ("json", "jsonl"):
        lines = source.format == "jsonl"
        return JsonRecords(file, source.shown, options.encoding, lines=lines)
    delimiters = ("\t",) if source.format == "tsv" else DELIMITERS
    return DelimitedTable(file, source.shown, options.encoding, delimiters, fit)


def _best(header: Sequence[str], scorers: CachedScorers) -> tuple[float, CachedScorer]:
    """Return the scorer with the greatest share of its questions in a header, and that share."""
    found: list[tuple[float, CachedScorer]] = []
    for scorer in scorers():
        share = count_matches(header, scorer.instrument) / len(scorer.instrument.questions)
        found.append((share, scorer))
        if share == WHOLE:
            break
    return max(found, key=lambda entry: entry[0])


def _refuse_unknown_questions(columns: Mapping[str, str], instrument: Instrument) -> None:
    """Raise `UnknownNameError` where columns are named for questions that are not there."""
    ids = tuple(question.id for question in instrument.questions)
    for id_ in columns:
        if id_ not in ids:
            raise UnknownNameError("question", id_, ids)
