"""`careerplan score`: scores answer files and tables of answers."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from careerplan_cli.commands.options import (
    Content,
    Debug,
    NoColor,
    command_options,
    content_pack,
    instrument_names,
)
from careerplan_cli.commands.output import echo_err, refuse_existing
from careerplan_cli.commands.score_notices import (
    echo_columns,
    echo_counts,
    echo_keyboard_hint,
    echo_other_questions,
    report,
)
from careerplan_cli.model.errors import CareerplanError

if TYPE_CHECKING:
    from careerplan_cli.batch import Batch

Format = Literal["table", "json", "jsonl", "csv", "markdown"]
SourceFormat = Literal["yaml", "json", "jsonl", "csv", "tsv", "xlsx"]

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
        SourceFormat | None,
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
    from careerplan_cli.answers.sources import ReadOptions, expand_folders
    from careerplan_cli.batch import Batch
    from careerplan_cli.commands.results_view import ResultsView
    from careerplan_cli.commands.results_writing import write_results
    from careerplan_cli.pipeline import open_sources
    from careerplan_cli.scoring.statistics import GroupedCounter

    form = _format(format_, output, force=force, summary_only=summary_only)
    pack = content_pack(content)
    reading = ReadOptions(source_form, _encoding(encoding), sheet, instrument, _mapping(columns))
    names, unread, notices = expand_folders(files)
    _refuse_to_overwrite(names, output)
    echo_keyboard_hint(names)
    entries, unusable, left_out = open_sources(pack, _with_progress(names), reading, files)
    for notice in [*notices, *left_out]:
        echo_err(notice)
    failed = [*unread, *unusable]
    batch = Batch(entries, GroupedCounter(grouped=group_by is not None), group_by)
    alone = len(files) == len(names) == 1 and names == files and not batch.tables
    with batch:
        batch.refuse_unknown_group()
        echo_columns(batch.tables)
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
            whole = write_results(pack, batch, form, output, force=force)
            if whole and output and (sys.stdout.isatty() or group_by is not None):
                view.show_summary("table", None, force=False)
    failed += batch.failed
    for error in failed:
        report(error)
    echo_other_questions(pack, batch)
    if not whole:
        raise typer.Exit(130)
    echo_counts(batch, len(failed))
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
    from careerplan_cli.answers.text_reader import known_encoding

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


def _refuse_group_without_summary(batch: "Batch", output: Path | None) -> None:
    if batch.group_by is not None and output is None:
        raise CareerplanError(
            "--group-by sums up, and records alone are asked for.",
            "Add --summary-only, or write the records to a file with --output.",
        )
