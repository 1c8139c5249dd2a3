"""Shows the results of `careerplan score` to a reader: a screen, a table or Markdown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from careerplan_cli.batch import Batch
from careerplan_cli.commands.documents import LANGUAGE, SCREEN, show_page, write_content
from careerplan_cli.commands.output import echo_err
from careerplan_cli.forms import FORMS
from careerplan_cli.model.result import Record
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.results.listing import csv_listing
from careerplan_cli.terminal.progress import progress_bar

if TYPE_CHECKING:
    from careerplan_cli.model.blocks import Document
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
        from careerplan_cli.pages.result import result_page

        for record in self.batch.records():
            if record.result:
                page = result_page(
                    record.result, self._levels, self.pack.review, LANGUAGE, self.options
                )
                show_page(page, paged=self.paged)
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
            write_content(self._json(), output, force=force)
            return
        page = self._page(shown)
        name = FORMS.aliases.get(form, form)
        if output is None and name == SCREEN:
            show_page(page, paged=self.paged, whole_width=True)
        else:
            write_content(FORMS.module(name).render(page), output, force=force)

    @property
    def _levels(self) -> "Mapping[str, Level]":
        return {level.id: level for level in self.pack.levels}

    def _page(self, shown: Sequence[Record]) -> "Document":
        from careerplan_cli.pages.summary import summary_page

        tallies = self.batch.tallies
        return summary_page(
            shown,
            tallies.summaries(),
            groups=tallies.group_summaries(),
            group_by=self.batch.group_by,
            levels=self._levels,
            left_out=tallies.records - len(shown) if shown else 0,
            language=LANGUAGE,
        )

    def _json(self) -> str:
        from careerplan_cli.results.json_results import summaries_json

        tallies = self.batch.tallies
        return summaries_json(tallies.summaries(), tallies.group_summaries(), self.batch.group_by)
