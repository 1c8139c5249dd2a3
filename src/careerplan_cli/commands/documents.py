"""What `report`, `plan` and `guide` share: the answers, the format, the written page."""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from careerplan_cli.commands.options import command_line
from careerplan_cli.commands.output import echo_err, refuse_existing, write_file, write_stdout
from careerplan_cli.formats import Formats, format_for
from careerplan_cli.forms import FORMS
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.text.printable import one_line

if TYPE_CHECKING:
    from careerplan_cli.answers.sources import FileFormat
    from careerplan_cli.model.blocks import Document
    from careerplan_cli.model.result import Result
    from careerplan_cli.pack.content_pack import ContentPack

SCREEN = "txt"
"""The form that, without a file, is shown on the terminal."""

_DOCUMENTS = (".docx", ".doc", ".html", ".htm", ".md", ".pdf")


def chosen_format(
    wanted: str | None, output: Path | None, offered: tuple[Formats, ...], default: str
) -> str:
    """Return the format asked for, or that of the file's ending, or the default without both.

    Raise `CareerplanError` where the ending tells none, and for bytes without a file.
    """
    name = format_for(wanted, output, offered) or default
    module = next(formats.module(name) for formats in offered if name in formats.names)
    if output is None and getattr(module, "BINARY", False):
        raise CareerplanError(
            f"The format {name} needs a file.",
            f"Add --output FILE, for example -o report.{name}",
        )
    return name


def check_output(output: Path | None, answers: Path, *, force: bool) -> None:
    """Raise `CareerplanError` where nothing may be written to `output`."""
    if output is None:
        return
    if os.path.realpath(output) == os.path.realpath(answers):
        shown = one_line(str(output))
        raise CareerplanError(f"{shown} is the answer file.", "Write to another file.")
    refuse_existing(output, force=force)


def result_of(pack: "ContentPack", answers: Path) -> "Result":
    """Return the result of an answer file, whether it has a level or not.

    Say so where other questions were answered than those of now.
    """
    from careerplan_cli.answers.answer_file import answered_content, other_questions, read_answers
    from careerplan_cli.scoring.rules import score

    _refuse_other_kinds(answers)
    answer_set = read_answers(answers, cache(pack.instrument), pack.review)
    instrument = pack.instrument(answer_set.instrument)
    now = answered_content(pack.name, instrument)
    if difference := other_questions(answer_set, now, instrument):
        echo_err(f"{answers} {difference}")
    return score(instrument, answer_set, pack.review)


def holds_many(name: str, form: "FileFormat | None" = None) -> bool:
    """Return whether a name is that of a folder, an archive, or a table of many people's answers.

    What comes in a pipe is taken for a table. Raise `FileError` for a table that cannot be read.
    """
    from careerplan_cli.answers.answer_file import SUFFIXES
    from careerplan_cli.answers.sources import find_source

    path, ending = Path(name), Path(name).suffix.lower()
    if path.is_dir() or ending == ".zip" or name == "-" or path.is_fifo():
        return True
    if form is None and (ending in _DOCUMENTS or (ending in SUFFIXES and ending != ".json")):
        return False
    if not path.is_file() and ending in SUFFIXES:
        return False
    return find_source(name, form).is_table


def _refuse_other_kinds(answers: Path) -> None:
    """Raise `CareerplanError` for a name that is that of a table or a document."""
    from careerplan_cli.answers.answer_file import SUFFIXES
    from careerplan_cli.answers.sources import FORMATS

    shown, ending = one_line(str(answers)), answers.suffix.lower()
    if ending in FORMATS and ending not in SUFFIXES:
        raise CareerplanError(
            f"{shown} is a table, with many respondents' answers.",
            f"Score it: {command_line('score', str(answers))}",
        )
    if ending in (*_DOCUMENTS, ".txt"):
        raise CareerplanError(
            f"{shown} is a document.", "Give the answer file, whose name ends in .yaml or .json."
        )


def refuse_without_level(pack: "ContentPack", result: "Result", answers: Path) -> None:
    """Raise `CareerplanError` while too few answers are given for a level."""
    if result.level is not None:
        return
    shown, answered, questions = one_line(str(answers)), result.answered, len(result.questions)
    titles = {level.id: level.title for level in pack.levels}
    possible = ", ".join(titles[id_] for id_ in result.possible_levels)
    if result.answers_needed == 1:
        problem = (
            f"{shown} has no level yet. Answer 1 more question to get one ({answered} of "
            f"{questions} answered). Still possible: {possible}."
        )
    else:
        problem = (
            f"{shown} has no level yet. Answer {result.answers_needed} more questions to get one "
            f"({answered} of {questions} answered). Still possible: {possible}."
        )
    raise CareerplanError(
        problem,
        "Nothing was written. Continue with it: "
        f"{command_line('assess', '--resume', str(answers))}",
    )


def write_page(
    document: "Document", form: str, output: Path | None, *, force: bool, paged: bool = True
) -> None:
    """Write a page to a file; without one, to standard output or on the terminal."""
    if output is None and form == SCREEN:
        show_page(document, paged=paged)
    else:
        write_content(FORMS.module(form).render(document), output, force=force)


def write_content(content: str | bytes, output: Path | None, *, force: bool) -> None:
    """Write to a file, or text to standard output without one."""
    if output:
        write_file(output, content, force=force)
    elif isinstance(content, str):
        write_stdout(content)


def show_page(document: "Document", *, paged: bool, whole_width: bool = False) -> None:
    """Show a page on the terminal, through a pager where it is long."""
    from careerplan_cli.forms.console import WIDEST, make_console
    from careerplan_cli.forms.screen import printed
    from careerplan_cli.terminal.pager import page

    text = printed(make_console(None if whole_width else WIDEST), document)
    if not paged or not page(text):
        write_stdout(text)
