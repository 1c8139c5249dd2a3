"""The answers that a plan was made of."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from careerplan_cli.comparing import Change
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.model.plans import Plans
from careerplan_cli.model.result import Result
from careerplan_cli.plans.model import Place, Plan
from careerplan_cli.plans.reading import fingerprint, row_print
from careerplan_cli.scoring.rules import score

_NOTHING: Mapping[str, str] = MappingProxyType({})


def answers_of(
    plan: Plan, plans: Plans, instrument: Instrument, said: Mapping[str, str] = _NOTHING
) -> dict[str, str]:
    """Return the ids of the options that a plan was made of, by question id.

    A plan of an older version has only the fingerprints of its table of answers: a question counts
    if one answer alone fits them. `said` are the notes that may stand beside answers there.
    """
    if plan.identity.answers and plan.identity.instrument == instrument.id:
        return {
            id_: option
            for id_, option in plan.identity.answers
            if option in instrument.choices.get(id_, ())
        }
    place: Place = next(
        (
            (chapter.id, piece.heading or "")
            for chapter in plans.chapters
            for piece in chapter.pieces
            if piece.fill == "answers" and piece.heading
        ),
        (),
    )
    labels = Counter(option.label for q in instrument.questions for option in q.options)
    found = {}
    for question in instrument.questions:
        fitting = [
            option.id
            for option in question.options
            if (
                labels[option.label] == 1
                and fingerprint("cell", *place, "Answer", option.label) in plan.given
            )
            or any(
                row_print(place, (_name(instrument, question), option.label, note)) in plan.given
                for note in ("–", said.get(question.id, "–"))
            )
        ]
        if len(fitting) == 1:
            found[question.id] = fitting[0]
    return found


def _name(instrument: Instrument, question: Question) -> str:
    return question.title if instrument.adds_points else question.prompt


def result_of_plan(plan: Plan, plans: Plans, instrument: Instrument) -> Result | None:
    """Return the result of the answers that a plan was made of; None where none is known."""
    answers = answers_of(plan, plans, instrument)
    if not answers:
        return None
    known = plan.identity
    return score(
        instrument,
        AnswerSet(
            instrument=instrument.id,
            district=known.district or None,
            date=known.date,
            answers=answers,
        ),
    )


def first_plan(plan: Plan) -> Plan | None:
    """Return the plan that an update goes back to, with only its answers; None if unknown."""
    known = plan.identity
    if not known.first_answers:
        return None
    first = replace(known, answers=known.first_answers, date=known.first_date)
    return Plan(identity=first)


@dataclass(frozen=True)
class AreaChange:
    """An area, or a statement, that rose or fell, with its answers where these are told."""

    area: str
    rose: bool
    before: str = ""
    now: str = ""


def area_changes(before: Result, now: Result) -> tuple[AreaChange, ...]:
    """Return what rose, then what fell; answers that are not known in both are left out.

    Of an instrument of statements, those that rose are counted by section.
    """
    earlier = {entry.question.id: entry.option for entry in before.questions}
    changes = [Change(e.question, earlier.get(e.question.id), e.option) for e in now.questions]
    rose = [change for change in changes if change.direction == "higher"]
    fell = [change for change in changes if change.direction == "lower"]
    return (*_risen(rose, now.instrument), *(_told(change, now.instrument) for change in fell))


def _risen(rose: Sequence[Change], instrument: Instrument) -> Iterator[AreaChange]:
    if instrument.adds_points:
        yield from (_told(change, instrument) for change in rose)
        return
    ids = {change.question.id for change in rose}
    for section in instrument.sections:
        if number := sum(question.id in ids for question in section.questions):
            yield AreaChange(f"{section.title} ({number})", rose=True)


def _told(change: Change, instrument: Instrument) -> AreaChange:
    before, now = ((o.label if o else "") for o in (change.before, change.now))
    rose = change.direction == "higher"
    return AreaChange(_name(instrument, change.question), rose=rose, before=before, now=now)
