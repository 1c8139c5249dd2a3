"""The guide as Markdown: the levels and topics at a glance, a level, a step, a topic."""

from collections.abc import Iterator, Sequence

from careerplan_cli.documents.markdown import bullets, escaped
from careerplan_cli.model.guide import Level, Part, Topic
from careerplan_cli.model.review import ReviewEntry, ReviewItem, ReviewList
from careerplan_cli.model.visible import one_line


def overview_markdown(levels: Sequence[Level], topics: Sequence[Topic]) -> str:
    """Return the levels and the topics, each with its id and what it is about."""
    parts = ["# Guide\n", "## Levels\n", "".join(_about(level) for level in levels)]
    return "\n".join([*parts, "## Topics\n", "".join(_about(topic) for topic in topics)])


def _about(item: Level | Topic) -> str:
    symbol = f"{item.symbol} " if isinstance(item, Level) else ""
    return f"- {symbol}**{_inline(item.title)}** (`{item.id}`): {_inline(item.summary)}\n"


def level_markdown(level: Level, review: ReviewList | None) -> str:
    """Return the whole guide of a level."""
    return "\n".join(_level(level, review))


def step_markdown(level: Level, number: int, review: ReviewList | None) -> str:
    """Return one step of a level's guide, counted from 1."""
    title = f"# {level.symbol} {escaped(level.title)}\n"
    return "\n".join([title, *_step(level, number, review)])


def topic_markdown(topic: Topic) -> str:
    """Return a background topic."""
    text = [f"{escaped(topic.text)}\n"] if topic.text else []
    return "\n".join([f"# {escaped(topic.title)}\n", *text, *_parts(topic.parts, 2)])


def _level(level: Level, review: ReviewList | None) -> Iterator[str]:
    yield f"# {level.symbol} {escaped(level.title)}\n"
    yield f"{_inline(level.summary)}\n"
    yield f"{escaped(level.feedback)}\n"
    yield f"## {_inline(level.introduction.title)}\n"
    yield f"{escaped(level.introduction.text)}\n"
    for number in range(1, len(level.steps) + 1):
        yield from _step(level, number, review)
    yield "## Recommended actions\n"
    yield "".join(f"{n}. {_inline(text)}\n" for n, text in enumerate(level.recommended_actions, 1))
    if level.toolkit:
        yield "## Toolkit\n"
        yield "".join(
            f"- [{_inline(entry.title)}](<{entry.url}>)\n"
            if entry.url
            else f"- {_inline(entry.title)}\n"
            for entry in level.toolkit
        )


def _step(level: Level, number: int, review: ReviewList | None) -> Iterator[str]:
    step = level.steps[number - 1]
    yield f"## Step {number}: {_inline(step.title)}\n"
    if step.text:
        yield f"{escaped(step.text)}\n"
    yield from _parts(step.parts, 3)
    if step.review_list and review:
        yield f"### {_inline(review.title)}\n"
        for title, entries in (("Needs", review.needs), ("Areas of focus", review.areas_of_focus)):
            yield f"#### {title}\n"
            yield "".join(_check_list_entry(entry, level) for entry in entries)


def _parts(parts: Sequence[Part], depth: int) -> Iterator[str]:
    for part in parts:
        if part.heading:
            yield f"{'#' * depth} {_inline(part.heading)}\n"
        if part.text:
            yield f"{escaped(part.text)}\n"
        if part.points:
            yield bullets(part.points)


def _check_list_entry(entry: ReviewEntry, level: Level) -> str:
    if not entry.offered_at(level.id):
        return ""
    items = (item for item in entry.items if item.offered_at(level.id))
    return _check_box(entry) + "".join(f"  {_check_box(item)}" for item in items)


def _check_box(line: ReviewItem) -> str:
    note = f" ({_inline(line.note)})" if line.note else ""
    return f"- [ ] {_inline(line.title)}{note}\n"


def _inline(text: str) -> str:
    return escaped(one_line(text))
