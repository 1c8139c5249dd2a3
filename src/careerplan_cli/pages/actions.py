"""The action library: what to do, for each answer, need and section, or for one question."""

from collections.abc import Iterator, Sequence

from careerplan_cli.model.actions import Action
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.blocks import Block, Bullets, Document, Heading, Item, Paragraph, document
from careerplan_cli.model.errors import CareerplanError, UnknownNameError
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.pages.texts import KEEP
from careerplan_cli.planning import actions_for, target_of
from careerplan_cli.scoring.rules import score


def actions_page(pack: ContentPack, question: str | None = None) -> Document:
    """Return the whole library, or the actions for one question.

    Raise `CareerplanError` where the content has no library, `UnknownNameError` for a question
    that it does not have.
    """
    if not pack.actions:
        raise CareerplanError(
            "This content has no action library.", "Add a file actions.yaml to its folder."
        )
    return document(_library(pack, question), pack.language)


def _library(pack: ContentPack, wanted: str | None) -> Iterator[Block]:
    instruments = [pack.instrument(id_) for id_ in pack.instrument_ids()]
    asked = {question.id: (one, question) for one in instruments for question in one.questions}
    if wanted is not None:
        if wanted not in asked:
            raise UnknownNameError("question", wanted, tuple(asked))
        instrument, question = asked[wanted]
        yield Heading(1, f"Actions: {question.title}")
        yield from _of_question(instrument, question, pack.actions)
        return
    yield Heading(1, "Actions")
    for instrument, question in asked.values():
        if any(action.question == question.id for action in pack.actions):
            yield Heading(2, question.title)
            yield from _of_question(instrument, question, pack.actions)
    needs = pack.review.needs if pack.review else ()
    for line in (line for need in needs for line in (need, *need.items)):
        yield from _group(line.title, [a for a in pack.actions if a.need == line.id])
    for section in (section for one in instruments for section in one.sections):
        yield from _group(section.title, [a for a in pack.actions if a.section == section.id])
    for _, question in asked.values():
        found = [a for a in pack.actions if a.statement == question.id]
        yield from _group(question.title, found)


def _of_question(
    instrument: Instrument, question: Question, library: Sequence[Action]
) -> Iterator[Block]:
    """Yield for each answer its target and its actions."""
    for option in question.options:
        result = score(
            instrument, AnswerSet(instrument=instrument.id, answers={question.id: option.id})
        )
        (entry,) = (entry for entry in result.questions if entry.option)
        if actions := actions_for(entry, instrument, library):
            yield Heading(3, f"Today: {option.label}", option.colour)
            target = target_of(entry)
            yield Paragraph(target, "Target:") if target else Paragraph(KEEP)
            yield _listed(actions)


def _group(title: str, actions: Sequence[Action]) -> Iterator[Block]:
    if actions:
        yield Heading(2, title)
        yield _listed(actions)


def _listed(actions: Sequence[Action]) -> Bullets:
    return Bullets(tuple(Item(one.do, one.code, details=_details(one)) for one in actions))


def _details(action: Action) -> tuple[str, ...]:
    """Return who does it and when, and what shows that it is done."""
    partners = ", ".join(action.partners)
    who = f"Lead: {action.lead}, with {partners}." if partners else f"Lead: {action.lead}."
    return (
        who,
        f"How long: {action.effort}. When: {action.when}.",
        f"Done when {action.evidence}.",
    )
