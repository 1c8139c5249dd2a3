"""`careerplan score`: scores answer files."""

import sys
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from careerplan_cli.commands.options import Debug, NoColor
from careerplan_cli.model.errors import CareerplanError, FileError, Problem
from careerplan_cli.model.visible import one_line

if TYPE_CHECKING:
    from careerplan_cli.files.content import ContentPack
    from careerplan_cli.model.result import Result, Summary

    Scored = tuple[str, Result]

Format = Literal["table", "json", "jsonl", "csv", "markdown"]

_FORMATS: dict[str, Format] = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".md": "markdown",
    ".txt": "table",
}


_MANY = 200
"""From how many files on progress is shown."""


def score(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="Answer files (.yaml, .json), folders of them, or - for standard input.",
        ),
    ],
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="How to show the results. Without it, one file gets the result screen and "
            "several get a table.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to this file; its ending (.json, .jsonl, .csv, .md) gives the format.",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Let --output take the place of an existing file.")
    ] = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan score answers/ --format csv --output results.csv

    Score answer files: see where one district stands, or compare many.

    A file that cannot be used is named with its line and the reason, and the others are scored;
    the exit code is then 1, and 2 when nothing could be scored.
    """
    from careerplan_cli.files.content import ContentPack, built_in_folder

    chosen = _format(format_, output, force=force)
    pack = ContentPack(built_in_folder())
    names, unread = _expanded(files)
    scored, unusable = _scored(pack, names)
    for error in unread + unusable:
        _report(error)
    if not scored:
        raise typer.Exit(2)
    one = len(names) == 1 and not unread
    text = _text(pack, scored, chosen or ("screen" if one else "table"), to_file=bool(output))
    if output:
        _write(output, text)
    else:
        sys.stdout.write(text)
    raise typer.Exit(1 if unread or unusable else 0)


def _format(wanted: Format | None, output: Path | None, *, force: bool) -> Format | None:
    """Return the format to write: the one asked for, or that of the output file's ending."""
    if output is None:
        return wanted
    if output.exists() and not force:
        raise CareerplanError(f"There is a file {output} already.", "Add --force to replace it.")
    if wanted:
        return wanted
    if output.suffix.lower() not in _FORMATS:
        raise CareerplanError(
            f"The name {output} does not tell which format to write.",
            f"End it in {', '.join(_FORMATS)}, or say --format.",
        )
    return _FORMATS[output.suffix.lower()]


def _expanded(files: Sequence[str]) -> tuple[list[str], list[CareerplanError]]:
    """Return the names to read, with each folder's answer files in its place, and what failed."""
    from careerplan_cli.files.answers import SUFFIXES, answer_files
    from careerplan_cli.files.document import reason

    names: list[str] = []
    failed: list[CareerplanError] = []
    for name in files:
        if name == "-" or not Path(name).is_dir():
            names.append(name)
            continue
        try:
            inside = answer_files(Path(name))
        except OSError as error:
            problem = Problem(one_line(name), 0, 0, f"cannot be read: {reason(error)}.")
            failed.append(FileError(problem))
            continue
        names += map(str, inside)
        if not inside:
            text = f"no file in this folder has a name that ends in {', '.join(SUFFIXES)}."
            advice = "Folders inside it are not read: name them too, if the answers are there."
            failed.append(FileError(Problem(one_line(name), 0, 0, text), advice=advice))
    return names, failed


def _scored(
    pack: "ContentPack", names: Sequence[str]
) -> tuple[list["Scored"], list[CareerplanError]]:
    """Return each file's result, in order, and the errors of those that cannot be used."""
    from careerplan_cli.files.answers import parse_answers, read_answers
    from careerplan_cli.files.document import LARGEST
    from careerplan_cli.scoring import score as score_answers

    instrument_named = cache(pack.instrument)
    scored: list[Scored] = []
    failed: list[CareerplanError] = []
    for name in _with_progress(names):
        try:
            if name == "-":
                raw = sys.stdin.buffer.read(LARGEST + 1)
                answer_set = parse_answers(raw, "standard input", instrument_named)
            else:
                answer_set = read_answers(Path(name), instrument_named)
        except FileError as error:
            failed.append(error)
            continue
        instrument = instrument_named(answer_set.instrument)
        scored.append((name, score_answers(instrument, answer_set, pack.review)))
    return scored, failed


def _with_progress(names: Sequence[str]) -> Iterable[str]:
    """Return the names; while they are gone through, a terminal shows how far it is."""
    if len(names) < _MANY or not sys.stderr.isatty():
        return names
    from rich.console import Console
    from rich.progress import track

    return track(names, "Scoring", console=Console(stderr=True), transient=True)


def _report(error: CareerplanError) -> None:
    typer.echo(error.problem, err=True)
    if error.advice:
        typer.echo(error.advice, err=True)


def _text(pack: "ContentPack", scored: "Sequence[Scored]", form: str, *, to_file: bool) -> str:
    """Return the results as text in a format; `screen` is the result screen of the only one."""
    from careerplan_cli.files import results

    if form == "json":
        return results.as_json(scored)
    if form == "jsonl":
        return results.as_json_lines(scored)
    if form == "csv":
        return results.as_csv(scored)
    levels = {level.id: level for level in pack.levels}
    if form == "markdown":
        from careerplan_cli.documents.results_markdown import results_markdown

        return results_markdown(scored, _summaries(scored), levels)
    from careerplan_cli.terminal.console import make_console, plain_text, printed
    from careerplan_cli.terminal.result_screen import result_pages
    from careerplan_cli.terminal.table_screen import table_screen

    if form == "screen":
        parts = result_pages(scored[0][1], levels, pack.review)
        return printed(make_console(), *parts)
    parts = [table_screen(scored, summary, levels) for summary in _summaries(scored)]
    return plain_text(*parts) if to_file else printed(make_console(widest=None), *parts)


def _summaries(scored: "Sequence[Scored]") -> "list[Summary]":
    """Return a summary for each instrument that was answered, in the order of the files."""
    from careerplan_cli.scoring import summarize

    instruments = {result.instrument.id: result.instrument for _, result in scored}
    return [
        summarize(instrument, [r for _, r in scored if r.instrument.id == instrument.id])
        for instrument in instruments.values()
    ]


def _write(output: Path, text: str) -> None:
    from careerplan_cli.files.document import reason
    from careerplan_cli.files.writing import replace

    try:
        replace(output, text)
    except OSError as error:
        problem = f"{one_line(str(output))} cannot be written: {reason(error)}."
        raise CareerplanError(problem, "Choose another place with --output.") from None
    typer.echo(f"Written to {one_line(str(output))}", err=True)
