"""Reads what a team writes for a date and for a status."""

import re
from collections.abc import Iterator
from datetime import date
from textwrap import shorten

from careerplan_cli.planning import DONE, DROPPED, NOT_STARTED, STATUSES
from careerplan_cli.text.printable import one_line

COUNTED = f"{', '.join(STATUSES[:-1])} and {STATUSES[-1]}"
"""The words that are counted as a status, in a sentence."""

_OTHER_WORDS = {"completed": DONE, "complete": DONE, "finished": DONE}
"""Other words that can mean only one status."""

_LONGEST = 44
"""How many characters of an action are told in front of its status."""

_PLAIN = re.compile(r"[\s\-‐-―_.,;:!✓✔☑]+")
"""What is beside the letters of a status and changes nothing. A question mark does."""

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip

_BESIDE = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b|[,.]")
_NAMED = (
    re.compile(r"(?P<day>\d{1,2})[ /-]*(?P<month>[a-z]{3,9})[ /-]*(?P<year>\d{4})"),
    re.compile(r"(?P<month>[a-z]{3,9})[ /-]*(?P<day>\d{1,2})[ /-]+(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})[ /-]*(?P<month>[a-z]{3,9})[ /-]*(?P<day>\d{1,2})"),
)
"""Dates with the name of the month, without commas and full stops."""

_NUMBERS = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")


def read_day(text: str) -> date | None:
    """Return the date that a text is; None for other words, and where it could be two dates.

    So `12/18/2026` is read, and `03/04/2026` is not; `3.4.2026` has the day first.
    """
    plain = " ".join(text.casefold().split())
    if numbers := _NUMBERS.fullmatch(plain):
        first, sign, middle, last = numbers.groups()
        found = set(_days(first, middle, last, day_first=sign == "."))
        return found.pop() if len(found) == 1 else None
    words = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", plain)
    words = " ".join(_BESIDE.sub(" ", words).split())
    for form in _NAMED:
        if known := form.fullmatch(words):
            return _day(known["year"], _month(known["month"]), known["day"])
    return None


def _days(first: str, middle: str, last: str, *, day_first: bool) -> Iterator[date]:
    """Yield each date that three numbers can be; a year of two digits is one of this century."""
    orders = [(first, middle, last)] if len(last) < 3 else []
    if len(first) < 3:
        orders.append((last, middle, first))
    if len(first) < 3 and not day_first:
        orders.append((last, first, middle))
    for year, month, day in orders:
        if len(year) in (2, 4) and (found := _day(year.rjust(4, "0"), int(month), day)):
            yield found.replace(year=found.year + 2000) if found.year < 100 else found


def _day(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def _month(name: str) -> int:
    """Return the number of a month by its name or how that begins; 0 for other words."""
    return next((n for n, month in enumerate(_MONTHS, 1) if month.startswith(name)), 0)


def as_day(text: str) -> str:
    """Return a text that is a date as 2027-01-31, and any other as it is."""
    day = read_day(text)
    return day.isoformat() if day else text


def read_status(text: str) -> str | None:
    """Return the status that a text is, whatever its case and signs; None for other words."""
    known = {_PLAIN.sub("", status.casefold()): status for status in STATUSES} | _OTHER_WORDS
    return known.get(_PLAIN.sub("", text.casefold()))


def drops(status: str) -> bool:
    """Return whether an action with this status is dropped by being struck through."""
    return read_status(status) not in (DONE, DROPPED)


def struck_action(action: str, status: str) -> str:
    """Return by what an action that is struck through is told, with the status that it had."""
    text = one_line(action)
    if not status.strip() or read_status(status) == NOT_STARTED:
        return text
    return f"{shorten(text, _LONGEST, placeholder=' …')} (it was: {one_line(status)})"
