"""What the commands that write documents share: the result to write about, the form to write in."""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from careerplan_cli.commands.options import command_line
from careerplan_cli.commands.output import echo_err, refuse_existing, write_file, write_stdout
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.text.printable import one_line

if TYPE_CHECKING:
    from careerplan_cli.model.blocks import Document
    from careerplan_cli.model.result import Result
    from careerplan_cli.pack.content_pack import ContentPack


_TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".jsonl", ".ndjson")
_DOCUMENTS = (".docx", ".doc", ".html", ".htm", ".md", ".pdf", ".txt")


def form_of(wanted: str | None, output: Path | None, endings: Mapping[str, str]) -> str:
    """Return the form to write: the one asked for, that of the file's ending, or Markdown.

    Raise `CareerplanError` where the ending tells none, and for a Word file without a name.
    """
    if output is None:
        if wanted == "docx":
            raise CareerplanError(
                "A Word file needs a name.", "Add --output FILE, for example -o report.docx"
            )
        return wanted or "markdown"
    ending = output.suffix.lower()
    if not wanted and ending not in endings:
        pdf = " For a PDF, print the HTML file, or save the Word file as one."
        raise CareerplanError(
            f"The name {one_line(str(output))} does not tell which format to write.",
            f"End it in {', '.join(endings)}, or say --format.{pdf if ending == '.pdf' else ''}",
        )
    return wanted or endings[ending]


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
    if difference := other_questions(answer_set, answered_content(pack.name, instrument)):
        echo_err(f"{answers} {difference}")
    return score(instrument, answer_set, pack.review)


def _refuse_other_kinds(answers: Path) -> None:
    """Raise `CareerplanError` for a name that is that of a table or a document."""
    shown, ending = one_line(str(answers)), answers.suffix.lower()
    if ending in _TABLES:
        raise CareerplanError(
            f"{shown} is a table, with many respondents' answers.",
            f"Score it: {command_line('score', str(answers))}",
        )
    if ending in _DOCUMENTS:
        raise CareerplanError(
            f"{shown} is a document.", "Give the answer file, whose name ends in .yaml or .json."
        )


def level_of(pack: "ContentPack", result: "Result", answers: Path) -> str:
    """Return the level of a result; raise `CareerplanError` while too few answers are given."""
    if result.level is not None:
        return result.level
    titles = {level.id: level.title for level in pack.levels}
    more = "1 more is" if result.answers_needed == 1 else f"{result.answers_needed} more are"
    possible = ", ".join(titles[id_] for id_ in result.possible_levels)
    raise CareerplanError(
        f"{one_line(str(answers))} has no level yet: {result.answered} of {len(result.questions)} "
        f"questions are answered, {more} needed. Still possible: {possible}.",
        f"Nothing was written. Go on with it: {command_line('assess', '--resume', str(answers))}",
    )


def write_document(document: "Document", form: str, output: Path | None, *, force: bool) -> None:
    """Write a document to a file, or to standard output without one."""
    if form == "html":
        from careerplan_cli.forms.html import as_html

        _put(as_html(document), output, force=force)
    elif form == "docx":
        from careerplan_cli.forms.word import as_word

        _put(as_word(document), output, force=force)
    else:
        from careerplan_cli.forms.markdown_form import as_markdown

        _put(as_markdown(document), output, force=force)


def _put(content: str | bytes, output: Path | None, *, force: bool) -> None:
    if output:
        write_file(output, content, force=force)
    elif isinstance(content, str):
        write_stdout(content)
