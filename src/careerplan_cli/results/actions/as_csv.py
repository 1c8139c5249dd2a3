"""Writes the rows of action plans as CSV, for a spreadsheet or a task tool."""

from collections.abc import Iterable

from careerplan_cli.model.blocks import Document
from careerplan_cli.planning import KEEP_AND_SHARE, PlanTable, target_of
from careerplan_cli.plans.model import KEPT, NEW, Plan
from careerplan_cli.text.csv_text import csv_line
from careerplan_cli.text.printable import one_line

COLUMNS = (
    "area", "today", "target", "action", "lead", "partners", "start", "due", "resources",
    "evidence", "status", "code", "note",
)  # fmt: skip


def render(plan: Plan, page: Document, tables: Iterable[PlanTable]) -> str:
    """Return one row an action; `tables` tell the answers that are the reason for them.

    The area is its plain name; what belongs to none has none.
    """
    lines = [csv_line((*COLUMNS, *map(one_line, plan.columns)))]
    entries = {table.title: table.entries for table in tables}
    for group in plan.groups:
        title = group.title.removeprefix(f"{NEW}: ")
        area = "" if title == KEPT else title.removeprefix(f"{KEEP_AND_SHARE}: ")
        reasons = entries.get(title, ())
        today = "; ".join(entry.option.label for entry in reasons if entry.option)
        target = " ".join(filter(None, map(target_of, reasons)))
        for row in group.rows:
            cells = (
                area, today, target, row.action, row.lead, row.partners, row.start,
                row.due, row.resources, row.evidence, row.status, row.code,
                row.note,
                *(row.in_column(name) for name in plan.columns),
            )  # fmt: skip
            lines.append(csv_line([one_line(cell) for cell in cells]))
    return "".join(lines)
