"""What the action library is made of: concrete actions, each for an answer, a need or a section."""

from dataclasses import dataclass
from typing import Annotated

from careerplan_cli.model.fields import Id, Length, Pattern, Text, Texts

Code = Annotated[
    str,
    Length(2, 12),
    Pattern(r"^[A-Z]{1,6}[0-9]{1,4}$", "capital letters and a number, as in PE2"),
]
"""What an action is called in plans, and found again by."""


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something to do, who leads it, who helps, what it takes, and what shows that it is done.

    It is for one of these: an `answer` to a `question` (where a district is today), a `need` of the
    review list, a `section` of an instrument, or a `statement`: a question of an instrument by
    shares, wherever it is below its highest answer.
    """

    code: Code
    question: Id | None = None
    answer: Id | None = None
    need: Id | None = None
    section: Id | None = None
    statement: Id | None = None
    do: Text
    lead: Text
    partners: Texts = ()
    effort: Text
    evidence: Text
    when: Text


@dataclass(frozen=True, kw_only=True)
class Actions:
    """The whole library. `retired` are codes of earlier actions, which no action has again."""

    retired: Annotated[tuple[Code, ...], Length(1)] = ()
    actions: Annotated[tuple[Action, ...], Length(1)]
