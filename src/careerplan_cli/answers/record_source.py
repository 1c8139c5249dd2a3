"""Where records come from: an answer file with one respondent, or a table with many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.result import RESPONDENT_COLUMNS, Record
from careerplan_cli.text.printable import one_line


class RecordSource(Protocol):
    """The records of one file, which are read in order, once."""

    @property
    def shown(self) -> str:
        """What messages call the file."""

    @property
    def instrument(self) -> Instrument:
        """What its records answer."""

    @property
    def answer_set(self) -> AnswerSet | None:
        """The answers of an answer file's only respondent; None for a table."""

    @property
    def answer_columns(self) -> Sequence[str]:
        """The name of the column that answers each question, in order; none in an answer file."""

    @property
    def other_columns(self) -> Sequence[str]:
        """The names of a table's other columns, each once; none in an answer file."""

    @property
    def other_titles(self) -> Sequence[str]:
        """The titles of the other columns as they stand in the table, whether empty or repeated."""

    def group_column(self, name: str) -> str | None:
        """Return which column of its records (see `Record.value`) a name means; None if none."""

    @property
    def group_columns(self) -> Sequence[str]:
        """The names of all columns that `group_column` knows."""

    @property
    def notice(self) -> str:
        """What to know of how the file is read; nothing if there is nothing."""

    @property
    def holds_results(self) -> bool:
        """Whether it is a table of results that was written earlier."""

    @property
    def size(self) -> int | None:
        """How many bytes there are to read; None where that is not known or says little."""

    @property
    def bytes_read(self) -> int:
        """How many bytes have been read."""

    @property
    def blank_rows(self) -> int:
        """How many of the rows read were left out because nothing is in them."""

    def records(self) -> Iterator[Record]:
        """Yield each record; raise `FileError` where the file cannot be read to its end."""

    def set_aside(self) -> None:
        """Close the file until the records are read, if it can be opened again."""

    def close(self) -> None:
        """Close the file, if it is open."""


@dataclass(frozen=True)
class AnswerFileSource:
    """The one record of an answer file, which is read and scored already."""

    record: Record
    answer_set: AnswerSet

    answer_columns: ClassVar[Sequence[str]] = ()
    other_columns: ClassVar[Sequence[str]] = ()
    other_titles: ClassVar[Sequence[str]] = ()
    group_columns: ClassVar[Sequence[str]] = RESPONDENT_COLUMNS
    notice: ClassVar[str] = ""
    holds_results: ClassVar[bool] = False
    size: ClassVar[int | None] = 0
    bytes_read: ClassVar[int] = 0
    blank_rows: ClassVar[int] = 0

    @property
    def shown(self) -> str:
        """What messages call the file."""
        return one_line(self.record.file)

    @property
    def instrument(self) -> Instrument:
        """What the record answers."""
        return self.record.instrument

    def group_column(self, name: str) -> str | None:
        """Return which column of the record a name means; None if none."""
        return name.lower() if name.lower() in self.group_columns else None

    def records(self) -> Iterator[Record]:
        """Yield the record."""
        yield self.record

    def set_aside(self) -> None:
        """Do nothing: the file is read already."""

    close = set_aside


@dataclass(frozen=True)
class ListedRecords:
    """Records of one file that were read before, at least one."""

    listed: tuple[Record, ...]

    answer_columns: ClassVar[Sequence[str]] = ()
    notice: ClassVar[str] = ""
    holds_results: ClassVar[bool] = False
    size: ClassVar[int | None] = 0
    bytes_read: ClassVar[int] = 0
    blank_rows: ClassVar[int] = 0

    @property
    def shown(self) -> str:
        """What messages call the file."""
        return one_line(self.listed[0].file)

    @property
    def instrument(self) -> Instrument:
        """What the records answer."""
        return self.listed[0].instrument

    @property
    def answer_set(self) -> AnswerSet | None:
        """The answers of an answer file's only respondent; None for a table."""
        first = self.listed[0]
        return first.result.answer_set if first.result and first.row is None else None

    @property
    def other_columns(self) -> tuple[str, ...]:
        """The names of all columns that a record has, each once."""
        return tuple(dict.fromkeys(name for record in self.listed for name in record.columns))

    other_titles = other_columns

    @property
    def group_columns(self) -> tuple[str, ...]:
        """The names of the columns by which the records can be grouped."""
        return (*self.other_columns, *RESPONDENT_COLUMNS)

    def group_column(self, name: str) -> str | None:
        """Return the column of the records that has this name; None if none has."""
        return name if name in self.group_columns else None

    def records(self) -> Iterator[Record]:
        """Yield the records."""
        yield from self.listed

    def set_aside(self) -> None:
        """Do nothing: there is no file."""

    close = set_aside
