"""The interview: asks an instrument's questions one by one, with a way back, and a last look."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from careerplan_cli.forms.console import make_console, plain, start_page
from careerplan_cli.forms.screen import bullet
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Instrument, Option, Question
from careerplan_cli.terminal.menu import RESIZED, Row, ask_text, choose
from careerplan_cli.text.printable import one_line

Save = Callable[[AnswerSet], str]
"""Keeps the answers; returns a notice for the person where that failed, else nothing."""

# Choices that are not an option of the question. Ids of options have no spaces.
_BACK, _NOTE, _STOP, _FINISH, _CHANGE = " back", " note", " stop", " finish", " change"

_MENU_LINES = 2
"""The lines that a menu takes besides its rows: the question and its keys."""

_TWO_COLUMNS = 78
"""From how many columns on a long list of answers stands in two halves side by side."""

_LAST_LOOK_LINES = 7
"""The lines of the last look around the answers, without the menu's rows for changes."""

_FEW = 9
"""As many answers as can each have a digit at the last look."""


def interview(instrument: Instrument, answer_set: AnswerSet, save: Save, notice: str = "") -> bool:
    """Ask every question from the first unanswered one on, then show all answers for a last look.

    `save` is called with the answers after each change, so its last call has the final ones.
    `notice` is shown on the first screen.
    Return whether the person wants to see the result; False means to go on another time. Raise
    `KeyboardInterrupt` on Ctrl-C.
    """
    questions = instrument.questions
    position = _next_unanswered(instrument, answer_set)
    while True:
        if position == len(questions):
            choice = _last_look(instrument, answer_set, notice)
        else:
            choice = _ask(instrument, position, answer_set, notice)
        notice = "" if choice != RESIZED else notice
        if choice in (_STOP, _FINISH):
            return choice == _FINISH
        if choice == RESIZED:
            continue
        if choice == _BACK:
            notice = "This is the first question." if position == 0 else ""
            changing = position < len(questions) == _next_unanswered(instrument, answer_set)
            position = len(questions) if changing else max(position - 1, 0)
        elif choice == _CHANGE:
            chosen = _question_to_change(len(questions))
            position = len(questions) if chosen is None else chosen
            notice = "" if chosen is not None else f"Type a number from 1 to {len(questions)}."
        elif position == len(questions):
            position = int(choice)
        elif choice == _NOTE:
            noted = _with_note(answer_set, questions[position])
            if _lacks_reason(noted, questions[position]):
                notice = "The note must say why it does not apply. The earlier note is kept."
                continue
            answer_set = noted
            notice = save(answer_set)
        else:
            answered = _with_answer(answer_set, questions[position], choice)
            if answered is None:
                notice = "Add a note that says why. Nothing was answered."
                continue
            answer_set = answered
            notice = save(answer_set)
            all_answered = _next_unanswered(instrument, answer_set) == len(questions)
            position = len(questions) if all_answered else position + 1


def _next_unanswered(instrument: Instrument, answer_set: AnswerSet) -> int:
    """Return the position of the first question without an answer, past the last when all have."""
    unanswered = (n for n, q in enumerate(instrument.questions) if q.id not in answer_set.answers)
    return next(unanswered, len(instrument.questions))


def _with_answer(answer_set: AnswerSet, question: Question, option: str) -> AnswerSet | None:
    """Return the answers with this one; None where it takes a note as its reason and has none."""
    answers = {**answer_set.answers, question.id: option}
    answered = replace(answer_set, answers=answers)
    if not _lacks_reason(answered, question):
        return answered
    explained = _with_note(answered, question, " (why it does not apply)")
    return None if _lacks_reason(explained, question) else explained


def _lacks_reason(answer_set: AnswerSet, question: Question) -> bool:
    """Return whether the answer leaves the question out without a note that says why."""
    answer = answer_set.answers.get(question.id)
    return bool(
        answer and not question.option(answer).counts and question.id not in answer_set.notes
    )


def _with_note(answer_set: AnswerSet, question: Question, purpose: str = "") -> AnswerSet:
    text = ask_text(
        make_console(),
        f"Note on {question.title}{purpose}:",
        answer_set.notes.get(question.id, ""),
    )
    notes = {**answer_set.notes, question.id: text.strip()}
    return replace(answer_set, notes={id_: note for id_, note in notes.items() if note})


def _ask(instrument: Instrument, position: int, answer_set: AnswerSet, notice: str) -> str:
    question = instrument.questions[position]
    console = make_console()
    start_page(console)
    card = _section_card if instrument.options else _card
    console.print(card(console, instrument, position, answer_set, notice))
    rows = _option_rows(question)
    chosen = answer_set.answers.get(question.id)
    return choose(console, "Your answer", rows, _commands(rows), chosen)


def _option_rows(question: Question) -> list[Row]:
    return [
        Row(key, option.label, option.id)
        for key, option in zip(question.keys, question.options, strict=True)
    ]


def _commands(rows: Sequence[Row]) -> list[Row]:
    return [Row("b", "back", _BACK), Row("t", "note", _NOTE), Row("q", "save and stop", _STOP)]


def _section_card(
    console: Console, instrument: Instrument, position: int, answer_set: AnswerSet, notice: str
) -> RenderableType:
    """Return the statements of a section with their answers, and a pointer at the one to answer.

    Where the screen is too short for all of them, those around the pointer are shown.
    """
    question = instrument.questions[position]
    section = next(s for s in instrument.sections if question in s.questions)
    head = Group(
        _progress(instrument, position, answer_set),
        *([plain(notice, "bold yellow")] if notice else []),
        Text(),
        plain(section.title, "bold underline"),
        *([plain(question.help, "italic")] if question.help else []),
        Text(),
    )
    room = console.height - len(question.options) - _MENU_LINES
    first = section.questions.index(question)
    last = first + 1

    def card(first: int, last: int) -> RenderableType:
        shown = section.questions[first:last]
        return Group(head, _statements(shown, question, answer_set), Text())

    def fits(first: int, last: int) -> bool:
        inside = first >= 0 and last <= len(section.questions)
        return inside and len(console.render_lines(card(first, last), pad=False)) <= room

    while fits(first - 1, last) or fits(first, last + 1):
        first, last = (first - 1, last) if fits(first - 1, last) else (first, last + 1)
    return card(first, last)


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


def _card(
    console: Console, instrument: Instrument, position: int, answer_set: AnswerSet, notice: str
) -> RenderableType:
    """Return a question with the whole text of every option, as airy as the screen allows."""
    question = instrument.questions[position]
    head = [
        _progress(instrument, position, answer_set),
        *([plain(notice, "bold yellow")] if notice else []),
        Text(),
        plain(question.title, "bold underline"),
        plain(question.prompt),
        *([plain(question.help, "italic")] if question.help else []),
        Text(),
    ]
    note = answer_set.notes.get(question.id)
    foot = [plain(f"Note: {note}", "italic")] if note else []
    room = console.height - len(question.options) - _MENU_LINES
    if not answer_set.answers:
        welcome = [head[0], Text(), plain(instrument.description, "italic"), *head[1:]]
        for layout in (_airy, _listed):
            card = Group(*welcome, *layout(question.options), *foot)
            if len(console.render_lines(card, pad=False)) <= room:
                return card
    for layout in (_airy, _listed, _run_in, _dense):
        card = Group(*head, *layout(question.options), *foot)
        if len(console.render_lines(card, pad=False)) <= room:
            return card
    return Group(*(part for part in head if part != Text()), *_dense(question.options), *foot)


def _progress(instrument: Instrument, position: int, answer_set: AnswerSet) -> RenderableType:
    questions = instrument.questions
    done = "".join("■" if question.id in answer_set.answers else "□" for question in questions)
    table = Table.grid(expand=True, padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True, overflow="ellipsis", ratio=1)
    where = Text(f"Question {position + 1} of {len(questions)}  {done}", "bold")
    table.add_row(where, Text(one_line(answer_set.district or instrument.title)))
    return table


def _airy(options: Sequence[Option]) -> Iterator[RenderableType]:
    """Yield each option with its details as a list, and an empty line after it."""
    for option in _listed(options):
        yield option
        yield Text()


def _listed(options: Sequence[Option]) -> Iterator[RenderableType]:
    """Yield each option with its details as a list."""
    for n, option in enumerate(options, 1):
        details = (bullet("• ", plain(detail)) for detail in option.picture)
        yield bullet(f"{n}  ", Group(plain(option.label, "bold"), *details), "bold")


def _run_in(options: Sequence[Option]) -> Iterator[RenderableType]:
    """Yield each option with its details as one paragraph."""
    for n, option in enumerate(options, 1):
        details = plain(" ".join(option.picture))
        yield bullet(f"{n}  ", Group(plain(option.label, "bold"), details), "bold")


def _dense(options: Sequence[Option]) -> Iterator[RenderableType]:
    """Yield each option as one paragraph, its label first."""
    for n, option in enumerate(options, 1):
        label = plain(f"{option.label}. ", "bold")
        yield bullet(f"{n}  ", Text().append(label).append(plain(" ".join(option.picture))), "bold")


def _last_look(instrument: Instrument, answer_set: AnswerSet, notice: str) -> str:
    console = make_console()
    start_page(console)
    console.print(Text("A last look at your answers", "bold underline"))
    console.print()
    questions = instrument.questions
    room = console.height - _LAST_LOOK_LINES - min(len(questions), _FEW)
    whole = _all_answers(console, questions, answer_set, whole=True)
    if len(console.render_lines(whole, pad=False)) > room:
        whole = _all_answers(console, questions, answer_set, whole=False)
    console.print(whole)
    console.print()
    if notice:
        console.print(plain(notice, "bold yellow"))
    rows = [Row("r", "Show the result", _FINISH)]
    if len(questions) <= _FEW:
        changes = enumerate(questions)
        rows += [Row(str(n + 1), f"Change: {question.title}", str(n)) for n, question in changes]
    else:
        rows.append(Row("c", "Change an answer", _CHANGE))
    commands = _commands(_option_rows(questions[0]))
    return choose(console, "All answered", rows, [c for c in commands if c.choice != _NOTE])


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
        note = answer_set.notes.get(question.id)
        if note and whole:
            answer.append(f"\nNote: {plain(note)}", "italic")
        elif note:
            answer.append(" (with a note)", "italic")
        table.add_row(f"{n}", plain(question.title), answer)
    return table


def _question_to_change(questions: int) -> int | None:
    """Ask for a question's number and return its position; None where that is not a number."""
    typed = ask_text(make_console(), "Number of the answer to change:", "").strip()
    numbers = [str(n) for n in range(1, questions + 1)]
    return numbers.index(typed) if typed in numbers else None
