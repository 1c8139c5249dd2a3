"""Reads dates as survey tools and spreadsheets write them."""

import re
from datetime import datetime, timedelta
from typing import NamedTuple

_DATE = re.compile(
    r"""(?:(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})
        |(?P<first>\d{1,2})(?P<between>[-/.])(?P<second>\d{1,2})(?P=between)(?P<last>\d{4}|\d{2}))
    (?:(?:T|,?\s+)(?P<hours>\d{1,2}):(?P<minutes>\d{2})(?::(?P<seconds>\d{2}(?:[.,]\d{1,9})?))?
       \s*(?P<half>[AaPp]\.?[Mm]\.?)?
       \s*(?:(?P<zone>[A-Z]{1,3}T?)|(?:UTC|GMT)?(?P<shift>[+-]\d{1,2})(?::?(?P<more>\d{2}))?)?
    )?""",
    re.VERBOSE | re.ASCII,
)

_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
"""Time zones that survey tools in Canada and the United States name, in hours from UTC."""


class ReadDate(NamedTuple):
    """A date as it is with the month first, and with the day first; None where that is no date.

    One with a time zone is in UTC.
    """

    month_first: datetime | None
    day_first: datetime | None
    has_zone: bool


def read_date(text: str) -> ReadDate | None:
    """Return the date in a cell, with its time if there is one; None where there is no date.

    With the year first it is clear; with dots between them, the day comes first; 26 means 2026.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    time, zone = _time(match), _zone(match)
    if time is None or (zone is None and match["zone"]):
        return None
    if match["year"]:
        found = month_first = _moment(match["year"], match["month"], match["day"])
    else:
        year = match["last"] if len(match["last"]) == 4 else f"20{match['last']}"
        found = _moment(year, match["second"], match["first"])
        month_first = _moment(year, match["first"], match["second"])
        if match["between"] == ".":
            month_first = found
    if found is None and month_first is None:
        return None
    shift = time - (zone or timedelta(0))
    return ReadDate(
        month_first and month_first + shift, found and found + shift, has_zone=zone is not None
    )


def _moment(year: str, month: str, day: str) -> datetime | None:
    try:
        found = datetime(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if 1900 <= found.year < 9000 else None


def _time(match: re.Match[str]) -> timedelta | None:
    """Return the time of the day, 0:00 if none is said; None where there is no such time."""
    if match["hours"] is None:
        return timedelta(0)
    hours, minutes = int(match["hours"]), int(match["minutes"])
    seconds = float((match["seconds"] or "0").replace(",", "."))
    if match["half"]:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if match["half"][0] in "Pp" else 0)
    if hours > 24 or minutes > 59 or seconds >= 61:
        return None
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _zone(match: re.Match[str]) -> timedelta | None:
    """Return how far the time zone is from UTC; None without one, or for an unknown name."""
    if match["zone"]:
        hours = _ZONES.get(match["zone"])
        return None if hours is None else timedelta(hours=hours)
    if match["shift"] is None:
        return None
    minutes = int(match["more"] or 0)
    behind = match["shift"].startswith("-")
    return timedelta(hours=int(match["shift"]), minutes=-minutes if behind else minutes)
