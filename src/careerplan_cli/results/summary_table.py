"""Summaries as a table with a row a group and question; `docs/formats.md` has its columns."""

from collections.abc import Iterator
from dataclasses import dataclass

from careerplan_cli.batch import Batch
from careerplan_cli.model.instrument import Question
from careerplan_cli.model.result import Summary
from careerplan_cli.results.columns import own_names
from careerplan_cli.scoring.statistics import Group

Cell = str | float | bool | None


@dataclass(frozen=True)
class SummaryTable:
    """The summaries of a batch: of its groups where there are any, else of all its records.

    `names` has the columns: those for groups, then how many records there are and at which levels,
    then what was answered to the question; each level and each option has columns of its own.
    """

    names: tuple[str, ...]
    levels: tuple[str, ...]
    options: tuple[str, ...]
    summaries: tuple[tuple[Group, Summary], ...]

    def rows(self) -> Iterator[list[Cell]]:
        """Yield the cells of each row; None where there is no number, or where it is hidden."""
        for values, summary in self.summaries:
            group = [*values, summary.instrument.id, *self._group_cells(summary)]
            for question in summary.instrument.questions:
                yield [*group, question.id, *self._question_cells(summary, question)]

    def _group_cells(self, summary: Summary) -> Iterator[Cell]:
        """Yield how many records there are, and how many at each level."""
        numbers = (summary.records, summary.results, summary.unusable)
        yield from (None if summary.all_hidden else number for number in numbers)
        for id_ in self.levels:
            yield None if summary.levels_hidden else summary.level_counts.get(id_)
        yield None if summary.levels_hidden else summary.unfinished

    def _question_cells(self, summary: Summary, question: Question) -> Iterator[Cell]:
        """Yield what was answered to a question."""
        id_, hidden = question.id, question.id in summary.hidden
        times, missing = summary.answered(question), summary.missing(question)
        counts, shares = summary.answers[id_], summary.shares(question)
        yield from (None, None) if hidden else (times, missing)
        yield from (None if hidden else counts.get(option) for option in self.options)
        yield from (shares.get(option) for option in self.options)
        yield from (summary.means[id_], summary.medians[id_])
        yield from (summary.agreements[id_], summary.spreads[id_])
        yield hidden or summary.levels_hidden


def summary_table(batch: Batch) -> SummaryTable:
    """Return the summaries of a batch as a table, once all its records are counted."""
    groups = batch.group_summaries()
    summaries = groups if batch.group_by else [((), one) for one in batch.summaries()]
    instruments = {summary.instrument.id: summary.instrument for _, summary in summaries}.values()
    levels = dict.fromkeys(id_ for instrument in instruments for id_ in instrument.level_ids)
    questions = [question for instrument in instruments for question in instrument.questions]
    options = dict.fromkeys(option.id for question in questions for option in question.options)
    names = (
        *("instrument", "records", "results", "unusable"),
        *(f"level-{id_}" for id_ in levels),
        *("without-level", "question", "n", "missing"),
        *(f"count-{id_}" for id_ in options),
        *(f"share-{id_}" for id_ in options),
        *("mean", "median", "agreement", "spread", "hidden"),
    )
    own = own_names(names, batch.group_by)
    return SummaryTable((*batch.group_by, *own), tuple(levels), tuple(options), tuple(summaries))
