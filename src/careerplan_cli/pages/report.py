"""The report as blocks: what the result screen says, in full, for readers who were not there."""

from collections.abc import Iterator

from careerplan_cli.comparing import Change, Comparison
from careerplan_cli.model.blocks import (
    Block,
    Bullets,
    Check,
    Checklist,
    Document,
    Heading,
    Item,
    Numbered,
    PageBreak,
    Paragraph,
    bullets,
    table,
)
from careerplan_cli.model.guide import Level
from careerplan_cli.model.instrument import Option
from careerplan_cli.model.result import QuestionResult, Result
from careerplan_cli.model.review import ReviewList
from careerplan_cli.pages.guide import (
    introduction,
    mark,
    recommended_actions,
    steps,
    toolkit,
)
from careerplan_cli.pages.standing import (
    Levels,
    name_of,
    points,
    profile,
    standing,
    who,
)
from careerplan_cli.scoring.rules import in_section, lowest

_DIRECTIONS = {"higher": "▲ higher", "lower": "▼ lower", "same": "the same", "changed": "changed"}


def report(
    result: Result,
    level: Level,
    levels: Levels,
    review: ReviewList | None,
    comparison: Comparison | None = None,
) -> Document:
    """Return the report on a result with its level, and with what changed since an earlier one."""
    title = f"{name_of(result.answer_set)}: career and skills training programs"
    return Document(title, tuple(_blocks(title, result, level, levels, review, comparison)))


def _blocks(
    title: str,
    result: Result,
    level: Level,
    levels: Levels,
    review: ReviewList | None,
    comparison: Comparison | None,
) -> Iterator[Block]:
    yield Heading(1, title)
    yield Paragraph(who(result))
    yield Heading(2, "Where the district stands")
    yield from standing(result, level, levels)
    if comparison:
        yield from _changes(comparison, levels)
    if result.instrument.adds_points:
        yield from _areas(result)
        yield from _first_areas(result)
    else:
        yield from _statements(result)
        yield from _left_to_do(result)
    yield from _focus(result, review)
    yield Heading(2, "Recommended actions")
    yield recommended_actions(level)
    yield PageBreak()
    yield Heading(2, f"The guide: {mark(level)}")
    yield from introduction(level, 3)
    yield from steps(level, review, 3, {*result.answer_set.needs, *result.answer_set.focus})
    yield from toolkit(level, 3)


def _areas(result: Result) -> Iterator[Block]:
    yield Heading(2, "Area by area")
    yield profile(result)
    for entry in result.questions:
        yield Heading(3, entry.question.title)
        yield Paragraph(entry.question.prompt)
        if entry.option:
            worth = points(entry.question.maximum)
            told = f"{entry.option.label} ({entry.option.points} of {worth})"
            yield from _answer("Your answer:", told, entry.option)
        if entry.next_option:
            yield from _answer("Next answer up:", entry.next_option.label, entry.next_option)
        else:
            yield Paragraph("This is the highest answer. Keep what works, and share it.")
        if entry.note:
            yield Paragraph(entry.note, "Note:")


def _answer(lead: str, words: str, option: Option) -> Iterator[Block]:
    yield Paragraph(words, lead)
    if option.details:
        yield bullets(option.details)


def _first_areas(result: Result) -> Iterator[Block]:
    """Yield where to start: the lowest answers, each with one step up."""
    yield Heading(2, "Where to start")
    first = lowest(result)
    if not first:
        yield Paragraph("Every area is at its highest answer. Keep what works, and share it.")
        return
    yield Paragraph("These areas have the fewest points: start here, with one step up.")
    yield Bullets(tuple(map(_one_step_up, first)))
    later = [entry.question.title for entry in result.improvable if entry not in first]
    if later:
        yield Paragraph(f"{', '.join(later)}.", "After that:")


def _one_step_up(entry: QuestionResult) -> Item:
    today = entry.option.label if entry.option else ""
    target = entry.next_option.label if entry.next_option else ""
    return Item(f"today “{today}”, one step up “{target}”.", f"{entry.question.title}:")


def _statements(result: Result) -> Iterator[Block]:
    """Yield all statements with their answers and notes, section by section."""
    yield Heading(2, "Statement by statement")
    for section in result.instrument.sections:
        entries = in_section(result.questions, section)
        yield Heading(3, section.title)
        rows = [
            (e.question.prompt, e.option.label if e.option else "no answer yet", e.note or "–")
            for e in entries
        ]
        yield table(section.title, ["Statement", "Answer", "Note"], rows, 5, 2, 3)


def _left_to_do(result: Result) -> Iterator[Block]:
    yield Heading(2, "Left to do")
    if not result.improvable:
        yield Paragraph("Nothing: every answer that counts is the highest one.")
    for section in result.instrument.sections:
        entries = in_section(result.improvable, section)
        if entries:
            yield Heading(3, section.title)
            yield Checklist(tuple(map(_to_do, entries)))


def _to_do(entry: QuestionResult) -> Check:
    label = entry.option.label if entry.option else ""
    return Check(f"{label}: {entry.question.prompt}")


def _focus(result: Result, review: ReviewList | None) -> Iterator[Block]:
    """Yield the areas of focus by their titles, the lowest points first."""
    titles = {area.id: area.title for area in review.areas_of_focus} if review else {}
    found = [titles[id_] for id_ in result.focus_areas if id_ in titles]
    if found:
        yield Heading(2, "Areas of focus")
        yield Paragraph("What your answers point at, in the words of the review check list:")
        yield Numbered(tuple(map(Item, found)))


def _changes(comparison: Comparison, levels: Levels) -> Iterator[Block]:
    before, now = comparison.before, comparison.now
    day = before.answer_set.date.isoformat() if before.answer_set.date else "the answers before"
    yield Heading(2, f"What changed since {day}")
    if not before.complete:
        answered = f"{before.answered} of {len(before.questions)}"
        yield Paragraph(f"The earlier answers are not complete: {answered} questions.")
    was, is_now = _level(before, levels), _level(now, levels)
    told = f"{is_now}, as before." if was == is_now else f"{was}, now {is_now}."
    yield Paragraph(told, "Level:")
    directions = [change.direction for change in comparison.changes]
    higher, lower = directions.count("higher"), directions.count("lower")
    yield Paragraph(f"{higher} higher, {lower} lower.", "Answers:")
    if now.instrument.adds_points:
        maximum = points(now.instrument.maximum)
        yield Paragraph(f"{before.total}, now {now.total} of {maximum}.", "Total:")
        changes = comparison.changes
    else:
        changes = tuple(c for c in comparison.changes if c.direction != "same")
    if changes:
        head = ["Area", "Earlier", "Now", "Change"]
        yield table("What changed", head, [_change(change) for change in changes], 3, 3, 3, 1.6)
    else:
        yield Paragraph("No answer changed.")


def _level(result: Result, levels: Levels) -> str:
    if result.level:
        return str(mark(levels[result.level]))
    return f"no level ({result.answered} of {len(result.questions)} answered)"


def _change(change: Change) -> tuple[str, str, str, str]:
    before, now = ((o.label if o else "no answer") for o in (change.before, change.now))
    return change.question.title, before, now, _DIRECTIONS[change.direction]
