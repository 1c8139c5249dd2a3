"""Writes the rows of action plans as CSV, for a spreadsheet or a task tool."""

import csv
import io
from collections.abc import Iterable

from careerplan_cli.planning import ActionRow
from careerplan_cli.text.csv_text import escape_formula
from careerplan_cli.text.printable import one_line

COLUMNS = (
    "area", "today", "target", "action", "lead", "partners", "start", "due", "resources",
    "evidence", "status",
)  # fmt: skip


def render(rows: Iterable[ActionRow]) -> str:
    """Return one row an action; the columns after it are empty, for a team to fill in."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        cells = [
            escape_formula(one_line(cell)) for cell in (row.area, row.today, row.target, row.action)
        ]
        writer.writerow([*cells, *[""] * (len(COLUMNS) - len(cells))])
    return text.getvalue()
