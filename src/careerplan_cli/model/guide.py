"""What the guide is made of: levels with their steps, and background topics."""

from dataclasses import dataclass
from typing import Annotated

from careerplan_cli.model.fields import (
    Colour,
    Id,
    Ids,
    Label,
    Length,
    Range,
    Symbol,
    Text,
    Texts,
    Url,
)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of a step or topic: a heading, a paragraph, a list; any of them may be absent."""

    heading: Label | None = None
    text: Text | None = None
    points: Texts = ()


Parts = Annotated[tuple[Part, ...], Length(1)]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do next: `who` does it, how much `time` it takes, what one then holds.

    With `review_list`, the review list belongs below it. `tools` are the ids of the tools that it
    uses.
    """

    title: Label
    text: Text | None = None
    who: Text | None = None
    time: Text | None = None
    outcome: Text | None = None
    tools: Ids = ()
    review_list: bool = False
    parts: Parts = ()


@dataclass(frozen=True, kw_only=True)
class Introduction:
    """What opens a level's guide."""

    title: Label
    text: Text


@dataclass(frozen=True, kw_only=True)
class ToolkitEntry:
    """Something to go on with: a tool of the toolkit by its id, or a document of the district's.

    The address of a document is empty until a district fills it in.
    """

    title: Text
    tool: Id | None = None
    url: Url = ""


@dataclass(frozen=True, kw_only=True)
class Level:
    """One of the stages that a district can be at, and the guide that goes with it."""

    id: Id
    title: Label
    aliases: Ids = ()
    rank: Annotated[int, Range(1)]
    colour: Colour
    symbol: Symbol
    summary: Text
    feedback: Text
    introduction: Introduction
    steps: Annotated[tuple[Step, ...], Length(1)]
    recommended_actions: Texts
    toolkit: Annotated[tuple[ToolkitEntry, ...], Length(1)] = ()


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A background text."""

    id: Id
    title: Label
    summary: Text
    text: Text | None = None
    parts: Parts = ()


@dataclass(frozen=True, kw_only=True)
class Topics:
    """All background texts, in order."""

    topics: Annotated[tuple[Topic, ...], Length(1)]
