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
    CorrectCount,
    Event,
    HandCount,
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
_CORRECT, _STOP = " correct", " stop"

_TO_QUESTION = Command("b", "back to the question", _BACK, "go back to the question")
_TO_VOTES = Command("b", "back to the votes", _BACK, "go back to the votes")

_SAVE = Command("q", "save and stop", _STOP, "save and stop; go on another time")

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
    "report, so name nobody. Enter alone means that nobody does."
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
        self.stopped = False
        self._save = save
        self._last = last

    def run(self) -> None:
        """Go on with the vote until the room agrees or the facilitator goes back."""
        if not self._is_open and not self._rounds:
            self._count()
        while not (self.agreed or self.stopped) and (self._is_open or self._rounds):
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
        elif choice in (_AGAIN, _COUNT):
            self._count()
        elif choice == _CORRECT:
            self._correct()
        elif choice == _STOP:
            self.stopped = True
        elif choice == _AGREE and (option := self._ask_option()) != _BACK:
            if option == _STOP:
                self.stopped = True
            else:
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

    def _count(self) -> None:
        """Let hands be counted; a round is open once somebody voted in it."""
        counts = self._ask_counts("How many hands for each answer")
        if counts:
            self._happens(HandCount(question=self.question.id, counts=counts))
        elif counts is not None:
            self.notice = "Nobody voted, so nothing was counted."

    def _correct(self) -> None:
        """Let the counts of the last round be corrected."""
        counts = self._ask_counts("How many people chose each answer", self._rounds[-1])
        if counts:
            self._happens(CorrectCount(question=self.question.id, counts=counts))
        elif counts is not None:
            self.notice = "A round has at least one vote. The count stays as it was."

    def _ask_counts(self, asked: str, known: Counts | None = None) -> Counts | None:
        """Return how many chose each answer, without zeros; None where that is cancelled.

        What is `known` is offered: Enter alone keeps it. A count of far too many is asked for once
        more.
        """
        told = "These are the counts of the round, hands and ballots together." if known else ""
        counts = self._ask_counts_once(asked, known or {}, told)
        if counts and (doubt := self._doubt(counts, is_round=known is not None)):
            counts = self._ask_counts_once(asked, counts, doubt)
        return counts

    def _doubt(self, counts: Counts, *, is_round: bool) -> str:
        """Return what is odd about a count of far too many; nothing where it can well be."""
        id_, known = self.question.id, self.answer_set
        ballots = 0 if is_round else sum(id_ in ballot.answers for ballot in known.ballots)
        number = sum(counts.values()) + ballots
        before = known.room_size or known.voters
        most = before if known.room_size else 2 * before
        if not before or number <= most:
            return ""
        return (
            f"That is {number} people, and {before} voted before. Type it again, or press Enter to "
            "keep it."
        )

    def _ask_counts_once(self, asked: str, known: Counts, told: str) -> Counts | None:
        question = self.question
        keys = f"{question.keys[0]} to {question.keys[-1]}"
        number = len(question.options)
        offered = " ".join(str(known.get(option.id, 0)) for option in question.options)
        typed = self._ask_numbers(
            f"{asked}, {keys}? {number} numbers with spaces between:",
            number,
            offered if known else "",
            told,
        )
        if typed is None:
            return None
        typed = typed.strip() or offered
        if typed == offered and known and told.startswith("That is"):
            return known
        unsure = self._ask_numbers(
            "How many cannot tell? (Enter alone for none)"
            if not known.get(UNSURE)
            else "How many cannot tell? (0 for none)",
            1,
            str(known.get(UNSURE) or ""),
            "",
            may_be_empty=True,
        )
        if unsure is None:
            return None
        counts = dict(zip((o.id for o in question.options), map(int, typed.split()), strict=True))
        counts[UNSURE] = int(unsure) if unsure.strip() else known.get(UNSURE, 0)
        return {id_: number for id_, number in counts.items() if number}

    def _ask_numbers(
        self, asked: str, number: int, offered: str, told: str, *, may_be_empty: bool = False
    ) -> str | None:
        """Return numbers that are typed, nothing for those `offered`; None where cancelled."""
        question = self.question
        lines: list[RenderableType] = [title(question), Text(), *labels(question)]
        if told or offered:
            keeps = f"Now: {offered}. Enter alone keeps it." if offered else ""
            lines += [Text(), *(plain(line, "bold") for line in (told, keeps) if line)]
        optional = bool(offered) or may_be_empty
        return ask_text(
            make_console(),
            self.keyboard,
            asked,
            above=Group(*lines),
            problem=lambda t: "" if optional and not t.strip() else _wrong_counts(t, number),
            about=_ABOUT_HANDS,
            anew=True,
            letters="Only numbers here. Enter ends the count, Esc leaves it; then the keys work.",
        )

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
                [face],
                "After the answer come the reason, and what those say who see it otherwise.",
                _TO_VOTES,
            )
        return choice

    def _ask(self, faces: list[Face], about: str, back: Command = _TO_QUESTION) -> str:
        console = make_console()
        return ask(console, self.keyboard, faces, [back, _SAVE], notice=self.notice, about=about)

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
                "What do those say who see it otherwise? (no names: it is in the report)",
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
