"""Scores any number of records, from any number of files, and counts them as they come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from careerplan_cli.answers.record_source import RecordSource
from careerplan_cli.model.errors import FileError, Problem, did_you_mean
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.result import Record
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.scoring.statistics import GroupedCounter
from careerplan_cli.text.printable import one_line


@dataclass(frozen=True)
class Batch:
    """The records of some files, in order; `pack` has the content that they are scored by.

    `counter` counts them as they come, apart by the values of the column `group_by` if it is set.
    `failed` has the errors of files that could not be read, or not to their end.
    """

    pack: ContentPack
    sources: Sequence[RecordSource]
    counter: GroupedCounter
    group_by: str | None = None
    failed: list[FileError] = field(default_factory=list)

    def __enter__(self) -> "Batch":
        return self

    def __exit__(self, *_: object) -> None:
        for source in self.sources:
            source.close()

    @property
    def tables(self) -> list[RecordSource]:
        """The sources that are tables, and no answer files."""
        return [source for source in self.sources if source.answer_set is None]

    @property
    def lone_table(self) -> RecordSource | None:
        """The only source, where that is a table."""
        return self.sources[0] if len(self.sources) == len(self.tables) == 1 else None

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """What is answered, each instrument once, in order of the sources."""
        return tuple({source.instrument.id: source.instrument for source in self.sources}.values())

    @property
    def size(self) -> int | None:
        """How many bytes there are to read; None where that is not known or says little."""
        sizes = [source.size for source in self.sources]
        known = [size for size in sizes if size is not None]
        return sum(known) if len(known) == len(sizes) else None

    @property
    def bytes_read(self) -> int:
        """How many bytes have been read."""
        return sum(source.bytes_read for source in self.sources)

    def refuse_unknown_group(self) -> None:
        """Raise `FileError` where a source has no column to group by."""
        for source in self.sources:
            if self.group_by is not None and source.group_column(self.group_by) is None:
                names = tuple(source.group_columns)
                text = f"has no column {self.group_by!r}{did_you_mean(self.group_by, names)}"
                raise FileError(
                    Problem(source.shown, 0, 0, text),
                    advice=f"--group-by takes: {', '.join(names)}.",
                )

    def __iter__(self) -> Iterator[Record]:
        """Yield every record, counted; the files are read as it goes, once."""
        return self.records()

    def records(self) -> Iterator[Record]:
        """Yield every record, counted."""
        for record, group in self.uncounted():
            self.count(record, group)
            yield record

    def count(self, record: Record, group: str) -> None:
        """Count a record, in its group."""
        if record.result:
            self.counter.add(record.result, group)
        else:
            reason = f"{one_line(record.file)}: {record.reason}"
            self.counter.add_unusable(record.instrument, group, reason)

    def uncounted(self) -> Iterator[tuple[Record, str]]:
        """Yield every record with the value of its column for groups.

        Where one file of several cannot be read to its end, that goes to `failed`; of a lone one
        `FileError` is raised.
        """
        for source in self.sources:
            column = source.group_column(self.group_by) if self.group_by is not None else None
            try:
                for record in source.records():
                    yield record, "" if column is None else record.value(column)
            except FileError as error:
                if len(self.sources) == 1:
                    raise
                advice = f"{error.advice} What stands before it is scored, the rest of it is not."
                self.failed.append(FileError(*error.problems, advice=advice.strip()))
