"""The columns of results as a table: who answered, and what the answers say."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from functools import cached_property

from careerplan_cli.batch import Batch
from careerplan_cli.model.result import Record, Result
from careerplan_cli.text.printable import one_line

Cell = str | int | bool | None


def own_names(names: Iterable[str], leading: Iterable[str]) -> list[str]:
    """Return names for columns of ours; one that a leading column has gets `careerplan-`."""
    taken = {name.casefold() for name in leading}
    return [_free_name(name, taken) for name in names]


def _free_name(name: str, taken: Collection[str]) -> str:
    while name in taken:
        name = f"careerplan-{name}"
    return name


def result_columns(batch: Batch) -> "ResultColumns":
    """Return the columns of a batch's results.

    Those of a lone table are its other columns as they are, then the results. In front of those of
    anything else stands where a record comes from.
    """
    questions = tuple(dict.fromkeys(q.id for i in batch.instruments for q in i.questions))
    if batch.lone_table:
        titles = tuple(batch.lone_table.other_titles)
        return ResultColumns(titles, questions, alone=True)
    others = dict.fromkeys(name for source in batch.sources for name in source.other_columns)
    whose = tuple(name for name in _WHOSE if others or name != "row")
    # A table's own column of one of these three names is what the record has there.
    names = tuple(name for name in others if name not in _WHO)
    return ResultColumns(names, questions, whose, alone=False)


_WHO = ("district", "respondent", "date")
_WHOSE = ("file", "row", *_WHO, "instrument")
"""The columns that tell where a record comes from and whose it is."""


@dataclass(frozen=True)
class ResultColumns:
    """The columns of results: `whose` they are, the tables' `others`, then what the answers say.

    `questions` has the ids of all questions. `alone` says that all records are of one table.
    """

    others: tuple[str, ...]
    questions: tuple[str, ...]
    whose: tuple[str, ...] = ()
    _: KW_ONLY
    alone: bool

    @cached_property
    def leading(self) -> tuple[str, ...]:
        """The names of the columns in front of what the answers say."""
        return (*(_free_name(name, self.others) for name in self.whose), *self.others)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all columns."""
        points = (f"{id_}-points" for id_ in self.questions)
        names = ("total", "level", "complete", *self.questions, *points, "reason")
        return (*self.leading, *own_names(names, self.leading))

    def row(self, record: Record) -> list[Cell]:
        """Return a record's cells, in order of the columns."""
        if record.result is None:
            cells = self.unusable_cells(record.written, record.reason)
        else:
            cells = self.result_cells(record.result)
        return [*self.leading_cells(record), *cells]

    def leading_cells(self, record: Record) -> list[str]:
        """Return the cells that tell whose answers they are."""
        if self.alone:
            return list(record.columns.values())
        known = {
            "file": record.file,
            "row": "" if record.row is None else str(record.row),
            "district": record.district or "",
            "respondent": record.respondent or "",
            "date": record.date or "",
            "instrument": record.instrument.id,
        }
        whose = [one_line(known[name]) or record.columns.get(name, "") for name in self.whose]
        return [*whose, *(record.columns.get(name, "") for name in self.others)]

    def result_cells(self, result: Result) -> list[Cell]:
        """Return the cells that tell what answers say."""
        given = {entry.question.id: entry.option for entry in result.questions if entry.option}
        chosen = [given.get(id_) for id_ in self.questions]
        return [
            result.total if result.instrument.adds_points else None,
            result.level,
            result.complete,
            *(option.id if option else None for option in chosen),
            *(option.points if option else None for option in chosen),
            "",
        ]

    def unusable_cells(self, written: Mapping[str, str], reason: str) -> list[Cell]:
        """Return the cells of answers that cannot be used: as they are written, and why."""
        answers = (written.get(id_) for id_ in self.questions)
        return [None, None, False, *answers, *(None for _ in self.questions), reason]
