"""A page as plain text: what a terminal of 100 columns shows, without colour."""

import io

from rich.console import Console

from careerplan_cli.forms.console import WIDEST
from careerplan_cli.forms.screen import printed
from careerplan_cli.model.blocks import Document


def render(document: Document) -> str:
    """Return the text."""
    console = Console(
        markup=False,
        emoji=False,
        highlight=False,
        no_color=True,
        width=WIDEST,
        force_terminal=False,
        file=io.StringIO(),
    )
    return printed(console, document)
