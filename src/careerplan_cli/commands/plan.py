"""`careerplan plan`: writes the planning workbook that the level calls for."""

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
    content_pack,
    focus_names,
    format_option,
    need_names,
)
from careerplan_cli.commands.output import echo_err
from careerplan_cli.forms import FORMS
from careerplan_cli.model.errors import CareerplanError, reason
from careerplan_cli.results.actions import ACTIONS
from careerplan_cli.text.printable import one_line

if TYPE_CHECKING:
    from careerplan_cli.model.plans import PlanOutline, Plans
    from careerplan_cli.pack.content_pack import ContentPack

_OFFERED = (FORMS, ACTIONS)

_FOR_READING = (
    "This page is for reading and printing. Your team writes in the plan as a Word file or as a "
    "workbook."
)

_TO_WRITE_IN = "This file is for reading. To write in the plan, make it a .docx or .xlsx file."

Format = Annotated[
    str | None,
    format_option(
        "The format to write; csv has only the actions, ics their dates. Without --output, "
        "Markdown goes to standard output.",
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
            help="A need from the review list to work on. May be given more than once.",
        ),
    ] = None,
    focus: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            autocompletion=focus_names,
            help="An area of focus to plan for. May be given more than once.",
        ),
    ] = None,
    action: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE",
            help="Take up only this action of those that follow from your answers, such as PE2. "
            "May be given more than once. With --update, it is for new actions; none takes up "
            "none of them.",
        ),
    ] = None,
    update: Annotated[
        Path | None,
        typer.Option(
            metavar="OLD",
            help="Bring along what your team wrote in this earlier plan, a Word "
            "file or an Excel workbook.",
        ),
    ] = None,
    even_so: Annotated[
        bool,
        typer.Option(
            "--even-so",
            help="With --update: also take a plan that another district or other questions made, "
            "or that does not say whose it is.",
        ),
    ] = False,
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

    Write the planning workbook that your level calls for, such as a strategic framework, action
    plans and an operating plan. Your answers are filled in, and your team completes the rest.

    At a terminal, you tick the areas of focus and the needs to plan for, and then the actions. The
    lowest areas, the needs that your answers suggest, and the actions to begin with are already
    ticked. In a script, use --focus, --need and --action; without --action, all actions are in the
    plan. Your choices are saved in the answer file for next time.

    With --update, what your team wrote in an earlier plan comes along into the new one. What the
    team wrote always wins, and the goals stay as they are. New actions stand under "New since last
    time": those that you tick or name with --action. In a script without --action, they are the
    first of each area that is new or has another answer, and you are told of the others.

    For a calendar or a task tool, -o plan.ics and -o actions.csv give the proposed actions. Add
    --update to get those of a plan that your team works in, with its own dates.
    """
    from careerplan_cli.answers.answer_file import AnswerFile
    from careerplan_cli.commands.plan_choices import (
        Menu,
        NamedChoices,
        actions_of,
        choose,
        left_open,
    )
    from careerplan_cli.commands.plan_files import (
        goals_place,
        named_codes,
        plans_of,
        read_plan,
        refuse_others,
        updated,
    )
    from careerplan_cli.commands.plan_forms import WITHOUT_END, tell_of_actions_alone
    from careerplan_cli.commands.plan_messages import tell_of_update
    from careerplan_cli.model.blocks import Paragraph
    from careerplan_cli.pages.plan import Planned, new_plan, only, plan_page
    from careerplan_cli.pages.plan_rows import goals_to_settle
    from careerplan_cli.pages.plan_tables import other_totals
    from careerplan_cli.planning import offer, remembered
    from careerplan_cli.plans.earlier import earlier_choices
    from careerplan_cli.plans.reading import given_in, plan_from

    check_output(output, answers, force=force)
    form = chosen_format(format_, output, _OFFERED, "md")
    pack = content_pack(content)
    file = AnswerFile(answers, new=False) if answers.is_file() else None
    result = result_of(pack, answers)
    refuse_without_level(pack, result, answers)
    level = pack.level(result.level or "")
    plans = plans_of(pack)
    outline = _outline(pack, plans, level.id)
    offered = offer(result, pack.review)
    old = read_plan(update, plans) if update else None
    if old and not even_so:
        refuse_others(old, result.answer_set.district or "", result.instrument.id)
    earlier = (
        earlier_choices(old.plan, plans, offered, result, pack.actions, known=old.known)
        if old
        else None
    )
    menu = Menu(
        result=result,
        level=level,
        offered=offered,
        library=pack.actions,
        outline=outline,
        known=remembered(result.answer_set, offered),
        earlier=earlier,
        asks_actions=not (old and action),
    )
    asked = NamedChoices(
        needs=need or (),
        focus=focus or (),
        actions=() if old else action or (),
        new=named_codes(action) if old and action else None,
    )
    choices = choose(menu, asked, file)
    planned = Planned(result, level, plans, outline, pack.actions, offered, choices, pack.name)
    team_plan = new_plan(planned)
    page = plan_page(planned, pack.language)
    codes = None if old else actions_of(menu, choices, asked)
    if codes is not None:
        team_plan = only(team_plan, codes, given_in(page.blocks, plans))
        page = plan_page(planned, pack.language, team_plan)
    if old:
        fresh = plan_from(page.blocks, plans, team_plan.identity)
        open_ = left_open(menu, choices, asked)
        wanted = choices.actions if action else (*choices.actions, "")  # "": all without a code
        merged = updated(old, fresh, plans, wanted=wanted, open_=open_)
        team_plan = merged.plan
        page = plan_page(planned, pack.language, team_plan, old.plan.given)
        grid = team_plan.tables.get(goals_place(plans))
        known = {area.title for area in pack.review.areas_of_focus} if pack.review else set()
        to_settle = goals_to_settle(grid, planned.tables, offered.areas, known) if grid else ()
        tell_of_update(
            old,
            merged,
            menu.open_rows(choices, open_),
            other_totals(old.plan, plans),
            to_settle,
            has_end=form not in WITHOUT_END,
        )
    if output and output.is_file():
        _keep_aside(output)
    if form in ACTIONS.names:
        content_ = ACTIONS.module(form).render(team_plan, page, planned.tables)
        write_content(content_, output, force=force)
    elif form == "html":
        told = (page.blocks[0], Paragraph(_FOR_READING), *page.blocks[1:])
        write_page(page._replace(blocks=told), form, output, force=force)
        echo_err(_TO_WRITE_IN)
    else:
        write_page(page, form, output, force=force)
    if form in WITHOUT_END:
        tell_of_actions_alone(team_plan, form, answers, output, updates=bool(old))


def _outline(pack: "ContentPack", plans: "Plans", level: str) -> "PlanOutline":
    """Return the workbook for a level; raise where there is none."""
    outline = plans.workbook(level)
    if outline is None:
        shown = one_line(str(pack.folder / "plans.yaml"))
        raise CareerplanError(
            f"{shown} has no workbook for {level}.", "Add one to its list `workbooks`."
        )
    return outline


def _keep_aside(output: Path) -> None:
    from careerplan_cli.atomic import keep_aside

    try:
        kept = keep_aside(output)
    except OSError as error:
        raise CareerplanError(
            f"The old {output} could not be kept beside the new one: {reason(error)}.",
            "Nothing was written. If it is open in Word or Excel, close it there and try again, or "
            "choose another name with --output.",
        ) from None
    echo_err(f"The old one is kept as {kept}")
