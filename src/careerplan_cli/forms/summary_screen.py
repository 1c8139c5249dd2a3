"""What many results say together: levels, medians, how answers split, and that group by group."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from careerplan_cli.forms.console import level_name, plain, text_style
from careerplan_cli.forms.layout import heading
from careerplan_cli.forms.split_bars import question_bars
from careerplan_cli.model.guide import Level
from careerplan_cli.model.instrument import Question
from careerplan_cli.model.result import Summary

Levels = Mapping[str, Level]

_WIDEST_BAR = 30

_CLEAR = 2
"""In how many areas at the most a widest split says something."""


def summary_screen(summary: Summary, levels: Levels) -> RenderableType:
    """Return how many results are at each level, and what the answers to each question are."""
    parts: list[RenderableType] = [heading("How many at each level"), _levels(summary, levels)]
    if summary.instrument.adds_points:
        parts += [Text(), heading("Median of each area"), _medians(summary)]
    parts += [Text(), heading("How the answers split"), question_bars(summary)]
    if 0 < len(summary.widest) <= _CLEAR:
        titles = " and ".join(question.title for question in summary.widest)
        parts += [Text(), Text("The widest split is in ") + plain(titles, "bold") + Text(".")]
    return Group(*parts)


def group_screen(
    column: str, groups: Sequence[tuple[str, Summary]], levels: Levels
) -> RenderableType:
    """Return a table with the levels, medians and widest split of each value of a column."""
    instruments = {summary.instrument.id: summary.instrument for _, summary in groups}
    parts: list[RenderableType] = []
    for instrument in instruments.values():
        own = [(name, found) for name, found in groups if found.instrument.id == instrument.id]
        parts += [Text()] if parts else []
        parts += [heading(f"By {column}: {instrument.title}"), _groups(own, levels)]
        symbols = (
            f"{levels[id_].symbol} {levels[id_].title}" for id_ in _ranked(own[0][1], levels)
        )
        areas = (f"{n} {q.title}" for n, q in enumerate(instrument.questions, 1))
        told = f"{', '.join(symbols)}, - no level yet. {', '.join(areas)}."
        parts.append(plain(told, "dim"))
    return Group(*parts)


def _levels(summary: Summary, levels: Levels) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True)
    most = max(1, *summary.level_counts.values(), summary.unfinished, summary.unusable)
    for id_ in _ranked(summary, levels):
        number = summary.level_counts[id_]
        style = text_style(levels[id_].colour)
        bar = Text("█" * round(number * _WIDEST_BAR / most), style)
        table.add_row(f"{number:,}", level_name(levels[id_]), bar)
    if summary.unfinished:
        bar = Text("░" * round(summary.unfinished * _WIDEST_BAR / most))
        table.add_row(f"{summary.unfinished:,}", "no level yet: answers are missing", bar)
    if summary.unusable:
        bar = Text("·" * round(summary.unusable * _WIDEST_BAR / most))
        table.add_row(f"{summary.unusable:,}", "cannot be used", bar)
    return table


def _ranked(summary: Summary, levels: Levels) -> list[str]:
    """Return the ids of the levels, the lowest first."""
    return sorted(summary.level_counts, key=lambda id_: levels[id_].rank)


def _medians(summary: Summary) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for question in summary.instrument.questions:
        value = summary.medians[question.id]
        worth = "-" if value is None else f"{value:g} of {question.maximum}"
        table.add_row(plain(question.title), worth, _colours_at(question, value))
    return table


def _colours_at(question: Question, value: float | None) -> Text:
    """Return the colour that stands for a median, or the two that it lies between."""
    if value is None:
        return Text("nobody answered", "dim")
    options = sorted(question.options, key=lambda option: option.points)
    below = [option for option in options if option.points <= value][-1:]
    above = [option for option in options if option.points >= value][:1]
    around = dict.fromkeys(option.colour for option in below + above)
    names = [Text(colour, text_style(colour, bold=True)) for colour in around]
    return Text(" to ").join(names)


def _groups(groups: Sequence[tuple[str, Summary]], levels: Levels) -> Table:
    first = groups[0][1]
    symbols = [levels[id_].symbol for id_ in _ranked(first, levels)]
    widths = [
        max(
            len(f"{count:,}") for _, summary in groups for count in _counts(summary, levels)[n:][:1]
        )
        for n in range(len(symbols) + 1)
    ]
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("Group", overflow="fold", min_width=12)
    table.add_column("All", justify="right", no_wrap=True)
    table.add_column(plain(_columns([*symbols, "-"], widths)), no_wrap=True)
    if first.instrument.adds_points:
        numbers = [str(n) for n, _ in enumerate(first.instrument.questions, 1)]
        table.add_column(f"Medians {' '.join(numbers)}", overflow="fold")
    table.add_column("Widest split", overflow="fold")
    for name, summary in groups:
        table.add_row(plain(name or "(empty)"), *_group_cells(summary, levels, widths))
    return table


def _group_cells(summary: Summary, levels: Levels, widths: Sequence[int]) -> Iterator[str | Text]:
    yield f"{summary.records:,}"
    yield _columns([f"{count:,}" for count in _counts(summary, levels)], widths)
    if summary.instrument.adds_points:
        medians = summary.medians.values()
        yield " ".join("-" if median is None else f"{median:g}" for median in medians)
    questions = summary.instrument.questions
    widest = [str(questions.index(question) + 1) for question in summary.widest]
    yield " and ".join(widest) if 0 < len(widest) <= _CLEAR else "-"


def _counts(summary: Summary, levels: Levels) -> list[int]:
    """Return how many results are at each level, the lowest first, and how many at none."""
    at_levels = [summary.level_counts[id_] for id_ in _ranked(summary, levels)]
    return [*at_levels, summary.unfinished]


def _columns(words: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(f"{word:>{width}}" for word, width in zip(words, widths, strict=True))
