"""`careerplan guide`: the levels, their steps, and the background topics."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from careerplan_cli.commands.options import (
    Content,
    Debug,
    NoColor,
    command_options,
    content_pack,
    level_names,
    topic_names,
)
from careerplan_cli.commands.output import write_stdout
from careerplan_cli.model.errors import CareerplanError

if TYPE_CHECKING:
    from careerplan_cli.model.guide import Level
    from careerplan_cli.pack.content_pack import ContentPack

Format = Literal["text", "markdown", "json"]


def guide(
    level: Annotated[
        str | None,
        typer.Option(
            "--level",
            "-l",
            metavar="NAME",
            autocompletion=level_names,
            help="Show the guide of a level: just-getting-started, on-our-way, lots-going-on, "
            "or the beginning of a name.",
        ),
    ] = None,
    step: Annotated[
        int | None,
        typer.Option("--step", "-s", metavar="N", help="With --level: show one step alone."),
    ] = None,
    topic: Annotated[
        str | None,
        typer.Option(
            "--topic",
            "-t",
            metavar="NAME",
            autocompletion=topic_names,
            help="Show a background topic; without any option, guide lists them.",
        ),
    ] = None,
    format_: Annotated[Format, typer.Option("--format", "-f", help="How to show it.")] = "text",
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Print long text at once, without a pager.")
    ] = False,
    content: Content = None,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Example: careerplan guide --level on-our-way

    Read what to do next: the guide of each level, and the background topics.

    Without an option it shows the three levels at a glance and the topics.
    """
    if topic is not None and (level is not None or step is not None):
        raise CareerplanError(
            "--topic stands alone, without --level and --step.", "Leave one of them out."
        )
    if step is not None and level is None:
        raise CareerplanError(
            "--step needs a level.",
            f"For example: careerplan guide --level on-our-way --step {step}",
        )
    pack = content_pack(content)
    chosen = pack.level(level) if level is not None else None
    if chosen and step is not None and not 1 <= step <= len(chosen.steps):
        raise CareerplanError(
            f"{chosen.title} has no step {step}.", f"Its steps are 1 to {len(chosen.steps)}."
        )
    if format_ == "json":
        write_stdout(_json(pack, chosen, step, topic))
    elif format_ == "markdown":
        write_stdout(_markdown(pack, chosen, step, topic))
    else:
        _show(pack, chosen, step, topic, command_options(content), paged=not no_pager)


def _show(
    pack: "ContentPack",
    level: "Level | None",
    step: int | None,
    topic: str | None,
    options: str,
    *,
    paged: bool,
) -> None:
    from careerplan_cli.forms import guide_screen
    from careerplan_cli.forms.console import make_console, printed
    from careerplan_cli.terminal import pager

    if level and step:
        screen = guide_screen.step_guide(level, step, pack.review, options)
    elif level:
        screen = guide_screen.level_guide(level, pack.review)
    elif topic is not None:
        screen = guide_screen.topic_text(pack.topic(topic))
    else:
        screen = guide_screen.overview(pack.levels, pack.topics, options)
    text = printed(make_console(), screen)
    if not paged or not pager.page(text):
        write_stdout(text)


def _markdown(
    pack: "ContentPack", level: "Level | None", step: int | None, topic: str | None
) -> str:
    from careerplan_cli.forms import guide_markdown

    if level and step:
        return guide_markdown.step_markdown(level, step, pack.review)
    if level:
        return guide_markdown.level_markdown(level, pack.review)
    if topic is not None:
        return guide_markdown.topic_markdown(pack.topic(topic))
    return guide_markdown.overview_markdown(pack.levels, pack.topics)


def _json(pack: "ContentPack", level: "Level | None", step: int | None, topic: str | None) -> str:
    from careerplan_cli.forms import guide_json

    if level and step:
        return guide_json.step_json(level, step, pack.review)
    if level:
        return guide_json.level_json(level, pack.review)
    if topic is not None:
        return guide_json.topic_json(pack.topic(topic))
    return guide_json.overview_json(pack.levels, pack.topics)
