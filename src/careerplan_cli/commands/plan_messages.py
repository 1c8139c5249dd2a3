"""What is told at an update of a plan: what came along, and where to look for the rest."""

from collections.abc import Iterable, Sequence
from textwrap import shorten

from careerplan_cli.commands.output import tell
from careerplan_cli.commands.plan_files import PlanFile
from careerplan_cli.plans.from_xlsx import ACTIONS
from careerplan_cli.plans.merging import Carried, Merged
from careerplan_cli.plans.model import KEPT, NEW, NOT_CARRIED, Plan
from careerplan_cli.text.printable import one_line

_LONGEST = 72
"""How many characters of an action are told."""


def tell_of_reading(old: PlanFile, merged: Merged, *, has_end: bool = True) -> None:
    """Tell what in an earlier plan does not come along as it stands there.

    `has_end` is false for a calendar or a list of actions, which has no chapters.
    """
    for kept in old.not_carried:
        what = f"{kept.where[0].lower()}{kept.where[1:]}"
        tell(f"Not carried: {what}: {kept.text}" if kept.text else f"Not carried: {what}.")
    if old.not_carried and has_end:
        tell(f'This also stands at the end of the new plan, under "{NOT_CARRIED}".')
    for notice in merged.notices:
        tell(notice)
    if old.struck:
        tell("Struck through, so their status is now Dropped:")
        _list(old.struck)
    if old.without_goal:
        tell(f'Without a goal beside them on the sheet "{ACTIONS}":')
        _list(old.without_goal)
    if old.without_goal and has_end:
        tell(
            f'Those of your own now stand under "{KEPT}", after the other actions. To place one, '
            "write its goal in the first column of the sheet."
        )
    for title in dict.fromkeys(one.where for one in old.plan.made_anew) if has_end else ():
        tell(
            f'The table "{title}" is made anew from the actions at each update, so what you '
            f'changed there now stands under "{KEPT}". Write it in the actions, in the action '
            "plans:"
        )
        for kept in old.plan.made_anew:
            if kept.where == title:
                tell(f"  {kept.text}")


def _list(actions: Iterable[str], indent: str = "  ") -> None:
    for action in actions:
        tell(f"{indent}{shorten(action, _LONGEST, placeholder=' …')}")


def tell_of_update(
    old: PlanFile,
    merged: Merged,
    open_: Sequence[str],
    goals: Iterable[str],
    *,
    has_end: bool = True,
) -> None:
    """Tell how much came along from an earlier plan, what is new, and where to look at it.

    `open_` are the codes of the new actions that nobody has chosen yet, `goals` sentences about
    those that are to be settled again. `has_end` as for `tell_of_reading`.
    """
    shown, carried = one_line(str(old.path)), merged.carried
    counts = (
        ("Lines of text", str(carried.texts), carried.texts),
        ("Rows of tables", str(carried.rows), carried.rows),
        ("Actions that your team wrote in", _with_cells(carried), carried.actions),
        ("Actions of your own", str(carried.own), carried.own),
    )
    if carried.nothing:
        tell(f"Nobody has written in {shown} yet, so nothing had to come along.")
    else:
        tell(f"What came along from {shown}:")
        for name, told, number in counts:
            if number:
                tell(f"  {name}: {told}")
    if has_end:
        _tell_of_kept(merged.plan)
    total = sum(len(group.rows) for group in carried.new)
    if carried.new and not has_end:
        tell(f"New actions: {total}, which are not in {shown}:")
    elif carried.new:
        tell(f'New actions: {total}. They stand under "{NEW}", after those that you have:')
    for group in carried.new:
        tell(f"  {group.title.removeprefix(f'{NEW}: ')}: {len(group.rows)}")
        named = (f"{row.code}: {row.action}" if row.code else row.action for row in group.rows)
        _list(named, "    ")
    if carried.new and has_end:
        tell("Delete the rows that you do not need, and they stay out.")
    if len(open_) == 1:
        tell(
            f"One more action follows from your answers and is not in the plan: {open_[0]}. To "
            f"take it up, tick it at a terminal, or add --action {open_[0]}."
        )
    elif open_:
        tell(
            f"{len(open_)} more actions follow from your answers and are not in the plan: "
            f"{', '.join(open_)}. To take some up, tick them at a terminal, or name each with "
            "--action CODE."
        )
    for sentence in goals:
        tell(sentence)


def _with_cells(carried: Carried) -> str:
    """Return in how many actions a team wrote, and in how many cells of these."""
    if carried.entries == 1:
        return f"{carried.actions} (in 1 cell)"
    return f"{carried.actions} (in {carried.entries} cells)"


def _tell_of_kept(plan: Plan) -> None:
    """Tell what has no place in a new plan, and where it stands."""
    actions = sum(len(group.rows) for group in plan.groups if group.title == KEPT)
    if actions == 1:
        tell(
            f'1 action belongs to no goal or need of the new plan. It stands under "{KEPT}", after '
            "the other actions."
        )
    elif actions:
        tell(
            f"{actions} actions belong to no goal or need of the new plan. They stand under "
            f'"{KEPT}", after the other actions.'
        )
    if len(plan.kept) == 1:
        tell(f'1 text has no place in the new plan. It stands at the end, under "{KEPT}".')
    elif plan.kept:
        tell(
            f"{len(plan.kept)} texts have no place in the new plan. They stand at the end, under "
            f'"{KEPT}".'
        )
