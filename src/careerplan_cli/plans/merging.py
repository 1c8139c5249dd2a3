"""A plan that a team has worked in, brought together with a new one: what the team wrote wins."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from careerplan_cli.planning import DONE, DROPPED
from careerplan_cli.plans.merging_actions import (
    MergedActions,
    akin,
    entries,
    in_lines,
    is_own,
    merge_actions,
    named,
    touched,
)
from careerplan_cli.plans.model import KEPT, NEW, ActionGroup, Grid, Kept, Place, Plan
from careerplan_cli.plans.reading import (
    field_print,
    fingerprint,
    row_print,
    ticked_line,
    written_rows,
)
from careerplan_cli.plans.words import read_day, read_status

MOST_NAMED = 5
"""How many things are told one by one; of more, only how many they are and where they stand."""

_LONGEST_NAME = 40

_CLOSED = (DONE, DROPPED)
"""What an action's status is when its dates no longer matter."""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """How much of what the team wrote came along.

    Lines of text; rows of tables; actions of the library and the entries in these; actions of its
    own. `new` are the groups that are added, `kept` is how much stands under `KEPT`.
    """

    texts: int
    rows: int
    actions: int
    entries: int
    own: int
    new: tuple[ActionGroup, ...]
    kept: int

    @property
    def nothing(self) -> bool:
        """Whether the team wrote nothing in the old plan."""
        return not (self.texts or self.rows or self.actions or self.own or self.kept)


class Unreadable(NamedTuple):
    """A status or date that is none: its field in `COLUMNS`, its action, and what stands there.

    By the fingerprint an update knows that it has been told.
    """

    field: str
    action: str
    text: str
    fingerprint: str


@dataclass(frozen=True)
class Merged:
    """A plan, in sentences what whoever goes on with it should know, and what came along.

    `left_out` are sentences about actions that are not in the plan, `numbered` those about rows
    with a code that another has, `unreadable` is what somebody may have to set right.
    """

    plan: Plan
    left_out: tuple[str, ...]
    numbered: tuple[str, ...]
    unreadable: tuple[Unreadable, ...]
    carried: Carried


def merge(
    old: Plan,
    new: Plan,
    wanted: Collection[str] | None = None,
    goals: Place = (),
    open_: Collection[str] = (),
) -> Merged:
    """Return the new plan with all that the team wrote in the old one.

    Both are read from documents. A goal that the team has set stays a group of its own, after the
    areas. An action stays as the team has it; where the team changed
    nothing, the library's newest words stand. Actions that are new stand under `NEW`, only those
    of the codes `wanted` if there are any; those that no longer follow from the answers stay if
    somebody wrote in them, under `KEPT` where their area is no longer in the plan. A row that the
    team deleted stays deleted. The table at the place `goals` stays as it is, if it has a row: the
    goals are those of the year. The new actions of the codes `open_` are not taken up, and nobody
    has left them out either: the next update knows them as new.
    """
    old = _with_texts_in_rows(old, new)
    own = old.given
    actions = merge_actions(old, new, wanted)
    tables, kept_rows = _merged_tables(old, new, own, goals)
    titles = [group.title for group in actions.groups]
    texts, kept_texts = _merged_texts(old, new, titles)
    kept = _unique([*old.kept, *kept_rows, *kept_texts, *_kept_ticks(old, new)])
    first = old.identity
    plan = replace(
        new,
        identity=replace(
            new.identity,
            first_level=first.first_level or first.level,
            first_date=first.first_date or first.date,
            first_answers=first.first_answers if first.first_level else first.answers,
        ),
        groups=actions.groups,
        columns=old.columns,
        tables=tables,
        texts=texts,
        kept=kept,
        given=(new.given - {fingerprint("code", code) for code in open_})
        | actions.given
        | _given_goals(old, new, goals),
    )
    found = tuple(unreadable(plan, old.given))
    plan = replace(plan, given=plan.given | {one.fingerprint for one in found})
    return Merged(
        plan,
        tuple(_left_out(actions)),
        tuple(_numbered(actions)),
        found,
        _carried(old, actions, texts, kept),
    )


def unreadable(plan: Plan, known: frozenset[str] = frozenset()) -> Iterator[Unreadable]:
    """Yield each status and date of the team that is none, but for those told before: `known`."""
    for row in (row for group in plan.groups for row in group.rows):
        dates = {} if row.status in _CLOSED else {"start": row.start, "due": row.due}
        for field, text in {"status": row.status, **dates}.items():
            print_ = fingerprint("told", row.code, field, text)
            ours = not text or field_print(row, field) in plan.given
            read = read_status(text) if field == "status" else read_day(text)
            if read is None and not ours and print_ not in known:
                yield Unreadable(field, named(row, _LONGEST_NAME), text, print_)


def _numbered(actions: MergedActions) -> Iterator[str]:
    for before, now in actions.numbered:
        yield f"The code {before} stood in two rows; the later one is now {now}."


def _left_out(actions: MergedActions) -> Iterator[str]:
    """Yield what is told of actions that are not in the plan; of many, only how many they are."""
    if len(actions.left_out) > MOST_NAMED:
        yield (
            f"{len(actions.left_out)} actions are no longer called for by the answers, and left "
            "out as nobody wrote in them. The earlier plan has them."
        )
    elif actions.left_out:
        yield (
            "No longer called for by the answers, and left out as nobody wrote in them:\n"
            f"{in_lines(actions.left_out)}"
        )
    if len(actions.deleted) > MOST_NAMED and any(row.code for row in actions.deleted):
        yield (
            f"{len(actions.deleted)} actions of the library are not in the earlier plan, and stay "
            "out (--action CODE takes one up; careerplan guide --actions has them all)."
        )
    elif any(row.code for row in actions.deleted):
        yield (
            "Not in the earlier plan, so they stay out (--action CODE takes one up):\n"
            f"{in_lines(actions.deleted)}"
        )
    elif actions.deleted:
        yield f"Not in the earlier plan, so they stay out:\n{in_lines(actions.deleted)}"


def _carried(
    old: Plan, actions: MergedActions, texts: Mapping[Place, str], kept: Sequence[Kept]
) -> Carried:
    given = old.given
    own = [row for row in actions.carried if is_own(row, given)]
    written = [row for row in actions.carried if touched(row, given) and not is_own(row, given)]
    return Carried(
        texts=sum(len(text.splitlines()) for text in texts.values()),
        rows=sum(len([*written_rows(place, grid, given)]) for place, grid in old.tables.items()),
        actions=len(written),
        entries=sum(len(entries(row, given)) for row in written),
        own=len(own),
        new=actions.new,
        kept=len(kept) + sum(len(group.rows) for group in actions.groups if group.title == KEPT),
    )


def _merged_tables(
    old: Plan, new: Plan, given: frozenset[str], goals: Place
) -> tuple[dict[Place, Grid], list[Kept]]:
    tables = dict(new.tables)
    kept: list[Kept] = []
    for place, grid in old.tables.items():
        home = _home(place, new.tables)
        if home is None:
            kept += [Kept(_words(place), text) for text in written_rows(place, grid, given)]
            continue
        stays = home == goals
        if stays and not any(map(any, grid.rows)):
            continue
        tables[home], more = _merged_table(place, grid, new.tables[home], given, stays=stays)
        kept += more
    return tables, kept


def _merged_table(
    place: Place, old: Grid, new: Grid, given: frozenset[str], *, stays: bool
) -> tuple[Grid, list[Kept]]:
    """Return a table with the team's rows, then those that are new; and what has no column.

    A row that nobody has changed is as it is today, or goes where it is no longer called for. One
    that `stays` keeps its rows, and gets no others.
    """
    where = _columns(old, new)
    changed = {row for row in old.rows if stays or row_print(place, row) not in given}
    today: dict[str, list[tuple[str, ...]]] = {}
    for row in () if stays else filter(any, new.rows):
        today.setdefault(_first(row), []).append(row)
    rows = []
    for row in filter(any, old.rows):
        if row in changed:
            rows.append(_in_columns(row, where, len(new.head)))
        elif today.get(_first(row)):
            rows.append(today[_first(row)].pop(0))
    known = {_first(row) for row in changed}
    begun = [
        row
        for first, others in today.items()
        for row in others
        if first not in known and fingerprint("row", *place, row[0]) not in given
    ]
    empty = ("",) * len(new.head)
    free = 0 if stays else sum(not any(row) for row in new.rows)
    free = max(free, len(new.rows) - len(rows) - len(begun))
    others = [n for n in range(len(old.head)) if n not in where.values()]
    kept = [
        Kept(f"{_words(place)}, {row[0]}, column {old.head[n]}", row[n])
        for row in old.rows
        for n in others
        if row[n]
    ]
    return Grid(new.head, (*rows, *begun, *[empty] * free)), kept


def _given_goals(old: Plan, new: Plan, goals: Place) -> frozenset[str]:
    """Return the fingerprints of what nobody has written in the goals, as they stand now."""
    before, now = old.tables.get(goals), new.tables.get(goals)
    if before is None or now is None:
        return frozenset()
    where = _columns(before, now)
    found = set()
    for row in before.rows:
        cells = _in_columns(row, where, len(now.head))
        if row_print(goals, row) in old.given:
            found.add(row_print(goals, cells))
        for n, text in enumerate(cells):
            if n in where and fingerprint("cell", *goals, before.head[where[n]], text) in old.given:
                found.add(fingerprint("cell", *goals, now.head[n], text))
    return frozenset(found)


def _in_columns(row: Sequence[str], where: Mapping[int, int], columns: int) -> tuple[str, ...]:
    """Return a row in new columns; `where` has the old one of each."""
    return tuple(row[where[n]] if n in where else "" for n in range(columns))


def _first(row: Sequence[str]) -> str:
    """Return by what a row is known again: its first cell, whatever its spaces."""
    return "".join(row[0].split())


def _columns(old: Grid, new: Grid) -> dict[int, int]:
    """Return the number of the old column for each new one: by name, or else by its place.

    A name may have other words in brackets: `From (today)` is `From (when set)`, too.
    """
    free = list(range(len(old.head)))
    found: dict[int, int] = {}
    for name_of in (str, _without_brackets):
        for n, name in enumerate(new.head):
            same = next((m for m in free if name_of(old.head[m]) == name_of(name)), None)
            if n not in found and same is not None:
                found[n] = same
                free.remove(same)
    for n in range(len(new.head)):
        if n not in found and n in free:
            found[n] = n
            free.remove(n)
    return found


def _without_brackets(name: str) -> str:
    return name.partition(" (")[0]


def _with_texts_in_rows(old: Plan, new: Plan) -> Plan:
    """Return a plan whose texts stand in the new plan's rows where it has these for headings.

    So an older plan's reasons, each below the heading of its area, come into the last column of the
    table of areas.
    """
    tables, texts = dict(old.tables), dict(old.texts)
    for place, text in old.texts.items():
        home = _home(place[:-1], new.tables) if place not in new.places else None
        if home is None or home in old.tables:
            continue
        grid = new.tables[home]
        for row in grid.rows:
            if place in texts and row[0] == place[-1] and not row[-1]:
                begun = tables.get(home, Grid(grid.head, ()))
                tables[home] = Grid(grid.head, (*begun.rows, (*row[:-1], text)))
                del texts[place]
    return replace(old, tables=tables, texts=texts)


def _merged_texts(
    old: Plan, new: Plan, titles: Sequence[str]
) -> tuple[dict[Place, str], list[Kept]]:
    """Return the team's texts by their places in the new plan, and those without a place.

    `titles` are those of the groups that the new plan will have.
    """
    library = {group.title for group in new.groups}
    chapters = {place[0] for place in new.places if len(place) == 2 and place[1] in library}
    set_ = {group.title for group in old.groups if group.own}
    of_groups = {(chapter, title) for chapter in chapters for title in (*library, *titles)}
    open_ = dict.fromkeys(new.places - of_groups)
    open_ |= dict.fromkeys((chapter, title) for chapter in chapters for title in titles)
    texts: dict[Place, str] = {}
    kept: list[Kept] = []
    for place, text in old.texts.items():
        home = _home(place, open_)
        if home is None and chapters and place and place[-1] in set_ & {*titles}:
            home = (min(chapters), place[-1])
        if home is None and len(place) == 2 and place[0] in chapters:
            title = akin(place[1], titles)
            home = (place[0], title) if title else None
        if home is None:
            kept.append(Kept(_words(place), text.removeprefix(f"{place[-1]}\n" if place else "")))
        else:
            texts[home] = f"{texts[home]}\n{text}" if home in texts else text
    return texts, kept


def _kept_ticks(old: Plan, new: Plan) -> Iterator[Kept]:
    """Yield the boxes that a team ticked or cleared and the new plan does not have."""
    for text, ticked in old.ticks.items():
        ours = fingerprint("check", text) in old.given
        changed = fingerprint("tick", text, str(ticked)) not in old.given
        if ours and changed and text not in new.ticks:
            yield Kept("A line with a box", ticked_line(text, ticked))


def _home(place: Place, open_: Mapping[Place, object]) -> Place | None:
    """Return the place itself, or the only one with the same headings in another chapter."""
    if place in open_:
        return place
    if place and place[-1].startswith(f"{NEW}: "):
        return _home((*place[:-1], place[-1].removeprefix(f"{NEW}: ")), open_)
    alike = [other for other in open_ if len(other) > 1 and other[1:] == place[1:]]
    return alike[0] if len(alike) == 1 else None


def _words(place: Place) -> str:
    return ", ".join(place[1:] or place) or "The first page"


def _unique(kept: Sequence[Kept]) -> tuple[Kept, ...]:
    return tuple(dict.fromkeys(kept))
