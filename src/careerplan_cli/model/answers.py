"""What an answer set is: one respondent's answers to one instrument."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 (the field below is called date)
from typing import NamedTuple

MOST_CHARACTERS = 20_000
"""How long a name or a note can be."""


class AnsweredContent(NamedTuple):
    """Which questions were answered: the content's name, and a digest of each question by id."""

    pack: str
    questions: Mapping[str, str]


UNSURE = "unsure"
"""What stands in a vote for "cannot tell"; no option has it as its id."""

Counts = Mapping[str, int]
"""How many people chose each option of a question, by its id, and how many are `UNSURE`."""


class Ballot(NamedTuple):
    """One person's choices by question id: an option's id each, or `UNSURE`.

    `group` says whom the person speaks for, such as parents, where that is told.
    """

    answers: Mapping[str, str]
    group: str | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerSet:
    """Answers by question id (each an option's id), with notes by question id.

    A room that voted has `votes`, the rounds of each question in order, `reasons` for what it
    agreed on, and `dissent`, what those say who see it otherwise. `to_agree` are the questions
    whose answer is older than their last vote. Votes that are not revealed yet are in `hands`, for
    a question whose round is open, and in `ballots`. `people` is how many took part where each was
    counted, as with ballots; 0 where that is not known.

    `retired` and `retired_notes` are answers and notes to questions that are no longer asked: they
    are kept, and count for nothing. `needs` and `focus` are the ids from the review list
    that a plan takes up, `actions` the codes from the action library; empty while nothing is
    chosen. `left_out` are the needs and actions that an update of a plan did not take up.
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
    actions: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    content: AnsweredContent | None = None
    votes: Mapping[str, tuple[Counts, ...]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    dissent: Mapping[str, str] = field(default_factory=dict)
    to_agree: tuple[str, ...] = ()
    people: int = 0
    hands: Mapping[str, Counts] = field(default_factory=dict)
    ballots: tuple[Ballot, ...] = ()

    @property
    def is_room(self) -> bool:
        """Whether people voted on these answers, rather than one respondent giving them."""
        return bool(self.votes or self.reasons or self.dissent or self.hands or self.ballots)

    @property
    def voters(self) -> int:
        """The most people who took part in a round; 0 where none is revealed."""
        return max(self._round_sizes, default=0)

    @property
    def fewest_voters(self) -> int:
        """The fewest people who took part in a round; 0 where none is revealed."""
        return min(self._round_sizes, default=0)

    @property
    def _round_sizes(self) -> list[int]:
        return [sum(counts.values()) for rounds in self.votes.values() for counts in rounds]

    @property
    def room_size(self) -> int:
        """How many people are in the room; 0 where that is not known."""
        return self.people if self.people >= self.voters else 0
