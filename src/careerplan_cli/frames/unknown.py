"""Tells of answers in a frame that are no option of their question."""

import warnings
from collections.abc import Collection, Mapping
from typing import Any

import narwhals.stable.v2 as nw

from careerplan_cli.model.errors import did_you_mean
from careerplan_cli.text.printable import one_line

_MOST = 5
"""How many unknown answers a warning names."""

_CALLS = 6
"""How many calls there are from a user's line to the warning, this one among them."""


class UnknownAnswerWarning(UserWarning):
    """Rows of a frame have answers that are no option of their question."""


def warn_of_unknown_answers(
    rows: nw.DataFrame[Any], answers: Mapping[str, str], choices: Mapping[str, Collection[str]]
) -> None:
    """Warn of rows that each have an unknown answer: which these are, in which columns, how often.

    `answers` is the column that holds the answers to a question as texts, by the question's id,
    and `choices` the ids of its options.
    """
    found = [
        (number, question, str(answer))
        for question, column in answers.items()
        for answer, number in rows[column].drop_nulls().value_counts().rows()
        if answer != "" and answer not in choices[question]
    ]
    found.sort(key=lambda entry: -entry[0])
    lines = [_rows_sentence(len(rows))]
    for number, question, answer in found[:_MOST]:
        lines.append(_answer_sentence(number, question, answer, tuple(choices[question])))
    if len(found) > _MOST:
        lines.append(f"And so on: {len(found)} different answers are unknown.")
    warnings.warn("\n".join(lines), UnknownAnswerWarning, stacklevel=_CALLS)


def _rows_sentence(rows: int) -> str:
    if rows == 1:
        return "1 row has an unknown answer, and gets no total, level or points."
    return f"{rows:,} rows have an unknown answer, and get no total, level or points."


def _answer_sentence(rows: int, question: str, answer: str, valid: tuple[str, ...]) -> str:
    shown = one_line(answer)
    nearest = did_you_mean(answer, valid)
    if nearest == ".":
        nearest = f"; its answers are {', '.join(valid)}."
    if rows == 1:
        return f"Column {question}: {shown!r} in 1 row{nearest}"
    return f"Column {question}: {shown!r} in {rows:,} rows{nearest}"
