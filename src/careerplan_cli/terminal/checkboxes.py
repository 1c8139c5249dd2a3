"""Lets a person tick lines of a list: with the space bar, or by number on a plain terminal."""

from collections.abc import Sequence
from dataclasses import dataclass

import questionary
from rich.console import Console

from careerplan_cli.terminal.card import ask_line
from careerplan_cli.terminal.text_entry import STYLE
from careerplan_cli.text.printable import one_line


@dataclass(frozen=True)
class Box:
    """A line to tick: the id that is returned for it, its label, and how deep it is indented."""

    id: str
    label: str
    depth: int = 0


def tick(
    console: Console, question: str, boxes: Sequence[Box], ticked: Sequence[str], least: int
) -> tuple[str, ...]:
    """Return the ids of the lines that the person ticks, to start from those in `ticked`.

    At least so many as `least` must be ticked. Raise `KeyboardInterrupt` on Ctrl-C.
    """
    if console.is_dumb_terminal:
        return _tick_by_line(console, question, boxes, ticked, least)
    room = console.width - 6  # a row needs these columns besides its label
    answer = questionary.checkbox(
        question,
        choices=[
            questionary.Choice(_row(box, room), value=box.id, checked=box.id in ticked)
            for box in boxes
        ],
        instruction="(arrows move, Space ticks, a all, i inverts, Enter continues)",
        qmark="",
        validate=lambda chosen: len(chosen) >= least or f"Tick at least {least}.",
        style=STYLE,
    ).unsafe_ask()
    return tuple(answer)


def _row(box: Box, room: int) -> str:
    """Return a line's label, cut to what fits a row."""
    label = "  " * box.depth + one_line(box.label)
    return label if len(label) <= room else f"{label[: room - 1]}…"


def _tick_by_line(
    console: Console, question: str, boxes: Sequence[Box], ticked: Sequence[str], least: int
) -> tuple[str, ...]:
    for n, box in enumerate(boxes, 1):
        sign = "x" if box.id in ticked else " "
        console.print(f"{n:>2} [{sign}] {'  ' * box.depth}{one_line(box.label)}", style="")
    while True:
        typed = ask_line(f"{question} (numbers with spaces between; Enter keeps what is ticked): ")
        numbers = [int(word) for word in typed.split() if word.isascii() and word.isdigit()]
        wrong = len(numbers) < len(typed.split()) or not all(0 < n <= len(boxes) for n in numbers)
        chosen = tuple(boxes[n - 1].id for n in sorted(set(numbers))) if not wrong else ()
        chosen = chosen if typed else tuple(ticked)
        if not wrong and len(chosen) >= least:
            return chosen
        console.print(f"Type numbers from 1 to {len(boxes)}, at least {max(least, 1)} of them.")
