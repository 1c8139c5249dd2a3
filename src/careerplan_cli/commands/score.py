"""`careerplan score`: scores answer files."""

import os
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from careerplan_cli.commands.options import Content, Debug, NoColor, command_options, content_pack
from careerplan_cli.commands.output import ADD_FORCE, give, tell, write_file
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


_MOST_LINES = 20
"""How many problems of one file are told."""

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
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Print long results at once, without a pager.")
    ] = False,
    content: Content = None,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan score answers/ --format csv --output results.csv

    Score answer files: see where one district stands, or compare many.

    A file that cannot be used is named with its line and the reason, and the others are scored;
    the exit code is then 1, and 2 when nothing could be scored.
    """
    chosen = _format(format_, output, force=force)
    pack = content_pack(content)
    names, unread = _expanded(files)
    _refuse_to_overwrite(names, output)
    scored, unusable = _scored(pack, names)
    if scored:
        one = len(files) == len(names) == 1 and names == files
        form = chosen or ("screen" if one else "table")
        text = _text(pack, scored, form, command_options(content), to_file=bool(output))
        if output:
            write_file(output, text, force=force)
        elif form not in ("screen", "table") or no_pager or not _paged(text):
            give(text)
    for error in unread + unusable:
        _report(error)
    _warn_of_other_questions(pack, scored)
    raise typer.Exit(2 if not scored else 1 if unread or unusable else 0)


def _paged(text: str) -> bool:
    from careerplan_cli.terminal.pager import page

    return page(text)


def _format(wanted: Format | None, output: Path | None, *, force: bool) -> Format | None:
    """Return the format to write: the one asked for, or that of the output file's ending."""
    if output is None:
        return wanted
    if os.path.isdir(output):  # noqa: PTH112 (a Path raises where the folder cannot be searched)
        raise CareerplanError(f"{output} is a folder.", "Name a file in it.")
    if os.path.lexists(output) and not force:
        raise CareerplanError(f"There is a file {output} already.", ADD_FORCE)
    if wanted:
        return wanted
    if output.suffix.lower() not in _FORMATS:
        raise CareerplanError(
            f"The name {output} does not tell which format to write.",
            f"End it in {', '.join(_FORMATS)}, or say --format.",
        )
    return _FORMATS[output.suffix.lower()]


def _expanded(files: Sequence[str]) -> tuple[list[str], list[CareerplanError]]:
    """Return the names to read, each once, with each folder's answer files in its place.

    Also return what cannot be read: empty names, folders, and what is no file in them.
    """
    names: dict[str, str] = {}
    repeated: list[str] = []
    failed: list[CareerplanError] = []
    for name in files:
        try:
            found = _in_folder(Path(name)) if name and os.path.isdir(name) else [name]  # noqa: PTH112
            if not name:
                raise FileError(Problem("(an empty name)", 0, 0, "names no file."))
        except FileError as error:
            failed.append(error)
            continue
        for one in found:
            if names.setdefault(os.path.realpath(one), one) is not one:
                repeated.append(one)  # noqa: PERF401 (the names change as it goes)
    if repeated:
        more = f" (and {len(repeated) - 1} more)" if len(repeated) > 1 else ""
        tell(f"{repeated[0]}{more} is named twice; each file counts once.")
    return list(names.values()), failed


def _in_folder(folder: Path) -> list[str]:
    """Return the names of a folder's answer files; raise `FileError` if there are none."""
    from careerplan_cli.files.answers import SUFFIXES, answer_files
    from careerplan_cli.files.document import reason

    shown = one_line(str(folder))
    try:
        inside = answer_files(folder)
        folders = sorted(path.name for path in folder.iterdir() if path.is_dir())
    except OSError as error:
        problem = Problem(shown, 0, 0, f"cannot be read: {reason(error)}.")
        raise FileError(problem) from None
    if not inside:
        text = f"no file in this folder has a name that ends in {', '.join(SUFFIXES)}."
        raise FileError(Problem(shown, 0, 0, text), advice=_NOT_READ if folders else "")
    if folders:
        more = f" and {len(folders) - 3} more" if len(folders) > 3 else ""
        tell(f"{shown}: {_NOT_READ} ({', '.join(folders[:3])}{more})")
    return [str(path) for path in inside]


_NOT_READ = "Folders inside it are not read: name them too, if answers are there."


def _refuse_to_overwrite(names: Sequence[str], output: Path | None) -> None:
    if output and os.path.realpath(output) in {os.path.realpath(n) for n in names if n != "-"}:
        raise CareerplanError(
            f"{output} is one of the answer files.", "Write the results to another file."
        )


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
    lines = error.problem.splitlines()
    for line in lines[:_MOST_LINES]:
        tell(line)
    if len(lines) > _MOST_LINES:
        tell(f"... and {len(lines) - _MOST_LINES} more.")
    if error.advice:
        tell(error.advice)


def _warn_of_other_questions(pack: "ContentPack", scored: "Sequence[Scored]") -> None:
    """Say once for each way in which answers were given to other questions than these."""
    from careerplan_cli.files.answers import answered_content, other_questions

    asked = {result.instrument.id: result.instrument for _, result in scored}
    now = {id_: answered_content(pack.name, instrument) for id_, instrument in asked.items()}
    files: dict[str, list[str]] = {}
    for file, result in scored:
        if difference := other_questions(result.answer_set, now[result.instrument.id]):
            files.setdefault(difference, []).append(file)
    for difference, names in files.items():
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        tell(f"{names[0]}{more} {difference}")


def _text(
    pack: "ContentPack", scored: "Sequence[Scored]", form: str, options: str, *, to_file: bool
) -> str:
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
        parts = result_pages(scored[0][1], levels, pack.review, options)
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
