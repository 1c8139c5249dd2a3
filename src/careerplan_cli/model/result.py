"""What a result is: everything that the rules say about one answer set."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Instrument, Option, Question
from careerplan_cli.text.printable import one_line


class QuestionResult(NamedTuple):
    """A question with the option chosen (None: no answer), the note taken with it and the reason.

    `next_option` is the answer one step up; None at the top and where no answer counts.
    """

    question: Question
    option: Option | None
    next_option: Option | None
    note: str
    reason: str = ""

    @property
    def said(self) -> str:
        """The reason for the answer and the note, each on a line."""
        return "\n".join(filter(None, (self.reason, self.note)))


@dataclass(frozen=True, kw_only=True)
class Result:
    """Where a district stands.

    `total` is in points, over the questions answered. `counts` has the number of questions
    answered with each option id. `level` is an id, None while too few are answered;
    `answers_needed` is then how many more it takes, else 0. `possible_levels` are the ids that
    the missing answers can still lead to. `improvable` holds the answered questions below their
    highest answer, lowest share of their points first, and `focus_areas` the ids of their areas of
    focus in the same order. `points_to_next` is how many points the level `next_level` is away;
    both are None at the top, without a level, and where no points are added.
    """

    instrument: Instrument
    answer_set: AnswerSet
    questions: tuple[QuestionResult, ...]
    total: int
    counts: Mapping[str, int]
    level: str | None
    answers_needed: int
    possible_levels: tuple[str, ...]
    improvable: tuple[QuestionResult, ...]
    focus_areas: tuple[str, ...]
    next_level: str | None
    points_to_next: int | None

    @property
    def answered(self) -> int:
        """The number of questions answered."""
        return sum(entry.option is not None for entry in self.questions)

    @cached_property
    def complete(self) -> bool:
        """Whether every question is answered."""
        return self.answered == len(self.questions)

    @cached_property
    def option_ids(self) -> tuple[str | None, ...]:
        """The id of the option chosen for each question, in order; None without an answer."""
        return tuple(entry.option.id if entry.option else None for entry in self.questions)


RESPONDENT_COLUMNS = ("file", "district", "respondent", "date")
"""What is known of every record beside its answers."""


class Record(NamedTuple):
    """One respondent's answers as they came in, and what they say.

    `file` names where they stand; `row` counts a table's records from 1, None where the file
    holds one respondent; `instrument` is what they answer. `columns` has what a table says beside
    the answers, by column name. `result` is None where the answers cannot be used; `reason` then
    says why, and `written` has what stands in place of each answer, by question id.
    """

    file: str
    row: int | None
    instrument: Instrument
    district: str | None
    respondent: str | None
    date: str | None
    columns: Mapping[str, str]
    result: Result | None
    reason: str = ""
    written: Mapping[str, str] = MappingProxyType({})

    @property
    def place(self) -> str:
        """The file, and the record's number in it: `export.csv record 3`."""
        name = one_line(self.file)
        return name if self.row is None else f"{name} record {self.row}"

    def value(self, column: str) -> str:
        """Return what a column of the table says, or else one of `RESPONDENT_COLUMNS`."""
        if column in self.columns:
            return self.columns[column]
        known = (self.file, self.district, self.respondent, self.date)
        return dict(zip(RESPONDENT_COLUMNS, known, strict=True)).get(column) or ""


class Summary(NamedTuple):
    """What many results to one instrument say together.

    `level_counts` has the number of results at each level id, zeros included; `unfinished` is the
    number without a level, `unusable` that of records without a result. `answers` has, for each
    question id, the number of answers with each option id. Of the answers that count, `means` and
    `medians` have the mean and median points, `spreads` the standard deviation, 0-0.5, of the share
    of its points that each reaches, and `agreements` how far they agree, 0-1
    (`scoring.agreement`); all are None where nobody answered.

    `hidden` has the ids of questions whose numbers are kept back, being those of too few people;
    `levels_hidden` says that those of the levels are, `all_hidden` that all are. What is kept back
    is 0 or None here.
    """

    instrument: Instrument
    level_counts: Mapping[str, int]
    unfinished: int
    unusable: int
    answers: Mapping[str, Mapping[str, int]]
    means: Mapping[str, float | None]
    medians: Mapping[str, float | None]
    spreads: Mapping[str, float | None]
    agreements: Mapping[str, float | None]
    hidden: frozenset[str] = frozenset()
    levels_hidden: bool = False
    all_hidden: bool = False

    @property
    def results(self) -> int:
        """The number of results."""
        return sum(self.level_counts.values()) + self.unfinished

    @property
    def records(self) -> int:
        """The number of records, with and without a result."""
        return self.results + self.unusable

    def answered(self, question: Question) -> int:
        """Return how many answers to a question there are, of those that count."""
        answers = self.answers[question.id]
        return sum(answers[option.id] for option in question.options if option.counts)

    def shares(self, question: Question) -> dict[str, float]:
        """Return each option's share, 0-1, of the answers that count; nothing without any."""
        times, answers = self.answered(question), self.answers[question.id]
        counting = [option.id for option in question.options if option.counts]
        return {id_: answers[id_] / times for id_ in counting} if times else {}

    def missing(self, question: Question) -> int:
        """Return how many results have no answer to a question."""
        if question.id in self.hidden:
            return 0
        return self.results - sum(self.answers[question.id].values())

    @property
    def widest(self) -> tuple[Question, ...]:
        """The questions on which the group disagrees most; none where it agrees on all."""
        widest = max((spread for spread in self.spreads.values() if spread), default=None)
        return tuple(
            question
            for question in self.instrument.questions
            if widest and self.spreads[question.id] == widest
        )
