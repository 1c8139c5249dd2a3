"""Writes results as JSON, JSON Lines and CSV, for other programs to read.

The forms are documented field by field in `docs/formats.md`.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from careerplan_cli.files.json_text import json_text
from careerplan_cli.model.result import Result
from careerplan_cli.model.visible import one_line

FORMAT = 1
"""The version of the JSON form. Fields are added within it, never renamed."""

Scored = tuple[str, Result]
"""The name of an answer file, and its result."""


def as_json(scored: Iterable[Scored]) -> str:
    """Return a JSON array with one object a respondent."""
    return json_text([_record(file, result) for file, result in scored])


def as_json_lines(scored: Iterable[Scored]) -> str:
    """Return one JSON object a line and respondent."""
    return "".join(json_text(_record(file, result), indent=None) for file, result in scored)


def as_csv(scored: Sequence[Scored]) -> str:
    """Return one row a respondent, with one column a question that holds the answer's id."""
    questions = dict.fromkeys(
        entry.question.id for _, result in scored for entry in result.questions
    )
    head = ("file", "district", "respondent", "date", "instrument", "total", "level", "complete")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*head, *questions])
    for file, result in scored:
        record = _record(file, result)
        answers = {entry.question.id: entry.option for entry in result.questions}
        row = [record.get(field) for field in head]
        row += [option.id if (option := answers.get(id_)) else None for id_ in questions]
        writer.writerow([_cell(value) for value in row])
    return text.getvalue()


def _record(file: str, result: Result) -> dict[str, object]:
    answer_set = result.answer_set
    return {
        "format": FORMAT,
        "file": file,
        "instrument": result.instrument.id,
        "district": answer_set.district,
        "respondent": answer_set.respondent,
        "date": answer_set.date.isoformat() if answer_set.date else None,
        **_standing(result),
        "level": result.level,
        "possible_levels": list(result.possible_levels),
        "complete": result.complete,
        "questions": [
            {
                "id": entry.question.id,
                "answer": entry.option.id if entry.option else None,
                "points": entry.option.points if entry.option else None,
                "note": entry.note or None,
            }
            for entry in result.questions
        ],
        "focus": list(result.focus_areas),
    }


def _standing(result: Result) -> dict[str, object]:
    """Return the total of points, or where none are added how many answers there are of each."""
    if result.instrument.adds_points:
        return {"total": result.total, "maximum": result.instrument.maximum}
    return {"counts": dict(result.counts)}


def _cell(value: object) -> str:
    """Return a cell's text; one that a spreadsheet would run as a formula gets a quote in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = one_line(str(value))
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
