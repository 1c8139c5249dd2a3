"""What several commands share: options, and how a command line is written out."""

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from careerplan_cli.formats import Formats
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.text.printable import one_line, printable

if TYPE_CHECKING:
    from careerplan_cli.pack.content_pack import ContentPack

DEBUG = "CAREERPLAN_DEBUG"
"""The environment variable that asks for tracebacks; `--debug` sets it."""

CONTENT = "CAREERPLAN_CONTENT"
"""The environment variable that names a content folder, as `--content` does."""


def _no_color(value: bool) -> None:
    if value:
        os.environ["NO_COLOR"] = "1"


def _debug(value: bool) -> None:
    if value:
        os.environ[DEBUG] = "1"


NoColor = Annotated[
    bool, typer.Option("--no-color", callback=_no_color, help="Show everything without colour.")
]
Debug = Annotated[
    bool,
    typer.Option("--debug", callback=_debug, help="Show the whole traceback when something fails."),
]


Content = Annotated[
    Path | None,
    typer.Option(
        "--content",
        envvar=CONTENT,
        metavar="DIR",
        help="Use the questions, levels and texts in this folder instead of the built-in ones.",
    ),
]


Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write to this file. Its ending sets the format."
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite the output file if it exists.")]
NoPager = Annotated[
    bool, typer.Option("--no-pager", help="Print long texts all at once, without a pager.")
]


def _day(text: str) -> date:
    """Return the date that a text is; raise `CareerplanError` where it is none, or could be two."""
    from careerplan_cli.plans.words import read_day

    if day := read_day(text):
        return day
    raise CareerplanError(
        f'"{one_line(text)}" is no date that can be read.',
        "Write the year, the month and the day, such as 2026-12-03.",
    )


OnDay = Annotated[
    date | None,
    typer.Option(
        "--on",
        parser=_day,
        metavar="DATE",
        help="The day to count the plan's actions for, such as 2026-12-03; without it, today.",
    ),
]


def format_option(text: str, *offered: Formats) -> Any:
    """Return the option `--format`; `text` begins its help, which names the formats."""
    names = [name for formats in offered for name in formats.names]
    return typer.Option(
        "--format",
        "-f",
        metavar="NAME",
        autocompletion=lambda: names,
        help=f"{text} Formats: {', '.join(names)}.",
    )


def content_pack(folder: Path | None) -> "ContentPack":
    """Return the content in a folder, or the built-in content without one."""
    from careerplan_cli.pack.content_pack import ContentPack, built_in_pack

    if folder is not None and not folder.is_dir():
        raise CareerplanError(
            f"There is no content folder {one_line(str(folder))} (see --content and {CONTENT}).",
            f"Make one to start from: {command_line('content', 'export', str(folder))}",
        )
    return ContentPack(folder) if folder else built_in_pack()


def content_words(folder: Path | None) -> tuple[str, ...]:
    """Return the words that make another command use the content in a folder too.

    None are needed where the environment names it.
    """
    if folder is None or os.environ.get(CONTENT) == str(folder):
        return ()
    return ("--content", str(folder))


def command_options(folder: Path | None) -> str:
    """Return `content_words` as they are added to a command line, with a space in front."""
    words = content_words(folder)
    return f" {quoted(words)}" if words else ""


def instrument_names(context: typer.Context) -> list[str]:
    """Return what Tab offers for the name of an instrument."""
    return list(_offered_pack(context).instrument_ids())


InstrumentName = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        autocompletion=instrument_names,
        help="The questions to answer: survey (the default) or checklist.",
    ),
]


def level_names(context: typer.Context) -> list[str]:
    """Return what Tab offers for the name of a level."""
    levels = _offered_pack(context).levels
    return [level.id for level in levels] + [alias for level in levels for alias in level.aliases]


def topic_names(context: typer.Context) -> list[tuple[str, str]]:
    """Return what Tab offers for the name of a topic, with its title."""
    return [(topic.id, topic.title) for topic in _offered_pack(context).topics]


def tool_names(context: typer.Context) -> list[tuple[str, str]]:
    """Return what Tab offers for the name of a tool, with its title."""
    return [(tool.id, tool.title) for tool in _offered_pack(context).tools]


def question_names(context: typer.Context) -> list[str]:
    """Return what Tab offers for the id of a question."""
    pack = _offered_pack(context)
    return [q.id for id_ in pack.instrument_ids() for q in pack.instrument(id_).questions]


def need_names(context: typer.Context) -> list[str]:
    """Return what Tab offers for the name of a need."""
    review = _offered_pack(context).review
    return list(review.need_ids) if review else []


def focus_names(context: typer.Context) -> list[str]:
    """Return what Tab offers for the name of an area of focus."""
    review = _offered_pack(context).review
    return list(review.focus_ids) if review else []


def _offered_pack(context: typer.Context) -> "ContentPack":
    folder = context.params.get("content") or os.environ.get(CONTENT)
    return content_pack(Path(folder) if folder else None)


def command_line(*words: str) -> str:
    """Return the line that runs careerplan with these words, quoted for the system's shell.

    It is safe to show: what would command a terminal is a sign in it.
    """
    return printable(f"careerplan {quoted(words)}")


def quoted(words: tuple[str, ...]) -> str:
    """Return words as a command line has them, quoted for the system's shell."""
    import shlex
    import subprocess

    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
