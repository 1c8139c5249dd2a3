"""A plan that a team has worked in, brought together with a new one: what the team wrote wins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from careerplan_cli.planning import ActionRow
from careerplan_cli.plans.model import COLUMNS, KEPT, NEW, ActionGroup, Grid, Kept, Place, Plan
from careerplan_cli.plans.reading import field_print, fingerprint, written_rows
from careerplan_cli.plans.words import read_day, read_status


@dataclass(frozen=True)
class Merged:
    """A plan, and in sentences what whoever goes on with it should know."""

    plan: Plan
    notices: tuple[str, ...]


def merge(old: Plan, new: Plan) -> Merged:
    """Return the new plan with all that the team wrote in the old one.

    Both are read from documents. An action stays as the team has it; where the team changed
    nothing, the library's newest words stand. Actions that are new stand under `NEW`, those that
    no longer follow from the answers under `KEPT`, unless nobody touched them. A row that the
    team deleted stays deleted.
    """
    own = old.given
    rows, numbered = _with_codes(old, own)
    groups, told, still_given = _merged_groups(rows, old, new, own)
    tables, kept_rows = _merged_tables(old, new, own)
    titles = {group.title for group in groups}
    texts, kept_texts = _merged_texts(old, new, titles)
    kept = _unique([*old.kept, *kept_rows, *kept_texts])
    plan = replace(
        new,
        groups=groups,
        tables=tables,
        texts=texts,
        kept=kept,
        given=new.given | still_given,
    )
    fresh = [one for one in kept if one not in old.kept]
    notices = [*numbered, *told, *unreadable(plan)]
    if fresh:
        notices.append(
            f'What has no place in the new plan stands under "{KEPT}": {len(fresh)}, the first '
            f"from {fresh[0].where}."
        )
    return Merged(plan, tuple(notices))


def unreadable(plan: Plan) -> Iterator[str]:
    """Yield a sentence for each status and date that is none, if the team wrote it."""
    for row in (row for group in plan.groups for row in group.rows):
        name = row.code or row.action[:40]
        if row.status and read_status(row.status) is None:
            yield f"{name}: the status {row.status!r} is none that is counted; it stays as written."
        for field in ("start", "due"):
            text = getattr(row, field)
            if text and read_day(text) is None and field_print(row, field) not in plan.given:
                yield f"{name}: {COLUMNS[field]} {text!r} is no date; it stays as written."


def touched(row: ActionRow, given: frozenset[str]) -> bool:
    """Return whether a team wrote in an action, or added it."""
    if fingerprint("code", row.code) not in given:
        return True
    return any(field_print(row, field) not in given for field in COLUMNS)


def _with_codes(old: Plan, given: frozenset[str]) -> tuple[list[tuple[str, ActionRow]], list[str]]:
    """Return each action with its group's title, each with a code of its own; and what changed.

    Rows that a team added get `T1` and so on; of two rows with a code, the later one does.
    """
    taken = {row.code for group in old.groups for row in group.rows}
    numbers = (f"T{n}" for n in range(1, 10_000) if f"T{n}" not in taken)
    seen: set[str] = set()
    found, told = [], []
    for group in old.groups:
        for row in group.rows:
            code = row.code
            if not code:
                code = next(numbers)
            elif code in seen:
                code = next(numbers)
                told.append(f"The code {row.code} stood in two rows; the later one is now {code}.")
            seen.add(code)
            found.append((group.title, replace(row, code=code)))
    return found, told


def _merged_groups(
    rows: Sequence[tuple[str, ActionRow]], old: Plan, new: Plan, given: frozenset[str]
) -> tuple[tuple[ActionGroup, ...], list[str], frozenset[str]]:
    """Return the groups, what is to be told, and the fingerprints of rows that stay as given."""
    library = {row.code: (group.title, row) for group in new.groups for row in group.rows}
    titles = [group.title for group in new.groups]
    places: dict[str, list[ActionRow]] = {title: [] for title in titles}
    kept: list[ActionRow] = []
    left_out: list[str] = []
    for title, row in rows:
        home = title if title in places else library[row.code][0] if row.code in library else ""
        if row.code in library:
            places[home].append(_newest(row, library[row.code][1], given))
        elif not touched(row, given):
            left_out.append(row.code)
        elif home and fingerprint("code", row.code) not in given:
            places[home].append(row)
        else:
            kept.append(row)
    present = {row.code for _, row in rows}
    deleted = [c for c in library if c not in present and fingerprint("code", c) in given]
    groups: list[ActionGroup] = []
    for group in new.groups:
        here = places[group.title]
        fresh = tuple(r for r in group.rows if r.code not in present and r.code not in deleted)
        if here or not fresh:
            groups.append(ActionGroup(group.title, tuple(here)))
        if fresh:
            groups.append(ActionGroup(f"{NEW}: {group.title}", fresh))
    if kept:
        groups.append(ActionGroup(KEPT, tuple(kept)))
    still = frozenset(
        print_
        for row in (*kept, *(row for rows_ in places.values() for row in rows_))
        for print_ in (fingerprint("code", row.code), *(field_print(row, f) for f in COLUMNS))
        if print_ in given
    )
    return tuple(groups), [*_told(left_out, deleted)], still


def _told(left_out: Sequence[str], deleted: Sequence[str]) -> Iterator[str]:
    if left_out:
        yield (
            "No longer called for by the answers, and left out as nobody wrote in them: "
            f"{', '.join(left_out)}."
        )
    if deleted:
        yield f"Your team left these actions out, so they stay out: {', '.join(deleted)}."


def _newest(row: ActionRow, ours: ActionRow, given: frozenset[str]) -> ActionRow:
    """Return an action as the team has it, with the library's words where they changed nothing.

    A due date stays: one that moved with each update would never pass.
    """
    unchanged = {
        field: getattr(ours, field)
        for field in COLUMNS
        if field_print(row, field) in given and not (field == "due" and row.due)
    }
    return replace(row, **unchanged)


def _merged_tables(
    old: Plan, new: Plan, given: frozenset[str]
) -> tuple[dict[Place, Grid], list[Kept]]:
    tables = dict(new.tables)
    kept: list[Kept] = []
    for place, grid in old.tables.items():
        home = _home(place, new.tables)
        if home is None:
            kept += [Kept(_words(place), text) for text in written_rows(place, grid, given)]
            continue
        tables[home], more = _merged_table(place, grid, new.tables[home], given)
        kept += more
    return tables, kept


def _merged_table(
    place: Place, old: Grid, new: Grid, given: frozenset[str]
) -> tuple[Grid, list[Kept]]:
    """Return a table with the team's rows, then those that are new; and what has no column."""
    where = _columns(old, new)
    rows = [
        tuple(row[where[n]] if n in where else "" for n in range(len(new.head)))
        for row in old.rows
        if any(row)
    ]
    known = {"".join(row[0].split()) for row in rows}
    begun = [
        row
        for row in new.rows
        if any(row)
        and "".join(row[0].split()) not in known
        and fingerprint("row", *place, row[0]) not in given
    ]
    empty = ("",) * len(new.head)
    free = max(sum(not any(row) for row in new.rows), len(new.rows) - len(rows) - len(begun))
    others = [n for n in range(len(old.head)) if n not in where.values()]
    kept = [
        Kept(f"{_words(place)}, {row[0]}, column {old.head[n]}", row[n])
        for row in old.rows
        for n in others
        if row[n]
    ]
    return Grid(new.head, (*rows, *begun, *[empty] * free)), kept


def _columns(old: Grid, new: Grid) -> dict[int, int]:
    """Return the number of the old column for each new one: by name, or else by its place."""
    free = list(range(len(old.head)))
    found: dict[int, int] = {}
    for n, name in enumerate(new.head):
        same = next((m for m in free if old.head[m] == name), None)
        if same is not None:
            found[n] = same
            free.remove(same)
    for n in range(len(new.head)):
        if n not in found and n in free:
            found[n] = n
            free.remove(n)
    return found


def _merged_texts(old: Plan, new: Plan, titles: set[str]) -> tuple[dict[Place, str], list[Kept]]:
    """Return the team's texts by their places in the new plan, and those without a place.

    `titles` are those of the groups that the new plan will have.
    """
    library = {group.title for group in new.groups}
    chapters = {place[0] for place in new.places if len(place) == 2 and place[1] in library}
    of_groups = {(chapter, title) for chapter in chapters for title in (*library, *titles)}
    open_ = dict.fromkeys(new.places - of_groups)
    open_ |= dict.fromkeys((chapter, title) for chapter in chapters for title in titles)
    texts: dict[Place, str] = {}
    kept: list[Kept] = []
    for place, text in old.texts.items():
        home = _home(place, open_)
        if home is None:
            kept.append(Kept(_words(place), text))
        else:
            texts[home] = f"{texts[home]}\n{text}" if home in texts else text
    return texts, kept


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
