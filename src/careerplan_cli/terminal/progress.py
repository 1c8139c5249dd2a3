"""Shows how far a long piece of work is: on a terminal, and only once it has taken a second."""

import sys
from time import monotonic
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress


class ProgressBar:
    """A line with records, rate and, where `total` is known, the time left.

    `total` is what there is to do, in any unit. The line is gone at the end of the `with` block.
    """

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._start = monotonic()
        self._shown: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._shown.stop()

    def at(self, done: int, records: int) -> None:
        """Tell how much is done, in the unit of `total`, and how many records that is."""
        seconds = monotonic() - self._start
        if not self._shown:
            if seconds < 1 or not sys.stderr.isatty():
                return
            self._shown = self._begin()
        rate = f"{records:,} records, {records / seconds:,.0f} a second"
        self._shown.update(self._shown.task_ids[0], completed=done, description=rate)

    def _begin(self) -> "Progress":
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        console = Console(stderr=True, markup=False, highlight=False)
        columns = [TextColumn("{task.description}")]
        known = [BarColumn(bar_width=20), TimeRemainingColumn()] if self._total else []
        progress = Progress(*columns, *known, console=console, transient=True)
        progress.add_task("", total=self._total)
        progress.start()
        return progress
