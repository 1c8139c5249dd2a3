"""What a room decided, in words: how many chose what in each round, how far they agree, dissent."""

from collections.abc import Iterator, Sequence

from careerplan_cli.model.answers import UNSURE, AnswerSet, Counts
from careerplan_cli.model.blocks import Block, Paragraph
from careerplan_cli.model.instrument import Option, Question
from careerplan_cli.model.result import QuestionResult, Result
from careerplan_cli.rounds import RoundResult, round_result

CANNOT_TELL = "cannot tell"


def vote_lines(question: Question, answers: AnswerSet) -> Iterator[tuple[str, str]]:
    """Yield what was voted on a question, and the dissent: each a lead and its text."""
    rounds = answers.votes.get(question.id, ())
    if rounds:
        yield ("Vote:" if len(rounds) == 1 else "Votes:"), _votes(question, answers, rounds)
    if dissent := answers.dissent.get(question.id):
        yield "Dissent:", dissent


def vote_blocks(question: Question, answers: AnswerSet) -> Iterator[Block]:
    """Yield what was voted on a question round by round, and the dissent."""
    for lead, text in vote_lines(question, answers):
        yield Paragraph(text, lead)


def said_lines(entry: QuestionResult, result: Result) -> Iterator[str]:
    """Yield the note on an answer, how many chose it in each round, and the dissent, in short."""
    answers, question = result.answer_set, entry.question
    if entry.note:
        yield f"Note: {entry.note}"
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


def what_to_do_now(question: Question, result: RoundResult) -> str:
    """Return what the facilitator can do after a round is revealed, neutral and in plain words."""
    named = [f"“{numbered(question, option.id)}”" for option in result.ends]
    if result.word == "cannot tell" or not named:
        return (
            "Most cannot tell. Ask what they would need to know, and who knows it. Then vote again."
        )
    if len(named) == 1:
        return f"All who can tell chose {named[0]}. Ask one of them what they have seen, and agree."
    if result.word == "together" and result.far:
        return _hear_the_few(question, result)
    if result.word == "together":
        return "Most agree. Ask those who chose otherwise what they have seen, and agree."
    low, high = named
    return f"Ask one who chose {low} and one who chose {high} what they have seen. Then vote again."


def _hear_the_few(question: Question, result: RoundResult) -> str:
    """Return whom to hear where nearly all are together: `Hear the two who chose ...`."""
    number = sum(result.counts[option.id] for option in result.far)
    names = " or ".join(f"“{numbered(question, option.id)}”" for option in result.far)
    if number == 1:
        return f"Most agree. Hear the one who chose {names}: what have they seen? Then agree."
    return f"Most agree. Hear the {number} who chose {names}: what have they seen? Then agree."
