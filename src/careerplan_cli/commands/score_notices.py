"""What `careerplan score` tells on standard error: how files are read, what cannot be used."""

import sys
from collections.abc import Sequence
from functools import cache

from careerplan_cli.answers.answer_file import answered_content, other_questions
from careerplan_cli.answers.record_source import RecordSource
from careerplan_cli.batch import Batch
from careerplan_cli.commands.output import echo_err
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.text.matching import match_key
from careerplan_cli.text.printable import one_line

_MOST_LINES = 20
"""How many problems of one file are told, and how many files that cannot be used."""

_MOST_FILES = 5
"""How many files of a kind are named."""

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
        pairs = zip(table.answer_columns, table.instrument.questions, strict=True)
        lines = [f"  {_short(column)} -> {question.id}" for column, question in pairs]
        head = f"columns that answer the {table.instrument.id}:"
        alike.setdefault((head, *lines), []).append(table.shown)
    echo_first([f"{table.shown}: {table.notice}" for table in batch.tables if table.notice])
    for (head, *lines), names in alike.items():
        echo_err(f"{_first(names)}, {head}")
        for line in lines:
            echo_err(line)


def echo_first(lines: Sequence[str]) -> None:
    """Tell the first of many lines, each on another file, and how many more there are."""
    for line in lines[:_MOST_FILES]:
        echo_err(line)
    if len(lines) > _MOST_FILES:
        echo_err(f"... and {len(lines) - _MOST_FILES:,} more files like these.")


def _first(names: Sequence[str]) -> str:
    """Return the first of many names, and how many more there are."""
    if len(names) <= _MOST_FILES:
        return ", ".join(names)
    return f"{', '.join(names[:_MOST_FILES])} and {len(names) - _MOST_FILES:,} more"


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 3]}..."


def echo_counts(batch: Batch, failed: int) -> None:
    """Tell how many records of tables were scored, and why the first of the others were not."""
    counter = batch.counter
    if not counter.records and counter.left_out:
        _echo_nothing_left(batch)
        return
    if not batch.tables:
        _echo_if(_left_out(batch))
        return
    if not counter.records:
        echo_first([f"{table.shown}: {_why_nothing(table)}" for table in batch.tables])
        return
    for reason in counter.reasons:
        echo_err(reason)
    if counter.unusable > len(counter.reasons):
        more = counter.unusable - len(counter.reasons)
        echo_err(f"... and {more:,} more; the column `reason` in the results lists all.")
    told = [
        f"{counter.records:,} {'record' if counter.records == 1 else 'records'}: "
        f"{counter.complete:,} scored, {counter.incomplete:,} incomplete, "
        f"{counter.unusable:,} unusable.",
        *_left_out(batch),
    ]
    if blank := sum(table.blank_rows for table in batch.tables):
        told.append(f"{blank:,} {'row is' if blank == 1 else 'rows are'} blank and left out.")
    if empty := sum(table.unanswered_rows for table in batch.tables):
        told.append(
            "1 row has no answer to any question and is left out."
            if empty == 1
            else f"{empty:,} rows have no answer to any question and are left out."
        )
    if failed:
        told.append(f"Files that could not be read in full: {failed}.")
    echo_err(" ".join(told))
    if counter.records == counter.unusable:
        echo_err("If the cells hold codes, say what each stands for: --answer 1=red")


def _why_nothing(table: RecordSource) -> str:
    """Return why a table gives no record at all, and what to do."""
    if not table.unanswered_rows:
        return "there are no answers below the header."
    return (
        "no row has an answer in the columns named above. Are these the right ones (see --map, and "
        "--sheet for workbooks)? Was the file saved before its formulas were calculated?"
    )


def _echo_if(sentences: Sequence[str]) -> None:
    if sentences:
        echo_err(" ".join(sentences))


def _left_out(batch: Batch) -> list[str]:
    """Return how many records do not count because the user says so."""
    told = []
    if number := batch.counter.left_out:
        told.append(
            "1 record is left out by --where or --where-not."
            if number == 1
            else f"{number:,} records are left out by --where or --where-not."
        )
    if number := batch.counter.replaced:
        told.append(
            "1 record is left out by --latest-by: there is a later one."
            if number == 1
            else f"{number:,} records are left out by --latest-by: there are later ones."
        )
    return told


def _echo_nothing_left(batch: Batch) -> None:
    """Tell that no record is chosen, and what stands in the columns that are to choose them."""
    echo_err(f"--where and --where-not leave out all {batch.counter.left_out:,} records.")
    values: dict[str, dict[str, str]] = {}
    for condition in (one for wanted in batch.conditions for one in wanted):
        if not any(condition.values()):
            found = values.setdefault(condition.column, {})
            for value in condition:
                found.setdefault(match_key(value), value)
    for column, found in values.items():
        shown = [repr(_short(value)) for value in found.values()]
        echo_err(f"In {_short(column)} stands: {_first(shown)}.")


def echo_row_checks(batch: Batch) -> None:
    """Tell of previews and of respondents who come again, and how to leave them out."""
    previews = []
    repeated = []
    for source, checks in zip(batch.sources, batch.checks, strict=True):
        if checks.previews:
            options = " ".join(f'--where-not "{c}={v}"' for c, v in checks.preview_marks)
            previews.append(
                f"{source.shown}: 1 record is a preview of the survey, and counts. To leave it "
                f"out: {options}"
                if checks.previews == 1
                else f"{source.shown}: {checks.previews:,} records are previews of the survey, and "
                f"count. To leave them out: {options}"
            )
        if checks.repeated and batch.selection.latest_by is None:
            column = one_line(checks.respondent_column or "")
            repeated.append(
                f"{source.shown}: 1 record has a respondent who is in an earlier one, and both "
                f'count. To take only the last of each: --latest-by "{column}"'
                if checks.repeated == 1
                else f"{source.shown}: {checks.repeated:,} records have a respondent who is in an "
                f'earlier one, and all count. To take only the last of each: --latest-by "{column}"'
            )
    echo_first(previews)
    echo_first(repeated)


def echo_hidden(batch: Batch) -> None:
    """Tell how much `--min-group` hides."""
    if not batch.min_group:
        return
    groups = batch.group_summaries() if batch.group_by else [((), s) for s in batch.summaries()]
    whole = sum(summary.all_hidden for _, summary in groups)
    questions = sum(len(summary.hidden) for _, summary in groups if not summary.all_hidden)
    levels = sum(summary.levels_hidden and not summary.all_hidden for _, summary in groups)
    echo_err(
        f"Hidden by --min-group {batch.min_group}: {whole:,} of {len(groups):,} groups; in the "
        f"others, the answers to a question {questions:,} times, the levels {levels:,} times."
    )


def echo_errors(errors: Sequence[CareerplanError]) -> None:
    """Tell what is wrong with the first of the files that cannot be used, and how many more are."""
    for error in errors[:_MOST_LINES]:
        echo_error(error)
    if len(errors) > _MOST_LINES:
        echo_err(f"... and {len(errors) - _MOST_LINES:,} more files that cannot be used.")


def echo_error(error: CareerplanError) -> None:
    """Tell what is wrong with a file, and what to do."""
    lines = error.problem.splitlines()
    for line in lines[:_MOST_LINES]:
        echo_err(line)
    if len(lines) > _MOST_LINES:
        echo_err(f"... and {len(lines) - _MOST_LINES} more.")
    if error.advice:
        echo_err(error.advice)


def echo_rooms(batch: Batch) -> None:
    """Tell which answer files are a room's: votes are no respondents."""
    rooms = [s for s in batch.sources if s.answer_set and s.answer_set.is_room]
    echo_first(
        [
            f"{source.shown}: the answers of a room that voted. They count as those of one "
            "respondent; its votes are in its own result and report."
            for source in rooms
        ]
    )


def echo_other_questions(batch: Batch) -> None:
    """Say once for each way in which answers were given to other questions than these."""
    asked = {instrument.id: instrument for instrument in batch.instruments}
    now = cache(lambda id_: answered_content(batch.pack.name, asked[id_]))
    files: dict[str, list[str]] = {}
    for source in batch.sources:
        answers = source.answer_set
        if answers is None or not (answers.content or answers.retired):
            continue
        if difference := other_questions(answers, now(source.instrument.id), source.instrument):
            files.setdefault(difference, []).append(source.shown)
    for difference, (first, *more) in files.items():
        others = f" and {len(more)} more" if more else ""
        echo_err(f"{first}{others} {difference}")
