"""Writes the rows of action plans as CSV, for a spreadsheet or a task tool."""

from collections.abc import Iterable

from careerplan_cli.model.blocks import Document
from careerplan_cli.planning import PlanTable, target_of
from careerplan_cli.plans.model import NEW, Plan
from careerplan_cli.text.csv_text import csv_line
from careerplan_cli.text.printable import one_line

COLUMNS = (
    "area", "today", "target", "action", "lead", "partners", "start", "due", "resources",
    "evidence", "status", "code",
)  # fmt: skip


def render(plan: Plan, page: Document, tables: Iterable[PlanTable]) -> str:
    """Return one row an action; `tables` tell the answers that are the reason for them."""
    lines = [csv_line((*COLUMNS, *map(one_line, plan.columns)))]
    entries = {table.title: table.entries for table in tables}
    for group in plan.groups:
        reasons = entries.get(group.title.removeprefix(f"{NEW}: "), ())
        today = "; ".join(entry.option.label for entry in reasons if entry.option)
        target = " ".join(filter(None, map(target_of, reasons)))
        for row in group.rows:
            cells = (
                group.title, today, target, row.action, row.lead, row.partners, row.start,
                row.due, row.resources, row.evidence, row.status, row.code,
                *(row.in_column(name) for name in plan.columns),
            )  # fmt: skip
            lines.append(csv_line([one_line(cell) for cell in cells]))
    return "".join(lines)
