"""The pictures of pages: the scale, the profile, and bars of how answers are shared out."""

from collections.abc import Iterator, Mapping, Sequence

from careerplan_cli.model.blocks import (
    Band,
    Bar,
    Bars,
    Count,
    Counts,
    Ladder,
    Profile,
    Scale,
    Stop,
    Stretch,
)
from careerplan_cli.model.instrument import Bands, Option
from careerplan_cli.model.result import QuestionResult, Result, Summary
from careerplan_cli.pages.texts import Levels, by_rank, mark, option_name, options_of, out_of
from careerplan_cli.scoring.rules import section_counts


def totals(lowest: int, highest: int) -> str:
    """Return the totals of a band: `4–7`."""
    return f"{lowest}–{highest}" if lowest < highest else str(lowest)


def scale(result: Result, bands: Bands, levels: Levels) -> Scale:
    """Return the scale of all totals; each total takes an equally long place on it."""
    places = result.instrument.maximum + 1
    drawn = tuple(
        Band(
            mark(levels[band.level]),
            totals(band.lowest, band.highest),
            band.lowest / places,
            (band.highest + 1) / places,
        )
        for band in sorted(bands.bands, key=lambda band: band.lowest)
    )
    here = out_of(result.total, result.instrument.maximum)
    stretches = ", ".join(f"{band.mark} {band.words}" for band in drawn)
    return Scale(
        title="The scale",
        text=f"{here} on a scale of {stretches}.",
        bands=drawn,
        marker=(result.total + 0.5) / places,
        marker_words=here,
    )


def profile(result: Result) -> Profile:
    """Return the picture of all areas with the answer that each has."""
    ladders = tuple(
        Ladder(entry.question.title, _worth(entry), tuple(_stops(entry)))
        for entry in result.questions
    )
    words = "; ".join(f"{ladder.label}: {ladder.words}" for ladder in ladders)
    return Profile("The profile", f"{words}.", ladders)


def _worth(entry: QuestionResult) -> str:
    if entry.option is None:
        return "no answer"
    return f"{out_of(entry.option.points, entry.question.maximum)} ({entry.option.colour})"


def _stops(entry: QuestionResult) -> Iterator[Stop]:
    for option in sorted(entry.question.options, key=lambda option: option.points):
        yield Stop(str(option.points), option.colour, option == entry.option)


def section_bars(result: Result) -> Bars:
    """Return a bar for each section: how many of its questions have each answer."""
    options, counts = options_of(result.instrument.questions), section_counts(result)
    bars = []
    for section in result.instrument.sections:
        numbers = counts[section.id]
        bars.append(Bar(section.title, _short(options, numbers), _stretches(options, numbers)))
    return _bars("Section by section", bars)


def question_bars(summary: Summary) -> Bars:
    """Return a bar for each question that is not hidden: how many results have each answer."""
    bars = []
    for question in summary.instrument.questions:
        if question.id in summary.hidden:
            continue
        options, numbers = options_of([question]), summary.answers[question.id]
        given = [option for option in options if numbers[option.id]]
        words = [f"{option.label}: {numbers[option.id]:,}" for option in given]
        bars.append(
            Bar(
                question.title,
                "; ".join(words) or "no answer yet",
                _stretches(options, numbers),
                _short(options, numbers),
            )
        )
    return _bars("How the answers split", bars)


def _bars(title: str, bars: Sequence[Bar]) -> Bars:
    text = "; ".join(f"{bar.label}: {bar.words}" for bar in bars)
    return Bars(title, f"{text}.", tuple(bars))


def _short(options: Sequence[Option], numbers: Mapping[str, int]) -> str:
    """Return the answers that were given: `green 4, blue 3`."""
    given = [(option, numbers.get(option.id, 0)) for option in options]
    words = [f"{option_name(option)} {number:,}" for option, number in given if number]
    return ", ".join(words) or "no answer yet"


def _stretches(options: Sequence[Option], numbers: Mapping[str, int]) -> tuple[Stretch, ...]:
    """Return the parts of a bar, one for each option that counts."""
    return tuple(Stretch(numbers.get(o.id, 0), o.colour, o.label) for o in options if o.counts)


def level_counts(summary: Summary, levels: Levels) -> Counts:
    """Return how many results are at each level, at none, and how many records have no result."""
    at_levels = (
        Count(summary.level_counts[level.id], mark(level))
        for level in by_rank(summary.level_counts, levels)
    )
    others = (
        Count(summary.unfinished, "no level yet, answers are missing"),
        Count(summary.unusable, "cannot be used"),
    )
    counts = (*at_levels, *(count for count in others if count.number))
    return Counts("How many at each level", counts)
