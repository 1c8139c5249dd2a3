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

SHORT, LONG = 2, 5
"""How many months after its start an action is due, as proposed; the longer if it takes a term."""

_SUMMER = (7, 8)


def proposed_due(action: Action, day: date) -> date:
    """Return when an action could be done that is planned on a day: the end of a month.

    It begins in the first month or season that `when` names, or at once. It takes two months, or
    five where it takes a term. What would end in summer is due when school begins again.
    """
    words = re.findall(r"[a-z]+", action.when.casefold())
    month = next((_MONTHS[word] for word in words if word in _MONTHS), day.month)
    months = month + (12 if month < day.month else 0) - 1
    months += LONG if "term" in action.effort.casefold() else SHORT
    if months % 12 + 1 in _SUMMER:
        months += 9 - (months % 12 + 1)
    first_after = date(day.year + (months + 1) // 12, (months + 1) % 12 + 1, 1)
    return first_after - timedelta(days=1)


def end_of_school_year(day: date) -> date:
    """Return the last day of June by which something can be reached that begins on a day."""
    june = date(day.year, 6, 30)
    return june if june - day >= timedelta(days=120) else june.replace(year=day.year + 1)
