"""Results as CSV, one row a record, or a group and question; `docs/formats.md` has the columns."""

from collections.abc import Iterator
from typing import BinaryIO

from careerplan_cli.batch import Batch
from careerplan_cli.model.result import Record, Result
from careerplan_cli.results.columns import result_columns
from careerplan_cli.results.summary_table import summary_table
from careerplan_cli.results.writer import TextPiece, TextWriter
from careerplan_cli.text.csv_text import csv_line, csv_start

_MOST_KEPT = 10_000
"""For how many different ways to answer the cells are kept."""


class Writer(TextWriter):
    """Writes a row a record; a lone table in text takes the fast way of `fast_csv`."""

    def __init__(self, batch: Batch, file: BinaryIO) -> None:
        super().__init__(batch, file)
        self._columns = result_columns(batch)
        self._kept: dict[tuple[str | None, ...], str] = {}
        self.head = csv_line(self._columns.names)

    def pieces(self) -> Iterator[TextPiece]:
        """Yield the lines of results in pieces of some size."""
        if self.batch.lone_table:
            from careerplan_cli.results.fast_csv import fast_csv

            if fast := fast_csv(self.batch):
                return fast.pieces()
        return super().pieces()

    def item(self, record: Record) -> str:
        """Return the line of a record."""
        if record.result is None:
            return csv_line(self._columns.row(record))
        return csv_start(self._columns.leading_cells(record)) + self._result_text(record.result)

    def _result_text(self, result: Result) -> str:
        """Return the cells that tell what answers say, as the end of a line."""
        answers = (result.instrument.id, *result.option_ids)
        if (text := self._kept.get(answers)) is None:
            text = csv_line(self._columns.result_cells(result))
            if len(self._kept) < _MOST_KEPT:
                self._kept[answers] = text
        return text


def summary(batch: Batch) -> str:
    """Return the summaries of a batch, or of its groups, with a row for each question."""
    table = summary_table(batch)
    return "".join(map(csv_line, (table.names, *table.rows())))
