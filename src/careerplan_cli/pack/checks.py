"""What must hold in content beyond the form of each entry: ids and references."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from careerplan_cli.model.errors import Problem, did_you_mean
from careerplan_cli.schema.validation import ValidationResult
from careerplan_cli.schema.yaml_file import EntryPath

if TYPE_CHECKING:
    from careerplan_cli.model.actions import Actions
    from careerplan_cli.model.guide import Level, Topics
    from careerplan_cli.model.instrument import Instrument
    from careerplan_cli.model.pack import PackSettings
    from careerplan_cli.model.plans import BlankTable, PlanOutline, Plans
    from careerplan_cli.model.review import ReviewItem, ReviewList
    from careerplan_cli.model.toolkit import ExamplePlan, Sheet, Tool

Finding = tuple[EntryPath, str]
"""Something wrong in a file: the path of the value, and a text for the reader."""


def misnamed(id_: str, file_name: str) -> Iterator[Finding]:
    """Yield where an id is not the name of its file without the ending."""
    if id_ != file_name:
        yield ("id",), f"id is {id_!r}; expected {file_name!r}, the name of the file."


def settings_findings(
    settings: "PackSettings", instrument_ids: tuple[str, ...]
) -> Iterator[Finding]:
    """Yield where the instrument that comes first is not there, or a colour is hard to read."""
    if settings.first and settings.first not in instrument_ids:
        yield unknown_name(("first",), "instrument", settings.first, instrument_ids)
    if not settings.brand:
        return
    if (contrast := _contrast_with_white(settings.brand.colour)) < _LEAST_CONTRAST:
        text = f"colour is hard to read on white: its contrast is {contrast:.1f}, expected "
        yield ("brand", "colour"), f"{text}{_LEAST_CONTRAST} or more; choose a darker one."


_LEAST_CONTRAST = 4.5
"""Between text and its ground (WCAG 2.2, 1.4.3)."""


def _contrast_with_white(colour: str) -> float:
    """Return the contrast of a colour (six hex digits) with white, from 1 to 21 (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    light = sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 1.05 / (light + 0.05)


def level_problems(levels: Sequence[ValidationResult["Level"]]) -> Iterator[Problem]:
    """Yield where two levels share a rank or a name."""
    ranks: dict[int, str] = {}
    names = {level.model.id: level.model.id for level in levels}
    for result in levels:
        level = result.model
        if level.rank in ranks:
            text = (
                f"rank {level.rank} is also that of {ranks[level.rank]}; give each level its own."
            )
            yield result.file.problem(("rank",), text)
        ranks.setdefault(level.rank, level.id)
        for n, alias in enumerate(level.aliases):
            if alias in names:
                text = f"{alias!r} already names {names[alias]}; choose another alias."
                yield result.file.problem(("aliases", n), text)
            names.setdefault(alias, level.id)


def tool_names(level: "Level", tool_ids: tuple[str, ...]) -> Iterator[Finding]:
    """Yield where a level's guide names a tool that is not there."""
    for s, step in enumerate(level.steps):
        for t, tool in enumerate(step.tools):
            if tool not in tool_ids:
                yield unknown_name(("steps", s, "tools", t), "tool", tool, tool_ids)
    for n, entry in enumerate(level.toolkit):
        if entry.tool is not None and entry.tool not in tool_ids:
            yield unknown_name(("toolkit", n, "tool"), "tool", entry.tool, tool_ids)


def tool_findings(tool: "Tool", *, has_example: bool) -> Iterator[Finding]:
    """Yield what is wrong with a tool: its kind, its tables, its slides."""
    if bool(tool.parts) == bool(tool.slides):
        yield (), "a tool has parts (a text) or slides (a deck), one of the two."
    for p, part in enumerate(tool.parts):
        path: EntryPath = ("parts", p)
        if part.table:
            yield from _table_findings(part.table, (*path, "table"))
        if part.sheet:
            yield from _table_findings(part.sheet, (*path, "sheet"))
            yield from _choice_findings(part.sheet, (*path, "sheet", "choices"))
        if part.fill and not has_example:
            text = "fill needs the files answers.yaml, later.yaml and plan.yaml in toolkit/example."
            yield (*path, "fill"), text
    for s, slide in enumerate(tool.slides):
        if bool(slide.points) == bool(slide.figure):
            yield ("slides", s), "a slide has points or a figure, one of the two."
        if slide.figure and s == 0:
            yield ("slides", 0, "figure"), "the first slide has the title, so no figure."


def _choice_findings(sheet: "Sheet", path: EntryPath) -> Iterator[Finding]:
    for n, entry in enumerate(sheet.choices):
        if entry.column not in sheet.columns:
            yield unknown_name((*path, n, "column"), "column", entry.column, sheet.columns)


def example_findings(plan: "ExamplePlan", codes: tuple[str, ...]) -> Iterator[Finding]:
    """Yield where the example's plan has an action that is not in the library.

    Without a library nothing is checked, and nothing of the plan is shown.
    """
    if not codes:
        return
    for n, row in enumerate(plan.actions):
        if row.code not in codes:
            yield unknown_name(("actions", n, "code"), "action", row.code, codes)


def topic_findings(topics: "Topics") -> Iterator[Finding]:
    """Yield where two topics share an id."""
    yield from repeated_ids([topic.id for topic in topics.topics], ("topics",))


def review_findings(review: "ReviewList", level_ids: tuple[str, ...]) -> Iterator[Finding]:
    """Yield where the review list repeats an id or names a level that is not there."""
    seen: set[str] = set()
    for path, line in _review_lines(review):
        if line.id in seen:
            text = f"the id {line.id!r} is in this list twice; choose another."
            yield (*path, "id"), text
        seen.add(line.id)
        yield from unknown_levels(line.levels, level_ids, path)


def _review_lines(review: "ReviewList") -> "Iterator[tuple[EntryPath, ReviewItem]]":
    for list_name, entries in (("needs", review.needs), ("areas_of_focus", review.areas_of_focus)):
        for e, entry in enumerate(entries):
            yield (list_name, e), entry
            for i, item in enumerate(entry.items):
                yield (list_name, e, "items", i), item


def plan_findings(plans: "Plans", step_counts: Mapping[str, int | None]) -> Iterator[Finding]:
    """Yield what is wrong with the planning workbooks.

    `step_counts` has the number of steps in the guide of each level, None where it is not known.
    """
    levels = tuple(step_counts)
    yield from repeated_ids([chapter.id for chapter in plans.chapters], ("chapters",))
    for c, chapter in enumerate(plans.chapters):
        for p, piece in enumerate(chapter.pieces):
            path: EntryPath = ("chapters", c, "pieces", p)
            yield from unknown_levels(piece.levels, levels, path)
            if piece.table:
                yield from _table_findings(piece.table, (*path, "table"))
    planned = [outline.level for outline in plans.workbooks]
    for w, outline in enumerate(plans.workbooks):
        path = ("workbooks", w)
        if outline.level in planned[:w]:
            text = f"{outline.level} has a workbook already; keep one of the two."
            yield (*path, "level"), text
        yield from _outline_findings(plans, outline, step_counts, path)
    for level in levels:
        if level not in planned:
            yield ("workbooks",), f"there is no workbook for {level}; add one."


def _table_findings(table: "BlankTable", path: EntryPath) -> Iterator[Finding]:
    columns = len(table.columns)
    for r, row in enumerate(table.rows):
        if len(row) > columns:
            text = f"the row has {len(row)} cells; expected {columns} at most, as in columns."
            yield (*path, "rows", r), text
    if table.widths and len(table.widths) != columns:
        text = f"widths has {len(table.widths)} numbers; expected {columns}, as in columns."
        yield (*path, "widths"), text
    for key, names in (("sums", table.sums), ("dates", table.dates)):
        for n, name in enumerate(names):
            if name not in table.columns:
                yield unknown_name((*path, key, n), "column", name, table.columns)


def _outline_findings(
    plans: "Plans", outline: "PlanOutline", step_counts: Mapping[str, int | None], path: EntryPath
) -> Iterator[Finding]:
    """Yield where an outline names a level, a chapter or a step that is not there."""
    levels, chapters = tuple(step_counts), tuple(chapter.id for chapter in plans.chapters)
    if outline.level not in levels:
        yield unknown_name((*path, "level"), "level", outline.level, levels)
    for c, entry in enumerate(outline.chapters):
        if entry.chapter not in chapters:
            yield unknown_name(
                (*path, "chapters", c, "chapter"), "chapter", entry.chapter, chapters
            )
    steps = step_counts.get(outline.level)
    actions = [((*path, "actions", a), action) for a, action in enumerate(outline.actions)]
    for place, action in ((*path, "each"), outline.each), *actions:
        if steps is not None and action.step > steps:
            text = f"step is {action.step}; the guide of {outline.level} has {steps} steps."
            yield (*place, "step"), text


def action_findings(
    library: "Actions", instruments: "Sequence[Instrument]", needs: tuple[str, ...] | None
) -> Iterator[Finding]:
    """Yield where an action repeats a code, or is not for one thing that is there.

    Without a review list (None) the needs that actions are for are not checked.
    """
    questions = {question.id: question for one in instruments for question in one.questions}
    sections = tuple(section.id for one in instruments for section in one.sections)
    known = {
        "question": tuple(questions),
        "need": needs or (),
        "section": sections,
        "statement": tuple(questions),
    }
    taken = set(library.retired)
    for n, action in enumerate(library.actions):
        path: EntryPath = ("actions", n)
        if action.code in taken:
            text = f"the code {action.code} belongs to another action, or to an earlier one."
            yield (*path, "code"), f"{text} Choose a new one."
        taken.add(action.code)
        purposes = {name: getattr(action, name) for name in known if getattr(action, name)}
        if len(purposes) != 1:
            text = "an action is for one of these: question (with answer), need, section, statement"
            yield path, f"{text}; this one has {' and '.join(purposes) or 'none'}."
            continue
        ((name, id_),) = purposes.items()
        if name == "need" and needs is None:
            continue
        if id_ not in known[name]:
            yield unknown_name((*path, name), name, id_, known[name])
        elif name == "question" and action.answer not in {o.id for o in questions[id_].options}:
            answers = tuple(option.id for option in questions[id_].options)
            if action.answer is None:
                yield path, f"answer is missing here: one of {', '.join(answers)}."
            else:
                yield unknown_name((*path, "answer"), "answer", action.answer, answers)


def repeated_ids(ids: Sequence[str], path: EntryPath) -> Iterator[Finding]:
    """Yield where entries of the list at `path` share an id."""
    seen: set[str] = set()
    for n, id_ in enumerate(ids):
        if id_ in seen:
            text = f"the id {id_!r} is taken by another one here; choose another."
            yield (*path, n, "id"), text
        seen.add(id_)


def unknown_levels(
    levels: Sequence[str], level_ids: tuple[str, ...], path: EntryPath
) -> Iterator[Finding]:
    """Yield where the entry `levels` of what is at `path` names a level that is not there."""
    for n, level in enumerate(levels):
        if level not in level_ids:
            yield unknown_name((*path, "levels", n), "level", level, level_ids)


def unknown_name(path: EntryPath, kind: str, name: str, valid: tuple[str, ...]) -> Finding:
    """Return that the name at `path` is not among the valid ones."""
    hint = did_you_mean(name, valid)
    known = ", ".join(valid) or "none"
    return path, f"there is no {kind} {name!r}{hint} Known: {known}."
