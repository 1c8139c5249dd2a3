"""Shows the results of `careerplan score` to a reader: a result, a table of them, a summary."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from careerplan_cli.batch import Batch
from careerplan_cli.commands.documents import SCREEN, show_page, write_content
from careerplan_cli.commands.options import quoted
from careerplan_cli.commands.output import Destination
from careerplan_cli.commands.results_writing import for_each
from careerplan_cli.forms import FORMS
from careerplan_cli.model.result import Record
from careerplan_cli.pipeline import count_records
from careerplan_cli.results import WRITERS
from careerplan_cli.terminal.ctrl_c import CtrlC

if TYPE_CHECKING:
    from careerplan_cli.model.blocks import Document
    from careerplan_cli.model.guide import Level

MOST_SHOWN = 500
"""How many records are shown to a reader; other formats hold all."""

MOST_GROUPS = 50
"""How many groups the screen shows; files hold all."""


class ResultsView(NamedTuple):
    """The results of a batch. `options` are added to the commands that a screen names.

    What shows all records returns False when Ctrl-C ended it, and nothing is shown then.
    """

    batch: Batch
    options: str
    paged: bool

    def show_result(self) -> bool:
        """Show the result screen of the only record."""
        from careerplan_cli.pages.result import result_page

        for record in self.batch.records():
            if record.result:
                file = "" if record.file == "-" else quoted((record.file,))
                page = result_page(record.result, self.batch.pack, self.options, file)
                show_page(page, paged=self.paged)
        return True

    def show_records(self, destination: Destination) -> bool:
        """Show a row for each of the first records, and the summary of all."""
        shown: list[Record] = []

        def keep_first(record: Record) -> int:
            if len(shown) < MOST_SHOWN:
                shown.append(record)
            return 1

        with CtrlC() as ctrl_c:
            for_each(self.batch.records(), keep_first, self.batch, ctrl_c)
        if not ctrl_c.ended_steps:
            self._show(shown, destination)
        return not ctrl_c.ended_steps

    def show_summary(self, destination: Destination) -> bool:
        """Count all records, and show what they say together."""
        with CtrlC() as ctrl_c:
            for_each(count_records(self.batch), int, self.batch, ctrl_c)
        if not ctrl_c.ended_steps:
            self._show([], destination, in_detail=True)
        return not ctrl_c.ended_steps

    def show_counted(self) -> None:
        """Show on the screen what the records counted until now say together."""
        self._show([], Destination(SCREEN))

    def _show(
        self, records: Sequence[Record], destination: Destination, *, in_detail: bool = False
    ) -> None:
        name, output = destination.format, destination.output
        if output is None and name == SCREEN:
            page = self._page(records, most_groups=MOST_GROUPS, in_detail=in_detail)
            show_page(page, paged=self.paged, whole_width=True)
            return
        if name in WRITERS.names:
            content: str | bytes = WRITERS.module(name).summary(self.batch)
        else:
            content = FORMS.module(name).render(self._page(records, in_detail=in_detail))
        write_content(content, output, force=destination.force)

    @property
    def _levels(self) -> "Mapping[str, Level]":
        return {level.id: level for level in self.batch.pack.levels}

    def _page(
        self, records: Sequence[Record], *, most_groups: int | None = None, in_detail: bool
    ) -> "Document":
        from careerplan_cli.pages.summary import summary_page

        return summary_page(
            records,
            self.batch.summaries(),
            groups=self.batch.group_summaries(),
            group_by=self.batch.group_by,
            levels=self._levels,
            left_out=self.batch.counter.records - len(records) if records else 0,
            most_groups=most_groups,
            in_detail=in_detail,
            language=self.batch.pack.language,
        )
