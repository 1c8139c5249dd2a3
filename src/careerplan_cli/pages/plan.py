"""The planning workbook as blocks: the chapters that the level calls for, begun from the result."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from careerplan_cli.model.blocks import (
    Badge,
    Block,
    Bullets,
    Cell,
    Check,
    Checklist,
    Document,
    Heading,
    Item,
    Lines,
    Numbered,
    PageBreak,
    Paragraph,
    Wide,
    bullets,
    table,
)
from careerplan_cli.model.guide import Level
from careerplan_cli.model.plans import BlankTable, ChapterAtLevel, Fill, Piece, PlanOutline, Plans
from careerplan_cli.model.result import QuestionResult, Result
from careerplan_cli.model.review import ReviewEntry
from careerplan_cli.pages.guide import mark, recommended_actions
from careerplan_cli.pages.standing import name_of, points, who
from careerplan_cli.planning import ActionRow, Area, Choices, Offer, action_rows, chosen_areas
from careerplan_cli.scoring.rules import lowest

_COLUMNS = (
    "Today", "Target", "Action", "Lead", "Partners", "Start", "Due", "Resources", "Evidence",
    "Status",
)  # fmt: skip
_WIDTHS = (3.2, 3, 4.2, 1.7, 1.9, 1.5, 1.5, 2.2, 2.1, 1.7)
_OTHERS = "Also left to do"
_TO_FILL_IN = ("",) * (len(_COLUMNS) - 3)


@dataclass(frozen=True)
class Planned:
    """What a workbook is made from."""

    result: Result
    level: Level
    plans: Plans
    workbook: PlanOutline
    offer: Offer
    choices: Choices

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas of focus that are planned for, the lowest points first."""
        return chosen_areas(self.offer.areas, self.choices.focus)

    @property
    def kept(self) -> tuple[Area, ...]:
        """Further areas, where every answer is the highest one."""
        return tuple(
            area
            for area in self.offer.areas
            if area.entries and not area.rising and area not in self.areas
        )

    @property
    def tables(self) -> tuple[tuple[str, Area], ...]:
        """The areas that have a table of actions, each with its title.

        What can rise and no area of focus covers has one of its own, so that nothing is left out.
        """
        titled = [(_area_title(area, self.choices.focus), area) for area in self.areas]
        covered = {e.question.id for area in self.offer.areas for e in area.entries}
        others = tuple(e for e in self.result.improvable if e.question.id not in covered)
        if others:
            titled.append((_OTHERS, Area("", _OTHERS, (), others)))
        return tuple(titled)


def plan(planned: Planned) -> Document:
    """Return the workbook for the level, begun from the result."""
    title = f"{planned.plans.title}: {name_of(planned.result.answer_set)}"
    return Document(title, tuple(_blocks(title, planned)))


def planned_rows(planned: Planned) -> tuple[ActionRow, ...]:
    """Return the rows of all tables of actions, in their order."""
    instrument, kept = planned.result.instrument, [(area.title, area) for area in planned.kept]
    return tuple(
        replace(row, area=title)
        for title, area in (*planned.tables, *kept)
        for row in action_rows(area, planned.workbook, instrument)
    )


def _blocks(title: str, planned: Planned) -> Iterator[Block]:
    yield Heading(1, title)
    yield Paragraph(who(planned.result))
    yield Badge(mark(planned.level))
    yield Paragraph(planned.level.summary)
    yield Paragraph(planned.workbook.text)
    yield Heading(2, "Recommended actions")
    yield recommended_actions(planned.level)
    yield Heading(2, "In this workbook")
    yield Numbered(tuple(map(_about, planned.workbook.chapters)))
    for entry in planned.workbook.chapters:
        blocks = tuple(_chapter(entry, planned))
        if any(piece.fill == "actions" for piece in _pieces(entry, planned)):
            yield Wide(blocks)
        else:
            yield PageBreak()
            yield from blocks


def _about(entry: ChapterAtLevel) -> Item:
    return Item(entry.text or "", f"{entry.title}:" if entry.text else entry.title)


def _pieces(entry: ChapterAtLevel, planned: Planned) -> Iterator[Piece]:
    pieces = planned.plans.chapter(entry.chapter).pieces
    return (piece for piece in pieces if piece.offered_at(planned.level.id))


def _chapter(entry: ChapterAtLevel, planned: Planned) -> Iterator[Block]:
    yield Heading(2, entry.title)
    if entry.text:
        yield Paragraph(entry.text)
    for piece in _pieces(entry, planned):
        yield from _piece(piece, planned, entry.title)


def _piece(piece: Piece, planned: Planned, chapter: str) -> Iterator[Block]:
    if piece.heading:
        yield Heading(3, piece.heading)
    if piece.text:
        yield Paragraph(piece.text)
    if piece.points:
        yield bullets(piece.points)
    if piece.fill:
        yield from _FILLS[piece.fill](planned)
    if piece.table:
        yield _form(piece.table, piece.heading or chapter)
    if piece.lines:
        yield Lines(piece.lines)


def _form(form: BlankTable, title: str) -> Block:
    columns = len(form.columns)
    rows: list[tuple[str, ...]] = [row + ("",) * (columns - len(row)) for row in form.rows]
    rows += [("",) * columns] * form.empty
    return table(title, form.columns, rows, *form.widths)


def _answers(planned: Planned) -> Iterator[Block]:
    result = planned.result
    if result.instrument.adds_points:
        total = f"{result.total} of {points(result.instrument.maximum)}"
        yield Paragraph(f"{mark(planned.level)}, {total}.", "Level:")
        yield _answer_table("Area", [entry.question.title for entry in result.questions], result)
    else:
        yield Paragraph(f"{mark(planned.level)}.", "Level:")
        yield _answer_table(
            "Statement", [entry.question.prompt for entry in result.questions], result
        )


def _answer_table(head: str, names: Sequence[str], result: Result) -> Block:
    rows = [
        (name, entry.option.label if entry.option else "no answer yet", entry.note or "–")
        for name, entry in zip(names, result.questions, strict=True)
    ]
    return table("Your answers", [head, "Answer", "Note"], rows, 4, 3, 3)


def _working(planned: Planned) -> Iterator[Block]:
    """Yield the areas whose answer counts and cannot rise."""
    yield _told(
        [e for e in planned.result.questions if e.option and e.option.counts and not e.next_option],
        "No area is at its highest answer yet.",
    )


def _lowest(planned: Planned) -> Iterator[Block]:
    yield _told(lowest(planned.result), "Every area is at its highest answer.")


def _told(entries: Sequence[QuestionResult], otherwise: str) -> Block:
    if not entries:
        return Paragraph(otherwise)
    return Bullets(
        tuple(
            Item(entry.option.label, f"{entry.question.title}:")
            for entry in entries
            if entry.option
        )
    )


def _needs(planned: Planned) -> Iterator[Block]:
    needs, chosen = planned.offer.needs, planned.choices.needs
    if needs:
        yield Checklist(tuple(_check(need, chosen) for need in needs))


def _check(need: ReviewEntry, chosen: Sequence[str]) -> Check:
    finer = tuple(Check(item.title, item.id in chosen) for item in need.items)
    return Check(need.title, need.id in chosen, finer)


def _focus(planned: Planned) -> Iterator[Block]:
    """Yield the areas planned for, with the answers that are the reason."""
    for area in planned.areas:
        yield Heading(4, area.title)
        if finer := _chosen_items(area, planned.choices.focus):
            yield Paragraph(", ".join(finer) + ".", "Here above all:")
        if area.rising:
            yield Paragraph("These answers point at it:")
            yield Bullets(tuple(map(_reason, area.rising)))
        elif area.entries:
            yield Paragraph("It is at its highest answer: keep what works, and share it.")
        yield Paragraph("", "Why now:")
        yield Lines(2)


def _reason(entry: QuestionResult) -> Item:
    label = entry.option.label if entry.option else ""
    note = f" (note: {entry.note})" if entry.note else ""
    return Item(f"{label}{note}", f"{entry.question.title}:")


def _chosen_items(area: Area, chosen: Sequence[str]) -> list[str]:
    return [item.title for item in area.items if item.id in chosen]


def _actions(planned: Planned) -> Iterator[Block]:
    """Yield a table of actions for each area planned for, and one of what to keep as it is."""
    instrument = planned.result.instrument
    for title, area in planned.tables:
        yield Heading(3, title)
        rows = action_rows(area, planned.workbook, instrument)
        yield table(title, _COLUMNS, _cells(rows), *_WIDTHS)
    kept = [row for a in planned.kept for row in action_rows(a, planned.workbook, instrument)]
    if kept:
        title = "Keep and share what works"
        yield Heading(3, title)
        cells = [(row.area, row.today, row.action, *_TO_FILL_IN) for row in kept]
        yield table(title, ("Area", "Today", *_COLUMNS[2:]), cells, *_WIDTHS)


def _area_title(area: Area, chosen: Sequence[str]) -> str:
    finer = _chosen_items(area, chosen)
    return f"{area.title}: {', '.join(finer)}" if finer else area.title


def _cells(rows: Sequence[ActionRow]) -> list[tuple[Cell, ...]]:
    """Return rows with empty cells to fill in; what stands above already is joined to it."""
    cells: list[tuple[Cell, ...]] = []
    for n, row in enumerate(rows):
        above = rows[n - 1] if n else None
        same = above and row.today and (above.today, above.target) == (row.today, row.target)
        states = (None, None) if same else (row.today, row.target)
        cells.append((*states, row.action, *_TO_FILL_IN))
    return cells


_FILLS: Mapping[Fill, Callable[[Planned], Iterator[Block]]] = {
    "answers": _answers,
    "working": _working,
    "lowest": _lowest,
    "needs": _needs,
    "focus": _focus,
    "actions": _actions,
}
