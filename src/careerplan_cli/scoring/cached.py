"""Scores many answer sets, and remembers what it has seen."""

from dataclasses import replace
from functools import lru_cache

from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.result import Result
from careerplan_cli.model.review import ReviewList
from careerplan_cli.scoring.rules import score

_REMEMBERED = 10_000
"""How many different ways to answer are remembered."""


class CachedScorer:
    """Scores answer sets to one instrument, and remembers what it has seen.

    Many respondents give the same answers: to the survey there are only 243 complete ways.
    """

    def __init__(self, instrument: Instrument, review: ReviewList | None) -> None:
        self.instrument = instrument
        self.review = review
        self.by_options = lru_cache(maxsize=_REMEMBERED)(self._by_options)

    def score(self, answer_set: AnswerSet) -> Result:
        """Return what `score` does."""
        if answer_set.notes or answer_set.reasons:
            return score(self.instrument, answer_set, self.review)
        given = answer_set.answers
        chosen = tuple(given.get(question.id) for question in self.instrument.questions)
        return replace(self.by_options(chosen), answer_set=answer_set)

    def _by_options(self, chosen: tuple[str | None, ...]) -> Result:
        """Return the result of nobody in particular: an option id for each question, or None."""
        pairs = zip(self.instrument.questions, chosen, strict=True)
        answers = {question.id: option for question, option in pairs if option is not None}
        answer_set = AnswerSet(instrument=self.instrument.id, answers=answers)
        return score(self.instrument, answer_set, self.review)
