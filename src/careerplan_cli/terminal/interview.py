"""The interview: asks an instrument's questions one by one, with a way back, and a last look."""

from collections.abc import Callable, Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Instrument, Option, Question
from careerplan_cli.terminal.console import make_console, plain, start_page
from careerplan_cli.terminal.layout import bullet, heading
from careerplan_cli.terminal.menu import RESIZED, Row, ask_text, choose

Save = Callable[[AnswerSet], str]
"""Keeps the answers; returns a notice for the person where that failed, else nothing."""

# Choices that are not an option of the question. Ids of options have no spaces.
_BACK, _NOTE, _STOP, _FINISH = " back", " note", " stop", " finish"

_COMMANDS = {"b": ("back", _BACK), "n": ("note", _NOTE), "s": ("save and stop", _STOP)}
_LAST_COMMANDS = {"b": ("back", _BACK), "s": ("save and stop", _STOP)}

_MENU_LINES = 2
"""The lines that a menu takes besides its rows: the question and its keys."""


def interview(instrument: Instrument, answer_set: AnswerSet, save: Save) -> bool:
    """Ask every question from the first unanswered one on, then show all answers for a last look.

    `save` is called with the answers after each change, so its last call has the final ones.
    Return whether the person wants to see the result; False means to go on another time. Raise
    `KeyboardInterrupt` on Ctrl-C.
    """
    questions = instrument.questions
    position = next_unanswered(instrument, answer_set)
    notice = ""
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
            position = max(position - 1, 0)
        elif position == len(questions):
            position = int(choice)
        elif choice == _NOTE:
            answer_set = _with_note(answer_set, questions[position])
            notice = save(answer_set)
        else:
            answer_set = _with_answer(answer_set, questions[position], choice)
            notice = save(answer_set)
            all_answered = next_unanswered(instrument, answer_set) == len(questions)
            position = len(questions) if all_answered else position + 1


def next_unanswered(instrument: Instrument, answer_set: AnswerSet) -> int:
    """Return the position of the first question without an answer, past the last when all have."""
    for position, question in enumerate(instrument.questions):
        if question.id not in answer_set.answers:
            return position
    return len(instrument.questions)


def _with_answer(answer_set: AnswerSet, question: Question, option: str) -> AnswerSet:
    return answer_set.model_copy(update={"answers": {**answer_set.answers, question.id: option}})


def _with_note(answer_set: AnswerSet, question: Question) -> AnswerSet:
    text = ask_text(
        make_console(), f"Note on {question.title}:", answer_set.notes.get(question.id, "")
    )
    notes = {**answer_set.notes, question.id: text.strip()}
    return answer_set.model_copy(
        update={"notes": {id_: note for id_, note in notes.items() if note}}
    )


def _ask(instrument: Instrument, position: int, answer_set: AnswerSet, notice: str) -> str:
    question = instrument.questions[position]
    console = make_console()
    start_page(console)
    console.print(_card(console, instrument, position, answer_set, notice))
    rows = [Row(str(n), o.label, o.id) for n, o in enumerate(question.options, 1)]
    chosen = answer_set.answers.get(question.id)
    return choose(console, "Your answer", rows, _COMMANDS, chosen)


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
    for layout in (_airy, _listed, _run_in, _dense):
        card = Group(*head, *layout(question.options), *foot)
        if len(console.render_lines(card, pad=False)) <= room:
            return card
    return Group(*(part for part in head if part != Text()), *_dense(question.options), *foot)


def _progress(instrument: Instrument, position: int, answer_set: AnswerSet) -> RenderableType:
    questions = instrument.questions
    done = "".join("■" if question.id in answer_set.answers else "□" for question in questions)
    table = Table.grid(expand=True)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    where = Text(f"Question {position + 1} of {len(questions)}  {done}", "bold")
    table.add_row(where, plain(answer_set.district or instrument.title))
    return table


def _airy(options: Sequence[Option]) -> Iterator[RenderableType]:
    """Yield each option with its details as a list, and an empty line after it."""
    for option in _listed(options):
        yield option
        yield Text()


def _listed(options: Sequence[Option]) -> Iterator[RenderableType]:
    """Yield each option with its details as a list."""
    for n, option in enumerate(options, 1):
        details = (bullet("• ", plain(detail)) for detail in option.details)
        yield bullet(f"{n}  ", Group(plain(option.label, "bold"), *details), "bold")


def _run_in(options: Sequence[Option]) -> Iterator[RenderableType]:
    """Yield each option with its details as one paragraph."""
    for n, option in enumerate(options, 1):
        details = plain(" ".join(option.details))
        yield bullet(f"{n}  ", Group(plain(option.label, "bold"), details), "bold")


def _dense(options: Sequence[Option]) -> Iterator[RenderableType]:
    """Yield each option as one paragraph, its label first."""
    for n, option in enumerate(options, 1):
        label = plain(f"{option.label}. ", "bold")
        yield bullet(f"{n}  ", label + plain(" ".join(option.details)), "bold")


def _last_look(instrument: Instrument, answer_set: AnswerSet, notice: str) -> str:
    console = make_console()
    start_page(console)
    console.print(heading("A last look at your answers"))
    if notice:
        console.print(plain(notice, "bold yellow"))
    console.print()
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(ratio=4, overflow="fold")
    table.add_column(ratio=6, overflow="fold")
    rows = [Row("r", "Show the result", _FINISH)]
    for n, question in enumerate(instrument.questions):
        answer = plain(question.option(answer_set.answers[question.id]).label)
        if note := answer_set.notes.get(question.id):
            answer.append(f"\nNote: {plain(note)}", "italic")
        table.add_row(f"{n + 1}", plain(question.title), answer)
        rows.append(Row(str(n + 1), f"Change: {question.title}", str(n)))
    console.print(table)
    console.print()
    return choose(console, "All answered", rows, _LAST_COMMANDS)
