"""Records and summaries as JSON objects; `docs/formats.md` has them field by field."""

from careerplan_cli.model.result import Record, Result, Summary

FORMAT = 1
"""The version of the JSON form. Fields are added within it, never renamed."""


def record_object(record: Record) -> dict[str, object]:
    """Return the fields of a record."""
    fields: dict[str, object] = {
        "format": FORMAT,
        "file": record.file,
        "instrument": record.instrument.id,
        "district": record.district,
        "respondent": record.respondent,
        "date": record.date,
    }
    if record.result:
        fields |= _result_fields(record.result)
    if record.row is not None:
        fields |= {"row": record.row, "columns": dict(record.columns)}
    if record.result is None:
        fields |= {"reason": record.reason, "written": dict(record.written)}
    return fields


def summary_object(summary: Summary) -> dict[str, object]:
    """Return the fields of a summary."""
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


def _result_fields(result: Result) -> dict[str, object]:
    points = {"total": result.total, "maximum": result.instrument.maximum}
    return {
        **(points if result.instrument.adds_points else {"counts": dict(result.counts)}),
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
