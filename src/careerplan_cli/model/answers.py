"""What an answer set is: one respondent's answers to one instrument."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 (the field below is called date)

MOST_CHARACTERS = 20_000
"""How long a name or a note can be."""


@dataclass(frozen=True, kw_only=True)
class AnsweredContent:
    """Which questions were answered: the content's name, and a digest of each question by id."""

    pack: str
    questions: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class AnswerSet:
    """Answers by question id (each an option's id), with notes by question id.

    `retired` and `retired_notes` are answers and notes to questions that are no longer asked: they
    are kept, and count for nothing. `needs` and `focus` are the ids from the review list
    that a plan takes up; empty while nothing is chosen.
    """

    instrument: str
    district: str | None = None
    respondent: str | None = None
    date: Date | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    retired: Mapping[str, str] = field(default_factory=dict)
    retired_notes: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    content: AnsweredContent | None = None
