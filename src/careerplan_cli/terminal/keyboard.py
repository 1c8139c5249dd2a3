"""Which keys count: not those held down, nor those pressed before a screen was drawn."""

import asyncio
import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import Protocol

from prompt_toolkit.application import Application
from prompt_toolkit.input.typeahead import clear_typeahead

HELD = 0.25
"""Within how many seconds a key that is held down comes again, once it has begun to repeat."""


class Timer(Protocol):
    """Something to be done later, which can be called off."""

    def cancel(self) -> None:
        """Call it off."""


Later = Callable[[float, Callable[[], None]], Timer]


def _later(seconds: float, then: Callable[[], None]) -> Timer:
    return asyncio.get_running_loop().call_later(seconds, then)


class Keyboard:
    """Tells keys that are pressed from keys that are held down, across all screens.

    A terminal does not tell when a key is let go, and keyboards wait up to a second before they
    repeat one. So a key that is another than the last one counts at once; the same one counts when
    it has been silent before and stays silent for `HELD` seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, later: Later = _later) -> None:
        self._clock = clock
        self._later = later
        self._key = ""
        self._came = 0.0
        self._waiting: tuple[Timer, Callable[[], None]] | None = None

    def press(self, key: str, then: Callable[[], None], *, fresh: bool = False) -> None:
        """Call `then` if somebody pressed a key that comes now, rather than held it down.

        A key is `fresh` where others were typed since it came last, so that nobody holds it.
        """
        now, key = self._clock(), key.lower()
        again, since = key == self._key and not fresh, now - self._came
        self._key, self._came = key, now
        waiting = self._waiting
        self.forget()
        if not again:
            (waiting[1] if waiting else then)()  # what comes while a key waits came too early
        elif since > HELD:
            self._waiting = self._later(HELD, self._wait_over), then

    def forget(self) -> None:
        """Let no key count that waits: what it was meant for is no longer on the screen."""
        if self._waiting:
            self._waiting[0].cancel()
        self._waiting = None

    def _wait_over(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting:
            waiting[1]()


@contextlib.contextmanager
def no_echo() -> Iterator[None]:
    """Let no key that is pressed between two screens appear on the next one.

    Where that is not in the power of the program (Windows, no terminal), nothing changes.
    """
    if sys.platform == "win32" or not sys.stdin.isatty():
        yield
        return
    import termios

    file = sys.stdin.fileno()
    before = termios.tcgetattr(file)
    quiet = termios.tcgetattr(file)
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(file, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(file, termios.TCSANOW, before)


def forget_typed(
    application: Application[str] | Application[bool], keyboard: Keyboard | None = None
) -> None:
    """Forget what was typed before the application is drawn, and what waits on the keyboard."""
    if keyboard:
        keyboard.forget()
    clear_typeahead(application.input)
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
    else:
        import termios

        termios.tcflush(application.input.fileno(), termios.TCIFLUSH)


def ask_line(question: str) -> str:
    """Return what is typed on a plain terminal; raise `KeyboardInterrupt` where input ends."""
    try:
        return input(question).strip()
    except EOFError:
        raise KeyboardInterrupt from None
