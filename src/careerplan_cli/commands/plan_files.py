"""Plans that a team has worked in: read, and brought together with a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from careerplan_cli.commands.options import command_line
from careerplan_cli.commands.output import echo_err
from careerplan_cli.model.blocks import Block
from careerplan_cli.model.errors import CareerplanError, reason
from careerplan_cli.model.guide import Level
from careerplan_cli.model.plans import Plans
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.pages.plan_tables import other_totals
from careerplan_cli.plans.identity import columns_in, identity_in
from careerplan_cli.plans.merging import Merged, merge
from careerplan_cli.plans.model import Identity, Kept, Place, Plan
from careerplan_cli.plans.reading import fingerprint, plan_from
from careerplan_cli.text.printable import one_line

NO_ACTION = "none"
"""What `--action` says in the place of a code where an update takes up no new action."""

_LOCKED_OR_OLDER = b"\xd0\xcf\x11\xe0"
"""How a file of Word or Excel begins that has a password, or the form of 1997."""


@dataclass(frozen=True)
class PlanFile:
    """A plan read from a file, and what the file has besides.

    `known` is false where the file does not say whose plan it is. `struck` are the actions that
    are struck through, `without_goal` those of a workbook that stand in no goal.
    """

    path: Path
    plan: Plan
    not_carried: tuple[Kept, ...]
    struck: tuple[str, ...]
    without_goal: tuple[str, ...]
    known: bool


def plans_of(pack: ContentPack) -> Plans:
    """Return what the pack's plans are made of; raise `CareerplanError` where it has none."""
    if pack.plans is None:
        shown = one_line(str(pack.folder / "plans.yaml"))
        raise CareerplanError(
            f"This content has no plans: there is no {shown}.",
            "Copy it from the built-in content, which this writes into a folder: "
            f"{command_line('content', 'export', 'built-in')}",
        )
    return pack.plans


def read_plan(path: Path, plans: Plans) -> PlanFile:
    """Return the plan in a Word file or a workbook; raise `CareerplanError` where there is none."""
    shown = one_line(str(path))
    if path.name.startswith("~$"):
        raise CareerplanError(
            f"{shown} is no plan: Word or Excel keeps it beside a file that is open.",
            "Give the plan itself.",
        )
    read = {".docx": _read_word, ".xlsx": _read_workbook}.get(path.suffix.lower())
    if read is None:
        raise CareerplanError(
            f"{shown} is no plan that can be read back.",
            "Give a plan as a Word file (.docx) or an Excel workbook (.xlsx).",
        )
    try:
        raw = path.read_bytes()
        found_in = read(raw)
    except PermissionError:
        raise CareerplanError(
            f"{shown} cannot be read: you do not have permission to, or it is open in another "
            "program.",
            "If it is open in Word or Excel, close it there, and try again.",
        ) from None
    except OSError as error:
        raise CareerplanError(
            f"{shown} cannot be read: {reason(error)}.", "Check the name of the plan."
        ) from None
    except ValueError:
        if raw.startswith(_LOCKED_OR_OLDER):
            raise CareerplanError(
                f"{shown} has a password, or is in the form of an older Word or Excel.",
                f"Open it there, and save it without a password as {path.suffix.lower()}.",
            ) from None
        raise CareerplanError(
            f"{shown} is not a {path.suffix.lower()} file, or it is damaged.",
            "Open it in Word or Excel, save it there, and try again.",
        ) from None
    found = identity_in(found_in.properties)
    identity, given = found or (Identity(), frozenset())
    columns = columns_in(found_in.properties)
    plan = plan_from(found_in.blocks, plans, identity, given, columns)
    if owner := _owner_file(path):
        echo_err(
            f"{shown} seems to be open: there is {owner} beside it. What is not saved there yet is "
            "not in what is read."
        )
    if not plan.groups:
        raise CareerplanError(
            f"{shown} holds no plan: there is no table with the columns Action, Due and Status.",
            "Give a plan that careerplan has written.",
        )
    return PlanFile(
        path,
        plan,
        found_in.not_carried,
        found_in.struck,
        found_in.without_goal,
        known=found is not None,
    )


def _owner_file(path: Path) -> str | None:
    """Return the name of the file that shows that Word, Excel or LibreOffice has a plan open.

    Word shortens the names of its own: `~$dar-valley.docx` for `cedar-valley.docx`.
    """
    name = path.name
    owners = (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#")
    return next((owner for owner in owners if path.with_name(owner).exists()), None)


class _Read(NamedTuple):
    blocks: Sequence[Block]
    properties: Mapping[str, str]
    not_carried: tuple[Kept, ...]
    struck: tuple[str, ...]
    without_goal: tuple[str, ...]


def _read_word(raw: bytes) -> _Read:
    """Return what a Word file says; raise `ValueError` where it is none."""
    from careerplan_cli.plans.coloured import coloured_in_word
    from careerplan_cli.plans.from_docx import read_docx

    word = read_docx(raw)
    not_carried = (*word.not_carried, *coloured_in_word(raw))
    return _Read(word.blocks, word.properties, not_carried, word.struck, ())


def _read_workbook(raw: bytes) -> _Read:
    """Return the same of an Excel workbook; raise `ValueError` where it is none."""
    from careerplan_cli.answers.calamine_sheets import BookReadApart
    from careerplan_cli.plans.cell_styles import cell_styles_of
    from careerplan_cli.plans.coloured import coloured_in_workbook
    from careerplan_cli.plans.from_xlsx import read_sheets, row_names
    from careerplan_cli.plans.not_carried import in_workbook

    book = BookReadApart(raw, "xlsx")
    rows = {name: list(book.sheet(name)[1]) for name in book.names}
    names = {name: row_names(held) for name, held in rows.items()}
    styles = cell_styles_of(raw)
    not_carried = (*in_workbook(raw, names), *coloured_in_workbook(styles, names))
    read = read_sheets(rows, styles)
    return _Read(read.blocks, read.properties, not_carried, read.struck, read.without_goal)


def levels_in(
    plan: Plan, old: Plan | None, pack: ContentPack
) -> tuple[tuple[Level, date | None], ...]:
    """Return the level that a plan has, with the date of its answers; before it the earlier one.

    That is the level of the `old` plan, or without one that of the first plan of which this one is
    an update, where it says so.
    """
    now = plan.identity
    then = (now.first_level, now.first_date)
    if old:
        then = (old.identity.level, old.identity.date)
    levels = {level.id: level for level in pack.levels}
    found = (then, (now.level, now.date))
    return tuple((levels[id_], day) for id_, day in found if id_ in levels)


def updated(
    old: PlanFile,
    new: Plan,
    plans: Plans,
    *,
    wanted: Sequence[str],
    open_: Sequence[str],
) -> Merged:
    """Return the new plan with what the team wrote in the old one.

    `wanted` are the codes of the new actions to take up, an empty one for all that have none. Those
    of `open_` stay open for the next update.
    """
    plan = old.plan
    if not old.known:  # what careerplan wrote itself is taken to be what it would write today
        groups = tuple(
            replace(group, own=group.own and fingerprint("text", group.title) not in new.given)
            for group in plan.groups
        )
        plan = replace(plan, given=new.given, groups=groups)
    merged = merge(plan, new, wanted, goals_place(plans), open_)
    totals = (Kept(one.where, one.theirs) for one in other_totals(old.plan, plans))
    kept = (*merged.plan.kept, *totals)
    return replace(merged, plan=replace(merged.plan, kept=kept, not_carried=old.not_carried))


def named_codes(named: Sequence[str]) -> tuple[str, ...]:
    """Return codes as the library writes them, without `NO_ACTION`."""
    codes = dict.fromkeys(code.strip().upper() for code in named)
    return tuple(code for code in codes if code != NO_ACTION.upper())


def goals_place(plans: Plans) -> Place:
    """Return where the goals of the year stand; empty where the content has none."""
    found = (
        (chapter.id, piece.heading or "")
        for chapter in plans.chapters
        for piece in chapter.pieces
        if piece.fill == "goals"
    )
    return next(found, ())


def refuse_others(old: PlanFile, district: str, instrument: str) -> None:
    """Raise `CareerplanError` where a plan is another district's, or does not say whose it is.

    So it does where the plan follows from the answers to another instrument.
    """
    shown, found = one_line(str(old.path)), old.plan.identity
    advice = "If it is the right plan, add --even-so."
    if not old.known:
        raise CareerplanError(f"{shown} does not say whose plan it is.", advice)
    refuse_other_district(old, district, advice)
    if _differ(found.instrument, instrument):
        raise CareerplanError(
            f"{shown} follows from the questions {one_line(found.instrument)}, and the answers are "
            f"to {one_line(instrument)}.",
            advice,
        )


def refuse_other_district(
    old: PlanFile, district: str, advice: str = "Give the plan of the same district."
) -> None:
    """Raise `CareerplanError` where a plan says that it is another district's."""
    if _differ(old.plan.identity.district, district):
        raise CareerplanError(
            f"{one_line(str(old.path))} is the plan of {one_line(old.plan.identity.district)}, and "
            f"the answers are those of {one_line(district)}.",
            advice,
        )


def refuse_plan_of_another(old: PlanFile, new: Plan, path: Path) -> None:
    """Raise `CareerplanError` where an earlier plan is another district's than that at `path`."""
    before, now = old.plan.identity.district, new.identity.district
    if _differ(before, now):
        raise CareerplanError(
            f"{one_line(str(old.path))} is the plan of {one_line(before)}, and "
            f"{one_line(str(path))} that of {one_line(now)}.",
            "Give an earlier plan of the same district.",
        )


def _differ(one: str, other: str) -> bool:
    """Return whether two names are told and not the same."""
    return bool(one and other) and one_line(one).casefold() != one_line(other).casefold()
