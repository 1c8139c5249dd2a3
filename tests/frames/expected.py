"""What `score` says of the rows of a table, in the columns that `score_frame` adds."""

from collections.abc import Mapping, Sequence

from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.result import Result
from careerplan_cli.scoring.rules import score
from frames.engines import Row, Table


def question_ids(instrument: Instrument) -> list[str]:
    return [question.id for question in instrument.questions]


def result_of(instrument: Instrument, cells: Mapping[str, str | None]) -> Result | None:
    """Return the result of a row; None where one of its answers is unknown."""
    answers = {question.id: cells[question.id] for question in instrument.questions}
    given = {id_: answer for id_, answer in answers.items() if answer}
    if any(answer not in instrument.choices[id_] for id_, answer in given.items()):
        return None
    return score(instrument, AnswerSet(instrument=instrument.id, answers=given))


def expected_row(instrument: Instrument, cells: Mapping[str, str | None]) -> Row:
    result = result_of(instrument, cells)
    answers = {question.id: cells[question.id] for question in instrument.questions}
    unknown = [id_ for id_, cell in answers.items() if cell and cell not in instrument.choices[id_]]
    options = {e.question.id: e.option for e in result.questions if e.option} if result else {}
    return {
        "total": result.total if result and instrument.adds_points else None,
        "level": result.level if result else None,
        "complete": bool(result and result.complete),
        "missing": sum(not answer for answer in answers.values()),
        "unknown": len(unknown),
        **{f"{id_}-points": options[id_].points if id_ in options else None for id_ in answers},
    }


def rows_of(table: Table) -> list[Mapping[str, str | None]]:
    return [dict(zip(table, cells, strict=True)) for cells in zip(*table.values(), strict=True)]


def table_of(names: Sequence[str], rows: Sequence[Sequence[str | None]]) -> Table:
    """Return a table with a number for each row in front, as engines keep no order."""
    numbers = {"Row number": [str(n) for n in range(len(rows))]}
    return numbers | {name: [row[n] for row in rows] for n, name in enumerate(names)}


def in_order(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: int(row["Row number"]))
