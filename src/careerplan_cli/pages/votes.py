"""What a room decided, in words: who chose what, how far they agree, reason and dissent."""

from collections.abc import Iterator, Mapping, Sequence

from careerplan_cli.model.answers import UNSURE, AnswerSet, Counts
from careerplan_cli.model.blocks import Block, Paragraph
from careerplan_cli.model.instrument import Option, Question
from careerplan_cli.model.result import QuestionResult, Result
from careerplan_cli.rounds import RoundResult, round_result
from careerplan_cli.scoring.agreement import Word

CANNOT_TELL = "cannot tell"

_MEANINGS: Mapping[Word, str] = {
    "together": "Together: three quarters or more chose the same answer.",
    "neighbours": "Neighbours: all chose one of two answers that are next to each other.",
    "two camps": "Two camps: a quarter or more are at each end, and fewer on any answer between.",
    "spread": "Spread: no answer has three quarters, and more than two neighbours were chosen.",
    "cannot tell": "Cannot tell: more than half could not tell.",
}

AGREEMENT = "Agreement: 1 if all choose the same, 0 if half are at each end."

WORDS_EXPLAINED = "\n".join([*_MEANINGS.values(), AGREEMENT])
"""What the words for how votes lie mean, a line each."""


def vote_lines(question: Question, answers: AnswerSet) -> Iterator[tuple[str, str]]:
    """Yield the reason for an answer, what was voted, and the dissent: each a lead and its text."""
    if reason := answers.reasons.get(question.id):
        yield "Reason:", reason
    rounds = answers.votes.get(question.id, ())
    if rounds:
        yield ("Vote:" if len(rounds) == 1 else "Votes:"), _votes(question, answers, rounds)
    if dissent := answers.dissent.get(question.id):
        yield "Dissent:", dissent


def vote_blocks(question: Question, answers: AnswerSet) -> Iterator[Block]:
    """Yield the reason for an answer, what was voted round by round, and the dissent."""
    for lead, text in vote_lines(question, answers):
        yield Paragraph(text, lead)


def said_lines(entry: QuestionResult, result: Result) -> Iterator[str]:
    """Yield the note on an answer, its reason, its votes in each round, and the dissent."""
    answers, question = result.answer_set, entry.question
    if entry.note:
        yield f"Note: {entry.note}"
    if reason := answers.reasons.get(question.id):
        yield f"Reason: {reason}"
    if rounds := answers.votes.get(question.id):
        last = round_result(question, rounds[-1])
        if entry.option:
            yield f"Votes: {_chosen_by(entry.option, rounds, 'it')} ({standing(last)})."
        else:
            yield f"Votes: {split(question, last)}."
    if dissent := answers.dissent.get(question.id):
        yield f"Dissent: {dissent}"


def _votes(question: Question, answers: AnswerSet, rounds: Sequence[Counts]) -> str:
    """Return how many chose the agreed answer in each round, then each round in full."""
    agreed = answers.answers.get(question.id)
    told = []
    if agreed:
        option = question.option(agreed)
        told.append(f"{_chosen_by(option, rounds, f'“{option.label}”')}.")
    results = [round_result(question, counts) for counts in rounds]
    if len(results) == 1:
        told.append(f"{split(question, results[0])}.")
    else:
        told += [f"Round {n}: {split(question, one)}." for n, one in enumerate(results, 1)]
    number = results[-1].voters
    if answers.room_size > number:
        told.append(f"{number} of the {answers.room_size} people in the room voted.")
    return " ".join(told)


def _chosen_by(option: Option, rounds: Sequence[Counts], name: str) -> str:
    """Return how many chose an answer: `12 of 21 chose it, then 18 of 21`, round by round."""
    shares = [(counts.get(option.id, 0), sum(counts.values())) for counts in rounds]
    (number, people), *later = shares
    first = f"{number} of {people} chose {name}"
    return ", then ".join([first, *(f"{n} of {of}" for n, of in later)])


def split(question: Question, result: RoundResult) -> str:
    """Return how many chose each answer by its label, with the word and the agreement."""
    parts = [f"{question.option(id_).label} {number}" for id_, number in result.counts.items()]
    if result.unsure:
        parts.append(f"{CANNOT_TELL} {result.unsure}")
    return f"{', '.join(parts)} ({standing(result)})"


def standing(result: RoundResult) -> str:
    """Return the word and the agreement of a round: `neighbours, agreement 0.62`."""
    if result.agreement is None:
        return result.word or "no answer"
    return f"{result.word}, agreement {result.agreement:.2f}"


def numbered(question: Question, option: str) -> str:
    """Return what an answer is called in the room: its key and its label."""
    if option == UNSURE:
        return CANNOT_TELL
    keys = {o.id: key for key, o in zip(question.keys, question.options, strict=True)}
    return f"{keys[option]} {question.option(option).label}"


def meaning(question: Question, result: RoundResult) -> str:
    """Return what the word of a round means; nothing for a round without one."""
    if result.word == "spread":
        numbers = {o.id: result.counts[o.id] for o in question.options if o.counts}
        most, people = max(numbers, key=numbers.__getitem__), sum(numbers.values())
        if 2 * numbers[most] > people and most not in {option.id for option in result.ends}:
            key = numbered(question, most).split()[0]
            return f"Spread: {numbers[most]} of {people} chose {key}; the others are on both sides."
    return _MEANINGS[result.word] if result.word else ""


def what_to_do_now(question: Question, result: RoundResult, rounds: int = 1) -> str:
    """Return what the facilitator can do after so many rounds; nobody is put on the spot."""
    named = [f"“{numbered(question, option.id)}”" for option in result.ends]
    if result.word == "cannot tell":
        return (
            "Most cannot tell. Ask what they would need to know, and who knows it. "
            "Then vote once more."
        )
    if not named:
        return "No vote is for an answer that has points. Ask why that is so, and agree."
    if len(named) == 1:
        return (
            f"All who can tell chose {named[0]}. Ask for an example of what they have seen. "
            "Then agree."
        )
    if result.word == "together":
        far = " or ".join(f"“{numbered(question, option.id)}”" for option in result.far)
        return (
            f"Most agree. Ask whether somebody who sees {far or 'it otherwise'} wants to say what "
            "they have seen. Then agree."
        )
    low, high = named
    if rounds > 1:
        return (
            f"Ask whether somebody who sees {low} and somebody who sees {high} want to say what "
            "they have seen. Then agree on the answer that most can live with, and write down what "
            "the others see. Or vote once more."
        )
    if result.word == "neighbours":
        return (
            f"Ask whether somebody who sees {low} and somebody who sees {high} want to say what "
            "they have seen. Then agree if everyone can live with one of them, or vote once more."
        )
    return (
        f"Ask whether somebody who sees {low} and somebody who sees {high} want to say what they "
        "have seen. Then vote once more."
    )
