"""The result: where one district stands, what to work on, what to do next; a page of each."""

from collections.abc import Iterator

from careerplan_cli.model.blocks import (
    Badge,
    Block,
    Bullets,
    Check,
    Checklist,
    Command,
    Document,
    Heading,
    Item,
    PageBreak,
    Paragraph,
    Phrase,
    document,
    table,
)
from careerplan_cli.model.guide import Level
from careerplan_cli.model.instrument import Bands
from careerplan_cli.model.result import QuestionResult, Result
from careerplan_cli.model.review import ReviewList
from careerplan_cli.pages.guide import recommended_actions
from careerplan_cli.pages.pictures import scale, section_bars
from careerplan_cli.pages.texts import (
    HIGHEST,
    Levels,
    answer_of,
    answered,
    answers_needed,
    day,
    mark,
    possible_levels,
    to_the_next_level,
)
from careerplan_cli.scoring.rules import in_section, lowest


def result_page(
    result: Result, levels: Levels, review: ReviewList | None, language: str, options: str = ""
) -> Document:
    """Return where the district stands, what to work on, and what is next, with page breaks.

    Where points are added, what to work on is each area's answer and the areas of focus; else it
    is the list of what is left to do. Without a level there are no next steps. `options` are the
    words that each command line takes besides its own.
    """
    return document(_result(result, levels, review, options), language)


def _result(
    result: Result, levels: Levels, review: ReviewList | None, options: str
) -> Iterator[Block]:
    known = (result.answer_set.district, result.answer_set.respondent, day(result))
    yield Heading(1, " · ".join([result.instrument.title, *filter(None, known)]))
    yield from _reached(result, levels)
    yield PageBreak()
    if result.instrument.adds_points:
        yield from _area_by_area(result)
        if result.level:
            yield from _areas_of_focus(result, review)
    else:
        yield from left_to_do(result, with_notes=True)
    if result.level:
        yield PageBreak()
        yield from _next(levels[result.level], options)


def _reached(result: Result, levels: Levels) -> Iterator[Block]:
    classification = result.instrument.classification
    if result.level is None:
        yield Paragraph(answered(result), "No level yet:")
        yield Paragraph(answers_needed(result))
        yield Paragraph(f"{possible_levels(result, levels)}.", "Still possible:")
    else:
        yield Badge(mark(levels[result.level]))
        if isinstance(classification, Bands):
            yield scale(result, classification, levels)
        yield Paragraph(levels[result.level].feedback)
    if words := to_the_next_level(result, levels):
        yield Paragraph(words)
    if not result.instrument.adds_points:
        yield Heading(2, "Section by section")
        yield section_bars(result)


def _area_by_area(result: Result) -> Iterator[Block]:
    yield Heading(2, "Area by area")
    rows = [
        (
            entry.question.title,
            f"{answer_of(entry)}\nNote: {entry.note}" if entry.note else answer_of(entry),
            Phrase(entry.option.colour, colour=entry.option.colour) if entry.option else "-",
            f"{entry.option.points} of {entry.question.maximum}" if entry.option else "-",
        )
        for entry in result.questions
    ]
    yield table("Area by area", ("Area", "Answer", "Colour", "Points"), rows, 4, 6, 1.2, 1.2)


def _areas_of_focus(result: Result, review: ReviewList | None) -> Iterator[Block]:
    yield Heading(2, "Areas of focus")
    first = lowest(result)
    if not first:
        yield Paragraph(HIGHEST)
        return
    yield Paragraph("These areas have the fewest points: start here, with one step up.")
    for entry in first:
        if entry.option and entry.next_option:
            yield Heading(3, entry.question.title, entry.option.colour)
            yield Bullets(tuple(_step_up(entry, result, review)))
    yield from after_that(result)


def _step_up(entry: QuestionResult, result: Result, review: ReviewList | None) -> Iterator[Item]:
    if entry.option and entry.next_option:
        yield Item(entry.option.label, "Today:")
        yield Item(entry.next_option.label, "One step up:", details=entry.next_option.details)
    if areas := _area_titles(entry, result, review):
        yield Item(", ".join(areas), "Area of focus:")


def _area_titles(entry: QuestionResult, result: Result, review: ReviewList | None) -> list[str]:
    """Return the titles of a question's areas of focus, but not one that repeats its own title."""
    areas = review.areas_of_focus if review else ()
    own = entry.question.title.lower()
    return [
        area.title
        for area in areas
        if area.id in entry.question.focus
        and area.id in result.focus_areas
        and own not in area.title.lower()
    ]


def after_that(result: Result) -> Iterator[Block]:
    """Yield the areas to work on after those with the fewest points."""
    first = lowest(result)
    later = [entry.question.title for entry in result.improvable if entry not in first]
    if later:
        yield Paragraph(f"{', '.join(later)}.", "After that:")


def left_to_do(result: Result, *, with_notes: bool = False) -> Iterator[Block]:
    """Yield what is not at its highest answer, section by section, the lowest answers first."""
    yield Heading(2, "Left to do")
    if not result.improvable:
        yield Paragraph("Nothing: every answer that counts is the highest one.")
    for section in result.instrument.sections:
        entries = in_section(result.improvable, section)
        if entries:
            yield Heading(3, section.title)
            yield Checklist(tuple(_to_do(entry, with_notes) for entry in entries))


def _to_do(entry: QuestionResult, with_notes: bool) -> Check:
    prompt = entry.question.prompt
    text = f"{prompt}\nNote: {entry.note}" if with_notes and entry.note else prompt
    colour = entry.option.colour if entry.option else None
    return Check(text, lead=f"{answer_of(entry)}:", colour=colour)


def _next(level: Level, options: str) -> Iterator[Block]:
    yield Heading(2, "Recommended actions")
    yield recommended_actions(level)
    yield Heading(2, "Next steps")
    steps = (Item(step.title, f"{level.symbol} Step {n}") for n, step in enumerate(level.steps, 1))
    yield Bullets(tuple(steps))
    yield Command(f"careerplan guide --level {level.id}{options}", "Read them in full")
