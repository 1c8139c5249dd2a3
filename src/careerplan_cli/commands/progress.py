"""`careerplan progress`: how far a plan has come."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan_cli.commands.documents import SCREEN, chosen_format, write_content, write_page
from careerplan_cli.commands.options import (
    Content,
    Debug,
    Force,
    NoColor,
    NoPager,
    OnDay,
    Output,
    content_pack,
    format_option,
)
from careerplan_cli.commands.output import echo_err, refuse_existing
from careerplan_cli.forms import FORMS
from careerplan_cli.results.progress import PROGRESS
from careerplan_cli.text.printable import one_line

if TYPE_CHECKING:
    from careerplan_cli.model.plans import Plans
    from careerplan_cli.model.result import Result
    from careerplan_cli.pack.content_pack import ContentPack
    from careerplan_cli.plans.model import Plan

_OFFERED = (FORMS, PROGRESS)

Format = Annotated[
    str | None,
    format_option(
        "The format to write. Without it and --output, it is shown on the screen.", *_OFFERED
    ),
]


def progress(
    plan: Annotated[
        Path,
        typer.Argument(
            metavar="PLAN", help="A plan that your team works in, a Word file or a workbook."
        ),
    ],
    since: Annotated[
        Path | None,
        typer.Option(metavar="OLD", help="Also show what moved since this earlier plan."),
    ] = None,
    on: OnDay = None,
    output: Output = None,
    format_: Format = None,
    force: Force = False,
    no_pager: NoPager = False,
    content: Content = None,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan progress plan.docx --since plan-in-september.docx

    See on a page how far a plan has come, for the board: the level then and now, the vision and
    the goals, how many actions are done, on track, at risk or late, by area and by lead, and what
    is due in the next 90 days. Status and dates are read from the plan.
    """
    from careerplan_cli.commands.plan_files import (
        levels_in,
        plans_of,
        read_plan,
        refuse_plan_of_another,
    )
    from careerplan_cli.pages.progress import progress_page
    from careerplan_cli.plans.answers import area_changes, first_plan
    from careerplan_cli.plans.progress import progress_of, vision_and_goals_of
    from careerplan_cli.plans.progress import since as compare_plans

    if output:
        refuse_existing(output, force=force)
    form = chosen_format(format_, output, _OFFERED, SCREEN)
    pack = content_pack(content)
    plans = plans_of(pack)
    now = read_plan(plan, plans).plan
    earlier = read_plan(since, plans) if since else None
    if earlier:
        refuse_plan_of_another(earlier, now, plan)
    old = earlier.plan if earlier else None
    found = progress_of(now, on or date.today())
    changes = compare_plans(old, now) if old else None
    levels = levels_in(now, old, pack)
    if levels[1:] == levels[:1]:  # both plans follow from the same answers
        levels = levels[1:]
    if since and changes and not any(one.before for one in changes.moved):
        echo_err(
            f"Nothing moved since {one_line(str(since))}. If it is the plan that "
            f"{one_line(str(plan))} was made from, give an older copy: the plan as it was first "
            "written, or as it was for the last meeting."
        )
    result = _result_of(now, plans, pack)
    then = old or first_plan(now)
    before = _result_of(then, plans, pack) if then else None
    areas = None
    if before and result and before.answer_set != result.answer_set:
        areas = area_changes(before, result)
    district = now.identity.district
    vision_and_goals = vision_and_goals_of(now, plans, result, pack.review)
    if form in PROGRESS.names:
        content_ = PROGRESS.module(form).render(
            district, found, changes, levels, areas or (), vision_and_goals
        )
        write_content(content_, output, force=force)
    else:
        page = progress_page(
            district, found, changes, levels, areas, vision_and_goals, pack.language
        )
        write_page(page, form, output, force=force, paged=not no_pager)


def _result_of(plan: "Plan", plans: "Plans", pack: "ContentPack") -> "Result | None":
    """Return the result of the answers that a plan was made of, where they are known."""
    from careerplan_cli.plans.answers import result_of_plan

    id_ = plan.identity.instrument
    return (
        result_of_plan(plan, plans, pack.instrument(id_)) if id_ in pack.instrument_ids() else None
    )
