"""The result screen: where one district stands, what to work on, what to do next."""

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from careerplan_cli.model.guide import Level
from careerplan_cli.model.result import Answered, Result
from careerplan_cli.model.review import ReviewList
from careerplan_cli.scoring import lowest
from careerplan_cli.terminal.console import level_name, plain, text_style
from careerplan_cli.terminal.layout import badge, bullet, command, heading, points
from careerplan_cli.terminal.scale import Scale

Levels = Mapping[str, Level]


def result_pages(result: Result, levels: Levels, review: ReviewList | None) -> list[RenderableType]:
    """Return the screen in pages: where the district stands, its areas of focus, what is next.

    Without a level there is the profile alone instead of focus and next steps.
    """
    profile = Group(heading("Area by area"), _profile(result))
    standing = Group(*_standing(result, levels))
    if result.level is None:
        return [standing, profile]
    focus = Group(profile, Text(), *_focus(result, review))
    return [standing, focus, Group(*_next(levels[result.level]))]


def _standing(result: Result, levels: Levels) -> Iterator[RenderableType]:
    answer_set = result.answer_set
    day = answer_set.date.isoformat() if answer_set.date else None
    who = [word for word in (answer_set.district, answer_set.respondent, day) if word]
    yield plain(" · ".join([result.instrument.title, *who]), "bold")
    yield Text()
    if result.level is None:
        yield from _unfinished(result, levels)
    else:
        level = levels[result.level]
        yield badge(level)
        yield Text()
        yield Scale(result, levels)
        yield Text()
        yield plain(level.feedback)
        if result.next_level and result.points_to_next:
            yield Text()
            yield _distance(result.points_to_next, levels[result.next_level])


def _unfinished(result: Result, levels: Levels) -> Iterator[RenderableType]:
    counts = f"{result.answered} of {len(result.questions)} questions are answered"
    yield plain(f"No level yet: {counts}, {points(result.total)} so far.", "bold")
    possible = [level_name(levels[id_]) for id_ in result.possible_levels]
    yield Text("Still possible: ") + Text(", ").join(possible) + Text(".")


def _distance(away: int, above: Level) -> Text:
    more = "1 more point leads" if away == 1 else f"{away} more points lead"
    return Text(f"{more} to ") + level_name(above) + Text(".")


def _profile(result: Result) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False)
    table.add_column("Area", ratio=4, overflow="fold")
    table.add_column("Answer", ratio=6, overflow="fold")
    table.add_column("Colour", no_wrap=True)
    table.add_column("Points", no_wrap=True)
    for entry in result.questions:
        answer: Text = Text("no answer yet", "dim italic")
        colour = worth = Text("-")
        if entry.option:
            answer = plain(entry.option.label)
            colour = Text(entry.option.colour, text_style(entry.option.colour, bold=True))
            worth = Text(f"{entry.option.points} of {entry.question.maximum}")
        if entry.note:
            answer.append(f"\nNote: {plain(entry.note)}", "italic")
        table.add_row(plain(entry.question.title), answer, colour, worth)
    return table


def _focus(result: Result, review: ReviewList | None) -> Iterator[RenderableType]:
    yield heading("Areas of focus")
    first = lowest(result)
    if not first:
        yield Text("Every area is at its highest answer. Keep what works, and share it.")
        return
    yield Text("These areas have the fewest points. Start here.")
    for entry in first:
        yield Text()
        yield from _next_answer_up(entry, result, review)
    later = [entry.question.title for entry in result.focus if entry not in first]
    if later:
        yield Text()
        yield plain(f"After that: {', '.join(later)}.")


def _next_answer_up(
    entry: Answered, result: Result, review: ReviewList | None
) -> Iterator[RenderableType]:
    question, option, step_up = entry.question, entry.option, entry.next_option
    if option is None or step_up is None:
        return
    name = plain(question.title, text_style(option.colour, bold=True))
    areas = _area_titles(entry, result, review)
    yield name + (plain(f" (areas to work on: {', '.join(areas)})") if areas else Text())
    yield bullet("Now:  ", plain(option.label))
    yield bullet("Next: ", plain(step_up.label, "bold"))
    for detail in step_up.details:
        yield Padding(bullet("• ", plain(detail)), (0, 0, 0, 6))


def _area_titles(entry: Answered, result: Result, review: ReviewList | None) -> list[str]:
    """Return the titles of a question's areas of focus, but not one that repeats its own title."""
    areas = review.areas_of_focus if review else ()
    own = entry.question.title.lower()
    return [
        area.title
        for area in areas
        if area.id in entry.question.focus
        and area.id in result.focus_areas
        and not own.endswith(area.title.lower())
    ]


def _next(level: Level) -> Iterator[RenderableType]:
    yield heading("Recommended actions")
    for n, action in enumerate(level.recommended_actions, 1):
        yield bullet(f"{n}. ", plain(action))
    yield Text()
    yield heading("Next steps")
    style = text_style(level.colour, bold=True)
    for n, step in enumerate(level.steps, 1):
        yield bullet(f"{level.symbol} Step {n}  ", plain(step.title), style)
    yield Text()
    yield command("Read them in full", f"careerplan guide --level {level.id}")
