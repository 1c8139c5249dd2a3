"""From a table in text to results in CSV, at the least work a row.

A survey has only 243 different complete ways to answer. So a row need not be scored, only
recognised: the cells of its answers lead to all that its line of results ends in. Lines without
quotes need not be parsed either: a whole run of them is split at once, and its columns are slices.
"""

from collections import Counter
from collections.abc import Iterator

from careerplan_cli.files.csv_results import ResultColumns, csv_line
from careerplan_cli.files.tables.delimited import Delimited, Run
from careerplan_cli.files.tables.opening import AnswerTable
from careerplan_cli.files.tables.table import Row, is_blank
from careerplan_cli.model.result import Result
from careerplan_cli.scoring import Tallies

_MOST_ENDINGS = 100_000
"""How many different ways to answer are remembered."""

_MOST_MET = 300_000
"""How many different pairs of an ending and a group are counted before they are added up."""

_RUNS_IN_A_SPREADSHEET = "=+-@\t"

Cells = tuple[str, ...]


class NotRecognisedError(Exception):
    """The answers need a closer look: they are unusable, all missing, or too many to remember."""


class _Endings(dict[Cells, str]):
    """What a line of results ends in, by the cells of its answers; filled as they come up."""

    def __init__(self, table: AnswerTable, columns: ResultColumns) -> None:
        self._table = table
        self._columns = columns
        self.results: dict[str, Result] = {}

    def __missing__(self, cells: Cells) -> str:
        options, reason = self._table.reader.read(cells)
        if reason or not any(options) or len(self) >= _MOST_ENDINGS:
            raise NotRecognisedError
        result = self._table.scorer.by_options(options)
        ending = csv_line(self._columns.standing(result))
        self.results[ending] = result
        self[cells] = ending
        return ending


class Recognition:
    """Gives the lines of results of a table in text, and counts what it meets.

    `group` is the position of a column by whose values results are counted apart.
    """

    def __init__(
        self, table: AnswerTable, text: Delimited, columns: ResultColumns, group: int | None
    ) -> None:
        self._table = table
        self._text = text
        self._endings = _Endings(table, columns)
        self._columns = columns
        self._group = group
        self._met: Counter[str | tuple[str, str]] = Counter()

    def lines(self, tallies: Tallies) -> Iterator[tuple[str, int]]:
        """Yield the lines of results piece by piece, each with how many records it holds.

        All records are counted in `tallies` once the last piece is out, or the reading ended.
        """
        try:
            for run in self._text.runs():
                yield self._by_columns(run, tallies) or self._by_rows(run, tallies)
                if len(self._met) > _MOST_MET:
                    self._count(tallies)
        finally:
            self._count(tallies)

    def _by_columns(self, run: Run, tallies: Tallies) -> tuple[str, int] | None:
        """Return the lines of a run all at once; None where its rows have to be looked at."""
        if self._text.columns != len(self._table.columns.header) or not self._is_plain(run.text):
            return None
        sign, width = self._text.delimiter, self._text.columns + 1
        lines = run.text.replace("\r\n", "\n")
        rows = lines.count("\n")
        # Each line break becomes a cell of its own, so that each row has `width` cells.
        cells = lines.replace("\n", f"{sign}\n{sign}").split(sign)
        if len(cells) != rows * width + 1 or cells[width - 1 :: width].count("\n") != rows:
            return None
        answers = zip(*(cells[n:-1:width] for n in self._table.columns.answers), strict=True)
        try:
            endings = list(map(self._endings.__getitem__, answers))
        except NotRecognisedError:
            return None
        if self._group is None:
            self._met.update(endings)
        else:
            self._met.update(zip(endings, cells[self._group : -1 : width], strict=True))
        passed = self._table.columns.passed
        step = 2 * len(passed) + 1
        pieces = [","] * (step * rows)
        for place, n in enumerate(passed):
            pieces[2 * place :: step] = cells[n:-1:width]
        pieces[step - 1 :: step] = endings
        return self._with_quoted(pieces, step, run, tallies)

    def _with_quoted(
        self, pieces: list[str], step: int, run: Run, tallies: Tallies
    ) -> tuple[str, int]:
        """Return the lines of which there are `step` pieces each, and those of the quoted rows."""
        number = len(pieces) // step
        for before, row, _ in reversed(run.quoted):
            line, counted = self._line(row, tallies)
            pieces.insert(before * step, line)
            number += counted
        return "".join(pieces), number

    def _is_plain(self, text: str) -> bool:
        """Return whether each cell of a run is written to CSV just as it is read."""
        sign = self._text.delimiter
        if text.count("\r") != text.count("\r\n") or (sign != "," and "," in text):
            return False
        return not any(
            start in text and (sign + start in text or "\n" + start in text or text[0] == start)
            for start in _RUNS_IN_A_SPREADSHEET
            if start != sign
        )

    def _by_rows(self, run: Run, tallies: Tallies) -> tuple[str, int]:
        """Return the lines of a run, each row looked at."""
        pieces = [self._line(row, tallies) for row in self._text.rows_of(run)]
        return "".join(text for text, _ in pieces), sum(number for _, number in pieces)

    def _line(self, row: Row, tallies: Tallies) -> tuple[str, int]:
        """Return a row's line of results and 1, or nothing and 0 for a blank one."""
        if not row.fault and is_blank(row.cells):
            self._table.blank_rows += 1
            return "", 0
        group = "" if self._group is None else row.cells[self._group]
        leading = [row.cells[n] for n in self._table.columns.passed]
        try:
            if row.fault:
                raise NotRecognisedError
            ending = self._endings[tuple(row.cells[n] for n in self._table.columns.answers)]
        except NotRecognisedError:
            options, reason = self._table.answers(row)
            reason = self._table.placed(row, reason)
            if reason:
                told = f"{self._table.source.shown}: {reason}"
                tallies.add(self._table.instrument, None, group, reason=told)
                said = self._columns.unusable(self._table.written(row), reason)
            else:
                result = self._table.scorer.by_options(options)
                tallies.add(self._table.instrument, result, group)
                said = self._columns.standing(result)
            return csv_line([*leading, *said]), 1
        self._met[ending if self._group is None else (ending, group)] += 1
        # The empty cell makes the line end in a comma, before which all is written.
        return csv_line([*leading, ""])[:-1] * bool(leading) + ending, 1

    def _count(self, tallies: Tallies) -> None:
        for met, times in self._met.items():
            ending, group = (met, "") if isinstance(met, str) else met
            result = self._endings.results[ending]
            tallies.add(self._table.instrument, result, group, times)
        self._met.clear()
