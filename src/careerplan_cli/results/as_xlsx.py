"""Results as an Excel workbook: the records, their summaries, and those of their groups."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Any, BinaryIO, Self

from careerplan_cli.batch import Batch
from careerplan_cli.excel import MOST_ROWS, Value, add_sheet, open_workbook, write_row
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.model.result import Record, Summary
from careerplan_cli.results import writer as base
from careerplan_cli.results.columns import result_columns

BINARY = True

_NARROWEST, _WIDEST = 12, 40
"""How wide a column is, in characters."""

_FITTED_ROWS = 100
"""How many rows the columns are made wide enough for."""


class Writer(base.Writer):
    """Writes a row a record, then the sheets that sum them up; all text stays text."""

    def __init__(self, batch: Batch, file: BinaryIO) -> None:
        super().__init__(batch, file)
        self._columns = result_columns(batch)
        self._widths = [len(name) for name in self._columns.names]
        self._rows = 1
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._book = self._open.enter_context(open_workbook(self.file))
        self._bold = self._book.add_format({"bold": True})
        self._sheet = add_sheet(self._book, "Results")
        self._sheet.freeze_panes(1, 0)
        write_row(self._sheet, 0, self._columns.names, self._bold)
        return self

    def pieces(self) -> Iterator[tuple[Record, str]]:
        """Yield each record with its group."""
        return self.batch.uncounted()

    def add(self, piece: tuple[Record, str]) -> int:
        """Write a record's row and count it: the summary has just what the sheet has.

        Raise `CareerplanError` when the sheet is full.
        """
        if self._rows == MOST_ROWS:
            raise CareerplanError(
                f"An Excel sheet ends after {MOST_ROWS:,} rows, and there are more results.",
                "Nothing was written. Write CSV instead: --output results.csv",
            )
        record, group = piece
        cells = self._columns.row(record)
        write_row(self._sheet, self._rows, cells)
        if self._rows <= _FITTED_ROWS:
            lengths = (len(cell) if isinstance(cell, str) else 0 for cell in cells)
            self._widths = list(map(max, self._widths, lengths))
        self._rows += 1
        self.batch.count(record, group)
        return 1

    def __exit__(self, *error: Any) -> None:
        if any(error):
            self._open.__exit__(*error)
            return
        with self._open:
            for column, width in enumerate(self._widths):
                self._sheet.set_column(column, column, max(_NARROWEST, min(_WIDEST, width + 2)))
            for summary in self.batch.counter.summaries():
                self._add_summary(summary)
            if self.batch.group_by is not None:
                self._add_groups(self.batch.group_by, self.batch.counter.group_summaries())

    def _add_summary(self, summary: Summary) -> None:
        """Add a sheet with what the records to an instrument say together."""
        rows: list[Sequence[Value]] = [("Level", "Records")]
        rows += [(self._titles[id_], number) for id_, number in summary.level_counts.items()]
        rows += [("No level yet", summary.unfinished), ("Cannot be used", summary.unusable), ()]
        heads = (0, len(rows))
        rows.append(("Question", "Answer", "Records", "Median points", "Spread (0 to 0.5)"))
        for question in summary.instrument.questions:
            title: str | None = question.title
            statistics = [summary.medians[question.id], summary.spreads[question.id]]
            for option in question.options:
                number = summary.answers[question.id][option.id]
                rows.append((title, option.label, number, *statistics))
                title, statistics = None, []
        sheet = add_sheet(self._book, f"Summary {summary.instrument.id}", (36, 56, 12, 16, 18))
        for number, row in enumerate(rows):
            write_row(sheet, number, row, self._bold if number in heads else None)

    def _add_groups(self, column: str, groups: Sequence[tuple[str, Summary]]) -> None:
        """Add a sheet for each instrument, with a row for each value of a column."""
        instruments = {summary.instrument.id: summary.instrument for _, summary in groups}
        for instrument in instruments.values():
            levels = [self._titles[id_] for id_ in instrument.level_ids]
            medians = [f"Median: {question.title}" for question in instrument.questions]
            names = [column, "Records", *levels, "No level yet", "Cannot be used", *medians]
            sheet = add_sheet(self._book, f"By {column}", [28, *(18 for _ in names[1:])])
            write_row(sheet, 0, names, self._bold)
            own = [group for group in groups if group[1].instrument.id == instrument.id]
            for row, (value, summary) in enumerate(own, 1):
                counts = [*summary.level_counts.values(), summary.unfinished, summary.unusable]
                cells = [value, summary.records, *counts, *summary.medians.values()]
                write_row(sheet, row, cells)

    @property
    def _titles(self) -> dict[str, str]:
        """The levels' titles by id."""
        return {level.id: level.title for level in self.batch.pack.levels}
