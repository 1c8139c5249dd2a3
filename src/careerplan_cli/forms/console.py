"""The console that screens are printed on."""

import sys

from rich.console import Console
from rich.control import Control
from rich.text import Text

from careerplan_cli.text.printable import printable

NARROWEST = 40
"""The fewest columns that screens are laid out for."""

WIDEST = 100
"""The most columns that text fills: longer lines are hard to read."""


def make_console(widest: int | None = WIDEST) -> Console:
    """Return a console on standard output, at most `widest` columns wide (None: no limit).

    It takes text as it is: no markup, no emoji names, no colours of its own.
    """
    console = Console(markup=False, emoji=False, highlight=False)
    console.width = max(console.width if widest is None else min(console.width, widest), NARROWEST)
    return console


def plain(text: str, style: str = "") -> Text:
    """Return text from a file, made safe to show."""
    return Text(printable(text), style)


def is_interactive() -> bool:
    """Return whether a person can answer: both standard input and output are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def start_page(console: Console) -> None:
    """Begin at the top of an empty screen; what was there stays to be scrolled back to."""
    if console.is_dumb_terminal:
        console.print()
        return
    console.print("\n" * (console.height - 1))
    console.control(Control.home())
