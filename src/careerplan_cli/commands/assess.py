"""`careerplan assess`: asks the questions and shows the result."""

import os
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan_cli.commands.answer_keeper import AnswerKeeper, check_save, kept_file
from careerplan_cli.commands.options import (
    Content,
    Debug,
    InstrumentName,
    NoColor,
    command_options,
    content_pack,
    content_words,
)
from careerplan_cli.commands.output import echo_err
from careerplan_cli.commands.reading import AS_FOUND, Reading, reads_answers
from careerplan_cli.model.errors import CareerplanError, reason
from careerplan_cli.text.printable import one_line

if TYPE_CHECKING:
    from careerplan_cli.model.answers import AnswerSet
    from careerplan_cli.model.result import Result
    from careerplan_cli.pack.content_pack import ContentPack


@reads_answers(shown=False)
def assess(
    district: Annotated[
        str | None, typer.Option(metavar="NAME", help="The district that the answers are for.")
    ] = None,
    respondent: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who gave the answers: a person, school or office."),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep the answers in this new file (.yaml or .json)."),
    ] = None,
    no_save: Annotated[
        bool, typer.Option("--no-save", help="Save nothing, as in a demonstration.")
    ] = False,
    resume: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Continue where this answer file stopped, or change its answers."
        ),
    ] = None,
    instrument: InstrumentName = None,
    ballots: Annotated[
        bool, typer.Option("--ballots", help="First type in paper ballots, one after another.")
    ] = False,
    since: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="After each vote, show what this earlier answer file says was agreed.",
        ),
    ] = None,
    start_from: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILE",
            help="Take the answers in this table, file or folder as the first round of a vote on "
            "each question. With it go the options of score that say how answers are read.",
        ),
    ] = None,
    line_by_line: Annotated[
        bool,
        typer.Option("--plain", help="Ask line by line, as for a screen reader."),
    ] = False,
    reading: Reading = AS_FOUND,
    content: Content = None,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan assess --district "Cedar Valley"

    Answer the questions and see where your district is today.

    Each answer is saved as you give it: in a dated file in the current folder, or where --save
    says. Stop whenever you like, and continue later with --resume.
    """
    from careerplan_cli.answers.answer_file import (
        AnswerFile,
        answered_content,
        other_questions,
        read_answers,
    )
    from careerplan_cli.forms.console import is_interactive, make_console
    from careerplan_cli.forms.screen import pages
    from careerplan_cli.pages.result import result_page
    from careerplan_cli.scoring.rules import score
    from careerplan_cli.terminal.ballots import enter_ballots
    from careerplan_cli.terminal.interview import interview
    from careerplan_cli.terminal.keyboard import no_echo
    from careerplan_cli.terminal.page_by_page import show_pages, wait_for_key

    if line_by_line:
        os.environ["TERM"] = "dumb"
    if not is_interactive():
        raise CareerplanError(
            "assess needs an interactive terminal.",
            "To score answers that are in a file: careerplan score FILE",
        )
    if reading.first_option and not start_from:
        raise CareerplanError(
            f"{reading.first_option} says how the answers of --start-from are read.",
            "Add --start-from FILE, or leave it out.",
        )
    pack = content_pack(content)
    check_save(save, no_save=no_save)
    last = read_answers(since, pack.instrument) if since else None
    if district is None and resume is None:
        district = _asked_district()
    resumed = AnswerFile(resume, new=False) if resume and resume.is_file() else None
    answer_set = _first_answers(pack, instrument, district, respondent, resume)
    asked = pack.instrument(answer_set.instrument)
    if last and last.instrument != asked.id:
        raise CareerplanError(
            f"The answers in {since} are to the {last.instrument}, not the {asked.id}.",
            "Leave out --since, or name answers to the same questions.",
        )
    content_now = answered_content(pack.name, asked)
    if difference := other_questions(answer_set, content_now, asked):
        echo_err(f"{resume} {difference}")
        wait_for_key(make_console(), "Check the answers at the end. Press Enter to continue")
    answer_set = replace(answer_set, content=content_now)
    if start_from:
        answer_set = _with_first_round(answer_set, pack, start_from, reading)
        wait_for_key(make_console(), "These answers are the first round. Press Enter to begin")
    keeper = AnswerKeeper(answer_set, kept_file(answer_set, save, resumed, no_save=no_save))
    if (resume and (district or respondent)) or start_from:
        keeper.save(answer_set)
    code = 0
    notice = keeper.notice(pack)
    try:
        with nullcontext() if make_console().is_dumb_terminal else no_echo():
            if ballots:
                answer_set, notice = enter_ballots(asked, answer_set, keeper.save, notice)
            if interview(asked, answer_set, keeper.save, notice, last):
                result = score(asked, keeper.answer_set, pack.review)
                options = command_options(content)
                page = result_page(result, pack, options, keeper.file_word)
                report = _Report(result, pack, keeper.file.path if keeper.file else None)
                show_pages(make_console, lambda width: pages(page, width), report.opener)
    except KeyboardInterrupt:
        code = 130
    keeper.tell_where(content_words(content))
    raise typer.Exit(code)


def _with_first_round(
    answer_set: "AnswerSet", pack: "ContentPack", names: list[str], reading: Reading
) -> "AnswerSet":
    """Return the answers with those of many as the first round of each question; tell of them.

    Raise `CareerplanError` where votes are there already, or no answer is found.
    """
    from careerplan_cli.commands.respondents import first_round

    if answer_set.is_room:
        raise CareerplanError(
            "This answer file has votes already, so these answers cannot be the first round.",
            "Leave out --start-from to go on with it, or --resume to start anew.",
        )
    options = reading._replace(instrument=answer_set.instrument).options(pack)
    return first_round(answer_set, pack, names, options)


class _Report:
    """The report on a result, written when somebody wants to see it in the browser."""

    def __init__(self, result: "Result", pack: "ContentPack", answers: Path | None) -> None:
        self._result = result
        self._pack = pack
        self._answers = answers
        self._path: Path | None = None

    @property
    def opener(self) -> "Callable[[], str] | None":
        """What opens the report and returns a notice; None where there is no level to report."""
        return self._open if self._result.level else None

    def _open(self) -> str:
        import webbrowser

        try:
            self._path = self._path or self._write()
        except OSError as error:
            return f"The report could not be written: {reason(error)}."
        webbrowser.open(self._path.resolve().as_uri())
        return f"The report is in {one_line(str(self._path))}."

    def _write(self) -> Path:
        """Write the report to a new file, beside the answers if these are in one."""
        import tempfile

        from careerplan_cli.api import make_report
        from careerplan_cli.atomic import create

        text = make_report(self._result, content=self._pack).decode()
        if self._answers is None:
            with tempfile.NamedTemporaryFile("wb", suffix=".html", delete=False) as file:
                file.write(text.encode())
            return Path(file.name)
        for number in count(1):
            end = f"-{number}" if number > 1 else ""
            path = self._answers.with_name(f"{self._answers.stem}-report{end}.html")
            with suppress(FileExistsError):
                create(path, text)
                return path
        raise AssertionError


def _asked_district() -> str:
    """Return the district that somebody types, nothing where it is left out; Esc ends here."""
    from careerplan_cli.forms.console import make_console
    from careerplan_cli.terminal.keyboard import Keyboard
    from careerplan_cli.terminal.text_entry import ask_text

    try:
        typed = ask_text(
            make_console(),
            Keyboard(),
            "Which district is this for? (Enter leaves it out)",
            about="The name stands on the result and in the report, and in the name of the file.",
            how="Enter goes on, Esc leaves the program.",
        )
    except KeyboardInterrupt:
        echo_err("No answers yet, so nothing was saved.")
        raise typer.Exit(130) from None
    if typed is None:
        echo_err("No answers yet, so nothing was saved.")
        raise typer.Exit(0)
    return typed


def _first_answers(
    pack: "ContentPack",
    instrument: str | None,
    district: str | None,
    respondent: str | None,
    resume: Path | None,
) -> "AnswerSet":
    """Return the answers to start from: those in the file to resume, or none yet."""
    from careerplan_cli.answers.answer_file import read_answers
    from careerplan_cli.model.answers import AnswerSet

    if resume:
        known = read_answers(resume, pack.instrument)
        if instrument not in (None, known.instrument):
            raise CareerplanError(
                f"The answers in {resume} are to the {known.instrument}, not the {instrument}.",
                "Leave out --instrument to continue with them, or --resume to start over.",
            )
    else:
        known = AnswerSet(instrument=instrument or pack.first_instrument, date=date.today())
    return replace(
        known,
        district=_name("--district", district) or known.district,
        respondent=_name("--respondent", respondent) or known.respondent,
    )


def _name(option: str, words: str | None) -> str:
    """Return a name on one line; raise `CareerplanError` where it cannot be kept as it is."""
    from careerplan_cli.model.answers import MOST_CHARACTERS

    try:
        name = os.fsencode(words or "").decode("utf-8")
    except UnicodeError:
        raise CareerplanError(
            f"The name after {option} is not in UTF-8, so it cannot be kept as it is.",
            "Set the terminal to UTF-8, or write the name into the answer file.",
        ) from None
    if len(name) > MOST_CHARACTERS:
        raise CareerplanError(
            f"The name after {option} has {len(name):,} characters; {MOST_CHARACTERS:,} is the "
            "most that an answer file keeps.",
            "Give a shorter one.",
        )
    return " ".join(name.split())
