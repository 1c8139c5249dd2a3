"""What `careerplan score` tells on standard error: how tables are read, what cannot be used."""

import sys
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from careerplan_cli.commands.output import echo_err
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.text.printable import one_line

if TYPE_CHECKING:
    from careerplan_cli.answers.open_table import AnswerTable
    from careerplan_cli.batch import Batch
    from careerplan_cli.pack.content_pack import ContentPack

_MOST_LINES = 20
"""How many problems of one file are told."""

_LONGEST_NAME = 46
"""How much of a column's name is told."""


def echo_keyboard_hint(names: Sequence[str]) -> None:
    """Tell that answers are awaited where standard input is a keyboard."""
    if "-" in names and sys.stdin.isatty():
        echo_err(
            "Reading answers from the keyboard; end with Ctrl-D (on Windows Ctrl-Z and Enter)."
        )


def echo_columns(tables: "Sequence[AnswerTable]") -> None:
    """Tell which column answers which question, once for all tables that are alike in that."""
    alike: dict[tuple[str, ...], list[AnswerTable]] = {}
    for table in tables:
        if table.table.notice:
            echo_err(f"{table.source.shown}: {table.table.notice}")
        pairs = zip(table.columns.answers, table.instrument.questions, strict=True)
        lines = (f"  {_short(table.columns.names[n])} -> {question.id}" for n, question in pairs)
        alike.setdefault(tuple(lines), []).append(table)
    for told, found in alike.items():
        names = ", ".join(table.source.shown for table in found)
        echo_err(f"{names}, columns that answer the {found[0].instrument.id}:")
        for line in told:
            echo_err(line)


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 3]}..."


def echo_counts(batch: "Batch", failed: int) -> None:
    """Tell how many records of tables were scored, and why the first of the others were not."""
    if not batch.tables:
        return
    tallies = batch.tallies
    if not tallies.records:
        names = ", ".join(table.source.shown for table in batch.tables)
        echo_err(f"{names}: below the header there are no answers.")
        return
    for reason in tallies.reasons:
        echo_err(reason)
    if tallies.unusable > len(tallies.reasons):
        more = tallies.unusable - len(tallies.reasons)
        echo_err(f"... and {more:,} more; the column reason of the results tells all.")
    blank = sum(table.blank_rows for table in batch.tables)
    rows = "row is" if blank == 1 else "rows are"
    records = "record" if tallies.records == 1 else "records"
    echo_err(
        f"{tallies.records:,} {records}: {tallies.complete:,} scored, {tallies.incomplete:,} "
        f"incomplete, {tallies.unusable:,} unusable."
        + (f" {blank:,} {rows} blank and left out." if blank else "")
        + (f" Files that could not be read whole: {failed}." if failed else "")
    )


def report(error: CareerplanError) -> None:
    """Tell what is wrong with a file, and what to do."""
    lines = error.problem.splitlines()
    for line in lines[:_MOST_LINES]:
        echo_err(line)
    if len(lines) > _MOST_LINES:
        echo_err(f"... and {len(lines) - _MOST_LINES} more.")
    if error.advice:
        echo_err(error.advice)


def echo_other_questions(pack: "ContentPack", batch: "Batch") -> None:
    """Say once for each way in which answers were given to other questions than these."""
    from careerplan_cli.answers.answer_file import answered_content, other_questions

    asked = {one.id: one for one in batch.instruments}
    now = cache(lambda id_: answered_content(pack.name, asked[id_]))
    files: dict[str, list[str]] = {}
    for record in batch.answer_files:
        if record.result and record.result.answer_set.content:
            answer_set = record.result.answer_set
            if difference := other_questions(answer_set, now(record.instrument.id)):
                files.setdefault(difference, []).append(record.file)
    for difference, names in files.items():
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        echo_err(f"{names[0]}{more} {difference}")
