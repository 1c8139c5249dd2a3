"""Bars that show how answers are shared out among the options."""

from collections.abc import Iterable, Mapping

from rich.table import Table
from rich.text import Text

from careerplan_cli.forms.console import plain, text_style
from careerplan_cli.model.instrument import Instrument, Option, Question
from careerplan_cli.model.result import Summary

_WIDEST = 20

_FILLS = "█▒░·"
"""Signs of the options from the highest down, so that no colour is needed to tell them apart."""


def section_bars(instrument: Instrument, counts: Mapping[str, Mapping[str, int]]) -> Table:
    """Return a bar for each section, with the number of answers of each option.

    `counts` has for each section id the number of answers by option id.
    """
    options = _options(instrument.questions)
    entries = [(section.title, counts[section.id]) for section in instrument.sections]
    return _bars([(title, options, numbers) for title, numbers in entries])


def question_bars(summary: Summary) -> Table:
    """Return a bar for each question, with the number of answers of each option."""
    return _bars(
        [
            (question.title, _options([question]), summary.answers[question.id])
            for question in summary.instrument.questions
        ]
    )


def _bars(entries: list[tuple[str, list[Option], Mapping[str, int]]]) -> Table:
    longest = max(sum(numbers.values()) for _, _, numbers in entries)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for title, options, numbers in entries:
        bar, words = Text(), []
        for n, option in enumerate(options):
            number = numbers.get(option.id, 0)
            if option.counts:
                fill = _FILLS[min(n, len(_FILLS) - 1)]
                bar.append(fill * _cells(number, longest), text_style(option.colour))
            words += [f"{_name(option)} {number:,}"] if number else []
        table.add_row(plain(title), bar, plain(", ".join(words) or "no answer yet"))
    return table


def _name(option: Option) -> str:
    """Return what to call an option in a row: its colour where that is its name, else its label."""
    return option.colour if option.id == option.colour else option.label.lower()


def _cells(number: int, longest: int) -> int:
    cells = round(number * _WIDEST / longest) if longest > _WIDEST / 2 else 2 * number
    return min(cells, _WIDEST)


def _options(questions: Iterable[Question]) -> list[Option]:
    """Return the options, each id once, the highest first, what does not count last."""
    options = {option.id: option for question in questions for option in question.options}
    return sorted(options.values(), key=lambda option: (not option.counts, -option.points))
