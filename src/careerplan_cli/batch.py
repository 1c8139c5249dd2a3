"""Scores any number of records, from any number of files, and counts them as they come."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from careerplan_cli.answers.record_source import RecordSource
from careerplan_cli.answers.row_checks import RowChecks
from careerplan_cli.answers.selection import Condition, column_of, conditions
from careerplan_cli.answers.sources import EVERYTHING, Selection
from careerplan_cli.model.errors import CareerplanError, FileError
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.result import Record, Summary
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.scoring.small_groups import hide_small, hide_small_groups
from careerplan_cli.scoring.statistics import Group, GroupedCounter
from careerplan_cli.text.matching import match_key
from careerplan_cli.text.printable import one_line


@dataclass(frozen=True)
class Batch:
    """The records of some files, in order; `pack` has the content that they are scored by.

    `counter` counts those that the `selection` takes as they come, apart by the values of the
    columns `group_by` if there are any. In summaries, numbers of fewer than `min_group` people are
    hidden. `failed` has the errors of files that could not be read, or not to their end.
    """

    pack: ContentPack
    sources: Sequence[RecordSource]
    counter: GroupedCounter
    group_by: tuple[str, ...] = ()
    selection: Selection = EVERYTHING
    min_group: int = 0
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

    @cached_property
    def checks(self) -> tuple[RowChecks, ...]:
        """What is noticed in the records of each source."""
        return tuple(map(RowChecks, self.sources))

    @cached_property
    def conditions(self) -> tuple[Sequence[Condition], ...]:
        """What must hold for the records of each source to be chosen.

        Raise `FileError` where a source does not have the column.
        """
        return tuple(conditions(self.selection, source) for source in self.sources)

    def refuse_unknown_columns(self) -> None:
        """Raise `FileError` where a source does not have a column to group by or to choose by.

        Raise `CareerplanError` where the latest record is asked for, and nothing tells of whom.
        """
        if self.selection.latest_date is not None and self.selection.latest_by is None:
            raise CareerplanError(
                "--latest-date tells which of several records is the latest, but not whose they "
                "are.",
                "Name the column that says who answered: --latest-by Respondent",
            )
        options = [
            *(("--group-by", name) for name in self.group_by),
            ("--latest-by", self.selection.latest_by),
            ("--latest-date", self.selection.latest_date),
        ]
        _ = self.conditions
        for source in self.sources:
            for option, name in options:
                if name is not None:
                    column_of(source, name, option)

    def summaries(self) -> list[Summary]:
        """Return a summary for each instrument that has records, in the order they came."""
        return [hide_small(summary, self.min_group) for summary in self.counter.summaries()]

    def group_summaries(self) -> list[tuple[Group, Summary]]:
        """Return for each group, in order of its values, the summary of its records."""
        return hide_small_groups(self.counter.group_summaries(), self.min_group)

    def __iter__(self) -> Iterator[Record]:
        """Yield every record, counted; the files are read as it goes, once."""
        return self.records()

    def records(self) -> Iterator[Record]:
        """Yield every record that the selection takes, counted."""
        for record, group in self.uncounted():
            self.count(record, group)
            yield record

    def count(self, record: Record, group: Group) -> None:
        """Count a record, in its group."""
        if record.result:
            self.counter.add(record.result, group)
        else:
            reason = f"{one_line(record.file)}: {record.reason}"
            self.counter.add_unusable(record.instrument, group, reason)

    def uncounted(self) -> Iterator[tuple[Record, Group]]:
        """Yield every record that the selection takes, with the values of its columns for groups.

        Where one file of several cannot be read to its end, that goes to `failed`; of a lone one
        `FileError` is raised.
        """
        replaced = self._replaced()
        number = 0
        for source, wanted, checks in zip(self.sources, self.conditions, self.checks, strict=True):
            columns = [column_of(source, name, "--group-by") for name in self.group_by]
            try:
                for record in _chosen(source, wanted):
                    if record is None:
                        self.counter.left_out += 1
                        continue
                    number += 1
                    if number in replaced:
                        self.counter.replaced += 1
                        continue
                    if not checks.done:
                        checks.add([(record.value(column),) for column in checks.columns])
                    yield record, tuple([record.value(column) for column in columns])
            except FileError as error:
                if len(self.sources) == 1:
                    raise
                advice = f"{error.advice} Everything before it is scored; the rest is not."
                self.failed.append(FileError(*error.problems, advice=advice.strip()))

    def _replaced(self) -> set[int]:
        """Return the numbers, among the chosen records, of those that a later one replaces.

        All files are read for it once.
        """
        by, date = self.selection.latest_by, self.selection.latest_date
        if by is None:
            return set()
        from careerplan_cli.answers.latest import Latest

        latest = Latest(date)
        number = 0
        for source, wanted in zip(self.sources, self.conditions, strict=True):
            key_column = column_of(source, by, "--latest-by")
            date_column = column_of(source, date, "--latest-date") if date else ""
            with suppress(FileError):  # it is raised again when the records are read
                for record in _chosen(source, wanted):
                    if record is None:
                        continue
                    number += 1
                    day = record.value(date_column) if date else ""
                    latest.add(number, match_key(record.value(key_column)), day, record.place)
        return latest.replaced()


def _chosen(source: RecordSource, wanted: Sequence[Condition]) -> Iterator[Record | None]:
    """Yield each record of a source for which the conditions hold, None for each other one."""
    for record in source.records():
        holds = all(condition[record.value(condition.column)] for condition in wanted)
        yield record if holds else None
