"""`careerplan report`: writes where a district stands, for readers who were not in the room."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from careerplan_cli.commands.documents import (
    check_output,
    chosen_format,
    refuse_without_level,
    result_of,
    write_page,
)
from careerplan_cli.commands.options import (
    Content,
    Debug,
    Force,
    NoColor,
    Output,
    content_pack,
    format_option,
)
from careerplan_cli.forms import FORMS

Format = Annotated[
    str | None,
    format_option(
        "The format to write. Without --output, Markdown goes to standard output.", FORMS
    ),
]


def report(
    answers: Annotated[Path, typer.Argument(metavar="ANSWERS", help="An answer file.")],
    output: Output = None,
    since: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Also show what has changed since this earlier answer file."
        ),
    ] = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Also show how far this plan has come, a Word file or a workbook."
        ),
    ] = None,
    format_: Format = None,
    force: Force = False,
    content: Content = None,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan report cedar-valley.yaml -o report.html

    Write a report for readers who were not in the room: where the district is today and what that
    means, each answer and the next one to aim for, where to start, and the whole guide for the
    level.
    """
    from careerplan_cli.commands.plan_files import plans_of, read_plan, refuse_other_district
    from careerplan_cli.comparing import compare
    from careerplan_cli.pages.report import report_page
    from careerplan_cli.plans.progress import progress_of

    check_output(output, answers, force=force)
    form = chosen_format(format_, output, (FORMS,), "md")
    pack = content_pack(content)
    result = result_of(pack, answers)
    refuse_without_level(pack, result, answers)
    comparison = compare(result_of(pack, since), result) if since else None
    found = None
    if plan:
        team = read_plan(plan, plans_of(pack))
        refuse_other_district(team, result.answer_set.district or "")
        found = progress_of(team.plan, date.today())
    document = report_page(result, pack, comparison, found)
    write_page(document, form, output, force=force)
