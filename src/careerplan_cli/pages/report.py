"""The report as blocks: what the result screen says, in full, for readers who were not there."""

from collections.abc import Iterator

from careerplan_cli.comparing import Change, Comparison
from careerplan_cli.model.blocks import (
    Badge,
    Block,
    Document,
    Heading,
    Item,
    Numbered,
    Paragraph,
    Table,
    bullets,
    document,
    table,
)
from careerplan_cli.model.instrument import Bands, Instrument
from careerplan_cli.model.result import QuestionResult, Result
from careerplan_cli.model.review import ReviewList
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.pages.guide import introduction, recommended_actions, steps, toolkit
from careerplan_cli.pages.pictures import profile, scale, section_bars, totals
from careerplan_cli.pages.progress import actions_done, by_area, counted_for
from careerplan_cli.pages.result import left_to_do, level_reason, where_to_start
from careerplan_cli.pages.texts import (
    KEEP,
    Levels,
    answer_of,
    answered_by,
    by_rank,
    day,
    district_name,
    mark,
    out_of,
    to_the_next_level,
)
from careerplan_cli.pages.votes import vote_blocks, vote_lines
from careerplan_cli.planning import target_of
from careerplan_cli.plans.progress import Progress
from careerplan_cli.scoring.rules import in_section

_DIRECTIONS = {"higher": "▲ higher", "lower": "▼ lower", "same": "the same", "changed": "changed"}


def report_page(
    result: Result,
    pack: ContentPack,
    comparison: Comparison | None = None,
    progress: Progress | None = None,
    options: str = "",
) -> Document:
    """Return the report on a result with a level.

    With `comparison`, also on what changed since an earlier one; with `progress`, on how far a plan
    has come. `options` are the words that each command line takes besides its own.
    """
    return document(_report(result, pack, comparison, progress, options), pack.language)


def _report(
    result: Result,
    pack: ContentPack,
    comparison: Comparison | None,
    progress: Progress | None,
    options: str,
) -> Iterator[Block]:
    levels = {level.id: level for level in pack.levels}
    level, review = levels[result.level or ""], pack.review
    yield Heading(1, f"{district_name(result)}: career and skills training programs")
    yield Paragraph(who(result))
    yield Heading(2, "Where the district is today")
    yield from _reached(result, levels)
    if comparison:
        yield from changes(comparison, levels)
    if progress:
        yield Heading(2, "How far the plan has come")
        yield Paragraph(f"{counted_for(progress)} {actions_done(progress.whole)}")
        yield by_area(progress)
    if result.instrument.adds_points:
        yield from _areas(result)
    else:
        yield from _statements(result)
        yield from left_to_do(result)
    yield from where_to_start(result, pack)
    yield from _focus(result, review)
    yield Heading(2, "Recommended actions")
    yield recommended_actions(level)
    yield Heading(2, f"The guide: {mark(level)}")
    yield from introduction(level, 3)
    ticked = {*result.answer_set.needs, *result.answer_set.focus}
    yield from steps(level, review, 3, ticked, options)
    yield from toolkit(level, 3, options)


def who(result: Result) -> str:
    """Return on one line which questions were answered, by whom and when."""
    known = (result.instrument.title, *answered_by(result), day(result))
    return " · ".join(filter(None, known))


def _reached(result: Result, levels: Levels) -> Iterator[Block]:
    """Yield the level reached and what it means, and the picture that shows it."""
    level, classification = levels[result.level or ""], result.instrument.classification
    yield Badge(mark(level))
    yield Paragraph(level.summary)
    yield Paragraph(level.feedback)
    if isinstance(classification, Bands):
        yield scale(result, classification, levels)
        if words := to_the_next_level(result, levels):
            yield Paragraph(words)
        yield _bands(classification, levels)
    else:
        yield from level_reason(result, classification, levels)
        yield _levels(result.instrument, levels)
        yield section_bars(result)


def _bands(bands: Bands, levels: Levels) -> Table:
    """Return a table of the bands of totals with their levels, the lowest first."""
    rows = [
        (
            mark(levels[band.level]),
            totals(band.lowest, band.highest),
            levels[band.level].summary,
        )
        for band in sorted(bands.bands, key=lambda band: band.lowest)
    ]
    return table("The levels", ("Level", "Points", "What it means"), rows, 3, 1.2, 6)


def _levels(instrument: Instrument, levels: Levels) -> Table:
    """Return a table of the levels that the questions can lead to, the lowest first."""
    rows = [(mark(level), level.summary) for level in by_rank(instrument.level_ids, levels)]
    return table("The levels", ("Level", "What it means"), rows, 3, 7)


def _areas(result: Result) -> Iterator[Block]:
    yield Heading(2, "Area by area")
    yield profile(result)
    for entry in result.questions:
        yield Heading(3, entry.question.title)
        yield Paragraph(entry.question.prompt)
        if entry.question.why:
            yield Paragraph(entry.question.why, "Why it matters:")
        if entry.option:
            points = out_of(entry.option.points, entry.question.maximum)
            yield Paragraph(f"{entry.option.label} ({points})", "Your answer:")
            if entry.option.picture:
                yield bullets(entry.option.picture)
        if entry.next_option:
            yield Paragraph(target_of(entry), "Target:")
            if entry.next_option.details:
                yield bullets(entry.next_option.details)
        elif entry.option and entry.option.counts:
            yield Paragraph(KEEP)
        if entry.note:
            yield Paragraph(entry.note, "Note:")
        yield from vote_blocks(entry.question, result.answer_set)


def _statements(result: Result) -> Iterator[Block]:
    """Yield all statements with their answers and notes, section by section."""
    yield Heading(2, "Statement by statement")
    for section in result.instrument.sections:
        entries = in_section(result.questions, section)
        yield Heading(3, section.title)
        rows = [(e.question.prompt, answer_of(e), _noted(e, result)) for e in entries]
        yield table(section.title, ("Statement", "Answer", "Note"), rows, 5, 2, 3)


def _noted(entry: QuestionResult, result: Result) -> str:
    """Return the note on a statement with what was voted on it, or a dash without any."""
    lines = [f"{lead} {text}" for lead, text in vote_lines(entry.question, result.answer_set)]
    return "\n".join([*filter(None, [entry.note]), *lines]) or "–"


def _focus(result: Result, review: ReviewList | None) -> Iterator[Block]:
    """Yield the areas of focus by their titles, the lowest points first."""
    titles = {area.id: area.title for area in review.areas_of_focus} if review else {}
    found = [id_ for id_ in result.focus_areas if id_ in titles]
    if found:
        yield Heading(2, "Areas of focus")
        if len(found) == 1:
            yield Paragraph("Your answers point to this area of the review list:")
        else:
            yield Paragraph("Your answers point to these areas of the review list:")
        yield Numbered(tuple(Item(_pointing(result, id_), titles[id_]) for id_ in found))


def _pointing(result: Result, area: str) -> str:
    """Return in words which answers point at an area of focus."""
    first, *others = (e.question.title for e in result.improvable if area in e.question.focus)
    if not others:
        return f"(from {first})"
    if len(others) == 1:
        return f"(from {first} and {others[0]})"
    return f"(from {first} and {len(others)} more)"


def changes(comparison: Comparison, levels: Levels) -> Iterator[Block]:
    """Yield what changed from earlier answers to later ones."""
    before, now = comparison.before, comparison.now
    yield Heading(2, f"What changed since {day(before) or 'the answers before'}")
    if not before.complete:
        answered, questions = before.answered, len(before.questions)
        yield Paragraph(
            f"The earlier answers are not complete: {answered} of {questions} questions."
        )
    yield Paragraph(_level_change(before, now, levels), "Level:")
    directions = [change.direction for change in comparison.changes]
    higher, lower = directions.count("higher"), directions.count("lower")
    yield Paragraph(f"{higher} higher, {lower} lower.", "Answers:")
    shown = comparison.changes
    if now.instrument.adds_points:
        points = out_of(now.total, now.instrument.maximum)
        yield Paragraph(f"{before.total}, now {points}.", "Total:")
    else:
        shown = tuple(change for change in shown if change.direction != "same")
    if shown:
        head = ("Area", "Earlier", "Now", "Change")
        yield table("What changed", head, map(_change, shown), 3, 3, 3, 1.6)
    else:
        yield Paragraph("No answer changed.")


def _level_change(before: Result, now: Result, levels: Levels) -> str:
    was, is_now = _level(before, levels), _level(now, levels)
    return f"{is_now}, as before." if was == is_now else f"{was}, now {is_now}."


def _level(result: Result, levels: Levels) -> str:
    if result.level:
        return str(mark(levels[result.level]))
    return f"no level ({result.answered} of {len(result.questions)} answered)"


def _change(change: Change) -> tuple[str, str, str, str]:
    before, now = ((o.label if o else "no answer") for o in (change.before, change.now))
    return change.question.title, before, now, _DIRECTIONS[change.direction]
