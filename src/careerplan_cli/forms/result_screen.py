"""The result screen: where one district stands, what to work on, what to do next."""

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from careerplan_cli.forms.console import level_name, plain, text_style
from careerplan_cli.forms.layout import badge, bullet, command, heading, points
from careerplan_cli.forms.scale import Scale
from careerplan_cli.forms.split_bars import section_bars
from careerplan_cli.model.guide import Level
from careerplan_cli.model.instrument import Bands
from careerplan_cli.model.result import QuestionResult, Result
from careerplan_cli.model.review import ReviewList
from careerplan_cli.scoring.rules import in_section, lowest, section_counts

Levels = Mapping[str, Level]


def result_pages(
    result: Result, levels: Levels, review: ReviewList | None, options: str = ""
) -> list[RenderableType]:
    """Return the screen in pages: where the district stands, what to work on, what is next.

    `options` is added to each command that the screen names.
    Where points are added, that is each area's answer and the areas of focus; else a bar for each
    section and the list of what is left to do. Without a level there are no next steps.
    """
    if result.instrument.adds_points:
        profile = Group(heading("Area by area"), _profile(result))
        work = Group(profile, Text(), *_focus(result, review)) if result.level else profile
    else:
        work = Group(*_left_to_do(result))
    pages: list[RenderableType] = [Group(*_standing(result, levels)), work]
    if result.level:
        pages.append(Group(*_next(levels[result.level], options)))
    return pages


def _standing(result: Result, levels: Levels) -> Iterator[RenderableType]:
    answer_set, classification = result.answer_set, result.instrument.classification
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
        if isinstance(classification, Bands):
            yield Scale(result, classification, levels)
            yield Text()
        yield plain(level.feedback)
        if result.next_level and result.points_to_next:
            yield Text()
            yield _distance(result.points_to_next, levels[result.next_level])
    if not result.instrument.adds_points:
        yield Text()
        yield heading("Section by section")
        yield section_bars(result.instrument, section_counts(result))


def _unfinished(result: Result, levels: Levels) -> Iterator[RenderableType]:
    answered = f"{result.answered} of {len(result.questions)} questions are answered"
    so_far = f", {points(result.total)} so far" if result.instrument.adds_points else ""
    yield plain(f"No level yet: {answered}{so_far}.", "bold")
    more = "1 more answer is" if result.answers_needed == 1 else f"{result.answers_needed} more are"
    yield Text(f"{more} needed to tell the level.")
    possible = sorted((levels[id_] for id_ in result.possible_levels), key=lambda lv: lv.rank)
    yield Text("Still possible: ") + Text(", ").join(map(level_name, possible)) + Text(".")


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
    yield Text("These areas have the fewest points: start here, with one step up.")
    for entry in first:
        yield Text()
        yield from _next_answer_up(entry, result, review)
    later = [entry.question.title for entry in result.improvable if entry not in first]
    if later:
        yield Text()
        yield plain(f"After that: {', '.join(later)}.")


def _next_answer_up(
    entry: QuestionResult, result: Result, review: ReviewList | None
) -> Iterator[RenderableType]:
    question, option, step_up = entry.question, entry.option, entry.next_option
    if option is None or step_up is None:
        return
    yield plain(question.title, text_style(option.colour, bold=True))
    yield bullet("Today:         ", plain(option.label))
    yield bullet("One step up:   ", plain(step_up.label, "bold"))
    for detail in step_up.details:
        yield Padding(bullet("• ", plain(detail)), (0, 0, 0, 15))
    if areas := _area_titles(entry, result, review):
        yield bullet("Area of focus: ", plain(", ".join(areas)))


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


def _left_to_do(result: Result) -> Iterator[RenderableType]:
    """Yield what is not at its highest answer, by section, the lowest answers first."""
    yield heading("Left to do")
    if not result.improvable:
        yield Text("Nothing: every answer that counts is the highest one.")
    for section in result.instrument.sections:
        entries = in_section(result.improvable, section)
        if not entries:
            continue
        yield Text()
        yield plain(section.title, "bold")
        for entry in entries:
            yield from _to_do(entry)


def _to_do(entry: QuestionResult) -> Iterator[RenderableType]:
    if entry.option is None:
        return
    answer = plain(f"{entry.option.label}: ", text_style(entry.option.colour, bold=True))
    note = plain(f"\nNote: {entry.note}", "italic") if entry.note else Text()
    yield bullet("[ ] ", answer + plain(entry.question.prompt) + note)


def _next(level: Level, options: str) -> Iterator[RenderableType]:
    yield heading("Recommended actions")
    for n, action in enumerate(level.recommended_actions, 1):
        yield bullet(f"{n}. ", plain(action))
    yield Text()
    yield heading("Next steps")
    style = text_style(level.colour, bold=True)
    for n, step in enumerate(level.steps, 1):
        yield bullet(f"{level.symbol} Step {n}  ", plain(step.title), style)
    yield Text()
    yield command("Read them in full", f"careerplan guide --level {level.id}{options}")
