"""The planning workbook as blocks: the chapters that the level calls for, begun from the result."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from careerplan_cli.model.actions import Action
from careerplan_cli.model.blocks import (
    Badge,
    Block,
    Bullets,
    Cell,
    Check,
    Checklist,
    Choice,
    Day,
    Document,
    Heading,
    Item,
    Lines,
    Numbered,
    PageBreak,
    Paragraph,
    Wide,
    all_blocks,
    bullets,
    document,
    table,
)
from careerplan_cli.model.guide import Level
from careerplan_cli.model.plans import ChapterAtLevel, Fill, Piece, PlanOutline, Plans
from careerplan_cli.model.result import QuestionResult, Result
from careerplan_cli.model.review import ReviewEntry
from careerplan_cli.pages.guide import recommended_actions
from careerplan_cli.pages.plan_front import due_next, fits_below, objectives
from careerplan_cli.pages.plan_rows import goals, newest, reasons
from careerplan_cli.pages.plan_tables import NOT_IN_TOTAL, blank_table
from careerplan_cli.pages.report import who
from careerplan_cli.pages.texts import KEEP, answer_of, district_name, mark, out_of
from careerplan_cli.planning import (
    STATUSES,
    ActionRow,
    Area,
    Choices,
    Offer,
    PlanTable,
    chosen_areas,
    plan_tables,
    target_of,
)
from careerplan_cli.plans.identity import properties_of
from careerplan_cli.plans.model import (
    COLUMNS,
    KEPT,
    KEPT_COLUMNS,
    NEW,
    NOT_CARRIED,
    ActionGroup,
    Identity,
    Kept,
    Place,
    Plan,
    has_place,
)
from careerplan_cli.plans.reading import fingerprint, given_in
from careerplan_cli.scoring.rules import lowest

_WIDTHS = (4.6, 2.7, 2.6, 2.1, 2.2, 1.9, 2.7, 1.9, 2.0)
"""How wide the columns of actions are, beside each other."""

_DATES = ("start", "due")

_OBJECTIVE = "Objective:"

_OWN_ROWS = 1
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
    content: str = ""
    earlier: frozenset[str] = frozenset()

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas of focus that are planned for, the lowest points first."""
        return chosen_areas(self.offer.areas, self.choices.focus)

    @property
    def tables(self) -> tuple[PlanTable, ...]:
        """The tables of actions."""
        return plan_tables(self.result, self.offer, self.choices, self.library, self.outline)


def new_plan(planned: Planned) -> Plan:
    """Return a plan that nobody has worked in yet."""
    answers = planned.result.answer_set
    identity = Identity(
        district=answers.district or "",
        instrument=planned.result.instrument.id,
        content=planned.content,
        level=planned.level.id,
        date=answers.date,
        answers=tuple(answers.answers.items()),
    )
    groups = tuple(ActionGroup(one.title, one.rows) for one in planned.tables)
    return Plan(identity=identity, groups=groups)


def only(plan: Plan, codes: Sequence[str], given: frozenset[str]) -> Plan:
    """Return a new plan with the actions of these codes alone; `given` is what it would have said.

    Rows without a code, which are not from the library, stay. What would be kept and shared goes
    where none of its actions is left.
    """
    groups = tuple(
        ActionGroup(group.title, tuple(r for r in group.rows if not r.code or r.code in codes))
        for group in plan.groups
    )
    return replace(plan, groups=tuple(filter(has_place, groups)), given=given)


def plan_page(
    planned: Planned,
    language: str,
    plan: Plan | None = None,
    earlier: frozenset[str] = frozenset(),
) -> Document:
    """Return the workbook for the level, begun from the result; or a team's `plan`, updated.

    `earlier` are the fingerprints of what careerplan wrote in the plan that it is an update of.
    It carries whose plan it is, and the fingerprints of what the team did not write.
    """
    known = plan or new_plan(planned)
    planned = replace(planned, earlier=earlier)
    page = document(_plan(planned, known), language)
    given = given_in(page.blocks, planned.plans)
    if plan:
        titles = tuple(ActionGroup(group.title, ()) for group in plan.groups if not group.own)
        bare = replace(plan, texts={}, tables={}, groups=titles)
        given = plan.given | given_in(
            (*_plan(planned, bare), *_ahead(planned, plan), *_left_out(page)), planned.plans
        )
    return page._replace(properties=properties_of(known.identity, given, known.columns))


def _left_out(page: Document) -> Iterator[Block]:
    """Yield what stands below tables of what their sums leave out."""
    for block in all_blocks(page.blocks):
        if isinstance(block, Paragraph) and block.lead == NOT_IN_TOTAL:
            yield block


def _ahead(planned: Planned, plan: Plan) -> Iterator[Block]:
    """Yield the chapters that show what is due next, without what the team wrote in them."""
    unwritten = replace(plan, texts={}, tables={})
    for entry in planned.outline.chapters:
        fills = {piece.fill for piece in _pieces(entry, planned)}
        if "next" in fills and "actions" not in fills:
            above = _top(entry)
            yield from above
            for piece in _pieces(entry, planned):
                yield from _piece(piece, planned, unwritten, entry, above)
                above += _piece(piece, planned, plan, entry, above)


def _plan(planned: Planned, plan: Plan) -> Iterator[Block]:
    yield Heading(1, f"{planned.plans.title}: {district_name(planned.result)}")
    yield Paragraph(who(planned.result))
    yield Badge(mark(planned.level))
    yield Paragraph(planned.level.summary)
    yield Paragraph(planned.outline.text)
    yield Heading(2, "Recommended actions")
    yield recommended_actions(planned.level)
    yield Heading(2, "In this workbook")
    contents = [*map(_about, planned.outline.chapters)]
    if plan.kept:
        contents.append(Item(KEPT, chapter=KEPT))
    if plan.not_carried:
        contents.append(Item(NOT_CARRIED, chapter=NOT_CARRIED))
    yield Numbered(tuple(contents))
    for entry in planned.outline.chapters:
        blocks = tuple(_chapter(entry, planned, plan))
        if any(piece.fill == "actions" for piece in _pieces(entry, planned)):
            yield Wide(blocks)
        else:
            yield PageBreak()
            yield from blocks
    yield from _kept(KEPT, _WITHOUT_PLACE, plan.kept)
    yield from _kept(NOT_CARRIED, _BESIDE_TEXT, plan.not_carried)


_WITHOUT_PLACE = (
    "Your team wrote this in an earlier workbook, and this one has no place for it. Move what you "
    "still need, and delete the rest."
)
_BESIDE_TEXT = (
    "This stood beside the text of the earlier plan, which still has it. Move what you still "
    f'need, and delete the rest: after the next update, what is left stands under "{KEPT}".'
)


def _kept(title: str, told: str, kept: Sequence[Kept]) -> Iterator[Block]:
    """Yield what a team wrote in an earlier workbook and this one has no place for."""
    if kept:
        yield PageBreak()
        yield Heading(2, title)
        yield Paragraph(told)
        yield table(title, KEPT_COLUMNS, [(one.where, one.text) for one in kept], 3, 7)


def _about(entry: ChapterAtLevel) -> Item:
    lead = f"{entry.title}:" if entry.text else ""
    return Item(entry.text or entry.title, lead, chapter=entry.title)


def _pieces(entry: ChapterAtLevel, planned: Planned) -> Iterator[Piece]:
    pieces = planned.plans.chapter(entry.chapter).pieces
    return (piece for piece in pieces if piece.offered_at(planned.level.id))


def _chapter(entry: ChapterAtLevel, planned: Planned, plan: Plan) -> Iterator[Block]:
    yield Heading(2, entry.title)
    if entry.text:
        yield Paragraph(entry.text)
    pieces = tuple(_pieces(entry, planned))
    if all(piece.heading for piece in pieces):
        yield from _written(plan, (entry.chapter,))
    above = _top(entry)
    for piece in pieces:
        found = [*_piece(piece, planned, plan, entry, above)]
        yield from found
        above += found


def _top(entry: ChapterAtLevel) -> list[Block]:
    return [Heading(2, entry.title), Paragraph(entry.text or "")]


def _piece(
    piece: Piece, planned: Planned, plan: Plan, entry: ChapterAtLevel, above: Sequence[Block]
) -> Iterator[Block]:
    """Yield a piece of a chapter; `above` is what stands above it there."""
    place = (entry.chapter, piece.heading) if piece.heading else (entry.chapter,)
    about = tuple(objectives(plan)) if piece.fill == "objectives" else ()
    heading = Heading(3, piece.heading or "")
    if piece.new_page or (about and not fits_below(above, (heading, *about))):
        yield PageBreak()
    if piece.heading:
        yield heading
    if piece.text:
        yield Paragraph(piece.text)
    if piece.points:
        yield bullets(piece.points)
    written = tuple(_written(plan, place))
    if piece.fill == "actions":
        yield from written
        written = ()
        yield from _actions(planned, plan, place)
    elif piece.fill == "objectives":
        yield from about
    elif piece.fill == "next":
        yield from due_next(plan)
    elif piece.fill and piece.fill in _FILLS:
        yield from _FILLS[piece.fill](planned)
    if piece.table:
        blank, filled = piece.table, plan.tables.get(place)
        if piece.fill == "goals":
            rows = (*blank.rows, *goals(planned.tables, plan, planned.result))
            blank = replace(blank, rows=rows, empty=max(0, blank.empty - len(rows)))
        elif piece.fill == "focus":
            blank = replace(
                blank, rows=tuple(reasons(planned.areas, planned.choices, len(blank.columns)))
            )
            places = [(chapter.id, *place[1:]) for chapter in planned.plans.chapters]
            filled = newest(filled, blank, planned.earlier | plan.given, places)
        yield from blank_table(blank, piece.heading or entry.title, filled)
    if written:
        yield from written
    elif piece.lines:
        yield Lines(piece.lines)


def _written(plan: Plan, place: Place) -> Iterator[Block]:
    """Yield what a team wrote at a place, each line a paragraph."""
    yield from (Paragraph(line) for line in plan.texts.get(place, "").splitlines())


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
        (name, answer_of(entry), entry.said or "–")
        for name, entry in zip(names, result.questions, strict=True)
    ]
    noted = any(entry.said for entry in result.questions)
    first = 3 if result.instrument.adds_points else 5
    yield table("Your answers", (head, "Answer", "Note"), rows, first, 3, 5 if noted else 2)


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


def _actions(planned: Planned, plan: Plan, place: Place) -> Iterator[Block]:
    """Yield for each area and need what is to be reached, and a table of actions.

    An objective that the team wrote stands in the place of ours. One of ours that is new stands
    with what is new, or below theirs.
    """
    tables = {one.title: one for one in planned.tables}
    titles = {group.title for group in plan.groups}
    begun: set[str] = set()
    for group in plan.groups:
        yield Heading(3, group.title)
        title = group.title.removeprefix(f"{NEW}: ")
        found = tables.get(title)
        lines = plan.texts.get((*place, group.title), "").splitlines()
        theirs = [line for line in lines if line.startswith(f"{_OBJECTIVE} ")]
        for line in theirs:
            yield Paragraph(line.removeprefix(_OBJECTIVE).strip(), _OBJECTIVE)
        if found and title not in begun:
            ours = Paragraph(_objective(found), _OBJECTIVE)
            known = fingerprint("text", f"{ours.lead} {ours.text}") in planned.earlier
            if not theirs or (not known and f"{NEW}: {title}" not in titles):
                yield ours
            if not theirs or known or f"{NEW}: {title}" not in titles:
                begun.add(title)
        answers = found.entries if found else ()
        if answers:
            yield _targets(group.title, answers)
        rows = [_cells(row) for row in (*group.rows, *[ActionRow("")] * _OWN_ROWS)]
        yield table(group.title, tuple(COLUMNS.values()), rows, *_WIDTHS)
        yield from (Paragraph(line) for line in lines if line not in theirs)


def _objective(one: PlanTable) -> str:
    return (
        f"{one.goal[:1].upper()}{one.goal[1:]}." if one.goal else "Keep what works, and share it."
    )


def _targets(title: str, entries: Sequence[QuestionResult]) -> Block:
    """Return a table of the answers today, with the target of each."""
    rows = [(entry.question.title, answer_of(entry), target_of(entry) or KEEP) for entry in entries]
    return table(f"{title}: targets", ("Area", "Today", "Target"), rows, 3, 4, 6)


def _cells(row: ActionRow) -> tuple[Cell, ...]:
    cells: dict[str, Cell] = {field: getattr(row, field) for field in COLUMNS}
    if row.code:
        cells["action"] = f"{row.code}: {row.action}"
    lines = (f"{name}: {' '.join(text.split())}" for name, text in row.more)
    cells["note"] = "\n".join(filter(None, (row.note, *lines)))
    cells |= {field: Day(getattr(row, field)) for field in _DATES}
    cells["status"] = Choice(row.status, STATUSES)
    return tuple(cells.values())


_FILLS: Mapping[Fill, Callable[[Planned], Iterator[Block]]] = {
    "answers": _answers,
    "working": _working,
    "lowest": _lowest,
    "needs": _needs,
}
