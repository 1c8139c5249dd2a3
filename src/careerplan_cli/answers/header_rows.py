"""What the rows below a header say: more of the header, or answers already."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from careerplan_cli.answers.columns import AnswerColumns, Columns, match_columns, settle_columns
from careerplan_cli.answers.names import QuestionNames
from careerplan_cli.answers.parser import QuestionReader, Sample
from careerplan_cli.answers.survey_tools import SURVEY_TOOLS
from careerplan_cli.answers.table import Table, trimmed
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.text.normal import normal

SAMPLE = 200
"""How many rows below the header are looked at, to tell what the columns hold."""

_SECOND_HEADERS = tuple(tool.second_header for tool in SURVEY_TOOLS if tool.second_header)
_HEADER_CELLS = [
    re.compile(tool.header_cell, re.IGNORECASE) for tool in SURVEY_TOOLS if tool.header_cell
]


class Header(NamedTuple):
    """What a header says: the columns, how many further rows belong to it, and a notice."""

    columns: Columns
    further: int
    notice: str


def read_header(
    table: Table,
    instrument: Instrument,
    readers: Sequence[QuestionReader],
    given: Mapping[str, str],
) -> Header:
    """Return what the header of a table says; `given` has columns of questions by their ids.

    Raise `FileError` when a question has no column, or several.
    """
    below = table.peek(SAMPLE)
    found = match_columns(table.header, instrument, given, table.name)
    rows = _HeaderRows(table.header, instrument, readers, found)
    further, left_out = 0, 0
    for cells in below:
        if rows.names_again(cells):
            left_out += 1
        elif not rows.take(cells):
            break
        further += 1
    within = [cells[: table.width] for cells in below[further:]]
    width = max(len(trimmed(cells)) for cells in ([], *below[:further], *within))
    header = (*rows.header, *[""] * (width - len(rows.header)))
    columns = settle_columns(
        header, instrument, rows.found, Sample(readers, below[further:]), table.name
    )
    return Header(columns, further, _notice(left_out, columns, instrument))


class _HeaderRows:
    """The rows of a header: `header` has the name of each column, `found` the columns of questions.

    `at` has the positions of the columns that the first row gives each question, by its id.
    """

    def __init__(
        self,
        header: Sequence[str],
        instrument: Instrument,
        readers: Sequence[QuestionReader],
        at: Mapping[str, Sequence[int]],
    ) -> None:
        self.header = list(header)
        self.found = {id_: AnswerColumns(tuple(positions)) for id_, positions in at.items()}
        self._names = QuestionNames(instrument)
        self._readers = readers
        self._has_second = False

    def names_again(self, cells: Sequence[str]) -> bool:
        """Return whether a row names the questions once more, or holds what programs read.

        That is in the columns of questions: only their texts, only `{"ImportId": ...}`, or only
        tags such as `#indicator+q1`.
        """
        below = [
            (id_, cells[n] if n < len(cells) else "")
            for id_, (positions, _) in self.found.items()
            for n in positions
        ]
        if below and all(self._names.meant(cell) == id_ for id_, cell in below):
            return True
        written = [cell for _, cell in below if cell.strip()]
        return bool(written) and any(all(map(one.fullmatch, written)) for one in _HEADER_CELLS)

    def take(self, cells: Sequence[str]) -> bool:
        """Return whether a row is the header's second one, and if so take it in.

        Below each question it has `Response`, or the text of an option and the others beside it.
        """
        if self._has_second or not any(at.positions for at in self.found.values()):
            return False
        named = (*cells, *[""] * len(self.header))
        found = {
            reader.question.id: self._answered_in(reader, self.found[reader.question.id], named)
            for reader in self._readers
        }
        if any(at is None for at in found.values()):
            return False
        self.found = {id_: at for id_, at in found.items() if at is not None}
        width = max(len(self.header), len(cells))
        upper = (*self.header, *[""] * (width - len(self.header)))
        self.header = list(map(_with_lower_name, upper, named[:width]))
        self._has_second = True
        return True

    def _answered_in(
        self, reader: QuestionReader, at: AnswerColumns, lower: Sequence[str]
    ) -> AnswerColumns | None:
        """Return the columns that answer a question, given the second row; None if it is none."""
        if not at.positions or all(normal(lower[n]) in _SECOND_HEADERS for n in at.positions):
            return at
        places = [n for first in at.positions for n in self._run(first, len(lower))]
        options = [
            (n, option) for n in dict.fromkeys(places) if (option := reader.option(lower[n]))
        ]
        choices = tuple(option for _, option in options)
        if len(choices) < 2 or len(set(choices)) < len(choices):
            return None
        return AnswerColumns(tuple(n for n, _ in options), choices)

    def _run(self, first: int, width: int) -> range:
        """Return the positions of a column and of those beside it that have no name."""
        end = first + 1
        while end < width and not (end < len(self.header) and self.header[end].strip()):
            end += 1
        return range(first, end)


def _with_lower_name(upper: str, lower: str) -> str:
    if normal(lower).endswith(_SECOND_HEADERS) or not lower.strip():
        return upper
    return f"{upper}: {lower}" if upper.strip() else lower


def _notice(left_out: int, columns: Columns, instrument: Instrument) -> str:
    """Return what is to know of how a header is read; nothing where it is plain."""
    notices = []
    if left_out == 1:
        notices.append("1 further header row is left out.")
    elif left_out:
        notices.append(f"{left_out} further header rows are left out.")
    if any(len(at.positions) > 1 and not at.choices for at in columns.questions):
        notices.append(
            "Columns of the same question are joined: none of the first rows has an answer in more "
            "than one of them."
        )
    lost = [
        f"{question.id}: {option.id}"
        for question, at in zip(instrument.questions, columns.questions, strict=True)
        for option in question.options
        if at.choices and option.id not in at.choices
    ]
    if lost:
        notices.append(
            f"No column has one of these answers, so who gave it counts as not answered: "
            f"{', '.join(lost)}."
        )
    return " ".join(notices)
