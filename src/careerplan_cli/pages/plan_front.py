"""The page in front of a plan: who leads which actions, and what is due next."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil

from careerplan_cli.model.blocks import Block, Heading, Lines, Paragraph, Table, table
from careerplan_cli.planning import (
    DONE,
    DROPPED,
    ActionRow,
)
from careerplan_cli.plans.model import KEPT, NEW, Plan
from careerplan_cli.plans.progress import progress_of
from careerplan_cli.plans.words import read_day, read_status

_MOST_NEXT, _AREAS = 3, 150
"""How many of the actions late or due next are shown at most, and how many points stay free below
them."""

_PAGE, _HEADINGS = 654, {2: 48, 3: 32}
"""How high the smaller sheet is, and headings of a depth, with the space around them, in points."""

_LINE, _ROW, _ON_A_LINE = 18, 5, 98
"""How high a line of text is, what a row of a table has besides its lines, in points; and about how
many characters are on a line."""


def objectives(plan: Plan, above: Sequence[Block]) -> Iterator[Block]:
    """Yield a table of the areas and needs that have actions: who leads, and how these stand.

    It has as many as are on a page with what stands above, and a sentence the counts of the others;
    where that page has no room for these either, a sentence has the count of all.
    """
    found = {title: _counted(rows) for title, rows in rows_by_title(plan).items()}
    named = [(title, rows) for title, rows in found.items() if rows]
    room = _PAGE - sum(map(_height, above))
    ways = (_in_rows(named, shown, plan.identity.date) for shown in range(len(named), -1, -1))
    yield from next((way for way in ways if sum(map(_height, way)) <= room), _in_all(named))


_Titled = tuple[str, Sequence[ActionRow]]


def _in_rows(named: Sequence[_Titled], shown: int, day: date | None) -> list[Block]:
    """Return so many areas and needs in the rows of a table, and the others in a sentence."""
    cells = [(title, _leads(_open(rows)), *_standing(rows, day)) for title, rows in named[:shown]]
    head = ("Area or need", "Who leads", "Actions", "Done", "Late or due next")
    blocks: list[Block] = []
    if cells:
        blocks.append(table("From goals to actions", head, cells, 62, 42, 16, 13, 39))
    if others := "; ".join(f"{title} {_in_brief(rows)}" for title, rows in named[shown:]):
        blocks.append(Paragraph(f"{others}.", "And also:" if shown else "Actions:"))
    return blocks


def _in_all(named: Sequence[_Titled]) -> list[Block]:
    """Return in a sentence how many actions there are and are done, in how many areas and needs."""
    every = [row for _, rows in named for row in rows]
    done = len(every) - len(_open(every))
    counts = f"Actions: {len(every)}, of which done: {done}. Areas and needs: {len(named)}."
    return [Paragraph(f"{counts} The action plans have them all.")]


def _in_brief(rows: Sequence[ActionRow]) -> str:
    """Return how many actions there are, and are done: `5 (1 done)`."""
    done = len(rows) - len(_open(rows))
    return f"{len(rows)} ({done} done)" if done else str(len(rows))


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


def due_next(plan: Plan, above: Sequence[Block]) -> Iterator[Block]:
    """Yield a table of the actions that are late on the plan's date, or due in the days after.

    It has one, or as many as leave room on the page for what stands above and below.
    """
    day = plan.identity.date
    progress = progress_of(plan, day) if day else None
    rows = [*progress.late, *progress.next] if progress else []
    if not day or not progress or not rows:
        yield Paragraph("No action has a due date in these days.")
        return
    cells = [
        (
            f"{row.due}\nlate" if row in progress.late else row.due,
            f"{row.code}: {row.action}" if row.code else row.action,
            row.lead,
        )
        for row in rows[:_MOST_NEXT]
    ]
    room = _PAGE - _AREAS - sum(map(_height, above))
    for shown in range(len(cells), 0, -1):
        words = Paragraph(_which(day.isoformat(), shown, len(rows)))
        head = ("Due on", "Action", "Lead")
        found = table("Late or due next", head, cells[:shown], 23, 115, 34)
        if shown == 1 or _height(words) + _height(found) <= room:
            yield from (words, found)
            return


def _which(day: str, shown: int, whole: int) -> str:
    """Return from when the days are counted, and how many of the actions are shown."""
    if shown == whole:
        return f"Counted from {day}, the date of your answers."
    if shown == 1:
        return f"Counted from {day}. The first of {whole}; the action plans have the others."
    return f"Counted from {day}. The first {shown} of {whole}; the action plans have the others."


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
        return (*counts, "")
    due, code = dated[0]
    named = f"{code}, {due.isoformat()}" if code else due.isoformat()
    return (*counts, f"{named}, late" if day and due < day else named)


def _counted(rows: Sequence[ActionRow]) -> list[ActionRow]:
    return [row for row in rows if read_status(row.status) != DROPPED]


def _open(rows: Sequence[ActionRow]) -> list[ActionRow]:
    return [row for row in rows if read_status(row.status) not in (DONE, DROPPED)]
