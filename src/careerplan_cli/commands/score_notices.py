"""What `careerplan score` tells on standard error: how files are read, what cannot be used."""

import sys
from collections.abc import Sequence
from functools import cache

from careerplan_cli.answers.answer_file import answered_content, other_questions
from careerplan_cli.batch import Batch
from careerplan_cli.commands.output import echo_err
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.text.printable import one_line

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


def echo_columns(batch: Batch) -> None:
    """Tell which column answers which question, once for all tables that are alike in that."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for table in batch.tables:
        if table.notice:
            echo_err(f"{table.shown}: {table.notice}")
        pairs = zip(table.answer_columns, table.instrument.questions, strict=True)
        lines = [f"  {_short(column)} -> {question.id}" for column, question in pairs]
        head = f"columns that answer the {table.instrument.id}:"
        alike.setdefault((head, *lines), []).append(table.shown)
    for (head, *lines), names in alike.items():
        echo_err(f"{', '.join(names)}, {head}")
        for line in lines:
            echo_err(line)


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 3]}..."


def echo_counts(batch: Batch, failed: int) -> None:
    """Tell how many records of tables were scored, and why the first of the others were not."""
    counter = batch.counter
    if not batch.tables:
        return
    if not counter.records:
        names = ", ".join(table.shown for table in batch.tables)
        echo_err(f"{names}: below the header there are no answers.")
        return
    for reason in counter.reasons:
        echo_err(reason)
    if counter.unusable > len(counter.reasons):
        more = counter.unusable - len(counter.reasons)
        echo_err(f"... and {more:,} more; the column reason of the results tells all.")
    told = [
        f"{counter.records:,} {'record' if counter.records == 1 else 'records'}: "
        f"{counter.complete:,} scored, {counter.incomplete:,} incomplete, "
        f"{counter.unusable:,} unusable."
    ]
    if blank := sum(table.blank_rows for table in batch.tables):
        told.append(f"{blank:,} {'row is' if blank == 1 else 'rows are'} blank and left out.")
    if failed:
        told.append(f"Files that could not be read whole: {failed}.")
    echo_err(" ".join(told))


def echo_error(error: CareerplanError) -> None:
    """Tell what is wrong with a file, and what to do."""
    lines = error.problem.splitlines()
    for line in lines[:_MOST_LINES]:
        echo_err(line)
    if len(lines) > _MOST_LINES:
        echo_err(f"... and {len(lines) - _MOST_LINES} more.")
    if error.advice:
        echo_err(error.advice)


def echo_other_questions(batch: Batch) -> None:
    """Say once for each way in which answers were given to other questions than these."""
    asked = {instrument.id: instrument for instrument in batch.instruments}
    now = cache(lambda id_: answered_content(batch.pack.name, asked[id_]))
    files: dict[str, list[str]] = {}
    for source in batch.sources:
        answers = source.answer_set
        if answers is None or answers.content is None:
            continue
        if difference := other_questions(answers, now(source.instrument.id)):
            files.setdefault(difference, []).append(source.shown)
    for difference, (first, *more) in files.items():
        others = f" and {len(more)} more" if more else ""
        echo_err(f"{first}{others} {difference}")
