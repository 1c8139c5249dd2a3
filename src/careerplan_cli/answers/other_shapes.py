"""Tells where the answers of a table stand when its columns do not answer the questions."""

from collections.abc import Sequence
from itertools import zip_longest

from careerplan_cli.answers.names import QuestionNames
from careerplan_cli.answers.table import HEADER_WITHIN
from careerplan_cli.model.instrument import Instrument


def other_shape(instrument: Instrument, rows: Sequence[Sequence[str]]) -> str:
    """Return what to do about a table of another shape, by its first rows; nothing if it has none.

    The header may stand too far down, the questions in the cells of one column, or whole records
    in a cell, as in a page that an API gives.
    """
    names = QuestionNames(instrument)
    enough = min(2, len(instrument.questions))
    if any(_questions(row, names) >= enough for row in rows):
        return (
            f"A row further down names the questions. The header has to be within the first "
            f"{HEADER_WITHIN} rows: delete what stands above it."
        )
    columns = list(zip_longest(*rows, fillvalue=""))
    if any(_questions(column, names) >= enough for column in columns):
        return (
            "The questions stand in the cells of a column, in a row each. A table needs one row "
            "for each respondent and a column for each question: in Excel, a pivot table makes "
            "one of the other."
        )
    if any(_hold_records(column) for column in columns):
        return (
            "Its cells hold lists of objects, as the pages of an API do. Save all objects of these "
            "lists as one array, from [ to ]."
        )
    return ""


def _questions(cells: Sequence[str], names: QuestionNames) -> int:
    """Return how many questions some cells name."""
    return len({id_ for cell in set(cells) if (id_ := names.exact(cell))})


def _hold_records(cells: Sequence[str]) -> bool:
    written = [cell for cell in cells if cell.strip()]
    return bool(written) and all(cell.lstrip().startswith("[{") for cell in written)
