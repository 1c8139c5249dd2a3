"""A terminal of the size one wants, with the real command in it and a person's keys."""

import contextlib
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs a POSIX system", allow_module_level=True)

import pexpect
import pyte

COMMAND = [sys.executable, "-m", "careerplan_cli"]
UP, DOWN, PAGE_DOWN, ENTER = "\x1b[A", "\x1b[B", "\x1b[6~", "\r"
CTRL_C, CTRL_D, CTRL_U = "\x03", "\x04", "\x15"
ESC = "\x1b"

_PATIENCE = 20.0
_BY_HAND = 0.4
"""After how many seconds the same key can be pressed again without being held down."""
_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[()].|[=>78])")

Start = Callable[..., "Terminal"]
"""Starts careerplan with some words in a new terminal."""


def clean_environment(home: Path, **extra: str) -> dict[str, str]:
    """Return an environment in which nothing but `extra` asks the program for anything."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        **extra,
    }


class _Screen(pyte.HistoryScreen):
    """A screen that answers when the program asks where the cursor is."""

    def __init__(self, columns: int, lines: int, answer: Callable[[str], None]) -> None:
        super().__init__(columns, lines, history=100_000)
        self.answer = answer

    def write_process_input(self, data: str) -> None:
        self.answer(data)


class Terminal:
    """Runs careerplan with `words` in a pseudo-terminal and keeps everything that it shows."""

    def __init__(
        self,
        *words: str,
        folder: Path,
        columns: int = 80,
        lines: int = 24,
        environment: Mapping[str, str] | None = None,
        before_start: Callable[[], None] | None = None,
    ) -> None:
        self.raw = b""
        self.ended = False
        self._sent: dict[str, float] = {}
        self._screen = _Screen(columns, lines, self.send)
        self._stream = pyte.ByteStream(self._screen)
        self._child: pexpect.spawn[bytes] = pexpect.spawn(
            COMMAND[0],
            [*COMMAND[1:], *words],
            cwd=folder,
            env=clean_environment(folder, **(environment or {})),
            dimensions=(lines, columns),
            preexec_fn=before_start,
        )
        # Every wait is for something to be read, so pexpect's own pauses are not needed.
        self._child.delaybeforesend = None
        self._child.ptyproc.delayafterclose = 0  # type: ignore[attr-defined]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self.ended:
            self.kill()
        self._child.close()

    @property
    def text(self) -> str:
        """What is on the screen now."""
        return "\n".join(self._lines()).rstrip()

    @property
    def history(self) -> str:
        """Everything that was shown, what scrolled off the top of the screen before the rest."""
        return "\n".join([*map(_line, self._screen.history.top), self.text])

    @property
    def output(self) -> str:
        """Everything that the program wrote, without escape sequences, before any wrapping."""
        return _ESCAPES.sub(b"", self.raw).decode().replace("\r\n", "\n")

    def press(self, key: str) -> None:
        """Send a key as a person does who means it: the same one not faster than by hand."""
        if time.monotonic() - self._sent.get(key, -1.0) < 1:
            time.sleep(_BY_HAND)
        self.send(key)

    def send(self, keys: str) -> None:
        self._sent |= dict.fromkeys((*keys, keys), time.monotonic())
        with contextlib.suppress(OSError):  # the program may just have ended
            self._child.send(keys.encode())

    def resize(self, columns: int, lines: int) -> None:
        self._screen.resize(lines, columns)
        self._child.setwinsize(lines, columns)

    def kill(self) -> None:
        """End the program as `kill -9` does."""
        self._child.kill(signal.SIGKILL)
        self.exit_code()

    def wait_for(self, *texts: str) -> None:
        """Read until all the texts are on the screen."""

        def shown() -> bool:
            screen = self.text
            return all(text in screen for text in texts)

        self.wait_until(shown, f"{texts} on the screen")

    def exit_code(self) -> int | None:
        """Read until the program ends; return its exit code, None if a signal ended it."""
        self.wait_until(lambda: self.ended, "the end of the program")
        self._child.wait()
        return self._child.exitstatus

    def wait_until(self, reached: Callable[[], bool], what: str) -> None:
        """Read until `reached` is true; fail with the screen when that takes too long."""
        deadline = time.monotonic() + _PATIENCE
        while not reached():
            late = time.monotonic() > deadline
            if late or self.ended:
                why = f"not within {_PATIENCE:g} s" if late else "and the program has ended"
                pytest.fail(f"Waited for {what}, {why}. The screen:\n{self.text}", pytrace=False)
            self._read()

    def colours(self, text: str) -> set[str]:
        """Return the colours, of letters and ground, of a text's first place on the screen."""
        for y, line in enumerate(self._lines()):
            if text in line:
                start = line.index(text)
                row = self._screen.buffer[y]
                cells = [row[x] for x in range(start, start + len(text))]
                return {cell.fg for cell in cells} | {cell.bg for cell in cells}
        pytest.fail(f"{text!r} is not on the screen:\n{self.text}", pytrace=False)

    def all_colours(self) -> set[str]:
        """Return every colour on the screen, of letters and ground."""
        cells = [cell for row in self._screen.buffer.values() for cell in row.values()]
        return {cell.fg for cell in cells} | {cell.bg for cell in cells}

    def colour_codes(self) -> list[int]:
        """Return the codes for a colour among those that the program wrote at any time."""
        return [code for code in _style_codes(self.raw) if _is_colour(code)]

    def _lines(self) -> list[str]:
        buffer = self._screen.buffer
        return [_line(buffer[y]) for y in range(self._screen.lines)]

    def _read(self) -> None:
        try:
            data = self._child.read_nonblocking(65536, timeout=0.2)
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            self.ended = True
            return
        self.raw += data
        self._stream.feed(data)


def _line(row: Mapping[int, pyte.screens.Char]) -> str:
    """Return a row of cells as text; the second cell of a wide character has none."""
    return "".join(row[x].data for x in range(max(row, default=-1) + 1)).rstrip()


def _style_codes(raw: bytes) -> Iterator[int]:
    for codes in re.findall(rb"\x1b\[([0-9;:]*)m", raw):
        yield from (int(code) for code in re.split(b"[;:]", codes) if code)


def _is_colour(code: int) -> bool:
    return 30 <= code <= 38 or 40 <= code <= 48 or 90 <= code <= 97 or 100 <= code <= 107
