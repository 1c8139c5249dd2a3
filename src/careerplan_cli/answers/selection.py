"""Which records count, where the user says so: by what their columns say, or the last of each."""

from collections.abc import Sequence
from datetime import datetime

from careerplan_cli.answers.dates import read_date
from careerplan_cli.answers.record_source import RecordSource
from careerplan_cli.answers.sources import Selection
from careerplan_cli.model.errors import CareerplanError, FileError, Problem, did_you_mean
from careerplan_cli.text.matching import match_key
from careerplan_cli.text.printable import one_line

_MOST_KEPT = 100_000
"""For how many different values of a column it is remembered whether a condition holds."""

_MOST_NAMED = 30
"""How many columns a message names."""


def column_of(source: RecordSource, name: str, option: str) -> str:
    """Return the column of a source that a name means; raise `FileError` where it has none."""
    column = source.group_column(name)
    if column is not None:
        return column
    names = tuple(source.group_columns)
    text = f"has no column {name!r}{did_you_mean(name, names)}"
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    listed = one_line(", ".join(names[:_MOST_NAMED])) or "none"
    problem = Problem(source.shown, 0, 0, text)
    raise FileError(problem, advice=f"{option} takes: {listed}{more}.")


class Condition(dict[str, bool]):
    """Whether a value of `column` is wanted; remembered for each value that was looked up."""

    def __init__(self, column: str, keys: frozenset[str], *, wanted: bool) -> None:
        super().__init__()
        self.column = column
        self._keys = keys
        self._wanted = wanted

    def __missing__(self, value: str) -> bool:
        holds = (match_key(value) in self._keys) == self._wanted
        if len(self) < _MOST_KEPT:
            self[value] = holds
        return holds


def conditions(selection: Selection, source: RecordSource) -> list[Condition]:
    """Return what must hold for the records of a source, a condition for each column.

    Raise `FileError` where it does not have the column.
    """
    found: list[Condition] = []
    options = (("--where", selection.where, True), ("--where-not", selection.where_not, False))
    for option, entries, wanted in options:
        keys: dict[str, set[str]] = {}
        for entry in entries:
            column, value = _split(entry, source, option)
            keys.setdefault(column, set()).add(match_key(value))
        found += [Condition(name, frozenset(own), wanted=wanted) for name, own in keys.items()]
    return found


def _split(entry: str, source: RecordSource, option: str) -> tuple[str, str]:
    """Return column and value: they part at the first `=` that has a column before it."""
    parts = entry.split("=")
    for n in range(1, len(parts)):
        if column := source.group_column("=".join(parts[:n]).strip()):
            return column, "=".join(parts[n:])
    return column_of(source, parts[0].strip(), option), "=".join(parts[1:])


class Latest:
    """Finds the records that a later one of the same respondent takes the place of.

    Records are added in order, and known by their number. One with a blank key is nobody's other
    one. Dates such as 3/4/2026 are read with the month first and with the day first: which it is,
    the dates of the whole column have to tell, or it must not matter.
    """

    def __init__(self, date_column: str | None) -> None:
        self._date_column = date_column
        self._readings = [_Reading(), _Reading()] if date_column else [_Reading()]
        self._unclear = ""
        self._zones: set[bool] = set()

    def add(self, number: int, key: str, date: str, place: str) -> None:
        """Add a record; raise `CareerplanError` for a date that cannot be read."""
        dated = bool(date.strip())
        moments = self._moments(date, place) if dated else [None] * len(self._readings)
        for reading, moment in zip(self._readings, moments, strict=True):
            if dated and moment is None:
                reading.possible = False
            if key:
                reading.add(number, key, moment)

    def _moments(self, date: str, place: str) -> Sequence[datetime | None]:
        found = read_date(date)
        if found is None:
            raise CareerplanError(
                f"{place}: {self._date_column} is {one_line(date)!r}, which cannot be read as a "
                "date.",
                "Write dates as 2026-11-24, or leave out --latest-date: then the last record in "
                "the file counts.",
            )
        self._zones.add(found.has_zone)
        if len(self._zones) > 1:
            raise CareerplanError(
                f"{place}: {self._date_column} is {one_line(date)!r}; some dates in this column "
                "have a time zone, and some have none.",
                "Write all of them in the same way.",
            )
        if found.month_first and found.day_first and found.month_first != found.day_first:
            self._unclear = self._unclear or one_line(date)
        return found.month_first, found.day_first

    def replaced(self) -> set[int]:
        """Return the numbers of the records that do not count.

        Raise `CareerplanError` where it cannot be told how the dates are meant.
        """
        possible = [reading.replaced for reading in self._readings if reading.possible]
        if not possible:
            raise CareerplanError(
                f"In the column {self._date_column!r} some dates have the day first, and some the "
                "month.",
                "Write all of them as 2026-11-24.",
            )
        if any(other != possible[0] for other in possible):
            raise CareerplanError(
                f"In the column {self._date_column!r} a date such as {self._unclear} can be read "
                "with the day first or with the month first, and that decides which record is the "
                "latest.",
                "Write dates as 2026-11-24, or leave out --latest-date: then the last record in "
                "the file counts.",
            )
        return possible[0]


class _Reading:
    """The latest record of each key, as dates are read in one way."""

    def __init__(self) -> None:
        self.possible = True
        self.replaced: set[int] = set()
        self._latest: dict[str, tuple[int, datetime | None]] = {}

    def add(self, number: int, key: str, moment: datetime | None) -> None:
        """Add a record; of two with one date, or without one, the later in the file counts."""
        before, date = self._latest.get(key, (None, None))
        if before is not None and date is not None and (moment is None or moment < date):
            self.replaced.add(number)
            return
        if before is not None:
            self.replaced.add(before)
        self._latest[key] = (number, moment)
