"""The rounds of a vote: what happens in a room, one event after the other, and what is so then.

A round collects hands and ballots in silence, then is revealed; any number of rounds may follow,
and the room agrees on an answer. All of it is part of the answer set. Pure: no event is lost when
each answer set is kept before it is shown.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from careerplan_cli.model.answers import UNSURE, AnswerSet, Ballot, Counts
from careerplan_cli.model.instrument import Option, Question
from careerplan_cli.scoring.agreement import Word, agreement, agreement_word


@dataclass(frozen=True, kw_only=True)
class HandCount:
    """Hands were counted for a question; an earlier count of the same round no longer holds."""

    question: str
    counts: Counts


@dataclass(frozen=True, kw_only=True)
class CastBallot:
    """A ballot came in."""

    ballot: Ballot


@dataclass(frozen=True, kw_only=True)
class TakeBackBallot:
    """The last ballot no longer holds."""


@dataclass(frozen=True, kw_only=True)
class Reveal:
    """The open round of a question is shown; from now on it is one of its rounds."""

    question: str


@dataclass(frozen=True, kw_only=True)
class CorrectCount:
    """The last round of a question was counted wrongly: these are its counts."""

    question: str
    counts: Counts


@dataclass(frozen=True, kw_only=True)
class Agree:
    """The room agreed on an answer, with a reason; `dissent` is what others say (else empty)."""

    question: str
    option: str
    reason: str = ""
    dissent: str = ""


Event = HandCount | CastBallot | TakeBackBallot | Reveal | CorrectCount | Agree


def after(answer_set: AnswerSet, event: Event) -> AnswerSet:
    """Return the answer set as it is after an event."""
    match event:
        case HandCount():
            return replace(answer_set, hands={**answer_set.hands, event.question: event.counts})
        case CastBallot():
            return _with_ballots(answer_set, (*answer_set.ballots, event.ballot))
        case TakeBackBallot():
            return _with_ballots(answer_set, answer_set.ballots[:-1])
        case Reveal():
            return _revealed(answer_set, event.question)
        case CorrectCount():
            rounds = (*answer_set.votes[event.question][:-1], event.counts)
            return replace(answer_set, votes={**answer_set.votes, event.question: rounds})
        case Agree():
            return _agreed(answer_set, event)


def is_open(answer_set: AnswerSet, question: str) -> bool:
    """Return whether a round of the question collects votes that are not revealed yet."""
    return bool(open_counts(answer_set, question))


def open_counts(answer_set: AnswerSet, question: str) -> Counts:
    """Return what hands and ballots say in the open round; nothing of it is shown before `Reveal`.

    How many have answered is the sum.
    """
    chosen = [b.answers[question] for b in answer_set.ballots if question in b.answers]
    counts = Counter(answer_set.hands.get(question, {})) + Counter(chosen)
    return {id_: number for id_, number in counts.items() if number}


def is_decided(answer_set: AnswerSet, question: str) -> bool:
    """Return whether a question has an answer, and no vote that is newer."""
    pending = is_open(answer_set, question) or question in answer_set.to_agree
    return question in answer_set.answers and not pending


def groups(answer_set: AnswerSet) -> Mapping[str, int]:
    """Return how many of the ballots that are not revealed yet come from each group."""
    return Counter(ballot.group for ballot in answer_set.ballots if ballot.group)


def _with_ballots(answer_set: AnswerSet, ballots: tuple[Ballot, ...]) -> AnswerSet:
    """Return the answer set with these ballots, which are one more or one less than before."""
    taken_back = len(ballots) < len(answer_set.ballots) == answer_set.people
    people = len(ballots) if taken_back else max(answer_set.people, len(ballots))
    return replace(answer_set, ballots=ballots, people=people)


def _revealed(answer_set: AnswerSet, question: str) -> AnswerSet:
    """Return the answer set with the open round counted; what else ballots say stays unrevealed.

    A round that nobody voted in is none. An answer that there is already is older than the round.
    """
    counts = open_counts(answer_set, question)
    rounds = (*answer_set.votes.get(question, ()), *([counts] if counts else []))
    left = (
        b._replace(answers={id_: a for id_, a in b.answers.items() if id_ != question})
        for b in answer_set.ballots
    )
    older = (question,) if counts and question in answer_set.answers else ()
    return replace(
        answer_set,
        votes={**answer_set.votes, question: rounds} if rounds else answer_set.votes,
        to_agree=tuple(dict.fromkeys((*answer_set.to_agree, *older))),
        hands={id_: hands for id_, hands in answer_set.hands.items() if id_ != question},
        ballots=tuple(ballot for ballot in left if ballot.answers),
    )


def _agreed(answer_set: AnswerSet, event: Agree) -> AnswerSet:
    reasons = {**answer_set.reasons, event.question: event.reason.strip()}
    dissent = {**answer_set.dissent, event.question: event.dissent.strip()}
    return replace(
        answer_set,
        answers={**answer_set.answers, event.question: event.option},
        reasons={id_: words for id_, words in reasons.items() if words},
        dissent={id_: words for id_, words in dissent.items() if words},
        to_agree=tuple(id_ for id_ in answer_set.to_agree if id_ != event.question),
    )


@dataclass(frozen=True, kw_only=True)
class RoundResult:
    """What a round says. `agreement` is from 0 to 1; it and `word` are None where nobody answered.

    `counts` has how many chose each option, in the question's order, also those that do not count;
    `unsure` how many could not tell. `ends` are the options that one voice each should speak for:
    the lowest and the highest that somebody chose, or one that all chose; none where nobody did.
    `far` are those who stand two steps or more away from an answer that the room is together on.
    """

    counts: Mapping[str, int]
    unsure: int
    agreement: float | None
    word: Word | None
    ends: tuple[Option, ...]
    far: tuple[Option, ...]

    @property
    def voters(self) -> int:
        """How many people voted."""
        return sum(self.counts.values()) + self.unsure


def round_result(question: Question, counts: Counts) -> RoundResult:
    """Return what the votes of a round on a question say."""
    scale = sorted((o for o in question.options if o.counts), key=lambda option: option.points)
    numbers = [counts.get(option.id, 0) for option in scale]
    apart = sum(counts.get(option.id, 0) for option in question.options if not option.counts)
    unsure = counts.get(UNSURE, 0)
    word = agreement_word(numbers, apart, unsure)
    chosen = [place for place, number in enumerate(numbers) if number]
    most = max(range(len(numbers)), key=numbers.__getitem__, default=0)
    far = [place for place in chosen if abs(place - most) > 1] if word == "together" else []
    return RoundResult(
        counts={option.id: counts.get(option.id, 0) for option in question.options},
        unsure=unsure,
        agreement=agreement(numbers),
        word=word,
        ends=tuple(scale[place] for place in dict.fromkeys((*chosen[:1], *chosen[-1:]))),
        far=tuple(scale[place] for place in far),
    )
