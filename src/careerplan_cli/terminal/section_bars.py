"""A bar for each section: how its answers are shared out among the options."""

from collections.abc import Mapping

from rich.table import Table
from rich.text import Text

from careerplan_cli.model.instrument import Instrument, Option
from careerplan_cli.terminal.console import plain, text_style

_WIDEST = 20

_FILLS = "█▒░·"
"""Signs of the options from the highest down, so that no colour is needed to tell them apart."""


def section_bars(instrument: Instrument, counts: Mapping[str, Mapping[str, int]]) -> Table:
    """Return a bar for each section, with the number of answers of each option.

    `counts` has for each section id the number of answers by option id.
    """
    options = _options(instrument)
    longest = max(sum(counts[section.id].values()) for section in instrument.sections)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for section in instrument.sections:
        bar, words = Text(), []
        for n, option in enumerate(options):
            number = counts[section.id].get(option.id, 0)
            cells = round(number * _WIDEST / longest) if longest > _WIDEST else 2 * number
            if option.counts:
                fill = _FILLS[min(n, len(_FILLS) - 1)]
                bar.append(fill * min(cells, _WIDEST), text_style(option.colour))
            words += [f"{option.label.lower()} {number}"] if number else []
        table.add_row(plain(section.title), bar, plain(", ".join(words) or "no answer yet"))
    return table


def _options(instrument: Instrument) -> list[Option]:
    """Return the options, each id once, the highest first, what does not count last."""
    options = {option.id: option for q in instrument.questions for option in q.options}
    return sorted(options.values(), key=lambda option: (not option.counts, -option.points))
