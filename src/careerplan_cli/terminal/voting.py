"""A vote on a question: hands are counted, then revealed; another round; the room agrees."""

from collections.abc import Callable

from rich.console import Group, RenderableType
from rich.text import Text

from careerplan_cli.forms.console import make_console, plain
from careerplan_cli.model.answers import UNSURE, AnswerSet, Counts
from careerplan_cli.model.instrument import Question
from careerplan_cli.pages.votes import WORDS_EXPLAINED, numbered
from careerplan_cli.rounds import (
    Agree,
    Correct,
    Event,
    HandCount,
    NewRound,
    Reveal,
    after,
    is_decided,
    is_open,
)
from careerplan_cli.terminal.card import REDRAW, Command, Face, Row, ask
from careerplan_cli.terminal.faces import label_row
from careerplan_cli.terminal.keyboard import Keyboard
from careerplan_cli.terminal.text_entry import EntryInterruptedError, ask_text
from careerplan_cli.terminal.vote_screens import (
    answered,
    count_words,
    labels,
    rounds_shown,
    title,
    what_comes_next,
)

Save = Callable[[AnswerSet], str]

# Choices besides the ids of options, which have no spaces.
_BACK, _REVEAL, _COUNT, _AGREE, _AGAIN = " back", " reveal", " count", " agree", " again"
_CORRECT = " correct"

_TO_QUESTION = Command("b", "back to the question", _BACK, "go back to the question")
_TO_VOTES = Command("b", "back to the votes", _BACK, "go back to the votes")

_ABOUT_OPEN = (
    "Until you reveal the votes, only how many have answered is on the screen. Hands and ballots "
    "add up. To count the hands again replaces the count before."
)

_ABOUT_HANDS = (
    "Type how many hands each answer has, in the order of the answers, with spaces between: "
    "12 7 2. Type 0 for an answer without hands. Then comes how many cannot tell. If you miscount, "
    "count again."
)

_ABOUT_REASON = (
    "The reason is why the room agreed on this answer. It is on the result and in the report, "
    "beside the note. Enter alone leaves it out."
)

_ABOUT_DISSENT = (
    "The dissent is what those say who see it otherwise, and why. It is on the result and in the "
    "report. Enter alone means that nobody does."
)


def under_way(answer_set: AnswerSet, question: Question) -> bool:
    """Return whether a question has a vote that is not at its end: hidden, or not agreed on."""
    voted = is_open(answer_set, question.id) or question.id in answer_set.votes
    return voted and not is_decided(answer_set, question.id)


class Vote:
    """A vote on one question; every event is kept before the screen shows what it means."""

    def __init__(
        self,
        question: Question,
        answer_set: AnswerSet,
        keyboard: Keyboard,
        save: Save,
        last: AnswerSet | None = None,
        notice: str = "",
    ) -> None:
        """Make one; `last` has what was agreed last time, shown once votes are revealed."""
        self.question = question
        self.answer_set = answer_set
        self.keyboard = keyboard
        self.notice = notice
        self.agreed = False
        self._save = save
        self._last = last

    def run(self) -> None:
        """Go on with the vote until the room agrees or the facilitator goes back."""
        if not self._is_open and not self._rounds:
            self._happens(NewRound(question=self.question.id))
            if not self._count():
                self._end_without_votes()
        while not self.agreed and (self._is_open or self._rounds):
            choice = self._ask_open() if self._is_open else self._ask_revealed()
            if choice == REDRAW:
                continue
            self.notice = ""
            if choice == _BACK:
                self._leave()
                break
            self._do(choice)

    def agree_on(self, option: str) -> None:
        """Ask for the reason and the dissent of an answer; each is kept as it is given.

        Where an agreed answer gives way to another one, nothing changes before its reason is given.
        """
        id_, known = self.question.id, self.answer_set
        before = known.answers.get(id_)
        reason, dissent = known.reasons.get(id_, ""), known.dissent.get(id_, "")
        changes = before not in (None, option) and bool(reason or dissent)
        needs_words = not self.question.option(option).counts and id_ not in known.notes
        if not changes and not needs_words:
            self._happens(Agree(question=id_, option=option, reason=reason, dissent=dissent))
        typed = self._ask_words(option, reason, dissent, of_dissent=False)
        if typed is None and changes:
            self.notice = "Nothing has changed."
            return
        reason = reason if typed is None else typed
        if needs_words and not reason.strip():
            self.notice = "Give a reason. Nothing was agreed."
            return
        self._happens(Agree(question=id_, option=option, reason=reason, dissent=dissent))
        typed = self._ask_words(option, reason, dissent, of_dissent=True)
        if typed is not None:
            self._happens(Agree(question=id_, option=option, reason=reason, dissent=typed))
        self.agreed = True

    def _do(self, choice: str) -> None:
        id_ = self.question.id
        if choice == _REVEAL:
            self._happens(Reveal(question=id_))
        elif choice == _AGAIN:
            self._happens(NewRound(question=id_))
            if not self._count():
                self._end_without_votes()
        elif choice == _COUNT:
            self._count()
        elif choice == _CORRECT:
            self._correct()
        elif choice == _AGREE and (option := self._ask_option()) != _BACK:
            self.agree_on(option)

    @property
    def _is_open(self) -> bool:
        return is_open(self.answer_set, self.question.id)

    @property
    def _rounds(self) -> tuple[Counts, ...]:
        return self.answer_set.votes.get(self.question.id, ())

    def _happens(self, event: Event) -> None:
        answer_set = after(self.answer_set, event)
        self.notice = self._save(answer_set)
        self.answer_set = answer_set

    def _end_without_votes(self) -> None:
        """Take back a round that nobody voted in; what was said about it stays."""
        said = self.notice
        self._happens(Reveal(question=self.question.id))
        self.notice = said or self.notice

    def _leave(self) -> None:
        """Tell what a vote that is left has not come to."""
        answer = self.answer_set.answers.get(self.question.id)
        if self._is_open:
            self.notice = "The votes are not revealed yet. Press v to go on with the vote."
        elif answer and self.question.id in self.answer_set.to_agree:
            self.notice = (
                f"The answer is still “{numbered(self.question, answer)}”, from before this vote. "
                "Press v to agree on one."
            )

    def _count(self) -> bool:
        """Let hands be counted; return whether anybody voted."""
        counts = self._ask_counts({})
        if counts is None:
            return False
        if not counts:
            self.notice = "Nobody voted, so nothing was counted."
            return False
        self._happens(HandCount(question=self.question.id, counts=counts))
        return True

    def _correct(self) -> None:
        """Let the counts of the last round be corrected."""
        counts = self._ask_counts(self._rounds[-1])
        if counts:
            self._happens(Correct(question=self.question.id, counts=counts))
        elif counts is not None:
            self.notice = "A round has at least one vote. The count stays as it was."

    def _ask_counts(self, known: Counts) -> Counts | None:
        """Return how many chose each answer, without zeros, to start from what is known.

        None where that is cancelled.
        """
        question, console = self.question, make_console()
        above = Group(title(question), Text(), *labels(question))
        keys = f"{question.keys[0]} to {question.keys[-1]}"
        number = len(question.options)
        typed = ask_text(
            console,
            self.keyboard,
            f"How many hands for each answer, {keys}? {number} numbers with spaces between:",
            " ".join(str(known.get(option.id, 0)) for option in question.options) if known else "",
            above=above,
            problem=lambda text: _wrong_counts(text, number),
            about=_ABOUT_HANDS,
        )
        if typed is None:
            return None
        unsure = ask_text(
            console,
            self.keyboard,
            "How many cannot tell? (Enter alone for none)",
            str(known[UNSURE]) if known.get(UNSURE) else "",
            above=above,
            problem=lambda text: _wrong_counts(text, 1) if text.strip() else "",
            about=_ABOUT_HANDS,
        )
        if unsure is None:
            return None
        counts = dict(zip((o.id for o in question.options), map(int, typed.split()), strict=True))
        counts[UNSURE] = int(unsure) if unsure.strip() else 0
        return {id_: number for id_, number in counts.items() if number}

    def _ask_open(self) -> str:
        """Show how many have answered, and nothing else of the vote."""
        head = Group(
            title(self.question),
            Text(),
            plain(answered(self.answer_set, self.question), "bold"),
            Text(what_comes_next(self.answer_set, self.question)),
            Text(),
        )
        rows = [
            Row(key="r", text=Text("r  Reveal the votes"), choice=_REVEAL),
            Row(key="c", text=Text(count_words(self.answer_set, self.question)), choice=_COUNT),
        ]
        return self._ask([Face(head=head, rows=rows)], _ABOUT_OPEN)

    def _ask_revealed(self) -> str:
        """Show the rounds, and what to do now; below the menu where the screen is too short."""
        rows = [
            Row(key="a", text=Text("a  Agree on an answer"), choice=_AGREE),
            Row(key="v", text=Text("v  Vote once more"), choice=_AGAIN),
            Row(key="c", text=Text("c  Correct the count"), choice=_CORRECT),
        ]
        told = (make_console(), self.question, self.answer_set, self._last)
        shown, dense = Group(*rounds_shown(*told)), Group(*rounds_shown(*told, dense=True))
        short = plain(self.question.title, "bold underline")
        faces = [
            Face(head=Group(title(self.question), Text(), shown, Text()), rows=rows),
            Face(head=Group(short, shown, Text()), rows=rows),
            Face(head=Group(short, dense), rows=rows),
            Face(head=short, rows=rows, tail=Group(Text(), dense)),
        ]
        return self._ask(faces, WORDS_EXPLAINED)

    def _ask_option(self) -> str:
        rows = [
            Row(key=key, text=label_row(key, option), choice=option.id)
            for key, option in zip(self.question.keys, self.question.options, strict=True)
        ]
        asked = Text("On which answer do you agree?")
        face = Face(head=Group(title(self.question), Text(), asked, Text()), rows=rows)
        choice = REDRAW
        while choice == REDRAW:
            choice = self._ask(
                [face], "After the answer come the reason, and who sees it otherwise.", _TO_VOTES
            )
        return choice

    def _ask(self, faces: list[Face], about: str, back: Command = _TO_QUESTION) -> str:
        console = make_console()
        return ask(console, self.keyboard, faces, [back], notice=self.notice, about=about)

    def _ask_words(self, option: str, reason: str, dissent: str, *, of_dissent: bool) -> str | None:
        """Return the dissent or the reason that is typed; None where that is cancelled.

        What is typed when Ctrl-C is pressed is kept.
        """
        question = self.question
        words, about = "The reason, in a sentence:", _ABOUT_REASON
        how = "Enter ends, Esc leaves it out."
        if not question.option(option).counts and not of_dissent:
            words, how = "The reason, in a sentence (why it does not apply):", "Enter ends."
        if of_dissent:
            words, about = (
                "Who sees it otherwise, and why? (Enter alone for nobody)",
                _ABOUT_DISSENT,
            )
        try:
            return ask_text(
                make_console(),
                self.keyboard,
                words,
                dissent if of_dissent else reason,
                above=self._agreed_above(option),
                how=how,
                about=about,
            )
        except EntryInterruptedError as interrupted:
            if text := interrupted.text.strip():
                said = (reason, text) if of_dissent else (text, dissent)
                agreed = Agree(question=question.id, option=option, reason=said[0], dissent=said[1])
                self._happens(agreed)
            raise

    def _agreed_above(self, option: str) -> RenderableType:
        """Return what is agreed on, what was so until now, and the note."""
        id_, question, known = self.question.id, self.question, self.answer_set
        before = known.answers.get(id_)
        parts = [title(question), Text(), plain(f"Agreed: {numbered(question, option)}", "bold")]
        if before not in (None, option):
            parts.append(
                plain(f"Until now: {numbered(question, before)}. What was said of it is offered.")
            )
        if note := known.notes.get(id_):
            parts.append(plain(f"Note: {note}", "italic"))
        return Group(*parts)


def _wrong_counts(text: str, number: int) -> str:
    """Return what is wrong with counts that were typed, nothing where they are right."""
    words = text.split()
    right = len(words) == number and all(w.isascii() and w.isdigit() for w in words)
    if right and all(len(word) < 7 for word in words):
        return ""
    if number == 1:
        return "Type one whole number, such as 2."
    return f"Type {number} whole numbers, 0 for an answer without hands."
