"""Where a district stands, as blocks: its level, the scale, the profile, the bars of sections."""

from collections.abc import Iterator, Mapping

from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.blocks import (
    Badge,
    Band,
    Bar,
    Bars,
    Block,
    Ladder,
    Paragraph,
    Profile,
    Scale,
    Stop,
    Stretch,
    Table,
    table,
)
from careerplan_cli.model.guide import Level
from careerplan_cli.model.instrument import Bands, Instrument, Option
from careerplan_cli.model.result import QuestionResult, Result
from careerplan_cli.pages.guide import mark
from careerplan_cli.scoring.rules import section_counts

Levels = Mapping[str, Level]


def name_of(answer_set: AnswerSet) -> str:
    """Return the district's name, or what to call one without."""
    return answer_set.district or "Your district"


def points(number: int) -> str:
    """Return a number of points in words: `1 point`, `3 points`."""
    return "1 point" if number == 1 else f"{number} points"


def who(result: Result) -> str:
    """Return on one line which questions were answered, by whom and when."""
    answer_set = result.answer_set
    day = answer_set.date.isoformat() if answer_set.date else None
    return " · ".join(filter(None, [result.instrument.title, answer_set.respondent, day]))


def standing(result: Result, level: Level, levels: Levels) -> Iterator[Block]:
    """Yield the level reached and what it means, and the picture that shows it."""
    yield Badge(mark(level))
    yield Paragraph(level.summary)
    yield Paragraph(level.feedback)
    classification = result.instrument.classification
    if isinstance(classification, Bands):
        yield _scale(result, classification, levels)
    if result.next_level and result.points_to_next:
        away = result.points_to_next
        more = "1 more point leads" if away == 1 else f"{away} more points lead"
        yield Paragraph(f"{more} to {mark(levels[result.next_level])}.")
    yield _all_levels(result.instrument, levels)
    if not isinstance(classification, Bands):
        yield _bars(result)


def _all_levels(instrument: Instrument, levels: Levels) -> Table:
    """Return a table of the levels that the questions can lead to, the lowest first."""
    title = "The levels"
    if isinstance(instrument.classification, Bands):
        rows = [
            (
                mark(levels[band.level]),
                _totals(band.lowest, band.highest),
                _summary(levels, band.level),
            )
            for band in sorted(instrument.classification.bands, key=lambda band: band.lowest)
        ]
        return table(title, ["Level", "Points", "What it means"], rows, 3, 1.2, 6)
    reached = sorted((levels[id_] for id_ in instrument.level_ids), key=lambda level: level.rank)
    rows_by_rank = [(mark(level), level.summary) for level in reached]
    return table(title, ["Level", "What it means"], rows_by_rank, 3, 7)


def profile(result: Result) -> Profile:
    """Return the picture of all areas with the answer that each has."""
    words = (f"{entry.question.title}: {_worth(entry)}" for entry in result.questions)
    ladders = (
        Ladder(entry.question.title, _worth(entry), tuple(_stops(entry)))
        for entry in result.questions
    )
    return Profile("The profile", f"{'; '.join(words)}.", tuple(ladders))


def _summary(levels: Levels, id_: str) -> str:
    return levels[id_].summary


def _totals(lowest: int, highest: int) -> str:
    return f"{lowest}–{highest}" if lowest < highest else str(lowest)


def _worth(entry: QuestionResult) -> str:
    if entry.option is None:
        return "no answer"
    return f"{entry.option.points} of {points(entry.question.maximum)} ({entry.option.colour})"


def _stops(entry: QuestionResult) -> Iterator[Stop]:
    for option in sorted(entry.question.options, key=lambda option: option.points):
        yield Stop(str(option.points), option.colour, option == entry.option)


def _scale(result: Result, bands: Bands, levels: Levels) -> Scale:
    """Return the scale of all totals; each total takes an equally long place on it."""
    places = result.instrument.maximum + 1
    ordered = sorted(bands.bands, key=lambda band: band.lowest)
    told = (f"{mark(levels[b.level])} {_totals(b.lowest, b.highest)}" for b in ordered)
    here = f"{result.total} of {points(result.instrument.maximum)}"
    return Scale(
        title="The scale",
        text=f"{here} on a scale of {', '.join(told)}.",
        bands=tuple(
            Band(
                mark(levels[band.level]),
                _totals(band.lowest, band.highest),
                band.lowest / places,
                (band.highest + 1) / places,
            )
            for band in ordered
        ),
        marker=(result.total + 0.5) / places,
        marker_words=here,
    )


def _bars(result: Result) -> Bars:
    options, counts = _options(result.instrument), section_counts(result)
    bars = []
    for section in result.instrument.sections:
        numbers = [(option, counts[section.id].get(option.id, 0)) for option in options]
        words = [f"{option.label.lower()} {number}" for option, number in numbers if number]
        stretches = (Stretch(n, option.colour) for option, n in numbers if n and option.counts)
        bars.append(Bar(section.title, ", ".join(words) or "no answer yet", tuple(stretches)))
    text = "; ".join(f"{bar.label}: {bar.words}" for bar in bars)
    return Bars("Section by section", f"{text}.", tuple(bars))


def _options(instrument: Instrument) -> list[Option]:
    """Return the options, each id once, the highest first, what does not count last."""
    options = {option.id: option for q in instrument.questions for option in q.options}
    return sorted(options.values(), key=lambda option: (not option.counts, -option.points))
