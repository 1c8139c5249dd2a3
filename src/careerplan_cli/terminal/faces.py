"""How the cards of questions look: each in several faces, from airy to dense."""

from collections.abc import Callable, Sequence

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from careerplan_cli.forms.console import plain
from careerplan_cli.forms.screen import bullet
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Instrument, Option, Question
from careerplan_cli.terminal.card import Face, Row
from careerplan_cli.text.printable import one_line

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
    tail = _tail(question, answer_set, vote)
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


def _tail(question: Question, answer_set: AnswerSet, vote: str) -> RenderableType | None:
    said = (("Note:", answer_set.notes), ("Reason:", answer_set.reasons))
    lines = [plain(f"{lead} {of[question.id]}", "italic") for lead, of in said if question.id in of]
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
    alone = Group(_progress(instrument, position, answer_set), plain(question.prompt, "bold"))
    faces.append(
        Face(head=alone, rows=_rows(question, label_row), tail=_tail(question, answer_set, vote))
    )
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
