"""The formats that a room writes: one module each, found by its file name.

`results/as_csv.py` is the format `csv`, and writes files whose names end in `.csv`.
"""

from collections.abc import Mapping
from functools import cached_property
from importlib import import_module
from pathlib import Path, PurePath
from types import MappingProxyType, ModuleType

from careerplan_cli.model.errors import CareerplanError, UnknownNameError
from careerplan_cli.text.printable import one_line

_PREFIX = "as_"


class Formats:
    """The modules `as_*.py` in the folder of a package.

    `aliases` are further names of formats, such as `markdown` for `md`.
    """

    def __init__(
        self, package: str, folder: Path, aliases: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.package = package
        self.folder = folder
        self.aliases = aliases

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The formats by name, in order: `csv`, `json`, `jsonl`, `xlsx`."""
        return tuple(sorted(p.stem.removeprefix(_PREFIX) for p in self.folder.glob("as_*.py")))

    def module(self, name: str) -> ModuleType:
        """Return the module that writes a format, imported; `name` is one of `names`."""
        return import_module(f"{self.package}.{_PREFIX}{name}")


def format_for(
    wanted: str | None, output: PurePath | None, offered: tuple[Formats, ...]
) -> str | None:
    """Return the format asked for, or else the one that the name of the output file ends in.

    None where neither says. Raise `UnknownNameError` for a format that is not offered, and
    `CareerplanError` for an ending that tells none.
    """
    names = tuple(name for formats in offered for name in formats.names)
    aliases = {alias: name for formats in offered for alias, name in formats.aliases.items()}
    if wanted is not None:
        name = aliases.get(wanted.lower(), wanted.lower())
        if name not in names:
            raise UnknownNameError("format", wanted, (*names, *aliases))
        return name
    if output is None:
        return None
    ending = output.suffix.lower().removeprefix(".")
    if ending not in names:
        pdf = " For a PDF, print the HTML file, or save the Word file as one."
        raise CareerplanError(
            f"The name {one_line(str(output))} does not say which format to write.",
            f"End it in {endings(offered)}, or add --format."
            f"{pdf if ending == 'pdf' and 'html' in names else ''}",
        )
    return ending


def endings(offered: tuple[Formats, ...]) -> str:
    """Return the endings of all formats in words: `.csv, .json`."""
    return ", ".join(f".{name}" for formats in offered for name in formats.names)
