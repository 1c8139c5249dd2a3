"""The guide as blocks: a level's introduction, its steps, its toolkit, and the parts of a topic."""

from collections.abc import Collection, Iterator, Sequence

from careerplan_cli.model.blocks import (
    Block,
    Bullets,
    Check,
    Checklist,
    Heading,
    Item,
    Mark,
    Numbered,
    Paragraph,
    bullets,
)
from careerplan_cli.model.guide import Level, Part
from careerplan_cli.model.review import ReviewEntry, ReviewItem, ReviewList


def mark(level: Level) -> Mark:
    """Return how a level is told."""
    return Mark(level.symbol, level.title, level.colour)


def recommended_actions(level: Level) -> Numbered:
    """Return what a level's guide recommends, in order."""
    return Numbered(tuple(map(Item, level.recommended_actions)))


def introduction(level: Level, depth: int) -> Iterator[Block]:
    """Yield what opens a level's guide; its heading has `depth`."""
    yield Heading(depth, level.introduction.title)
    yield Paragraph(level.introduction.text)


def steps(
    level: Level, review: ReviewList | None, depth: int, ticked: Collection[str] = ()
) -> Iterator[Block]:
    """Yield all steps of a level's guide; their headings have `depth`.

    In the review check list the lines with the ids in `ticked` are ticked.
    """
    for number in range(1, len(level.steps) + 1):
        yield from step(level, number, review, depth, ticked)


def step(
    level: Level,
    number: int,
    review: ReviewList | None,
    depth: int,
    ticked: Collection[str] = (),
) -> Iterator[Block]:
    """Yield one step of a level's guide, counted from 1; the rest is as in `steps`."""
    chosen = level.steps[number - 1]
    yield Heading(depth, f"Step {number}: {chosen.title}")
    if chosen.text:
        yield Paragraph(chosen.text)
    yield from parts(chosen.parts, depth + 1)
    if chosen.review_list and review:
        yield from _review_list(review, level, depth + 1, ticked)


def toolkit(level: Level, depth: int) -> Iterator[Block]:
    """Yield the documents to go on with; without any, nothing."""
    if level.toolkit:
        yield Heading(depth, "Toolkit")
        yield Bullets(tuple(Item(entry.title, url=entry.url) for entry in level.toolkit))


def parts(found: Sequence[Part], depth: int) -> Iterator[Block]:
    """Yield the parts of a step or topic; their headings have `depth`."""
    for part in found:
        if part.heading:
            yield Heading(depth, part.heading)
        if part.text:
            yield Paragraph(part.text)
        if part.points:
            yield bullets(part.points)


def _review_list(
    review: ReviewList, level: Level, depth: int, ticked: Collection[str]
) -> Iterator[Block]:
    yield Heading(depth, review.title)
    for title, entries in (("Needs", review.needs), ("Areas of focus", review.areas_of_focus)):
        offered = [entry for entry in entries if entry.offered_at(level.id)]
        if offered:
            yield Heading(depth + 1, title)
            yield Checklist(tuple(_check(entry, level, ticked) for entry in offered))


def _check(entry: ReviewEntry, level: Level, ticked: Collection[str]) -> Check:
    items = (item for item in entry.items if item.offered_at(level.id))
    finer = tuple(Check(_words(item), item.id in ticked) for item in items)
    return Check(_words(entry), entry.id in ticked, finer)


def _words(line: ReviewItem) -> str:
    return f"{line.title} ({line.note})" if line.note else line.title
