"""Records and summaries as JSON objects; `docs/formats.md` has them field by field."""

from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Question
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
    """Return the fields of a summary; numbers that are hidden are null."""
    known, levels_known = not summary.all_hidden, not summary.levels_hidden
    levels = {id_: n if levels_known else None for id_, n in summary.level_counts.items()}
    return {
        "instrument": summary.instrument.id,
        "records": summary.records if known else None,
        "results": summary.results if known else None,
        "levels": levels,
        "without_level": summary.unfinished if levels_known else None,
        "unusable": summary.unusable if known else None,
        "hidden": summary.all_hidden,
        "questions": [_question_fields(summary, q) for q in summary.instrument.questions],
        "widest": [question.id for question in summary.widest],
    }


def _question_fields(summary: Summary, question: Question) -> dict[str, object]:
    hidden, answers = question.id in summary.hidden, summary.answers[question.id]
    shares = summary.shares(question)
    return {
        "id": question.id,
        "n": None if hidden else summary.answered(question),
        "missing": None if hidden else summary.missing(question),
        "answers": {id_: None if hidden else number for id_, number in answers.items()},
        "shares": {option.id: shares.get(option.id) for option in question.options},
        "mean": summary.means[question.id],
        "median": summary.medians[question.id],
        "agreement": summary.agreements[question.id],
        "spread": summary.spreads[question.id],
        "hidden": hidden,
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
        **_room_fields(result.answer_set),
    }


def _room_fields(answers: AnswerSet) -> dict[str, object]:
    """Return what a room adds: the revealed rounds of each question, the reasons, the dissent."""
    if not answers.is_room:
        return {}
    votes = {id_: [dict(counts) for counts in rounds] for id_, rounds in answers.votes.items()}
    return {"votes": votes, "reasons": dict(answers.reasons), "dissent": dict(answers.dissent)}
