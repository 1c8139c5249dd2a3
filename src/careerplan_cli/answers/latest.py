"""Which of several records of one respondent counts: the last, or that with the latest date."""

from collections.abc import Sequence
from datetime import datetime

from careerplan_cli.answers.dates import read_date
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.text.printable import one_line


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
