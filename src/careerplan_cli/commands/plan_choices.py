"""What a plan takes up: as the command says, as ticked at the terminal, or as remembered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from careerplan_cli.commands.output import tell
from careerplan_cli.model.errors import FileError, UnknownNameError, reason
from careerplan_cli.planning import (
    Choices,
    Offer,
    PlanTable,
    begun_anew,
    plan_tables,
    taken_up,
)

if TYPE_CHECKING:
    from careerplan_cli.answers.answer_file import AnswerFile
    from careerplan_cli.model.actions import Action
    from careerplan_cli.model.guide import Level
    from careerplan_cli.model.plans import PlanOutline
    from careerplan_cli.model.result import Result
    from careerplan_cli.plans.earlier import EarlierChoices


@dataclass(frozen=True, kw_only=True)
class NamedChoices:
    """The ids and codes that the command itself names.

    `new` are the codes of the new actions of an update; None where it names none, and an empty one
    where it takes up none of them.
    """

    needs: Sequence[str]
    focus: Sequence[str]
    actions: Sequence[str]
    new: Sequence[str] | None = None

    def __bool__(self) -> bool:
        return bool(self.needs or self.focus or self.actions)


@dataclass(frozen=True, kw_only=True)
class Menu:
    """What can be chosen from, for one result, and what an `earlier` plan takes up, if any.

    `known` is what the answer file remembers of it. `asks_actions` is false where the command names
    the new actions of an update.
    """

    result: "Result"
    level: "Level"
    offered: Offer
    library: Sequence["Action"]
    outline: "PlanOutline"
    known: Choices
    earlier: "EarlierChoices | None" = None
    asks_actions: bool = True

    @property
    def first(self) -> tuple[str, ...]:
        """The areas to begin with where nothing else is said."""
        return _lowest(self.offered, self.earlier)

    def tables(self, choices: Choices) -> tuple[PlanTable, ...]:
        """Return the tables of actions that some choices bring."""
        return plan_tables(self.result, self.offered, choices, self.library, self.outline)

    def begun(self, choices: Choices) -> tuple[str, ...]:
        """Return the codes of the new actions that an update begins with: chosen, or proposed."""
        known = self.earlier.codes if self.earlier else frozenset()
        first = begun_anew(self.tables(choices), known, self.result.instrument, self.library)
        before = self.known
        return tuple(
            code
            for table in self.new(choices)
            for code in table.codes
            if code in before.actions or (code in first and code not in before.left_out)
        )

    def new(self, choices: Choices) -> tuple[PlanTable, ...]:
        """Return the tables with the actions that the earlier plan does not know."""
        known = self.earlier.codes if self.earlier else frozenset()
        return tuple(
            replace(table, rows=tuple(row for row in table.rows if row.code not in known))
            for table in self.tables(choices)
        )

    def open_rows(self, choices: Choices, codes: Sequence[str]) -> tuple[PlanTable, ...]:
        """Return the tables that have actions of these codes, with those alone."""
        found = (
            replace(table, rows=tuple(row for row in table.rows if row.code in codes))
            for table in self.new(choices)
        )
        return tuple(table for table in found if table.rows)


def choose(menu: Menu, asked: NamedChoices, file: "AnswerFile | None") -> Choices:
    """Return what the plan takes up, and keep in the answer file what was chosen.

    With an earlier plan, its actions are the new ones to take up. Raise `UnknownNameError` where
    the command names what is not offered.
    """
    from careerplan_cli.forms.console import is_interactive

    result, offered, earlier = menu.result, menu.offered, menu.earlier
    known = menu.known
    _tell_of_dropped(result, known)
    begun = _begun(menu, more=is_interactive())
    chosen = _as_asked(asked, offered, begun)
    kept_out = tuple(id_ for id_ in chosen.left_out if id_ not in chosen.needs)
    chosen = replace(chosen, left_out=kept_out)
    taken = asked.new
    if not asked and is_interactive():
        from careerplan_cli.commands.plan_screens import ticked

        chosen = ticked(menu, chosen, known, menu.first)
        if earlier:
            taken = chosen.actions if taken is None else taken
            cleared = (id_ for id_ in (*known.left_out, *begun.needs) if id_ not in chosen.needs)
            left_out = tuple(dict.fromkeys(cleared))
            chosen = replace(chosen, actions=known.actions, left_out=left_out)
    whole = chosen
    if not whole.focus:
        needs = whole.needs or (() if earlier else offered.proposed)
        whole = replace(whole, focus=menu.first, needs=needs)
    valid = tuple(code for table in menu.tables(whole) for code in table.codes)
    for code in chosen.actions if asked.actions else asked.new or ():
        if code not in valid:
            raise UnknownNameError("action", code, valid)
    if earlier and taken is not None:
        chosen = _with_taken(chosen, taken, menu, whole)
    if earlier and earlier.ticks:
        _tell_of_suggested(whole, offered, earlier)
    if chosen != known and file:
        _remember(chosen, result, file)
    if whole != chosen:
        _tell_of_proposed(chosen, whole, offered, earlier)
    if earlier:
        return replace(whole, actions=menu.begun(whole) if taken is None else tuple(taken))
    return whole


def _with_taken(chosen: Choices, taken: Sequence[str], menu: Menu, whole: Choices) -> Choices:
    """Return what to keep where the new actions of an update were chosen: also the others."""
    new = [code for table in menu.new(whole) for code in table.codes]
    present = menu.earlier.present if menu.earlier else frozenset()
    have = [c for table in menu.tables(whole) for c in table.codes if c in present or c in taken]
    others = [code for code in new if code not in taken]
    return replace(
        chosen,
        actions=tuple(dict.fromkeys(c for c in (*chosen.actions, *have) if c not in others)),
        left_out=tuple(
            dict.fromkeys(i for i in (*chosen.left_out, *others) if i not in taken),
        ),
    )


def actions_of(menu: Menu, choices: Choices, asked: NamedChoices) -> tuple[str, ...] | None:
    """Return the codes of the actions that a new plan takes up; None for all there are."""
    if asked.actions:
        return choices.actions
    return taken_up(menu.tables(choices), choices.actions) if choices.actions else None


def left_open(menu: Menu, choices: Choices, asked: NamedChoices) -> tuple[str, ...]:
    """Return the codes of the new actions that are not taken up, and that nobody left out."""
    from careerplan_cli.forms.console import is_interactive

    if not menu.asks_actions or (not asked and is_interactive()):
        return ()
    new = (code for table in menu.new(choices) for code in table.codes)
    return tuple(c for c in new if c not in choices.actions and c not in menu.known.left_out)


def _begun(menu: Menu, *, more: bool) -> Choices:
    """Return what was chosen before; the ticks of an earlier plan go before the answer file's.

    With `more`, the needs that the answers suggest now are added to those of an earlier plan. What
    was cleared when these answers updated a plan of other answers stays cleared.
    """
    known, earlier = menu.known, menu.earlier
    if earlier is None or not earlier.ticks:
        return known
    first = known.needs or (menu.offered.proposed if more else ())
    own = earlier.date == menu.result.answer_set.date
    cleared = () if own else known.left_out
    needs = (
        id_
        for id_ in menu.offered.need_ids
        if id_ not in cleared and earlier.ticks.get(id_, id_ in first)
    )
    return replace(known, needs=tuple(needs))


def _lowest(offered: Offer, earlier: "EarlierChoices | None") -> tuple[str, ...]:
    """Return the areas to begin with: those with lowest points; with an earlier plan, its own.

    Those that were lowest then and are not in it are not what its team wanted. Those with them are
    lowest only today.
    """
    if earlier is None or not earlier.areas:
        return offered.lowest
    today = (
        area.id
        for area in offered.areas
        if area.id in offered.lowest
        and not any(entry.question.id in earlier.lowest for entry in area.entries)
    )
    return tuple(dict.fromkeys((*earlier.areas, *today)))


def _as_asked(asked: NamedChoices, offered: Offer, known: Choices) -> Choices:
    return Choices(
        _offered("need", asked.needs, offered.need_ids) or known.needs,
        _offered("area of focus", asked.focus, offered.focus_ids) or known.focus,
        tuple(dict.fromkeys(code.strip().upper() for code in asked.actions)) or known.actions,
        known.left_out,
    )


def _offered(kind: str, ids: Sequence[str], valid: tuple[str, ...]) -> tuple[str, ...]:
    named = [id_.strip().lower().replace(" ", "-") for id_ in ids]
    for id_ in named:
        if id_ not in valid:
            raise UnknownNameError(kind, id_, valid)
    return tuple(dict.fromkeys(named))


def _tell_of_dropped(result: "Result", known: Choices) -> None:
    kept = {*known.needs, *known.focus}
    dropped = [i for i in (*result.answer_set.needs, *result.answer_set.focus) if i not in kept]
    if dropped:
        tell(f"Not on this level's list, so left out: {', '.join(dropped)}.")


def _tell_of_proposed(
    chosen: Choices, whole: Choices, offered: Offer, earlier: "EarlierChoices | None"
) -> None:
    """Tell what is planned for without anybody having chosen it."""
    focus = _named(whole.focus, offered)
    if earlier and earlier.areas:
        tell(
            "Planned for the areas of the earlier plan, and those that have the lowest points now: "
            f"{focus}. Choose others with --focus ID."
        )
    else:
        tell(
            f"Planned for the areas with the lowest points: {focus}. Choose others with --focus ID."
        )
    if whole.needs != chosen.needs:
        tell(
            f"Planned for the needs that these answers suggest: {_named(whole.needs, offered)}. "
            "Choose others with --need ID."
        )


def _tell_of_suggested(whole: Choices, offered: Offer, earlier: "EarlierChoices") -> None:
    """Tell which needs the answers suggest that are neither in an earlier plan nor chosen now."""
    more = [i for i in offered.proposed if i not in whole.needs and i not in earlier.ticks]
    if more:
        tell(
            f"These answers also suggest the needs {_named(more, offered)}. To take some up, tick "
            "them in the new plan and update it, or name all needs with --need ID."
        )


def _named(ids: Sequence[str], offered: Offer) -> str:
    """Return areas or needs by their titles and ids: `Staff expertise (staff-expertise)`."""
    titles = {item.id: item.title for area in offered.areas for item in area.items}
    titles |= {item.id: item.title for need in offered.needs for item in need.items}
    titles |= {area.id: area.title for area in offered.areas}
    titles |= {need.id: need.title for need in offered.needs}
    return ", ".join(f"{titles[id_]} ({id_})" for id_ in ids)


def _remember(chosen: Choices, result: "Result", file: "AnswerFile") -> None:
    """Keep what was chosen in the answer file; where that fails, say so and go on."""
    answer_set = replace(
        result.answer_set,
        needs=chosen.needs,
        focus=chosen.focus,
        actions=chosen.actions,
        left_out=chosen.left_out,
    )
    try:
        changed = file.save(answer_set)
    except OSError as error:
        tell(f"Your choices could not be saved in {file.path}: {reason(error)}.")
    except FileError as error:
        tell(f"Your choices could not be saved: {error.problem}")
    else:
        if changed:
            tell(f"Somebody else has changed {changed} since it was read. It stays as it is.")
        tell(f"Your choices are saved in {file.path} for next time.")
