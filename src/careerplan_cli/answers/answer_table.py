"""Opens a table of answers: finds its form, its questions and the columns that answer them."""

from collections.abc import Callable, Iterator, Sequence

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
from careerplan_cli.answers.table import WHOLE, Row, Table, is_blank
from careerplan_cli.model.errors import FileError, Problem, UnknownNameError
from careerplan_cli.model.result import RESPONDENT_COLUMNS, Record
from careerplan_cli.scoring.cached import CachedScorer
from careerplan_cli.text.printable import one_line

CachedScorers = Callable[[], Iterator[CachedScorer]]
"""Yields the scorers of the instruments that a table may answer, the likeliest first."""


class AnswerTable(RecordSource):
    """The table in a source, with the columns that answer the questions that fit it best.

    Once it is closed, its file is opened again where its records are read. Raise `FileError` when
    it is no table or a question has no column.
    """

    def __init__(self, source: Source, scorers: CachedScorers, options: ReadOptions) -> None:
        self.shown = source.shown
        self.size = None if source.format == "xlsx" else source.size
        self._source = source
        self._scorers = scorers
        self._options = options
        self._table: Table | None = None
        table = self._open()
        self._header = table.header
        try:
            self.scorer = _best(table.header, scorers)[1]
            self.instrument = self.scorer.instrument
            self.columns = self._matched(table)
        except BaseException:
            self.close()
            raise
        self.parser = AnswerParser(self.instrument)
        self.answer_columns = [self.columns.names[n] for n in self.columns.answers]
        self.other_columns = [self.columns.names[n] for n in self.columns.others]
        self.other_titles = [self.columns.header[n] for n in self.columns.others]
        self.group_columns = self.other_columns
        self.notice = table.notice
        self.holds_results = self.columns.hold_results(self.instrument)

    def _matched(self, table: Table) -> Columns:
        """Return the columns of a table, with the second row of its header if there is one."""
        ids = tuple(question.id for question in self.instrument.questions)
        for id_ in self._options.columns:
            if id_ not in ids:
                raise UnknownNameError("question", id_, ids)
        columns = match_columns(table.header, self.instrument, self._options.columns, self.shown)
        below = table.peek()
        self._second_header = columns.continues(below)
        if self._second_header:
            columns = columns.with_second_row(below)
            table.skip()
        return columns

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
        if self._table is not None:
            return self._table
        table = self._open()
        if table.header != self._header:
            problem = Problem(self.shown, 0, 0, "has changed while other files were read.")
            raise FileError(problem, advice="Score it again.")
        if self._second_header:
            table.skip()
        return table

    def _open(self) -> Table:
        """Return the table at the row below the header that fits the questions best."""
        self._file = self._source.open()
        try:
            if self._source.format not in ("csv", "tsv"):
                self._file = seekable(self._file)
            table = self._read_header()
        except BaseException:
            self.close()
            raise
        self._table = table
        return table

    def _read_header(self) -> Table:
        form, encoding = self._source.format, self._options.encoding
        if form == "xlsx":
            from careerplan_cli.answers.workbook import Workbook

            return Workbook(self._file, self.shown, self._options.sheet, self._fit)
        if form in ("json", "jsonl"):
            return JsonRecords(self._file, self.shown, encoding, lines=form == "jsonl")
        delimiters = ("\t",) if form == "tsv" else DELIMITERS
        return DelimitedTable(self._file, self.shown, encoding, delimiters, self._fit)

    def _fit(self, header: Sequence[str]) -> float:
        """Return the share of questions named in a header, plus one for each column of --map."""
        known = Columns(tuple(header), ())
        given = sum(known.named(title) is not None for title in self._options.columns.values())
        return given + _best(header, self._scorers)[0]

    def records(self) -> Iterator[Record]:
        """Yield a record for each row with anything in it."""
        who = [self.columns.ending_in(name) for name in ("district", "respondent", "date")]
        others = [(self.columns.names[n], n) for n in self.columns.others]
        number = 0
        table = self.open()
        try:
            for row in table.rows():
                self.bytes_read = table.bytes_read
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


def _best(header: Sequence[str], scorers: CachedScorers) -> tuple[float, CachedScorer]:
    """Return the scorer with the greatest share of its questions in a header, and that share."""
    found: list[tuple[float, CachedScorer]] = []
    for scorer in scorers():
        share = count_matches(header, scorer.instrument) / len(scorer.instrument.questions)
        found.append((share, scorer))
        if share == WHOLE:
            break
    return max(found, key=lambda entry: entry[0])
