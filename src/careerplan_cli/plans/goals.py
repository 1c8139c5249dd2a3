"""Where a plan's goals stand today, by the answers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from careerplan_cli.model.result import QuestionResult, Result
from careerplan_cli.model.review import ReviewList
from careerplan_cli.text.printable import one_line

ALL_TRUE = "All of them are true"
"""The target of an area that several statements point at."""


@dataclass(frozen=True)
class GoalNow:
    """The answer today that a goal is about, and whether its target is reached by it."""

    answer: str
    reached: bool


def goal_now(
    row: Sequence[str], target: int, result: Result, review: ReviewList | None
) -> GoalNow | None:
    """Return where a goal stands; None where its row names no area and no answer.

    A goal is known by the title of its area in front of it, or else by the answers in its cells.
    `target` is the number of the cell that says what to reach.
    """
    of_area = _of_area(row[0], result, review)
    named = [entry for entry in of_area or result.questions if _is_named(row, entry, result)]
    entries = [entry for entry in named or of_area if entry.option]
    if not entries:
        return None
    return GoalNow(_answer(entries), target_reached(row[target], entries))


def _of_area(goal: str, result: Result, review: ReviewList | None) -> list[QuestionResult]:
    """Return the questions of the areas whose titles stand in front of a goal."""
    titles = {one_line(part.partition(":")[0]) for part in goal.partition(": ")[0].split(";")}
    ids = {area.id for area in review.areas_of_focus if area.title in titles} if review else set()
    return [
        entry
        for entry in result.questions
        if ids & {*entry.question.focus} or entry.question.title in titles
    ]


def _is_named(row: Sequence[str], entry: QuestionResult, result: Result) -> bool:
    """Return whether a cell is an answer to this question alone, or a target of it."""
    labels = Counter(o.label for q in result.instrument.questions for o in q.options)
    own = {one_line(option.label) for option in entry.question.options if labels[option.label] == 1}
    return any(
        one_line(cell) in own or points_of_target(cell, entry, labels) is not None for cell in row
    )


def _answer(entries: Sequence[QuestionResult]) -> str:
    labels = [entry.option.label for entry in entries if entry.option]
    if len(labels) == 1:
        return labels[0]
    below = sum(entry.next_option is not None for entry in entries)
    if below == 1:
        return "1 statement is not fully true"
    return f"{below} statements are not fully true" if below else ALL_TRUE


def target_reached(target: str, entries: Sequence[QuestionResult]) -> bool:
    """Return whether the answers today are where a goal's target is, or above."""
    if one_line(target) == ALL_TRUE:
        return not any(entry.next_option for entry in entries)
    ranks = ((points_of_target(target, entry), entry) for entry in entries)
    return any(
        rank is not None and entry.option is not None and entry.option.points >= rank
        for rank, entry in ranks
    )


def points_of_target(
    target: str, entry: QuestionResult, labels: Counter[str] | None = None
) -> int | None:
    """Return the points of the answer that a target stands for; None for other words.

    With `labels`, how often each label is an answer, one that several questions have is none.
    """
    question = entry.question
    if question.target and one_line(target) == one_line(question.target):
        return question.maximum
    return next(
        (
            option.points
            for option in question.options
            if option.counts
            and one_line(target) == one_line(option.target or option.label)
            and (option.target or not labels or labels[option.label] == 1)
        ),
        None,
    )
