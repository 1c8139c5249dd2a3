"""Blank forms to fill in and to score: an answer file, and a table in CSV."""

from careerplan_cli.answers.answer_file import FORMAT
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.text.csv_text import csv_line
from careerplan_cli.text.printable import one_line

WHO = ("district", "respondent", "date")
"""What a form asks beside its questions."""


def blank_answer_file(instrument: Instrument) -> str:
    """Return an answer file in YAML without answers; comments tell what can be answered."""
    lines = [
        f"# {instrument.title}",
        f"# Write the id of an answer, such as {_first_id(instrument)}, after each colon.",
        f"careerplan: {FORMAT}",
        f"instrument: {instrument.id}",
        *(f"{name}:" for name in WHO),
        "answers:",
    ]
    for question in instrument.questions:
        lines += [f"  # {line}" for line in _explained(question)]
        lines += [f"  {question.id}:", ""]
    return "\n".join(lines).rstrip() + "\n"


def _first_id(instrument: Instrument) -> str:
    return instrument.questions[0].options[0].id


def _explained(question: Question) -> list[str]:
    """Return the question and its answers, each on a line."""
    width = max(len(option.id) for option in question.options)
    answers = (f"  {option.id:<{width}}  {one_line(option.label)}" for option in question.options)
    return [one_line(question.prompt), *answers]


def blank_table(instrument: Instrument) -> str:
    """Return the header of a table in CSV; a mark in front makes Excel read it as UTF-8."""
    return "\ufeff" + csv_line([*WHO, *(one_line(q.prompt) for q in instrument.questions)])
