"""Shows a long screen to a room: page by page, with a key between, so that no top is missed."""

from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.text import Text

from careerplan_cli.forms.console import start_page
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
    """Print lines, held wherever the screen is full: at an empty line, if there is one."""
    while lines:
        end = len(lines)
        if end > room and not console.is_dumb_terminal:
            breaks = [n for n in range(1, room + 1) if _is_empty(lines[n])]
            end = breaks[-1] if breaks else room
        for line in lines[:end]:
            console.print(Text.assemble(*((s.text, s.style or "") for s in line if not s.control)))
        lines = lines[end:]
        while lines and _is_empty(lines[0]):
            lines = lines[1:]
        if lines:
            _hold(console)


def _is_empty(line: list[Segment]) -> bool:
    return not "".join(segment.text for segment in line).strip()


def _hold(console: Console) -> None:
    console.print()
    wait_for_key("Press any key to continue")
    start_page(console)
