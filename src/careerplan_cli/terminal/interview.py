"""The interview: asks an instrument's questions one by one, with a way back, and a last look."""

from collections.abc import Callable
from dataclasses import replace

from rich.console import Group
from rich.table import Table
from rich.text import Text

from careerplan_cli.forms.console import make_console, plain
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.terminal.card import RESIZED, Command, ask
from careerplan_cli.terminal.faces import CHANGE, FINISH, last_look_faces, question_faces
from careerplan_cli.terminal.keyboard import Keyboard
from careerplan_cli.terminal.page_by_page import hold
from careerplan_cli.terminal.text_entry import EntryInterruptedError, ask_text
from careerplan_cli.terminal.voting import Vote, under_way, vote_in_short

Save = Callable[[AnswerSet], str]
"""Keeps the answers; returns a notice for the person where that failed, else nothing."""

# Choices that are not an option of the question. Ids of options have no spaces.
_BACK, _NOTE, _VOTES, _STOP, _KEYS = " back", " note", " votes", " stop", " keys"

_COMMANDS = (
    Command("b", "back", _BACK),
    Command("t", "note", _NOTE),
    Command("v", "votes", _VOTES),
    Command("q", "save and stop", _STOP),
    Command("?", "keys", _KEYS),
)

_MEANINGS = (
    ("the key of an answer", "give that answer; the arrows and Enter do, too"),
    ("b", "go back to the question before"),
    ("t", "take a note on this question"),
    ("v", "vote on this question: count hands, reveal, vote once more, agree"),
    ("q", "save and stop"),
    ("Space, Page Up", "read on, and back, where a text is longer than the screen"),
    ("Ctrl-C", "stop at once; no answer is lost"),
)


def interview(
    instrument: Instrument,
    answer_set: AnswerSet,
    save: Save,
    notice: str = "",
    last: AnswerSet | None = None,
) -> bool:
    """Ask every question from the first unanswered one on, then show all answers for a last look.

    `save` is called with the answers after each change, so its last call has the final ones.
    `notice` is shown on the first screen. A question with a vote under way opens at the vote;
    `last` has the answers of last time, shown once the votes of a question are revealed.
    Return whether the person wants to see the result; False means to go on another time. Raise
    `KeyboardInterrupt` on Ctrl-C.
    """
    return _Interview(instrument, answer_set, save, notice, last).run()


class _Interview:
    """An interview under way: the answers, and where it is."""

    def __init__(
        self,
        instrument: Instrument,
        answer_set: AnswerSet,
        save: Save,
        notice: str,
        last: AnswerSet | None,
    ) -> None:
        self.instrument = instrument
        self.answer_set = answer_set
        self.notice = notice
        self.keyboard = Keyboard()
        self.position = self._next_unanswered()
        self._save = save
        self._last = last
        self._voted = -1  # the position whose vote was shown last

    def run(self) -> bool:
        """Ask until the person stops or wants to see the result; return which."""
        while True:
            at_last_look = self.position == len(self.instrument.questions)
            if not at_last_look and self._opens_at_vote():
                self._vote()
                continue
            choice = self._last_look() if at_last_look else self._ask()
            if choice == RESIZED:
                continue
            self.notice = ""
            if choice in (_STOP, FINISH):
                return choice == FINISH
            if choice == _KEYS:
                hold(make_console(), self.keyboard, _key_help())
            elif choice == _BACK:
                self._back()
            elif choice == CHANGE:
                self._change()
            elif at_last_look:
                self.position = int(choice)
            elif choice == _NOTE:
                self._note()
            elif choice == _VOTES:
                self._vote()
            else:
                self._answer(choice)

    @property
    def question(self) -> Question:
        """The question that is asked."""
        return self.instrument.questions[self.position]

    def _next_unanswered(self) -> int:
        """Return the position of the first question without an answer, past the last if none."""
        questions, answers = self.instrument.questions, self.answer_set.answers
        return next((n for n, q in enumerate(questions) if q.id not in answers), len(questions))

    def _keep(self, answer_set: AnswerSet) -> None:
        self.answer_set = answer_set
        self.notice = self._save(answer_set)

    def _ask(self) -> str:
        console = make_console()
        vote = vote_in_short(self.answer_set, self.question)
        return ask(
            console,
            self.keyboard,
            question_faces(console, self.instrument, self.position, self.answer_set, vote),
            _COMMANDS,
            notice=self.notice,
            chosen=self.answer_set.answers.get(self.question.id),
        )

    def _last_look(self) -> str:
        console = make_console()
        faces = last_look_faces(console, self.instrument, self.answer_set)
        commands = [command for command in _COMMANDS if command.choice not in (_NOTE, _VOTES)]
        return ask(console, self.keyboard, faces, commands, notice=self.notice)

    def _opens_at_vote(self) -> bool:
        """Return whether the vote of a question is to be shown first; it is, once each time."""
        return self._voted != self.position and under_way(self.answer_set, self.question)

    def _vote(self) -> None:
        self._voted = self.position
        vote = Vote(self.question, self.answer_set, self.keyboard, self._save, self._last)
        self.answer_set = vote.run()
        self.notice = vote.notice
        if vote.agreed:
            self._go_on()

    def _back(self) -> None:
        """Go to the question before; from one that is being changed, to the last look."""
        if self.position == 0:
            self.notice = "This is the first question."
        self.position = max(self.position - 1, 0)

    def _change(self) -> None:
        number = ask_text(make_console(), "Number of the answer to change:")
        numbers = [str(n) for n in range(1, len(self.instrument.questions) + 1)]
        if number is None:
            return
        if number.strip() in numbers:
            self.position = numbers.index(number.strip())
        else:
            self.notice = f"Type a number from 1 to {len(numbers)}."

    def _note(self) -> None:
        note = self._typed_note("")
        if note is None:
            return
        noted = _with_note(self.answer_set, self.question, note)
        if _lacks_reason(noted, self.question):
            self.notice = "The note must say why it does not apply. The earlier note is kept."
        else:
            self._keep(noted)

    def _answer(self, option: str) -> None:
        """Keep an answer, with its reason where it takes one, and go on."""
        answers = {**self.answer_set.answers, self.question.id: option}
        answered = replace(self.answer_set, answers=answers)
        if _lacks_reason(answered, self.question):
            reason = self._typed_note(" (why it does not apply)")
            answered = _with_note(answered, self.question, reason or "")
        if _lacks_reason(answered, self.question):
            self.notice = "Add a note that says why. Nothing was answered."
            return
        self._keep(answered)
        self._go_on()

    def _go_on(self) -> None:
        """Go to the next question, or to the last look when all are answered."""
        end = len(self.instrument.questions)
        self.position = end if self._next_unanswered() == end else self.position + 1

    def _typed_note(self, purpose: str) -> str | None:
        """Return a note that is typed; None if that is cancelled. What Ctrl-C ends is kept."""
        question, console = self.question, make_console()
        known = self.answer_set.notes.get(question.id, "")
        above = plain(question.prompt, "italic")
        try:
            title = f"Note on {question.title}{purpose}:"
            return ask_text(console, title, known, above=above)
        except EntryInterruptedError as interrupted:
            if interrupted.text.strip():
                self._keep(_with_note(self.answer_set, question, interrupted.text))
            raise


def _lacks_reason(answer_set: AnswerSet, question: Question) -> bool:
    """Return whether the answer leaves the question out without a note that says why."""
    answer = answer_set.answers.get(question.id)
    return bool(
        answer and not question.option(answer).counts and question.id not in answer_set.notes
    )


def _with_note(answer_set: AnswerSet, question: Question, text: str) -> AnswerSet:
    notes = {**answer_set.notes, question.id: text.strip()}
    return replace(answer_set, notes={id_: note for id_, note in notes.items() if note})


def _key_help() -> Group:
    table = Table.grid(padding=(0, 2, 0, 0))
    for key, meaning in _MEANINGS:
        table.add_row(Text(key, "bold"), Text(meaning))
    return Group(Text("What the keys do", "bold underline"), Text(), table)
