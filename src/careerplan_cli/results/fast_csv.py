"""The fast way from a lone table in text to results in CSV, or only to their number.

A survey has only 243 different complete ways to answer. So what stands in a line for the answers
leads to the cells of its results, once these are known:

    line     "Anna,red,blue,green,red,blue"
    answers  "red,blue,green,red,blue"
    cells    "4,on-our-way,true,red,blue,green,red,blue,0,1,2,0,1,"
    result   "Anna,4,on-our-way,true,red,blue,green,red,blue,0,1,2,0,1,"

Lines without a quote are not even parsed one by one: they are split, and put together column by
column. Every other row is looked at on its own, and gives what the plain way gives.
"""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import compress
from typing import NamedTuple, TypeVar

from careerplan_cli.answers.answer_table import AnswerTable
from careerplan_cli.answers.delimited import DelimitedTable, RowBatch
from careerplan_cli.answers.selection import Condition
from careerplan_cli.answers.table import Row
from careerplan_cli.batch import Batch
from careerplan_cli.model.result import Result
from careerplan_cli.results.columns import ResultColumns, result_columns
from careerplan_cli.results.writer import TextPiece
from careerplan_cli.text.csv_text import (
    FORMULA_STARTS,
    csv_line,
    csv_start,
    splits_into_formula,
)

_MOST_KEPT = 100_000
"""For how many different ways to answer the cells are kept."""

_MOST_UNCOUNTED = 300_000
"""How many different pairs of cells and a group are collected before they are counted."""

_UNKNOWN = ""
"""The cells of answers that need a closer look: unusable, all missing, too many to keep."""

_LEFT_OUT = "\0"
"""Stands for the cells of a line whose record the user does not want."""

Answers = str | tuple[str, ...]
"""The answers of a row: as they stand in its line, with delimiters between them, or one by one."""


def fast_csv(batch: Batch) -> "FastCsv | None":
    """Return the fast way for a batch; None where it is anything but one table in text.

    There is none either where a later record may take the place of an earlier one, nor where the
    name of the file makes a group or a choice.
    """
    source = batch.lone_table
    if not isinstance(source, AnswerTable) or batch.selection.latest_by is not None:
        return None
    (wanted,) = batch.conditions
    names = (*batch.group_by, *(one.column for one in wanted))
    if any(source.group_position(name) is None for name in names):
        return None
    table = source.open()
    return FastCsv(batch, source, table, wanted) if isinstance(table, DelimitedTable) else None


_Step = TypeVar("_Step")


class _KnownCells(dict[Answers, str]):
    """The cells that tell what answers say, as the end of a line of CSV; filled as they come up.

    `results` has the result of each.
    """

    def __init__(self, source: AnswerTable, delimiter: str, columns: ResultColumns) -> None:
        self._source = source
        self._delimiter = delimiter
        self._columns = columns
        self.results: dict[str, Result] = {}

    def __missing__(self, answers: Answers) -> str:
        written = answers.split(self._delimiter) if isinstance(answers, str) else answers
        if len(written) != len(self._source.columns.answers) or len(self) >= _MOST_KEPT:
            return _UNKNOWN
        options, reason = self._source.parser.read(written)
        if reason or not any(options):
            return _UNKNOWN
        result = self._source.scorer.by_options(options)
        cells = csv_line(self._columns.result_cells(result))
        self.results[cells] = result
        self[answers] = cells
        return cells


class _Lines(NamedTuple):
    """Lines without a quote: each one's text and the cells of its results, `_UNKNOWN` for some.

    `others` has the columns that do not answer a question, each with a cell a line.
    """

    texts: list[str]
    others: list[tuple[str, ...]]
    cells: list[str]


class FastCsv:
    """Writes a table's results as CSV, or none of them; in both cases all are counted."""

    def __init__(
        self,
        batch: Batch,
        source: AnswerTable,
        table: DelimitedTable,
        wanted: Sequence[Condition],
    ) -> None:
        self._counter = batch.counter
        self._source = source
        self._table = table
        self._groups = self._positions(batch.group_by)
        self._conditions = wanted
        self._condition_positions = self._positions(one.column for one in self._conditions)
        (self._checks,) = batch.checks
        self._check_positions = self._positions(self._checks.columns)
        self._columns = result_columns(batch)
        self._known = _KnownCells(source, table.delimiter, self._columns)
        self._uncounted: Counter[str | tuple[str, ...]] = Counter()

    def _positions(self, names: Iterable[str]) -> list[int]:
        """Return the positions of columns that answer no question, by their names."""
        positions = map(self._source.group_position, names)
        return [position for position in positions if position is not None]

    def pieces(self) -> Iterator[TextPiece]:
        """Yield the lines of results in pieces of some size."""
        return self._counted(map(self._piece, self._table.row_batches()))

    def counts(self) -> Iterator[int]:
        """Yield how many records there are, in steps of some size."""
        return self._counted(map(self._number, self._table.row_batches()))

    def _counted(self, steps: Iterator[_Step]) -> Iterator[_Step]:
        """Yield from `steps`; what they found is counted in the end, and the file closed."""
        try:
            while True:
                with _no_search_for_cycles():
                    step = next(steps, None)
                if step is None:
                    break
                self._source.bytes_read = self._table.bytes_read
                yield step
                if len(self._uncounted) > _MOST_UNCOUNTED:
                    self._count()
        finally:
            self._count()
            self._source.close()

    def _piece(self, batch: RowBatch) -> TextPiece:
        """Return the lines of results of some rows."""
        lines = self._known_lines(batch)
        if lines is None:
            written = list(map(self._line, self._table.rows_of(batch)))
        else:
            written = list(map(",".join, zip(*lines.others, lines.cells, strict=True)))
            if _LEFT_OUT in lines.cells:
                pairs = zip(written, lines.cells, strict=True)
                written = ["" if cells == _LEFT_OUT else line for line, cells in pairs]
            for n, row in self._unknown_rows(batch, lines):
                written[n] = self._line(row) if row else ""
            for entry in reversed(batch.quoted_rows):
                written.insert(entry.before, self._line(entry.row))
        return TextPiece("".join(written), len(written) - written.count(""))

    def _number(self, batch: RowBatch) -> int:
        """Return how many of some rows are records."""
        lines = self._known_lines(batch)
        if lines is None:
            return sum(self._cells(row) != "" for row in self._table.rows_of(batch))
        odd = [row for _, row in self._unknown_rows(batch, lines) if row]
        odd += [entry.row for entry in batch.quoted_rows]
        known = len(lines.cells) - lines.cells.count(_UNKNOWN) - lines.cells.count(_LEFT_OUT)
        return known + sum(self._cells(row) != "" for row in odd)

    def _known_lines(self, batch: RowBatch) -> _Lines | None:
        """Return the lines without a quote, all split at once; None where that cannot be done."""
        if self._table.spaced or self._table.width != len(self._source.columns.header):
            return None
        if not self._is_plain(batch.plain_text):
            return None
        texts = batch.plain_text.replace("\r\n", "\n").split("\n")
        del texts[-1]  # what follows the last line break
        try:
            others, answers = self._split(texts)
        except ValueError:
            return None
        cells = list(map(self._known.__getitem__, answers))
        column = dict(zip(self._source.columns.others, others, strict=True))
        if self._conditions:
            cells = self._chosen(cells, [column[n] for n in self._condition_positions])
        if not self._checks.done:
            records = [entry not in (_UNKNOWN, _LEFT_OUT) for entry in cells]
            self._checks.add([list(compress(column[n], records)) for n in self._check_positions])
        if self._groups:
            self._uncounted.update(zip(cells, *(column[n] for n in self._groups), strict=True))
        else:
            self._uncounted.update(cells)
        return _Lines(texts, others, cells)

    def _chosen(self, cells: list[str], columns: list[tuple[str, ...]]) -> list[str]:
        """Return the cells of lines, `_LEFT_OUT` for those of which a condition does not hold."""
        pairs = zip(self._conditions, columns, strict=True)
        holds = zip(*(map(one.__getitem__, column) for one, column in pairs), strict=True)
        return [
            entry if entry == _UNKNOWN or all(held) else _LEFT_OUT
            for entry, held in zip(cells, holds, strict=True)
        ]

    def _split(self, lines: list[str]) -> tuple[list[tuple[str, ...]], Iterable[Answers]]:
        """Return the columns that answer no question, and the answers of each line.

        Answers that stand together stay together: Anna,red,blue -> [(Anna,)], ("red,blue",).
        Raise `ValueError` where a line has too few cells.
        """
        sign, width = self._table.delimiter, self._table.width
        places = self._source.columns.answers
        first, after = places[0], width - places[0] - len(places)
        if places != tuple(range(first, width - after)):
            columns = _columns([line.split(sign) for line in lines], width)
            answers = zip(*(columns[n] for n in places), strict=True)
            return [columns[n] for n in self._source.columns.others], answers
        *before, together = _columns([line.split(sign, first) for line in lines], first + 1)
        if not after:
            return before, together
        together, *behind = _columns([rest.rsplit(sign, after) for rest in together], after + 1)
        return [*before, *behind], together

    def _is_plain(self, text: str) -> bool:
        """Return whether each cell is written to CSV just as it is read."""
        sign = self._table.delimiter
        if sign != "," and "," in text:
            return False
        if "\r" in text and text.count("\r") != text.count("\r\n"):
            return False
        if splits_into_formula(text if sign == "," else text.replace(sign, ",")):
            return False
        return not any(
            start in text and (sign + start in text or "\n" + start in text or text[0] == start)
            for start in FORMULA_STARTS
            if start not in (sign, "\r", "\n")
        )

    def _unknown_rows(self, batch: RowBatch, lines: _Lines) -> Iterator[tuple[int, Row | None]]:
        """Yield the rows whose cells are unknown, by the number of the line; None for no row."""
        if _UNKNOWN in lines.cells:
            for n, (text, cells) in enumerate(zip(lines.texts, lines.cells, strict=True)):
                if cells == _UNKNOWN:
                    yield n, self._table.row_of(batch, n, text) if text else None

    def _line(self, row: Row) -> str:
        """Return a row's line of results; nothing for a row without an answer."""
        if cells := self._cells(row):
            return csv_start([row.cells[n] for n in self._source.columns.others]) + cells
        return ""

    def _cells(self, row: Row) -> str:
        """Return the cells of a row's results, and count it; nothing for a row left out."""
        source = self._source
        cells = _UNKNOWN
        if not row.fault:
            cells = self._known[tuple([row.cells[n] for n in source.columns.answers])]
        if cells == _UNKNOWN:
            options, reason = source.answers(row)
            if source.leaves_out(row, options, reason):
                return ""
        places = zip(self._conditions, self._condition_positions, strict=True)
        if not all(condition[row.cells[n]] for condition, n in places):
            self._counter.left_out += 1
            return ""
        if not self._checks.done:
            self._checks.add([(row.cells[n],) for n in self._check_positions])
        group = tuple([row.cells[n] for n in self._groups])
        if cells != _UNKNOWN:
            self._uncounted[(cells, *group) if group else cells] += 1
            return cells
        if not reason:
            result = source.scorer.by_options(options)
            self._counter.add(result, group)
            return csv_line(self._columns.result_cells(result))
        reason = source.placed(row, reason)
        self._counter.add_unusable(source.instrument, group, f"{source.shown}: {reason}")
        return csv_line(self._columns.unusable_cells(source.written(row), reason))

    def _count(self) -> None:
        for entry, times in self._uncounted.items():
            cells, *group = (entry,) if isinstance(entry, str) else entry
            if cells == _LEFT_OUT:
                self._counter.left_out += times
            elif cells != _UNKNOWN:
                self._counter.add(self._known.results[cells], tuple(group), times)
        self._uncounted.clear()


def _columns(rows: list[list[str]], number: int) -> list[tuple[str, ...]]:
    """Return the columns of rows; raise `ValueError` where a row has not `number` cells."""
    columns: list[tuple[str, ...]] = list(zip(*rows, strict=True)) if rows else [()] * number
    if len(columns) != number:
        raise ValueError
    return columns


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Let Python not look for cycles, which takes a third of the time: there are none."""
    searches = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searches:
            gc.enable()
