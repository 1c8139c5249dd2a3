"""The planning workbook as blocks: the chapters that the level calls for, begun from the result."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from careerplan_cli.model.actions import Action
from careerplan_cli.model.blocks import (
    Badge,
    Block,
    Bullets,
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
    document,
    table,
)
from careerplan_cli.model.guide import Level
from careerplan_cli.model.plans import BlankTable, ChapterAtLevel, Fill, Piece, PlanOutline, Plans
from careerplan_cli.model.result import QuestionResult, Result
from careerplan_cli.model.review import ReviewEntry
from careerplan_cli.pages.guide import recommended_actions
from careerplan_cli.pages.report import who
from careerplan_cli.pages.texts import KEEP, answer_of, district_name, mark, out_of
from careerplan_cli.planning import (
    ActionRow,
    Area,
    Choices,
    Offer,
    PlanTable,
    chosen_areas,
    plan_tables,
    target_of,
)
from careerplan_cli.scoring.rules import lowest

_COLUMNS = ("Action", "Lead", "Partners", "Start", "Due", "Resources", "Evidence", "Status")
_WIDTHS = (5.2, 2.1, 2.4, 1.9, 1.5, 1.9, 3, 1.5)

_OWN_ROWS = 2
"""How many empty rows each table has for actions of the team's own."""


@dataclass(frozen=True)
class Planned:
    """What a workbook is made from."""

    result: Result
    level: Level
    plans: Plans
    outline: PlanOutline
    library: Sequence[Action]
    offer: Offer
    choices: Choices

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas of focus that are planned for, the lowest points first."""
        return chosen_areas(self.offer.areas, self.choices.focus)

    @property
    def tables(self) -> tuple[PlanTable, ...]:
        """The tables of actions."""
        return plan_tables(self.result, self.offer, self.choices, self.library, self.outline)


def plan_page(planned: Planned, language: str) -> Document:
    """Return the workbook for the level, begun from the result."""
    return document(_plan(planned), language)


def _plan(planned: Planned) -> Iterator[Block]:
    yield Heading(1, f"{planned.plans.title}: {district_name(planned.result)}")
    yield Paragraph(who(planned.result))
    yield Badge(mark(planned.level))
    yield Paragraph(planned.level.summary)
    yield Paragraph(planned.outline.text)
    yield Heading(2, "Recommended actions")
    yield recommended_actions(planned.level)
    yield Heading(2, "In this workbook")
    yield Numbered(tuple(map(_about, planned.outline.chapters)))
    for entry in planned.outline.chapters:
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
        yield _blank_table(piece.table, piece.heading or chapter)
    if piece.lines:
        yield Lines(piece.lines)


def _blank_table(blank: BlankTable, title: str) -> Block:
    columns = len(blank.columns)
    begun = [row + ("",) * (columns - len(row)) for row in blank.rows]
    return table(title, blank.columns, begun + [("",) * columns] * blank.empty, *blank.widths)


def _answers(planned: Planned) -> Iterator[Block]:
    """Yield the level, and a table of all answers with their notes."""
    result, level = planned.result, mark(planned.level)
    if result.instrument.adds_points:
        points = out_of(result.total, result.instrument.maximum)
        yield Paragraph(f"{level}, {points}.", "Level:")
        head, names = "Area", [entry.question.title for entry in result.questions]
    else:
        yield Paragraph(f"{level}.", "Level:")
        head, names = "Statement", [entry.question.prompt for entry in result.questions]
    rows = [
        (name, answer_of(entry), entry.note or "–")
        for name, entry in zip(names, result.questions, strict=True)
    ]
    yield table("Your answers", (head, "Answer", "Note"), rows, 4, 3, 3)


def _working(planned: Planned) -> Iterator[Block]:
    """Yield the areas that are at their highest answer."""
    entries = [
        entry
        for entry in planned.result.questions
        if entry.option and entry.option.counts and not entry.next_option
    ]
    yield _areas_or(entries, "No area is at its highest answer yet.")


def _lowest(planned: Planned) -> Iterator[Block]:
    yield _areas_or(lowest(planned.result), "Every answer is the highest one.")


def _areas_or(entries: Sequence[QuestionResult], otherwise: str) -> Block:
    """Return the areas with their answers; without any, a sentence."""
    if not entries:
        return Paragraph(otherwise)
    return Bullets(tuple(Item(answer_of(entry), f"{entry.question.title}:") for entry in entries))


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
            yield Paragraph(", ".join(finer) + ".", "Especially:")
        if area.improvable:
            if len(area.improvable) == 1:
                yield Paragraph("This answer points to it:")
            else:
                yield Paragraph("These answers point to it:")
            yield Bullets(tuple(map(_reason, area.improvable)))
        elif area.entries:
            yield Paragraph("It is at its highest answer. Keep what works, and share it.")
        yield Paragraph("", "Why now:")
        yield Lines(2)


def _reason(entry: QuestionResult) -> Item:
    label = answer_of(entry)
    text = f"{label} (note: {entry.note})" if entry.note else label
    return Item(text, f"{entry.question.title}:")


def _chosen_items(area: Area, chosen: Sequence[str]) -> list[str]:
    return [item.title for item in area.items if item.id in chosen]


def _actions(planned: Planned) -> Iterator[Block]:
    """Yield for each area and need what is to be reached, and a table of actions."""
    for one in planned.tables:
        yield Heading(3, one.title)
        if one.entries:
            yield _targets(one)
        rows = [_cells(row) for row in one.rows] + [("",) * len(_COLUMNS)] * _OWN_ROWS
        yield table(one.title, _COLUMNS, rows, *_WIDTHS)


def _targets(one: PlanTable) -> Block:
    """Return a table of the answers today, with the target of each."""
    rows = [
        (entry.question.title, answer_of(entry), target_of(entry) or KEEP) for entry in one.entries
    ]
    return table(f"{one.title}: targets", ("Area", "Today", "Target"), rows, 3, 4, 6)


def _cells(row: ActionRow) -> tuple[str, ...]:
    action = f"{row.code}: {row.action}" if row.code else row.action
    return (action, row.lead, row.partners, row.start, "", row.resources, row.evidence, "")


_FILLS: Mapping[Fill, Callable[[Planned], Iterator[Block]]] = {
    "answers": _answers,
    "working": _working,
    "lowest": _lowest,
    "needs": _needs,
    "focus": _focus,
    "actions": _actions,
}
