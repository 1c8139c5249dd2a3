"""Gives text to the user: results to standard output, all else to standard error."""

import io
import os
import select
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import fill
from typing import Any, BinaryIO, NamedTuple

import typer

from careerplan_cli.model.errors import CareerplanError, reason, what_to_do
from careerplan_cli.text.printable import one_line, printable

ADD_FORCE = "Choose another name, or add --force to replace it."

_ANOTHER_PLACE = "Choose another place with --output."
_IF_OPEN = (
    "If it is open in another program, such as Word or Excel, close it there and try again, or "
    "choose another place with --output."
)


class Destination(NamedTuple):
    """The format of results, and the file that they go to; without one, standard output.

    `force` lets the file take the place of another one.
    """

    format: str
    output: Path | None = None
    force: bool = False


def write_stdout(text: str) -> None:
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
            f"The output cannot be written: {reason(error)}.", what_to_do(error)
        ) from None


def write_data(text: str) -> None:
    """Write text that other programs read to standard output, so that it commands no terminal."""
    write_stdout(printable(text) if sys.stdout.isatty() else text)


class StandardOutput(io.RawIOBase):
    """Standard output as a file of bytes: text in UTF-8, which other programs read."""

    def write(self, data: Any) -> int:
        """Write whole text; raise as `write_stdout` does."""
        write_data(bytes(data).decode())
        return len(data)


def echo_err(text: str) -> None:
    """Write a notice to standard error; where even that fails, there is nobody to tell."""
    try:
        typer.echo(printable(text), err=True)
    except OSError:
        return


def tell(text: str) -> None:
    """Write a notice as `echo_err` does; on a terminal no word of it is broken at the edge."""
    if sys.stderr.isatty():
        width = max(os.get_terminal_size(sys.stderr.fileno()).columns, 20)
        text = "\n".join(_wrapped(line, width) for line in printable(text).splitlines())
    echo_err(text)


def _wrapped(line: str, width: int) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    return fill(
        line,
        width,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def refuse_existing(output: Path, *, force: bool) -> None:
    """Raise `CareerplanError` for a file that must not be replaced, and for a folder."""
    shown = one_line(str(output))
    if os.path.isdir(output):  # noqa: PTH112 (a Path raises where the folder cannot be searched)
        raise CareerplanError(f"{shown} is a folder.", "Name a file in it.")
    if os.path.lexists(output) and not force:
        raise CareerplanError(f"{shown} already exists.", ADD_FORCE)
    if not output.parent.is_dir():
        folder = one_line(str(output.parent))
        raise CareerplanError(
            f"There is no folder {folder}.", "Create it first, or choose another place."
        )


def refuse_to_overwrite(names: Iterable[str], output: Path | None) -> None:
    """Raise `CareerplanError` where `output` is one of the files with answers."""
    if output is None or not os.path.lexists(output):
        return
    if os.path.realpath(output) in {os.path.realpath(name) for name in names if name != "-"}:
        raise CareerplanError(
            f"{one_line(str(output))} is one of the files with answers.", "Write to another file."
        )


@contextmanager
def output_file(output: Path, *, force: bool) -> Iterator[BinaryIO]:
    """Give a file to write to, which is at `output` once all is written.

    It takes the place of another one only if `force` is set. Raise `CareerplanError` when that
    fails.
    """
    from careerplan_cli.atomic import creating, make_lasting, replacing

    try:
        with (replacing if force and output.exists() else creating)(output) as file:
            yield file
            if force:  # the file that it replaces cannot be made again
                make_lasting(file)
    except FileExistsError:
        raise CareerplanError(f"{output} already exists.", ADD_FORCE) from None
    except OSError as error:
        problem = f"{output} cannot be written: {reason(error)}."
        maybe_open = isinstance(error, PermissionError) and output.exists()
        raise CareerplanError(problem, _IF_OPEN if maybe_open else _ANOTHER_PLACE) from None


def write_file(output: Path, content: str | bytes, *, force: bool) -> None:
    """Write a result to a file as `output_file` does, and say so."""
    with output_file(output, force=force) as file:
        file.write(content.encode("utf-8", "replace") if isinstance(content, str) else content)
    echo_err(f"Written to {output}")


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[os.write(descriptor, rest) :]
        except BlockingIOError:
            select.select([], [descriptor], [])
