"""`careerplan content`: makes the questions, levels and texts a district's own."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from careerplan_cli.commands.options import (
    CONTENT,
    Debug,
    NoColor,
    command_line,
    content_pack,
)
from careerplan_cli.model.errors import CareerplanError, FileError, Problem, reason
from careerplan_cli.text.printable import one_line

if TYPE_CHECKING:
    from careerplan_cli.pack.content_pack import ContentPack

Kind = Literal[
    "instrument", "level", "topics", "review", "plans", "actions", "pack", "tool", "example"
]

content = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@content.callback()
def about() -> None:
    """Example: careerplan content export our-content

    Make the questions, levels and texts your own: export them to a folder, edit them, check them,
    and use them with --content DIR.
    """


@content.command(short_help="Write the built-in content, ready to edit.")
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write into.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace files that are in the folder already.")
    ] = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan content export our-content

    Write the built-in content into a folder, ready to edit, with schemas that let editors check
    and complete it. Existing files are kept unless you add --force.
    """
    from careerplan_cli.pack.export import exported, write_files

    files = exported(content_pack(None))
    there = [name for name in files if (folder / name).exists()]
    shown = one_line(str(folder))
    if there and not force:
        raise CareerplanError(
            f"{shown} already has {', '.join(there[:3])}{' and more' if len(there) > 3 else ''}.",
            "Nothing was written. Choose another folder, or add --force to replace them.",
        )
    try:
        write_files(folder, files)
    except OSError as error:
        raise CareerplanError(
            f"{shown} cannot be written: {reason(error)}.", "Choose another folder."
        ) from None
    typer.echo(f"Written to {shown}: {len(files)} files. Edit the .yaml files, then:")
    typer.echo(f"  {command_line('content', 'check', str(folder))}")
    typer.echo(f"  {command_line('assess', '--content', str(folder))}")


@content.command(short_help="Check a content folder and list every problem.")
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]",
            envvar=CONTENT,
            show_envvar=False,
            help="The folder to check; without it, the one that CAREERPLAN_CONTENT names or the "
            "built-in content.",
        ),
    ] = None,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan content check our-content

    Check all files in a content folder, and list every problem with its file, line and column.
    The exit code is 1 if there are any.
    """
    pack = content_pack(folder)
    problems = pack.problems() or _example_problems(pack)
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        typer.echo(f"{count} in {one_line(str(pack.folder))}.", err=True)
        raise typer.Exit(1)
    names = ", ".join(sorted(pack.instrument_ids()))
    typer.echo(f"No problems found: {names}; {len(pack.level_ids())} levels.")


def _example_problems(pack: "ContentPack") -> Sequence[Problem]:
    """Return what is wrong with the answers of the worked example, where the rest is right."""
    from careerplan_cli.answers.example import read_example

    try:
        read_example(pack)
    except FileError as error:
        return error.problems
    return ()


@content.command(short_help="Print the JSON Schema of content files.")
def schema(
    kind: Annotated[
        Kind,
        typer.Argument(
            metavar="[NAME]",
            help="instrument, level, topics, review, plans, actions, pack, tool or example.",
        ),
    ] = "instrument",
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan content schema level

    Print the JSON Schema of a kind of content file: instrument (for the survey and the checklist;
    the default), level, topics, review, plans, actions, pack, tool or example (the plan of the
    worked example).
    """
    from careerplan_cli.schema.json_schema import schema_text

    typer.echo(schema_text(kind), nl=False)
