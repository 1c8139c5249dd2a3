"""A vote on a question: hands are counted, then revealed; another round; the room agrees."""

from collections.abc import Callable

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from careerplan_cli.forms.console import make_console, plain
from careerplan_cli.forms.screen import bullet
from careerplan_cli.model.answers import UNSURE, AnswerSet, Counts
from careerplan_cli.model.instrument import Question
from careerplan_cli.pages.votes import CANNOT_TELL, numbered, standing, what_to_do_now
from careerplan_cli.rounds import (
    Agree,
    Event,
    HandCount,
    NewRound,
    Reveal,
    RoundResult,
    after,
    is_open,
    open_counts,
    round_result,
)
from careerplan_cli.terminal.card import RESIZED, Command, Face, Row, ask
from careerplan_cli.terminal.faces import label_row
from careerplan_cli.terminal.keyboard import Keyboard
from careerplan_cli.terminal.text_entry import EntryInterruptedError, ask_text

Save = Callable[[AnswerSet], str]

# Choices besides the ids of options, which have no spaces.
_LEFT_OUT = "Enter ends, Esc leaves it out."

_BACK, _REVEAL, _COUNT, _AGREE, _AGAIN = " back", " reveal", " count", " agree", " again"

_BACK_COMMAND = Command("b", "back to the question", _BACK)

_SIDE_BY_SIDE = 3
"""How many rounds stand side by side, the last ones."""


def vote_in_short(answer_set: AnswerSet, question: Question) -> str:
    """Return how a vote stands, as a card tells it; nothing where there is none."""
    if is_open(answer_set, question.id):
        return f"{_answered(answer_set, question)} Press v to go on with the vote."
    rounds = answer_set.votes.get(question.id, ())
    if not rounds:
        return ""
    result = round_result(question, rounds[-1])
    return f"Vote, round {len(rounds)}: {standing(result)}. Press v to see it."


def under_way(answer_set: AnswerSet, question: Question) -> bool:
    """Return whether a question has a vote, and no answer yet or a round that is open."""
    opened = is_open(answer_set, question.id)
    return opened or bool(
        answer_set.votes.get(question.id) and question.id not in answer_set.answers
    )


class Vote:
    """A vote on one question; every event is kept before the screen shows what it means."""

    def __init__(
        self,
        question: Question,
        answer_set: AnswerSet,
        keyboard: Keyboard,
        save: Save,
        last: AnswerSet | None = None,
    ) -> None:
        """Make one; `last` has what was agreed last time, shown once votes are revealed."""
        self.question = question
        self.answer_set = answer_set
        self.keyboard = keyboard
        self.notice = ""
        self.agreed = False
        self._save = save
        self._last = last

    def run(self) -> AnswerSet:
        """Go on with the vote until the room agrees or the facilitator goes back."""
        if not is_open(self.answer_set, self.question.id) and not self._rounds:
            self._happens(NewRound(question=self.question.id))
            if not self._count():
                self._end_without_votes()
        while not self.agreed:
            opened = is_open(self.answer_set, self.question.id)
            if not opened and not self._rounds:
                break  # nobody voted: no round
            choice = self._ask_open() if opened else self._ask_revealed()
            if choice == _BACK:
                break
            if choice != RESIZED:
                self.notice = ""
            if choice == _REVEAL:
                self._happens(Reveal(question=self.question.id))
            elif choice == _AGAIN:
                self._happens(NewRound(question=self.question.id))
                if not self._count():
                    self._end_without_votes()
            elif choice == _COUNT:
                self._count()
            elif choice == _AGREE:
                self._agree()
        return self.answer_set

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

    def _count(self) -> bool:
        """Let hands be counted; return whether anybody voted."""
        question, console = self.question, make_console()
        above = Group(_title(question), Text(), *_labels(question))
        keys = f"{question.keys[0]} to {question.keys[-1]}"
        number = len(question.options)
        typed = ask_text(
            console,
            f"How many hands for each answer, {keys}? {number} numbers with spaces between:",
            above=above,
            problem=lambda text: _wrong_counts(text, number),
        )
        if typed is None:
            return False
        unsure = ask_text(
            console,
            "How many cannot tell? (Enter alone for none)",
            above=above,
            problem=lambda text: _wrong_counts(text, 1) if text.strip() else "",
        )
        if unsure is None:
            return False
        counts = dict(zip((o.id for o in question.options), map(int, typed.split()), strict=True))
        counts[UNSURE] = int(unsure) if unsure.strip() else 0
        if not any(counts.values()):
            self.notice = "Nobody voted, so nothing was counted."
            return False
        self._happens(HandCount(question=question.id, counts=_without_zeros(counts)))
        return True

    def _ask_open(self) -> str:
        """Show how many have answered, and nothing else of the vote."""
        head = Group(
            _title(self.question),
            Text(),
            plain(_answered(self.answer_set, self.question), "bold"),
            Text(),
        )
        rows = [
            Row(key="r", text=Text("r  Reveal the votes"), choice=_REVEAL),
            Row(key="c", text=Text("c  Count hands"), choice=_COUNT),
        ]
        face = Face(head=head, rows=rows)
        return ask(make_console(), self.keyboard, [face], [_BACK_COMMAND], notice=self.notice)

    def _ask_revealed(self) -> str:
        console = make_console()
        rows = [
            Row(key="a", text=Text("a  Agree on an answer"), choice=_AGREE),
            Row(key="n", text=Text("n  Vote once more"), choice=_AGAIN),
        ]
        whole = [*self._result(console), Text()]
        faces = [
            Face(head=Group(_title(self.question), Text(), *whole), rows=rows),
            Face(head=Group(plain(self.question.title, "bold underline"), *whole), rows=rows),
        ]
        return ask(console, self.keyboard, faces, [_BACK_COMMAND], notice=self.notice)

    def _result(self, console: Console) -> list[RenderableType]:
        """Return the last rounds side by side, what the last one says, and what to do now."""
        results = [round_result(self.question, counts) for counts in self._rounds]
        shown = list(enumerate(results, 1))[-_SIDE_BY_SIDE if console.width >= 80 else -2 :]
        parts: list[RenderableType] = [_bars(self.question, shown, console.width)]
        parts += [Text(), plain(what_to_do_now(self.question, results[-1]))]
        if self._last and (said := _last_time(self.question, self._last)):
            parts.append(plain(said, "italic"))
        return parts

    def _agree(self) -> None:
        """Ask for the answer, the reason and the dissent; each is kept as it is given."""
        option = self._ask_option()
        if option == _BACK:
            return
        id_, known = self.question.id, self.answer_set
        reason, dissent = known.notes.get(id_, ""), known.dissent.get(id_, "")
        needs_reason = not self.question.option(option).counts
        if not needs_reason:
            self._happens(Agree(question=id_, option=option, reason=reason, dissent=dissent))
        reason = self._ask_words("The reason, in a sentence:", reason, option, dissent, reason=True)
        if needs_reason and not reason.strip():
            self.notice = "Give a reason. Nothing was agreed."
            return
        self._happens(Agree(question=id_, option=option, reason=reason, dissent=dissent))
        words = "Who sees it otherwise, and why? (Enter alone for nobody)"
        dissent = self._ask_words(words, dissent, option, reason, reason=False)
        self._happens(Agree(question=id_, option=option, reason=reason, dissent=dissent))
        self.agreed = True

    def _ask_option(self) -> str:
        rows = [
            Row(key=key, text=label_row(key, option), choice=option.id)
            for key, option in zip(self.question.keys, self.question.options, strict=True)
        ]
        head = Group(_title(self.question), Text(), Text("On which answer do you agree?"), Text())
        while True:
            face = Face(head=head, rows=rows)
            choice = ask(make_console(), self.keyboard, [face], [_BACK_COMMAND])
            if choice != RESIZED:
                return choice

    def _ask_words(self, words: str, known: str, option: str, other: str, *, reason: bool) -> str:
        """Return words that are typed, those known where that is cancelled.

        What is typed when Ctrl-C is pressed is kept; `other` is the reason of a dissent, or the
        dissent beside a reason.
        """
        label = plain(f"Agreed: {numbered(self.question, option)}", "bold")
        above = Group(_title(self.question), Text(), label)
        try:
            typed = ask_text(make_console(), words, known, above=above, how=_LEFT_OUT)
        except EntryInterruptedError as interrupted:
            if text := interrupted.text.strip():
                said, dissent = (text, other) if reason else (other, text)
                agreed = Agree(
                    question=self.question.id, option=option, reason=said, dissent=dissent
                )
                self._happens(agreed)
            raise
        return known if typed is None else typed


def _title(question: Question) -> RenderableType:
    return Group(plain(question.title, "bold underline"), plain(question.prompt))


def _labels(question: Question) -> list[RenderableType]:
    return [
        label_row(key, option) for key, option in zip(question.keys, question.options, strict=True)
    ]


def _answered(answer_set: AnswerSet, question: Question) -> str:
    number = sum(open_counts(answer_set, question.id).values())
    if number == 1:
        return "1 person has answered. Nothing is revealed yet."
    return f"{number} people have answered. Nothing is revealed yet."


def _wrong_counts(text: str, number: int) -> str:
    """Return what is wrong with counts that were typed, nothing where they are right."""
    words = text.split()
    right = len(words) == number and all(w.isascii() and w.isdigit() for w in words)
    if right and all(len(word) < 7 for word in words):
        return ""
    if number == 1:
        return "Type one whole number, such as 2."
    return f"Type {number} whole numbers, 0 for an answer without hands."


def _without_zeros(counts: Counts) -> Counts:
    return {id_: number for id_, number in counts.items() if number}


def _bars(question: Question, results: list[tuple[int, RoundResult]], width: int) -> RenderableType:
    """Return rounds side by side: for each answer a bar and how many chose it."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=True, header_style="")
    table.add_column(ratio=2, overflow="fold")
    for number, _ in results:
        table.add_column(f"Round {number}", ratio=3, overflow="fold")
    room = max(4, width * 3 // (2 + 3 * len(results)) - 10)
    most = max(n for _, r in results for n in (1, *r.counts.values(), r.unsure))

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
    """Return what was agreed last time, with its reason and dissent; nothing where unknown."""
    answer = last.answers.get(question.id)
    if answer not in {option.id for option in question.options}:
        return ""
    words = f"Last time ({last.date.isoformat() if last.date else 'no date'}): "
    words += f"{numbered(question, answer)}."
    if reason := last.notes.get(question.id):
        words += f" Reason: {reason}"
    if dissent := last.dissent.get(question.id):
        words += f" Dissent: {dissent}"
    return words
