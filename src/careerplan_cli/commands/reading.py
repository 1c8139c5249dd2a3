"""How the answers of many are read: the options that `score`, `report` and `assess` share."""

import inspect
from collections.abc import Callable, Sequence
from copy import copy
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, get_args

import typer

from careerplan_cli.commands.options import instrument_names
from careerplan_cli.model.errors import CareerplanError

if TYPE_CHECKING:
    from careerplan_cli.answers.sources import ReadOptions, Selection
    from careerplan_cli.pack.content_pack import ContentPack


class Reading(NamedTuple):
    """What the user says of how answers are to be read, each field an option."""

    where: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN=VALUE",
            help="Take only records with this value. Repeat it with the same column to allow "
            "another value, or with another column to require both.",
        ),
    ] = None
    where_not: Annotated[
        list[str] | None,
        typer.Option(metavar="COLUMN=VALUE", help="Leave out the records with this value."),
    ] = None
    latest_by: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN",
            help="Of several records with the same value in this column, take only the last one "
            "in the file.",
        ),
    ] = None
    latest_date: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN",
            help="With --latest-by: take the one with the latest date in this column instead.",
        ),
    ] = None
    skip_hidden: Annotated[
        bool, typer.Option("--skip-hidden", help="Leave out the hidden rows of a workbook.")
    ] = False
    map: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN=QUESTION",
            help="Which column answers a question (by its id), if the header does not show it.",
        ),
    ] = None
    answer: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE=ANSWER",
            help="Which answer a code in the table stands for (1=red), or that for one question "
            "(personnel:1=red).",
        ),
    ] = None
    missing: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="A code that stands for no answer (-99)."),
    ] = None
    mapping: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Read the tables as this YAML file says; other options go before it.",
        ),
    ] = None
    sheet: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The sheet to read in a workbook. Without it, the one that fits is read.",
        ),
    ] = None
    instrument: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            autocompletion=instrument_names,
            help="The questions that a table answers. Without it, those that fit its columns.",
        ),
    ] = None
    source_format: Annotated[
        Literal["yaml", "json", "jsonl", "csv", "tsv", "xlsx"] | None,
        typer.Option("--from", help="The format of the answers, if it cannot be detected."),
    ] = None
    encoding: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The encoding of a text table that is not in UTF-8."),
    ] = None

    @property
    def first_option(self) -> str:
        """The first option that the user gave, as it is typed; nothing without any."""
        given = (name for name, value in self._asdict().items() if value)
        return next(map(_typed, given), "")

    def options(self, pack: "ContentPack") -> "ReadOptions":
        """Return the options, and those of a mapping file.

        Raise `CareerplanError` for what makes no sense.
        """
        from careerplan_cli.answers.sources import ReadOptions

        encoding = None
        if self.encoding:
            from careerplan_cli.answers.text_reader import known_encoding

            encoding = known_encoding(self.encoding)
        options = ReadOptions(
            format=self.source_format,
            encoding=encoding,
            sheet=self.sheet,
            instrument=self.instrument,
            columns=_columns(self.map or ()),
            answers=tuple(self.answer or ()),
            missing=tuple(self.missing or ()),
            skip_hidden=self.skip_hidden,
            selection=self._selection(),
        )
        return _mapped(self.mapping, options, pack) if self.mapping else options

    def _selection(self) -> "Selection":
        from careerplan_cli.answers.sources import Selection

        where, where_not = tuple(self.where or ()), tuple(self.where_not or ())
        for option, entries in (("--where", where), ("--where-not", where_not)):
            for entry in entries:
                if not entry.partition("=")[1] or not entry.partition("=")[0].strip():
                    raise CareerplanError(
                        f"{option} {entry!r} does not name a column and a value.",
                        f'For example: {option} "Role=Teacher"',
                    )
        return Selection(
            where=where,
            where_not=where_not,
            latest_by=self.latest_by,
            latest_date=self.latest_date,
        )


AS_FOUND = Reading()
"""Nothing is said of how answers are to be read: they are read as they are found."""


def reads_answers(*, shown: bool) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of `Reading` in the place of its parameter `reading`.

    An option that the command has itself stays its own. `shown` is whether its help lists them.
    """

    def with_options(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command, eval_str=True)
        names = [name for name in Reading._fields if name not in own.parameters]
        options = [_parameter(name, shown=shown) for name in names]
        parameters = []
        for parameter in own.parameters.values():
            parameters += options if parameter.name == "reading" else [parameter]

        @wraps(command)
        def with_reading(**values: Any) -> None:
            said = {name: values.pop(name) for name in names}
            command(**values, reading=Reading(**said))

        with_reading.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
        return with_reading

    return with_options


def _parameter(name: str, *, shown: bool) -> inspect.Parameter:
    """Return a field of `Reading` as a command's parameter."""
    kind, option = _declared(name)
    option.hidden = not shown
    return inspect.Parameter(
        name,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        default=getattr(AS_FOUND, name),
        annotation=Annotated[kind, option],
    )


def _typed(name: str) -> str:
    """Return how the option of a field is typed."""
    _, option = _declared(name)
    return f"--{name.replace('_', '-')}" if option.default is ... else str(option.default)


def _declared(name: str) -> tuple[Any, Any]:
    """Return the type of a field, and a copy of its option."""
    kind, option = get_args(inspect.get_annotations(Reading, eval_str=True)[name])
    return kind, copy(option)


def _columns(entries: Sequence[str]) -> dict[str, str]:
    """Return the column of each question that `--map` names, by the question's id."""
    given: dict[str, str] = {}
    for entry in entries:
        column, sign, id_ = entry.rpartition("=")
        if not sign or not column.strip() or not id_.strip():
            raise CareerplanError(
                f"--map {entry!r} does not name a column and a question.",
                'For example: --map "Your staff=personnel"',
            )
        given[id_.strip()] = column.strip()
    return given


def _mapped(path: Path, options: "ReadOptions", pack: "ContentPack") -> "ReadOptions":
    """Return options with what a mapping file adds; raise `CareerplanError` where it is wrong."""
    from careerplan_cli.answers.mapping import overridden, read_mapping
    from careerplan_cli.answers.text_reader import known_encoding

    mapping = read_mapping(path, [pack.instrument(id_) for id_ in pack.instrument_ids()])
    if mapping.encoding:
        mapping = mapping._replace(encoding=known_encoding(mapping.encoding))
    return overridden(mapping, options)
