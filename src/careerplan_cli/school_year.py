"""When in a school year something could be done."""

import re
from calendar import month_name
from datetime import date, timedelta

from careerplan_cli.model.actions import Action

_MONTHS = {
    **{name.casefold(): n for n, name in enumerate(month_name) if name},
    "fall": 10,
    "winter": 1,
    "spring": 4,
    "summer": 7,
}
"""When what the library says of an action's start is, as months from 1."""

_AT_ONCE = "soon|this month|this term"

_BEGINS = re.compile(
    rf"(?P<at_once>{_AT_ONCE})|(?:plan in )?(?:early |(?P<late>late ))?"
    rf"(?P<named>{'|'.join(_MONTHS)})(?: or [a-z]+)?"
)
"""What the library says of an action's start where that is a time, as in `late August`."""

_LATE = 21
"""The day on which what is to begin late in a month begins."""

SHORT, LONG = 2, 5
"""How many months after its start an action is due, as proposed; the longer if it takes a term."""

_SUMMER = (7, 8)

_LIMITS = ("before", "by")
"""The words in front of a time by which something is to be done."""

_TIME_LEFT = timedelta(days=14)
"""How long there has to be for something that is to be done by a time; or it is next year's."""


_PREPARED = timedelta(days=90)
"""How long there has to be until the time that something is for; or it is next year's."""

_SATURDAY = 5


def proposed_start(action: Action, day: date) -> date | None:
    """Return when an action that is planned on a day could begin; None where `when` is no time.

    `before spring staffing` is none: it depends on what happens in the district. It is a weekday.
    """
    match = _BEGINS.fullmatch(_plain(action.when).partition(",")[0].strip())
    if match is None:
        return None
    if match["at_once"] or _coming(action, day):
        return weekday_from(day)
    months = _months_until(_MONTHS[match["named"]], day)
    first = date(day.year + months // 12, months % 12 + 1, _LATE if match["late"] else 1)
    start = weekday_before(first)
    return start if start >= day and first != _new_year(first) else weekday_from(max(first, day))


def _coming(action: Action, day: date) -> date | None:
    """Return the end of the month that an action is for, if that comes before its own time does.

    What is planned in fall, for spring, is for the coming spring in November too.
    """
    own, _, wanted = _plain(action.when).partition(", for ")
    month, aim = _month_in(own), _month_in(wanted)
    if month is None or aim is None or re.findall(r"[a-z]+", own)[0] in _LIMITS:
        return None
    months = _months_until(aim, day)
    first = date(day.year + months // 12, months % 12 + 1, 1)
    if months >= _months_until(month, day) or first - day < _PREPARED:
        return None
    return _end_of_month(day.year, months)


def _month_in(text: str) -> int | None:
    """Return the first month or season that a text names, as a month."""
    return next((_MONTHS[word] for word in re.findall(r"[a-z]+", text) if word in _MONTHS), None)


def weekday_before(day: date) -> date:
    """Return a day, or the Friday before it if it is on a weekend."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def weekday_from(day: date) -> date:
    """Return the first day from a day on that is on no weekend, and not the first of a year."""
    while day.weekday() >= _SATURDAY or day == _new_year(day):
        day += timedelta(days=1)
    return day


def _new_year(day: date) -> date:
    return date(day.year, 1, 1)


def _months_until(month: int, day: date) -> int:
    """Return the next such month from a day on, counted from January of its year."""
    return month + (12 if month < day.month else 0) - 1


def proposed_due(action: Action, day: date) -> date:
    """Return when an action could be done that is planned on a day: the last weekday of a month.

    It begins in the first month or season that `when` names, or at once. It takes two months, or
    five where it takes a term; one that is to be done before something is due in that month. What
    would end in summer is due when school begins again, or ends.
    """
    return weekday_before(_coming(action, day) or _end_of_work(action, day))


def _end_of_work(action: Action, day: date) -> date:
    when = _plain(action.when)
    month = _month_in(when)
    if month and re.findall(r"[a-z]+", when)[0] in _LIMITS:
        months = _months_until(6 if month in _SUMMER else month, day)
        due = _end_of_month(day.year, months)
        return due if due - day >= _TIME_LEFT else _end_of_month(day.year + 1, months)
    months = _months_until(month or day.month, day)
    months += LONG if "term" in action.effort.casefold() else SHORT
    if months % 12 + 1 in _SUMMER:
        months += 9 - (months % 12 + 1)
    return _end_of_month(day.year, months)


def _plain(when: str) -> str:
    return when.casefold().replace("second semester", "february")


def _end_of_month(year: int, months: int) -> date:
    """Return the last day of a month that is counted from 0, the January of a year."""
    first_after = date(year + (months + 1) // 12, (months + 1) % 12 + 1, 1)
    return first_after - timedelta(days=1)


def end_of_school_year(day: date) -> date:
    """Return the last weekday of June by which something can be reached that begins on a day."""
    june = date(day.year, 6, 30)
    soon = june - day < timedelta(days=120)
    return weekday_before(june.replace(year=day.year + 1) if soon else june)
