"""The interview: asks an instrument's questions one by one, with a way back, and a last look.

Nothing here catches Ctrl-C: it is `KeyboardInterrupt`, which `commands.assess` catches; every
answer is kept by then. Only a text that is being typed is kept on the way
(`EntryInterruptedError`).
"""

from collections.abc import Callable
from dataclasses import replace

from careerplan_cli.forms.console import make_console, plain
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.rounds import is_decided, is_open
from careerplan_cli.terminal.card import REDRAW, Command, ask
from careerplan_cli.terminal.faces import question_faces
from careerplan_cli.terminal.keyboard import Keyboard
from careerplan_cli.terminal.last_look import CHANGE, FINISH, last_look_faces, undecided
from careerplan_cli.terminal.text_entry import EntryInterruptedError, ask_text
from careerplan_cli.terminal.vote_screens import vote_in_short
from careerplan_cli.terminal.voting import Vote, under_way

Save = Callable[[AnswerSet], str]
"""Keeps the answers; returns a notice for the person where that failed, else nothing."""

# Choices that are not an option of the question. Ids of options have no spaces.
_BACK, _NOTE, _VOTES, _STOP = " back", " note", " votes", " stop"

_TO_QUESTION = Command("b", "back", _BACK, "go back to the question before")
_TO_LAST_LOOK = Command("b", "back", _BACK, "go back to the last look; the answer stays as it is")
_TAKE_NOTE = Command("t", "note", _NOTE, "take a note on this question")
_VOTE = Command(
    "v", "votes", _VOTES, "vote on this question: count hands, reveal, vote once more, agree"
)
_SAVE = Command("q", "save and stop", _STOP, "save and stop; go on another time")

_ABOUT_NOTE = (
    "A note is what you want to remember of this question. It is kept with the answer, and is on "
    "the result and in the report. Pasted lines are taken whole."
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
    `notice` is shown on the first screen. A question whose vote is not at its end opens at it;
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
        self.position = self._next_undecided()
        self.changing = False  # whether the question was chosen at the last look
        self._save = save
        self._last = last
        self._stopped = False  # whether a vote was left with save and stop
        self._voted = -1  # the position whose vote was shown last

    def run(self) -> bool:
        """Ask until the person stops or wants to see the result; return which."""
        while True:
            at_last_look = self.position == self._end
            if not at_last_look and self._opens_at_vote():
                self._vote()
                if self._stopped:
                    return False
                continue
            choice = self._last_look() if at_last_look else self._ask()
            if choice == REDRAW:
                continue
            self.notice = ""
            if choice in (_STOP, FINISH):
                return choice == FINISH
            if choice == _BACK:
                self._back()
            elif choice == CHANGE:
                self._change()
            elif at_last_look:
                self._change_to(int(choice))
            elif choice == _NOTE:
                self._note()
            elif choice == _VOTES:
                self._vote()
            else:
                self._answer(choice)
            if self._stopped:
                return False

    @property
    def question(self) -> Question:
        """The question that is asked."""
        return self.instrument.questions[self.position]

    @property
    def _end(self) -> int:
        """The position of the last look, past the last question."""
        return len(self.instrument.questions)

    def _next_undecided(self) -> int:
        """Return the position of the first question that is not decided, past the last if none."""
        questions = enumerate(self.instrument.questions)
        return next((n for n, q in questions if not is_decided(self.answer_set, q.id)), self._end)

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
            (_TO_LAST_LOOK if self.changing else _TO_QUESTION, _TAKE_NOTE, _VOTE, _SAVE),
            notice=self.notice,
            chosen=self.answer_set.answers.get(self.question.id),
        )

    def _last_look(self) -> str:
        console = make_console()
        faces = last_look_faces(console, self.instrument, self.answer_set)
        warnings = undecided(self.instrument, self.answer_set)
        notice = "\n".join([*filter(None, [self.notice]), *warnings])
        return ask(console, self.keyboard, faces, (_TO_QUESTION, _SAVE), notice=notice)

    def _opens_at_vote(self) -> bool:
        """Return whether the vote of a question is to be shown first; it is, once each time."""
        return self._voted != self.position and under_way(self.answer_set, self.question)

    def _vote(self, option: str | None = None) -> None:
        """Vote on the question, or agree on an answer to it that was given on the card."""
        self._voted = self.position
        known, notice = self.answer_set, self.notice
        vote = Vote(self.question, known, self.keyboard, self._save, self._last, notice)
        if option:
            vote.agree_on(option)
        else:
            vote.run()
        self.answer_set = vote.answer_set
        self.notice = vote.notice
        self._stopped = vote.stopped
        if vote.agreed:
            self._go_on()

    def _back(self) -> None:
        """Go to the question before; from one that is being changed, to the last look."""
        if self.changing:
            self._go_to_last_look()
        elif self.position == 0:
            self.notice = "This is the first question."
        else:
            self.position -= 1

    def _go_to_last_look(self) -> None:
        self.position, self.changing = self._end, False

    def _change_to(self, position: int) -> None:
        """Go to a question from the last look; its vote, where it has one, opens again."""
        self.position, self.changing, self._voted = position, True, -1

    def _change(self) -> None:
        number = ask_text(
            make_console(),
            self.keyboard,
            "Number of the answer to change:",
            about=f"Type the number that stands beside the answer, from 1 to {self._end}.",
        )
        if number is None:
            return
        if number.strip() in map(str, range(1, self._end + 1)):
            self._change_to(int(number) - 1)
        else:
            self.notice = f"Type a number from 1 to {self._end}."

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
        id_, known = self.question.id, self.answer_set
        if id_ in known.votes and not is_open(known, id_):
            if known.answers.get(id_) != option or not is_decided(known, id_):
                self._vote(option)
            else:
                self._go_on()
            return
        answers = {**self.answer_set.answers, self.question.id: option}
        answered = replace(self.answer_set, answers=answers)
        if _lacks_reason(answered, self.question):
            reason = self._typed_note(" (why it does not apply)")
            answered = _with_note(answered, self.question, reason or "")
        if _lacks_reason(answered, self.question):
            self.notice = "Add a note that says why. Nothing was answered."
            return
        self._keep(answered)
        if is_open(answered, id_) and not self.notice:
            self.notice = (
                f"Answered, but the votes on “{self.question.title}” are not revealed. The last "
                "look leads back to them."
            )
        self._go_on()

    def _go_on(self) -> None:
        """Go to the next question, or to the last look when all are decided."""
        if self.changing or self._next_undecided() == self._end:
            self._go_to_last_look()
        else:
            self.position += 1

    def _typed_note(self, purpose: str) -> str | None:
        """Return a note that is typed; None if that is cancelled. What Ctrl-C ends is kept."""
        question, console = self.question, make_console()
        known = self.answer_set.notes.get(question.id, "")
        above = plain(question.prompt, "italic")
        try:
            title = f"Note on {question.title}{purpose}:"
            return ask_text(console, self.keyboard, title, known, above=above, about=_ABOUT_NOTE)
        except EntryInterruptedError as interrupted:
            if interrupted.text.strip():
                self._keep(_with_note(self.answer_set, question, interrupted.text))
            raise


def _lacks_reason(answer_set: AnswerSet, question: Question) -> bool:
    """Return whether the answer leaves the question out without a note that says why."""
    answer = answer_set.answers.get(question.id)
    said = question.id in answer_set.notes or question.id in answer_set.reasons
    return bool(answer and not question.option(answer).counts and not said)


def _with_note(answer_set: AnswerSet, question: Question, text: str) -> AnswerSet:
    notes = {**answer_set.notes, question.id: text.strip()}
    return replace(answer_set, notes={id_: note for id_, note in notes.items() if note})
