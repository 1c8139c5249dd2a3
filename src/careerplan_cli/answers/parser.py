"""Which answer the cells of a row give."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from careerplan_cli.answers.names import only_meanings, without_markup, without_number
from careerplan_cli.model.instrument import Option, Question
from careerplan_cli.schema.validation import describe
from careerplan_cli.text.normal import normal

Options = tuple[str | None, ...]
"""An option's id for each question in order, None where there is no answer."""

_NO_ANSWER = frozenset(["n/a", "#n/a", "null", "nan", "-"])
"""What programs write where there is no answer, in small letters."""

_REMEMBERED = 1_000
"""Of how many different cells it is remembered what they mean: most say one of a few things."""


class QuestionReader:
    """Reads what stands in cells as an answer to a question: an option's id, label, or whole text.

    `codes` has the option's id for each code, and None for one that is no answer.
    """

    def __init__(self, question: Question, codes: Mapping[str, str | None] | None = None) -> None:
        self.question = question
        self._meanings = _meanings(question)
        self._codes: dict[str, str | None] = {
            code: None for code in _NO_ANSWER if code not in _unclear(question)
        }
        self._codes.update(codes or {})
        self.option = lru_cache(maxsize=_REMEMBERED)(self._option)

    def is_no_answer(self, cell: str) -> bool:
        """Return whether a cell is empty, or holds a code for no answer."""
        code = code_key(cell)
        return not code or (code in self._codes and self._codes[code] is None)

    def _option(self, cell: str) -> str | None:
        """Return the id of the option that a cell gives; None where it gives none."""
        known = self._codes.get(code_key(cell)) or self._written(cell)
        return known or (self._written(without_markup(cell)) if set("<&_") & set(cell) else None)

    def _written(self, text: str) -> str | None:
        return self._meanings.get(normal(text)) or self._meanings.get(normal(without_number(text)))

    def read(self, cells: Sequence[str], choices: Sequence[str] = ()) -> tuple[str | None, str]:
        """Return the answer in the cells of a question, and in words what cannot be used.

        Where the cells are a column for each option, `choices` has these in the same order.
        """
        given = [n for n, cell in enumerate(cells) if not self.is_no_answer(cell)]
        if not given:
            return None, ""
        if len(given) > 1:
            several = " and ".join(describe(cells[n]) for n in given)
            return None, f"{self.question.id} has several answers: {several}"
        cell = cells[given[0]]
        option = self.option(cell)
        if option is None or (choices and choices[given[0]] != option):
            valid = ", ".join(choices or (o.id for o in self.question.options))
            return None, f"{self.question.id} is {describe(cell)}; expected {valid} or its text"
        return option, ""


class AnswerParser:
    """Reads the answers in a row's cells, those of each question one after the other.

    `sizes` has how many cells each question has, and `choices` the options that these stand for.
    """

    def __init__(
        self,
        readers: Sequence[QuestionReader],
        layout: Sequence[tuple[int, tuple[str, ...]]],
    ) -> None:
        self._questions = []
        start = 0
        for reader, (size, choices) in zip(readers, layout, strict=True):
            self._questions.append((reader, slice(start, start + size), choices))
            start += size

    def read(self, cells: Sequence[str]) -> tuple[Options, str]:
        """Return the answers in the cells of the questions' columns, in order.

        With them, in words, what cannot be used; nothing where everything can.
        """
        options: list[str | None] = []
        reasons: list[str] = []
        for reader, part, choices in self._questions:
            option, reason = reader.read(cells[part], choices)
            options.append(option)
            if reason:
                reasons.append(reason)
        return tuple(options), "; ".join(reasons)

    def written(self, cells: Sequence[str]) -> dict[str, str]:
        """Return what stands in the cells in place of each answer, by question id."""
        return {
            reader.question.id: "; ".join(filter(str.strip, cells[part])) or cells[part][0]
            for reader, part, _ in self._questions
        }


class Sample(NamedTuple):
    """The first rows below a header, and what reads the answers to each question in them."""

    readers: Sequence[QuestionReader]
    rows: Sequence[Sequence[str]] = ()

    def are_answers(self, id_: str, position: int) -> bool:
        """Return whether a column has answers to a question, and nothing else."""
        reader = self._reader(id_)
        cells = [cell for cell in self.column(position) if not reader.is_no_answer(cell)]
        return bool(cells) and all(map(reader.option, cells))

    def is_one_question(self, id_: str, positions: Sequence[int]) -> bool:
        """Return whether columns have answers to a question, and no row has two of them."""
        reader = self._reader(id_)
        found = list(zip(*map(self.column, positions), strict=True))
        given = [[cell for cell in row if not reader.is_no_answer(cell)] for row in found]
        cells = [cell for row in given for cell in row]
        return max(map(len, given), default=0) == 1 and all(map(reader.option, cells))

    def column(self, position: int) -> list[str]:
        """Return the cells of a column."""
        return [row[position] if position < len(row) else "" for row in self.rows]

    def _reader(self, id_: str) -> QuestionReader:
        return next(reader for reader in self.readers if reader.question.id == id_)


@lru_cache(maxsize=_REMEMBERED)
def code_key(text: str) -> str:
    """Return a code by which two ways to write it are the same: `1` for ` 1.0`, `n/a` for `N/A`."""
    key = text.strip().casefold()
    return re.sub(r"^(-?\d+)\.0+$", r"\1", key) if key.endswith("0") else key


def _unclear(question: Question) -> Iterable[str]:
    """Return the words for no answer that may also mean an option: one that does not count."""
    return () if all(option.counts for option in question.options) else ("n/a", "#n/a")


def _meanings(question: Question) -> dict[str, str]:
    """Return the option's id for each way to write it.

    Ids go before labels before details, and the wordings of today before earlier ones.
    """
    ids = [option.id for option in question.options]
    ways = [_ways(option) for option in question.options]
    meanings: dict[str, str] = {}
    for texts in zip_longest(*ways, fillvalue=""):
        meanings = only_meanings(zip(map(normal, texts), ids, strict=True)) | meanings
    return meanings


def _ways(option: Option) -> list[str]:
    """Return the ways to write an option: its id, then those of each wording, today's first."""
    ways = [option.id]
    for label, points in option.wordings:
        details = " ".join(points)
        ways += [label, f"{label} {details}", details]
    return ways
