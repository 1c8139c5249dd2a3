"""Lines of CSV in whose cells nothing runs as a formula where a spreadsheet opens them."""

import csv
from collections.abc import Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "\ufeff")
"""What a cell begins with that a spreadsheet runs as a formula.

Some take full-width signs for plain ones, and drop the rest of these from a cell's start.
"""

# A spreadsheet that splits lines at `;` or tabs too would run what follows them: "x;=1+1".
_SPLIT_FORMULAS = tuple(sign + start for sign in ";\t" for start in "=+-@＝＋－＠")


def escape_formula(text: str) -> str:
    """Return `text`; one that a spreadsheet would run as a formula gets a quote in front."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def splits_into_formula(text: str) -> bool:
    """Return whether a spreadsheet that splits text at `;` or tabs would run a part of it."""
    return (";" in text or "\t" in text) and any(map(text.__contains__, _SPLIT_FORMULAS))


def csv_line(cells: Sequence[object]) -> str:
    """Return cells as a line of CSV with its line break; nothing in them runs in a spreadsheet."""
    return f"{_line([_cell(cell) for cell in cells])}\n"


def csv_start(cells: Sequence[str]) -> str:
    """Return cells as the start of a line of CSV, up to the comma before what comes next."""
    if not cells:
        return ""
    # The empty cell makes the line end in a comma.
    return _line([*map(escape_formula, cells), ""])


def _line(cells: Sequence[str]) -> str:
    """Return cells as a line of CSV without its line break.

    Quotes hold a cell together wherever a spreadsheet splits: x;=1+1 -> "x;=1+1".
    """
    line: str = _WRITER.writerow(cells)[:-2]
    if not splits_into_formula(line):
        return line
    return ",".join(_quoted(cell) if splits_into_formula(cell) else _alone(cell) for cell in cells)


def _alone(cell: str) -> str:
    line: str = _WRITER.writerow([cell, ""])  # a lone empty cell would get quotes
    return line[:-3]


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return escape_formula(str(value))


class _Echo:
    """Gives a line back where a file would take it."""

    def write(self, line: str) -> str:
        return line


# A cell with any part of the line terminator in it is put in quotes: so both are named.
_WRITER = csv.writer(_Echo(), lineterminator="\r\n")
