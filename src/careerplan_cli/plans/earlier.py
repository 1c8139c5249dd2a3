"""What an earlier plan takes up, which a new one carries on from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from careerplan_cli.model.actions import Action
from careerplan_cli.model.plans import Plans
from careerplan_cli.model.result import Result
from careerplan_cli.planning import Offer
from careerplan_cli.plans.answers import answers_of
from careerplan_cli.plans.model import NEW, Plan
from careerplan_cli.plans.reading import fingerprint


@dataclass(frozen=True, kw_only=True)
class EarlierChoices:
    """What a team chose in an earlier plan.

    `ticks` are the needs, by their ids, that it has, or that its team has cleared; `areas` those of
    focus that it has actions for; `codes` those of the actions that it has, or that are left out,
    `present` of those that it has. `lowest` are the questions that had the lowest answers when it
    was made, on `date`.
    """

    ticks: Mapping[str, bool]
    areas: tuple[str, ...]
    codes: frozenset[str]
    present: frozenset[str]
    lowest: frozenset[str]
    date: date | None


def earlier_choices(
    plan: Plan,
    plans: Plans,
    offered: Offer,
    result: Result,
    library: Sequence[Action],
    *,
    known: bool,
) -> EarlierChoices:
    """Return what an earlier plan takes up of what is offered for a result now.

    Where it is not `known` whose plan it is, all actions of the library are taken to be left out.
    """
    return EarlierChoices(
        ticks=_ticks(plan, offered),
        areas=_areas(plan, offered),
        codes=_codes(plan, library, known=known),
        present=_present(plan),
        date=plan.identity.date,
        lowest=_lowest(plan, plans, result),
    )


def _ticks(old: Plan, offered: Offer) -> Mapping[str, bool]:
    """Return the needs, by their ids, that an earlier plan has: ticked, or cleared by the team."""
    ids = {line.title: line.id for need in offered.needs for line in (need, *need.items)}
    return {
        ids[title]: ticked
        for title, ticked in old.ticks.items()
        if title in ids and (ticked or fingerprint("tick", title, "False") not in old.given)
    }


def _codes(plan: Plan, library: Sequence[Action], *, known: bool) -> frozenset[str]:
    """Return the codes of the library's actions that an earlier plan has, or that are left out."""
    present = _present(plan)
    return frozenset(
        action.code
        for action in library
        if not known or action.code in present or fingerprint("code", action.code) in plan.given
    )


def _present(plan: Plan) -> frozenset[str]:
    return frozenset(row.code for group in plan.groups for row in group.rows if row.code)


def _areas(old: Plan, offered: Offer) -> tuple[str, ...]:
    """Return the ids of the areas of focus that an earlier plan has actions for.

    Those of the finer lines that it names behind an area's title are with them.
    """
    found = {}
    for group in old.groups:
        for part in group.title.removeprefix(f"{NEW}: ").split("; "):
            title, _, finer = part.partition(": ")
            found[title] = finer.split(", ")
    return tuple(
        id_
        for area in offered.areas
        if area.title in found
        for id_ in (area.id, *(i.id for i in area.items if i.title in found[area.title]))
    )


def _lowest(old: Plan, plans: Plans, result: Result) -> frozenset[str]:
    """Return the ids of the questions with the lowest answers when an earlier plan was made."""
    said = {entry.question.id: entry.said for entry in result.questions}
    shares = {}
    for id_, chosen in answers_of(old, plans, result.instrument, said).items():
        question = next(entry.question for entry in result.questions if entry.question.id == id_)
        if (option := question.option(chosen)).counts:
            shares[id_] = option.points / (question.maximum or 1)
    least = min(shares.values(), default=1)
    return frozenset(id_ for id_, share in shares.items() if share == least < 1)
