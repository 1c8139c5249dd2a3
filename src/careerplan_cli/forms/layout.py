"""The pieces that screens are laid out with."""

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from careerplan_cli.forms.console import plain


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
