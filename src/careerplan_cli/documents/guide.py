"""The guide of a level as blocks."""

from collections.abc import Iterator, Sequence

from careerplan_cli.documents.blocks import (
    Block,
    Bullets,
    Check,
    Checklist,
    Heading,
    Item,
    Paragraph,
    bullets,
)
from careerplan_cli.model.guide import Level, Part
from careerplan_cli.model.review import ReviewEntry, ReviewItem, ReviewList


def level_guide(level: Level, review: ReviewList | None, depth: int) -> Iterator[Block]:
    """Yield a level's introduction, steps and toolkit; their headings begin at `depth`."""
    yield Heading(depth, level.introduction.title)
    yield Paragraph(level.introduction.text)
    for number, step in enumerate(level.steps, 1):
        yield Heading(depth, f"Step {number}: {step.title}")
        if step.text:
            yield Paragraph(step.text)
        yield from _parts(step.parts, depth + 1)
        if step.review_list and review:
            yield from _review_list(review, level, depth + 1)
    if level.toolkit:
        yield Heading(depth, "Toolkit")
        yield Bullets(tuple(Item(entry.title, url=entry.url) for entry in level.toolkit))


def _parts(parts: Sequence[Part], depth: int) -> Iterator[Block]:
    for part in parts:
        if part.heading:
            yield Heading(depth, part.heading)
        if part.text:
            yield Paragraph(part.text)
        if part.points:
            yield bullets(part.points)


def _review_list(review: ReviewList, level: Level, depth: int) -> Iterator[Block]:
    yield Heading(depth, review.title)
    for title, entries in (("Needs", review.needs), ("Areas of focus", review.areas_of_focus)):
        offered = [entry for entry in entries if entry.offered_at(level.id)]
        if offered:
            yield Paragraph(f"{title}:")
            yield Checklist(tuple(_check(entry, level) for entry in offered))


def _check(entry: ReviewEntry, level: Level) -> Check:
    items = (item for item in entry.items if item.offered_at(level.id))
    return Check(_words(entry), checks=tuple(Check(_words(item)) for item in items))


def _words(line: ReviewItem) -> str:
    return f"{line.title} ({line.note})" if line.note else line.title
