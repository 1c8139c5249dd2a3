"""Asks for one choice from a few: by a menu with arrows, or line by line on a plain terminal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window
from prompt_toolkit.styles import Style
from rich.console import Console

from careerplan_cli.model.answers import MOST_CHARACTERS
from careerplan_cli.text.printable import one_line

RESIZED = "resized"
"""The choice that comes back when the screen's width has changed: draw it again and ask again."""

STYLE = Style([("bold", "bold"), ("pointed", "bold reverse"), ("question", "bold")])


@dataclass(frozen=True)
class Row:
    """What can be chosen: by which key, in which words, and what is returned for it."""

    key: str
    label: str
    choice: str


def choose(
    console: Console,
    question: str,
    rows: Sequence[Row],
    commands: Sequence[Row],
    chosen: str | None = None,
) -> str:
    """Return the choice that the person makes.

    `commands` have a key alone, and no row in the menu. `chosen` is the choice that the menu starts
    on; without one it starts on none.
    Raise `KeyboardInterrupt` on Ctrl-C.
    """
    if console.is_dumb_terminal:
        return _choose_by_line(console, question, rows, commands)
    return _choose_by_menu(question, rows, commands, chosen)


def ask_text(console: Console, question: str, default: str) -> str:
    """Return a line of text that an answer file can hold, to start from `default`.

    One that is too long stays to be made shorter, and that is told.

    Raise `KeyboardInterrupt` on Ctrl-C, or where the input ends.
    """
    if not console.is_dumb_terminal:
        prompt = questionary.text(
            question,
            default=default,
            qmark="",
            instruction="(Enter keeps it, an empty line removes it) " if default else None,
            style=STYLE,
            validate=lambda text: _too_long(text) or True,
            validate_while_typing=False,
        )
        try:
            return str(prompt.unsafe_ask())
        except EOFError:
            raise KeyboardInterrupt from None
    if default:
        console.print(f"Now: {one_line(default)} (Enter keeps it, - removes it)")
    text = ask_line(f"{question} ")
    while problem := _too_long(text):
        console.print(problem)
        text = ask_line(f"{question} ")
    return "" if text == "-" else text or default


def _too_long(text: str) -> str:
    """Return what to do about a text that is too long to be kept, nothing for any other."""
    if len(text) <= MOST_CHARACTERS:
        return ""
    return (
        f"This has {len(text):,} characters, and {MOST_CHARACTERS:,} can be kept. Make it shorter."
    )


def _choose_by_menu(
    question: str, rows: Sequence[Row], commands: Sequence[Row], chosen: str | None
) -> str:
    pointed = next((n for n, row in enumerate(rows) if row.choice == chosen), None)

    def text() -> StyleAndTextTuples:
        keys = f"({_keys(rows)}, arrows and Enter; {_words(commands)})"
        lines: StyleAndTextTuples = [("class:bold", f" {question} "), ("", keys)]
        for n, row in enumerate(rows):
            pointer, style = (" » ", "class:pointed") if n == pointed else ("   ", "")
            lines += [("", f"\n{pointer}"), (style, f"{row.key}  {one_line(row.label)}")]
        return lines

    bindings = _bindings({row.key: row.choice for row in (*rows, *commands)})

    @bindings.add(Keys.Up)
    @bindings.add(Keys.Down)
    def move(event: KeyPressEvent) -> None:
        nonlocal pointed
        down = event.key_sequence[0].key == Keys.Down
        start = (-1 if down else 0) if pointed is None else pointed
        pointed = (start + (1 if down else -1)) % len(rows)

    # Nothing is pointed at until somebody does: a key leaned on gives no answer.
    @bindings.add(Keys.Enter)
    def choose_pointed(event: KeyPressEvent) -> None:
        if pointed is not None:
            event.app.exit(result=rows[pointed].choice)

    control = FormattedTextControl(text, focusable=True, show_cursor=False)
    application = Application[str](
        layout=Layout(Window(control, wrap_lines=True, dont_extend_height=True)),
        key_bindings=bindings,
        style=STYLE,
        erase_when_done=True,
    )
    _end_when_resized(application)
    return application.run()


def wait_for_key(message: str) -> None:
    """Show a message until any key is pressed; raise `KeyboardInterrupt` on Ctrl-C and Ctrl-D."""
    bindings = _bindings({})

    @bindings.add(Keys.Any)
    def go_on(event: KeyPressEvent) -> None:
        event.app.exit()

    window = Window(FormattedTextControl(message, show_cursor=False), wrap_lines=True, height=1)
    Application[None](layout=Layout(window), key_bindings=bindings).run()


def _bindings(keys: Mapping[str, str]) -> KeyBindings:
    """Return bindings that end the menu at once with the choice that a key stands for.

    Ctrl-C and Ctrl-D interrupt. No other key does anything, nor does pasted text.
    """
    bindings = KeyBindings()

    def bind(key: str, choice: str) -> None:
        @bindings.add(key)
        def end(event: KeyPressEvent) -> None:
            event.app.exit(result=choice)

    for key, choice in keys.items():
        bind(key, choice)
        if key.upper() != key:
            bind(key.upper(), choice)

    @bindings.add(Keys.ControlC)
    @bindings.add(Keys.ControlD)
    def interrupt(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    return bindings


def _end_when_resized(application: Application[str]) -> None:
    """Make the menu end with `RESIZED` when the terminal is no longer as wide as it is now."""
    columns = application.output.get_size().columns

    def check(running: Application[str]) -> None:
        if running.output.get_size().columns != columns and running.loop:
            running.loop.call_soon(end)

    def end() -> None:
        if application.is_running and not application.is_done:
            application.exit(result=RESIZED)

    application.after_render += check


def _choose_by_line(
    console: Console, question: str, rows: Sequence[Row], commands: Sequence[Row]
) -> str:
    for row in rows:
        console.print(f"{row.key}  {one_line(row.label)}", style="")
    keys = {row.key: row.choice for row in (*rows, *commands)}
    while True:
        typed = ask_line(f"{question} ({_keys(rows)}; {_words(commands)}): ").lower()
        if typed in keys:
            return keys[typed]
        console.print(f"Type one of {', '.join(keys)} and press Enter.")


def ask_line(question: str) -> str:
    """Return what is typed on a plain terminal; raise `KeyboardInterrupt` where input ends."""
    try:
        return input(question).strip()
    except EOFError:
        raise KeyboardInterrupt from None


def _keys(rows: Sequence[Row]) -> str:
    digits = [row.key for row in rows if row.key.isdigit()]
    letters = [row.key for row in rows if not row.key.isdigit()]
    return ", ".join([*letters, f"{digits[0]}-{digits[-1]}"] if digits else letters)


def _words(commands: Sequence[Row]) -> str:
    return ", ".join(f"{command.key} {command.label}" for command in commands)
