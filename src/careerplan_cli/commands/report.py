"""`careerplan report`: writes where a district stands, for readers who were not in the room."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from careerplan_cli.commands.documents import (
    check_output,
    form_of,
    level_of,
    result_of,
    write_document,
)
from careerplan_cli.commands.options import Content, Debug, NoColor, content_pack

Format = Literal["markdown", "html", "docx"]

_ENDINGS: dict[str, Format] = {".html": "html", ".docx": "docx", ".md": "markdown"}


def report(
    answers: Annotated[Path, typer.Argument(metavar="ANSWERS", help="An answer file.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to this file; its ending (.html, .docx, .md) gives the format. Without "
            "it, Markdown goes to standard output.",
        ),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also tell what changed since this earlier answer file."),
    ] = None,
    format_: Annotated[Format | None, typer.Option("--format", "-f", help="What to write.")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Let --output take the place of an existing file.")
    ] = False,
    content: Content = None,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan report cedar-valley.yaml -o report.html

    Write a report for readers who were not in the room: where the district stands and what that
    means, every answer with the next one up, where to start, and the level's whole guide.
    """
    from careerplan_cli.comparing import compare
    from careerplan_cli.pages.report import report as report_on

    check_output(output, answers, force=force)
    form = form_of(format_, output, _ENDINGS)
    pack = content_pack(content)
    result = result_of(pack, answers)
    level = level_of(pack, result, answers)
    comparison = compare(result_of(pack, since), result) if since else None
    levels = {one.id: one for one in pack.levels}
    document = report_on(result, levels[level], levels, pack.review, comparison)
    write_document(document, form, output, force=force)
