"""What is told at an update of a plan: what came along, and where to look for the rest."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten

from careerplan_cli.commands.output import tell
from careerplan_cli.commands.plan_files import PlanFile
from careerplan_cli.pages.plan_tables import OtherTotal
from careerplan_cli.planning import PlanTable
from careerplan_cli.plans.from_xlsx import ACTIONS
from careerplan_cli.plans.merging import MOST_NAMED, Carried, Merged
from careerplan_cli.plans.merging_actions import named
from careerplan_cli.plans.model import COLUMNS, KEPT, NEW, NOT_CARRIED, Kept, Plan
from careerplan_cli.plans.words import COUNTED
from careerplan_cli.text.printable import one_line

_LONGEST = 72
"""How many characters of an action are told."""

_UNREADABLE = {
    "status": f"A status that is none of {COUNTED} stays as written, and is not counted as any of "
    "them:",
    "due": "A due date that is not one day such as 2027-01-31 stays as written, and its action can "
    "never be late:",
    "start": "A start date that is not one day such as 2027-01-31 stays as written:",
}
"""What is told above a column's entries that cannot be read."""


def tell_of_update(
    old: PlanFile,
    merged: Merged,
    open_: Sequence[PlanTable],
    totals: Iterable[OtherTotal],
    goals: Iterable[str],
    *,
    has_end: bool,
) -> None:
    """Tell what came along from an earlier plan, what is new, and last what to see to.

    `open_` are the new actions that nobody has chosen yet, `totals` those that were others, and
    `goals` sentences about goals to look at. `has_end` is false for a calendar or a list of
    actions, which has no chapters.
    """
    _tell_of_counts(old, merged)
    _tell_of_new(old, merged, open_, has_end=has_end)
    for sentence in merged.left_out:
        tell(sentence)
    if has_end:
        _tell_of_texts(merged.plan.kept)
    tell("The same command with another --output gives this plan in another form.")
    _tell_of_reading(old, merged, has_end=has_end)
    for total in totals if has_end else ():
        tell(
            f"{total.where}: now {total.ours}, which is what the rows add up to. The earlier plan "
            f'has {total.theirs}, which stands under "{KEPT}".'
        )
    for sentence in goals:
        tell(sentence)


def _tell_of_reading(old: PlanFile, merged: Merged, *, has_end: bool) -> None:
    """Tell what in an earlier plan does not come along as it stands there."""
    for sentence in merged.numbered:
        tell(sentence)
    for field, told in _UNREADABLE.items():
        if found := [one for one in merged.unreadable if one.field == field]:
            tell(told)
            where = f'They are in the column "{COLUMNS[field]}".'
            _list([f"{one.action} ({one_line(one.text)})" for one in found], where)
    if old.struck:
        tell("Struck through, so their status is now Dropped:")
        _list(old.struck, "They have this status in the new plan.")
    _tell_of_kept(old, merged.plan, has_end=has_end)
    for title in dict.fromkeys(one.where for one in old.plan.made_anew) if has_end else ():
        tell(
            f'The table "{title}" is made anew from the actions at each update, so what you '
            f'changed there now stands under "{KEPT}". Write it in the actions, in the action '
            "plans:"
        )
        for kept in old.plan.made_anew:
            if kept.where == title:
                tell(f"  {kept.text}")
    for kept in old.not_carried[:MOST_NAMED]:
        what = f"{kept.where[0].lower()}{kept.where[1:]}"
        tell(f"Not carried: {what}: {kept.text}" if kept.text else f"Not carried: {what}.")
    if more := len(old.not_carried[MOST_NAMED:]):
        tell(f"Not carried either: {more} more comments, colours, pictures and the like.")
    if old.not_carried and has_end:
        tell(f'This also stands at the end of the new plan, under "{NOT_CARRIED}".')


def _tell_of_texts(kept: Sequence[Kept]) -> None:
    """Tell which texts have no place in a new plan; of many, only how many they are."""
    if len(kept) > MOST_NAMED:
        tell(
            f"{len(kept)} texts have no place in the new plan. They stand at the end, under "
            f'"{KEPT}".'
        )
        return
    if kept:
        tell(f'What has no place in the new plan stands at the end, under "{KEPT}":')
    for one in kept:
        text = f"{one.where}: {one.text}" if one.where else one.text
        tell(f"  {shorten(one_line(text), _LONGEST, placeholder=' …')}")


def _list(names: Sequence[str], where: str, indent: str = "  ") -> None:
    """Tell of some actions one by one; of many, only how many they are and where they stand."""
    if len(names) > MOST_NAMED:
        tell(f"{indent}{len(names)} actions. {where}")
        return
    for name in names:
        tell(f"{indent}{shorten(name, _LONGEST, placeholder=' …')}")


def _tell_of_counts(old: PlanFile, merged: Merged) -> None:
    carried = merged.carried
    more = [name for group in old.plan.groups for row in group.rows for name, _ in row.more]
    columns = ", ".join(f"{name} ({more.count(name)})" for name in old.plan.columns)
    shown = one_line(str(old.path))
    counts = (
        ("Lines of text", str(carried.texts), carried.texts),
        ("Rows of tables", str(carried.rows), carried.rows),
        ("Actions that your team wrote in", _with_cells(carried), carried.actions),
        ("Actions of your own", str(carried.own), carried.own),
        ("Columns of your own, with their filled cells", columns, len(more)),
    )
    if carried.nothing:
        tell(f"Nobody has written in {shown} yet, so nothing had to come along.")
        return
    tell(f"What came along from {shown}:")
    for name, told, number in counts:
        if number:
            tell(f"  {name}: {told}")


def _tell_of_new(
    old: PlanFile, merged: Merged, open_: Sequence[PlanTable], *, has_end: bool
) -> None:
    """Tell which actions are new, and which others follow from the answers."""
    new = merged.carried.new
    total = sum(len(group.rows) for group in new)
    if total and has_end:
        tell(f'New actions: {total}. They stand under "{NEW}", after those that you have:')
    elif total:
        tell(f"New actions: {total}, which are not in {one_line(str(old.path))}:")
    for group in new:
        tell(f"  {group.title.removeprefix(f'{NEW}: ')}: {len(group.rows)}")
        for row in group.rows if total <= MOST_NAMED else ():
            tell(f"    {named(row, _LONGEST)}")
    if total and has_end:
        tell("Delete the rows that you do not need, and they stay out.")
    number = sum(len(table.rows) for table in open_)
    if number == 1:
        tell(
            "One more action follows from your answers and is not in the plan. To take it up, tick "
            "it at a terminal, or name it with --action CODE:"
        )
    elif number:
        tell(
            f"{number} more actions follow from your answers and are not in the plan. To take some "
            "up, tick them at a terminal, or name each with --action CODE:"
        )
    for line in _open_lines(open_, number):
        tell(f"  {line}")


def _open_lines(open_: Sequence[PlanTable], number: int) -> Iterator[str]:
    for table in open_:
        if number > MOST_NAMED:
            yield f"{table.title}: {len(table.rows)}"
        else:
            yield from (named(row, _LONGEST) for row in table.rows)


def _with_cells(carried: Carried) -> str:
    """Return in how many actions a team wrote, and in how many cells of these."""
    if carried.entries == 1:
        return f"{carried.actions} (in 1 cell)"
    return f"{carried.actions} (in {carried.entries} cells)"


def _tell_of_kept(old: PlanFile, plan: Plan, *, has_end: bool) -> None:
    """Tell which actions have no goal in a new plan, and where they stand."""
    if old.without_goal:
        rows = [row for group in plan.groups for row in group.rows]
        told = {one_line(row.action): named(row, _LONGEST) for row in rows if row.code}
        tell(f'Without a goal beside them on the sheet "{ACTIONS}":')
        _list([told.get(name, name) for name in old.without_goal], "They have no goal there.")
    if not has_end:
        return
    if old.without_goal:
        tell(
            f'Those of your own now stand under "{KEPT}", after the other actions. To place one, '
            "write its goal in the first column of the sheet."
        )
    kept = [
        row
        for group in plan.groups
        for row in group.rows
        if group.title == KEPT and row.action not in old.without_goal
    ]
    if len(kept) == 1:
        tell(
            f'1 action belongs to no goal or need of the new plan. It stands under "{KEPT}", after '
            "the other actions:"
        )
    elif kept:
        tell(
            f"{len(kept)} actions belong to no goal or need of the new plan. They stand under "
            f'"{KEPT}", after the other actions:'
        )
    if kept:
        _list([named(row, _LONGEST) for row in kept], f'They are those of "{KEPT}".')
