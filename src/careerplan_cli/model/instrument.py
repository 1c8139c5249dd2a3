"""What an instrument is: sections of questions with options, and how answers become a level."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from careerplan_cli.model.base import Colour, Id, Label, Model, Text

Points = Annotated[int, Field(ge=0, le=1000)]
"""Points that an answer is worth, or a total of them."""


class Option(Model):
    """One answer that a question offers."""

    id: Id
    colour: Colour
    points: Points
    label: Label
    details: tuple[Text, ...] = ()


class Question(Model):
    """One question: an area of the district's programs, with its options from lowest to highest."""

    id: Id
    title: Label
    prompt: Text
    help: Text | None = None
    focus: tuple[Id, ...] = ()
    options: Annotated[tuple[Option, ...], Field(min_length=2)]

    def option(self, id_: str) -> Option:
        """Return the option `id_`; raise `KeyError` when the question has none of that id."""
        for option in self.options:
            if option.id == id_:
                return option
        raise KeyError(id_)

    @cached_property
    def maximum(self) -> int:
        """The points of the highest option."""
        return max(option.points for option in self.options)


class Section(Model):
    """A group of questions under one heading."""

    id: Id
    title: Label
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]


class Band(Model):
    """The totals, in points and both included, that mean a level."""

    level: Id
    lowest: Points
    highest: Points


class Bands(Model):
    """Classification by the total of all points."""

    by: Literal["bands"]
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]


class Instrument(Model):
    """A set of questions that finds a district's level: the survey is one."""

    id: Id
    title: Label
    description: Text
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    classification: Bands

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def maximum(self) -> int:
        """The highest total that can be reached, in points."""
        return sum(question.maximum for question in self.questions)
