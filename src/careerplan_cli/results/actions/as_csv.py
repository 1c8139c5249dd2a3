"""Writes the rows of action plans as CSV, for a spreadsheet or a task tool."""

from collections.abc import Iterable

from careerplan_cli.planning import ActionRow
from careerplan_cli.text.csv_text import csv_line
from careerplan_cli.text.printable import one_line

COLUMNS = (
    "area", "today", "target", "action", "lead", "partners", "start", "due", "resources",
    "evidence", "status",
)  # fmt: skip


def render(rows: Iterable[ActionRow]) -> str:
    """Return one row an action; the columns after it are empty, for a team to fill in."""
    lines = [csv_line(COLUMNS)]
    for row in rows:
        cells = [one_line(cell) for cell in (row.area, row.today, row.target, row.action)]
        lines.append(csv_line([*cells, *[""] * (len(COLUMNS) - len(cells))]))
    return "".join(lines)
