"""What a vote looks like: who has answered, the rounds side by side, and what to do now."""

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from careerplan_cli.forms.console import plain
from careerplan_cli.forms.screen import bullet
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Question
from careerplan_cli.pages.votes import (
    AGREEMENT,
    CANNOT_TELL,
    meaning,
    numbered,
    standing,
    what_to_do_now,
)
from careerplan_cli.rounds import RoundResult, is_open, open_counts, round_result
from careerplan_cli.terminal.card import MARGIN
from careerplan_cli.terminal.faces import label_row

_SIDE_BY_SIDE = 3
"""How many rounds stand side by side, the last ones."""


def vote_in_short(answer_set: AnswerSet, question: Question) -> str:
    """Return how a vote stands, as a card tells it; nothing where there is none."""
    if is_open(answer_set, question.id):
        return f"{answered(answer_set, question)} Press v to go on with the vote."
    rounds = answer_set.votes.get(question.id, ())
    if not rounds:
        return ""
    result = round_result(question, rounds[-1])
    return f"Vote, round {len(rounds)}: {standing(result)}. Press v to see it."


def title(question: Question) -> RenderableType:
    """Return what is voted on."""
    return Group(plain(question.title, "bold underline"), plain(question.prompt))


def labels(question: Question) -> list[RenderableType]:
    """Return the answers by their keys and labels."""
    return [
        label_row(key, option) for key, option in zip(question.keys, question.options, strict=True)
    ]


def answered(answer_set: AnswerSet, question: Question) -> str:
    """Return how many have answered in the open round, and nothing else of it."""
    number = sum(open_counts(answer_set, question.id).values())
    if number < answer_set.room_size:
        return f"{number} of {answer_set.room_size} people have answered. Nothing is revealed yet."
    if number == 1:
        return "1 person has answered. Nothing is revealed yet."
    return f"{number} people have answered. Nothing is revealed yet."


def what_comes_next(answer_set: AnswerSet, question: Question) -> str:
    """Return what the facilitator does in an open round."""
    if not open_counts(answer_set, question.id):
        return "Press c to count hands."
    return (
        "Press r to show everyone how the votes lie. Then the room talks, votes once more, or "
        "agrees on an answer."
    )


def count_words(answer_set: AnswerSet, question: Question) -> str:
    """Return what counting hands means in an open round."""
    if answer_set.hands.get(question.id):
        return "c  Count the hands again"
    if any(question.id in ballot.answers for ballot in answer_set.ballots):
        return "c  Count hands too, of those without a ballot"
    return "c  Count hands"


def rounds_shown(
    console: Console,
    question: Question,
    answer_set: AnswerSet,
    last: AnswerSet | None,
    *,
    dense: bool = False,
) -> list[RenderableType]:
    """Return the last rounds side by side, what the last one says, and what to do now.

    What `last` says was agreed last time comes after them. Where it is `dense`, what the number
    for the agreement means is left out; `?` tells it.
    """
    results = [round_result(question, counts) for counts in answer_set.votes[question.id]]
    shown = list(enumerate(results, 1))[-_SIDE_BY_SIDE if console.width >= 80 else -2 :]
    result = results[-1]
    parts: list[RenderableType] = [_bars(question, shown, console.width - MARGIN), Text()]
    if words := meaning(question, result):
        whole = result.agreement is not None and not dense
        parts.append(plain(f"{words} {AGREEMENT}" if whole else words))
    if result.voters < answer_set.room_size:
        parts.append(
            Text(
                f"{result.voters} of {answer_set.room_size} people have voted; the others gave no "
                "answer here."
            )
        )
    parts.append(plain(what_to_do_now(question, result, len(results)), "bold"))
    if last and (said := _last_time(question, last)):
        parts.append(plain(said, "italic"))
    return parts


def _bars(question: Question, results: list[tuple[int, RoundResult]], width: int) -> RenderableType:
    """Return rounds side by side: for each answer a bar and how many chose it."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=True, header_style="")
    column = width // (1 + len(results)) - 2
    table.add_column(width=width - (column + 2) * len(results) - 2, overflow="fold")
    for number, _ in results:
        table.add_column(f"Round {number}", width=column, overflow="fold")
    most = max(n for _, r in results for n in (1, *r.counts.values(), r.unsure))
    room = max(1, column - len(f" {most}"))

    def bar(number: int) -> str:
        return f"{'█' * round(number * room / most)} {number}".strip()

    for key, option in zip(question.keys, question.options, strict=True):
        cells = (bar(result.counts[option.id]) for _, result in results)
        table.add_row(bullet(f"{key}  ", plain(option.label)), *cells)
    if any(result.unsure for _, result in results):
        table.add_row(CANNOT_TELL, *(bar(result.unsure) for _, result in results))
    table.add_row("", *(Text(standing(result), "bold") for _, result in results))
    return table


def _last_time(question: Question, last: AnswerSet) -> str:
    """Return what was agreed last time, with what was said; nothing where unknown."""
    answer = last.answers.get(question.id)
    if answer not in {option.id for option in question.options}:
        return ""
    words = f"Last time ({last.date.isoformat() if last.date else 'no date'}): "
    words += f"{numbered(question, answer)}."
    for lead, said in (("Reason", last.reasons), ("Note", last.notes), ("Dissent", last.dissent)):
        if text := said.get(question.id):
            words += f" {lead}: {text}"
    return words
