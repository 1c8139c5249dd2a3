"""Writes a plan's dates for calendar programs: due actions, and the steps of the school year.

An event keeps its identifier from plan to plan, so that a calendar changes it and adds no second.
"""

from calendar import month_name
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from careerplan_cli.model import blocks
from careerplan_cli.model.blocks import Document
from careerplan_cli.planning import DONE, DROPPED, ActionRow, PlanTable
from careerplan_cli.plans.model import Plan
from careerplan_cli.plans.reading import fingerprint
from careerplan_cli.plans.words import read_day, read_status
from careerplan_cli.school_year import weekday_from
from careerplan_cli.text.printable import one_line

_MONTHS = {name.casefold(): n for n, name in enumerate(month_name) if name}


def render(plan: Plan, page: Document, tables: Iterable[PlanTable]) -> str:
    """Return a calendar with an event for each open action that has a due date, and each step."""
    stamp = plan.identity.date or date.today()
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//careerplan//plan//EN"]
    whose = fingerprint(plan.identity.district, plan.identity.instrument)
    for key, day, title, text in (*_due(plan), *_steps(page, stamp)):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{key}-{whose}@careerplan",
            f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(title)}",
            *([f"DESCRIPTION:{_escaped(text)}"] if text else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


Event = tuple[str, date, str, str]
"""A key that stays, the day, what it is, and more about it."""


def without_event(plan: Plan) -> tuple[ActionRow, ...]:
    """Return the open actions whose due date is none that can be read."""
    return tuple(row for row in _open(plan) if read_day(row.due) is None)


def _open(plan: Plan) -> Iterator[ActionRow]:
    for row in (row for group in plan.groups for row in group.rows):
        if read_status(row.status) not in (DONE, DROPPED):
            yield row


def _due(plan: Plan) -> Iterator[Event]:
    for row in _open(plan):
        if day := read_day(row.due):
            title = f"{row.code}: {row.action}" if row.code else row.action
            yield row.code or fingerprint(row.action), day, f"Due: {title}", _about(row)


def _about(row: ActionRow) -> str:
    named = (("Lead", row.lead), ("Done when", row.evidence), ("Note", row.note))
    return "\n".join(f"{name}: {text}" for name, text in named if text)


def _steps(page: Document, day: date) -> Iterator[Event]:
    """Yield the rows of tables that begin with a month, each on the month's first weekday."""
    for block in blocks.all_blocks(page.blocks):
        if not isinstance(block, blocks.Table):
            continue
        for row in block.rows:
            words = one_line(str(row[0])).casefold().split()
            month = _MONTHS.get(words[0]) if words else None
            if month and len(row) > 1 and str(row[1]):
                first = weekday_from(date(day.year + (month < day.month), month, 1))
                step = one_line(str(row[1]))
                yield f"step-{fingerprint(step)}", first, step, ""


def _escaped(text: str) -> str:
    """Return text in which nothing ends a value or begins another."""
    lines = (one_line(line) for line in text.splitlines())
    plain = "\n".join(lines).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line in pieces of 75 bytes at most, as calendars want it."""
    pieces: list[str] = []
    piece = ""
    for character in line:
        if len(f"{piece}{character}".encode()) > (74 if pieces else 75):
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece])
