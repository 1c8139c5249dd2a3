"""Lets a person tick lines of a list: with the space bar, or by number on a plain terminal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from rich.console import Console
from rich.text import Text

from careerplan_cli.forms.console import WIDEST, plain, start_page
from careerplan_cli.terminal.keyboard import Keyboard, ask_line, forget_typed
from careerplan_cli.text.printable import one_line

_PLAIN = Console(color_system=None)
"""What rich wraps lines for."""

_BOX = 6
"""The columns in front of a line's label: the pointer, and the box."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """A line to tick: the id that is returned for it, its label, and why it is ticked or not.

    `depth` is how deep it is indented. `group` and `about` stand above the first of a group.
    """

    id: str
    label: str
    why: str = ""
    depth: int = 0
    group: str = ""
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Screen:
    """What is asked: whose plan it is, the question, and the boxes.

    `problem` says in a sentence what is wrong with a choice. From all screens but the first, a
    person can go `back`.
    """

    question: str
    boxes: Sequence[Box]
    whose: str = ""
    problem: Callable[[Sequence[str]], str] = lambda chosen: ""
    back: bool = False

    @property
    def keys(self) -> str:
        """Which keys do what, in words."""
        words = "Space ticks, a all or none, arrows move, Enter continues"
        return f"{words}, b back" if self.back else words


def tick(
    console: Console, keyboard: Keyboard, screen: Screen, ticked: Sequence[str]
) -> tuple[tuple[str, ...], bool]:
    """Return the ids of the lines that the person ticks, to start from those in `ticked`.

    Also return whether to go on; if not, to the screen before. Raise `KeyboardInterrupt` on
    Ctrl-C.
    """
    if console.is_dumb_terminal:
        return _tick_by_line(console, screen, ticked)
    start_page(console)
    boxes = _Boxes(keyboard, screen, ticked)
    on = boxes.application.run(pre_run=lambda: forget_typed(boxes.application, keyboard))
    return boxes.chosen, on


class _Boxes:
    """The list on the screen; it is drawn anew for each size that the screen takes."""

    def __init__(self, keyboard: Keyboard, screen: Screen, ticked: Sequence[str]) -> None:
        self.keyboard = keyboard
        self.screen = screen
        self.ticked = {box.id for box in screen.boxes if box.id in ticked}
        self.at = 0
        self.top = 0
        self.notice = ""
        self.wrapped = lru_cache(maxsize=4)(self._wrapped)
        self.bindings = KeyBindings()
        self._bind()
        shown = Window(FormattedTextControl(self._shown, focusable=True, show_cursor=False))
        self.application: Application[bool] = Application(
            Layout(HSplit([shown], height=lambda: len(self._lines()))),
            key_bindings=self.bindings,
            erase_when_done=True,
        )

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the ticked lines, in the order of the list."""
        return tuple(box.id for box in self.screen.boxes if box.id in self.ticked)

    def _wrapped(self, width: int) -> list[list[tuple[str, str]]]:
        """Return the lines of each box, as styles and texts, the first of its label with a mark."""
        rows: list[list[tuple[str, str]]] = []
        for box in self.screen.boxes:
            indent = " " * (_BOX + 2 * box.depth)
            lines = [("", "")] if box.group and rows else []
            lines += [("bold", line) for line in _wrap(box.group, width)]
            lines += [("italic", line) for line in _wrap(box.about, width)]
            first, *others = _wrap(box.label, width - len(indent)) or [""]
            lines += [("label", first), *(("", indent + line) for line in others)]
            lines += [("italic", indent + line) for line in _wrap(box.why, width - len(indent))]
            rows.append(lines)
        return rows

    def _lines(self) -> list[tuple[str, str]]:
        """Return what is on the screen, line by line; it never has more lines than the screen."""
        size = get_app().output.get_size()
        width, height = min(size.columns - 1, WIDEST), size.rows
        head = [("", line) for line in _wrap(self.screen.whose, width)]
        head += [("bold", line) for line in _wrap(self.screen.question, width)]
        rows = self.wrapped(width)
        lines = [line for n, row in enumerate(rows) for line in self._marked(n, row)]
        foot = [("bold", line) for line in _wrap(f"! {self.notice}", width) if self.notice]
        keys = [("", line) for line in _wrap(self.screen.keys, width)]
        room = max(3, height - len(head) - len(foot) - len(keys) - 3)
        start = sum(map(len, rows[: self.at]))
        end = start + len(rows[self.at])
        if end - start > room:  # at least its label is seen
            start += [look for look, _ in rows[self.at]].index("label")
        self.top = min(max(self.top, end - room), start)
        count = f"{len(self.ticked)} of {len(rows)} ticked."
        if len(lines) > room:
            count = (
                f"{count} Lines {self.top + 1}-{min(len(lines), self.top + room)} of {len(lines)}."
            )
        body = lines[self.top : self.top + room]
        return [*head, ("", ""), *body, ("", ""), *foot, ("", count), *keys][:height]

    def _marked(self, n: int, row: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return the lines of a box with the pointer and the box itself."""
        box = self.screen.boxes[n]
        sign = "[x]" if box.id in self.ticked else "[ ]"
        pointer = "»" if n == self.at else " "
        mark = f"{pointer} {'  ' * box.depth}{sign} "
        style = "bold" if n == self.at else ""
        return [(style, mark + text) if look == "label" else (look, text) for look, text in row]

    def _shown(self) -> StyleAndTextTuples:
        *lines, last = self._lines()
        return [*((style, f"{text}\n") for style, text in lines), last]

    def _bind(self) -> None:
        add = self.bindings.add

        @add(Keys.Down)
        @add(Keys.Up)
        def move(event: KeyPressEvent) -> None:
            step = 1 if event.key_sequence[0].key == Keys.Down else -1
            self.at = (self.at + step) % len(self.screen.boxes)

        @add(Keys.PageDown)
        @add(Keys.PageUp)
        def turn(event: KeyPressEvent) -> None:
            step = 5 if event.key_sequence[0].key == Keys.PageDown else -5
            self.at = min(max(self.at + step, 0), len(self.screen.boxes) - 1)

        @add(" ")
        def mark(event: KeyPressEvent) -> None:
            self.notice = ""
            self.ticked ^= {self.screen.boxes[self.at].id}

        @add("a")
        @add("A")
        def mark_all(event: KeyPressEvent) -> None:
            self.notice = ""
            every = {box.id for box in self.screen.boxes}
            self.ticked = set() if self.ticked == every else every

        @add(Keys.ControlM)
        def go_on(event: KeyPressEvent) -> None:
            self.keyboard.press("enter", self._go_on)

        @add("b")
        @add("B")
        def go_back(event: KeyPressEvent) -> None:
            if self.screen.back:
                self.keyboard.press("b", lambda: self._end(on=False))

        @add(Keys.ControlC)
        @add(Keys.ControlD)
        def interrupt(event: KeyPressEvent) -> None:
            event.app.exit(exception=KeyboardInterrupt)

    def _go_on(self) -> None:
        self.notice = self.screen.problem(self.chosen)
        if self.notice:
            self.application.invalidate()
        else:
            self._end(on=True)

    def _end(self, *, on: bool) -> None:
        if self.application.is_running and not self.application.is_done:
            self.application.exit(result=on)


def _wrap(text: str, width: int) -> list[str]:
    """Return a text in lines of so many columns, wide characters as two; none for no text."""
    if not text:
        return []
    lines = Text(one_line(text)).wrap(_PLAIN, max(8, width))
    return [line.plain.rstrip() for line in lines]


def _tick_by_line(
    console: Console, screen: Screen, ticked: Sequence[str]
) -> tuple[tuple[str, ...], bool]:
    console.print(plain(f"\n{screen.whose}\n{screen.question}"))
    for n, box in enumerate(screen.boxes, 1):
        sign = "x" if box.id in ticked else " "
        if box.group:
            console.print(plain(f"\n{one_line(box.group)}\n{one_line(box.about)}"))
        why = f" ({one_line(box.why)})" if box.why else ""
        console.print(plain(f"{n:>2} [{sign}] {'  ' * box.depth}{one_line(box.label)}{why}"))
    keys = "numbers with spaces between; Enter keeps what is ticked"
    keys = f"{keys}; b goes back" if screen.back else keys
    kept = tuple(box.id for box in screen.boxes if box.id in ticked)
    while True:
        typed = ask_line(f"Your choice ({keys}): ")
        if screen.back and typed.lower() == "b":
            return kept, False
        numbers = [int(word) for word in typed.split() if word.isascii() and word.isdigit()]
        if len(numbers) < len(typed.split()) or not all(
            0 < n <= len(screen.boxes) for n in numbers
        ):
            console.print(f"Type numbers from 1 to {len(screen.boxes)}.")
            continue
        chosen = tuple(screen.boxes[n - 1].id for n in sorted(set(numbers))) if typed else kept
        if not (problem := screen.problem(chosen)):
            return chosen, True
        console.print(plain(problem))
