"""Reads what a team writes for a date and for a status."""

import re
from datetime import date, datetime

from careerplan_cli.planning import DONE, DROPPED, STATUSES

_FORMS = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y")


def read_day(text: str) -> date | None:
    """Return the date that a text is; None for other words, and where day and month could swap."""
    if not re.search(r"\d", text):
        return None
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b|[,]", "", " ".join(text.split()))
    try:
        return date.fromisoformat(plain)
    except ValueError:
        pass
    for form in _FORMS:
        try:
            return datetime.strptime(plain, form).date()
        except ValueError:
            continue
    return None


def as_day(text: str) -> str:
    """Return a text that is a date as 2027-01-31, and any other as it is."""
    day = read_day(text)
    return day.isoformat() if day else text


def read_status(text: str) -> str | None:
    """Return the status that a text is, whatever its case; None for other words."""
    known = {status.casefold(): status for status in STATUSES}
    return known.get(" ".join(text.split()).casefold())


def drops(status: str) -> bool:
    """Return whether an action with this status is dropped by being struck through."""
    return read_status(status) not in (DONE, DROPPED)
