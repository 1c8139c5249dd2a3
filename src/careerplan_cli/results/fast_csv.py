"""From a table in text to results in CSV, at the least work a row.

A survey has only 243 different complete ways to answer. So a row need not be scored, only
recognised: the text of its answers leads to all that its line of results ends in. And a line
without quotes need not be parsed: it is split, with answers that stand together left as one text,
and the lines of results of a whole batch are put together column by column.
"""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator

from careerplan_cli.answers.delimited import DelimitedTable, RowBatch
from careerplan_cli.answers.open_table import AnswerTable
from careerplan_cli.answers.table import Row, is_blank
from careerplan_cli.model.result import Result
from careerplan_cli.results.columns import ResultColumns
from careerplan_cli.scoring.statistics import GroupedCounter
from careerplan_cli.text.csv_text import csv_line, csv_start

_MOST_ENDINGS = 100_000
"""How many different ways to answer are remembered."""

_MOST_MET = 300_000
"""How many different pairs of an ending and a group are counted before they are added up."""

_RUNS_IN_A_SPREADSHEET = "=+-@\t"

_UNKNOWN = ""
"""The ending of answers that need a closer look: unusable, all missing, too many to remember."""


Answers = str | tuple[str, ...]
"""The answers of a line: as they stand in it, with delimiters between them, or cell by cell."""


class _Endings(dict[Answers, str]):
    """What a line of results ends in, by the answers in it; filled as they come up.

    `results` has what each ending says.
    """

    def __init__(self, table: AnswerTable, delimiter: str, columns: ResultColumns) -> None:
        self._table = table
        self._delimiter = delimiter
        self._columns = columns
        self.results: dict[str, Result] = {}

    def __missing__(self, answers: Answers) -> str:
        cells = answers.split(self._delimiter) if isinstance(answers, str) else answers
        if len(cells) != len(self._table.columns.answers) or len(self) >= _MOST_ENDINGS:
            return _UNKNOWN
        options, reason = self._table.reader.read(cells)
        if reason or not any(options):
            return _UNKNOWN
        result = self._table.scorer.by_options(options)
        ending = csv_line(self._columns.standing(result))
        self.results[ending] = result
        self[answers] = ending
        return ending


class FastCsv:
    """Gives the lines of results of a table in text, and counts what it meets.

    `group` is the position of a column by whose values results are counted apart.
    """

    def __init__(
        self, table: AnswerTable, text: DelimitedTable, columns: ResultColumns, group: int | None
    ) -> None:
        self._table = table
        self._text = text
        self._columns = columns
        self._group = group
        self._endings = _Endings(table, text.delimiter, columns)
        self._met: Counter[str | tuple[str, str]] = Counter()

    def lines(self, tallies: GroupedCounter) -> Iterator[tuple[str, int]]:
        """Yield the lines of results piece by piece, each with how many records it holds.

        All records are counted in `tallies` once the last piece is out, or the reading ended.
        """
        collects = gc.isenabled()
        gc.disable()  # there are no cycles, and to look for them takes a third of the time
        try:
            for batch in self._text.row_batches():
                yield self._by_columns(batch, tallies) or self._by_rows(batch, tallies)
                if len(self._met) > _MOST_MET:
                    self._count(tallies)
        finally:
            if collects:
                gc.enable()
            self._count(tallies)

    def _by_columns(self, batch: RowBatch, tallies: GroupedCounter) -> tuple[str, int] | None:
        """Return the lines of a batch all at once; None where its rows have to be looked at."""
        if self._text.columns != len(self._table.columns.header) or not self._is_plain(
            batch.plain_text
        ):
            return None
        text = (
            batch.plain_text.replace("\r\n", "\n") if "\r" in batch.plain_text else batch.plain_text
        )
        lines = text.split("\n")
        del lines[-1]  # what follows the last line break
        try:
            passed, answers = self._split(lines)
        except ValueError:
            return None
        endings = list(map(self._endings.__getitem__, answers))
        if self._group is None:
            self._met.update(endings)
        else:
            group = passed[self._table.columns.others.index(self._group)]
            self._met.update(zip(endings, group, strict=True))
        step = 2 * len(passed) + 1
        pieces = [","] * (step * len(lines))
        for place, column in enumerate(passed):
            pieces[2 * place :: step] = column
        pieces[step - 1 :: step] = endings
        number = len(lines)
        unknown = [n for n, ending in enumerate(endings) if not ending] if "" in endings else []
        for n in unknown:
            row = self._text.row_of(batch, n, lines[n])
            line, counted = self._line(row, tallies) if lines[n] else ("", 0)  # else no row at all
            pieces[n * step : (n + 1) * step] = [line, *[""] * (step - 1)]
            number += counted - 1
        quoted = [(entry.before, *self._line(entry.row, tallies)) for entry in batch.quoted_rows]
        pieces.append("")
        for before, line, counted in reversed(quoted):
            pieces[before * step] = line + pieces[before * step]
            number += counted
        return "".join(pieces), number

    def _split(self, lines: list[str]) -> tuple[list[tuple[str, ...]], Iterable[Answers]]:
        """Return the columns that pass through, and the answers of each line.

        Raise `ValueError` where a line has too few cells.
        """
        sign, width = self._text.delimiter, self._text.columns
        places = self._table.columns.answers
        first, after = places[0], width - places[0] - len(places)
        if places != tuple(range(first, width - after)):
            columns = _columns([line.split(sign) for line in lines], width)
            answers = zip(*(columns[n] for n in places), strict=True)
            return [columns[n] for n in self._table.columns.others], answers
        *before, together = _columns([line.split(sign, first) for line in lines], first + 1)
        if not after:
            return before, together
        together, *behind = _columns([rest.rsplit(sign, after) for rest in together], after + 1)
        return [*before, *behind], together

    def _is_plain(self, text: str) -> bool:
        """Return whether each cell of a batch is written to CSV just as it is read."""
        sign = self._text.delimiter
        if sign != "," and "," in text:
            return False
        if "\r" in text and text.count("\r") != text.count("\r\n"):
            return False
        return not any(
            start in text and (sign + start in text or "\n" + start in text or text[0] == start)
            for start in _RUNS_IN_A_SPREADSHEET
            if start != sign
        )

    def _by_rows(self, batch: RowBatch, tallies: GroupedCounter) -> tuple[str, int]:
        """Return the lines of a batch, each row looked at."""
        pieces = [self._line(row, tallies) for row in self._text.rows_of(batch)]
        return "".join(text for text, _ in pieces), sum(number for _, number in pieces)

    def _line(self, row: Row, tallies: GroupedCounter) -> tuple[str, int]:
        """Return a row's line of results and 1, or nothing and 0 for a blank one."""
        cells = row.cells
        group = "" if self._group is None else cells[self._group]
        start = csv_start([cells[n] for n in self._table.columns.others])
        if not row.fault:
            ending = self._endings[tuple([cells[n] for n in self._table.columns.answers])]
            if ending:
                self._met[ending if self._group is None else (ending, group)] += 1
                return start + ending, 1
            if is_blank(cells):
                self._table.blank_rows += 1
                return "", 0
        options, reason = self._table.answers(row)
        if not reason:
            result = self._table.scorer.by_options(options)
            tallies.add(result, group)
            return start + csv_line(self._columns.standing(result)), 1
        reason = self._table.placed(row, reason)
        told = f"{self._table.source.shown}: {reason}"
        tallies.add_unusable(self._table.instrument, group, told)
        said = self._columns.unusable(self._table.written(row), reason)
        return start + csv_line(said), 1

    def _count(self, tallies: GroupedCounter) -> None:
        for met, times in self._met.items():
            ending, group = (met, "") if isinstance(met, str) else met
            if ending != _UNKNOWN:
                result = self._endings.results[ending]
                tallies.add(result, group, times)
        self._met.clear()


def _columns(rows: list[list[str]], number: int) -> list[tuple[str, ...]]:
    """Return the columns of rows; raise `ValueError` where a row has not `number` cells."""
    columns: list[tuple[str, ...]] = list(zip(*rows, strict=True)) if rows else [()] * number
    if len(columns) != number:
        raise ValueError
    return columns
