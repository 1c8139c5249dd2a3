"""What must hold in content beyond the form of each entry: ids and references."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from careerplan_cli.files.document import Document, Route
from careerplan_cli.model.errors import Problem, did_you_mean

if TYPE_CHECKING:
    from careerplan_cli.model.guide import Level
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
            lines: list[tuple[Route, ReviewItem]] = [((list_name, e), entry)]
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


def repeated(document: Document, ids: Sequence[str], *route: str | int) -> Iterator[Problem]:
    """Yield where models in the list at `route` share an id."""
    for n, id_ in enumerate(ids):
        if id_ in ids[:n]:
            text = f"the id {id_!r} is taken by another one here; choose another."
            yield document.problem((*route, n, "id"), text)


def unknown_name(
    document: Document, route: Route, kind: str, name: str, valid: tuple[str, ...]
) -> Problem:
    """Return that the name at `route` is not among the valid ones."""
    hint = did_you_mean(name, valid)
    known = ", ".join(valid) or "none"
    return document.problem(route, f"there is no {kind} {name!r}{hint} Known: {known}.")
