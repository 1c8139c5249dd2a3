"""The blocks of a plan's workbook, from the rows of its sheets."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from careerplan_cli.model.blocks import Block, Check, Checklist, Heading, Paragraph, table
from careerplan_cli.planning import DROPPED
from careerplan_cli.plans.cell_styles import Cell, CellStyles, as_shown
from careerplan_cli.plans.model import COLUMNS, KEPT, OTHERS
from careerplan_cli.plans.words import drops, struck_action
from careerplan_cli.text.printable import one_line, printable

ACTIONS = "Actions"
"""The sheet of all actions."""

WHERE_ACTIONS = f'The actions are on the sheet "{ACTIONS}".'
"""What a chapter's sheet says in the place of its tables of actions."""

OTHERS_IN_SHEET = f'the sheet "{ACTIONS}" has the others'
"""What a workbook says in the place of `OTHERS`."""

ABOUT = "About this plan"
"""The sheet that says whose plan it is."""

GOAL = "Goal"
"""The column of the actions' sheet that says which group an action belongs to."""

_ACTION_COLUMNS = {COLUMNS["action"], COLUMNS["due"], COLUMNS["status"]}

_MOST_ABOVE = 20
"""How many rows may stand above the names of the actions' columns."""

_OURS = "careerplan "
"""How each line of the sheet `ABOUT` begins."""

_MONTH = re.compile(r"\d{4}-\d{2}-\d{2}")

Rows = Sequence[Sequence[str]]


class Kind:
    """What a row of a chapter's sheet is, as its hidden first column says."""

    TEXT, TICK, HEAD, ROW, GAP = "text", "tick", "head", "row", "gap"

    @staticmethod
    def heading(depth: int) -> str:
        """Return the kind of a heading's row."""
        return f"heading {depth}"


@dataclass(frozen=True)
class Sheets:
    """What a workbook says: blocks, and properties by name.

    `struck` are the actions that are struck through, and `without_goal` those without a goal.
    """

    blocks: tuple[Block, ...]
    properties: Mapping[str, str]
    struck: tuple[str, ...]
    without_goal: tuple[str, ...]


def read_sheets(sheets: Mapping[str, Rows], styles: Mapping[str, CellStyles]) -> Sheets:
    """Return what the sheets of a workbook say, by their names; so is how their cells look."""
    found: list[Block] = []
    struck: list[str] = []
    without_goal: list[str] = []
    properties: dict[str, str] = {}
    for name, held in sheets.items():
        style = styles.get(name, CellStyles({}, frozenset()))
        rows = as_shown(held, style)
        place = _head(rows)
        if name == ABOUT:
            properties = {row[0]: row[1] for row in rows if len(row) > 1}
            others = [row for row in rows if row and not row[0].startswith(_OURS)]
            if any(map(any, others)):
                found += _chapter(name, others)
        elif place is None:
            found += _chapter(name, rows)
        else:
            if any(map(any, rows[:place])):
                found += _chapter(name, rows[:place])
            struck += _drop_struck(rows, place, style.struck)
            without_goal += _without_goal(rows[place:])
            found += _actions(rows[place:])
    return Sheets(tuple(found), properties, tuple(struck), tuple(without_goal))


def row_names(rows: Rows) -> list[str]:
    """Return what a reader knows each row of a sheet by: its action, or its first text."""
    place = _head(rows)
    if place is not None:
        action = [one_line(cell) for cell in rows[place]].index(COLUMNS["action"])
        return [one_line(row[action]) if action < len(row) else "" for row in rows]
    first = 1 if _is_chapter(rows) else 0
    return [next(filter(None, map(one_line, row[first:])), "") for row in rows]


def _head(rows: Rows) -> int | None:
    """Return where the names of the actions' columns stand; None on a sheet without actions."""
    for n, row in enumerate(rows[:_MOST_ABOVE]):
        if {one_line(cell) for cell in row} >= _ACTION_COLUMNS:
            return n if not _is_chapter(rows) else None
    return None


def _drop_struck(rows: list[list[str]], place: int, struck: Collection[Cell]) -> Iterator[str]:
    """Give each action that is struck through the status for it; yield these actions."""
    head = [one_line(cell) for cell in rows[place]]
    action, status = head.index(COLUMNS["action"]), head.index(COLUMNS["status"])
    for n, row in enumerate(rows[place + 1 :], place + 1):
        if (n, action) in struck and row[action].strip():
            row.extend([""] * (len(head) - len(row)))
            if drops(row[status]):
                yield struck_action(row[action], row[status])
                row[status] = DROPPED


def _without_goal(rows: Rows) -> Iterator[str]:
    """Yield the actions that stand in no goal."""
    head = [one_line(cell) for cell in rows[0]]
    place, action = head.index(GOAL) if GOAL in head else None, head.index(COLUMNS["action"])
    for row in rows[1:]:
        text = one_line(row[action]) if action < len(row) else ""
        if text and (place is None or not one_line(row[place])):
            yield text


def _actions(rows: Rows) -> Iterator[Block]:
    """Yield a heading and a table for each goal; rows without one are kept by themselves.

    What a team wrote below a month, where only a bar stands, is a text.
    """
    head = [one_line(cell) for cell in rows[0]]
    months = [n for n, name in enumerate(head) if _MONTH.fullmatch(name)]
    wanted = [n for n, name in enumerate(head) if name != GOAL and n not in months]
    place = head.index(GOAL) if GOAL in head else None
    action = head.index(COLUMNS["action"])
    groups: dict[str, list[list[str]]] = {}
    texts: list[str] = []
    for row in rows[1:]:
        cells = [printable(cell).strip() for cell in (*row, *[""] * (len(head) - len(row)))]
        goal = (one_line(cells[place]) if place is not None else "") or KEPT
        groups.setdefault(goal, []).append([cells[n] for n in wanted])
        texts += [f"{cells[action]}, {head[n]}: {cells[n]}" for n in months if cells[n]]
    for title, found in groups.items():
        yield Heading(3, title)
        yield table(title, [head[n] for n in wanted], found)
    yield from map(Paragraph, texts)


def _is_chapter(rows: Rows) -> bool:
    """Return whether a sheet has our first column, which says what each row is."""
    kinds = {row[0] for row in rows if row}
    return Kind.TEXT in kinds or Kind.heading(2) in kinds


def _chapter(name: str, rows: Rows) -> Iterator[Block]:
    """Yield what a sheet says; one without our first column is text below its name."""
    if not _is_chapter(rows):
        yield Heading(2, name)
        for row in rows:
            if text := "; ".join(filter(None, map(one_line, row))):
                yield Paragraph(text)
        return
    grid: list[list[str]] = []
    kind = Kind.TEXT
    for row in rows:
        told, cells = (row[0] if row else ""), [printable(cell).strip() for cell in row[1:]]
        kind = told or {Kind.HEAD: Kind.ROW, Kind.ROW: Kind.ROW}.get(kind, Kind.TEXT)
        if kind == Kind.ROW:
            grid.append(cells)
            continue
        yield from _grid(grid)
        grid = [cells] if kind == Kind.HEAD else []
        if kind != Kind.HEAD:
            yield from _line(kind, cells)
    yield from _grid(grid)


def _grid(grid: list[list[str]]) -> Iterator[Block]:
    if grid:
        width = max(*map(_used, grid), 1)
        head, *rows = [[*row[:width], *[""] * (width - len(row))] for row in grid]
        yield table("", head, rows)


def _used(row: Sequence[str]) -> int:
    return max((n for n, cell in enumerate(row, 1) if cell), default=0)


def _line(kind: str, cells: Sequence[str]) -> Iterator[Block]:
    text = "; ".join(filter(None, cells)).removeprefix(WHERE_ACTIONS).strip()
    text = text.replace(OTHERS_IN_SHEET, OTHERS)
    if kind.startswith("heading ") and kind[8:].isdecimal() and text:
        yield Heading(int(kind[8:]), one_line(text))
    elif kind == Kind.TICK and cells:
        yield Checklist((Check("; ".join(filter(None, cells[1:])), cells[0] in ("☑", "x", "X")),))
    elif text:
        yield Paragraph(text)
