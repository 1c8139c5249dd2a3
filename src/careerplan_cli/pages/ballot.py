"""Paper for a room: a ballot for one person, and the sheet that its facilitator fills in."""

from collections.abc import Iterator

from careerplan_cli.model.blocks import (
    Block,
    Check,
    Checklist,
    Document,
    Heading,
    Item,
    Lines,
    Numbered,
    Paragraph,
    document,
    table,
)
from careerplan_cli.model.instrument import Instrument, Question

_BOX = "☐"
_CANNOT_TELL = "I cannot tell"

_ROUNDS = ("Round 1", "Round 2", "Round 3")

_STEPS = (
    "Read the question and its answers aloud.",
    "Everyone chooses in silence, on paper or with a hand ready to raise.",
    "Count, then show all counts at once.",
    "Hear one voice from each end: what have they seen?",
    "Choose once more, if that can bring you closer.",
    "Agree on one answer. Write down the reason, and who sees it otherwise and why.",
)

_AGENDA = (
    ("10 minutes", "Welcome. Say what the result is for, and how the room decides."),
    ("52 minutes", "The questions, one after the other, in the steps below."),
    ("12 minutes", "Look at all answers once more, and then at the result."),
    ("13 minutes", "Choose three actions, each with a name and a day."),
    ("3 minutes", "Say who sends the report, to whom and by when."),
)


def ballot_page(instrument: Instrument, language: str) -> Document:
    """Return a ballot for one person: the whole texts with boxes, neither colours nor points."""
    return document(_ballot(instrument), language, compact=True)


def _ballot(instrument: Instrument) -> Iterator[Block]:
    yield Heading(1, instrument.title)
    yield Paragraph(
        "Tick one box for each question, on your own. Choose what is true today, not what you hope "
        "for. No name is needed. If you speak for a group, such as parents, write it here: "
        "____________________"
    )
    if instrument.options:
        yield from _statements(instrument)
        return
    keyed = zip(range(1, len(instrument.questions) + 1), instrument.questions, strict=True)
    for number, question in keyed:
        yield Heading(2, f"{number}. {question.title}")
        words = f"{question.prompt} {question.help}" if question.help else question.prompt
        yield Paragraph(words)
        options = zip(question.keys, question.options, strict=True)
        checks = [
            Check(f"{option.label}. {' '.join(option.picture)}", lead=key)
            for key, option in options
        ]
        yield Checklist((*checks, Check(_CANNOT_TELL, lead="x")))


def _statements(instrument: Instrument) -> Iterator[Block]:
    """Yield a table for each section, with a box for each statement and answer."""
    labels = [option.label for option in instrument.options]
    number = 0
    for section in instrument.sections:
        rows = []
        for question in section.questions:
            number += 1
            rows.append((f"{number}. {question.prompt}", *[_BOX] * (len(labels) + 1)))
        yield Heading(2, section.title)
        head = ("Statement", *labels, "Cannot tell")
        yield table(section.title, head, rows, 6, *[1.0] * (len(labels) + 1))


def vote_sheet_page(instrument: Instrument, language: str) -> Document:
    """Return the facilitator's sheet: the agenda, then room for each question's votes."""
    return document(_vote_sheet(instrument), language)


def _vote_sheet(instrument: Instrument) -> Iterator[Block]:
    yield Heading(1, f"Vote sheet: {instrument.title}")
    yield Paragraph("District: ____________________   Date: ____________   People: ______")
    yield Heading(2, "Agenda for 90 minutes")
    yield table("Agenda", ("Time", "What"), _AGENDA, 1.4, 6)
    yield Heading(2, "Each question, step by step")
    yield Numbered(tuple(map(Item, _STEPS)))
    for number, question in enumerate(instrument.questions, 1):
        yield Heading(2, f"{number}. {question.title}")
        yield Paragraph(question.prompt)
        yield _counts(question)
        yield Paragraph("Agreed answer, the reason, and who sees it otherwise and why:")
        yield Lines(2)


def _counts(question: Question) -> Block:
    keyed = zip(question.keys, question.options, strict=True)
    rows = [(f"{key}  {option.label}", *[""] * len(_ROUNDS)) for key, option in keyed]
    rows.append(("Cannot tell", *[""] * len(_ROUNDS)))
    return table(question.title, ("Answer", *_ROUNDS), rows, 4, *[1.2] * len(_ROUNDS))
