"""What must hold in content beyond the form of each entry: ids and references."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from careerplan_cli.model.errors import Problem, did_you_mean
from careerplan_cli.schema.yaml_file import Document, EntryPath

if TYPE_CHECKING:
    from careerplan_cli.model.guide import Level
    from careerplan_cli.model.plans import BlankTable, PlanOutline, Plans
    from careerplan_cli.model.review import ReviewItem, ReviewList


def level_problems(loaded: Sequence[tuple["Level", Document]]) -> Iterator[Problem]:
    """Yield where two levels share a rank or a name."""
    ranks: dict[int, str] = {}
    names = {level.id: level.id for level, _ in loaded}
    for level, document in loaded:
        if level.rank in ranks:
            text = f"rank {level.rank} is that of {ranks[level.rank]} too; give each its own."
            yield document.problem(("rank",), text)
        ranks.setdefault(level.rank, level.id)
        for n, alias in enumerate(level.aliases):
            if alias in names:
                text = f"{alias!r} already names {names[alias]}; choose another alias."
                yield document.problem(("aliases", n), text)
            names.setdefault(alias, level.id)


def topic_problems(ids: Sequence[str], document: Document) -> Iterator[Problem]:
    """Yield where two topics share an id."""
    yield from repeated(document, ids, "topics")


def review_problems(
    review: "ReviewList", document: Document, level_ids: tuple[str, ...]
) -> Iterator[Problem]:
    """Yield where the check list repeats an id or names a level that is not there."""
    seen: set[str] = set()
    for list_name, entries in (("needs", review.needs), ("areas_of_focus", review.areas_of_focus)):
        for e, entry in enumerate(entries):
            lines: list[tuple[EntryPath, ReviewItem]] = [((list_name, e), entry)]
            lines += [((list_name, e, "items", i), item) for i, item in enumerate(entry.items)]
            for route, line in lines:
                if line.id in seen:
                    text = f"the id {line.id!r} stands twice in this list; choose another."
                    yield document.problem((*route, "id"), text)
                seen.add(line.id)
                for n, level in enumerate(line.levels):
                    if level not in level_ids:
                        place = (*route, "levels", n)
                        yield unknown_name(document, place, "level", level, level_ids)


def plan_problems(
    plans: "Plans", document: Document, step_counts: Mapping[str, int | None]
) -> Iterator[Problem]:
    """Yield what is wrong with the planning workbooks.

    `step_counts` has the number of steps in the guide of each level, None where it is not known.
    """
    levels = tuple(step_counts)
    yield from repeated(document, [chapter.id for chapter in plans.chapters], "chapters")
    for c, chapter in enumerate(plans.chapters):
        for p, piece in enumerate(chapter.pieces):
            route: EntryPath = ("chapters", c, "pieces", p)
            for n, level in enumerate(piece.levels):
                if level not in levels:
                    yield unknown_name(document, (*route, "levels", n), "level", level, levels)
            if piece.table:
                yield from _form_problems(piece.table, document, (*route, "table"))
    planned = [workbook.level for workbook in plans.workbooks]
    for w, workbook in enumerate(plans.workbooks):
        if workbook.level in planned[:w]:
            text = f"{workbook.level} has a workbook already; keep one of the two."
            yield document.problem(("workbooks", w, "level"), text)
        yield from _workbook_problems(plans, w, workbook, document, step_counts)
    for level in levels:
        if level not in planned:
            yield document.problem(("workbooks",), f"there is no workbook for {level}; add one.")


def _form_problems(form: "BlankTable", document: Document, route: EntryPath) -> Iterator[Problem]:
    columns = len(form.columns)
    for r, row in enumerate(form.rows):
        if len(row) > columns:
            text = f"the row has {len(row)} cells; expected {columns} at most, as in columns."
            yield document.problem((*route, "rows", r), text)
    if form.widths and len(form.widths) != columns:
        text = f"widths has {len(form.widths)} numbers; expected {columns}, as in columns."
        yield document.problem((*route, "widths"), text)


def _workbook_problems(
    plans: "Plans",
    number: int,
    workbook: "PlanOutline",
    document: Document,
    step_counts: Mapping[str, int | None],
) -> Iterator[Problem]:
    """Yield where a workbook names a level, a chapter or a step that is not there."""
    route: EntryPath = ("workbooks", number)
    levels, chapters = tuple(step_counts), tuple(chapter.id for chapter in plans.chapters)
    if workbook.level not in levels:
        yield unknown_name(document, (*route, "level"), "level", workbook.level, levels)
    for c, entry in enumerate(workbook.chapters):
        if entry.chapter not in chapters:
            place = (*route, "chapters", c, "chapter")
            yield unknown_name(document, place, "chapter", entry.chapter, chapters)
    steps = step_counts.get(workbook.level)
    actions = [((*route, "actions", a), action) for a, action in enumerate(workbook.actions)]
    for place, action in ((*route, "each"), workbook.each), *actions:
        if steps is not None and action.step > steps:
            text = f"step is {action.step}; the guide of {workbook.level} has {steps} steps."
            yield document.problem((*place, "step"), text)


def repeated(document: Document, ids: Sequence[str], *route: str | int) -> Iterator[Problem]:
    """Yield where models in the list at `route` share an id."""
    for n, id_ in enumerate(ids):
        if id_ in ids[:n]:
            text = f"the id {id_!r} is taken by another one here; choose another."
            yield document.problem((*route, n, "id"), text)


def unknown_name(
    document: Document, route: EntryPath, kind: str, name: str, valid: tuple[str, ...]
) -> Problem:
    """Return that the name at `route` is not among the valid ones."""
    hint = did_you_mean(name, valid)
    known = ", ".join(valid) or "none"
    return document.problem(route, f"there is no {kind} {name!r}{hint} Known: {known}.")
