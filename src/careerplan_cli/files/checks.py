"""What must hold in content beyond the form of each entry: ids, references, bands."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from careerplan_cli.files.document import Document, Route
from careerplan_cli.model.errors import Problem, did_you_mean
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.review import ReviewItem, ReviewList

if TYPE_CHECKING:
    from careerplan_cli.model.guide import Level


def instrument_problems(
    instrument: Instrument,
    document: Document,
    level_ids: tuple[str, ...],
    area_ids: tuple[str, ...],
) -> Iterator[Problem]:
    """Yield what is wrong with an instrument, given the pack's levels and areas of focus."""
    yield from _repeated(document, [section.id for section in instrument.sections], "sections")
    asked: set[str] = set()
    for s, section in enumerate(instrument.sections):
        for q, question in enumerate(section.questions):
            route: Route = ("sections", s, "questions", q)
            if question.id in asked:
                text = f"the id {question.id!r} is taken by another question; choose another."
                yield document.problem((*route, "id"), text)
            asked.add(question.id)
            options = [option.id for option in question.options]
            yield from _repeated(document, options, *route, "options")
            for f, area in enumerate(question.focus):
                if area not in area_ids:
                    yield _unknown(document, (*route, "focus", f), "area of focus", area, area_ids)
    yield from _band_problems(instrument, document, level_ids)


def _band_problems(
    instrument: Instrument, document: Document, level_ids: tuple[str, ...]
) -> Iterator[Problem]:
    """Yield what is wrong with the bands: each total from 0 to the maximum is in exactly one."""
    bands = instrument.classification.bands
    route: Route = ("classification", "bands")
    for b, band in enumerate(bands):
        if band.level not in level_ids:
            yield _unknown(document, (*route, b, "level"), "level", band.level, level_ids)
        if band.lowest > band.highest:
            text = f"the band goes from {band.lowest} down to {band.highest}; swap the two."
            yield document.problem((*route, b, "lowest"), text)
    expected = 0
    for b, band in sorted(enumerate(bands), key=lambda entry: entry[1].lowest):
        if band.lowest != expected:
            what = "leaves a gap after" if band.lowest > expected else "overlaps the band up to"
            text = f"lowest is {band.lowest} and {what} {expected - 1}; expected {expected}."
            yield document.problem((*route, b, "lowest"), text)
        expected = max(expected, band.highest + 1)
    if expected != instrument.maximum + 1:
        b = max(range(len(bands)), key=lambda n: bands[n].highest)
        text = f"highest is {bands[b].highest}; expected {instrument.maximum}, the most points."
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
