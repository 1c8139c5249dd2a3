"""A plan from the blocks of a document: our own new workbook, or one that a team has worked in."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b

from careerplan_cli.model import blocks
from careerplan_cli.model.blocks import Block, Check, Checklist, Heading, Paragraph, Table
from careerplan_cli.model.plans import Piece, Plans
from careerplan_cli.planning import NOT_STARTED, ActionRow
from careerplan_cli.plans.model import (
    COLUMNS,
    KEPT,
    KEPT_COLUMNS,
    NEW,
    NOT_CARRIED,
    ActionGroup,
    Grid,
    Identity,
    Kept,
    Place,
    Plan,
)
from careerplan_cli.plans.words import as_day, read_status
from careerplan_cli.text.printable import one_line, printable

_CODE = re.compile(r"\s*([A-Z]{1,6}[0-9]{1,4})\s*[:.–-]\s*(.*)", re.DOTALL)
_LEADS = ("Why now:",)
_MADE_ANEW = ("objectives", "next")
"""What fills the tables that each update makes from the actions."""

Part = tuple[Place, str | Check | Grid]
"""A place with what stands there: a paragraph or heading, a line with a box, a table."""


def fingerprint(*texts: str) -> str:
    """Return five letters that stand for these texts; spaces count for nothing."""
    whole = "\x1f".join("".join(text.split()) for text in texts)
    return urlsafe_b64encode(blake2b(whole.encode("utf-8", "replace"), digest_size=4).digest())[
        :5
    ].decode()


def parts(document: Iterable[Block], plans: Plans) -> Iterator[Part]:
    """Yield what stands in a document, with its place; headings as texts of their own."""
    chapters = _chapters(plans)
    path: list[tuple[int, str]] = []
    for block in blocks.all_blocks(document):
        if isinstance(block, Heading):
            title = one_line(block.text)
            path = [step for step in path if step[0] < block.depth]
            path.append((block.depth, chapters.get(title, title) if block.depth == 2 else title))
            yield _place(path), title
            continue
        place = _place(path)
        match block:
            case Paragraph():
                yield place, f"{block.lead} {printable(block.text)}".strip()
            case blocks.Badge():
                yield place, str(block.mark)
            case blocks.Bullets() | blocks.Numbered():
                for item in block.items:
                    yield place, one_line(f"{item.lead} {item.text}")
                    yield from ((place, one_line(detail)) for detail in item.details)
            case Checklist():
                yield from ((place, check) for check in _all_checks(block.checks))
            case Table():
                head = tuple(one_line(str(column)) for column in block.head)
                yield (
                    place,
                    Grid(head, tuple(tuple(map(_cell, row)) for row in block.rows)),
                )
            case _:
                pass


def given_in(document: Sequence[Block], plans: Plans) -> frozenset[str]:
    """Return the fingerprints of all that stands in a document that careerplan wrote."""
    return frozenset(print_ for part in parts(document, plans) for print_ in _prints(part))


def plan_from(
    document: Sequence[Block],
    plans: Plans,
    identity: Identity,
    given: frozenset[str] | None = None,
    columns: Sequence[str] = (),
) -> Plan:
    """Return the plan that a document holds; without `given`, all in it is careerplan's own.

    `columns` are those that a team has added before: in Word they are lines of an action's note.
    """
    ours = given_in(document, plans) if given is None else given
    pieces: dict[Place, Piece] = {
        (chapter.id, piece.heading) if piece.heading else (chapter.id,): piece
        for chapter in plans.chapters
        for piece in chapter.pieces
    }
    groups: list[ActionGroup] = []
    texts: dict[Place, list[str]] = {}
    tables: dict[Place, Grid] = {}
    ticks: dict[str, bool] = {}
    kept: list[Kept] = []
    made_anew: list[Kept] = []
    places: set[Place] = set()
    chapters = {chapter.id for chapter in plans.chapters}
    for place, part in parts(document, plans):
        if place and place[0] in chapters:
            places.add(place)
        if isinstance(part, Check):
            ticks[one_line(part.text)] = part.ticked
            if fingerprint("check", one_line(part.text)) not in ours:
                texts.setdefault(place, []).append(ticked_line(part.text, part.ticked))
        elif isinstance(part, str):
            if part not in ("", KEPT) and fingerprint("text", part) not in ours:
                texts.setdefault(place, []).append(_without_lead(part))
        elif _is_kept_table(place, part):
            kept += [Kept(row[0], row[1]) for row in part.rows if any(row[:2])]
        elif _is_actions(part):
            rows, extra = _action_rows(part, columns)
            title = place[-1] if place else ""
            own = _is_goal(place, chapters) and fingerprint("text", title) not in ours
            groups.append(ActionGroup(title, rows, own=own))
            kept += extra
        elif place not in tables and _is_blank(pieces.get(place), part):
            tables[place] = part
        else:
            changed = [*_changed_cells(place, part, ours)]
            kept += changed
            if place in pieces and pieces[place].fill in _MADE_ANEW:
                made_anew += (Kept(place[-1], text) for text in _changes(place, part, ours))
    for place, lines in texts.items():  # the title of a group says no more than the group
        if place and lines[0] == place[-1] in {group.title for group in groups if group.own}:
            del lines[0]
    return Plan(
        identity=identity,
        groups=tuple(groups),
        texts={place: "\n".join(lines) for place, lines in texts.items() if lines},
        tables=tables,
        ticks=ticks,
        kept=tuple(kept),
        made_anew=tuple(made_anew),
        columns=_filled(columns, groups),
        places=frozenset(places),
        given=ours,
    )


def _is_goal(place: Place, chapters: Collection[str]) -> bool:
    """Return whether actions at a place have a goal; a chapter is none, nor is what is kept."""
    return (
        bool(place)
        and not (len(place) == 1 and place[0] in chapters)
        and place[-1] not in (KEPT, NOT_CARRIED)
    )


def ticked_line(text: str, ticked: bool) -> str:
    """Return a line with a box as text: `☑ Budget`."""
    return f"☑ {one_line(text)}" if ticked else f"☐ {one_line(text)}"


def cell_prints(place: Place, grid: Grid) -> Iterator[str]:
    """Yield the fingerprints of a table's cells, of its rows, and of the first cell of each."""
    for row in grid.rows:
        yield row_print(place, row)
        yield fingerprint("row", *place, row[0] if row else "")
        for name, text in zip(grid.head, row, strict=False):
            yield fingerprint("cell", *place, name, text)


def action_key(title: str, row: ActionRow) -> str:
    """Return by what an action is known: its code; without one, its group and its words."""
    return row.code or f"{title.removeprefix(f'{NEW}: ')}\n{row.action}"


def field_print(row: ActionRow, field: str) -> str:
    """Return the fingerprint of a field of an action."""
    return fingerprint("field", row.code, field, getattr(row, field))


def row_print(place: Place, row: Sequence[str]) -> str:
    """Return the fingerprint of a row of a table as it is."""
    return fingerprint("whole", *place, *row)


def written_rows(place: Place, grid: Grid, given: frozenset[str]) -> Iterator[str]:
    """Yield in words each row of a table in which a team wrote: all that stands in the row."""
    for row in grid.rows:
        cells = [*zip(grid.head, row, strict=False)]
        if any(text and fingerprint("cell", *place, name, text) not in given
               for name, text in cells):  # fmt: skip
            yield "; ".join(f"{name}: {text}" if name else text for name, text in cells if text)


def _prints(part: Part) -> Iterator[str]:
    place, what = part
    if isinstance(what, str):
        yield fingerprint("text", what)
    elif isinstance(what, Check):
        yield fingerprint("check", one_line(what.text))
        yield fingerprint("tick", one_line(what.text), str(what.ticked))
    elif _is_actions(what):
        for row in _action_rows(what)[0]:
            yield fingerprint("code", action_key(place[-1] if place else "", row))
            yield from (field_print(row, field) for field in COLUMNS)
    else:
        yield from cell_prints(place, what)
        yield from (fingerprint("head", name) for name in what.head)


def _chapters(plans: Plans) -> Mapping[str, str]:
    """Return the id of each chapter by its title, whichever level's it is."""
    return {
        one_line(entry.title): entry.chapter
        for workbook in plans.workbooks
        for entry in workbook.chapters
    }


def _place(path: Sequence[tuple[int, str]]) -> Place:
    return tuple(title for depth, title in path if depth > 1)


def _all_checks(checks: Iterable[Check]) -> Iterator[Check]:
    for check in checks:
        yield check
        yield from _all_checks(check.checks)


def _cell(cell: blocks.Cell) -> str:
    return printable(str(cell)).strip()


def _without_lead(text: str) -> str:
    """Return what a team wrote behind words of ours that stand in front of lines."""
    for lead in _LEADS:
        if text.startswith(lead) and text != lead:
            return text.removeprefix(lead).strip()
    return text


def _is_kept_table(place: Place, grid: Grid) -> bool:
    return bool(place) and place[0] in (KEPT, NOT_CARRIED) and grid.head[:2] == KEPT_COLUMNS


def _is_actions(grid: Grid) -> bool:
    return {COLUMNS["action"], COLUMNS["due"], COLUMNS["status"]} <= set(grid.head)


def _is_blank(piece: Piece | None, grid: Grid) -> bool:
    """Return whether a table is the one that a piece has to be filled in."""
    if piece is None or piece.table is None:
        return False
    same = set(grid.head) & {one_line(name) for name in piece.table.columns}
    return bool(same) or not piece.fill


def _action_rows(
    grid: Grid, columns: Sequence[str] = ()
) -> tuple[tuple[ActionRow, ...], list[Kept]]:
    """Return the actions of a table, and what stands in columns that have no name.

    Lines of a note that begin with one of `columns` are what stands in that column.
    """
    fields = {title: field for field, title in COLUMNS.items()}
    if len(grid.head) == len(COLUMNS):  # a column with another name is known by its place
        for name, (field, title) in zip(grid.head, COLUMNS.items(), strict=True):
            if title not in grid.head:
                fields.setdefault(name, field)
    rows, extra = [], []
    for cells in grid.rows:
        known = {
            fields[name]: text
            for name, text in zip(grid.head, cells, strict=False)
            if name in fields
        }
        code, action = _split(known.pop("action", ""))
        status = known.pop("status", "")
        known |= {field: as_day(known[field]) for field in ("start", "due") if field in known}
        others = [(n, t) for n, t in zip(grid.head, cells, strict=False) if n not in fields and t]
        known["note"], lines = _from_note(known.get("note", ""), columns)
        row = ActionRow(
            action,
            code,
            **known,
            status=read_status(status) or status or NOT_STARTED,
            more=(*lines, *((name, text) for name, text in others if name)),
        )
        if _is_empty(row) and not others:
            continue
        rows.append(row)
        extra += [Kept(f"{code or action}, a column", text) for name, text in others if not name]
    return tuple(rows), extra


def _filled(columns: Sequence[str], groups: Sequence[ActionGroup]) -> tuple[str, ...]:
    """Return the columns that a team has added and in which something stands, the known first."""
    found = [name for group in groups for row in group.rows for name, _ in row.more]
    return tuple(name for name in dict.fromkeys((*columns, *found)) if name in found)


def _from_note(note: str, columns: Sequence[str]) -> tuple[str, list[tuple[str, str]]]:
    """Return a note without the lines that are for columns, and what these say."""
    rest, found = [], []
    for line in note.splitlines():
        name = next((name for name in columns if line.startswith(f"{name}: ")), None)
        if name:
            found.append((name, line.removeprefix(f"{name}: ").strip()))
        else:
            rest.append(line)
    return ("\n".join(rest), found) if found else (note, [])


def _split(cell: str) -> tuple[str, str]:
    """Return the code and the text of an action: `PE2: Name one` -> `PE2`, `Name one`."""
    match = _CODE.fullmatch(cell)
    return (match[1], match[2].strip()) if match else ("", cell)


def _is_empty(row: ActionRow) -> bool:
    """Return whether nobody has written in a row; a status alone is nothing."""
    written = any(getattr(row, field) for field in COLUMNS if field != "status")
    return not row.code and not written and not row.more and row.status == NOT_STARTED


def _changes(place: Place, grid: Grid, given: frozenset[str]) -> Iterator[str]:
    """Yield the cells in which a team wrote, each with its row and column: `Budget, Lead: Joan`."""
    for row in grid.rows:
        for name, text in zip(grid.head, row, strict=False):
            if text and fingerprint("cell", *place, name, text) not in given:
                yield one_line(f"{row[0]}, {name}: {text}")


def _changed_cells(place: Place, grid: Grid, given: frozenset[str]) -> Iterator[Kept]:
    """Yield what a team wrote in a table that is no longer made to be written in."""
    where = ", ".join(place[1:] or place)
    for name in grid.head:
        if name and fingerprint("head", name) not in given:
            yield Kept(where, name)
    yield from (Kept(where, text) for text in written_rows(place, grid, given))
