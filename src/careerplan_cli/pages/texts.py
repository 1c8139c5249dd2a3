"""The words that several pages share: names, points, levels, what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from careerplan_cli.model.blocks import Mark, Phrase
from careerplan_cli.model.guide import Level

if TYPE_CHECKING:
    from careerplan_cli.model.answers import AnswerSet
    from careerplan_cli.model.instrument import Option, Question
    from careerplan_cli.model.result import QuestionResult, Result

Levels = Mapping[str, Level]
"""All levels of a content pack by id."""

KEEP = "This is the highest answer. Keep what works, and share it."

HIGHEST = "Every answer is the highest one. Keep what works, and share it."


def mark(level: Level) -> Mark:
    """Return the sign of a level."""
    return Mark(level.symbol, level.title, level.colour)


def by_rank(ids: Iterable[str], levels: Levels) -> list[Level]:
    """Return the levels with these ids, the lowest first."""
    return sorted((levels[id_] for id_ in ids), key=lambda level: level.rank)


def district_name(result: Result) -> str:
    """Return the district's name, or what to call one without."""
    return result.answer_set.district or "Your district"


def day(result: Result) -> str:
    """Return the day of the answers, such as 2026-11-23; nothing where it is not known."""
    return result.answer_set.date.isoformat() if result.answer_set.date else ""


def answered_by(result: Result) -> list[str]:
    """Return who answered: the respondent, and how many voted in a room."""
    answers = result.answer_set
    room = _room(answers) if answers.is_room else ""
    return [name for name in (answers.respondent, room) if name]


def _room(answers: AnswerSet) -> str:
    """Return how many people are in a room; where that is not known, how many of them voted."""
    if answers.room_size:
        return "a room of 1" if answers.room_size == 1 else f"a room of {answers.room_size}"
    if not answers.voters:
        return "a room that voted"
    if answers.voters != answers.fewest_voters:
        return f"a room that voted ({answers.fewest_voters} to {answers.voters} people)"
    if answers.voters == 1:
        return "a room that voted (1 person)"
    return f"a room that voted ({answers.voters} people)"


def out_of(number: float, maximum: int) -> str:
    """Return so many of the points that can be reached: `5 of 10 points`."""
    return f"{number:g} of 1 point" if maximum == 1 else f"{number:g} of {maximum} points"


def answer_of(entry: QuestionResult) -> str:
    """Return the label of the answer that a question has."""
    return entry.option.label if entry.option else "no answer yet"


def option_name(option: Option) -> str:
    """Return a short name of an option: its colour if that is its id, else its label."""
    return option.colour if option.id == option.colour else option.label.lower()


def colour_of(option: Option | None) -> Phrase:
    """Return an answer's colour, with its first letter as the short form."""
    if option is None:
        return Phrase("no answer", "-")
    return Phrase(option.colour, option.colour[0].upper(), option.colour)


def options_of(questions: Iterable[Question]) -> list[Option]:
    """Return the options, each id once, the highest first, what does not count last."""
    options = {option.id: option for question in questions for option in question.options}
    return sorted(options.values(), key=lambda option: (not option.counts, -option.points))


def to_the_next_level(result: Result, levels: Levels) -> str:
    """Return how many points lead to the next level; nothing at the top or without a level."""
    if not result.next_level or not result.points_to_next:
        return ""
    above = mark(levels[result.next_level])
    if result.points_to_next == 1:
        return f"You need 1 more point to reach {above}."
    return f"You need {result.points_to_next} more points to reach {above}."


def answered(result: Result) -> str:
    """Return how many questions are answered, and the points that they have so far."""
    number, questions = result.answered, len(result.questions)
    if not result.instrument.adds_points:
        return f"{number} of {questions} questions are answered."
    if result.total == 1:
        return f"{number} of {questions} questions are answered, 1 point so far."
    return f"{number} of {questions} questions are answered, {result.total} points so far."


def answers_needed(result: Result) -> str:
    """Return how many more answers it takes to tell the level."""
    if result.answers_needed == 1:
        return "Answer 1 more question to get a level."
    return f"Answer {result.answers_needed} more questions to get a level."


def possible_levels(result: Result, levels: Levels) -> str:
    """Return the levels that the missing answers can still lead to, the lowest first."""
    return ", ".join(str(mark(level)) for level in by_rank(result.possible_levels, levels))
