"""`careerplan score`: scores answer files and tables of answers."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
)
from careerplan_cli.commands.output import (
    Destination,
    echo_err,
    output_file,
    refuse_existing,
    refuse_to_overwrite,
)
from careerplan_cli.commands.reading import AS_FOUND, Reading, reads_answers
from careerplan_cli.forms import FORMS
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.results import WRITERS

if TYPE_CHECKING:
    from careerplan_cli.batch import Batch
    from careerplan_cli.commands.results_view import ResultsView

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...",
        help="Answer files (.yaml, .json), tables with one row per respondent (.csv, .txt, .xlsx, "
        ".xls, .ods, .jsonl, .json), archives (.zip, .gz) or folders of them, or - for standard "
        "input.",
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
    bool,
    typer.Option(
        "--summary-only",
        help="Show only the summary of all answers; in csv, jsonl and xlsx, one row per question.",
    ),
]
GroupBy = Annotated[
    list[str] | None,
    typer.Option(
        metavar="COLUMN",
        help="Summarize separately for each value in this column; given twice, for each pair of "
        "values.",
    ),
]
MinGroup = Annotated[
    int,
    typer.Option(
        metavar="N",
        min=0,
        show_default=False,
        help="With --summary-only: hide numbers of fewer than N people, and anything that would "
        "reveal them.",
    ),
]
WriteMapping = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write how the table was read, for --mapping."),
]


@reads_answers(shown=True)
def score(
    files: Files,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
    summary_only: SummaryOnly = False,
    group_by: GroupBy = None,
    min_group: MinGroup = 0,
    reading: Reading = AS_FOUND,
    write_mapping: WriteMapping = None,
    no_pager: NoPager = False,
    content: Content = None,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan score export.csv --output results.xlsx

    Score answers from answer files, and from the tables that survey tools and spreadsheets export.
    See where one district is today, or compare many.

    Anything that cannot be used is listed with its line and the reason, and the rest is scored.
    The exit code is then 1, or 2 if nothing could be scored.
    """
    from careerplan_cli.answers.sources import expand_folders
    from careerplan_cli.commands import score_notices as notices
    from careerplan_cli.commands.results_view import ResultsView
    from careerplan_cli.pipeline import open_sources

    destination = _destination(format_, output, force=force, summary_only=summary_only)
    if min_group and not summary_only:
        raise CareerplanError(
            "--min-group hides small numbers in summaries, and single records are asked for.",
            "Add --summary-only.",
        )
    pack = content_pack(content)
    if write_mapping is not None:
        refuse_existing(write_mapping, force=force)
    options = reading.options(pack)
    names, unread, left_out = expand_folders(files)
    refuse_to_overwrite(files, output)
    notices.echo_keyboard_hint(names)
    batch, more_left_out = open_sources(
        pack,
        _with_progress(names),
        options,
        keep=files,
        group_by=tuple(dict.fromkeys(group_by or ())),
        min_group=min_group,
    )
    for notice in left_out:
        echo_err(notice)
    notices.echo_first(more_left_out)
    with batch:
        # Results of an earlier run are left out, and may be written again; nothing else may.
        faulty = [problem.file for error in batch.failed for problem in error.problems]
        refuse_to_overwrite([*(source.shown for source in batch.sources), *faulty], output)
        batch.refuse_unknown_columns()
        notices.echo_columns(batch)
        if write_mapping is not None:
            _write_mapping(batch, write_mapping, force=force)
        view = ResultsView(batch, command_options(content), paged=not no_pager)
        alone = len(names) == 1 and names == files and format_ is None and output is None
        whole = _show_or_write(batch, view, destination, alone=alone, summary_only=summary_only)
    failed = (*unread, *batch.failed)
    notices.echo_errors(failed)
    notices.echo_other_questions(batch)
    if len(batch.sources) > 1:
        notices.echo_rooms(batch)
    if not whole:
        raise typer.Exit(130)
    notices.echo_row_checks(batch)
    notices.echo_hidden(batch)
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
    if batch.group_by and destination.output is None:
        raise CareerplanError(
            "--group-by makes a summary, but this format holds only records.",
            "Add --summary-only, or write the records to a file with --output.",
        )
    whole = write_records(batch, destination)
    if whole and destination.output and (sys.stdout.isatty() or batch.group_by):
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
            f"A summary cannot be written as {name}.", f"Its formats: {', '.join(offered)}."
        )
    return Destination(name, output, force)


def _sums_up(format_: str) -> bool:
    return hasattr(WRITERS.module(format_), "summary")


def _write_mapping(batch: "Batch", path: Path, *, force: bool) -> None:
    """Write how the tables of a batch were read; raise `CareerplanError` where they differ."""
    from careerplan_cli.answers.mapping import mapping_text

    ways = {mapping_text(table.read_as) for table in batch.tables if table.read_as}
    if len(ways) != 1:
        problem = "These tables are read in different ways." if ways else "There is no table."
        raise CareerplanError(problem, "Score one table with --write-mapping.")
    with output_file(path, force=force) as file:
        file.write(ways.pop().encode())


def _with_progress(names: Sequence[str]) -> Iterator[str]:
    """Yield the names; where they are many, a terminal shows how far it is."""
    from careerplan_cli.terminal.progress import ProgressBar

    with ProgressBar(len(names)) as bar:
        for number, name in enumerate(names):
            if number % 100 == 0:
                bar.at(number, number)
            yield name
