"""`careerplan guide`: the levels, their steps, and the background topics."""

from typing import TYPE_CHECKING, Annotated

import typer

from careerplan_cli.commands.documents import (
    SCREEN,
    chosen_format,
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
    level_names,
    question_names,
    topic_names,
)
from careerplan_cli.commands.output import refuse_existing
from careerplan_cli.forms import FORMS
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.results.guide import GUIDE

if TYPE_CHECKING:
    from careerplan_cli.model.blocks import Document
    from careerplan_cli.model.guide import Level
    from careerplan_cli.pack.content_pack import ContentPack

_OFFERED = (FORMS, GUIDE)

Format = Annotated[
    str | None,
    format_option(
        "The format to write. Without it and --output, the guide is shown on the screen.", *_OFFERED
    ),
]


def guide(
    level: Annotated[
        str | None,
        typer.Option(
            "--level",
            "-l",
            metavar="NAME",
            autocompletion=level_names,
            help="Show the guide for a level, by its name (just-getting-started, on-our-way, "
            "lots-going-on; the beginning is enough), its number or its colour.",
        ),
    ] = None,
    step: Annotated[
        int | None,
        typer.Option("--step", "-s", metavar="N", help="With --level: show only this step."),
    ] = None,
    topic: Annotated[
        str | None,
        typer.Option(
            "--topic",
            "-t",
            metavar="NAME",
            autocompletion=topic_names,
            help="Show a background topic. Without any option, guide lists them.",
        ),
    ] = None,
    actions: Annotated[
        bool, typer.Option("--actions", help="Show the action library: what to do, by whom, when.")
    ] = False,
    question: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            autocompletion=question_names,
            help="With --actions: show only those for this question.",
        ),
    ] = None,
    format_: Format = None,
    output: Output = None,
    force: Force = False,
    no_pager: NoPager = False,
    content: Content = None,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan guide --level on-our-way

    Read what to do next: the guide for each level, the background topics and the action library.

    Without an option, it shows the three levels at a glance and lists the topics.
    """
    if topic is not None and (level is not None or step is not None):
        raise CareerplanError(
            "--topic cannot be combined with --level or --step.", "Leave one of them out."
        )
    if actions and any(value is not None for value in (level, step, topic)):
        raise CareerplanError(
            "--actions cannot be combined with --level, --step or --topic.",
            "Leave one of them out.",
        )
    if question is not None and not actions:
        raise CareerplanError(
            "--question needs --actions.", f"Try: careerplan guide --actions --question {question}"
        )
    if step is not None and level is None:
        raise CareerplanError(
            "--step needs a level.",
            f"For example: careerplan guide --level on-our-way --step {step}",
        )
    if output is not None:
        refuse_existing(output, force=force)
    form = chosen_format(format_, output, _OFFERED, SCREEN)
    pack = content_pack(content)
    if actions:
        from careerplan_cli.pages.actions import actions_page

        if form in GUIDE.names:
            raise CareerplanError(
                "The action library is not written as JSON.", "It is YAML: content/actions.yaml."
            )
        write_page(actions_page(pack, question), form, output, force=force, paged=not no_pager)
        return
    chosen = pack.level(level) if level is not None else None
    if chosen and step is not None and not 1 <= step <= len(chosen.steps):
        raise CareerplanError(
            f"{chosen.title} has no step {step}.", f"Its steps are 1 to {len(chosen.steps)}."
        )
    if form in GUIDE.names:
        write_content(_json(pack, chosen, step, topic), output, force=force)
    else:
        page = _page(pack, chosen, step, topic, command_options(content))
        write_page(page, form, output, force=force, paged=not no_pager)


def _page(
    pack: "ContentPack", level: "Level | None", step: int | None, topic: str | None, options: str
) -> "Document":
    from careerplan_cli.pages import guide

    if level and step:
        return guide.step_page(level, step, pack.review, pack.language, options)
    if level:
        return guide.level_page(level, pack.review, pack.language, options)
    if topic is not None:
        return guide.topic_page(pack.topic(topic), pack.language)
    return guide.overview_page(pack.levels, pack.topics, pack.language, options)


def _json(pack: "ContentPack", level: "Level | None", step: int | None, topic: str | None) -> str:
    from careerplan_cli.results.guide import as_json

    if level and step:
        return as_json.step_json(level, step, pack.review)
    if level:
        return as_json.level_json(level, pack.review)
    if topic is not None:
        return as_json.topic_json(pack.topic(topic))
    return as_json.overview_json(pack.levels, pack.topics)
