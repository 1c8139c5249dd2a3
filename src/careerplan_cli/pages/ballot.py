"""Paper for a room: a ballot for one person, and the sheet that its facilitator fills in."""

from collections.abc import Iterator

from careerplan_cli.model.blocks import (
    BOX,
    Block,
    Check,
    Checklist,
    Document,
    Heading,
    Item,
    Lines,
    Numbered,
    PageBreak,
    Paragraph,
    document,
    table,
)
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.pages.groups import page_wide

_CANNOT_TELL = "I cannot tell"

_ROUNDS = ("Round 1", "Round 2", "Round 3")

_ON_A_PAGE = 2
"""How many questions of the vote sheet stand on a page, with room to write."""

_WRITTEN = 3
"""The lines to write an agreement on."""

_NOTED = 14
"""The lines of the page to write on what those say who see a statement otherwise."""

_STEPS = (
    "Read the question and its answers aloud.",
    "Everyone chooses in silence, on paper or with a hand ready to raise.",
    "Count, then show all counts at once.",
    "Hear one voice from each end: what have they seen?",
    "Choose once more, if that can bring you closer.",
    "Agree on one answer. Write down the reason, and what those say who see it otherwise (no "
    "names).",
)

_STATEMENT_STEPS = (
    "Count all ballots first. Where nearly all choose the same, agree at once.",
    "For each other statement, read it aloud and say all counts.",
    "Hear one voice from each end: what have they seen?",
    "Choose once more, if that can bring you closer. Write both counts: 9, then 14.",
    "Agree on one answer, and circle its count. Write down what those say who see it otherwise (no "
    "names).",
)

_FIRST, _FURTHER, _STATEMENT = 12, 10, 2
"""The minutes that the first question takes, each further one, and a statement on average."""

_LONGEST = 90
"""The minutes that a group can work without a break."""


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
            rows.append((f"{number}. {question.prompt}", *[BOX] * (len(labels) + 1)))
        yield Heading(2, section.title)
        head = ("Statement", *labels, "Cannot tell")
        yield table(section.title, head, rows, 6, *[1.0] * (len(labels) + 1))


def vote_sheet_page(instrument: Instrument, language: str) -> Document:
    """Return the facilitator's sheet: the agenda, then room for each question's votes."""
    return document(_vote_sheet(instrument), language)


def _vote_sheet(instrument: Instrument) -> Iterator[Block]:
    yield Heading(1, f"Vote sheet: {instrument.title}")
    yield Paragraph("District: ____________________   Date: ____________   People: ______")
    yield from _agenda(instrument)
    steps = _STATEMENT_STEPS if instrument.options else _STEPS
    yield Heading(
        2, "Statement by statement" if instrument.options else "Each question, step by step"
    )
    yield Numbered(tuple(map(Item, steps)))
    yield Paragraph(
        "v votes (and once more), r reveals, c corrects a count, a agrees.",
        "Keys on the screen:",
    )
    if instrument.options:
        yield from _section_counts(instrument)
        return
    for number, question in enumerate(instrument.questions, 1):
        if number % _ON_A_PAGE == 1:
            yield PageBreak()
        yield Heading(2, f"{number}. {question.title}")
        yield Paragraph(question.prompt)
        yield _counts(question)
        yield Paragraph(
            "Agreed answer, the reason, and what those say who see it otherwise (no names):"
        )
        yield Lines(_WRITTEN)


def _agenda(instrument: Instrument) -> Iterator[Block]:
    """Yield how long a session takes; the times are those of the session guide."""
    number = len(instrument.questions)
    if instrument.options:
        minutes = _STATEMENT * number
        what = "The statements. Most are agreed at once; take the time for the others."
    else:
        minutes = _FIRST + _FURTHER * (number - 1)
        what = "The questions, one after the other, in the steps below."
    agenda = [
        (10, "Welcome. Say what the result is for, and how the room decides."),
        (minutes, what),
        (12, "Look at all answers once more, and then at the result."),
        (13, "Choose three actions, each with a name and a day."),
        (3, "Say who sends the report, to whom and by when."),
    ]
    total = sum(time for time, _ in agenda)
    yield Heading(2, f"Agenda for {total} minutes")
    rows = [(f"{time} minutes", words) for time, words in agenda]
    yield table("Agenda", ("Time", "What"), rows, 1.4, 6)
    if total > _LONGEST:
        yield Paragraph(
            "Plan a break, or two sessions. To stop, press q: all answers are kept. The next "
            "session goes on with careerplan assess --resume FILE."
        )


def _counts(question: Question) -> Block:
    keyed = zip(question.keys, question.options, strict=True)
    rows = [(f"{key}  {option.label}", *[""] * len(_ROUNDS)) for key, option in keyed]
    rows.append(("Cannot tell", *[""] * len(_ROUNDS)))
    return table(question.title, ("Answer", *_ROUNDS), rows, 4, *[1.2] * len(_ROUNDS))


def _section_counts(instrument: Instrument) -> Iterator[Block]:
    """Yield a table for each section with a row for each statement, and a page to write on."""
    head = ("Statement", *(option.label for option in instrument.options), "Cannot tell")
    number = 0
    yield PageBreak()
    for section in instrument.sections:
        rows = []
        for question in section.questions:
            number += 1
            rows.append((f"{number}. {question.prompt}", *[""] * (len(head) - 1)))
        yield Heading(2, section.title)
        yield page_wide(table(section.title, head, rows, 5, *[1.1] * (len(head) - 1)))
    yield PageBreak()
    yield Heading(2, "What those say who see a statement otherwise (no names)")
    yield Paragraph("Begin each line with the number of the statement.")
    yield Lines(_NOTED)
