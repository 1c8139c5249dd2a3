"""Takes paper ballots one after another: a line each, kept as it is entered."""

from collections.abc import Callable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from careerplan_cli.forms.console import make_console, plain
from careerplan_cli.model.answers import UNSURE, AnswerSet, Ballot
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.rounds import CastBallot, TakeBackBallot, after, groups
from careerplan_cli.terminal.keyboard import Keyboard
from careerplan_cli.terminal.text_entry import ask_text

Save = Callable[[AnswerSet], str]

_UNDO = "undo"
_BLANK = "-"


def enter_ballots(
    instrument: Instrument, answer_set: AnswerSet, save: Save, notice: str = ""
) -> tuple[AnswerSet, str]:
    """Take ballots on the questions without an answer (on all, where each has one) until Enter.

    Each is kept before the next is asked for. Return the answers with the ballots, which are still
    to be revealed, and what to tell of them. `notice` is shown on the first screen. Raise
    `KeyboardInterrupt` on Ctrl-C.
    """
    unanswered = [q for q in instrument.questions if q.id not in answer_set.answers]
    questions = unanswered or instrument.questions
    not_saved = ""
    keyboard = Keyboard()
    while True:
        typed = ask_text(
            make_console(),
            keyboard,
            f"Ballot {len(answer_set.ballots) + 1}:",
            above=_above(instrument, questions, answer_set, notice),
            problem=lambda text: _wrong(text, questions),
            how="Enter takes the ballot. On an empty line, Enter ends.",
            anew=True,
            about=_about(questions),
        )
        if typed is None or not typed.strip():
            return answer_set, not_saved or _kept(answer_set)
        if typed.strip().lower() != _UNDO:
            answer_set = after(answer_set, CastBallot(ballot=_ballot(typed, questions)))
            notice = not_saved = save(answer_set)
        elif answer_set.ballots:
            line = _line(questions, answer_set.ballots[-1])
            told = f"Ballot {len(answer_set.ballots)} is taken back: {line}"
            answer_set = after(answer_set, TakeBackBallot())
            not_saved = save(answer_set)
            notice = not_saved or told
        else:
            notice = "There is no ballot to take back."


def _kept(answer_set: AnswerSet) -> str:
    """Return what comes after the ballots; nothing without any."""
    number = len(answer_set.ballots)
    if number == 0:
        return ""
    if number == 1:
        return "The ballot is kept. The questions come one by one: reveal, talk, agree."
    return f"All {number} ballots are kept. The questions come one by one: reveal, talk, agree."


def _above(
    instrument: Instrument, questions: Sequence[Question], answer_set: AnswerSet, notice: str
) -> RenderableType:
    """Return how many ballots there are, how to type one, and the last one to compare.

    Questions have the numbers that they have on the paper.
    """
    places = {question.id: n for n, question in enumerate(instrument.questions, 1)}
    number = len(answer_set.ballots)
    told = "1 ballot is in." if number == 1 else f"{number} ballots are in."
    by_group = ", ".join(f"{name}: {n}" for name, n in groups(answer_set).items())
    lines = [
        Text("Paper ballots", "bold underline"),
        plain(f"{told} {by_group}".strip(), "bold"),
        Text(),
        plain("Questions: " + "; ".join(f"{places[q.id]} {q.title}" for q in questions))
        if len(questions) <= 9
        else plain(f"{len(questions)} questions, in the order of the ballot."),
        plain(
            f"Type the answers in this order, as in {_example(questions)}. "
            f"{_unsure_key(questions)} stands for cannot tell, {_BLANK} for a blank. The group "
            f"may follow, as parents or trustees, no name: {_example(questions)} parents."
        ),
        plain(f"{_UNDO} takes the last ballot back. Enter alone ends."),
        Text(),
    ]
    if answer_set.ballots:
        line = _line(questions, answer_set.ballots[-1])
        lines.append(plain(f"Compare with the paper. Ballot {number}: {line}"))
    return Group(*lines, *([plain(f"! {notice}", "bold")] if notice else []))


def _about(questions: Sequence[Question]) -> str:
    """Return what `?` tells; nothing where it is a ballot itself."""
    if len(questions) == 1 and _unsure_key(questions) == "?":
        return ""
    return (
        "A line for each ballot: the keys of its answers in the order of the questions, with or "
        f"without spaces. {_unsure_key(questions)} stands for cannot tell, {_BLANK} for a blank. "
        f"{_UNDO} takes the last ballot back. Enter alone, or Esc, ends; then the votes are "
        "revealed question by question."
    )


def _example(questions: Sequence[Question]) -> str:
    return " ".join(question.keys[n % 2] for n, question in enumerate(questions[:5]))


def _unsure_key(questions: Sequence[Question]) -> str:
    """Return what stands for cannot tell: x, but ? where x is the key of an answer."""
    return "?" if any("x" in question.keys for question in questions) else "x"


def _choices(question: Question, unsure_key: str) -> Mapping[str, str | None]:
    options = dict(zip(question.keys, (o.id for o in question.options), strict=True))
    return {**options, unsure_key: UNSURE, "?": UNSURE, _BLANK: None}


def _split(text: str, questions: Sequence[Question]) -> tuple[list[str], str]:
    """Return the answers that a line has, and the group; `13221` is read as `1 3 2 2 1`."""
    words = text.lower().split()
    if words and len(words[0]) == len(questions) > 1:
        return list(words[0]), " ".join(text.split()[1:])
    return words[: len(questions)], " ".join(text.split()[len(questions) :])


def _wrong(text: str, questions: Sequence[Question]) -> str:
    """Return what is wrong with a line, nothing where it is a ballot, `undo` or empty."""
    if not text.strip() or text.strip().lower() == _UNDO:
        return ""
    typed, group = _split(text, questions)
    if len(typed) < len(questions):
        return f"This has {len(typed)} of {len(questions)} answers."
    more = group.lower().split()
    if more and all(key in _choices(questions[0], _unsure_key(questions)) for key in more):
        return (
            f"This has {len(typed) + len(more)} answers. Type {len(questions)}, to the questions "
            "above."
        )
    for number, (question, key) in enumerate(zip(questions, typed, strict=True), 1):
        if key not in (known := _choices(question, _unsure_key(questions))):
            return f"Answer {number} is {key!r}. Valid: {', '.join(known)}."
    return ""


def _ballot(text: str, questions: Sequence[Question]) -> Ballot:
    typed, group = _split(text, questions)
    unsure = _unsure_key(questions)
    pairs = ((q.id, _choices(q, unsure)[key]) for q, key in zip(questions, typed, strict=True))
    return Ballot(answers={id_: a for id_, a in pairs if a}, group=group or None)


def _line(questions: Sequence[Question], ballot: Ballot) -> str:
    """Return a ballot as it is typed."""
    unsure = _unsure_key(questions)
    keys = []
    for question in questions:
        typed = {option: key for key, option in reversed(list(_choices(question, unsure).items()))}
        keys.append(typed[ballot.answers.get(question.id)])
    return " ".join([*keys, ballot.group or ""]).rstrip()
