"""What must hold in an instrument beyond the form of each entry: ids, references, levels."""

from collections.abc import Iterator, Sequence
from itertools import islice

from careerplan_cli.model.errors import Problem
from careerplan_cli.model.instrument import Bands, Condition, Instrument, Option, Shares
from careerplan_cli.pack.checks import repeated, unknown_name
from careerplan_cli.schema.yaml_file import Document, EntryPath
from careerplan_cli.scoring.rules import compositions, level_by_shares, reachable_totals

_MANY_CASES = 200_000
"""How many cases are tried, at most, to see that each has a level."""


_COUNTED = {
    "sections",
    "questions",
    "options",
    "points",
    "classification",
    "bands",
    "lowest",
    "highest",
    "rules",
    "conditions",
    "option",
    "more_than",
    "at_least",
    "at_most",
    "less_than",
}
"""Entries that make totals and shares unknown where they, or parts of them, are not known."""


def instrument_problems(
    instrument: Instrument,
    document: Document,
    level_ids: tuple[str, ...],
    area_ids: tuple[str, ...] | None,
    unknown: frozenset[EntryPath] = frozenset(),
) -> Iterator[Problem]:
    """Yield what is wrong with an instrument, given the pack's levels and areas of focus.

    Without areas (None) what questions point at is not checked. Where a number of points or a
    bound is among the `unknown` values, totals are not checked.
    """
    yield from repeated(document, [section.id for section in instrument.sections], "sections")
    asked: set[str] = set()
    for s, section in enumerate(instrument.sections):
        for q, question in enumerate(section.questions):
            route: EntryPath = ("sections", s, "questions", q)
            if question.id in asked:
                text = f"the id {question.id!r} is taken by another question; choose another."
                yield document.problem((*route, "id"), text)
            asked.add(question.id)
            yield from _option_problems(document, question.options, (*route, "options"))
            if not question.options and not instrument.options:
                yield document.problem(
                    route, "options is missing here, and at the top of the file."
                )
            for f, area in enumerate(question.focus):
                if area_ids is not None and area not in area_ids:
                    yield unknown_name(
                        document, (*route, "focus", f), "area of focus", area, area_ids
                    )
    yield from _option_problems(document, instrument.options, ("options",))
    if any(_entry(route) in _COUNTED for route in unknown):
        return
    if isinstance(instrument.classification, Bands):
        yield from _band_problems(instrument, instrument.classification, document, level_ids)
    else:
        yield from _share_problems(instrument, instrument.classification, document, level_ids)


def _entry(route: EntryPath) -> str:
    """Return the name of the entry that a value is, or that it is a part of."""
    names = [key for key in route if isinstance(key, str)]
    return names[-1] if names else "sections"


def _option_problems(
    document: Document, options: Sequence[Option], route: EntryPath
) -> Iterator[Problem]:
    """Yield where options of one question share an id or a key."""
    yield from repeated(document, [option.id for option in options], *route)
    keys = [option.key for option in options]
    for n, key in enumerate(keys):
        if key and (key in keys[:n] or key == "b"):
            taken = "means back" if key == "b" else "is taken by another one here"
            text = f"the key {key!r} {taken}; choose another."
            yield document.problem((*route, n, "key"), text)


def _share_problems(
    instrument: Instrument, shares: Shares, document: Document, level_ids: tuple[str, ...]
) -> Iterator[Problem]:
    """Yield what is wrong with the rules: unknown names, a case without a level, a level unused."""
    asked = instrument.with_shared_options().questions
    options = tuple(dict.fromkeys(option.id for question in asked for option in question.options))
    rules: EntryPath = ("classification", "rules")
    known = True
    for r, rule in enumerate(shares.rules):
        if rule.level not in level_ids:
            yield unknown_name(document, (*rules, r, "level"), "level", rule.level, level_ids)
        for c, condition in enumerate(rule.conditions):
            route = (*rules, r, "conditions", c)
            if condition.option not in options:
                known = False
                yield unknown_name(
                    document, (*route, "option"), "option", condition.option, options
                )
            if condition == Condition(option=condition.option):
                text = "a condition needs more_than, at_least, at_most or less_than."
                yield document.problem(route, text)
    if known:
        yield from _case_problems(shares, document, len(asked))


def _case_problems(shares: Shares, document: Document, questions: int) -> Iterator[Problem]:
    """Yield a case that no rule covers, and the rules that no case reaches first."""
    reached: set[str] = set()
    for tally in islice(_cases(shares, questions), _MANY_CASES):
        level = level_by_shares(shares, tally)
        if level is None:
            case = ", ".join(f"{n} {id_ or 'others'}" for id_, n in tally.items() if n)
            text = f"no rule holds for {case}; end the list with a rule without conditions."
            yield document.problem(("classification", "rules"), text)
            return
        reached.add(level)
    for r, rule in enumerate(shares.rules):
        if rule.level not in reached:
            text = f"{rule.level} cannot be reached: a rule above it always holds first."
            yield document.problem(("classification", "rules", r, "level"), text)


def _cases(shares: Shares, questions: int) -> Iterator[dict[str, int]]:
    for answers in range(1, questions + 1):
        yield from compositions(shares, answers)


def _band_problems(
    instrument: Instrument, classification: Bands, document: Document, level_ids: tuple[str, ...]
) -> Iterator[Problem]:
    """Yield what is wrong with the bands: each total from 0 to the maximum is in exactly one."""
    bands = classification.bands
    totals = reachable_totals(instrument.with_shared_options())
    route: EntryPath = ("classification", "bands")
    for b, band in enumerate(bands):
        if band.level not in level_ids:
            yield unknown_name(document, (*route, b, "level"), "level", band.level, level_ids)
        if band.lowest > band.highest:
            text = f"the band goes from {band.lowest} down to {band.highest}; swap the two."
            yield document.problem((*route, b, "lowest"), text)
        elif not any(band.lowest <= total <= band.highest for total in totals):
            text = f"no answers add up to {band.lowest} to {band.highest} points; widen the band."
            yield document.problem((*route, b, "lowest"), text)
    expected = 0
    for b, band in sorted(enumerate(bands), key=lambda entry: entry[1].lowest):
        if band.lowest != expected:
            what = "leaves a gap after" if band.lowest > expected else "overlaps the band up to"
            text = f"lowest is {band.lowest} and {what} {expected - 1}; expected {expected}."
            yield document.problem((*route, b, "lowest"), text)
        expected = max(expected, band.highest + 1)
    maximum = max(totals)
    if expected != maximum + 1:
        b = max(range(len(bands)), key=lambda n: bands[n].highest)
        text = f"highest is {bands[b].highest}; expected {maximum}, the most points."
        yield document.problem((*route, b, "highest"), text)
