"""The page in front of a plan: what leads to each goal and who leads, and what is due next."""

from collections.abc import Iterator, Sequence

from careerplan_cli.model.blocks import Block, Paragraph, table
from careerplan_cli.planning import (
    DONE,
    DROPPED,
    ActionRow,
    PlanTable,
)
from careerplan_cli.plans.model import KEPT, NEW, Plan
from careerplan_cli.plans.progress import progress_of
from careerplan_cli.plans.words import read_day, read_status

_MOST_NEXT = 4
"""How many of the actions late or due next the page has room for."""

_MOST_NAMED = 5
"""How many actions of a goal are named."""

_KEEP = "Keep what works, and share it."


def objectives(tables: Sequence[PlanTable], plan: Plan) -> Iterator[Block]:
    """Yield a table of what each area and need is to reach, who leads, and with which actions."""
    goals = {one.title: one.goal for one in tables}
    rows = []
    for title, found in rows_by_title(plan).items():
        goal = goals.get(title, "")
        open_ = _open(found)
        days = sorted(day for row in open_ if (day := read_day(row.due)))
        rows.append(
            (
                title,
                f"{goal[:1].upper()}{goal[1:]}." if goal else _KEEP if title in goals else "",
                _leads(open_),
                _named(found),
                days[0].isoformat() if days else "–",
            )
        )
    head = ("Goal or need", "Objective", "Who leads", "Actions", "Next due")
    yield table("From goals to actions", head, rows, 37, 47, 42, 23, 23)


def due_next(plan: Plan) -> Iterator[Block]:
    """Yield a table of the actions that are late on the plan's date, or due in the days after."""
    day = plan.identity.date
    progress = progress_of(plan, day) if day else None
    rows = [*progress.late, *progress.next] if progress else []
    if not rows:
        yield Paragraph("No action has a due date in these days.")
        return
    late = len(progress.late) if progress else 0
    cells = [
        (
            f"{row.due}\nlate" if n < late else row.due,
            f"{row.code}: {row.action}" if row.code else row.action,
            row.lead,
        )
        for n, row in enumerate(rows[:_MOST_NEXT])
    ]
    yield Paragraph(_which(day.isoformat() if day else "", len(cells), len(rows)))
    yield table("Late or due next", ("Due on", "Action", "Lead"), cells, 23, 115, 34)


def _which(day: str, shown: int, whole: int) -> str:
    """Return from when the days are counted, and how many of the actions are shown."""
    if shown == whole:
        return f"Counted from {day}, the date of your answers."
    return f"Counted from {day}. The first {shown} of {whole}; the action plans have the others."


def rows_by_title(plan: Plan) -> dict[str, list[ActionRow]]:
    """Return the actions of each area and need, those that are new with the others."""
    found: dict[str, list[ActionRow]] = {}
    for group in (group for group in plan.groups if group.title != KEPT):
        found.setdefault(group.title.removeprefix(f"{NEW}: "), []).extend(group.rows)
    return found


def _leads(rows: Sequence[ActionRow]) -> str:
    """Return who leads actions, each once, and how many more there are."""
    leads = [*dict.fromkeys(" ".join(row.lead.split()) for row in rows if row.lead.strip())]
    if len(leads) > 2:
        return f"{leads[0]}; {leads[1]}; {len(leads) - 2} more"
    return "; ".join(leads) or "–"


def _named(rows: Sequence[ActionRow]) -> str:
    """Return the codes of the open actions, and how many are done."""
    codes = [row.code or "one without a code" for row in _open(rows)]
    done = sum(read_status(row.status) == DONE for row in rows)
    named = codes[:_MOST_NAMED]
    named += [f"{len(codes) - _MOST_NAMED} more"] if len(codes) > _MOST_NAMED else []
    named += [f"{done} done"] if done else []
    return ", ".join(named) or "–"


def _open(rows: Sequence[ActionRow]) -> list[ActionRow]:
    return [row for row in rows if read_status(row.status) not in (DONE, DROPPED)]
