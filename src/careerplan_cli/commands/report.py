"""`careerplan report`: writes where a district stands, for readers who were not in the room."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from careerplan_cli.commands.documents import (
    check_output,
    chosen_format,
    holds_many,
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
    command_options,
    content_pack,
    format_option,
)
from careerplan_cli.forms import FORMS
from careerplan_cli.model.errors import CareerplanError

if TYPE_CHECKING:
    from careerplan_cli.model.blocks import Document
    from careerplan_cli.pack.content_pack import ContentPack

Format = Annotated[
    str | None,
    format_option(
        "The format to write. Without --output, Markdown goes to standard output.", FORMS
    ),
]


def report(
    answers: Annotated[
        Path,
        typer.Argument(
            metavar="ANSWERS",
            help="An answer file; or a table or folder with the answers of many, as for score.",
        ),
    ],
    output: Output = None,
    since: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Also show what has changed since this earlier answer file."
        ),
    ] = None,
    group_by: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN",
            help="For the answers of many: also set the groups in this column side by side, those "
            "of 5 people or more.",
        ),
    ] = None,
    notes: Annotated[
        bool,
        typer.Option(
            "--notes",
            help="For the answers of many: also quote their notes and comments, without names.",
        ),
    ] = False,
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

    Of the answers of many, it shows where they place the district, how far they agree on each
    question, and where to talk first.
    """
    from careerplan_cli.commands.plan_files import plans_of, read_plan, refuse_other_district
    from careerplan_cli.comparing import compare
    from careerplan_cli.pages.report import report_page
    from careerplan_cli.plans.progress import progress_of

    check_output(output, answers, force=force)
    form = chosen_format(format_, output, (FORMS,), "md")
    pack = content_pack(content)
    if holds_many(answers):
        if since:
            raise CareerplanError(
                "--since compares one answer file with an earlier one.", "Leave it out here."
            )
        if plan:
            raise CareerplanError(
                "--plan is for the report on one answer file.", "Leave it out here."
            )
        page = _group_page(pack, answers, group_by or (), notes=notes)
        write_page(page, form, output, force=force)
        return
    if group_by or notes:
        option = "--group-by" if group_by else "--notes"
        raise CareerplanError(
            f"{option} is for the answers of many, and this is one answer file.", "Leave it out."
        )
    result = result_of(pack, answers)
    refuse_without_level(pack, result, answers)
    comparison = compare(result_of(pack, since), result) if since else None
    found = None
    if plan:
        team = read_plan(plan, plans_of(pack))
        refuse_other_district(team, result.answer_set.district or "")
        found = progress_of(team.plan, date.today())
    document = report_page(result, pack, comparison, found, command_options(content))
    write_page(document, form, output, force=force)


def _group_page(
    pack: "ContentPack", answers: Path, group_by: Sequence[str], *, notes: bool
) -> "Document":
    """Return the report of a group; say on standard error which files could not be read."""
    from careerplan_cli.answers.sources import ReadOptions, expand_folders
    from careerplan_cli.commands import score_notices as notices
    from careerplan_cli.pages.group_report import SMALLEST_GROUP, Quotes, group_report_page
    from careerplan_cli.pipeline import open_sources

    names, unread, _ = expand_folders([str(answers)])
    columns = tuple(dict.fromkeys(group_by))
    options = ReadOptions(None, None, None, None, {})
    batch, left_out = open_sources(
        pack, names, options, keep=names, group_by=columns, min_group=SMALLEST_GROUP
    )
    with batch:
        batch.refuse_unknown_columns()
        notices.echo_first(left_out)
        notices.echo_columns(batch)
        quotes = Quotes()
        for record in batch:
            quotes.add(record)
    notices.echo_errors((*unread, *batch.failed))
    notices.echo_rooms(batch)
    notices.echo_counts(batch, len((*unread, *batch.failed)))
    if batch.counter.records == batch.counter.unusable:
        raise CareerplanError(
            f"There are no answers in {answers} to report on.", "See its problems above."
        )
    levels = {level.id: level for level in pack.levels}
    groups = batch.group_summaries() if columns else []
    summaries, quoted = batch.counter.summaries(), quotes.by_title if notes else {}
    return group_report_page(summaries, groups, columns, levels, quoted, pack.language)
