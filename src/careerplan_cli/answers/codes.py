"""The codes that stand in a table for answers, or for none: what `--answer` and `--missing` say."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from careerplan_cli.answers.parser import QuestionReader, code_key
from careerplan_cli.model.errors import CareerplanError, UnknownNameError, did_you_mean
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.schema.validation import describe


class AnswerCode(NamedTuple):
    """A code and the option's id that it stands for; None for no answer.

    `question` is the only question where it does, by its id; None for all that have the option.
    """

    code: str
    option: str | None
    question: str | None = None


def answer_codes(answers: Iterable[str], instrument: Instrument) -> list[AnswerCode]:
    """Return what entries such as `1=red` or `personnel:1=red` say, in order.

    Raise `CareerplanError` for one of another form, or with a name that is not there.
    """
    return [_answer_code(entry, instrument) for entry in answers]


def _answer_code(entry: str, instrument: Instrument) -> AnswerCode:
    written, sign, option = (part.strip() for part in entry.rpartition("="))
    if not sign or not written or not option:
        raise CareerplanError(
            f"--answer {entry!r} does not name a code and an answer.",
            "For example: --answer 1=red, or for one question: --answer personnel:1=red",
        )
    choices = instrument.choices
    ids = tuple(choices)
    name, colon, code = (part.strip() for part in written.partition(":"))
    question = name if colon and name in ids else None
    if colon and question is None and did_you_mean(name, ids) != ".":
        raise UnknownNameError("question", name, ids)
    known = dict.fromkeys(o for id_ in ids if question in (None, id_) for o in choices[id_])
    if option not in known:
        raise UnknownNameError("answer", option, tuple(known))
    return AnswerCode(code if question else written, option, question)


def coded_readers(
    instrument: Instrument, answers: Iterable[str] = (), missing: Iterable[str] = ()
) -> list[QuestionReader]:
    """Return what reads the answers to each question, in order, codes among them.

    `answers` has entries such as `1=red`, `missing` the codes for no answer. Raise
    `CareerplanError` where a code would mean two things.
    """
    given = answer_codes(answers, instrument)
    nothing = [AnswerCode(code, None) for code in missing]
    readers = []
    for question in instrument.questions:
        options = {option.id for option in question.options}
        general = [one for one in given if one.question is None and one.option in options]
        own = [one for one in given if one.question == question.id]
        codes = _codes([*general, *nothing]) | _codes(own)
        _refuse_other_meanings(question.id, QuestionReader(question), codes)
        readers.append(QuestionReader(question, codes))
    return readers


def _codes(given: Sequence[AnswerCode]) -> dict[str, str | None]:
    """Return what each code stands for; raise `CareerplanError` for one with two meanings."""
    codes: dict[str, str | None] = {}
    for code, option, _ in given:
        key = code_key(code)
        if codes.setdefault(key, option) != option:
            meanings = " and ".join(o or "no answer" for o in (codes[key], option))
            raise CareerplanError(
                f"The code {describe(code)} stands for {meanings}.",
                "Give it one meaning; see --answer and --missing.",
            )
    return codes


def _refuse_other_meanings(
    id_: str, reader: QuestionReader, codes: Mapping[str, str | None]
) -> None:
    for code, option in codes.items():
        if (known := reader.option(code)) and known != option:
            raise CareerplanError(
                f"The code {describe(code)} is the answer {known} of {id_} by itself, so it cannot "
                f"stand for {option or 'no answer'}.",
                "Take it out of --answer and --missing, or change it in the table.",
            )
