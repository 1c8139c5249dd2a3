"""Shows how far a long piece of work is: on a terminal, and only once it has taken a second."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_QUIET = 1.0
"""For how many seconds nothing is shown."""


class ProgressBar:
    """A line with records, rate and, where `total` is known, the time left.

    `total` is what there is to do, in any unit.
    """

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._start = monotonic()
        self._shown: tuple[Progress, TaskID] | None = None
        self._on_terminal = sys.stderr.isatty()

    def at(self, done: int, records: int) -> None:
        """Tell how much is done, in the unit of `total`, and how many records that is."""
        passed = monotonic() - self._start
        if not self._on_terminal or (not self._shown and passed < _QUIET):
            return
        progress, task = self._shown = self._shown or self._begin()
        rate = f"{records:,} records, {records / passed:,.0f} a second"
        progress.update(task, completed=done, description=rate)

    def _begin(self) -> "tuple[Progress, TaskID]":
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        console = Console(stderr=True, markup=False, highlight=False)
        columns = [TextColumn("{task.description}")]
        known = [BarColumn(bar_width=20), TimeRemainingColumn()] if self._total else []
        progress = Progress(*columns, *known, console=console, transient=True)
        task = progress.add_task("", total=self._total)
        progress.start()
        return progress, task

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            self._shown[0].stop()


@contextmanager
def progress_bar(total: int | None) -> Iterator[ProgressBar]:
    """Give a progress bar, which is gone at the end of the block."""
    bar = ProgressBar(total)
    try:
        yield bar
    finally:
        bar.end()
