"""Opens a table of answers: finds its form, its questions and the columns that answer them."""

from collections.abc import Callable, Iterator, Sequence

from careerplan_cli.answers.codes import coded_readers
from careerplan_cli.answers.columns import Columns, count_matches
from careerplan_cli.answers.delimited import DELIMITERS, DelimitedTable
from careerplan_cli.answers.header_rows import Header, read_header
from careerplan_cli.answers.json_records import JsonRecords
from careerplan_cli.answers.parser import AnswerParser, Options
from careerplan_cli.answers.record_source import RecordSource
from careerplan_cli.answers.sources import ReadOptions, Source, seekable
from careerplan_cli.answers.table import WHOLE, Row, Table, is_blank
from careerplan_cli.model.errors import FileError, Problem, UnknownNameError
from careerplan_cli.model.result import RESPONDENT_COLUMNS, Record
from careerplan_cli.scoring.cached import CachedScorer
from careerplan_cli.text.printable import one_line

CachedScorers = Callable[[], Iterator[CachedScorer]]
"""Yields the scorers of the instruments that a table may answer, the likeliest first."""

_RESPONDENTS = ("respondent", "email", "emailaddress", "username", "participant", "token")
"""What a column that says who answered may end in, the likeliest first."""


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
            self._readers = coded_readers(self.instrument, options.answers, options.missing)
            header = self._read_columns(table)
        except BaseException:
            self.close()
            raise
        self.columns, self._further, notice = header
        self.read_as = self._as_read(table)
        self._begin(table)
        layout = [(len(at.positions), at.choices) for at in self.columns.questions]
        self.parser = AnswerParser(self._readers, layout)
        self.answer_columns = self.columns.answer_names
        self.other_columns = [self.columns.names[n] for n in self.columns.others]
        self.other_titles = [self.columns.header[n] for n in self.columns.others]
        self.group_columns = [*self.other_columns, "file"]
        found = (self.columns.ending_in(name) for name in _RESPONDENTS)
        respondent = next((n for n in found if n is not None), None)
        self.respondent_column = None if respondent is None else self.columns.names[respondent]
        self.notice = " ".join(filter(None, (table.notice, notice)))
        self.holds_results = self.columns.hold_results(self.instrument)

    def _as_read(self, table: Table) -> ReadOptions:
        """Return the options that read this table in the same way.

        Columns that are joined, or one for each option, are left out: they are found as they were.
        """
        names = Columns(table.header, ()).names
        pairs = zip(self.instrument.questions, self.columns.questions, strict=True)
        found = {
            question.id: names[at.positions[0]]
            for question, at in pairs
            if len(at.positions) == 1 and not at.choices
        }
        columns = {**self._options.columns, **found}
        return self._options._replace(
            instrument=self.instrument.id, columns=columns, sheet=table.sheet
        )

    def _read_columns(self, table: Table) -> Header:
        """Return what the header of a table says."""
        ids = tuple(question.id for question in self.instrument.questions)
        for id_ in self._options.columns:
            if id_ not in ids:
                raise UnknownNameError("question", id_, ids)
        return read_header(table, self.instrument, self._readers, self._options.columns)

    def _begin(self, table: Table) -> None:
        """Go on to the first row of answers of a table."""
        table.skip(self._further)
        table.header = self.columns.header

    def group_column(self, name: str) -> str | None:
        """Return which of `group_columns` a name means; None if none."""
        position = self.group_position(name)
        if position is not None:
            return self.columns.names[position]
        return "file" if name.lower() == "file" else None

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
        self._begin(table)
        return table

    def _open(self) -> Table:
        """Return the table at the row below the header that fits the questions best."""
        self._file = self._source.open()
        try:
            if self._options.encoding or self._source.format not in ("csv", "tsv"):
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

            hidden = not self._options.skip_hidden
            return Workbook(self._file, self.shown, self._options.sheet, self._fit, hidden=hidden)
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
                options, reason = self.answers(row)
                if self.leaves_out(row, options, reason):
                    continue
                number += 1
                district, respondent, date = (_name(row, n) for n in who)
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
        return self.parser.read([row.cells[n] for n in self.columns.answers])

    def leaves_out(self, row: Row, options: Options, reason: str) -> bool:
        """Return whether a row is no record, as it has no answer at all; if so, count it."""
        if reason or any(options):
            return False
        if is_blank(row.cells):
            self.blank_rows += 1
        else:
            self.unanswered_rows += 1
        return True

    def written(self, row: Row) -> dict[str, str]:
        """Return what stands in a row in place of each answer, by question id."""
        return self.parser.written([row.cells[n] for n in self.columns.answers])

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
