"""Scores any number of records: counts them as they pass, gives their results piece by piece."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from careerplan_cli.model.errors import FileError, Problem, did_you_mean
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.result import Record
from careerplan_cli.results.columns import ResultColumns
from careerplan_cli.results.listing import Listing
from careerplan_cli.scoring.statistics import GroupedCounter
from careerplan_cli.text.printable import one_line

if TYPE_CHECKING:
    from careerplan_cli.answers.open_table import AnswerTable

_WHO = ("file", "district", "respondent", "date")
"""What an answer file tells beside the answers."""


@dataclass(frozen=True)
class Batch:
    """Records and tables of records, in order.

    `tallies` counts them as they pass, apart by the values of the column `group_by` if it is set.
    `failed` has the errors of tables that could not be read to their end.
    """

    entries: "Sequence[Record | AnswerTable]"
    tallies: GroupedCounter
    group_by: str | None = None
    failed: list[FileError] = field(default_factory=list)

    def __enter__(self) -> "Batch":
        return self

    def __exit__(self, *_: object) -> None:
        """Close the tables' files."""
        for table in self.tables:
            table.file.close()

    @property
    def tables(self) -> "list[AnswerTable]":
        """The tables among the entries."""
        return [entry for entry in self.entries if not isinstance(entry, Record)]

    @property
    def answer_files(self) -> list[Record]:
        """The records of answer files among the entries."""
        return [entry for entry in self.entries if isinstance(entry, Record)]

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """The questions that are answered, each once, in order of the entries."""
        return tuple({entry.instrument.id: entry.instrument for entry in self.entries}.values())

    @property
    def columns(self) -> ResultColumns:
        """The columns of the results as a table."""
        tables = self.tables
        if len(tables) == len(self.entries) == 1:
            header = tables[0].columns.header
            passed = tuple(header[n] for n in tables[0].columns.others)
            return ResultColumns(self.instruments, passed, alone=True)
        names = (table.columns.names[n] for table in tables for n in table.columns.others)
        return ResultColumns(self.instruments, tuple(dict.fromkeys(names)))

    @property
    def size(self) -> int | None:
        """How many bytes the tables have; None where that is not known or says little."""
        sizes = [table.source.size for table in self.tables if table.source.format != "xlsx"]
        known = [size for size in sizes if size is not None]
        return sum(known) if known and len(known) == len(self.tables) else None

    @property
    def read(self) -> int:
        """How many bytes of the tables have been read."""
        return sum(table.table.read for table in self.tables)

    def refuse_unknown_group(self) -> None:
        """Raise `FileError` where an entry has no column to group by."""
        for entry in self.entries:
            names = _names(entry)
            if self.group_by is not None and _named(entry, self.group_by) is None:
                file = entry.file if isinstance(entry, Record) else entry.source.shown
                text = f"has no column {self.group_by!r}{did_you_mean(self.group_by, names)}"
                raise FileError(
                    Problem(file, 0, 0, text), advice=f"--group-by takes: {', '.join(names)}."
                )

    def records(self) -> Iterator[Record]:
        """Yield every record.

        Where a table among others cannot be read to its end, that goes to `failed`; of a lone one
        `FileError` is raised.
        """
        for entry in self.entries:
            group = _named(entry, self.group_by) if self.group_by is not None else None
            try:
                for record in [entry] if isinstance(entry, Record) else entry.records():
                    self._count(record, _value(record, group) if group is not None else "")
                    yield record
            except FileError as error:
                if len(self.entries) == 1:
                    raise
                advice = f"{error.advice} What stands before it is scored, the rest of it is not."
                self.failed.append(FileError(*error.problems, advice=advice.strip()))

    def _count(self, record: Record, group: str) -> None:
        if record.result:
            self.tallies.add(record.result, group)
        else:
            reason = f"{one_line(record.file)}: {record.reason}"
            self.tallies.add_unusable(record.instrument, group, reason)

    def pieces(self, listing: Listing, *, as_csv: bool) -> Iterator[tuple[str, int]]:
        """Yield the items of a listing in pieces, each with how many records it holds.

        A lone table in text goes to CSV the short way.
        """
        table = self.tables[0] if self.columns.alone else None
        if not as_csv or not table:
            return listing.pieces(self.records())
        from careerplan_cli.answers.delimited import DelimitedTable
        from careerplan_cli.results.fast_csv import FastCsv

        if isinstance(table.table, DelimitedTable):
            group = None if self.group_by is None else _position(table, self.group_by)
            recognition = FastCsv(table, table.table, self.columns, group)
            return recognition.lines(self.tallies)
        return listing.pieces(self.records())


def _names(entry: "Record | AnswerTable") -> tuple[str, ...]:
    """Return the names of the columns that answer no question."""
    if isinstance(entry, Record):
        return _WHO
    return tuple(entry.columns.names[n] for n in entry.columns.others)


def _named(entry: "Record | AnswerTable", column: str) -> str | None:
    """Return the name that an entry has for a column; None where it has none."""
    if isinstance(entry, Record):
        return column.lower() if column.lower() in _WHO else None
    position = _position(entry, column)
    return None if position is None else entry.columns.names[position]


def _position(table: "AnswerTable", column: str) -> int | None:
    """Return the position of a column that answers no question, by its name.

    A district, respondent or date is found as in the results, by the end of a column's name.
    """
    position = table.columns.named(column)
    if position is None and column.lower() in _WHO:
        position = table.columns.ending_in(column.lower())
    return position if position in table.columns.others else None


def _value(record: Record, column: str) -> str:
    if column in record.columns:
        return record.columns[column]
    known = (record.file, record.district, record.respondent, record.date)
    return dict(zip(_WHO, known, strict=True)).get(column) or ""
