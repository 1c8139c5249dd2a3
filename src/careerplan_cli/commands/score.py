"""`careerplan score`: scores answer files and tables of answers."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from careerplan_cli.commands.documents import SCREEN, chosen_format
from careerplan_cli.commands.options import (
    Content,
    Debug,
    Force,
    NoColor,
    NoPager,
    Output,
    command_options,
    content_pack,
    format_option,
    instrument_names,
)
from careerplan_cli.commands.output import Destination, echo_err, refuse_existing
from careerplan_cli.forms import FORMS
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.results import WRITERS

if TYPE_CHECKING:
    from careerplan_cli.answers.sources import FileFormat, ReadOptions
    from careerplan_cli.batch import Batch
    from careerplan_cli.commands.results_view import ResultsView

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...",
        help="Answer files (.yaml, .json), tables with a row a respondent (.csv, .tsv, .xlsx, "
        ".jsonl, .json), folders of them, or - for standard input.",
    ),
]
Format = Annotated[
    str | None,
    format_option(
        "How to show the results. Without it, one answer file gets the result screen, anything "
        "else a table.",
        WRITERS,
        FORMS,
    ),
]
SummaryOnly = Annotated[
    bool, typer.Option("--summary-only", help="Show only what all answers say together.")
]
GroupBy = Annotated[
    str | None,
    typer.Option(metavar="COLUMN", help="Sum up apart for each value of this column of the table."),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="COLUMN=QUESTION",
        help="Which column answers a question (by its id), where the table does not tell.",
    ),
]
Sheet = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The sheet of a workbook; without it, the one that fits."),
]
Instrument = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        autocompletion=instrument_names,
        help="The questions that a table answers; without it, those that fit its columns.",
    ),
]
SourceFormat = Annotated[
    Literal["yaml", "json", "jsonl", "csv", "tsv", "xlsx"] | None,
    typer.Option("--from", help="How the answers are written, where it cannot be told."),
]
Encoding = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The encoding of a table in text that is not in UTF-8."),
]


def score(
    files: Files,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
    summary_only: SummaryOnly = False,
    group_by: GroupBy = None,
    columns: Columns = None,
    sheet: Sheet = None,
    instrument: Instrument = None,
    source_format: SourceFormat = None,
    encoding: Encoding = None,
    no_pager: NoPager = False,
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
    from careerplan_cli.answers.sources import expand_folders
    from careerplan_cli.commands import score_notices as notices
    from careerplan_cli.commands.results_view import ResultsView
    from careerplan_cli.pipeline import open_sources

    destination = _destination(format_, output, force=force, summary_only=summary_only)
    options = _read_options(source_format, encoding, sheet, instrument, columns)
    pack = content_pack(content)
    names, unread, left_out = expand_folders(files)
    _refuse_to_overwrite(names, output)
    notices.echo_keyboard_hint(names)
    batch, more_left_out = open_sources(
        pack, _with_progress(names), options, keep=files, group_by=group_by
    )
    for notice in (*left_out, *more_left_out):
        echo_err(notice)
    with batch:
        batch.refuse_unknown_group()
        notices.echo_columns(batch)
        view = ResultsView(batch, command_options(content), paged=not no_pager)
        alone = len(names) == 1 and names == files and format_ is None and output is None
        whole = _show_or_write(batch, view, destination, alone=alone, summary_only=summary_only)
    failed = (*unread, *batch.failed)
    for error in failed:
        notices.echo_error(error)
    notices.echo_other_questions(batch)
    if not whole:
        raise typer.Exit(130)
    notices.echo_counts(batch, len(failed))
    raise typer.Exit(_exit_code(batch, len(failed)))


def _show_or_write(
    batch: "Batch",
    view: "ResultsView",
    destination: Destination,
    *,
    alone: bool,
    summary_only: bool,
) -> bool:
    """Show the results or write them; return False when Ctrl-C ended that."""
    from careerplan_cli.commands.results_writing import write_records

    if not batch.sources:
        return True
    if summary_only:
        return view.show_summary(destination)
    if alone and not batch.tables:
        return view.show_result()
    if destination.format not in WRITERS.names:
        return view.show_records(destination)
    if batch.group_by is not None and destination.output is None:
        raise CareerplanError(
            "--group-by sums up, and records alone are asked for.",
            "Add --summary-only, or write the records to a file with --output.",
        )
    whole = write_records(batch, destination)
    if whole and destination.output and (sys.stdout.isatty() or batch.group_by is not None):
        view.show_counted()
    return whole


def _exit_code(batch: "Batch", failed: int) -> int:
    counter = batch.counter
    if counter.records == counter.unusable:
        return 2
    return 1 if failed or counter.unusable else 0


def _destination(
    wanted: str | None, output: Path | None, *, force: bool, summary_only: bool
) -> Destination:
    """Return where the results go, and in which format."""
    if output is not None:
        refuse_existing(output, force=force)
    name = chosen_format(wanted, output, (WRITERS, FORMS), SCREEN)
    if summary_only and name in WRITERS.names and not _sums_up(name):
        offered = [*filter(_sums_up, WRITERS.names), *FORMS.names]
        raise CareerplanError(
            f"A summary alone is not written as {name}.", f"Its formats: {', '.join(offered)}."
        )
    return Destination(name, output, force)


def _sums_up(format_: str) -> bool:
    return hasattr(WRITERS.module(format_), "summary")


def _read_options(
    form: "FileFormat | None",
    encoding: str | None,
    sheet: str | None,
    instrument: str | None,
    columns: Sequence[str] | None,
) -> "ReadOptions":
    """Return how the answers are to be read; raise `CareerplanError` for what makes no sense."""
    from careerplan_cli.answers.sources import ReadOptions

    if encoding:
        from careerplan_cli.answers.text_reader import known_encoding

        encoding = known_encoding(encoding)
    return ReadOptions(form, encoding or None, sheet, instrument, _mapping(columns or ()))


def _mapping(columns: Sequence[str]) -> dict[str, str]:
    """Return the column of each question that `--map` names, by the question's id."""
    given: dict[str, str] = {}
    for entry in columns:
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
