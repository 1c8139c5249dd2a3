"""The screens on which a team ticks areas of focus, needs and actions, and why rows are ticked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

import typer

from careerplan_cli.commands.output import echo_err
from careerplan_cli.commands.plan_choices import Menu
from careerplan_cli.forms.console import make_console
from careerplan_cli.model.result import QuestionResult
from careerplan_cli.pages.texts import answer_of, district_name, mark
from careerplan_cli.planning import Area, Choices, PlanTable, begun_with
from careerplan_cli.scoring.rules import lowest
from careerplan_cli.terminal.checkboxes import Box, Screen, tick
from careerplan_cli.terminal.keyboard import Keyboard

_AGAIN = "Chosen last time."
_EARLIER = "In the earlier plan."
_CLEARED = "Cleared in the earlier plan."
_CLEARED_AGAIN = "In the earlier plan, and cleared last time."


def ticked(menu: Menu, chosen: Choices, known: Choices, first: Sequence[str]) -> Choices:
    """Return what a person ticks, screen by screen, back and forth; end the program on Ctrl-C.

    `chosen` is what to start from, `known` what the answer file says, `first` the areas to begin
    with. In a plan that carries on, the team's rows stay, and new actions are ticked.
    """
    new = menu.earlier is None
    shown: set[str] = set()
    console, keyboard = make_console(), Keyboard()
    proposed = menu.offered.proposed if new and not known.actions else ()
    now = replace(chosen, focus=chosen.focus or tuple(first), needs=chosen.needs or proposed)
    fields = ["focus"]
    fields += ["needs"] if menu.offered.needs else []
    fields += ["actions"] if menu.library and menu.asks_actions else []
    now = now if new else replace(now, actions=())
    at, on = 0, True
    try:
        while at < len(fields):
            field = fields[at]
            screen = replace(
                _SCREENS[field](menu, now, known),
                whose=f"{district_name(menu.result)}: {mark(menu.level)}. "
                f"Step {at + 1} of {len(fields)}.",
                back=at > 0,
            )
            begun = getattr(now, field)
            if field == "actions" and new:
                begun = begun_with(menu.tables(now), begun)
            elif field == "actions":
                more = (code for code in menu.begun(now) if code not in shown)
                begun = tuple(dict.fromkeys((*begun, *more)))
                shown |= {box.id for box in screen.boxes}
            if screen.boxes:
                ids, on = tick(console, keyboard, screen, begun)
                now = replace(now, **{field: ids})
            at += 1 if on else -1
    except KeyboardInterrupt:
        echo_err("Nothing was written.")
        raise typer.Exit(130) from None
    return now


def _areas(menu: Menu, now: Choices, known: Choices) -> Screen:
    boxes = chain.from_iterable(
        (
            Box(id=area.id, label=area.title, why=_why_area(area, menu, known)),
            *(
                Box(id=i.id, label=i.title, depth=1, why=_AGAIN if i.id in known.focus else "")
                for i in area.items
            ),
        )
        for area in menu.offered.areas
    )
    return Screen(
        question="Areas of focus: which will you plan for?",
        boxes=tuple(boxes),
        problem=lambda ids: "" if ids else "Tick at least one area.",
    )


def _why_area(area: Area, menu: Menu, known: Choices) -> str:
    """Return why an area is ticked, and where it stands today."""
    today = _today(area.entries)
    if area.id in known.focus:
        return f"{_AGAIN} {today}"
    if not known.focus and menu.earlier and area.id in menu.earlier.areas:
        return f"{_EARLIER} {today}"
    if not known.focus and area.id in menu.offered.lowest and area.id not in menu.first:
        return f"Not in the earlier plan. {today}"
    if not known.focus and area.id in menu.first and area.improvable:
        return f"Proposed, as no answer is lower. {today}"
    return today


def _today(entries: Sequence[QuestionResult]) -> str:
    """Return in words where answers stand today."""
    below = [entry for entry in entries if entry.next_option]
    if not entries:
        return "No answer points at it."
    if len(entries) == 1:
        return f"Today: {answer_of(entries[0])}."
    if not below:
        return "Today, all its answers are the highest."
    if len(below) == 1:
        return f"Today, 1 of its {len(entries)} answers is below the highest."
    return f"Today, {len(below)} of its {len(entries)} answers are below the highest."


def _needs(menu: Menu, now: Choices, known: Choices) -> Screen:
    boxes = chain.from_iterable(
        (
            Box(id=need.id, label=need.title, why=_why_need(need.id, menu, known)),
            *(
                Box(id=item.id, label=item.title, depth=1, why=_why_need(item.id, menu, known))
                for item in need.items
            ),
        )
        for need in menu.offered.needs
    )
    return Screen(question="Needs: which will you work on?", boxes=tuple(boxes))


def _why_need(id_: str, menu: Menu, known: Choices) -> str:
    """Return why a need is ticked: an earlier plan, or the lowest answers that suggest it."""
    if menu.earlier and menu.earlier.ticks.get(id_) and id_ in known.left_out:
        return _CLEARED_AGAIN
    if menu.earlier and id_ in menu.earlier.ticks:
        return _EARLIER if menu.earlier.ticks[id_] else _CLEARED
    if id_ in known.needs:
        return _AGAIN
    if known.needs or known.actions or id_ not in menu.offered.proposed:
        return ""
    first, *others = (e.question.title for e in lowest(menu.result) if id_ in e.question.needs)
    if menu.earlier and not menu.earlier.ticks:  # it has no needs, so none is ticked
        if not others:
            return f"Your answer on {first} suggests it."
        return f"Your answers on {first} and {len(others)} more suggest it."
    if not others:
        return f"Proposed because of your answer on {first}."
    if len(others) == 1:
        return f"Proposed because of your answers on {first} and {others[0]}."
    return f"Proposed because of your answers on {first} and {len(others)} more."


def _actions(menu: Menu, now: Choices, known: Choices) -> Screen:
    if menu.earlier:
        begun = menu.begun(now)
        boxes = (box for table in menu.new(now) for box in _new_boxes(table, begun, known))
        return Screen(question="New actions: which will you take up?", boxes=tuple(boxes))
    tables = menu.tables(now)

    def problem(ids: Sequence[str]) -> str:
        for table in tables:
            if table.chosen and table.codes and not {*table.codes} & {*ids}:
                return f"Tick at least one action for {table.title}, or go back and clear it there."
        return ""

    return Screen(
        question="Actions: which will you take up?",
        boxes=tuple(box for table in tables for box in _action_boxes(table, known)),
        problem=problem,
    )


def _action_boxes(table: PlanTable, known: Choices) -> Iterator[Box]:
    begun = begun_with((table,), known.actions)
    if {*begun} & {*known.actions}:
        why = _AGAIN
    elif not begun:
        why = "Nothing of it was chosen last time."
    elif len(begun) == 1:
        why = "Proposed: the first."
    else:
        why = f"Proposed: the first {len(begun)}."
    return _boxes(table, why)


def _new_boxes(table: PlanTable, begun: Sequence[str], known: Choices) -> Iterator[Box]:
    """Return the boxes of the actions in a table that an earlier plan does not know."""
    number = len({*table.codes} & {*begun})
    if {*table.codes} & {*known.actions}:
        why = _AGAIN
    elif {*table.codes} & {*known.left_out}:
        why = "Nothing of it was chosen last time."
    elif not number:
        why = "It is in the plan with the same answers."
    elif number == 1:
        why = "New, or answered anew. Proposed: the first."
    else:
        why = f"New, or answered anew. Proposed: the first {number}."
    return _boxes(table, why)


def _boxes(table: PlanTable, why: str) -> Iterator[Box]:
    """Yield a box for each action of a table, the first with where it stands and why."""
    below = sum(entry.next_option is not None for entry in table.entries)
    today = f"{below} answers are below the highest." if below > 1 else _today(table.entries)
    about = f"{today} {why}" if table.entries else why
    for n, row in enumerate(row for row in table.rows if row.code):
        by = f"by {row.due}" if row.due else ""
        yield Box(
            id=row.code,
            label=f"{row.code}: {row.action}",
            why="; ".join(filter(None, (row.lead, row.resources, by))),
            group="" if n else table.title,
            about="" if n else about,
        )


_SCREENS: dict[str, Callable[[Menu, Choices, Choices], Screen]] = {
    "focus": _areas,
    "needs": _needs,
    "actions": _actions,
}
