"""What an instrument is: sections of questions with options, and how answers become a level."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from careerplan_cli.model.fields import (
    Colour,
    Discriminator,
    Id,
    Ids,
    Key,
    Label,
    Length,
    OptionId,
    Range,
    Share,
    Text,
    Texts,
)

Points = Annotated[int, Range(0, 1000)]
"""Points that an answer is worth, or a total of them."""

COMMAND_KEYS = {"b": "back", "t": "note", "v": "votes", "q": "save and stop"}
"""The keys that mean the same in every instrument; no option can have one of them."""


class EarlierOption(NamedTuple):
    """How an option read before its wording changed: what is absent read as it does now."""

    label: Label | None = None
    details: Texts = ()


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer that a question offers.

    `target` says in positive words what a district at this answer has reached, for those that aim
    for it. `still_to_do` are the points that are usually not reached there yet. An option that does
    not count leaves its question out of every total and share: it is worth no points, whatever was
    given for it. It is chosen with a note that says why.
    """

    id: OptionId
    key: Key | None = None
    colour: Colour
    points: Points
    counts: bool = True
    label: Label
    target: Text | None = None
    details: Texts = ()
    still_to_do: Texts = ()
    formerly: Annotated[tuple[EarlierOption, ...], Length(1)] = ()

    def __post_init__(self) -> None:
        if not self.counts:
            object.__setattr__(self, "points", 0)

    @property
    def picture(self) -> tuple[str, ...]:
        """All points that describe the answer: what is reached, then what is still to do."""
        return (*self.details, *self.still_to_do)

    @property
    def wordings(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The label and the points of the answer: as they read now, then as they read formerly."""
        earlier = ((old.label or self.label, old.details or self.picture) for old in self.formerly)
        return ((self.label, self.picture), *earlier)


Options = Annotated[tuple[Option, ...], Length(2, 20)]
"""The answers of one question: few enough for each to have a key of its own."""


class EarlierQuestion(NamedTuple):
    """How a question read before its wording changed: what is absent read as it does now."""

    title: Label | None = None
    prompt: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question: an area of the district's programs, or a statement about them.

    `why` says why it matters to students, `target` what a district has for which the statement is
    true. `focus` and `needs` are ids from the review list: what a low answer proposes to work on.
    Without options of its own it has those of its instrument.
    """

    id: Id
    title: Label
    prompt: Text
    help: Text | None = None
    why: Text | None = None
    target: Text | None = None
    focus: Ids = ()
    needs: Ids = ()
    formerly: Annotated[tuple[EarlierQuestion, ...], Length(1)] = ()
    options: Options = ()

    def option(self, id_: str) -> Option:
        """Return the option `id_`; raise `KeyError` when the question has none of that id."""
        for option in self.options:
            if option.id == id_:
                return option
        raise KeyError(id_)

    @property
    def keys(self) -> tuple[str, ...]:
        """The key that chooses each option: its own, else its number from 1 to 9, else a letter."""
        own = {option.key for option in self.options}
        letters = (key for key in "acdefghijklmnoprsuwxyz0" if key not in own)
        numbered = (
            option.key or (str(n) if n <= 9 and str(n) not in own else "")
            for n, option in enumerate(self.options, 1)
        )
        return tuple(key or next(letters) for key in numbered)

    @cached_property
    def maximum(self) -> int:
        """The points of the highest option."""
        return max(option.points for option in self.options)


class Section(NamedTuple):
    """A group of questions under one heading."""

    id: Id
    title: Label
    questions: Annotated[tuple[Question, ...], Length(1)]


class Band(NamedTuple):
    """The totals, in points and both included, that mean a level."""

    level: Id
    lowest: Points
    highest: Points


class Bands(NamedTuple):
    """Classification by the total of all points. Every question must be answered."""

    by: Literal["bands"]
    bands: Annotated[tuple[Band, ...], Length(1)]


class Condition(NamedTuple):
    """What must hold for the share of one option among the answers that count."""

    option: Id
    more_than: Share | None = None
    at_least: Share | None = None
    at_most: Share | None = None
    less_than: Share | None = None


class Rule(NamedTuple):
    """A level, and the conditions that must all hold for it; without any it always holds."""

    level: Id
    conditions: Annotated[tuple[Condition, ...], Length(1)] = ()


class Shares(NamedTuple):
    """Classification by how the answers are shared out: the first rule that holds decides.

    `least_answered` is the share of the questions that apply which must be answered.
    """

    by: Literal["shares"]
    least_answered: Share
    rules: Annotated[tuple[Rule, ...], Length(1)]


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """A set of questions that finds a district's level: the survey is one, the checklist another.

    `options` are those of every question that has none of its own. `retired` are the ids of
    questions that were asked formerly: answers to them are kept in answer files, and count for
    nothing.
    """

    id: Id
    title: Label
    description: Text
    retired: Ids = ()
    options: Options = ()
    sections: Annotated[tuple[Section, ...], Length(1)]
    classification: Annotated[Bands | Shares, Discriminator("by")]

    def with_shared_options(self) -> "Instrument":
        """Return the instrument with its own options given to each question that has none."""
        sections = tuple(
            section._replace(questions=tuple(map(self._with_options, section.questions)))
            for section in self.sections
        )
        return replace(self, sections=sections)

    def _with_options(self, question: Question) -> Question:
        if question.options:
            return question
        return replace(question, options=self.options)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions, in order."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def choices(self) -> Mapping[str, Mapping[str, Option]]:
        """The options of each question, both by id."""
        return {
            question.id: {option.id: option for option in question.options}
            for question in self.questions
        }

    @cached_property
    def maximum(self) -> int:
        """The highest total that can be reached, in points."""
        return sum(question.maximum for question in self.questions)

    @property
    def adds_points(self) -> bool:
        """Whether the level comes from a total of points."""
        return isinstance(self.classification, Bands)

    @cached_property
    def level_ids(self) -> tuple[str, ...]:
        """The ids of the levels that it can give, each once."""
        if isinstance(self.classification, Bands):
            bands = sorted(self.classification.bands, key=lambda band: band.lowest)
            return tuple(dict.fromkeys(band.level for band in bands))
        return tuple(dict.fromkeys(rule.level for rule in self.classification.rules))
