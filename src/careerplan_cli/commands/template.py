"""`careerplan template`: writes a blank form to fill in and to score."""

from pathlib import Path
from typing import Annotated

import typer

from careerplan_cli.commands.options import (
    Content,
    Debug,
    NoColor,
    command_line,
    content_pack,
    content_words,
    instrument_names,
)
from careerplan_cli.commands.output import echo_err, output_file, refuse_existing
from careerplan_cli.model.errors import CareerplanError

_ENDINGS = (".xlsx", ".csv", ".yaml")


def template(
    output: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="The file to write. Its name must end in .xlsx, .csv or .yaml."
        ),
    ],
    instrument: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            autocompletion=instrument_names,
            help="The questions to answer: survey (the default) or checklist.",
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite the file if it exists.")
    ] = False,
    content: Content = None,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan template answers.xlsx

    Write a blank form to fill in: a workbook with a list of answers in each cell and their full
    text on a second sheet, a table in CSV, or an answer file for one respondent. Once it is filled
    in, score it.
    """
    from careerplan_cli.answers.template import blank_answer_file, blank_table

    ending = output.suffix.lower()
    if ending not in _ENDINGS:
        raise CareerplanError(
            f"The name {output} does not say which form to write.",
            f"End it in {', '.join(_ENDINGS)}.",
        )
    refuse_existing(output, force=force)
    asked = content_pack(content).instrument(instrument)
    with output_file(output, force=force) as file:
        if ending == ".xlsx":
            from careerplan_cli.answers.blank_workbook import write_blank_workbook

            write_blank_workbook(asked, file)
        else:
            blank = blank_table if ending == ".csv" else blank_answer_file
            file.write(blank(asked).encode())
    echo_err(f"Written to {output}. Once it is filled in:")
    echo_err(f"  {command_line('score', str(output), *content_words(content))}")
