"""Results as an Excel workbook: the records, their summaries, and those of their groups."""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from io import BytesIO
from typing import Any, BinaryIO, Self

from careerplan_cli.batch import Batch
from careerplan_cli.excel import Sheet, Value, open_workbook
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.model.result import Record, Summary
from careerplan_cli.results import writer as base
from careerplan_cli.results.columns import result_columns
from careerplan_cli.results.summary_table import summary_table
from careerplan_cli.scoring.statistics import Group

BINARY = True

_LOOKED_AT = 100
"""How many rows tell how wide a column is, and whether it holds numbers."""

# What Excel shows and stores just as it is written: `12`, `-3.5`, not `007`, `1.50` or `+1`.
_NUMBER = re.compile(r"(?!-0\Z)-?(?:0|[1-9]\d{0,10})(?:\.\d{0,3}[1-9])?")

_NO_ROOM = "Nothing was written. Write CSV instead: --output results.csv"


class Writer(base.Writer):
    """Writes a row a record, then the sheets that sum them up.

    Text stays text, but for columns of which each of the first cells is a number.
    """

    def __init__(self, batch: Batch, file: BinaryIO) -> None:
        super().__init__(batch, file)
        self._columns = result_columns(batch)
        self._first: list[list[Value]] = []
        self._numbers: list[int] | None = None
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._book = self._open.enter_context(open_workbook(self.file))
        self._sheet = Sheet(self._book, "Results", self._columns.names)
        return self

    def pieces(self) -> Iterator[tuple[Record, Group]]:
        """Yield each record with its group."""
        return self.batch.uncounted()

    def add(self, piece: tuple[Record, Group]) -> int:
        """Write a record's row and count it: the summary has just what the sheet has.

        Raise `CareerplanError` when the sheet is full.
        """
        record, group = piece
        row: list[Value] = list(self._columns.row(record))
        if self._numbers is None:
            self._first.append(row)
            if len(self._first) == _LOOKED_AT:
                self._write_first()
        else:
            self._write(row)
        self.batch.count(record, group)
        return 1

    def _write_first(self) -> None:
        """Write the rows kept until now, from which follows which columns hold numbers."""
        leading = range(len(self._columns.leading))
        self._numbers = [n for n in leading if _all_numbers([row[n] for row in self._first])]
        for row in self._first:
            self._write(row)

    def _write(self, row: list[Value]) -> None:
        for n in self._numbers or ():
            text = row[n]
            if isinstance(text, str) and _NUMBER.fullmatch(text):
                row[n] = float(text)
        if not self._sheet.add(row):
            raise CareerplanError(
                f"An Excel sheet holds {self._sheet.rows:,} rows at most; there are more results.",
                _NO_ROOM,
            )

    def __exit__(self, *error: Any) -> None:
        if any(error):
            self._open.__exit__(*error)
            return
        with self._open:
            if self._numbers is None:
                self._write_first()
            self._sheet.finish()
            _SummarySheets(self._book, self.batch).add()


def _all_numbers(cells: Sequence[Value]) -> bool:
    """Return whether all texts among cells are numbers, and there is one."""
    texts = [cell for cell in cells if isinstance(cell, str) and cell]
    return bool(texts) and all(map(_NUMBER.fullmatch, texts))


def summary(batch: Batch) -> bytes:
    """Return a workbook with a row a group and question, and the sheets that sum up."""
    table = summary_table(batch)
    file = BytesIO()
    with open_workbook(file) as book:
        sheet = Sheet(book, "Groups and questions" if batch.group_by else "Questions", table.names)
        formats = [
            "0%" if name.startswith("share-") else _DECIMALS.get(name) for name in table.names
        ]
        for row in table.rows():
            if not sheet.add(row, formats):
                raise CareerplanError(
                    f"An Excel sheet holds at most {sheet.rows:,} rows, and there are more groups.",
                    "Nothing was written. Write CSV instead: --output groups.csv",
                )
        sheet.finish()
        _SummarySheets(book, batch).add()
    return file.getvalue()


_DECIMALS = {"mean": "0.00", "agreement": "0.00", "spread": "0.00"}
"""How the numbers of some columns are shown."""


class _SummarySheets:
    """A sheet for each instrument that sums it up, and one with a row for each of its groups."""

    def __init__(self, book: Any, batch: Batch) -> None:
        self._book = book
        self._batch = batch
        self._titles = {level.id: level.title for level in batch.pack.levels}

    def add(self) -> None:
        """Add the sheets."""
        for summary in self._batch.summaries():
            self._add_summary(summary)
        if self._batch.group_by:
            self._add_groups(self._batch.group_summaries())

    def _add_summary(self, summary: Summary) -> None:
        """Add a sheet with what the records to an instrument say together."""
        names = ("Level", "Records")
        sheet = Sheet(self._book, f"Summary {summary.instrument.id}", names, filtered=False)
        levels_known, known = not summary.levels_hidden, not summary.all_hidden
        for id_, number in summary.level_counts.items():
            sheet.add((self._titles[id_], number if levels_known else None))
        sheet.add(("No level yet", summary.unfinished if levels_known else None))
        sheet.add(("Cannot be used", summary.unusable if known else None))
        sheet.add(())
        sheet.add_names(("Question", "Answer", "Records", "Median points", "Spread (0 to 0.5)"))
        for question in summary.instrument.questions:
            shown = question.id not in summary.hidden
            statistics = [summary.medians[question.id], summary.spreads[question.id]]
            title: str | None = question.title
            for option in question.options:
                times = summary.answers[question.id][option.id] if shown else None
                sheet.add((title, option.label, times, *statistics), (None,) * 4 + ("0.00",))
                title, statistics = None, []
        sheet.finish()

    def _add_groups(self, groups: Sequence[tuple[Group, Summary]]) -> None:
        """Add a sheet for each instrument, with a row for each group."""
        columns = self._batch.group_by
        for instrument in {one.instrument.id: one.instrument for _, one in groups}.values():
            levels = [self._titles[id_] for id_ in instrument.level_ids]
            medians = [f"Median: {question.title}" for question in instrument.questions]
            names = [*columns, "Records", *levels, "No level yet", "Cannot be used", *medians]
            sheet = Sheet(self._book, f"By {' and '.join(columns)}", names)
            for values, summary in groups:
                if summary.instrument.id == instrument.id:
                    sheet.add([*values, *_group_numbers(summary), *summary.medians.values()])
            sheet.finish()


def _group_numbers(summary: Summary) -> Iterator[Value]:
    """Yield how many records a group has, at which levels; None for what is hidden."""
    yield None if summary.all_hidden else summary.records
    for number in (*summary.level_counts.values(), summary.unfinished):
        yield None if summary.levels_hidden else number
    yield None if summary.all_hidden else summary.unusable
