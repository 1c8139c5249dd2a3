"""Writes results as CSV, one row a record; `docs/formats.md` tells the columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.result import Record, Result
from careerplan_cli.text.printable import one_line

_OURS = "careerplan-"
"""What a column of ours is called in front where the table has one of that name."""


@dataclass(frozen=True)
class ResultColumns:
    """The columns of results: who answered, and what the answers say.

    `passed` are the names of a table's other columns, written as they are. Without `alone`, for
    more than one table, each row begins with where it comes from.
    """

    instruments: tuple[Instrument, ...]
    passed: tuple[str, ...] = ()
    alone: bool = False

    @cached_property
    def head(self) -> tuple[str, ...]:
        """The names of all columns."""
        return (*self.leading, *self._result_names)

    @cached_property
    def leading(self) -> tuple[str, ...]:
        """The names of the columns in front of the results."""
        if self.alone:
            return self.passed
        who = ["file", "district", "respondent", "date", "instrument"]
        if self.passed:
            who.insert(1, "row")
        return (*who, *(name for name in self.passed if name not in who))

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The ids of all questions."""
        return tuple(dict.fromkeys(q.id for i in self.instruments for q in i.questions))

    @cached_property
    def _result_names(self) -> tuple[str, ...]:
        points = (f"{id_}-points" for id_ in self.questions)
        names = ("total", "level", "complete", *self.questions, *points, "reason")
        taken = {name.casefold() for name in self.leading}
        return tuple(f"{_OURS}{name}" if name in taken else name for name in names)

    def row(self, record: Record) -> list[str | int | bool | None]:
        """Return a record's cells, in order of the columns."""
        if record.result is None:
            said = self.unusable(record.written, record.reason)
        else:
            said = self.standing(record.result)
        return [*self.who(record), *said]

    def unusable(self, written: Mapping[str, str], reason: str) -> list[str | int | bool | None]:
        """Return the cells of answers that cannot be used: as they are written, and why."""
        answers = (written.get(id_) for id_ in self.questions)
        return [None, None, False, *answers, *(None for _ in self.questions), reason]

    def standing(self, result: Result) -> list[str | int | bool | None]:
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

    def who(self, record: Record) -> list[str]:
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
        return [
            one_line(known[name]) if name in known else record.columns.get(name, "")
            for name in self.leading
        ]
