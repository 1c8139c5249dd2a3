"""Lines of CSV in whose cells nothing runs as a formula where a spreadsheet opens them."""

import csv
from collections.abc import Sequence


def escape_formula(text: str) -> str:
    """Return `text`; one that a spreadsheet would run as a formula gets a quote in front."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def csv_line(cells: Sequence[object]) -> str:
    """Return cells as a line of CSV with its line break; nothing in them runs in a spreadsheet."""
    line: str = _WRITER.writerow([_cell(cell) for cell in cells])
    return f"{line[:-2]}\n"


def csv_start(cells: Sequence[str]) -> str:
    """Return cells as the start of a line of CSV, up to the comma before what comes next."""
    if not cells:
        return ""
    # The empty cell makes the line end in a comma.
    line: str = _WRITER.writerow([*map(escape_formula, cells), ""])
    return line[:-2]


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
