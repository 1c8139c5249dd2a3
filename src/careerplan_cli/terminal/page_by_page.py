"""Shows a long screen to a room: page by page, forward and back, so that no top is missed."""

from collections.abc import Callable, Sequence

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.text import Text

from careerplan_cli.forms.console import plain, start_page
from careerplan_cli.terminal.keyboard import Keyboard, ask_line, forget_typed

_ON, _BACK, _OPEN, _KEYS, _RESIZED = "on", "back", "open", "keys", "resized"
_HOLDING = 2
"""The lines below a page: an empty one, and the keys, which fit 60 columns."""

_HELP = "Any key goes on. b, Page Up and the arrows go back. Ctrl-C ends; no answer is lost."
_OPEN_HELP = "o opens the report in the browser."

Pages = Callable[[int], Sequence[RenderableType]]
"""Returns the pages for a screen of so many columns."""


def show_pages(
    new_console: Callable[[], Console], pages: Pages, open_report: Callable[[], str] | None = None
) -> None:
    """Show pages one after the other, each from the top of the screen and held until a key.

    A page that is longer than the screen is held where the screen is full. Pages that fit the
    screen together, and those on a terminal that cannot be cleared, are printed without holding.
    Any key goes on, `b` and the arrows go back. `open_report`, at `o`, opens the report and returns
    a notice. What stands on the screen in the end stays there. Raise `KeyboardInterrupt` on Ctrl-C.
    """
    keyboard = Keyboard()
    console = new_console()
    screens = _screens(console, pages)
    if console.is_dumb_terminal or len(screens) == 1:
        start_page(console)
        for number, page in enumerate(pages(console.width)):
            if number:
                console.print()
            console.print(page)
        return
    at, notice = 0, ""
    while at < len(screens):
        choice = _hold(console, keyboard, screens[at], at, len(screens), notice, open_report)
        notice = ""
        if choice == _RESIZED:
            share = at / len(screens)
            console = new_console()
            screens = _screens(console, pages)
            at = min(int(share * len(screens)), len(screens) - 1)
        elif choice == _OPEN and open_report:
            notice = open_report()
        elif choice == _KEYS:
            notice = f"{_HELP} {_OPEN_HELP}" if open_report else _HELP
        else:
            at = max(0, at + (-1 if choice == _BACK else 1))
    start_page(console)
    _print(console, screens[-1])


def hold(console: Console, keyboard: Keyboard, page: RenderableType) -> None:
    """Show a page until any key is pressed; raise `KeyboardInterrupt` on Ctrl-C."""
    if console.is_dumb_terminal:
        console.print(page)
        return
    screens = _screens(console, lambda width: [page])
    for number, lines in enumerate(screens):
        if _hold(console, keyboard, lines, number, len(screens), "", None) == _RESIZED:
            return


def wait_for_key(console: Console, message: str) -> None:
    """Show a message until a key is pressed, on a plain terminal Enter.

    Raise `KeyboardInterrupt` on Ctrl-C and Ctrl-D.
    """
    if console.is_dumb_terminal:
        ask_line(f"{message} ")
        return
    window = Window(FormattedTextControl(message, show_cursor=False), wrap_lines=True, height=1)
    bindings = _keys(Keyboard())
    Application[str](layout=Layout(window), key_bindings=bindings).run()


def _screens(console: Console, pages: Pages) -> list[list[list[Segment]]]:
    """Return the lines of each screen: pages that do not fit are cut, at an empty line if any."""
    rendered = [console.render_lines(page, pad=False) for page in pages(console.width)]
    room = console.height - _HOLDING
    if sum(len(lines) + 1 for lines in rendered) <= room:
        return [[line for lines in rendered for line in lines]]
    screens = []
    for page in rendered:
        left = page
        while left:
            end = len(left)
            if end > room:
                breaks = [n for n in range(1, room + 1) if _is_empty(left[n])]
                end = breaks[-1] if breaks else room
            screens.append(left[:end])
            left = left[end:]
            while left and _is_empty(left[0]):
                left = left[1:]
    return screens


def _is_empty(line: list[Segment]) -> bool:
    return not "".join(segment.text for segment in line).strip()


def _wrapped(console: Console, notice: str) -> list[str]:
    """Return a notice in lines that fit the screen; one that is empty is an empty line."""
    lines = console.render_lines(plain(notice), pad=False)
    return ["".join(part.text for part in line) for line in lines]


def _print(console: Console, lines: list[list[Segment]]) -> None:
    for line in lines:
        console.print(Text.assemble(*((s.text, s.style or "") for s in line if not s.control)))


def _hold(
    console: Console,
    keyboard: Keyboard,
    lines: list[list[Segment]],
    at: int,
    screens: int,
    notice: str,
    open_report: Callable[[], str] | None,
) -> str:
    """Show a screen and its keys; return what the key means."""
    start_page(console)
    with console.capture() as capture:
        _print(console, lines)
    words = "Press any key to continue"
    words += ", b back" if at else ""
    words += ", o report" if open_report else ""
    words += f" ({at + 1} of {screens})" if screens > 1 else ""
    foot = [*_wrapped(console, notice), words]
    page = Window(
        FormattedTextControl(ANSI(capture.get().rstrip("\n"))),
        height=min(len(lines), console.height - len(foot)),
    )
    below = Window(FormattedTextControl("\n".join(foot), show_cursor=False), height=len(foot))
    application = Application[str](
        layout=Layout(HSplit([page, below])),
        key_bindings=_keys(keyboard, can_open=open_report is not None),
        erase_when_done=True,
    )
    size = application.output.get_size()

    def end_when_resized(running: Application[str]) -> None:
        if running.output.get_size() != size and running.loop:
            running.loop.call_soon(end)

    def end() -> None:
        if application.is_running and not application.is_done:
            application.exit(result=_RESIZED)

    application.after_render += end_when_resized
    return application.run(pre_run=lambda: forget_typed(application, keyboard))


def _keys(keyboard: Keyboard, *, can_open: bool = False) -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add(Keys.Any)
    def go_on(event: KeyPressEvent) -> None:
        key, app = event.key_sequence[0].key, event.app
        back = key in ("b", "B", Keys.Up, Keys.Left, Keys.PageUp)
        opens = can_open and key in ("o", "O")
        choice = _BACK if back else _OPEN if opens else _KEYS if key == "?" else _ON

        def end() -> None:
            if app.is_running and not app.is_done:
                app.exit(result=choice)

        keyboard.press(str(key), end)

    @bindings.add(Keys.ControlC)
    @bindings.add(Keys.ControlD)
    def interrupt(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    return bindings
