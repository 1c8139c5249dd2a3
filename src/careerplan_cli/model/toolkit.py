"""What the toolkit is made of: texts with tables and sheets, decks of slides, a worked example."""

from dataclasses import dataclass
from typing import Annotated, Literal

from careerplan_cli.model.actions import Code
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.fields import (
    ONE_LINE,
    Id,
    Label,
    Length,
    Pattern,
    Range,
    Text,
    Texts,
)
from careerplan_cli.model.plans import BlankTable

CommandLine = Annotated[
    str,
    Length(1, 120),
    ONE_LINE,
    Pattern(r"^careerplan( .*)?$", "a command, as in careerplan assess"),
]
"""A command to type."""

Fill = Literal["answers", "result", "plan", "changes"]
"""What the worked example puts in: the answers with their reasons, where to start, the plan as it
was filled in, what has changed since."""

Figure = Literal["level", "areas", "targets"]
"""What a slide shows of a district's own result: its level, its answers, what to aim for."""


@dataclass(frozen=True, kw_only=True)
class ColumnChoices:
    """What there is to choose from in a column of a sheet, by the column's name."""

    column: Label
    choices: Annotated[tuple[Label, ...], Length(2, 30)]


@dataclass(frozen=True, kw_only=True)
class Sheet(BlankTable):
    """A table to fill in, on paper or in Excel, where `choices` become lists to choose from."""

    title: Label
    choices: Annotated[tuple[ColumnChoices, ...], Length(1)] = ()


@dataclass(frozen=True, kw_only=True)
class ToolPart:
    """A part of a tool, shown in this order; any of its entries may be absent.

    `steps` are points in order, `checks` have a box each, `lines` are to write on.
    """

    heading: Label | None = None
    text: Text | None = None
    commands: Annotated[tuple[CommandLine, ...], Length(1)] = ()
    points: Texts = ()
    steps: Texts = ()
    checks: Texts = ()
    table: BlankTable | None = None
    sheet: Sheet | None = None
    fill: Fill | None = None
    lines: Annotated[int, Range(0, 30)] = 0


@dataclass(frozen=True, kw_only=True)
class Slide:
    """A slide: a title, a few points or a figure, and in `notes` what to say.

    A `figure` shows the district's own result; without one, the slide is left out. The points of
    the first slide stand below the deck's title.
    """

    title: Label
    points: Annotated[tuple[Annotated[Text, Length(1, 90)], ...], Length(1, 6)] = ()
    figure: Figure | None = None
    notes: Text


@dataclass(frozen=True, kw_only=True)
class Tool:
    """Something to work with: a text in `parts`, or a deck of `slides`.

    Tools are listed by their `rank`. `who` and `time` say who uses it and how long that takes.
    """

    id: Id
    rank: Annotated[int, Range(1)]
    title: Label
    summary: Text
    who: Text | None = None
    time: Text | None = None
    parts: Annotated[tuple[ToolPart, ...], Length(1)] = ()
    slides: Annotated[tuple[Slide, ...], Length(1, 40)] = ()

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The tables to fill in, in order."""
        return tuple(part.sheet for part in self.parts if part.sheet)


@dataclass(frozen=True, kw_only=True)
class ExampleRow:
    """What became of an action, by its code in the action library."""

    code: Code
    due: Text
    status: Text
    note: Text


@dataclass(frozen=True, kw_only=True)
class ExamplePlan:
    """A plan as a team filled it in, and what became of its actions."""

    actions: Annotated[tuple[ExampleRow, ...], Length(1)]


@dataclass(frozen=True, kw_only=True)
class Example:
    """An invented district: its answers, those of half a year later, and its plan."""

    first: AnswerSet
    later: AnswerSet
    plan: ExamplePlan
