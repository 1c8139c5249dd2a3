"""The page in front of a plan: who leads which actions, and what is due next."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil
from textwrap import shorten

from careerplan_cli.model.blocks import Block, Heading, Lines, Paragraph, Table, table
from careerplan_cli.planning import (
    DONE,
    DROPPED,
    ActionRow,
)
from careerplan_cli.plans.model import KEPT, NEW, OTHERS, Plan
from careerplan_cli.plans.progress import progress_of
from careerplan_cli.plans.words import read_day, read_status

_MOST_NEXT, _LATE = 8, 3
"""How many actions late or due next are shown at most, and how many late ones beside others."""

_ON_ONE_LINE, _NAME = 51, 26
"""How many characters of such an action, and of who leads it, are shown."""

_PAGE, _HEADINGS = 654, {2: 48, 3: 32}
"""How high the smaller sheet is, and headings of a depth, with the space around them, in points."""

_LINE, _ROW, _ON_A_LINE = 18, 5, 98
"""How high a line of text is, what a row of a table has besides its lines, in points; and about how
many characters are on a line."""


def objectives(plan: Plan) -> Iterator[Block]:
    """Yield a table of the areas and needs that have actions: who leads, and how these stand."""
    day = plan.identity.date
    found = {title: _counted(rows) for title, rows in rows_by_title(plan).items()}
    cells = [
        (title, _leads(_open(rows)), *_standing(rows, day)) for title, rows in found.items() if rows
    ]
    head = ("Area or need", "Who leads", "Actions", "Done", "Late or due next")
    if cells:
        yield table("From goals to actions", head, cells, 62, 42, 16, 13, 39)


def fits_below(above: Sequence[Block], found: Sequence[Block]) -> bool:
    """Return whether what is found has room on the page on which other blocks are above it."""
    return sum(map(_height, (*above, *found))) <= _PAGE


def _height(block: Block) -> int:
    """Return about how high a block is in print, in points."""
    match block:
        case Heading():
            return _HEADINGS.get(block.depth, 0)
        case Paragraph():
            return 4 + _LINE * -(-len(block.text) // _ON_A_LINE)
        case Lines():
            return 2 * _LINE
        case Table():
            letters = 1.15 if len(block.head) > 4 else 1.0
            rows = (tuple(map(str, block.head)), *(tuple(map(str, row)) for row in block.rows))
            return _LINE + sum(_ROW + 12 * _lines(row, block.widths, letters) for row in rows)
        case _:
            return 0


def _lines(row: Sequence[str], widths: Sequence[float], letters: float) -> int:
    """Return on how many lines the longest cell of a row is; `letters` is how small they are."""
    return max(
        1,
        *(
            ceil(len(text) / (width * _ON_A_LINE * letters - 2))
            for text, width in zip(row, widths, strict=False)
        ),
    )


def due_next(plan: Plan) -> Iterator[Block]:
    """Yield a table of the actions that are late on the plan's date, or due in the days after."""
    day = plan.identity.date
    progress = progress_of(plan, day) if day else None
    if not day or not progress or not (progress.late or progress.next):
        yield Paragraph("No action has a due date in these days.")
        return
    late = progress.late[: max(_LATE, _MOST_NEXT - len(progress.next))]
    rows = [*late, *progress.next][:_MOST_NEXT]
    cells = [
        (
            f"{row.due}, late" if row in progress.late else row.due,
            shorten(
                f"{row.code}: {row.action}" if row.code else row.action,
                _ON_ONE_LINE,
                placeholder=" …",
            ),
            shorten(row.lead, _NAME, placeholder=" …"),
        )
        for row in rows
    ]
    yield Paragraph(_which(day.isoformat(), len(rows), len(progress.late), len(progress.next)))
    yield table("Late or due next", ("Due on", "Action", "Lead"), cells, 31, 93, 48)


def _which(day: str, shown: int, late: int, due: int) -> str:
    """Return from when the days are counted, and of how many actions some are shown."""
    if shown == late + due:
        return f"Counted from {day}, the date of your answers."
    if late:
        return f"Counted from {day}: {late} late, {due} due; {OTHERS}."
    return f"Counted from {day}. The first {shown} of {due}; {OTHERS}."


def rows_by_title(plan: Plan) -> dict[str, list[ActionRow]]:
    """Return the actions of each area and need, those that are new with the others."""
    found: dict[str, list[ActionRow]] = {}
    for group in (group for group in plan.groups if group.title != KEPT):
        found.setdefault(group.title.removeprefix(f"{NEW}: "), []).extend(group.rows)
    return found


def _leads(rows: Sequence[ActionRow]) -> str:
    """Return who leads most of the actions, and how many more there are."""
    leads = Counter(" ".join(row.lead.split()) for row in rows if row.lead.strip())
    if not leads:
        return "–"
    first = leads.most_common(1)[0][0]
    return f"{first}; {len(leads) - 1} more" if len(leads) > 1 else first


def _standing(rows: Sequence[ActionRow], day: date | None) -> tuple[str, str, str]:
    """Return how many actions there are and are done, and which one is late, or due next."""
    open_ = _open(rows)
    counts = (str(len(rows)), str(len(rows) - len(open_)))
    dated = sorted(
        ((due, row.code) for row in open_ if (due := read_day(row.due))), key=lambda pair: pair[0]
    )
    if not dated:
        return (*counts, "–")
    due, code = dated[0]
    named = f"{code}, {due.isoformat()}" if code else due.isoformat()
    return (*counts, f"{named}, late" if day and due < day else named)


def _counted(rows: Sequence[ActionRow]) -> list[ActionRow]:
    return [row for row in rows if read_status(row.status) != DROPPED]


def _open(rows: Sequence[ActionRow]) -> list[ActionRow]:
    return [row for row in rows if read_status(row.status) not in (DONE, DROPPED)]
