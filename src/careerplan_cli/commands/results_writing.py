"""Goes through the records of `careerplan score`, and writes them for other programs."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from careerplan_cli.batch import Batch
from careerplan_cli.commands.output import Destination, StandardOutput, echo_err, output_file
from careerplan_cli.results import WRITERS
from careerplan_cli.results.writer import Writer
from careerplan_cli.terminal.ctrl_c import CtrlC
from careerplan_cli.terminal.progress import ProgressBar

Step = TypeVar("Step")


def for_each(steps: Iterator[Step], do: Callable[[Step], int], batch: Batch, ctrl_c: CtrlC) -> int:
    """Do something with each step, which returns how many records that were; return all of them.

    A terminal shows how far it is. Ctrl-C ends it between two steps, and that is told.
    """
    records = 0
    with ProgressBar(batch.size) as bar:
        for step in ctrl_c.steps(steps):
            records += do(step)
            bar.at(batch.bytes_read, records)
    if ctrl_c.ended_steps:
        echo_err(f"Interrupted after {records:,} records.")
    return records


def write_records(batch: Batch, destination: Destination) -> bool:
    """Write the results for other programs, to standard output where no file is named.

    Return False when Ctrl-C ended it: what was written until then are whole records. A file that
    is there already is only replaced by all of them.
    """
    module = WRITERS.module(destination.format)
    with CtrlC() as ctrl_c:
        if destination.output:
            _write_file(batch, module.Writer, destination.output, ctrl_c, force=destination.force)
        else:
            with module.Writer(batch, StandardOutput()) as writer:
                for_each(writer.pieces(), writer.add, batch, ctrl_c)
    return not ctrl_c.ended_steps


def _write_file(
    batch: Batch, make_writer: type[Writer], output: Path, ctrl_c: CtrlC, *, force: bool
) -> None:
    """Write the results to a file, and say what is in it."""
    replaces = output.exists()
    try:
        with output_file(output, force=force) as file, make_writer(batch, file) as writer:
            records = for_each(writer.pieces(), writer.add, batch, ctrl_c)
            if replaces and ctrl_c.ended_steps:
                raise KeyboardInterrupt  # so that the file which is there stays
    except KeyboardInterrupt:
        echo_err(f"{output} is left as it was.")
        return
    if ctrl_c.ended_steps:
        echo_err(f"{output} has the first {records:,} records.")
    else:
        echo_err(f"Written to {output}")
