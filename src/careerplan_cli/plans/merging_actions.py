"""The actions of a plan that a team has worked in, brought together with those of a new one."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from textwrap import shorten

from careerplan_cli.planning import KEEP_AND_SHARE, ActionRow
from careerplan_cli.plans.model import COLUMNS, KEPT, NEW, ActionGroup, Plan, has_place
from careerplan_cli.plans.reading import action_key, field_print, fingerprint

_LONGEST = 76
"""How many characters of an action are told."""

_Titled = tuple[str, ActionRow]
"""An action with the title of its group."""


@dataclass(frozen=True, kw_only=True)
class MergedActions:
    """The groups of actions, the team's first, and what became of the actions.

    `carried` are the team's rows with codes that they have now, `new` the groups that are added,
    `left_out` what nobody wrote in and the answers no longer call for, `deleted` what stays out,
    `numbered` the codes that stood twice, with those that the later rows have now. `given` are
    the fingerprints of what is still as careerplan wrote it.
    """

    groups: tuple[ActionGroup, ...]
    carried: tuple[ActionRow, ...]
    new: tuple[ActionGroup, ...]
    left_out: tuple[ActionRow, ...]
    deleted: tuple[ActionRow, ...]
    numbered: tuple[tuple[str, str], ...]
    given: frozenset[str]


def merge_actions(old: Plan, new: Plan, wanted: Collection[str] | None) -> MergedActions:
    """Return the new plan's actions with all that the team wrote in those of the old one.

    `wanted` are the codes of the new actions to take up, an empty one for all that have none;
    without it, all are.
    """
    given = old.given
    rows, numbered = _with_codes(old, given)
    own = _own_goals(old, new)
    places, kept, left_out = _placed(rows, new, given, own)
    present = {action_key(title, row) for title, row in rows}
    missing = {key: row for key, (_, row) in _library(new).items() if key not in present}
    chosen = {key for key, row in missing.items() if wanted is not None and row.code in wanted}
    back = {key for key in chosen if missing[key].code}
    deleted = {key for key in missing if fingerprint("code", key) in given} - back
    fresh = (missing.keys() if wanted is None else chosen) - deleted
    begun, added = [], []
    for group in new.groups:
        more = tuple(row for row in group.rows if action_key(group.title, row) in fresh)
        now = ActionGroup(group.title, tuple(places[group.title]))
        if now.rows or (not more and has_place(now)):
            begun.append(now)
        if more:
            added.append(ActionGroup(f"{NEW}: {group.title}", more))
    teams = [ActionGroup(title, tuple(places[title]), own=True) for title in own]
    last = [ActionGroup(KEPT, tuple(kept))] if kept else []
    carried = (*chain.from_iterable(places.values()), *kept)
    return MergedActions(
        groups=(*begun, *filter(_has_rows, teams), *added, *last),
        carried=carried,
        new=tuple(added),
        left_out=tuple(left_out),
        deleted=tuple(row for key, row in missing.items() if key in deleted),
        numbered=tuple(numbered),
        given=given & {print_ for row in carried for print_ in _prints(row)},
    )


def _has_rows(group: ActionGroup) -> bool:
    return bool(group.rows)


def _own_goals(old: Plan, new: Plan) -> tuple[str, ...]:
    """Return the titles of the groups that the team has set, and that are no area of the new plan.

    One that the team wrote is an area of the new plan if all its parts are, whatever the case.
    """
    areas = {part.casefold() for group in new.groups for part in _parts(group.title)}
    titles = dict.fromkeys(group.title for group in old.groups if group.own)
    ours = {group.title for group in new.groups}
    return tuple(
        title
        for title in titles
        if title not in ours and not {part.strip().casefold() for part in title.split(";")} <= areas
    )


def _placed(
    rows: Sequence[_Titled], new: Plan, given: frozenset[str], own: Collection[str]
) -> tuple[dict[str, list[ActionRow]], list[ActionRow], list[ActionRow]]:
    """Return the rows of each group, those without a group, and those left out.

    The groups are those of a new plan, and the team's `own` ones.
    """
    library = _library(new)
    places: dict[str, list[ActionRow]] = {group.title: [] for group in new.groups}
    places |= {title: [] for title in own}
    kept, left_out = [], []
    for title, row in rows:
        key = action_key(title, row)
        if key in library:
            home, ours = library[key]
            places[title if title in places else home].append(_newest(row, ours, given))
        elif title not in own and not touched(row, given):
            left_out.append(row)
        elif home := title if title in places else akin(title, places):
            places[home].append(row)
        else:
            kept.append(row)
    return places, kept, left_out


def _library(new: Plan) -> dict[str, _Titled]:
    """Return the actions of a new plan with their groups' titles, by what they are known."""
    return {
        action_key(group.title, row): (group.title, row)
        for group in new.groups
        for row in group.rows
    }


def touched(row: ActionRow, given: frozenset[str]) -> bool:
    """Return whether a team wrote in an action, or added it."""
    return not _is_given(row, given) or bool(entries(row, given))


def entries(row: ActionRow, given: frozenset[str]) -> list[str]:
    """Return the fields of an action that a team wrote in, or emptied."""
    fields = [field for field in COLUMNS if field_print(row, field) not in given]
    return [*fields, *(name for name, _ in row.more)]


def is_own(row: ActionRow, given: frozenset[str]) -> bool:
    """Return whether a team added an action."""
    return not _is_given(row, given)


def _is_given(row: ActionRow, given: frozenset[str]) -> bool:
    """Return whether an action is one that careerplan has written."""
    if row.code:
        return fingerprint("code", row.code) in given
    return field_print(row, "action") in given


def _with_codes(old: Plan, given: frozenset[str]) -> tuple[list[_Titled], list[tuple[str, str]]]:
    """Return each action with its group's title, each with a code of its own; and what changed.

    Rows that a team added get `T1` and so on; of two rows with a code, the later one does.
    """
    taken = {row.code for group in old.groups for row in group.rows}
    numbers = (f"T{n}" for n in range(1, 10_000) if f"T{n}" not in taken)
    seen: set[str] = set()
    found: list[_Titled] = []
    told = []
    for group in old.groups:
        for row in group.rows:
            code = row.code
            if code in seen:
                code = next(numbers)
                told.append((row.code, code))
            elif not code and not _is_given(row, given):
                code = next(numbers)
            seen |= {code} if code else set()
            found.append((group.title, replace(row, code=code)))
    return found, told


def akin(title: str, places: Collection[str]) -> str:
    """Return the first group that has an area or need in its title that this title has too."""
    parts = {part.casefold() for part in _parts(title)}
    return next(
        (place for place in places if parts & {part.casefold() for part in _parts(place)}), ""
    )


def _parts(title: str) -> set[str]:
    """Return the areas in the title of a group: `Personnel: Mentors; Safety` has the first, too."""
    plain = title.removeprefix(f"{NEW}: ").removeprefix(f"{KEEP_AND_SHARE}: ")
    return {part.partition(":")[0] for part in plain.split("; ")}


def _newest(row: ActionRow, ours: ActionRow, given: frozenset[str]) -> ActionRow:
    """Return an action as the team has it, with the library's words where they changed nothing.

    The dates stay: a due date that moved with each update would never pass.
    """
    unchanged = {
        field: getattr(ours, field)
        for field in COLUMNS
        if field_print(row, field) in given
        and not (field in ("start", "due") and getattr(row, field))
    }
    return replace(row, **unchanged)


def _prints(row: ActionRow) -> Iterator[str]:
    yield fingerprint("code", row.code)
    yield from (field_print(row, field) for field in COLUMNS)


def in_lines(rows: Sequence[ActionRow]) -> str:
    """Return actions as lines to tell of them."""
    return "\n".join(f"  {named(row)}" for row in rows)


def named(row: ActionRow, longest: int = _LONGEST) -> str:
    """Return an action as it is told: its code and its words, on a line."""
    whole = f"{row.code}: {row.action}" if row.code else row.action
    return shorten(whole, longest, placeholder=" …")
