"""The toolkit as blocks: the list of tools, a tool, a deck of slides, an index of what was written.

`options` are the words that each command line takes besides its own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from careerplan_cli.comparing import compare
from careerplan_cli.model.blocks import (
    Badge,
    Block,
    Bullets,
    Check,
    Checklist,
    Column,
    Command,
    Deck,
    Document,
    Heading,
    Item,
    Lines,
    Numbered,
    Paragraph,
    Slide,
    Table,
    bullets,
    document,
    table,
)
from careerplan_cli.model.instrument import Bands
from careerplan_cli.model.plans import BlankTable
from careerplan_cli.model.result import Result
from careerplan_cli.model.toolkit import ExamplePlan, Figure, Fill, Sheet, Tool, ToolPart
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.pages.groups import page_wide
from careerplan_cli.pages.pictures import profile, scale, section_bars
from careerplan_cli.pages.report import changes
from careerplan_cli.pages.result import where_to_start
from careerplan_cli.pages.texts import (
    HIGHEST,
    answer_of,
    day,
    district_name,
    mark,
    to_the_next_level,
)
from careerplan_cli.planning import target_of
from careerplan_cli.scoring.rules import lowest

_COLOUR = "1d4aa8"
"""The colour of slides where the content has no brand, six hex digits."""

_MOST_AREAS = 8
"""How many questions a slide can show with their answers; of more it shows the sections."""

_MOST_TARGETS, _LONGEST_TARGET = 5, 150
"""How many targets a slide holds, and how many characters of each."""


@dataclass(frozen=True)
class WorkedExample:
    """The worked example, scored: the first result, the one of half a year later, the plan."""

    first: Result
    later: Result
    plan: ExamplePlan


def list_page(tools: Sequence[Tool], language: str, options: str = "") -> Document:
    """Return all tools at a glance, with the commands that show and write them."""
    return document(_list(tools, options), language)


def _list(tools: Sequence[Tool], options: str) -> Iterator[Block]:
    yield Heading(1, "Toolkit")
    texts = [tool for tool in tools if not tool.slides]
    decks = [tool for tool in tools if tool.slides]
    for title, found in (("Guides and sheets", texts), ("Slide decks", decks)):
        if found:
            yield Heading(2, title)
            yield Bullets(tuple(Item(f"{tool.title}\n{tool.summary}", tool.id) for tool in found))
    if texts:
        yield Command(f"careerplan toolkit {texts[0].id}{options}", "Read one")
        yield Command(f"careerplan toolkit {texts[0].id} -o guide.docx{options}", "Write it")
    if decks:
        line = f"careerplan toolkit {decks[0].id} -o slides.pptx{options}"
        yield Command(line, "Write slides")
    yield Command(f"careerplan toolkit --all toolkit{options}", "Write all into a folder")


def index_page(
    tools: Sequence[Tool], files: Mapping[str, Sequence[str]], language: str
) -> Document:
    """Return an index of the files that were written, which are in its folder, by tool id."""
    return document(_index(tools, files), language)


def _index(tools: Sequence[Tool], files: Mapping[str, Sequence[str]]) -> Iterator[Block]:
    yield Heading(1, "Toolkit")
    for tool in tools:
        yield Heading(2, tool.title)
        yield Paragraph(tool.summary)
        yield Bullets(tuple(Item(name, url=name) for name in files[tool.id]))


def tool_page(
    tool: Tool,
    pack: ContentPack,
    options: str = "",
    *,
    result: Result | None = None,
    example: WorkedExample | None = None,
) -> Document:
    """Return a tool to read; a deck as its slides with what to say, one below the other.

    `result` is the district's own, which a deck shows; `example` is what the worked example is
    made of.
    """
    return document(_tool(tool, pack, options, result, example), pack.language)


def _tool(
    tool: Tool,
    pack: ContentPack,
    options: str,
    result: Result | None,
    example: WorkedExample | None,
) -> Iterator[Block]:
    yield Heading(1, tool.title)
    yield Paragraph(tool.summary)
    frame = {"Who:": tool.who, "How long:": tool.time}
    if known := tuple(Item(text, lead) for lead, text in frame.items() if text):
        yield Bullets(known)
    for part in tool.parts:
        yield from _part(part, tool, pack, options, example)
    for number, slide in enumerate(_slides(tool, pack, result), 1):
        yield Heading(2, f"Slide {number}: {slide.title}")
        yield from slide.blocks
        yield Paragraph(slide.notes, "Notes:")
    if tool.slides:
        yield Command(f"careerplan toolkit {tool.id} -o slides.pptx{options}", "Write the slides")


def _part(
    part: ToolPart, tool: Tool, pack: ContentPack, options: str, example: WorkedExample | None
) -> Iterator[Block]:
    if part.heading:
        yield Heading(2, part.heading)
    if part.text:
        yield Paragraph(part.text)
    for line in part.commands:
        yield Command(f"{line}{options}")
    if part.points:
        yield bullets(part.points)
    if part.steps:
        yield Numbered(tuple(map(Item, part.steps)))
    if part.checks:
        yield Checklist(tuple(map(Check, part.checks)))
    if part.table:
        yield page_wide(_table(part.table, part.heading or tool.title, part.table.columns))
    if part.sheet:
        yield Heading(3, part.sheet.title)
        yield page_wide(_table(part.sheet, part.sheet.title, _columns(part.sheet)))
    if part.fill and example:
        yield from _FILLS[part.fill](example, pack)
    if part.lines:
        yield Lines(part.lines)


def _table(blank: BlankTable, title: str, head: Sequence[str | Column]) -> Table:
    columns = len(blank.columns)
    begun = [row + ("",) * (columns - len(row)) for row in blank.rows]
    return table(title, head, begun + [("",) * columns] * blank.empty, *blank.widths)


def _columns(sheet: Sheet) -> list[Column]:
    """Return the columns of a sheet, with what there is to choose from in each."""
    choices = {entry.column: entry.choices for entry in sheet.choices}
    return [Column(name, choices=choices.get(name, ())) for name in sheet.columns]


def _answers(example: WorkedExample, pack: ContentPack) -> Iterator[Block]:
    """Yield a table of the first answers, each with the reason that the room gave."""
    rows = [
        (entry.question.title, answer_of(entry), entry.note or "–")
        for entry in example.first.questions
    ]
    yield table("Answers and reasons", ("Question", "Answer", "Why"), rows, 2, 3, 5)


def _result(example: WorkedExample, pack: ContentPack) -> Iterator[Block]:
    """Yield the level that the first answers lead to, and where to start."""
    first, levels = example.first, {level.id: level for level in pack.levels}
    level = levels[first.level or ""]
    yield Badge(mark(level))
    classification = first.instrument.classification
    if isinstance(classification, Bands):
        yield scale(first, classification, levels)
    yield Paragraph(level.summary)
    yield from where_to_start(first, pack)


def _plan(example: WorkedExample, pack: ContentPack) -> Iterator[Block]:
    """Yield the actions of the plan, as the team filled them in."""
    library = {action.code: action for action in pack.actions}
    rows = [
        (
            f"{row.code}: {library[row.code].do}",
            library[row.code].lead,
            row.due,
            row.status,
            row.note,
        )
        for row in example.plan.actions
        if row.code in library
    ]
    if rows:
        head = ("Action", "Lead", "Due", "Status", "What happened")
        yield table("The plan, filled in", head, rows, 5, 2.8, 2, 1.7, 5)


def _changes(example: WorkedExample, pack: ContentPack) -> Iterator[Block]:
    levels = {level.id: level for level in pack.levels}
    yield from changes(compare(example.first, example.later), levels)


_FILLS: Mapping[Fill, Callable[[WorkedExample, ContentPack], Iterator[Block]]] = {
    "answers": _answers,
    "result": _result,
    "plan": _plan,
    "changes": _changes,
}


def deck(tool: Tool, pack: ContentPack, result: Result | None = None) -> Deck:
    """Return the slides of a tool, with the district's own result where there is one."""
    slides = tuple(_slides(tool, pack, result))
    brand = pack.settings.brand
    return Deck(tool.title, slides, pack.language, brand.colour if brand else _COLOUR)


def _slides(tool: Tool, pack: ContentPack, result: Result | None) -> Iterator[Slide]:
    for number, slide in enumerate(tool.slides):
        if slide.points:
            district = result.answer_set.district if result and number == 0 else None
            points = (*slide.points, _short(district)) if district else slide.points
            yield Slide(slide.title, (bullets(points),), slide.notes)
        elif slide.figure and result:
            shown = tuple(_FIGURES[slide.figure](result, pack))
            notes = f"{district_name(result)}, {day(result)}" if day(result) else ""
            yield Slide(slide.title, shown, f"{slide.notes}\n{notes}".rstrip())


def _level_figure(result: Result, pack: ContentPack) -> Iterator[Block]:
    """Yield the level, and how far it is to the next one."""
    levels = {level.id: level for level in pack.levels}
    classification = result.instrument.classification
    yield Badge(mark(levels[result.level or ""]))
    if isinstance(classification, Bands):
        yield scale(result, classification, levels)
        yield Paragraph(to_the_next_level(result, levels) or levels[result.level or ""].summary)
    else:
        yield Paragraph(levels[result.level or ""].summary)


def _areas_figure(result: Result, pack: ContentPack) -> Iterator[Block]:
    few = len(result.questions) <= _MOST_AREAS
    yield profile(result) if result.instrument.adds_points and few else section_bars(result)


def _targets_figure(result: Result, pack: ContentPack) -> Iterator[Block]:
    """Yield what the areas with the lowest answers aim for."""
    found = [Item(_short(target_of(e)), f"{e.question.title}:") for e in lowest(result)]
    if not found:
        yield Paragraph(HIGHEST)
        return
    more = len(found) - _MOST_TARGETS
    if more > 0:
        found[_MOST_TARGETS - 1 :] = [Item(f"The report has {more + 1} more.")]
    yield Bullets(tuple(found))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_TARGET else f"{text[: _LONGEST_TARGET - 1].rstrip()}…"


_FIGURES: Mapping[Figure, Callable[[Result, ContentPack], Iterator[Block]]] = {
    "level": _level_figure,
    "areas": _areas_figure,
    "targets": _targets_figure,
}
