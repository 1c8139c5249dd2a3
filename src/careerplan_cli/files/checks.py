"""What must hold in content beyond the form of each entry: ids, references, bands."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from careerplan_cli.files.document import Document, Route
from careerplan_cli.model.errors import Problem, did_you_mean
from careerplan_cli.model.instrument import Bands, Condition, Instrument, Option, Shares
from careerplan_cli.model.review import ReviewItem, ReviewList
from careerplan_cli.scoring import level_by_shares, reachable_totals, tallies

if TYPE_CHECKING:
    from careerplan_cli.model.guide import Level
    from careerplan_cli.model.plans import Form, Plans, Workbook

_MANY_CASES = 200_000
"""How many cases are tried, at most, to see that each has a level."""


_NUMBERS = {
    ("points",),
    ("lowest",),
    ("highest",),
    ("options",),
    ("questions",),
    ("option",),
    ("more_than",),
    ("at_least",),
    ("at_most",),
    ("less_than",),
}
"""Where a value that is not known makes totals and shares unknown too."""


def instrument_problems(
    instrument: Instrument,
    document: Document,
    level_ids: tuple[str, ...],
    area_ids: tuple[str, ...] | None,
    unknown: frozenset[Route] = frozenset(),
) -> Iterator[Problem]:
    """Yield what is wrong with an instrument, given the pack's levels and areas of focus.

    Without areas (None) what questions point at is not checked. Where a number of points or a
    bound is among the `unknown` values, totals are not checked.
    """
    yield from _repeated(document, [section.id for section in instrument.sections], "sections")
    asked: set[str] = set()
    for s, section in enumerate(instrument.sections):
        for q, question in enumerate(section.questions):
            route: Route = ("sections", s, "questions", q)
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
                    yield _unknown(document, (*route, "focus", f), "area of focus", area, area_ids)
    yield from _option_problems(document, instrument.options, ("options",))
    if any(route[-1:] in _NUMBERS for route in unknown):
        return
    if isinstance(instrument.classification, Bands):
        yield from _band_problems(instrument, instrument.classification, document, level_ids)
    else:
        yield from _share_problems(instrument, instrument.classification, document, level_ids)


def _option_problems(
    document: Document, options: Sequence[Option], route: Route
) -> Iterator[Problem]:
    """Yield where options of one question share an id or a key."""
    yield from _repeated(document, [option.id for option in options], *route)
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
    rules: Route = ("classification", "rules")
    known = True
    for r, rule in enumerate(shares.rules):
        if rule.level not in level_ids:
            yield _unknown(document, (*rules, r, "level"), "level", rule.level, level_ids)
        for c, condition in enumerate(rule.conditions):
            route = (*rules, r, "conditions", c)
            if condition.option not in options:
                known = False
                yield _unknown(document, (*route, "option"), "option", condition.option, options)
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
        yield from tallies(shares, answers)


def _band_problems(
    instrument: Instrument, classification: Bands, document: Document, level_ids: tuple[str, ...]
) -> Iterator[Problem]:
    """Yield what is wrong with the bands: each total from 0 to the maximum is in exactly one."""
    bands = classification.bands
    totals = reachable_totals(instrument.with_shared_options())
    route: Route = ("classification", "bands")
    for b, band in enumerate(bands):
        if band.level not in level_ids:
            yield _unknown(document, (*route, b, "level"), "level", band.level, level_ids)
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


def level_problems(loaded: "Sequence[tuple[Level, Document]]") -> Iterator[Problem]:
    """Yield where two levels share a rank or a name."""
    ranks: dict[int, str] = {}
    names = {level.id: level.id for level, _ in loaded}
    for level, document in loaded:
        if level.rank in ranks:
            text = f"rank {level.rank} is that of {ranks[level.rank]} too; give each its own."
            yield document.problem(("rank",), text)
        ranks.setdefault(level.rank, level.id)
        for n, alias in enumerate(level.aliases):
            if alias in names:
                text = f"{alias!r} already names {names[alias]}; choose another alias."
                yield document.problem(("aliases", n), text)
            names.setdefault(alias, level.id)


def topic_problems(ids: Sequence[str], document: Document) -> Iterator[Problem]:
    """Yield where two topics share an id."""
    yield from _repeated(document, ids, "topics")


def review_problems(
    review: ReviewList, document: Document, level_ids: tuple[str, ...]
) -> Iterator[Problem]:
    """Yield where the check list repeats an id or names a level that is not there."""
    seen: set[str] = set()
    for list_name, entries in (("needs", review.needs), ("areas_of_focus", review.areas_of_focus)):
        for e, entry in enumerate(entries):
            lines: list[tuple[Route, ReviewItem]] = [((list_name, e), entry)]
            lines += [((list_name, e, "items", i), item) for i, item in enumerate(entry.items)]
            for route, line in lines:
                if line.id in seen:
                    text = f"the id {line.id!r} stands twice in this list; choose another."
                    yield document.problem((*route, "id"), text)
                seen.add(line.id)
                for n, level in enumerate(line.levels):
                    if level not in level_ids:
                        place = (*route, "levels", n)
                        yield _unknown(document, place, "level", level, level_ids)


def plan_problems(
    plans: "Plans", document: Document, step_counts: Mapping[str, int | None]
) -> Iterator[Problem]:
    """Yield what is wrong with the planning workbooks.

    `step_counts` has the number of steps in the guide of each level, None where it is not known.
    """
    levels = tuple(step_counts)
    yield from _repeated(document, [chapter.id for chapter in plans.chapters], "chapters")
    for c, chapter in enumerate(plans.chapters):
        for p, piece in enumerate(chapter.pieces):
            route: Route = ("chapters", c, "pieces", p)
            for n, level in enumerate(piece.levels):
                if level not in levels:
                    yield _unknown(document, (*route, "levels", n), "level", level, levels)
            if piece.table:
                yield from _form_problems(piece.table, document, (*route, "table"))
    planned = [workbook.level for workbook in plans.workbooks]
    for w, workbook in enumerate(plans.workbooks):
        if workbook.level in planned[:w]:
            text = f"{workbook.level} has a workbook already; keep one of the two."
            yield document.problem(("workbooks", w, "level"), text)
        yield from _workbook_problems(plans, w, workbook, document, step_counts)
    for level in levels:
        if level not in planned:
            yield document.problem(("workbooks",), f"there is no workbook for {level}; add one.")


def _form_problems(form: "Form", document: Document, route: Route) -> Iterator[Problem]:
    columns = len(form.columns)
    for r, row in enumerate(form.rows):
        if len(row) > columns:
            text = f"the row has {len(row)} cells; expected {columns} at most, as in columns."
            yield document.problem((*route, "rows", r), text)
    if form.widths and len(form.widths) != columns:
        text = f"widths has {len(form.widths)} numbers; expected {columns}, as in columns."
        yield document.problem((*route, "widths"), text)


def _workbook_problems(
    plans: "Plans",
    number: int,
    workbook: "Workbook",
    document: Document,
    step_counts: Mapping[str, int | None],
) -> Iterator[Problem]:
    """Yield where a workbook names a level, a chapter or a step that is not there."""
    route: Route = ("workbooks", number)
    levels, chapters = tuple(step_counts), tuple(chapter.id for chapter in plans.chapters)
    if workbook.level not in levels:
        yield _unknown(document, (*route, "level"), "level", workbook.level, levels)
    for c, entry in enumerate(workbook.chapters):
        if entry.chapter not in chapters:
            place = (*route, "chapters", c, "chapter")
            yield _unknown(document, place, "chapter", entry.chapter, chapters)
    steps = step_counts.get(workbook.level)
    actions = [((*route, "actions", a), action) for a, action in enumerate(workbook.actions)]
    for place, action in ((*route, "each"), workbook.each), *actions:
        if steps is not None and action.step > steps:
            text = f"step is {action.step}; the guide of {workbook.level} has {steps} steps."
            yield document.problem((*place, "step"), text)


def _repeated(document: Document, ids: Sequence[str], *route: str | int) -> Iterator[Problem]:
    for n, id_ in enumerate(ids):
        if id_ in ids[:n]:
            text = f"the id {id_!r} is taken by another one here; choose another."
            yield document.problem((*route, n, "id"), text)


def _unknown(
    document: Document, route: Route, kind: str, name: str, valid: tuple[str, ...]
) -> Problem:
    hint = did_you_mean(name, valid)
    known = ", ".join(valid) or "none"
    return document.problem(route, f"there is no {kind} {name!r}{hint} Known: {known}.")
