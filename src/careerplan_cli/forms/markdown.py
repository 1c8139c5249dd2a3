"""Text from files as Markdown: nothing in it is taken for markup."""

import re
from collections.abc import Iterable, Sequence

from careerplan_cli.text.printable import one_line, printable

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~&])")
# A line that would make a heading of the one above it, or a rule.
_UNDERLINE = re.compile(r"^(\s*)([-=]+\s*)$", re.MULTILINE)
_LIST_START = re.compile(r"^(\s*)([-+]|\d+[.)])(\s)", re.MULTILINE)


def escaped(text: str) -> str:
    """Return `text` with each character that Markdown would read as markup escaped."""
    safe = _UNDERLINE.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", printable(text)))
    return _LIST_START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}{m[3]}", safe)


def bullets(points: Iterable[str]) -> str:
    """Return a bulleted list."""
    return "".join(f"- {escaped(one_line(point))}\n" for point in points)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of texts."""
    lines = [head, ["---"] * len(head)]
    lines += [[escaped(one_line(cell)) for cell in row] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
