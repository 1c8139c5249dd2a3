"""What the guide is made of: levels with their steps, and background topics."""

from typing import Annotated

from careerplan_cli.model.fields import (
    Colour,
    Id,
    Ids,
    Label,
    Length,
    Model,
    Range,
    Symbol,
    Text,
    Texts,
    Url,
)


class Part(Model):
    """A piece of a step or topic: a heading, a paragraph, a list; any of them may be absent."""

    heading: Label | None = None
    text: Text | None = None
    points: Texts = ()


Parts = Annotated[tuple[Part, ...], Length(1)]


class Step(Model):
    """One thing to do next. With `review_list`, the review check list belongs below it."""

    title: Label
    text: Text | None = None
    review_list: bool = False
    parts: Parts = ()


class Introduction(Model):
    """What opens a level's guide."""

    title: Label
    text: Text


class ToolkitEntry(Model):
    """A document to go on with. The address is empty until a district fills it in."""

    title: Text
    url: Url = ""


class Level(Model):
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


class Topic(Model):
    """A background text."""

    id: Id
    title: Label
    summary: Text
    text: Text | None = None
    parts: Parts = ()


class Topics(Model):
    """All background texts, in order."""

    topics: Annotated[tuple[Topic, ...], Length(1)]
