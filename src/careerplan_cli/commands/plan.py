"""`careerplan plan`: writes the planning workbook that the level calls for."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan_cli.commands.documents import (
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
    NoColor,
    Output,
    command_line,
    content_pack,
    focus_names,
    format_option,
    need_names,
)
from careerplan_cli.commands.output import echo_err
from careerplan_cli.forms import FORMS
from careerplan_cli.model.errors import CareerplanError, UnknownNameError, reason
from careerplan_cli.results.actions import ACTIONS
from careerplan_cli.text.printable import one_line

if TYPE_CHECKING:
    from careerplan_cli.model.plans import PlanOutline, Plans
    from careerplan_cli.model.result import Result
    from careerplan_cli.pack.content_pack import ContentPack
    from careerplan_cli.planning import Choices, Offer

_OFFERED = (FORMS, ACTIONS)

Format = Annotated[
    str | None,
    format_option(
        "What to write; csv has the rows of the action plans alone. Without --output Markdown "
        "goes to standard output.",
        *_OFFERED,
    ),
]


def plan(
    answers: Annotated[Path, typer.Argument(metavar="ANSWERS", help="An answer file.")],
    output: Output = None,
    need: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            autocompletion=need_names,
            help="A need from the review check list to work on; may be given more than once.",
        ),
    ] = None,
    focus: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            autocompletion=focus_names,
            help="An area of focus to plan for; may be given more than once.",
        ),
    ] = None,
    format_: Format = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Replace an existing file, and keep it beside the new one as FILE.bak."
        ),
    ] = False,
    content: Content = None,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan plan cedar-valley.yaml -o plan.docx

    Write the planning workbook that your level calls for, begun from your answers, for your team
    to go on with: a progress review, a strategic framework, action plans, an operating plan.

    At a terminal you tick needs and areas of focus, the lowest areas are ticked already; in a
    script give --need and --focus. They are kept in the answer file for the next time.
    """
    from careerplan_cli.pages.plan import Planned, plan_page, planned_rows
    from careerplan_cli.planning import offer

    check_output(output, answers, force=force)
    form = chosen_format(format_, output, _OFFERED, "md")
    pack = content_pack(content)
    result = result_of(pack, answers)
    refuse_without_level(pack, result, answers)
    level = pack.level(result.level or "")
    plans, outline = _plans(pack, level.id)
    offered = offer(result, pack.review)
    choices = _choices(result, offered, need or (), focus or (), answers)
    planned = Planned(result, level, plans, outline, offered, choices)
    if output and output.is_file():
        _keep_aside(output)
    if form in ACTIONS.names:
        content_ = ACTIONS.module(form).render(planned_rows(planned))
        write_content(content_, output, force=force)
    else:
        write_page(plan_page(planned, pack.language), form, output, force=force)


def _plans(pack: "ContentPack", level: str) -> "tuple[Plans, PlanOutline]":
    """Return the pack's plans, and the workbook for a level; raise where it has none."""
    shown = one_line(str(pack.folder / "plans.yaml"))
    if pack.plans is None:
        raise CareerplanError(
            f"This content has no plans: there is no {shown}.",
            "Copy it from the built-in content, which this writes into a folder: "
            f"{command_line('content', 'export', 'built-in')}",
        )
    outline = pack.plans.workbook(level)
    if outline is None:
        raise CareerplanError(
            f"{shown} has no workbook for {level}.", "Add one to its list `workbooks`."
        )
    return pack.plans, outline


def _choices(
    result: "Result", offered: "Offer", need: Sequence[str], focus: Sequence[str], answers: Path
) -> "Choices":
    """Return what the plan takes up: as the command says, as ticked now, or as remembered."""
    from careerplan_cli.forms.console import is_interactive
    from careerplan_cli.planning import Choices, remembered

    known = remembered(result.answer_set, offered)
    _tell_of_dropped(result, known)
    chosen = known
    if need or focus:
        chosen = Choices(
            _offered("need", need, offered.need_ids) or known.needs,
            _offered("area of focus", focus, offered.focus_ids) or known.focus,
        )
    elif is_interactive():
        chosen = _ticked(offered, known)
    if chosen != known:
        _remember(chosen, result, answers)
    if chosen.focus:
        return chosen
    echo_err(
        f"Planned for the areas with the lowest points: {', '.join(offered.lowest)}. "
        "Choose others with --focus ID."
    )
    return Choices(chosen.needs, offered.lowest)


def _tell_of_dropped(result: "Result", known: "Choices") -> None:
    kept = {*known.needs, *known.focus}
    dropped = [i for i in (*result.answer_set.needs, *result.answer_set.focus) if i not in kept]
    if dropped:
        echo_err(f"Not on the list of this level, so left out: {', '.join(dropped)}.")


def _offered(kind: str, ids: Sequence[str], valid: tuple[str, ...]) -> tuple[str, ...]:
    named = [id_.strip().lower().replace(" ", "-") for id_ in ids]
    for id_ in named:
        if id_ not in valid:
            raise UnknownNameError(kind, id_, valid)
    return tuple(dict.fromkeys(named))


def _ticked(offered: "Offer", known: "Choices") -> "Choices":
    """Return what a person ticks, to start from what is remembered or the lowest areas."""
    from careerplan_cli.forms.console import make_console
    from careerplan_cli.planning import Choices
    from careerplan_cli.terminal.checkboxes import Box, tick

    console = make_console()
    areas, needs = (
        [
            box
            for entry in entries
            for box in (Box(entry.id, entry.title), *(Box(i.id, i.title, 1) for i in entry.items))
        ]
        for entries in (offered.areas, offered.needs)
    )
    try:
        focus = tick(console, "Areas of focus", areas, known.focus or offered.lowest, least=1)
        chosen = tick(console, "Needs", needs, known.needs, least=0) if needs else ()
    except KeyboardInterrupt:
        echo_err("Nothing was written.")
        raise typer.Exit(130) from None
    return Choices(chosen, focus)


def _remember(chosen: "Choices", result: "Result", answers: Path) -> None:
    """Keep what was chosen in the answer file; where that fails, say so and go on."""
    from careerplan_cli.answers.answer_file import AnswerFile

    answer_set = replace(result.answer_set, needs=chosen.needs, focus=chosen.focus)
    try:
        AnswerFile(answers, new=False).save(answer_set)
    except OSError as error:
        echo_err(f"The choices are not kept in {answers}: {reason(error)}.")
    else:
        echo_err(f"The choices are kept in {answers} for the next time.")


def _keep_aside(output: Path) -> None:
    from careerplan_cli.atomic import keep_aside

    try:
        kept = keep_aside(output)
    except OSError as error:
        raise CareerplanError(
            f"The old {output} cannot be kept beside the new one: {reason(error)}.",
            "Nothing was written. Choose another name with --output.",
        ) from None
    echo_err(f"The old one is kept as {kept}")
