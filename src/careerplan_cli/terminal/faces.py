"""How the cards of an interview look: each in several faces, from airy to dense."""

from collections.abc import Callable, Sequence
from typing import Literal

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from careerplan_cli.forms.console import plain
from careerplan_cli.forms.screen import bullet
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Instrument, Option, Question
from careerplan_cli.terminal.card import Face, Row
from careerplan_cli.text.printable import one_line

FINISH, CHANGE = " finish", " change"
"""The choices of the last look besides the number of a question."""

FEW = 9
"""As many answers as can each have a digit at the last look."""

_TWO_COLUMNS = 78
"""From how many columns on a long list of answers stands in two halves side by side."""


_Layout = Callable[[str, Option], RenderableType]
"""A way to set an option, by its key."""


def question_faces(
    console: Console, instrument: Instrument, position: int, answer_set: AnswerSet, vote: str
) -> list[Face]:
    """Return a question with the whole text of every option; `vote` says how a vote stands."""
    if instrument.options:
        return _section_faces(console, instrument, position, answer_set, vote)
    question = instrument.questions[position]
    top = _progress(instrument, position, answer_set)
    asked = [plain(question.title, "bold underline"), plain(question.prompt)]
    if question.help:
        asked.append(plain(question.help, "italic"))
    tail = _tail(answer_set.notes.get(question.id, ""), vote)
    airy = Group(top, Text(), *asked, Text())
    faces = [
        Face(head=airy, rows=_rows(question, layout), tail=tail)
        for layout in (_airy, _listed, _run_in, _dense)
    ]
    faces.append(Face(head=Group(top, *asked), rows=_rows(question, _dense), tail=tail))
    if answer_set.answers:
        return faces
    welcome = Group(top, Text(), plain(instrument.description, "italic"), Text(), *asked, Text())
    first = [
        Face(head=welcome, rows=_rows(question, layout), tail=tail) for layout in (_airy, _listed)
    ]
    return [*first, *faces]


def _tail(note: str, vote: str) -> RenderableType | None:
    lines = [plain(f"Note: {note}", "italic")] if note else []
    lines += [plain(vote, "italic")] if vote else []
    return Group(*lines) if lines else None


def _rows(question: Question, layout: _Layout) -> list[Row]:
    return [
        Row(key=key, text=layout(key, option), choice=option.id)
        for key, option in zip(question.keys, question.options, strict=True)
    ]


def _airy(key: str, option: Option) -> RenderableType:
    """Return an option with its details as a list, and an empty line after it."""
    return Group(_listed(key, option), Text())


def _listed(key: str, option: Option) -> RenderableType:
    """Return an option with its details as a list."""
    details = (bullet("• ", plain(detail)) for detail in option.picture)
    return bullet(f"{key}  ", Group(plain(option.label, "bold"), *details), "bold")


def _run_in(key: str, option: Option) -> RenderableType:
    """Return an option with its details as one paragraph."""
    label, details = plain(option.label, "bold"), plain(" ".join(option.picture))
    return bullet(f"{key}  ", Group(label, details), "bold")


def _dense(key: str, option: Option) -> RenderableType:
    """Return an option as one paragraph, its label first."""
    label = plain(f"{option.label}. ", "bold")
    return bullet(f"{key}  ", Text().append(label).append(plain(" ".join(option.picture))), "bold")


def label_row(key: str, option: Option) -> RenderableType:
    """Return an option's label alone."""
    return bullet(f"{key}  ", plain(option.label))


def _section_faces(
    console: Console, instrument: Instrument, position: int, answer_set: AnswerSet, vote: str
) -> list[Face]:
    """Return the statements of a section with their answers, and a pointer at the one to answer.

    Where the screen is too short for all of them, those around the pointer are shown.
    """
    question = instrument.questions[position]
    section = next(s for s in instrument.sections if question in s.questions)
    head = Group(
        _progress(instrument, position, answer_set),
        Text(),
        plain(section.title, "bold underline"),
        *([plain(question.help, "italic")] if question.help else []),
    )
    place = section.questions.index(question)
    faces = []
    for around in range(len(section.questions) - 1, -1, -1):
        shown = section.questions[max(0, place - around) : place + around + 1]
        statements = _statements(shown, question, answer_set)
        faces.append(
            Face(
                head=Group(head, Text(), statements, Text()),
                rows=_rows(question, label_row),
                tail=plain(vote, "italic") if vote else None,
            )
        )
    note = answer_set.notes.get(question.id, "")
    alone = Group(_progress(instrument, position, answer_set), plain(question.prompt, "bold"))
    faces.append(Face(head=alone, rows=_rows(question, label_row), tail=_tail(note, vote)))
    return faces


def _statements(
    questions: Sequence[Question], current: Question, answer_set: AnswerSet
) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(no_wrap=True, min_width=12)
    for question in questions:
        answer = answer_set.answers.get(question.id)
        label = question.option(answer).label if answer else ""
        style = "bold" if question == current else ""
        pointer = "»" if question == current else " "
        statement = plain(question.prompt, style)
        if note := answer_set.notes.get(question.id):
            statement = Text().append(statement).append(plain(f"\nNote: {note}", "italic"))
        table.add_row(Text(pointer, "bold"), statement, plain(label))
    return table


def _progress(instrument: Instrument, position: int, answer_set: AnswerSet) -> RenderableType:
    questions = instrument.questions
    done = "".join("■" if question.id in answer_set.answers else "□" for question in questions)
    table = Table.grid(expand=True, padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True, overflow="ellipsis", ratio=1)
    where = Text(f"Question {position + 1} of {len(questions)}  {done}", "bold")
    table.add_row(where, Text(one_line(answer_set.district or instrument.title)))
    return table


def last_look_faces(console: Console, instrument: Instrument, answer_set: AnswerSet) -> list[Face]:
    """Return all answers, with their notes and as much of each as fits."""
    title = plain("A last look at your answers", "bold underline")
    questions = instrument.questions
    finish = Row(key="r", text=Text("r  Show the result"), choice=FINISH)
    if len(questions) > FEW:
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
    return plain(f"{question.title}: ", "bold") + plain(label)


def _with_picture(question: Question, answer_set: AnswerSet) -> RenderableType:
    option = question.option(answer_set.answers[question.id])
    return Group(_with_note(question, answer_set), *(plain(f"• {d}") for d in option.picture))


def _with_note(question: Question, answer_set: AnswerSet) -> RenderableType:
    said = [
        plain(f"{lead} {text}", "italic")
        for lead, text in (
            ("Note:", answer_set.notes.get(question.id)),
            ("Dissent:", answer_set.dissent.get(question.id)),
        )
        if text
    ]
    return Group(_answer(question, answer_set), *said)


def _with_note_mark(question: Question, answer_set: AnswerSet) -> RenderableType:
    mark = " (with a note)" if question.id in answer_set.notes else ""
    return _answer(question, answer_set).append(mark, "italic")


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
    if len(questions) <= FEW or console.width < _TWO_COLUMNS:
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
        note = answer_set.notes.get(question.id)
        if note and whole:
            answer.append(f"\nNote: {plain(note)}", "italic")
        elif note:
            answer.append(" (with a note)", "italic")
        table.add_row(f"{n}", plain(question.title), answer)
    return table
