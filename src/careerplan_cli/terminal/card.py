"""A card: what is asked, and options whose whole texts are the menu; it always fits the screen.

What is longer than the screen is paged within the card: its head and its keys stay where they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from string import ascii_letters

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text import StyleAndTextTuples, to_formatted_text
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.styles import Style
from questionary.prompts.common import InquirerControl
from rich.console import Console, Group, RenderableType
from rich.segment import Segment
from rich.style import Style as RichStyle
from rich.table import Table
from rich.text import Text

from careerplan_cli.forms.console import plain, start_page
from careerplan_cli.terminal.keyboard import Keyboard, ask_line, forget_typed
from careerplan_cli.terminal.page_by_page import hold

REDRAW = " redraw"
"""The choice that comes back when the screen has another size: draw it again and ask again."""

_KEYS = " keys"

_POINTER = "»"
MARGIN = 3
"""The columns in front of an option, where the pointer stands."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """An option: the key that chooses it (empty: none), what is shown, what comes back for it."""

    key: str
    text: RenderableType
    choice: str


@dataclass(frozen=True)
class Command:
    """What a key does besides the options: `b back`, and its meaning in a sentence."""

    key: str
    words: str
    choice: str
    meaning: str


_KEYS_COMMAND = Command("?", "keys", _KEYS, "show what the keys do")


@dataclass(frozen=True, kw_only=True)
class Face:
    """One way to show a card: its head, its options, and what is below them."""

    head: RenderableType
    rows: Sequence[Row]
    tail: RenderableType | None = None


@dataclass(frozen=True)
class _Drawn:
    """A face in lines; `rows` has those of each option, `tail` what is below the options."""

    face: Face
    head: list[list[Segment]]
    rows: list[list[list[Segment]]]
    tail: list[list[Segment]]

    @property
    def body(self) -> int:
        return sum(map(len, self.rows)) + len(self.tail)


def ask(
    console: Console,
    keyboard: Keyboard,
    faces: Sequence[Face],
    commands: Sequence[Command],
    *,
    notice: str = "",
    chosen: str | None = None,
    about: str = "",
) -> str:
    """Return the choice that a person makes on the first face that fits the screen.

    Where none fits, the last one is paged. `notice` stands beside the keys. `chosen` is the choice
    that the pointer stands on; without it, it stands on none until an arrow key is pressed, so
    that Enter leaned on answers nothing. `?` shows what the keys do, below what the card is
    `about`. Raise `KeyboardInterrupt` on Ctrl-C.
    """
    commands = (*commands, _KEYS_COMMAND)
    if console.is_dumb_terminal:
        return _ask_by_line(console, faces[0], commands, notice, about)
    start_page(console)
    for face in faces:
        drawn, foot = _draw(console, face), _foot(console.width, face, commands, notice)
        feet = _lines(console, foot, console.width)
        if len(drawn.head) + drawn.body + len(feet) <= console.height:
            break
    menu = _Menu(console, keyboard, drawn, feet, commands, chosen)
    choice = menu.run()
    if choice != _KEYS:
        return choice
    hold(console, keyboard, _key_help(console, drawn.face, commands, about, pages=menu.pages))
    return REDRAW


def _key_help(
    console: Console, face: Face, commands: Sequence[Command], about: str, *, pages: bool = False
) -> RenderableType:
    """Return what a card is about, and what each key that works on it does."""
    arrows = "" if console.is_dumb_terminal else "; the arrows and Enter do, too"
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_row(Text(_own_keys(face), "bold"), f"choose what stands beside the key{arrows}")
    for command in commands:
        table.add_row(Text(command.key, "bold"), command.meaning)
    if pages:
        table.add_row(Text("Space, Page Up", "bold"), "read on, and back")
    table.add_row(Text("Ctrl-C", "bold"), "stop at once; no answer is lost")
    told = [plain(about), Text()] if about else []
    return Group(Text("What the keys do", "bold underline"), Text(), *told, table)


def _draw(console: Console, face: Face) -> _Drawn:
    width = console.width - MARGIN
    return _Drawn(
        face,
        _lines(console, face.head, console.width),
        [_lines(console, row.text, width) for row in face.rows],
        _lines(console, face.tail, width) if face.tail else [],
    )


def _lines(console: Console, shown: RenderableType, width: int) -> list[list[Segment]]:
    return console.render_lines(shown, console.options.update(width=width), pad=False)


def _foot(width: int, face: Face, commands: Sequence[Command], notice: str) -> RenderableType:
    """Return what stands below a card: a notice, and the keys, on one line where that can be."""
    short = _keys(face, commands)
    long = short.replace(";", ", arrows and Enter;", 1)
    lines = [
        Text.assemble(("Your answer", "bold"), f" ({long})"),
        Text.assemble(("Your answer", "bold"), f" ({short})"),
        Text(short),
    ]
    keys = next((line for line in lines if line.cell_len <= width), lines[-1])
    return Group(*(plain(f"! {line}", "bold") for line in notice.splitlines()), keys)


def _keys(face: Face, commands: Sequence[Command]) -> str:
    """Return in words which keys do what: `1-3; b back, t note`."""
    return f"{_own_keys(face)}; {', '.join(f'{c.key} {c.words}' for c in commands)}"


def _own_keys(face: Face) -> str:
    """Return the keys of the options: `r, 1-3`."""
    own = [row.key for row in face.rows if row.key]
    digits = [key for key in own if key.isdigit()]
    letters = [key for key in own if not key.isdigit()]
    if len(digits) > 1:
        digits = [f"{digits[0]}-{digits[-1]}"]
    return ", ".join([*letters, *digits])


class _Menu:
    """A card on the screen: questionary's select, with our head above it and our keys."""

    def __init__(
        self,
        console: Console,
        keyboard: Keyboard,
        drawn: _Drawn,
        feet: list[list[Segment]],
        commands: Sequence[Command],
        chosen: str | None,
    ) -> None:
        self.keyboard = keyboard
        self.drawn = drawn
        self.rows = drawn.face.rows
        self.top = 0
        room = console.height - len(feet)
        self.head = drawn.head[: room - 3]  # a head of more lines than the screen is cut
        self.pages = drawn.body > room - len(self.head)
        self.room = room - len(self.head) - self.pages
        self.starts = [0, *accumulate(map(len, drawn.rows))]
        known = chosen if chosen in [row.choice for row in self.rows] else None
        self.application = self._select(known).application
        window = next(
            w
            for w in self.application.layout.find_all_windows()
            if isinstance(w.content, InquirerControl)
        )
        self.control: InquirerControl = window.content  # type: ignore[assignment]
        if known is None:
            self.control.pointer = None
        else:
            self._show_pointed()
        self._follow_top(window)
        self._lay_out(window, feet)
        self._bind({row.key: row.choice for row in self.rows if row.key})
        self._bind({command.key: command.choice for command in commands})
        self._bind_moves()

    def run(self) -> str:
        """Show the card and return the choice; raise `KeyboardInterrupt` on Ctrl-C."""
        start = lambda: forget_typed(self.application, self.keyboard)  # noqa: E731
        return str(self.application.run(pre_run=start))

    def _select(self, chosen: str | None) -> questionary.Question:
        choices = [
            questionary.Choice(_fragments(lines), value=row.choice, shortcut_key=None)
            for row, lines in zip(self.rows, self.drawn.rows, strict=True)
        ]
        if self.drawn.tail:
            text = "".join(part for _, part, *_ in _fragments(self.drawn.tail))
            choices.append(questionary.Separator(text))
        return questionary.select(
            "",
            choices,
            default=chosen,
            pointer=_POINTER,
            use_jk_keys=False,
            use_emacs_keys=False,
            style=Style([("pointer", "bold"), ("separator", "italic"), ("selected", "noreverse")]),
            erase_when_done=True,
        )

    def _follow_top(self, window: Window) -> None:
        """Make the window scroll to `top`, not to the pointer."""
        tokens = self.control.text

        def without_cursor() -> StyleAndTextTuples:
            known = to_formatted_text(tokens)
            return [token for token in known if token[0] != "[SetCursorPosition]"]

        self.control.text = without_cursor
        self.control.get_cursor_position = lambda: Point(0, self.top)
        self.control.show_cursor = False
        window.get_vertical_scroll = lambda _: self.top

    def _lay_out(self, window: Window, feet: list[list[Segment]]) -> None:
        parts = [_still(self.head), window]
        window.height = self.room if self.pages else None
        window.dont_extend_height = lambda: True  # type: ignore[assignment]
        if self.pages:
            parts.append(Window(FormattedTextControl(self._where), height=1))
        parts.append(_still(feet))
        self.application.layout = Layout(HSplit(parts), focused_element=window)
        size = self.application.output.get_size()

        def end_when_resized(running: Application[str]) -> None:
            if running.output.get_size() != size and running.loop:
                running.loop.call_soon(self._end, REDRAW)

        self.application.after_render += end_when_resized

    def _where(self) -> StyleAndTextTuples:
        last = min(self.top + self.room, self.drawn.body)
        words = f"Lines {self.top + 1}-{last} of {self.drawn.body}. Space shows more."
        return [("bold", words)]

    def _end(self, choice: str) -> None:
        if self.application.is_running and not self.application.is_done:
            self.application.exit(result=choice)

    @property
    def _bindings(self) -> KeyBindings:
        bindings = self.application.key_bindings
        if not isinstance(bindings, KeyBindings):
            raise TypeError("questionary has other key bindings than it had.")
        return bindings

    def _bind(self, keys: dict[str, str]) -> None:
        """Let each key end the card with its choice, unless it is held down."""

        def bind(key: str, choice: str) -> None:
            @self._bindings.add(key, eager=True)
            def choose(event: KeyPressEvent) -> None:
                self.keyboard.press(key, lambda: self._end(choice))

        for key, choice in keys.items():
            bind(key, choice)
            if key in ascii_letters and key.upper() != key:
                bind(key.upper(), choice)

    def _bind_moves(self) -> None:
        add = self._bindings.add

        @add(Keys.Down, eager=True)
        @add(Keys.Up, eager=True)
        def move(event: KeyPressEvent) -> None:
            self._move(1 if event.key_sequence[0].key == Keys.Down else -1)

        @add(Keys.ControlM, eager=True)
        def choose_pointed(event: KeyPressEvent) -> None:
            if self.control.pointer:
                choice = self.rows[self.control.pointed_at].choice
                self.keyboard.press("enter", lambda: self._end(choice))

        @add(" ", eager=True)
        @add(Keys.PageDown, eager=True)
        def on(event: KeyPressEvent) -> None:
            below = self.top + self.room
            self.top = min(below, self._last_top) if below < self.drawn.body else 0

        @add(Keys.PageUp, eager=True)
        def back(event: KeyPressEvent) -> None:
            self.top = max(0, self.top - self.room)

        @add(Keys.ControlD, eager=True)
        def interrupt(event: KeyPressEvent) -> None:
            event.app.exit(exception=KeyboardInterrupt)

    @property
    def _last_top(self) -> int:
        return max(0, self.drawn.body - self.room)

    def _move(self, step: int) -> None:
        if self.control.pointer:
            self.control.pointed_at = (self.control.pointed_at + step) % len(self.rows)
        else:
            self.control.pointer = _POINTER
            self.control.pointed_at = 0 if step > 0 else len(self.rows) - 1
        self._show_pointed()

    def _show_pointed(self) -> None:
        """Scroll to where the option pointed at is seen whole, or at least from its start."""
        start, end = self.starts[self.control.pointed_at : self.control.pointed_at + 2]
        if end > self.top + self.room:
            self.top = end - self.room
        self.top = min(self.top, start, self._last_top)


def _still(lines: list[list[Segment]]) -> Window:
    """Return lines that are only shown."""
    fragments: StyleAndTextTuples = [*_fragments(lines, margin=0)]
    control = FormattedTextControl(fragments)
    return Window(control, height=len(lines), dont_extend_height=True)


def _fragments(lines: list[list[Segment]], margin: int = MARGIN) -> list[tuple[str, str]]:
    """Return lines as prompt_toolkit takes them, all but the first behind a margin."""
    fragments: list[tuple[str, str]] = []
    for number, line in enumerate(lines):
        if number:
            fragments.append(("", "\n" + " " * margin))
        fragments += [(_words(part.style), part.text) for part in line if not part.control]
    return fragments or [("", "")]


def _words(style: RichStyle | None) -> str:
    """Return a style of rich in prompt_toolkit's words; cards have no colours."""
    if style is None:
        return ""
    return " ".join(word for word in ("bold", "italic", "underline") if getattr(style, word))


def _ask_by_line(
    console: Console, face: Face, commands: Sequence[Command], notice: str, about: str
) -> str:
    console.print()
    console.print(face.head)
    for row in face.rows:
        console.print(row.text)
    if face.tail:
        console.print(face.tail)
    if notice:
        console.print(plain(notice))
    keys = {row.key: row.choice for row in face.rows if row.key}
    keys |= {command.key: command.choice for command in commands}
    while True:
        typed = ask_line(f"Your answer ({_keys(face, commands)}): ").lower()
        if typed in keys and keys[typed] != _KEYS:
            return keys[typed]
        if typed in keys:
            console.print(_key_help(console, face, commands, about))
            continue
        console.print(f"Type one of {', '.join(keys)} and press Enter.")
