"""Writes the rows of action plans as CSV, for a spreadsheet or a task tool."""

from collections.abc import Iterable

from careerplan_cli.planning import PlanTable, target_of
from careerplan_cli.text.csv_text import csv_line
from careerplan_cli.text.printable import one_line

COLUMNS = (
    "area", "today", "target", "action", "lead", "partners", "start", "due", "resources",
    "evidence", "status", "code",
)  # fmt: skip


def render(tables: Iterable[PlanTable]) -> str:
    """Return one row an action; what is empty is for a team to fill in."""
    lines = [csv_line(COLUMNS)]
    for table in tables:
        today = "; ".join(entry.option.label for entry in table.entries if entry.option)
        target = " ".join(filter(None, map(target_of, table.entries)))
        for row in table.rows:
            cells = (
                table.title, today, target, row.action, row.lead, row.partners, row.start,
                row.due, row.resources, row.evidence, row.status, row.code,
            )  # fmt: skip
            lines.append(csv_line([one_line(cell) for cell in cells]))
    return "".join(lines)
