"""The pieces that screens are laid out with."""

from rich.box import HEAVY
from rich.console import RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from careerplan_cli.forms.console import badge_style, plain
from careerplan_cli.model.guide import Level


def badge(level: Level) -> RenderableType:
    """Return a level's symbol and name, boxed on a ground of its colour."""
    name = plain(f"{level.symbol}  {level.title}")
    return Panel.fit(name, style=badge_style(level.colour), box=HEAVY, padding=(0, 3))


def heading(text: str) -> Text:
    """Return a heading within a screen."""
    return plain(text, "bold underline")


def bullet(sign: str, text: RenderableType, style: str = "") -> Table:
    """Return text that hangs behind a sign: its later lines line up with its first."""
    table = Table.grid()
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(Text(sign, style), text)
    return table


def command(purpose: str, line: str) -> Text:
    """Return what a command is for, and the command."""
    return Text(f"{purpose}: ") + plain(line, "bold")


def points(number: int) -> str:
    """Return a number of points in words: `1 point`, `3 points`."""
    return "1 point" if number == 1 else f"{number} points"
