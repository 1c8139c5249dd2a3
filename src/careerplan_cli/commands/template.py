"""`careerplan template`: writes a blank form to fill in and to score."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from careerplan_cli.commands.documents import write_content
from careerplan_cli.commands.options import (
    Content,
    Debug,
    Force,
    InstrumentName,
    NoColor,
    command_line,
    content_pack,
    content_words,
)
from careerplan_cli.commands.output import echo_err, output_file, refuse_existing
from careerplan_cli.forms import FORMS
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.text.printable import one_line

if TYPE_CHECKING:
    from careerplan_cli.model.instrument import Instrument

_ENDINGS = {
    "answers": (".xlsx", ".csv", ".yaml"),
    "ballot": (".docx", ".html"),
    "vote-sheet": (".docx", ".html"),
}
"""The kinds of forms, each with the endings of its files."""


def template(
    output: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="The file to write: .xlsx, .csv or .yaml for answers; ballot.docx or ballot.html "
            "for paper ballots; vote-sheet.docx or .html for who leads the vote.",
        ),
    ],
    kind: Annotated[
        Literal["answers", "ballot", "vote-sheet"] | None,
        typer.Option(help="What to write. Without it, the file's name tells."),
    ] = None,
    instrument: InstrumentName = None,
    force: Force = False,
    content: Content = None,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan template answers.xlsx

    Write a blank form to fill in: a workbook with a list of answers in each cell and their full
    text on a second sheet, a table in CSV, or an answer file for one respondent. Once it is filled
    in, score it.

    For a room that votes: ballots to print, one for each person, and a sheet for who leads.
    """
    from careerplan_cli.pages.ballot import ballot_page, vote_sheet_page

    known = _kind(output, kind)
    refuse_existing(output, force=force)
    pack = content_pack(content)
    asked = pack.instrument(instrument)
    if known == "answers":
        _write_blank(asked, output, force=force)
        echo_err(f"Written to {output}. Once it is filled in:")
        echo_err(f"  {command_line('score', str(output), *content_words(content))}")
        return
    page = (ballot_page if known == "ballot" else vote_sheet_page)(asked, pack.language)
    form = output.suffix.lower().removeprefix(".")
    write_content(FORMS.module(form).render(page), output, force=force)
    if known == "ballot":
        told = ("--instrument", asked.id) if instrument else ()
        echo_err("Print one for each person. Once they are filled in:")
        echo_err(f"  {command_line('assess', '--ballots', *told, *content_words(content))}")


def _kind(output: Path, wanted: str | None) -> str:
    """Return the kind of form to write; raise `CareerplanError` where none fits the file's name."""
    ending = output.suffix.lower()
    kind = wanted or (output.stem.lower() if output.stem.lower() in _ENDINGS else None)
    if kind is None and ending in _ENDINGS["answers"]:
        return "answers"
    if kind is None:
        raise CareerplanError(
            f"The name {one_line(str(output))} does not say which form to write.",
            "Call it ballot.docx or vote-sheet.docx (or .html), or add --kind ballot or --kind "
            f"vote-sheet; for answers, end it in {', '.join(_ENDINGS['answers'])}.",
        )
    if ending not in _ENDINGS[kind]:
        raise CareerplanError(
            f"A form of the kind {kind} cannot be written as {one_line(output.name)}.",
            f"End the name in {' or '.join(_ENDINGS[kind])}.",
        )
    return kind


def _write_blank(asked: "Instrument", output: Path, *, force: bool) -> None:
    """Write a blank form for answers, in the form of the file's ending."""
    from careerplan_cli.answers.template import blank_answer_file, blank_table

    ending = output.suffix.lower()
    with output_file(output, force=force) as file:
        if ending == ".xlsx":
            from careerplan_cli.answers.blank_workbook import write_blank_workbook

            write_blank_workbook(asked, file)
        else:
            blank = blank_table if ending == ".csv" else blank_answer_file
            file.write(blank(asked).encode())
