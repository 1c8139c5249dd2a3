"""Asks for a text: a note, a reason, counts; with a way out that changes nothing."""

from collections.abc import Callable

import questionary
from prompt_toolkit.application import get_app
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.styles import Style
from prompt_toolkit.validation import ValidationError
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from careerplan_cli.forms.console import make_console, plain, start_page
from careerplan_cli.model.answers import MOST_CHARACTERS
from careerplan_cli.terminal.keyboard import Keyboard, ask_line, forget_typed
from careerplan_cli.terminal.page_by_page import hold
from careerplan_cli.text.printable import one_line

STYLE = Style([("question", "bold")])

_CANCELLED = "\0"
"""What ends the entry of a text without one; nobody can type it."""


class EntryInterruptedError(KeyboardInterrupt):
    """Ctrl-C in the middle of a text; `text` is what was typed until then."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def ask_text(
    console: Console,
    keyboard: Keyboard,
    question: str,
    default: str = "",
    *,
    above: RenderableType | None = None,
    problem: Callable[[str], str] = lambda text: "",
    how: str = "Enter ends, Esc cancels.",
    about: str = "",
    anew: bool = False,
    letters: str = "",
) -> str | None:
    """Return a text that an answer file can hold, to start from `default`; None if cancelled.

    `above` is shown above the question, on a screen of its own. `problem` says what is wrong with
    a text; it then stays to be changed, as does one that is too long. Lines that are pasted are
    taken whole. Enter held down ends one text only. `?` alone shows what the text is `about`, where
    that is told. `anew`: after a problem, what is typed next takes the place of the text. `letters`
    is what to say to a letter where none is taken. Raise `EntryInterruptedError` on Ctrl-C, and
    `KeyboardInterrupt` where the input ends.
    """
    if about:
        known = problem
        problem = lambda text: "" if text.strip() == "?" else known(text)  # noqa: E731
    typing = _typing(anew=anew, letters=letters)
    text = _ask_once(console, keyboard, question, default, above, problem, how, typing)
    while about and text and text.strip() == "?":
        hold(console, keyboard, _help(console, about, default))
        text = _ask_once(make_console(), keyboard, question, default, above, problem, how, typing)
    return text


def _help(console: Console, about: str, default: str) -> RenderableType:
    """Return what a text is about, and which keys do what."""
    keys = [("Enter", "keep what is typed")]
    if not console.is_dumb_terminal:
        left = "leave it as it was" if default else "go back without it"
        keys += [("Esc", left), ("Ctrl-U", "empty the line")]
    keys.append(("Ctrl-C", "stop at once; nothing that was answered is lost"))
    table = Table.grid(padding=(0, 2, 0, 0))
    for key, meaning in keys:
        table.add_row(Text(key, "bold"), meaning)
    return Group(plain(about), Text(), table)


def _ask_once(
    console: Console,
    keyboard: Keyboard,
    question: str,
    default: str,
    above: RenderableType | None,
    problem: Callable[[str], str],
    how: str,
    typing: KeyBindings,
) -> str | None:
    start_page(console)
    if above is not None:
        console.print(above)
        console.print()
    if console.is_dumb_terminal:
        return _ask_by_line(console, question, default, problem)
    how = "Enter keeps it, Esc leaves it as it was, Ctrl-U empties it." if default else how
    console.print(plain(question, "bold"))
    console.print(Text(how))
    prompt = questionary.text(
        "",
        default=default,
        qmark=">",
        style=STYLE,
        validate=lambda text: _too_long(text) or problem(text) or True,
        validate_while_typing=False,
        key_bindings=merge_key_bindings([typing, _ways_out(keyboard, default)]),
        erase_when_done=True,
    )
    try:
        start = lambda: forget_typed(prompt.application, keyboard)  # noqa: E731
        text = str(prompt.application.run(pre_run=start))
    except EOFError:
        raise KeyboardInterrupt from None
    return None if text == _CANCELLED else text


def _typing(*, anew: bool, letters: str) -> KeyBindings:
    """Return what typing does besides: a letter is refused, a text with a problem gives way."""
    bindings = KeyBindings()
    if not anew and not letters:
        return bindings

    @bindings.add(Keys.Any)
    def typed(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if letters and event.data.isalpha():
            buffer.validation_error = ValidationError(message=letters)
            return
        if anew and buffer.validation_error and buffer.validation_error.message != letters:
            buffer.reset()
        buffer.insert_text(event.data)

    return bindings


def _ways_out(keyboard: Keyboard, default: str) -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add(Keys.ControlM, eager=True)
    def accept(event: KeyPressEvent) -> None:
        typed = event.current_buffer.text

        def end() -> None:
            here = event.app.is_running and not event.app.is_done
            if here and event.current_buffer.text == typed:
                event.current_buffer.validate_and_handle()

        keyboard.press("enter", end, fresh=typed != default)

    @bindings.add(Keys.Escape, eager=True)
    def cancel(event: KeyPressEvent) -> None:
        event.app.exit(result=_CANCELLED)

    @bindings.add(Keys.ControlC, eager=True)
    def interrupt(event: KeyPressEvent) -> None:
        text = get_app().current_buffer.text
        event.app.exit(exception=EntryInterruptedError(text))

    return bindings


def _ask_by_line(
    console: Console, question: str, default: str, problem: Callable[[str], str]
) -> str | None:
    if default:
        console.print(f"Now: {one_line(default)} (Enter keeps it, - removes it)")
    text = ask_line(f"{question} ")
    while wrong := _too_long(text) or problem(text):
        console.print(wrong)
        text = ask_line(f"{question} ")
    return "" if text == "-" else text or default


def _too_long(text: str) -> str:
    """Return what to do about a text that is too long to be kept, nothing for any other."""
    if len(text) <= MOST_CHARACTERS:
        return ""
    return (
        f"This has {len(text):,} characters, and {MOST_CHARACTERS:,} can be kept. Make it shorter."
    )
