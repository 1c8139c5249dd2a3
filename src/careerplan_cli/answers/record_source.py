"""Where records come from: an answer file with one respondent, or a table with many."""

from collections.abc import Iterator, Sequence

from careerplan_cli.answers.sources import ReadOptions
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.errors import FileError
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.result import RESPONDENT_COLUMNS, Record, Result
from careerplan_cli.text.printable import one_line


class ResultsError(FileError):
    """A file holds results that were written earlier, in a form without columns of answers."""


class RecordSource:
    """The records of one file, in order, read once; `shown` is what messages call the file.

    `answer_set` has what the only respondent of an answer file said, and is None for a table.
    A table has `answer_columns`, the name of the column that answers each question, and
    `other_columns`, the names of all others, each once (`other_titles`: as they stand there).
    `notice` has what to know of how the file is read. `size` is how many bytes there are to read,
    None where that is not known, and `bytes_read` how many of them have been. `blank_rows` and
    `unanswered_rows`, which have no answer, are left out and counted. `read_as` has the options
    that read a table in the same way. `group_columns` are the columns of its records (see
    `Record.value`) that they can be grouped by. A table may have a `respondent_column`, which says
    who answered.
    """

    shown: str
    instrument: Instrument
    answer_set: AnswerSet | None = None
    answer_columns: Sequence[str] = ()
    other_columns: Sequence[str] = ()
    other_titles: Sequence[str] = ()
    group_columns: Sequence[str] = RESPONDENT_COLUMNS
    respondent_column: str | None = None
    notice: str = ""
    holds_results: bool = False
    size: int | None = 0
    bytes_read: int = 0
    blank_rows: int = 0
    unanswered_rows: int = 0
    read_as: ReadOptions | None = None

    def group_column(self, name: str) -> str | None:
        """Return which of `group_columns` a name means; None if none."""
        return next((known for known in (name, name.lower()) if known in self.group_columns), None)

    def records(self) -> Iterator[Record]:
        """Yield each record; raise `FileError` where the file cannot be read to its end."""
        raise NotImplementedError

    def set_aside(self) -> None:
        """Close the file until the records are read, if it can be opened again."""
        return

    def close(self) -> None:
        """Close the file, if it is open."""
        return


class ListedRecords(RecordSource):
    """Records of one file that were read before, at least one."""

    def __init__(self, records: Sequence[Record]) -> None:
        first = records[0]
        self.shown = one_line(first.file)
        self.instrument = first.instrument
        if first.result and first.row is None:
            self.answer_set = first.result.answer_set
        if names := dict.fromkeys(name for record in records for name in record.columns):
            self.other_columns = self.other_titles = tuple(names)
            self.group_columns = (*names, *RESPONDENT_COLUMNS)
        self._records = records

    def records(self) -> Iterator[Record]:
        """Yield the records."""
        yield from self._records


def only_record(file: str, result: Result) -> Record:
    """Return the record of an answer file."""
    answers = result.answer_set
    return Record(
        file=file,
        row=None,
        instrument=result.instrument,
        district=answers.district,
        respondent=answers.respondent,
        date=answers.date.isoformat() if answers.date else None,
        columns={},
        result=result,
    )
