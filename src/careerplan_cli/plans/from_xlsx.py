"""The blocks of a plan's workbook, from the rows of its sheets."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from careerplan_cli.model.blocks import Block, Check, Checklist, Heading, Paragraph, table
from careerplan_cli.text.printable import one_line, printable

ACTIONS = "Actions"
"""The sheet of all actions."""

ABOUT = "About this plan"
"""The sheet that says whose plan it is."""

GOAL = "Goal"
"""The column of the actions' sheet that says which group an action belongs to."""

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
    """What a workbook says: blocks, properties by name, and in sentences what is not carried."""

    blocks: tuple[Block, ...]
    properties: Mapping[str, str]
    not_carried: tuple[str, ...]


def read_sheets(sheets: Mapping[str, Rows], *, comments: bool) -> Sheets:
    """Return what the sheets of a workbook say, by their names."""
    found: list[Block] = []
    for name, rows in sheets.items():
        if name == ACTIONS:
            found += _actions(rows)
        elif name != ABOUT:
            found += _chapter(name, rows)
    properties = {row[0]: row[1] for row in sheets.get(ABOUT, ()) if len(row) > 1}
    told = ("Not carried: the comments of cells.",) if comments else ()
    return Sheets(tuple(found), properties, told)


def _actions(rows: Rows) -> Iterator[Block]:
    """Yield a heading and a table for each goal; a row without one belongs to that above it."""
    if not rows:
        return
    head = [one_line(cell) for cell in rows[0]]
    wanted = [n for n, name in enumerate(head) if name != GOAL and not _MONTH.fullmatch(name)]
    place = head.index(GOAL) if GOAL in head else None
    groups: dict[str, list[list[str]]] = {}
    goal = ""
    for row in rows[1:]:
        cells = [*map(printable, row), *[""] * (len(head) - len(row))]
        goal = (one_line(cells[place]) if place is not None else "") or goal
        groups.setdefault(goal, []).append([cells[n].strip() for n in wanted])
    for title, found in groups.items():
        if title:
            yield Heading(3, title)
        yield table(title, [head[n] for n in wanted], found)


def _chapter(name: str, rows: Rows) -> Iterator[Block]:
    """Yield what a sheet says; one without our first column is text below its name."""
    kinds = {row[0] for row in rows if row}
    if Kind.TEXT not in kinds and Kind.heading(2) not in kinds:
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
    text = "; ".join(filter(None, cells))
    if kind.startswith("heading ") and kind[8:].isdecimal() and text:
        yield Heading(int(kind[8:]), one_line(text))
    elif kind == Kind.TICK and cells:
        yield Checklist((Check("; ".join(filter(None, cells[1:])), cells[0] in ("☑", "x", "X")),))
    elif text:
        yield Paragraph(text)
