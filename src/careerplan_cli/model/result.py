"""What a result is: everything that the rules say about one answer set."""

from collections.abc import Mapping
from dataclasses import dataclass

from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Instrument, Option, Question


@dataclass(frozen=True)
class Answered:
    """A question with the option chosen (None: no answer) and the note taken with it.

    `next_option` is the answer one step up; None at the top and where there is no answer.
    """

    question: Question
    option: Option | None
    next_option: Option | None
    note: str


@dataclass(frozen=True)
class Result:
    """Where a district stands.

    `total` is in points, over the questions answered. `level` is an id, None while answers are
    missing; `possible_levels` are the ids that the missing answers can still lead to, lowest
    first. `focus` holds the answered questions that can still rise, lowest share of their points
    first, and `focus_areas` the ids of their areas of focus in the same order. `points_to_next`
    is how many points the level `next_level` is away; both are None at the top or without a level.
    """

    instrument: Instrument
    answer_set: AnswerSet
    questions: tuple[Answered, ...]
    total: int
    level: str | None
    possible_levels: tuple[str, ...]
    focus: tuple[Answered, ...]
    focus_areas: tuple[str, ...]
    next_level: str | None
    points_to_next: int | None

    @property
    def answered(self) -> int:
        """The number of questions answered."""
        return sum(entry.option is not None for entry in self.questions)

    @property
    def complete(self) -> bool:
        """Whether every question is answered."""
        return self.answered == len(self.questions)


@dataclass(frozen=True)
class Summary:
    """What many results to one instrument say together.

    `level_counts` has the number of results at each level id, lowest first, zeros included;
    `unfinished` is the number without a level. `medians` has the median points of each question
    over those who answered it, None where nobody did.
    """

    instrument: Instrument
    level_counts: Mapping[str, int]
    unfinished: int
    medians: Mapping[str, float | None]
