"""Compares two results of one district: what changed from the earlier answers to these."""

from dataclasses import dataclass
from typing import Literal

from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.model.instrument import Option, Question
from careerplan_cli.model.result import Result

Direction = Literal["higher", "lower", "same", "changed"]
"""How an answer moved; `changed` where one of the two is missing or does not count."""


@dataclass(frozen=True)
class Change:
    """A question with the option chosen earlier and now; None: no answer."""

    question: Question
    before: Option | None
    now: Option | None

    @property
    def direction(self) -> Direction:
        """How the answer moved, by its points."""
        if self.before == self.now:
            return "same"
        if not (self.before and self.now and self.before.counts and self.now.counts):
            return "changed"
        if self.before.points == self.now.points:
            return "changed"
        return "higher" if self.now.points > self.before.points else "lower"


@dataclass(frozen=True)
class Comparison:
    """Two results to one instrument, with a change for each question, in order."""

    before: Result
    now: Result
    changes: tuple[Change, ...]


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other) and str(one).casefold() != str(other).casefold()


def compare(before: Result, now: Result) -> Comparison:
    """Return what changed.

    Raise `CareerplanError` where the two answer other instruments, are of two districts, or where
    `before` is the later one.
    """
    if before.instrument.id != now.instrument.id:
        raise CareerplanError(
            f"The earlier answers are to the {before.instrument.id}, and these are to the "
            f"{now.instrument.id}.",
            "Compare answers to the same questions.",
        )
    then, today = before.answer_set, now.answer_set
    if then.date and today.date and then.date > today.date:
        raise CareerplanError(
            f"The earlier answers are dated {then.date}, later than these of {today.date}.",
            "Swap the two files.",
        )
    if _differ(then.district, today.district):
        raise CareerplanError(
            f"The earlier answers are from {then.district}, and these are from {today.district}.",
            "Compare answers from one district. If its name has changed, use the new one in both.",
        )
    changes = tuple(
        Change(after.question, earlier.option, after.option)
        for earlier, after in zip(before.questions, now.questions, strict=True)
    )
    return Comparison(before, now, changes)
