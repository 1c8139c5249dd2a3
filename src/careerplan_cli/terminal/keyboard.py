"""Which keys count: not those held down, nor those pressed before a screen was drawn."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

from prompt_toolkit.application import Application
from prompt_toolkit.input.typeahead import clear_typeahead

HELD = 0.25
"""Within how many seconds the same key comes again when it is held down."""


class Keyboard:
    """Remembers when each key came last, across all screens of an interview."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: dict[str, float] = {}

    def means(self, key: str) -> bool:
        """Return whether somebody pressed a key that comes now, rather than held it down."""
        now, last = self._clock(), self._last.get(key.lower())
        self._last[key.lower()] = now
        return last is None or now - last > HELD


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


def forget_typed(application: Application[str] | Application[bool]) -> None:
    """Forget what was typed before the application is drawn."""
    clear_typeahead(application.input)
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
    else:
        import termios

        termios.tcflush(application.input.fileno(), termios.TCIFLUSH)
