"""`careerplan score`: scores answer files and tables of answers."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

from careerplan_cli.commands.options import (
    Content,
    Debug,
    NoColor,
    command_options,
    content_pack,
    instrument_names,
)
from careerplan_cli.commands.output import (
    give_data,
    output_file,
    refuse_existing,
    tell,
    whole_pieces,
)
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.model.visible import one_line

if TYPE_CHECKING:
    from careerplan_cli.files.batch import Batch
    from careerplan_cli.files.content import ContentPack
    from careerplan_cli.files.tables.opening import AnswerTable

Format = Literal["table", "json", "jsonl", "csv", "markdown"]
SourceForm = Literal["yaml", "json", "jsonl", "csv", "tsv", "xlsx"]

_FORMATS: dict[str, str] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".md": "markdown",
    ".txt": "table",
}

_FOR_SUMMARIES = ("table", "markdown", "json")
"""The formats of a summary alone."""

_MOST_LINES = 20
"""How many problems of one file are told."""

_FEW_TABLES = 3
"""Up to how many tables each column is told."""

_LONGEST_NAME = 46
"""How much of a column's name is told."""


def score(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Answer files (.yaml, .json), tables with a row a respondent (.csv, .tsv, .xlsx, "
            ".jsonl, .json), folders of them, or - for standard input.",
        ),
    ],
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="How to show the results. Without it, one answer file gets the result screen, "
            "anything else a table.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to this file; its ending (.csv, .xlsx, .jsonl, .json, .md, .txt) gives "
            "the format.",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Let --output take the place of an existing file.")
    ] = False,
    summary_only: Annotated[
        bool, typer.Option("--summary-only", help="Show only what all answers say together.")
    ] = False,
    group_by: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN", help="Sum up apart for each value of this column of the table."
        ),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=QUESTION",
            help="Which column answers a question (by its id), where the table does not tell.",
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="The sheet of a workbook; without it, the one that fits."
        ),
    ] = None,
    instrument: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            autocompletion=instrument_names,
            help="The questions that a table answers; without it, those that fit its columns.",
        ),
    ] = None,
    source_form: Annotated[
        SourceForm | None,
        typer.Option("--from", help="How the answers are written, where it cannot be told."),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The encoding of a table in text that is not in UTF-8.",
        ),
    ] = None,
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Print long results at once, without a pager.")
    ] = False,
    content: Content = None,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan score export.csv --output results.xlsx

    Score answers: see where one district stands, or compare many, from answer files and from the
    tables that survey tools and spreadsheets give.

    What cannot be used is named with its line and the reason, and the rest is scored; the exit
    code is then 1, and 2 when nothing could be scored.
    """
    from careerplan_cli.commands.results_view import ResultsView
    from careerplan_cli.files.batch import Batch
    from careerplan_cli.files.gathering import gather
    from careerplan_cli.files.sources import Reading, expanded
    from careerplan_cli.scoring import Tallies

    form = _format(format_, output, force=force, summary_only=summary_only)
    pack = content_pack(content)
    reading = Reading(source_form, _encoding(encoding), sheet, instrument, _mapping(columns))
    names, unread, notices = expanded(files)
    _refuse_to_overwrite(names, output)
    _tell_of_keyboard(names)
    entries, unusable, left_out = gather(pack, _with_progress(names), reading, files)
    for notice in [*notices, *left_out]:
        tell(notice)
    failed = [*unread, *unusable]
    batch = Batch(entries, Tallies(grouped=group_by is not None), group_by)
    alone = len(files) == len(names) == 1 and names == files and not batch.tables
    with batch:
        batch.refuse_unknown_group()
        for table in batch.tables:
            _tell_columns(table, whole=len(batch.tables) <= _FEW_TABLES)
        view = ResultsView(pack, batch, command_options(content), paged=not no_pager)
        if not entries:
            whole = True
        elif summary_only:
            whole = view.show_summary(form or "table", output, force=force)
        elif alone and form is None:
            whole = view.show_result()
        elif form in (None, "table", "markdown"):
            whole = view.show_records(form or "table", output, force=force)
        else:
            _refuse_group_without_summary(batch, output)
            whole = _write(pack, batch, form, output, force=force)
            if whole and output and (sys.stdout.isatty() or group_by is not None):
                view.show_summary("table", None, force=False)
    failed += batch.failed
    for error in failed:
        _report(error)
    _warn_of_other_questions(pack, batch)
    if not whole:
        raise typer.Exit(130)
    _tell_counts(batch, len(failed))
    scored = batch.tallies.complete + batch.tallies.incomplete
    raise typer.Exit(2 if not scored else 1 if failed or batch.tallies.unusable else 0)


def _format(
    wanted: Format | None, output: Path | None, *, force: bool, summary_only: bool
) -> str | None:
    """Return the format to write: the one asked for, or that of the output file's ending."""
    form: str | None = wanted
    if output is not None:
        refuse_existing(output, force=force)
        form = wanted or _FORMATS.get(output.suffix.lower())
        if form is None:
            raise CareerplanError(
                f"The name {output} does not tell which format to write.",
                f"End it in {', '.join(_FORMATS)}, or say --format.",
            )
    if summary_only and form not in (None, *_FOR_SUMMARIES):
        raise CareerplanError(
            f"A summary alone is not written as {form}.",
            f"Its formats: {', '.join(_FOR_SUMMARIES)}.",
        )
    return form


def _encoding(name: str | None) -> str | None:
    if not name:
        return None
    from careerplan_cli.files.tables.text import known_encoding

    return known_encoding(name)


def _mapping(columns: Sequence[str] | None) -> dict[str, str]:
    """Return the column of each question that `--map` names, by the question's id."""
    given: dict[str, str] = {}
    for entry in columns or ():
        column, sign, id_ = entry.rpartition("=")
        if not sign or not column.strip() or not id_.strip():
            raise CareerplanError(
                f"--map {entry!r} does not name a column and a question.",
                'For example: --map "Your staff=personnel"',
            )
        given[id_.strip()] = column.strip()
    return given


def _refuse_to_overwrite(names: Sequence[str], output: Path | None) -> None:
    if output is None or not os.path.lexists(output):
        return
    if os.path.realpath(output) in {os.path.realpath(n) for n in names if n != "-"}:
        raise CareerplanError(
            f"{output} is one of the files to score.", "Write the results to another file."
        )


def _with_progress(names: Sequence[str]) -> Iterator[str]:
    """Yield the names; where they are many, a terminal shows how far it is."""
    from careerplan_cli.terminal.progress import progress_bar

    with progress_bar(len(names)) as bar:
        for number, name in enumerate(names):
            if number % 100 == 0:
                bar.at(number, number)
            yield name


def _write(
    pack: "ContentPack", batch: "Batch", form: str, output: Path | None, *, force: bool
) -> bool:
    """Write the results for other programs, to standard output where no file is named.

    Return False when Ctrl-C ended it: what was written until then are whole records. A file that
    is there already is only replaced by all of them.
    """
    if output is None:
        return _write_text(batch, form, give_data)[0]
    replaces = output.exists()
    try:
        with output_file(output, force=force) as file:
            if form == "xlsx":
                whole, written = _write_workbook(pack, batch, file)
            else:
                whole, written = _write_text(
                    batch, form, lambda text: file.write(text.encode("utf-8", "replace"))
                )
            if replaces and not whole:
                raise KeyboardInterrupt
    except KeyboardInterrupt:
        tell(f"{output} is left as it was.")
        return False
    tell(f"Written to {output}" if whole else f"{output} has the first {written:,} records.")
    return whole


def _write_text(batch: "Batch", form: str, write: Callable[[str], object]) -> tuple[bool, int]:
    """Write the results piece by piece; return whether all were, and how many."""
    from careerplan_cli.files.listing import JSON_ARRAY, JSON_LINES, csv_listing
    from careerplan_cli.terminal.progress import progress_bar

    listings = {"json": JSON_ARRAY, "jsonl": JSON_LINES}
    listing = listings.get(form) or csv_listing(batch.columns)
    write_whole = whole_pieces(write)
    written = 0
    whole = False
    try:
        write_whole(listing.head)
        with progress_bar(batch.size) as bar:
            for text, number in batch.pieces(listing, as_csv=form == "csv"):
                write_whole(text)
                written += number
                bar.at(batch.read, written)
        whole = True
    except KeyboardInterrupt:
        tell(f"Interrupted after {written:,} records.")
    finally:
        write(listing.tail)
    return whole, written


def _write_workbook(pack: "ContentPack", batch: "Batch", file: BinaryIO) -> tuple[bool, int]:
    """Write the results as a workbook; return whether all were, and how many."""
    from careerplan_cli.files.workbook_results import WorkbookResults
    from careerplan_cli.terminal.progress import progress_bar

    book = WorkbookResults(batch.columns)
    written = 0
    whole = False
    try:
        with progress_bar(batch.size) as bar:
            for record in batch.records():
                book.add(record)
                written += 1
                bar.at(batch.read, written)
        whole = True
    except KeyboardInterrupt:
        tell(f"Interrupted after {written:,} records.")
    titles = {level.id: level.title for level in pack.levels}
    for summary in batch.tallies.summaries():
        book.add_summary(summary, titles)
    if batch.group_by is not None:
        book.add_groups(batch.group_by, batch.tallies.group_summaries(), titles)
    book.write(file)
    return whole, written


def _tell_of_keyboard(names: Sequence[str]) -> None:
    if "-" in names and sys.stdin.isatty():
        tell("Reading answers from the keyboard; end with Ctrl-D (on Windows Ctrl-Z and Enter).")


def _refuse_group_without_summary(batch: "Batch", output: Path | None) -> None:
    if batch.group_by is not None and output is None:
        raise CareerplanError(
            "--group-by sums up, and records alone are asked for.",
            "Add --summary-only, or write the records to a file with --output.",
        )


def _tell_columns(table: "AnswerTable", *, whole: bool) -> None:
    """Tell once which column answers which question; on one line unless `whole`."""
    if table.table.notice:
        tell(f"{table.source.shown}: {table.table.notice}")
    if not whole:
        positions = sorted(position + 1 for position in table.columns.answers)
        where = f"from column {positions[0]} to {positions[-1]}"
        tell(f"{table.source.shown}: answers to the {table.instrument.id} {where}.")
        return
    pairs = zip(table.columns.answers, table.instrument.questions, strict=True)
    tell(f"{table.source.shown}, columns that answer the {table.instrument.id}:")
    for position, question in pairs:
        tell(f"  {_short(table.columns.names[position])} -> {question.id}")


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 3]}..."


def _tell_counts(batch: "Batch", failed: int) -> None:
    """Tell how many records of tables were scored, and why the first of the others were not."""
    if not batch.tables:
        return
    tallies = batch.tallies
    if not tallies.records:
        names = ", ".join(table.source.shown for table in batch.tables)
        tell(f"{names}: below the header there are no answers.")
        return
    for reason in tallies.reasons:
        tell(reason)
    if tallies.unusable > len(tallies.reasons):
        more = tallies.unusable - len(tallies.reasons)
        tell(f"... and {more:,} more; the column reason of the results tells all.")
    blank = sum(table.blank_rows for table in batch.tables)
    rows = "row is" if blank == 1 else "rows are"
    records = "record" if tallies.records == 1 else "records"
    tell(
        f"{tallies.records:,} {records}: {tallies.complete:,} scored, {tallies.incomplete:,} "
        f"incomplete, {tallies.unusable:,} unusable."
        + (f" {blank:,} {rows} blank and left out." if blank else "")
        + (f" Files that could not be read whole: {failed}." if failed else "")
    )


def _report(error: CareerplanError) -> None:
    lines = error.problem.splitlines()
    for line in lines[:_MOST_LINES]:
        tell(line)
    if len(lines) > _MOST_LINES:
        tell(f"... and {len(lines) - _MOST_LINES} more.")
    if error.advice:
        tell(error.advice)


def _warn_of_other_questions(pack: "ContentPack", batch: "Batch") -> None:
    """Say once for each way in which answers were given to other questions than these."""
    from careerplan_cli.files.answers import answered_content, other_questions

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
        tell(f"{names[0]}{more} {difference}")
