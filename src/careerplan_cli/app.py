"""The `careerplan` command: its commands, its global options, its exit codes."""

import gc
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Annotated, Any, TextIO

import typer
from typer.core import TyperGroup
from typer.main import get_group

from careerplan_cli import __version__
from careerplan_cli.commands.hints import hint
from careerplan_cli.commands.options import DEBUG, Debug, NoColor
from careerplan_cli.commands.output import echo_err, tell
from careerplan_cli.model.errors import CareerplanError, reason, refusal, what_to_do

COMMANDS = {
    "assess": "Answer the questions and see where your district is today.",
    "score": "Score one or many answer files.",
    "report": "Write a report for people who were not in the room.",
    "plan": "Write the plans that your level calls for.",
    "progress": "See how far a plan has come.",
    "guide": "Read the guide: what to do next.",
    "toolkit": "Get guides, sheets and slides to work with.",
    "template": "Write a blank form to fill in.",
    "content": "Make the questions and texts your own.",
}
"""The commands, each in the module of its name, and what each is for."""


class _Commands(TyperGroup):
    """The commands; each is imported when it is first asked for."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # (Typer keeps click's types to itself)
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            command = getattr(import_module(f"careerplan_cli.commands.{cmd_name}"), cmd_name)
            alone = typer.Typer(rich_markup_mode=None)
            if isinstance(command, typer.Typer):
                alone.add_typer(command, name=cmd_name, short_help=COMMANDS[cmd_name])
            else:
                alone.command(cmd_name, short_help=COMMANDS[cmd_name])(command)
            self.commands.update(get_group(alone).commands)
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: Any) -> list[str]:
        for name in COMMANDS:
            self.get_command(ctx, name)
        return super().list_commands(ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in COMMANDS:
            self.list_commands(ctx)  # the error for an unknown one names the nearest
        return super().resolve_command(ctx, args)


app = typer.Typer(
    name="careerplan",
    cls=_Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
    gc.set_threshold(50_000)  # nearly all that a start makes stays: less often looked through
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
    if problem:
        tell(problem)
    if advice:
        echo_err(advice)  # may be a command to copy, so it has no line ends of ours


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
