"""Shows a long screen to a room: page by page, with a key between, so that no top is missed."""

from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.text import Text

from careerplan_cli.terminal.console import start_page
from careerplan_cli.terminal.menu import wait_for_key


def show_pages(console: Console, pages: Sequence[RenderableType]) -> None:
    """Print pages one after the other, each from the top of the screen and held until a key.

    A page that is longer than the screen is held where the screen is full. Pages that fit the
    screen together are printed together, and on a terminal that cannot be cleared nothing is
    held. Raise `KeyboardInterrupt` on Ctrl-C.
    """
    rendered = [console.render_lines(page, pad=False) for page in pages]
    room = console.height - 2
    together = sum(len(lines) + 1 for lines in rendered) <= room
    start_page(console)
    for number, lines in enumerate(rendered):
        if number and (together or console.is_dumb_terminal):
            console.print()
        elif number:
            _hold(console)
        _print_held(console, lines, room)


def _print_held(console: Console, lines: list[list[Segment]], room: int) -> None:
    step = len(lines) if console.is_dumb_terminal else room
    for start in range(0, len(lines), max(step, 1)):
        if start:
            _hold(console)
        for line in lines[start : start + step]:
            console.print(Text.assemble(*((s.text, s.style or "") for s in line if not s.control)))


def _hold(console: Console) -> None:
    console.print()
    wait_for_key("Press any key to go on")
    start_page(console)
