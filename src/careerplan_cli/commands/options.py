"""What several commands share: options, and how a command line is written out."""

import os
from typing import Annotated

import typer

DEBUG = "CAREERPLAN_DEBUG"
"""The environment variable that asks for tracebacks; `--debug` sets it."""


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


def command_line(*words: str) -> str:
    """Return the line that runs careerplan with these words, quoted for the system's shell."""
    import shlex
    import subprocess

    quoted = subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)
    return f"careerplan {quoted}"
