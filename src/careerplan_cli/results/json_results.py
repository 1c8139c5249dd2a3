"""Writes results as JSON and JSON Lines, for other programs to read.

The forms are documented field by field in `docs/formats.md`.
"""

from collections.abc import Iterable

from careerplan_cli.model.result import Record, Result, Summary
from careerplan_cli.text.json_text import json_text

FORMAT = 1
"""The version of the JSON form. Fields are added within it, never renamed."""


def json_line(record: Record) -> str:
    """Return a record as one line of JSON."""
    return json_text(_object(record), indent=None)


def json_item(record: Record) -> str:
    """Return a record as JSON that stands in an array, indented and without a line break."""
    return "  " + json_text(_object(record)).rstrip("\n").replace("\n", "\n  ")


def summaries_json(
    summaries: Iterable[Summary], groups: Iterable[tuple[str, Summary]], column: str | None
) -> str:
    """Return summaries as JSON, and those of the values of a column."""
    entries: dict[str, object] = {
        "format": FORMAT,
        "summaries": [_summary(summary) for summary in summaries],
    }
    if column is not None:
        entries["column"] = column
        entries["groups"] = [{"value": name, **_summary(summary)} for name, summary in groups]
    return json_text(entries)


def _object(record: Record) -> dict[str, object]:
    fields: dict[str, object] = {
        "format": FORMAT,
        "file": record.file,
        "instrument": record.instrument.id,
        "district": record.district,
        "respondent": record.respondent,
        "date": record.date,
        **(_said(record.result) if record.result else {}),
    }
    if record.row is not None:
        fields |= {"row": record.row, "columns": dict(record.columns)}
    if record.result is None:
        fields |= {"reason": record.reason, "written": dict(record.written)}
    return fields


def _said(result: Result) -> dict[str, object]:
    return {
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


def _summary(summary: Summary) -> dict[str, object]:
    return {
        "instrument": summary.instrument.id,
        "results": summary.results,
        "levels": dict(summary.level_counts),
        "without_level": summary.unfinished,
        "unusable": summary.unusable,
        "questions": [
            {
                "id": question.id,
                "answers": dict(summary.answers[question.id]),
                "median": summary.medians[question.id],
                "spread": summary.spreads[question.id],
            }
            for question in summary.instrument.questions
        ],
        "widest": [question.id for question in summary.widest],
    }
