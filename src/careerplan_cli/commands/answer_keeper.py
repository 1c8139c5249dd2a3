"""Where the answers of an interview are kept, and what is told of it."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from careerplan_cli.commands.options import command_line, quoted
from careerplan_cli.model.errors import CareerplanError, FileError, reason

if TYPE_CHECKING:
    from rich.console import Console

    from careerplan_cli.answers.answer_file import AnswerFile
    from careerplan_cli.model.answers import AnswerSet
    from careerplan_cli.pack.content_pack import ContentPack


class AnswerKeeper:
    """Keeps the answers of a running interview: here, and in a file if there is one."""

    def __init__(self, answer_set: "AnswerSet", file: "AnswerFile | None") -> None:
        self.answer_set = answer_set
        self.file = file
        self.failed = False

    @property
    def file_word(self) -> str:
        """The file as a command line names it; nothing where nothing is kept in one."""
        return quoted((str(self.file.path),)) if self.file and not self.file.is_new else ""

    def notice(self, pack: "ContentPack") -> str:
        """Return what to know before the first question; nothing if there is nothing."""
        if self.file is None:
            return ""
        try:
            self.file.try_folder()
        except OSError as error:
            where = self.file.path.parent.resolve()
            return (
                f"Nothing can be saved in {where}: {reason(error)}. You can continue, and the "
                "answers are printed at the end. Or stop with Ctrl-C and use --save FILE."
            )
        if self.file.is_new and self._is_from_today(pack, self.file.path):
            return f"{self.file.path} has answers from today. Use --resume to continue with them."
        return ""

    def _is_from_today(self, pack: "ContentPack", path: Path) -> bool:
        """Return whether a file has answers to the same questions, to continue with."""
        from careerplan_cli.answers.answer_file import read_answers

        if not path.is_file():
            return False
        try:
            return read_answers(path, pack.instrument).instrument == self.answer_set.instrument
        except (CareerplanError, OSError):
            return False

    def save(self, answer_set: "AnswerSet") -> str:
        """Keep the answers; return a notice when they could not be written, else nothing.

        A new file begins with the first answer, note or vote.
        """
        self.answer_set = answer_set
        if self.file is None:
            return ""
        if self.file.is_new and not (answer_set.answers or answer_set.notes or answer_set.is_room):
            return ""
        try:
            changed = self.file.save(answer_set)
        except OSError as error:
            self.failed = True
            return (
                f"Not saved in {self.file.path}: {reason(error)}. Keep going: each answer tries "
                "to save again, and all are printed at the end."
            )
        except FileError as error:
            self.failed = True
            return (
                f"Not saved, for it could not be read again: {error.problems[0]} The file before "
                "stays, and all answers are printed at the end."
            )
        self.failed = False
        if changed is None:
            return ""
        return (
            f"Somebody else has changed {changed} since it was read. It stays as it is; your "
            f"answers are in {self.file.path}."
        )

    def tell_where(self, options: tuple[str, ...]) -> None:
        """Print where the answers are and how to go on with them; if nowhere, the answers.

        `options` are further words that each command takes.
        """
        from careerplan_cli.answers.answer_file import file_text
        from careerplan_cli.forms.console import make_console, plain

        console = make_console()
        console.print()
        if self.file is None:
            console.print(plain("Nothing was saved, because of --no-save."))
        elif self.failed:
            console.print(plain(f"The answers could not be saved in {self.file.path}.", "bold"))
            console.print("Copy these lines into a file whose name ends in .yaml:\n")
            console.file.write(file_text(self.answer_set, ".yaml"))
        elif self.file.is_new:
            console.print("No answers yet, so nothing was saved.")
        else:
            resume = command_line("assess", "--resume", str(self.file.path), *options)
            console.print(plain(f"The answers are saved in {self.file.path}."))
            _print_command(console, resume)


def _print_command(console: "Console", line: str) -> None:
    """Print how to go on, on a line of its own where it is long, so that no file name is broken."""
    from careerplan_cli.forms.screen import command
    from careerplan_cli.model.blocks import Command

    told = command(Command(line, "Continue or change them"))
    if console.is_terminal and told.cell_len > console.width:
        console.print("Continue or change them:")
        console.print(command(Command(line)))
    else:
        console.print(told, soft_wrap=True)


def check_save(save: Path | None, *, no_save: bool) -> None:
    """Raise `CareerplanError` where no new file can be kept as `--save` says."""
    from careerplan_cli.answers.answer_file import SUFFIXES

    if save is None:
        return
    if no_save:
        raise CareerplanError("Use --save or --no-save, not both.", "Leave one of them out.")
    if save.is_dir():
        raise CareerplanError(f"{save} is a folder.", "Name a file in it.")
    if save.exists():
        raise CareerplanError(
            f"{save} already exists, and it is not overwritten.",
            f"To continue with it: {command_line('assess', '--resume', str(save))}",
        )
    if save.suffix.lower() not in SUFFIXES:
        raise CareerplanError(
            f"The name of an answer file ends in .yaml or .json; {save.name} does not.",
            f"For example: --save {save.with_suffix('.yaml').name}",
        )
    if not save.parent.is_dir():
        raise CareerplanError(
            f"There is no folder {save.parent}.", "Create it first, or choose another place."
        )


def kept_file(
    answer_set: "AnswerSet", save: Path | None, resumed: "AnswerFile | None", *, no_save: bool
) -> "AnswerFile | None":
    """Return the file to keep the answers in, None for none."""
    from careerplan_cli.answers.answer_file import AnswerFile

    if no_save:
        return None
    if save is None:
        return resumed or AnswerFile.dated(Path(), answer_set.district, date.today())
    return AnswerFile(save, new=True)
