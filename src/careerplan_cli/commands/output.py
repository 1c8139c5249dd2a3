"""Gives text to the user: results to standard output, all else to standard error."""

import os
import select
import sys
from pathlib import Path

import typer

from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.model.visible import one_line, visible


def give(text: str) -> None:
    """Write a result to standard output, to its last byte.

    Raise `CareerplanError` when it cannot be written. Into files and pipes it goes as UTF-8.
    """
    try:
        sys.stdout.flush()
        if sys.stdout.isatty():
            sys.stdout.write(text)
            sys.stdout.flush()
        else:
            _write_all(sys.stdout.fileno(), text.encode("utf-8", "replace"))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CareerplanError(
            f"The output cannot be written: {one_line(error.strerror or str(error))}.",
            "Make room, or choose another place.",
        ) from None


def tell(text: str) -> None:
    """Write a notice to standard error; where even that fails, there is nobody to tell."""
    try:
        typer.echo(visible(text), err=True)
    except OSError:
        return


def write_file(output: Path, content: str | bytes, *, force: bool) -> None:
    """Write a result to a file, in place of another only if `force` is set.

    Raise `CareerplanError` when that fails.
    """
    from careerplan_cli.files.document import reason
    from careerplan_cli.files.writing import create, replace

    try:
        (replace if force else create)(output, content)
    except FileExistsError:
        raise CareerplanError(f"There is a file {output} already.", ADD_FORCE) from None
    except OSError as error:
        problem = f"{output} cannot be written: {reason(error)}."
        raise CareerplanError(problem, "Choose another place with --output.") from None
    tell(f"Written to {output}")


ADD_FORCE = "Choose another name, or add --force to replace it."


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[os.write(descriptor, rest) :]
        except BlockingIOError:
            select.select([], [descriptor], [])
