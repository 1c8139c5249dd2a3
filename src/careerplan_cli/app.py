"""The `careerplan` command: its commands, its global options, its exit codes."""

import gc
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated, TextIO

import typer

from careerplan_cli import __version__
from careerplan_cli.commands.assess import assess
from careerplan_cli.commands.content import content
from careerplan_cli.commands.guide import guide
from careerplan_cli.commands.hints import hint
from careerplan_cli.commands.options import DEBUG, Debug, NoColor
from careerplan_cli.commands.output import echo_err
from careerplan_cli.commands.plan import plan
from careerplan_cli.commands.progress import progress
from careerplan_cli.commands.report import report
from careerplan_cli.commands.score import score
from careerplan_cli.commands.template import template
from careerplan_cli.commands.toolkit import toolkit
from careerplan_cli.model.errors import CareerplanError, reason, refusal, what_to_do

app = typer.Typer(
    name="careerplan",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(short_help="Answer the questions and see where your district is today.")(assess)
app.command(short_help="Score one or many answer files.")(score)
app.command(short_help="Write a report for people who were not in the room.")(report)
app.command(short_help="Write the plans that your level calls for.")(plan)
app.command(short_help="See how far a plan has come.")(progress)
app.command(short_help="Read the guide: what to do next.")(guide)
app.command(short_help="Get guides, sheets and slides to work with.")(toolkit)
app.command(short_help="Write a blank form to fill in.")(template)
app.add_typer(content, name="content", short_help="Make the questions and texts your own.")


def _version(value: bool) -> None:
    if value:
        typer.echo(f"careerplan {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def careerplan(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan assess

    See where your career and skills training programs are today, and what to do next.
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main() -> None:
    """Run the command line and end the process.

    Exit codes: 0 done; 1 some input could not be used, the rest was; 2 wrong usage, or nothing
    could be used; 70 a fault in careerplan itself; 130 interrupted.
    """
    gc.set_threshold(10_000)  # nearly all that a start makes stays: less often looked through
    _prepare_streams()
    _end_by_signals()
    try:
        try:
            app(prog_name="careerplan")
        except SystemExit as end:
            if end.code == 2 and (advice := hint(sys.argv[1:], Path())):
                echo_err(advice)
            raise
        finally:
            _end_output()
    except CareerplanError as error:
        _explain(error.problem, error.advice)
        sys.exit(2)
    except OSError as error:
        if os.environ.get(DEBUG):
            raise
        _explain(*refusal(error))
        sys.exit(2)
    except Exception as error:  # no traceback reaches a user
        if os.environ.get(DEBUG):
            raise
        _explain(
            f"careerplan failed: {type(error).__name__}: {error}",
            "This is a fault in careerplan. Please report it with what the same command prints "
            "with --debug.",
        )
        sys.exit(70)


def _explain(problem: str, advice: str) -> None:
    for line in (problem, advice):
        if line:
            echo_err(line)


def _end_output() -> None:
    """Write what is still to be written; raise `CareerplanError` when that fails."""
    try:
        sys.stdout.flush()
    except OSError as error:
        sys.stdout = _nowhere()
        problem = f"The output cannot be written: {reason(error)}."
        raise CareerplanError(problem, what_to_do(error)) from None


def _nowhere() -> TextIO:
    return open(os.devnull, "r+", encoding="utf-8")  # noqa: PTH123 (open to the end)


def _end_by_signals() -> None:
    """Let a signal that ends the program first clear away what is half written.

    The exit code is 128 and the signal's number, as shells tell it. A signal that is ignored, as
    with `nohup`, stays so.
    """
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _end)


def _end(number: int, frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)  # once is enough
    raise SystemExit(128 + number)


def _prepare_streams() -> None:
    """Make output work everywhere: UTF-8 into files and pipes, a closed pipe ends quietly."""
    # A stream that the caller has closed is one that nobody reads or writes.
    sys.stdin = sys.stdin or _nowhere()
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        else:
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
