"""The guide: levels and topics at a glance, a level's whole guide, one step, a topic.

`options` are the words that each command line takes besides its own.
"""

from collections.abc import Collection, Iterator, Sequence

from careerplan_cli.model.blocks import (
    Block,
    Bullets,
    Check,
    Checklist,
    Command,
    Document,
    Heading,
    Item,
    Numbered,
    Paragraph,
    bullets,
    document,
)
from careerplan_cli.model.guide import Level, Part, Topic
from careerplan_cli.model.review import ReviewEntry, ReviewItem, ReviewList
from careerplan_cli.pages.texts import mark


def overview_page(
    levels: Sequence[Level], topics: Sequence[Topic], language: str, options: str = ""
) -> Document:
    """Return the levels and the topics at a glance, with the commands that show them."""
    return document(_overview(levels, topics, options), language)


def level_page(
    level: Level, review: ReviewList | None, language: str, options: str = ""
) -> Document:
    """Return the whole guide of a level: what it means, its steps, what to do, the toolkit."""
    return document(_level(level, review, options), language)


def step_page(
    level: Level, number: int, review: ReviewList | None, language: str, options: str = ""
) -> Document:
    """Return one step of a level's guide, counted from 1, and the command for the next one."""
    return document(_one_step(level, number, review, options), language)


def topic_page(topic: Topic, language: str) -> Document:
    """Return a background topic."""
    return document(_topic(topic), language)


def _overview(levels: Sequence[Level], topics: Sequence[Topic], options: str) -> Iterator[Block]:
    yield Heading(1, "Guide")
    yield Heading(2, "Levels")
    for level in levels:
        yield Heading(3, str(mark(level)), level.colour)
        yield Paragraph(level.summary)
        yield Command(f"careerplan guide --level {level.id}{options}")
    if topics:
        yield Heading(2, "Topics")
        yield Bullets(tuple(Item(f"{one.title}\n{one.summary}", one.id) for one in topics))
        yield Command(f"careerplan guide --topic {topics[0].id}{options}", "Read a topic")
    yield Command(f"careerplan assess{options}", "Find your level")


def _level(level: Level, review: ReviewList | None, options: str) -> Iterator[Block]:
    yield from _title(level)
    yield Paragraph(level.feedback)
    yield from introduction(level, 2)
    yield from steps(level, review, 2, options=options)
    yield Heading(2, "Recommended actions", level.colour, level.symbol)
    yield recommended_actions(level)
    yield from toolkit(level, 2, options)


def _one_step(
    level: Level, number: int, review: ReviewList | None, options: str
) -> Iterator[Block]:
    yield from _title(level)
    yield from step(level, number, review, 2, options=options)
    if number < len(level.steps):
        line = f"careerplan guide --level {level.id} --step {number + 1}{options}"
        yield Command(line, "Next step")
    else:
        line = f"careerplan guide --level {level.id}{options}"
        yield Command(line, "This is the last step. The whole guide")


def _title(level: Level) -> Iterator[Block]:
    yield Heading(1, str(mark(level)), level.colour, level.symbol)
    yield Paragraph(level.summary)


def _topic(topic: Topic) -> Iterator[Block]:
    yield Heading(1, topic.title)
    if topic.text:
        yield Paragraph(topic.text)
    yield from parts(topic.parts, 2)


def recommended_actions(level: Level) -> Numbered:
    """Return what a level's guide recommends, in order."""
    return Numbered(tuple(map(Item, level.recommended_actions)))


def introduction(level: Level, depth: int) -> Iterator[Block]:
    """Yield what opens a level's guide; its heading has `depth`."""
    yield Heading(depth, level.introduction.title, level.colour, level.symbol)
    yield Paragraph(level.introduction.text)


def steps(
    level: Level,
    review: ReviewList | None,
    depth: int,
    ticked: Collection[str] = (),
    options: str = "",
) -> Iterator[Block]:
    """Yield all steps of a level's guide; their headings have `depth`.

    In the review list the lines with the ids in `ticked` are ticked.
    """
    for number in range(1, len(level.steps) + 1):
        yield from step(level, number, review, depth, ticked, options)


def step(
    level: Level,
    number: int,
    review: ReviewList | None,
    depth: int,
    ticked: Collection[str] = (),
    options: str = "",
) -> Iterator[Block]:
    """Yield one step of a level's guide, counted from 1; the rest is as in `steps`."""
    chosen = level.steps[number - 1]
    yield Heading(depth, f"Step {number}: {chosen.title}", level.colour, level.symbol)
    frame = {
        "Who:": chosen.who,
        "How long:": chosen.time,
        "What you will have at the end:": chosen.outcome,
    }
    if known := tuple(Item(text, lead) for lead, text in frame.items() if text):
        yield Bullets(known)
    if chosen.text:
        yield Paragraph(chosen.text)
    yield from parts(chosen.parts, depth + 1)
    if chosen.review_list and review:
        yield from _review_list(review, level, depth + 1, ticked)
    for tool in chosen.tools:
        yield Command(f"careerplan toolkit {tool}{options}", "Tool for this step")


def toolkit(level: Level, depth: int, options: str = "") -> Iterator[Block]:
    """Yield the tools and the documents to go on with; without any, nothing."""
    if not level.toolkit:
        return
    yield Heading(depth, "Toolkit", level.colour, level.symbol)
    for entry in level.toolkit:
        if entry.tool:
            yield Command(f"careerplan toolkit {entry.tool}{options}", entry.title)
    if linked := [entry for entry in level.toolkit if entry.url or not entry.tool]:
        yield Bullets(tuple(Item(entry.title, url=entry.url) for entry in linked))


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
