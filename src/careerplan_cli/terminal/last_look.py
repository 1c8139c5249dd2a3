"""The last look: all answers with what was said, and what is not decided yet."""

from collections.abc import Sequence
from typing import Literal

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from careerplan_cli.forms.console import plain
from careerplan_cli.forms.screen import bullet
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.rounds import is_decided, is_open
from careerplan_cli.terminal.card import Face, Row

FINISH, CHANGE = " finish", " change"
"""The choices of the last look besides the number of a question."""

_FEW = 9
"""As many answers as can each have a digit."""

_TWO_COLUMNS = 78
"""From how many columns on a long list of answers stands in two halves side by side."""


def last_look_faces(console: Console, instrument: Instrument, answer_set: AnswerSet) -> list[Face]:
    """Return all answers, with their notes and as much of each as fits."""
    title = plain("A last look at your answers", "bold underline")
    questions = instrument.questions
    finish = Row(key="r", text=Text("r  Show the result"), choice=FINISH)
    if len(questions) > _FEW:
        return _many_faces(console, title, questions, answer_set, finish)
    faces = []
    for told in (_with_picture, _with_note, _with_note_mark):
        rows = [finish]
        for number, question in enumerate(questions):
            answer = told(question, answer_set)
            text = bullet(f"{number + 1}  ", answer)
            rows.append(Row(key=str(number + 1), text=text, choice=str(number)))
        faces.append(Face(head=Group(title, Text()), rows=rows))
    return [*faces[:-1], faces[-1], faces[1]]


def _answer(question: Question, answer_set: AnswerSet) -> Text:
    label = question.option(answer_set.answers[question.id]).label
    answer = plain(f"{question.title}: ", "bold") + plain(label)
    return answer.append(_vote_mark(answer_set, question), "italic")


def _with_picture(question: Question, answer_set: AnswerSet) -> RenderableType:
    option = question.option(answer_set.answers[question.id])
    details = (bullet("• ", plain(detail)) for detail in option.picture)
    return Group(_answer(question, answer_set), *details, *_said_lines(question, answer_set))


def _with_note(question: Question, answer_set: AnswerSet) -> RenderableType:
    return Group(_answer(question, answer_set), *_said_lines(question, answer_set))


def _with_note_mark(question: Question, answer_set: AnswerSet) -> RenderableType:
    marks = "".join(mark for _, _, mark in _said(question, answer_set))
    return _answer(question, answer_set).append(marks, "italic")


def _said_lines(question: Question, answer_set: AnswerSet) -> list[Text]:
    return [plain(f"{lead} {words}", "italic") for lead, words, _ in _said(question, answer_set)]


def _said(question: Question, answer_set: AnswerSet) -> list[tuple[str, str, str]]:
    """Return what was said of an answer: a lead, the words, and what stands there in short."""
    said = (
        ("Note:", answer_set.notes, " (with a note)"),
        ("Reason:", answer_set.reasons, " (with a reason)"),
        ("Dissent:", answer_set.dissent, " (with a dissent)"),
    )
    return [(lead, of[question.id], mark) for lead, of, mark in said if question.id in of]


def _many_faces(
    console: Console,
    title: Text,
    questions: Sequence[Question],
    answer_set: AnswerSet,
    finish: Row,
) -> list[Face]:
    """Return many answers in a table, or where that is too long as options that are paged."""
    change = Row(key="c", text=Text("c  Change an answer"), choice=CHANGE)
    faces = []
    for whole in (True, False):
        table = _all_answers(console, questions, answer_set, whole=whole)
        faces.append(Face(head=Group(title, Text(), table, Text()), rows=[finish, change]))
    rows = [finish, change]
    for number, question in enumerate(questions):
        text = bullet(f"{number + 1:>2} ", _with_note(question, answer_set))
        rows.append(Row(key="", text=text, choice=str(number)))
    return [*faces, Face(head=title, rows=rows)]


def _all_answers(
    console: Console, questions: Sequence[Question], answer_set: AnswerSet, *, whole: bool
) -> Table:
    """Return all answers, on a wide screen many of them in two halves side by side."""
    if len(questions) <= _FEW or console.width < _TWO_COLUMNS:
        return _answers(questions, answer_set, 0, whole=whole)
    half = (len(questions) + 1) // 2
    halves = Table.grid(padding=(0, 2, 0, 0), expand=True)
    halves.add_column(ratio=1)
    halves.add_column(ratio=1)
    halves.add_row(
        _answers(questions[:half], answer_set, 0, whole=whole),
        _answers(questions[half:], answer_set, half, whole=whole),
    )
    return halves


def _answers(
    questions: Sequence[Question], answer_set: AnswerSet, before: int, *, whole: bool
) -> Table:
    """Return a table of answers; `before` is how many questions come before the first.

    Unless it is to be `whole`, each has one line, and notes are left out.
    """
    table = Table(
        box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False, expand=not whole
    )
    table.add_column(no_wrap=True, justify="right", min_width=2)
    overflow: Literal["fold", "ellipsis"] = "fold" if whole else "ellipsis"
    table.add_column(ratio=4 if whole else 6, overflow=overflow, no_wrap=not whole)
    table.add_column(ratio=6 if whole else 5, overflow=overflow, no_wrap=not whole)
    for n, question in enumerate(questions, before + 1):
        answer = plain(question.option(answer_set.answers[question.id]).label)
        answer.append(_vote_mark(answer_set, question), "italic")
        for lead, words, mark in _said(question, answer_set):
            answer.append(f"\n{lead} {plain(words)}" if whole else mark, "italic")
        table.add_row(f"{n}", plain(question.title), answer)
    return table


def undecided(instrument: Instrument, answer_set: AnswerSet) -> list[str]:
    """Return what the last look has to warn of: votes not revealed, answers not agreed on."""
    asked = [(str(n), q) for n, q in enumerate(instrument.questions, 1)]
    hidden = [n for n, q in asked if is_open(answer_set, q.id)]
    older = [n for n, q in asked if q.id in answer_set.to_agree and n not in hidden]
    notices = []
    if len(hidden) == 1:
        notices.append(
            f"The votes on question {hidden[0]} are not revealed. Choose it to go on with them."
        )
    elif hidden:
        notices.append(
            f"The votes on the questions {', '.join(hidden)} are not revealed. Choose each to go "
            "on with them."
        )
    if len(older) == 1:
        notices.append(
            f"The answer to question {older[0]} is older than its last vote. Choose it to agree."
        )
    elif older:
        notices.append(
            f"The answers to the questions {', '.join(older)} are older than their last votes. "
            "Choose each to agree."
        )
    return notices


def _vote_mark(answer_set: AnswerSet, question: Question) -> str:
    """Return what stands beside an answer whose vote is not at its end; nothing for others."""
    if question.id not in answer_set.answers or is_decided(answer_set, question.id):
        return ""
    if is_open(answer_set, question.id):
        return " (votes not revealed)"
    return " (older than the last vote)"
