"""`careerplan report`: writes where a district stands, for readers who were not in the room."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

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
    OnDay,
    Output,
    command_options,
    content_pack,
    format_option,
    quoted,
)
from careerplan_cli.commands.output import echo_err, refuse_to_overwrite
from careerplan_cli.commands.reading import AS_FOUND, Reading, reads_answers
from careerplan_cli.forms import FORMS
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.text.printable import one_line

if TYPE_CHECKING:
    from careerplan_cli.answers.sources import ReadOptions
    from careerplan_cli.model.blocks import Document
    from careerplan_cli.pack.content_pack import ContentPack
    from careerplan_cli.pages.quotes import Quotes

Format = Annotated[
    str | None,
    format_option(
        "The format to write. Without --output, Markdown goes to standard output.", FORMS
    ),
]


@reads_answers(shown=False)
def report(
    answers: Annotated[
        list[str],
        typer.Argument(
            metavar="ANSWERS...",
            help="An answer file; or the answers of many, as for score: tables, folders. With "
            "these go the options of score that say how answers are read, such as --where, --map "
            "and --sheet.",
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
    comment: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN",
            help="Quote this column of a table instead of those that are named for comments.",
        ),
    ] = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Also show how far this plan has come, a Word file or a workbook."
        ),
    ] = None,
    on: OnDay = None,
    format_: Format = None,
    force: Force = False,
    reading: Reading = AS_FOUND,
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
    from careerplan_cli.answers.sources import expand_folders
    from careerplan_cli.commands.plan_files import plans_of, read_plan, refuse_other_district
    from careerplan_cli.comparing import compare
    from careerplan_cli.pages.report import report_page
    from careerplan_cli.plans.progress import progress_of

    path = Path(answers[0])
    check_output(output, path, force=force)
    form = chosen_format(format_, output, (FORMS,), "md")
    pack = content_pack(content)
    if on and not plan:
        raise CareerplanError(
            "--on is for the actions of a plan, and no plan is given.",
            "Leave it out, or add --plan FILE.",
        )
    if len(answers) > 1 or holds_many(answers[0], reading.source_format):
        if since or plan:
            raise CareerplanError(
                f"{'--since' if since else '--plan'} is for the report on one answer file.",
                "Leave it out here.",
            )
        group = _Group(tuple(dict.fromkeys(group_by or ())), tuple(comment or ()), notes)
        page, whole = _group_page(pack, answers, reading.options(pack), group)
        refuse_to_overwrite(expand_folders(answers)[0], output)
        write_page(page, form, output, force=force)
        raise typer.Exit(0 if whole else 1)
    quoting = "--notes" if notes else "--comment" if comment else ""
    if option := ("--group-by" if group_by else quoting or reading.first_option):
        raise CareerplanError(
            f"{option} is for the answers of many, and this is one answer file.", "Leave it out."
        )
    result = result_of(pack, path)
    refuse_without_level(pack, result, path)
    comparison = compare(result_of(pack, since), result) if since else None
    found = None
    if plan:
        team = read_plan(plan, plans_of(pack))
        refuse_other_district(team, result.answer_set.district or "")
        found = progress_of(team.plan, on or date.today())
    document = report_page(result, pack, comparison, found, command_options(content))
    write_page(document, form, output, force=force)


class _Group(NamedTuple):
    """What a report on a group is to have: columns for groups, columns for comments, quotes."""

    group_by: tuple[str, ...]
    comments: tuple[str, ...]
    notes: bool


def _group_page(
    pack: "ContentPack", names: Sequence[str], options: "ReadOptions", group: _Group
) -> "tuple[Document, bool]":
    """Return the report of a group, and whether all input could be used."""
    from careerplan_cli.commands.respondents import read_respondents
    from careerplan_cli.pages.group_report import group_report_page
    from careerplan_cli.pages.quotes import Quotes

    quotes = Quotes(group.comments) if group.notes or group.comments else None
    see = quotes.add if quotes else None
    found = read_respondents(pack, names, options, group_by=group.group_by, see=see)
    batch = found.batch
    if len(batch.sources) == 1 and batch.sources[0].answer_set and names == ["-"]:
        raise CareerplanError(
            "Standard input holds one answer file.", "Name the file: careerplan report FILE"
        )
    if quotes:
        quotes.refuse_unknown_columns()
        _tell_quoted(quotes, tables=bool(batch.tables))
    page = group_report_page(
        found.summaries,
        batch.group_summaries() if group.group_by else [],
        group.group_by,
        {level.id: level for level in pack.levels},
        quotes.by_title if quotes else {},
        found.rooms,
        pack.language,
    )
    return page, found.whole


def _tell_quoted(quotes: "Quotes", *, tables: bool) -> None:
    """Tell which columns are quoted, and which others have sentences in them."""
    if quotes.taken:
        columns = [f"{one_line(name)} ({number:,})" for name, number in quotes.taken.items()]
        echo_err(f"Columns quoted: {', '.join(columns)}.")
    elif not quotes.by_title:
        echo_err("Nothing is quoted: there are no notes, and no column is named for comments.")
    elif tables:
        echo_err("Only notes are quoted: no column is named for comments.")
    if quotes.others:
        names = [one_line(name) for name in quotes.others]
        echo_err(f"Columns with sentences that are not quoted: {', '.join(names)}.")
        echo_err(f"To quote one: --comment {quoted((names[0],))}")
