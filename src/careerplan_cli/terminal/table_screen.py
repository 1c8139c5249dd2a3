"""The table of many results, with the summary below it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from careerplan_cli.model.guide import Level
from careerplan_cli.model.instrument import Question
from careerplan_cli.model.result import Answered, Result, Summary
from careerplan_cli.terminal.console import level_name, plain, text_style
from careerplan_cli.terminal.layout import heading
from careerplan_cli.terminal.section_bars import section_bars

Levels = Mapping[str, Level]
Scored = tuple[str, Result]


def table_screen(scored: Sequence[Scored], summary: Summary, levels: Levels) -> RenderableType:
    """Return a table of the results to the summary's instrument, one row each, and the summary."""
    own = [entry for entry in scored if entry[1].instrument.id == summary.instrument.id]
    return Group(
        heading(summary.instrument.title),
        _rows(own, levels),
        _legend(summary),
        Text(),
        heading("How many at each level"),
        *_levels(summary, levels),
        Text(),
        *_areas(summary),
    )


def _rows(scored: Sequence[Scored], levels: Levels) -> Table:
    any_respondent = any(result.answer_set.respondent for _, result in scored)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("District", overflow="fold")
    if any_respondent:
        table.add_column("Respondent", overflow="fold")
    table.add_column("Date", no_wrap=True)
    adds_points = scored[0][1].instrument.adds_points
    table.add_column("Total" if adds_points else "Answers", justify="right", no_wrap=True)
    table.add_column("Level", overflow="fold")
    if adds_points:
        questions = len(scored[0][1].questions)
        table.add_column(" ".join(str(n + 1) for n in range(questions)), no_wrap=True)
    for file, result in scored:
        answer_set = result.answer_set
        who = [
            plain(answer_set.district) if answer_set.district else plain(PurePath(file).name, "dim")
        ]
        if any_respondent:
            who.append(plain(answer_set.respondent or "-"))
        table.add_row(
            *who,
            answer_set.date.isoformat() if answer_set.date else "-",
            _total(result) if adds_points else _counts(result),
            _level(result, levels),
            *([Text(" ").join(map(_letter, result.questions))] if adds_points else []),
        )
    return table


def _total(result: Result) -> str:
    return (
        f"{result.total}/{result.instrument.maximum}" if result.level else f"{result.total} so far"
    )


def _counts(result: Result) -> Text:
    """Return how many answers there are of each option that counts, by the colours' letters."""
    counting = {o.id: o for q in result.instrument.questions for o in q.options if o.counts}
    return Text(" ").join(
        Text(f"{result.counts[id_]}", text_style(option.colour, bold=True))
        + Text(option.colour[0].upper(), text_style(option.colour))
        for id_, option in counting.items()
    )


def _level(result: Result, levels: Levels) -> Text:
    if result.level:
        return level_name(levels[result.level])
    symbols = " or ".join(levels[id_].symbol for id_ in result.possible_levels)
    return plain(f"{result.answered} of {len(result.questions)} answered: {symbols}")


def _letter(entry: Answered) -> Text:
    """Return an answer's colour by its first letter."""
    if entry.option is None:
        return Text("-")
    return Text(entry.option.colour[0].upper(), text_style(entry.option.colour, bold=True))


def _legend(summary: Summary) -> Text:
    questions = summary.instrument.questions
    if not summary.instrument.adds_points:
        options = {o.id: o for q in questions for o in q.options if o.counts}.values()
        words = (f"{option.colour[0].upper()} {option.label.lower()}" for option in options)
        return plain(f"{', '.join(words)}.", "dim")
    areas = (f"{n} {question.title}" for n, question in enumerate(questions, 1))
    colours = dict.fromkeys(option.colour for q in questions for option in q.options)
    letters = (f"{colour[0].upper()} {colour}" for colour in colours)
    return plain(f"{', '.join(areas)}. {', '.join(letters)}, - no answer.", "dim")


def _levels(summary: Summary, levels: Levels) -> Iterator[Text]:
    by_rank = sorted(summary.level_counts.items(), key=lambda entry: levels[entry[0]].rank)
    for id_, number in by_rank:
        yield Text(f"{number:>4}  ") + level_name(levels[id_])
    if summary.unfinished:
        yield Text(f"{summary.unfinished:>4}  no level yet: answers are missing")


def _areas(summary: Summary) -> Iterator[RenderableType]:
    if summary.instrument.adds_points:
        yield heading("Median of each area")
        yield _medians(summary)
    else:
        yield heading("All answers, section by section")
        yield section_bars(summary.instrument, summary.counts)


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
