"""The page in front of a plan: goals, what leads to them and who leads, and what is due next."""

from collections.abc import Iterator, Sequence

from careerplan_cli.model.blocks import Block, Paragraph, table
from careerplan_cli.model.result import Result
from careerplan_cli.pages.texts import KEEP, answer_of
from careerplan_cli.planning import (
    DONE,
    DROPPED,
    ActionRow,
    PlanTable,
    target_of,
)
from careerplan_cli.plans.model import KEPT, NEW, Plan
from careerplan_cli.plans.progress import progress_of
from careerplan_cli.plans.words import read_status
from careerplan_cli.school_year import end_of_school_year

_GOALS = 3
"""How many goals a year has at most."""

_MOST_NEXT = 8
"""How many of the actions late or due next the page has room for."""

_MOST_NAMED = 4
"""How many actions of a goal are named."""


def goals(tables: Sequence[PlanTable], plan: Plan, result: Result) -> Iterator[tuple[str, ...]]:
    """Yield what is proposed as goals: for the first areas, by whom, from where to where."""
    rows = _rows_by_title(plan)
    day = result.answer_set.date
    due = end_of_school_year(day).isoformat() if day else ""
    for area in [one for one in tables if one.chosen and one.entries][:_GOALS]:
        lead = next((row.lead for row in rows.get(area.title, ()) if row.lead), "")
        below = [entry for entry in area.entries if entry.next_option]
        if len(below) == 1:
            yield area.title, due, lead, area.goal, answer_of(below[0]), target_of(below[0])
        elif below:
            start = f"{len(below)} of its statements are not met yet"
            yield area.title, due, lead, area.goal, start, "All of them are met"
        else:
            entry = area.entries[0]
            left = entry.option.still_to_do[:1] if entry.option else ()
            yield area.title, due, lead, area.goal, *(left or (answer_of(entry),)), ""


def objectives(tables: Sequence[PlanTable], plan: Plan) -> Iterator[Block]:
    """Yield a table of what each area and need is to reach, who leads, and with which actions."""
    known = {one.title: one for one in tables}
    rows = [
        (title, _objective(known.get(title)), _leads(found), _named(found))
        for title, found in _rows_by_title(plan).items()
    ]
    yield table("Goals and actions", ("Goal", "Objective", "Lead", "Actions"), rows, 4, 6, 4, 5)


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
            f"{row.due}, late" if n < late else row.due,
            f"{row.code}: {row.action}" if row.code else row.action,
            row.lead,
        )
        for n, row in enumerate(rows[:_MOST_NEXT])
    ]
    yield table("Late or due next", ("Due on", "Action", "Lead"), cells, 2.6, 9, 4)
    more = len(rows) - len(cells)
    if more == 1:
        yield Paragraph("One more is due in these days; it stands in the action plans.")
    elif more:
        yield Paragraph(f"{more} more are due in these days; they stand in the action plans.")


def _rows_by_title(plan: Plan) -> dict[str, list[ActionRow]]:
    """Return the actions of each area and need, those that are new with the others."""
    found: dict[str, list[ActionRow]] = {}
    for group in (group for group in plan.groups if group.title != KEPT):
        found.setdefault(group.title.removeprefix(f"{NEW}: "), []).extend(group.rows)
    return found


def _objective(one: PlanTable | None) -> str:
    """Return in words what an area or need is to reach."""
    if one is None:
        return ""
    targets = [target for entry in one.entries if (target := target_of(entry))]
    if len(targets) > 2:
        return f"{targets[0]} {targets[1]} And {len(targets) - 2} more."
    if one.entries:
        return " ".join(targets) or KEEP
    return f"{one.goal[:1].upper()}{one.goal[1:]}." if one.goal else ""


def _leads(rows: Sequence[ActionRow]) -> str:
    """Return who leads the open actions, each once, and how many more there are."""
    leads = [*dict.fromkeys(" ".join(row.lead.split()) for row in _open(rows) if row.lead.strip())]
    if len(leads) > 2:
        return f"{leads[0]}; {leads[1]}; and {len(leads) - 2} more"
    return "; ".join(leads)


def _named(rows: Sequence[ActionRow]) -> str:
    """Return the codes of the open actions, with their due dates, and how many are done."""
    open_ = _open(rows)
    done = sum(read_status(row.status) == DONE for row in rows)
    named = [f"{row.code or row.action} ({row.due})" if row.due else row.code or row.action
             for row in open_[:_MOST_NAMED]]  # fmt: skip
    if len(open_) > _MOST_NAMED:
        named.append(f"and {len(open_) - _MOST_NAMED} more")
    if done:
        named.append(f"{done} done")
    return ", ".join(named)


def _open(rows: Sequence[ActionRow]) -> list[ActionRow]:
    return [row for row in rows if read_status(row.status) not in (DONE, DROPPED)]
