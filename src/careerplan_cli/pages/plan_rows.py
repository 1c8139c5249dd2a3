"""The rows that results put into tables of a plan, which a team then writes in."""

from collections.abc import Collection, Iterator, Sequence
from textwrap import shorten

from careerplan_cli.model.plans import BlankTable
from careerplan_cli.model.result import QuestionResult, Result
from careerplan_cli.pages.plan_front import rows_by_title
from careerplan_cli.pages.texts import answer_of
from careerplan_cli.planning import Area, Choices, PlanTable, target_of
from careerplan_cli.plans.goals import ALL_TRUE, points_of_target, target_reached
from careerplan_cli.plans.model import Grid, Place, Plan
from careerplan_cli.plans.reading import fingerprint
from careerplan_cli.school_year import end_of_school_year
from careerplan_cli.text.printable import one_line

_LONGEST = 90
"""How many characters of a goal are told."""

_GOALS = 3
"""How many goals a year has at most."""


def goals(tables: Sequence[PlanTable], plan: Plan, result: Result) -> Iterator[tuple[str, ...]]:
    """Yield what is proposed as goals: for the first areas, by whom and when, from where to where.

    The first cell of each begins with the title of its area, by which an update knows it again.
    """
    rows = rows_by_title(plan)
    day = result.answer_set.date
    due = end_of_school_year(day).isoformat() if day else ""
    for area in [one for one in tables if one.chosen and one.entries][:_GOALS]:
        goal = f"{area.title}: {area.goal}" if area.goal else area.title
        lead = next((row.lead for row in rows.get(area.title, ()) if row.lead), "")
        yield goal, lead, due, *_from_to(area.entries)


def _from_to(entries: Sequence[QuestionResult]) -> tuple[str, str]:
    """Return where an area is today, and where it is to be."""
    below = [entry for entry in entries if entry.next_option]
    if len(below) == 1:
        return answer_of(below[0]), target_of(below[0])
    if below:
        return f"{len(below)} statements are not fully true", ALL_TRUE
    return answer_of(entries[0]), ""


def goals_to_settle(
    grid: Grid, tables: Sequence[PlanTable], areas: Sequence[Area], known: Collection[str]
) -> Iterator[str]:
    """Yield a sentence for each goal whose target is reached, or whose area is not planned for.

    A goal is known by the title of its area in front of it, or else by its target, which is in the
    last column. One of the team's own is for the team to judge. `known` are the titles of the areas
    of all levels.
    """
    planned = {part for one in tables if one.chosen for part in _titles(one.title)}
    for row in grid.rows:
        titles = [title for title in _titles(row[0].partition(": ")[0]) if title in known]
        if not titles:
            titles = [area.title for area in areas if _aims_at(row[-1], area)][:1]
        entries = [entry for area in areas if area.title in titles for entry in area.entries]
        title = "; ".join(titles)
        if titles and not planned & {*titles}:
            yield (
                f"The area of the goal for {title} is not in the plan any more. Keep the goal, or "
                "set another one."
            )
        elif target_reached(row[-1], entries):
            goal = shorten(one_line(row[0]), _LONGEST, placeholder=" …")
            yield (
                f'The answers now say what stood as the target of the goal "{goal}". Ask whether '
                "it is met, and then set the next one."
            )


def _aims_at(target: str, area: Area) -> bool:
    return any(points_of_target(target, entry) is not None for entry in area.entries)


def _titles(title: str) -> list[str]:
    """Return the titles of areas that stand together in front of a table or a goal."""
    return [one_line(part.partition(":")[0]) for part in title.split(";")]


def reasons(areas: Sequence[Area], choices: Choices, columns: int) -> Iterator[tuple[str, ...]]:
    """Yield the areas planned for, with the answers that are the reason; the rest is to fill in."""
    for area in areas:
        finer = _chosen_items(area, choices.focus)
        found = [f"Especially: {', '.join(finer)}."] if finer else []
        found += map(_reason, area.improvable)
        if area.entries and not area.improvable:
            found.append("It is at its highest answer. Keep what works, and share it.")
        yield (area.title, "\n".join(found), *[""] * (columns - 2))[:columns]


def _reason(entry: QuestionResult) -> str:
    said = f" (reason: {entry.reason})" if entry.reason else ""
    said += f" (note: {entry.note})" if entry.note else ""
    return f"{entry.question.title}: {answer_of(entry)}{said}"


def newest(
    filled: Grid | None, blank: BlankTable, given: frozenset[str], places: Collection[Place]
) -> Grid | None:
    """Return a table whose rows say what they say today, where a team wrote nothing else.

    `places` are those where the table can have stood: its chapter depends on the level. A cell that
    the team emptied stays empty. A row that is no longer begun stays only where a team wrote in it;
    each that is begun is there.
    """
    if filled is None:
        return None
    begun = {one_line(row[0]): row for row in blank.rows}
    rows: list[tuple[str, ...]] = []
    for row in filled.rows:
        ours = [
            any(fingerprint("cell", *place, name, text) in given for place in places)
            for name, text in zip(filled.head, row, strict=True)
        ]
        cells = [*zip(row, ours, strict=True)]
        if today := begun.pop(one_line(row[0]), None):
            rows.append(
                tuple(
                    new if text and is_ours else text
                    for (text, is_ours), new in zip(cells, today, strict=True)
                )
            )
        elif any(text and not is_ours for text, is_ours in cells):
            rows.append(row)
    return Grid(filled.head, (*rows, *begun.values()))


def _chosen_items(area: Area, chosen: Sequence[str]) -> list[str]:
    return [item.title for item in area.items if item.id in chosen]
