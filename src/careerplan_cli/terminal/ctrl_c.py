"""Ctrl-C while records are read: it ends between two steps, never within one.

In the interview each answer is kept at once; there Ctrl-C ends in `assess` of `commands.assess`.
"""

import signal
from collections.abc import Iterator
from types import FrameType
from typing import Self, TypeVar

Step = TypeVar("Step")


class CtrlC:
    """Makes Ctrl-C wait until a step is done: what is counted is just what is written.

        with CtrlC() as ctrl_c:
            for piece in ctrl_c.steps(pieces):  # ends at Ctrl-C
                file.write(piece)
                written += 1
            print(f"{written} pieces are written")

    Between `steps` and the end of the block it waits, too: what is begun there is brought to its
    end, however often Ctrl-C is pressed. Where the system ignores Ctrl-C, and outside of the main
    thread, it changes nothing.
    """

    def __init__(self) -> None:
        self.ended_steps = False
        self._pressed = False
        self._breaks_off = False
        self._before = signal.getsignal(signal.SIGINT)

    def __enter__(self) -> Self:
        if callable(self._before):
            try:
                signal.signal(signal.SIGINT, self._press)
            except ValueError:  # this is not the main thread
                self._before = None
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Raise `KeyboardInterrupt` where Ctrl-C was pressed and has ended nothing yet."""
        if callable(self._before):
            signal.signal(signal.SIGINT, self._before)
        if self._pressed and not self.ended_steps and error is None:
            raise KeyboardInterrupt

    def steps(self, source: Iterator[Step]) -> Iterator[Step]:
        """Yield from an iterator; Ctrl-C ends that, and sets `ended_steps`.

        Only what the iterator itself does, such as waiting for input, is broken off at once.
        """
        while not self._pressed:
            try:
                try:
                    self._breaks_off = True
                    if self._pressed:  # just before: nothing would break off the wait
                        break
                    step = next(source, None)
                finally:
                    self._breaks_off = False
            except KeyboardInterrupt:
                break
            if step is None:
                return
            yield step
        self.ended_steps = True

    def _press(self, number: int, frame: FrameType | None) -> None:
        self._pressed = True
        if self._breaks_off:
            self._breaks_off = False  # once is enough, however often it is pressed
            raise KeyboardInterrupt
