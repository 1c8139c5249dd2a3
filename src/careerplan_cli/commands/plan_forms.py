"""What is told of a plan's calendar and of its actions for a task tool."""

from collections.abc import Sequence
from pathlib import Path

from careerplan_cli.commands.options import command_line
from careerplan_cli.commands.output import tell
from careerplan_cli.planning import ActionRow
from careerplan_cli.plans.merging_actions import named
from careerplan_cli.plans.model import Plan
from careerplan_cli.results.actions.as_ics import without_event
from careerplan_cli.text.printable import one_line

WITHOUT_END = ("csv", "ics")
"""The formats that have the actions alone, and no end where other things could stand."""

_LONGEST = 72
"""How many characters of an action are told."""

_MOST = 5
"""How many actions of a plan that nobody has worked in are named at most."""


def tell_of_actions_alone(
    plan: Plan, form: str, answers: Path, output: Path | None, *, updates: bool
) -> None:
    """Tell what a calendar or list of actions is made from, and what is not in the calendar."""
    if not updates and form == "ics":
        tell(
            "This calendar holds the proposed actions with their dates. For those of a plan that "
            f"your team works in: {_with_update(answers, output, 'plan.ics')}"
        )
    elif not updates:
        tell(
            "These are the proposed actions. For those of a plan that your team works in: "
            f"{_with_update(answers, output, 'actions.csv')}"
        )
    if form == "ics":
        _tell_of_undated(without_event(plan), all_of_them=updates)


def _with_update(answers: Path, output: Path | None, name: str) -> str:
    """Return the line that makes the same from a plan, which stands there as PLAN."""
    written = output.name if output else name
    return command_line("plan", str(answers), "--update", "PLAN.xlsx", "-o", written)


def _tell_of_undated(rows: Sequence[ActionRow], *, all_of_them: bool) -> None:
    if len(rows) == 1:
        tell("Not in the calendar, as its due date is no date such as 2027-01-31:")
    elif rows:
        tell(
            f"Not in the calendar, as their due dates are no dates such as 2027-01-31: {len(rows)} "
            "actions."
        )
    shown = rows if all_of_them else rows[:_MOST]
    for row in shown:
        text = one_line(named(row, _LONGEST))
        tell(f"  {text} (due: {one_line(row.due)})" if row.due else f"  {text} (no due date)")
    if len(shown) < len(rows):
        tell(f"  and {len(rows) - len(shown)} more")
