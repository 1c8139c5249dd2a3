"""What many results say together: levels, medians, how answers split, and that group by group."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from careerplan_cli.model.guide import Level
from careerplan_cli.model.instrument import Question
from careerplan_cli.model.result import Summary
from careerplan_cli.terminal.console import level_name, plain, text_style
from careerplan_cli.terminal.layout import heading
from careerplan_cli.terminal.split_bars import question_bars

Levels = Mapping[str, Level]

_WIDEST_BAR = 30


def summary_screen(summary: Summary, levels: Levels) -> RenderableType:
    """Return how many results are at each level, and what the answers to each question are."""
    parts: list[RenderableType] = [heading("How many at each level"), _levels(summary, levels)]
    if summary.instrument.adds_points:
        parts += [Text(), heading("Median of each area"), _medians(summary)]
    parts += [Text(), heading("How the answers split"), question_bars(summary)]
    if summary.widest:
        titles = ", ".join(question.title for question in summary.widest)
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
        parts += [plain(f"{instrument.title}, by {column}", "bold underline"), _groups(own, levels)]
        if instrument.adds_points:
            areas = (f"{n} {q.title}" for n, q in enumerate(instrument.questions, 1))
            parts.append(plain(f"Medians: {', '.join(areas)}.", "dim"))
    return Group(*parts)


def _levels(summary: Summary, levels: Levels) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True)
    most = max(1, *summary.level_counts.values(), summary.unfinished)
    for id_, number in _by_rank(summary, levels):
        style = text_style(levels[id_].colour)
        bar = Text("█" * round(number * _WIDEST_BAR / most), style)
        table.add_row(f"{number:,}", level_name(levels[id_]), bar)
    if summary.unfinished:
        bar = Text("░" * round(summary.unfinished * _WIDEST_BAR / most))
        table.add_row(f"{summary.unfinished:,}", "no level yet: answers are missing", bar)
    return table


def _by_rank(summary: Summary, levels: Levels) -> list[tuple[str, int]]:
    return sorted(summary.level_counts.items(), key=lambda entry: levels[entry[0]].rank)


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
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("Group", overflow="fold", min_width=14)
    table.add_column("Results", justify="right", no_wrap=True)
    for id_, _ in _by_rank(first, levels):
        table.add_column(plain(levels[id_].symbol), justify="right", no_wrap=True)
    table.add_column("No level", justify="right", no_wrap=True)
    if first.instrument.adds_points:
        for number, _ in enumerate(first.instrument.questions, 1):
            table.add_column(str(number), justify="right", no_wrap=True)
    table.add_column("Widest split", overflow="fold")
    for name, summary in groups:
        table.add_row(plain(name or "(empty)"), *_group_cells(summary, levels))
    return table


def _group_cells(summary: Summary, levels: Levels) -> Iterator[str | Text]:
    yield f"{summary.results:,}"
    yield from (f"{number:,}" for _, number in _by_rank(summary, levels))
    yield f"{summary.unfinished:,}"
    if summary.instrument.adds_points:
        medians = summary.medians.values()
        yield from ("-" if median is None else f"{median:g}" for median in medians)
    yield plain(", ".join(question.title for question in summary.widest) or "-")
