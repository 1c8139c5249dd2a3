"""What planning workbooks are made of: chapters of prompts, tables and what the results fill in."""

from dataclasses import dataclass
from typing import Annotated, Literal

from careerplan_cli.model.fields import SHOWABLE, Id, Ids, Label, Length, Range, Text, Texts

Fill = Literal[
    "answers", "working", "lowest", "needs", "focus", "actions", "goals", "objectives", "next"
]
"""What the results put in: the answers with their notes, the areas at their highest answer, those
with the lowest, the needs, the areas of focus and why, the tables of actions, goals in the rows of
the piece's table, what each area and need is to reach with which actions, those late or due next.
"""

Words = Annotated[str, SHOWABLE]
"""What stands in a cell of a table: nothing, where a person writes."""


@dataclass(frozen=True, kw_only=True)
class BlankTable:
    """A table to fill in: its columns, the rows begun already, and how many empty ones follow.

    `widths` has the columns' widths beside each other; without it they are all alike. `sums` are
    columns that a workbook adds up, in the last of the rows begun already, `dates`
    columns of dates to pick.
    """

    columns: Annotated[tuple[Label, ...], Length(1, 10)]
    widths: tuple[Annotated[int, Range(1, 100)], ...] = ()
    rows: tuple[tuple[Words, ...], ...] = ()
    empty: Annotated[int, Range(0, 50)] = 0
    sums: tuple[Label, ...] = ()
    dates: tuple[Label, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of a chapter; without `levels` it is for every level. `lines` are to write on.

    One with `new_page` begins a page.
    """

    heading: Label | None = None
    text: Text | None = None
    points: Texts = ()
    fill: Fill | None = None
    table: BlankTable | None = None
    lines: Annotated[int, Range(0, 30)] = 0
    new_page: bool = False
    levels: Ids = ()

    def offered_at(self, level: str) -> bool:
        """Return whether the workbook for the level with this id holds the piece."""
        return not self.levels or level in self.levels


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One of the plans: a strategic framework, an action plan, an operating plan, a review."""

    id: Id
    pieces: Annotated[tuple[Piece, ...], Length(1)]


@dataclass(frozen=True, kw_only=True)
class ChapterAtLevel:
    """A chapter as a level calls for it, with its title and what to do with it there."""

    chapter: Id
    title: Label
    text: Text | None = None


@dataclass(frozen=True, kw_only=True)
class GuideAction:
    """What to do in general, and the step of the level's guide that it follows from, from 1.

    It is a row of a plan only where the content has no action library.
    """

    step: Annotated[int, Range(1)]
    text: Text


@dataclass(frozen=True, kw_only=True)
class PlanOutline:
    """What a district at a level plans with.

    The rows of action plans come from the action library. Only where the content has none, they
    are `actions` and then `each` for an area whose answers can rise, and `keep` for one whose
    answers are all the highest.
    """

    level: Id
    text: Text
    chapters: Annotated[tuple[ChapterAtLevel, ...], Length(1)]
    each: GuideAction
    actions: tuple[GuideAction, ...] = ()
    keep: Text


@dataclass(frozen=True, kw_only=True)
class Plans:
    """All chapters, and a workbook for each level."""

    title: Label
    chapters: Annotated[tuple[Chapter, ...], Length(1)]
    workbooks: Annotated[tuple[PlanOutline, ...], Length(1)]

    def chapter(self, id_: str) -> Chapter:
        """Return the chapter `id_`; raise `KeyError` where there is none."""
        for chapter in self.chapters:
            if chapter.id == id_:
                return chapter
        raise KeyError(id_)

    def workbook(self, level: str) -> PlanOutline | None:
        """Return the workbook for the level with this id, or None where there is none."""
        return next((workbook for workbook in self.workbooks if workbook.level == level), None)
