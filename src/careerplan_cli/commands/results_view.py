"""Shows the results of `careerplan score` to a reader: a screen, a table or Markdown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from careerplan_cli.batch import Batch
from careerplan_cli.commands.output import echo_err, write_data, write_file, write_stdout
from careerplan_cli.model.result import Record
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.results.listing import csv_listing
from careerplan_cli.terminal.progress import progress_bar

if TYPE_CHECKING:
    from rich.console import RenderableType

    from careerplan_cli.model.guide import Level

MOST_SHOWN = 500
"""How many records are shown to a reader; other formats hold all."""


@dataclass(frozen=True)
class ResultsView:
    """The results of a batch. `options` are added to the commands that a screen names.

    What shows all records returns False when Ctrl-C ended it, and nothing is shown then.
    """

    pack: ContentPack
    batch: Batch
    options: str
    paged: bool

    def show_result(self) -> bool:
        """Show the result screen of the only record."""
        from careerplan_cli.forms.console import make_console, printed
        from careerplan_cli.forms.result_screen import result_pages

        for record in self.batch.records():
            if record.result:
                pages = result_pages(record.result, self._levels, self.pack.review, self.options)
                self._page(printed(make_console(), *pages))
        return True

    def show_records(self, form: str, output: Path | None, *, force: bool) -> bool:
        """Show a row for each of the first records, and the summary of all."""
        shown: list[Record] = []
        number = 0
        try:
            with progress_bar(self.batch.size) as bar:
                for number, record in enumerate(self.batch.records(), 1):
                    if number <= MOST_SHOWN:
                        shown.append(record)
                    bar.at(self.batch.read, number)
        except KeyboardInterrupt:
            echo_err(f"Interrupted after {number:,} records.")
            return False
        self._show(shown, form, output, force=force)
        return True

    def show_summary(self, form: str, output: Path | None, *, force: bool) -> bool:
        """Show what all records say together."""
        counted = 0
        try:
            with progress_bar(self.batch.size) as bar:
                if not self.batch.tallies.records:
                    listing = csv_listing(self.batch.columns)
                    for _, number in self.batch.pieces(listing, as_csv=True):
                        counted += number
                        bar.at(self.batch.read, counted)
        except KeyboardInterrupt:
            echo_err(f"Interrupted after {counted:,} records.")
            return False
        self._show([], form, output, force=force)
        return True

    def _show(
        self, shown: Sequence[Record], form: str, output: Path | None, *, force: bool
    ) -> None:
        if form == "json":
            text = self._json()
        elif form == "markdown":
            text = self._markdown(shown)
        else:
            text = self._table(shown, to_file=bool(output))
        if output:
            write_file(output, text, force=force)
        elif form == "table":
            self._page(text)
        else:
            write_data(text)

    @property
    def _levels(self) -> "Mapping[str, Level]":
        return {level.id: level for level in self.pack.levels}

    def _left_out(self, shown: Sequence[Record]) -> str:
        """Return what tells of the records that are not shown; nothing where all are."""
        left = self.batch.tallies.records - len(shown)
        if not shown or not left:
            return ""
        first = f"These are the first {len(shown):,} records"
        return f"{first}; --output results.csv has the other {left:,} too."

    def _table(self, shown: Sequence[Record], *, to_file: bool) -> str:
        from careerplan_cli.forms.console import make_console, plain, plain_text, printed
        from careerplan_cli.forms.summary_screen import group_screen, summary_screen
        from careerplan_cli.forms.table_screen import table_screen

        tallies, levels = self.batch.tallies, self._levels
        parts: list[RenderableType] = []
        for summary in tallies.summaries():
            if shown:
                parts.append(table_screen(shown, summary.instrument, levels))
            parts.append(summary_screen(summary, levels))
        if left_out := self._left_out(shown):
            parts.insert(1, plain(left_out, "bold"))
        if groups := tallies.group_summaries():
            parts.append(group_screen(self.batch.group_by or "", groups, levels))
        return plain_text(*parts) if to_file else printed(make_console(widest=None), *parts)

    def _markdown(self, shown: Sequence[Record]) -> str:
        from careerplan_cli.forms.results_markdown import groups_markdown, results_markdown

        tallies, levels = self.batch.tallies, self._levels
        text = results_markdown(shown, tallies.summaries(), levels, self._left_out(shown))
        if groups := tallies.group_summaries():
            text += groups_markdown(self.batch.group_by or "", groups, levels)
        return text

    def _json(self) -> str:
        from careerplan_cli.results.json_results import summaries_json

        tallies = self.batch.tallies
        return summaries_json(tallies.summaries(), tallies.group_summaries(), self.batch.group_by)

    def _page(self, text: str) -> None:
        from careerplan_cli.terminal.pager import page

        if not self.paged or not page(text):
            write_stdout(text)
