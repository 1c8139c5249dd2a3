"""The guide at a terminal: levels at a glance, a level's whole guide, one step, a topic."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from careerplan_cli.forms.console import level_name, plain, text_style
from careerplan_cli.forms.layout import badge, bullet, command, heading
from careerplan_cli.model.fields import Colour
from careerplan_cli.model.guide import Level, Part, Step, Topic
from careerplan_cli.model.review import ReviewEntry, ReviewItem, ReviewList


def overview(levels: Sequence[Level], topics: Sequence[Topic], options: str = "") -> RenderableType:
    """Return the levels at a glance and the topics, each with the command that shows it.

    `options` is added to each command.
    """
    parts: list[RenderableType] = [heading("Three levels" if len(levels) == 3 else "Levels")]
    for level in levels:
        parts += [
            Text(),
            level_name(level),
            _indented(plain(level.summary)),
            _indented(plain(f"careerplan guide --level {level.id}{options}", "bold")),
        ]
    parts.append(Text())
    if topics:
        width = max(len(topic.id) for topic in topics)
        parts += [heading("Topics"), Text()]
        parts += [bullet(f"  {t.id:<{width}}  ", plain(t.summary), "bold") for t in topics]
        parts += [
            Text(),
            command("Read a topic", f"careerplan guide --topic {topics[0].id}{options}"),
        ]
    parts.append(command("Find your level", f"careerplan assess{options}"))
    return Group(*parts)


def level_guide(level: Level, review: ReviewList | None) -> RenderableType:
    """Return the whole guide of a level: what it means, its steps, what to do, the toolkit."""
    parts: list[RenderableType] = [*_title(level), Text(), plain(level.feedback), Text()]
    parts += [_rule(level.introduction.title, level.colour), plain(level.introduction.text)]
    for number in range(1, len(level.steps) + 1):
        parts += [Text(), *_step(level, number, review)]
    parts += [Text(), _rule("Recommended actions", level.colour)]
    for n, action in enumerate(level.recommended_actions, 1):
        parts.append(bullet(f"{n}. ", plain(action)))
    if level.toolkit:
        parts += [Text(), _rule("Toolkit", level.colour)]
        if not any(entry.url for entry in level.toolkit):
            parts.append(Text("Titles to ask your district for; no address is filled in yet."))
        for entry in level.toolkit:
            address = f": {entry.url}" if entry.url else ""
            parts.append(bullet("• ", plain(entry.title + address)))
    return Group(*parts)


def step_guide(
    level: Level, number: int, review: ReviewList | None, options: str = ""
) -> RenderableType:
    """Return one step of a level's guide, counted from 1, and the command for the next one.

    `options` is added to the command.
    """
    parts: list[RenderableType] = [*_title(level), Text(), *_step(level, number, review), Text()]
    if number < len(level.steps):
        line = f"careerplan guide --level {level.id} --step {number + 1}{options}"
        parts.append(command("Next step", line))
    else:
        line = f"careerplan guide --level {level.id}{options}"
        parts.append(command("This is the last step. The whole guide", line))
    return Group(*parts)


def topic_text(topic: Topic) -> RenderableType:
    """Return a background topic."""
    parts: list[RenderableType] = [heading(topic.title)]
    if topic.text:
        parts += [Text(), plain(topic.text)]
    return Group(*parts, *_parts(topic.parts))


def _title(level: Level) -> Iterator[RenderableType]:
    yield badge(level)
    yield plain(level.summary, text_style(level.colour))


def _rule(text: str, colour: Colour) -> Text:
    return plain(f"━━ {text}", text_style(colour, bold=True))


def _step(level: Level, number: int, review: ReviewList | None) -> Iterator[RenderableType]:
    step: Step = level.steps[number - 1]
    yield _rule(f"{level.symbol} Step {number}: {step.title}", level.colour)
    if step.text:
        yield plain(step.text)
    yield from _parts(step.parts)
    if step.review_list and review:
        yield from _check_list(review, level)


def _parts(parts: Sequence[Part]) -> Iterator[RenderableType]:
    for part in parts:
        yield Text()
        if part.heading:
            yield plain(part.heading, "bold")
        if part.text:
            yield plain(part.text)
        for point in part.points:
            yield _indented(bullet("• ", plain(point)))


def _check_list(review: ReviewList, level: Level) -> Iterator[RenderableType]:
    for title, entries in (("Needs", review.needs), ("Areas of focus", review.areas_of_focus)):
        yield Text()
        yield plain(f"{review.title}: {title.lower()}", "bold")
        for entry in entries:
            yield from _check_list_entry(entry, level)


def _check_list_entry(entry: ReviewEntry, level: Level) -> Iterator[RenderableType]:
    if not entry.offered_at(level.id):
        return
    yield _indented(bullet("[ ] ", _with_note(entry)))
    for item in entry.items:
        if item.offered_at(level.id):
            yield Padding(bullet("[ ] ", _with_note(item)), (0, 0, 0, 6))


def _with_note(line: ReviewItem) -> Text:
    return plain(line.title) + (plain(f" ({line.note})", "dim") if line.note else Text())


def _indented(content: RenderableType) -> Padding:
    return Padding(content, (0, 0, 0, 2))
