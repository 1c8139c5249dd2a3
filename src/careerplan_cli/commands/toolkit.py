"""`careerplan toolkit`: guides, sheets and slide decks to work with."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan_cli.commands.documents import (
    SCREEN,
    check_output,
    chosen_format,
    refuse_without_level,
    result_of,
    write_content,
    write_page,
)
from careerplan_cli.commands.options import (
    Content,
    Debug,
    Force,
    NoColor,
    NoPager,
    Output,
    command_options,
    content_pack,
    format_option,
    tool_names,
)
from careerplan_cli.commands.output import echo_err, output_file, refuse_existing
from careerplan_cli.forms import FORMS
from careerplan_cli.forms.decks import DECKS
from careerplan_cli.forms.sheets import SHEETS
from careerplan_cli.model.errors import CareerplanError, reason
from careerplan_cli.text.printable import one_line

if TYPE_CHECKING:
    from careerplan_cli.model.blocks import Document
    from careerplan_cli.model.result import Result
    from careerplan_cli.model.toolkit import Tool
    from careerplan_cli.pack.content_pack import ContentPack
    from careerplan_cli.pages.toolkit import WorkedExample

_OFFERED = (FORMS, SHEETS, DECKS)

_INDEX = "index.html"

_EXAMPLE = {"example-answers.yaml": "answers.yaml", "example-later.yaml": "later.yaml"}
"""The answer files of the worked example as they are written, with their names in the content."""

Format = Annotated[
    str | None,
    format_option(
        "The format to write: xlsx for tools with a sheet to fill in, pptx for slide decks, the "
        "others for all. Without it and --output, the tool is shown on the screen.",
        *_OFFERED,
    ),
]


def toolkit(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOOL]",
            autocompletion=tool_names,
            help="The tool, such as session; the beginning of its name is enough. Without it, "
            "toolkit lists all.",
        ),
    ] = None,
    output: Output = None,
    all_: Annotated[
        Path | None,
        typer.Option(
            "--all", metavar="DIR", help="Write every tool into this folder, with an index page."
        ),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="An answer file: slide decks then show your district's own result.",
        ),
    ] = None,
    format_: Format = None,
    force: Force = False,
    no_pager: NoPager = False,
    content: Content = None,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan toolkit session

    Get what you need to do the work: a guide for the workshop, sheets to fill in, slide decks with
    speaker notes, and a worked example.

    Without a name, it lists all tools.
    """
    if all_ is not None and (name is not None or output is not None or format_ is not None):
        raise CareerplanError(
            "--all writes every tool, each in its own formats.",
            "Leave out the name of the tool, --output and --format.",
        )
    pack = content_pack(content)
    if not pack.tool_ids():
        raise CareerplanError(
            "This content has no toolkit.", "Add YAML files to the folder `toolkit` in it."
        )
    options = command_options(content)
    if output is not None and answers is not None:
        check_output(output, answers, force=force)
    elif output is not None:
        refuse_existing(output, force=force)
    if all_ is not None:
        _write_all(pack, all_, answers, options, force=force)
        return
    if name is None:
        if answers is not None:
            raise CareerplanError(
                "--answers needs a slide deck, or --all.",
                f"Slide decks: {', '.join(one.id for one in pack.tools if one.slides)}.",
            )
        _write_list(pack, format_, output, options, force=force, paged=not no_pager)
        return
    tool = pack.tool(name)
    form = chosen_format(format_, output, _OFFERED, SCREEN)
    _refuse_other_forms(pack, tool, form)
    if answers is not None and not tool.slides:
        raise CareerplanError(
            f"--answers is for slide decks; {tool.id} is not one.",
            f"Slide decks: {', '.join(one.id for one in pack.tools if one.slides)}.",
        )
    result = _result(pack, answers)
    if form in FORMS.names and output is None:
        page = _page(tool, pack, options, result)
        write_page(page, form, None, force=force, paged=not no_pager)
    else:
        write_content(_rendered(tool, pack, options, result, form), output, force=force)


def _write_list(
    pack: "ContentPack",
    format_: str | None,
    output: Path | None,
    options: str,
    *,
    force: bool,
    paged: bool,
) -> None:
    from careerplan_cli.pages.toolkit import list_page

    form = chosen_format(format_, output, (FORMS,), SCREEN)
    write_page(
        list_page(pack.tools, pack.language, options), form, output, force=force, paged=paged
    )


def _refuse_other_forms(pack: "ContentPack", tool: "Tool", form: str) -> None:
    """Raise `CareerplanError` for slides of what is no deck, and for sheets of what has none."""
    if form in DECKS.names and not tool.slides:
        decks = ", ".join(one.id for one in pack.tools if one.slides)
        raise CareerplanError(
            f"{tool.id} is not a slide deck.",
            f"Write it as {', '.join(FORMS.names)}. Slide decks: {decks or 'none'}.",
        )
    if form in SHEETS.names and not tool.sheets:
        sheets = ", ".join(one.id for one in pack.tools if one.sheets)
        raise CareerplanError(
            f"{tool.id} has no sheet to fill in.",
            f"Write it as {', '.join(FORMS.names)}. Tools with sheets: {sheets or 'none'}.",
        )


def _result(pack: "ContentPack", answers: Path | None) -> "Result | None":
    """Return the result of an answer file, which must have a level; None without a file."""
    if answers is None:
        return None
    result = result_of(pack, answers)
    refuse_without_level(pack, result, answers)
    return result


def _page(tool: "Tool", pack: "ContentPack", options: str, result: "Result | None") -> "Document":
    from careerplan_cli.pages.toolkit import tool_page

    example = _example(pack) if any(part.fill for part in tool.parts) else None
    return tool_page(tool, pack, options, result=result, example=example)


def _example(pack: "ContentPack") -> "WorkedExample | None":
    """Return the worked example, scored; None where the pack has none."""
    from careerplan_cli.answers.example import read_example
    from careerplan_cli.pages.toolkit import WorkedExample
    from careerplan_cli.scoring.rules import score

    example = read_example(pack)
    if example is None:
        return None
    instrument = pack.instrument(example.first.instrument)
    first, later = (score(instrument, a, pack.review) for a in (example.first, example.later))
    return WorkedExample(first, later, example.plan)


def _rendered(
    tool: "Tool", pack: "ContentPack", options: str, result: "Result | None", form: str
) -> str | bytes:
    """Return a tool in a form: text, or bytes."""
    from careerplan_cli.pages.toolkit import deck

    rendered: str | bytes
    if form in DECKS.names:
        rendered = DECKS.module(form).render(deck(tool, pack, result))
    else:
        module = (SHEETS if form in SHEETS.names else FORMS).module(form)
        rendered = module.render(_page(tool, pack, options, result))
    return rendered


def _names(tool: "Tool") -> list[str]:
    """Return the files that --all writes of a tool: slides, or a text with its sheets.

    Those of the worked example have its answer files beside them.
    """
    forms = DECKS.names if tool.slides else ("docx", *(SHEETS.names if tool.sheets else ()))
    names = [f"{tool.id}.{form}" for form in forms]
    return [*names, *_EXAMPLE] if any(part.fill for part in tool.parts) else names


def _write_all(
    pack: "ContentPack", folder: Path, answers: Path | None, options: str, *, force: bool
) -> None:
    """Write every tool and an index page into a folder, which is made if it lacks."""
    from careerplan_cli.pages.toolkit import index_page

    files = {tool.id: _names(tool) for tool in pack.tools}
    names = [_INDEX, *(name for written in files.values() for name in written)]
    _refuse_folder(folder, names, answers, force=force)
    result = _result(pack, answers)
    shown, example = one_line(str(folder)), pack.folder / "toolkit" / "example"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CareerplanError(
            f"The folder {shown} cannot be made: {reason(error)}.", "Choose another folder."
        ) from None
    for tool in pack.tools:
        for name in files[tool.id]:
            if name in _EXAMPLE:
                content: str | bytes = (example / _EXAMPLE[name]).read_bytes()
            else:
                content = _rendered(tool, pack, options, result, name.rpartition(".")[2])
            _write(folder / name, content, force=force)
    index = FORMS.module("html").render(index_page(pack.tools, files, pack.language))
    _write(folder / _INDEX, index, force=force)
    echo_err(f"Written to {shown}: {len(names)} files. Start with {_INDEX}.")


def _refuse_folder(
    folder: Path, names: Sequence[str], answers: Path | None, *, force: bool
) -> None:
    """Raise `CareerplanError` where files in a folder must not be replaced."""
    shown = one_line(str(folder))
    if answers and os.path.realpath(answers) in {os.path.realpath(folder / n) for n in names}:
        raise CareerplanError(
            f"{one_line(str(answers))} would be replaced.", "Choose another folder."
        )
    if (there := [name for name in names if (folder / name).exists()]) and not force:
        raise CareerplanError(
            f"{shown} already has {', '.join(there[:3])}{' and more' if len(there) > 3 else ''}.",
            "Nothing was written. Choose another folder, or add --force to replace them.",
        )


def _write(path: Path, content: str | bytes, *, force: bool) -> None:
    with output_file(path, force=force) as file:
        file.write(content.encode() if isinstance(content, str) else content)
