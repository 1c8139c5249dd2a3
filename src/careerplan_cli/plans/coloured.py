"""What a team has coloured in a plan, which is not carried: each row told by its action or words.

The colour that careerplan gives to the names of columns is none of the team's.
"""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten
from xml.etree import ElementTree as ET

from careerplan_cli.model.blocks import HEAD_FILL
from careerplan_cli.plans.cell_styles import CellStyles
from careerplan_cli.plans.model import Kept
from careerplan_cli.plans.not_carried import found_in, parsed
from careerplan_cli.text.printable import one_line

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_NONE = (None, "", "auto", "none")
"""What stands for a fill where there is none."""

_LONGEST = 60
_MOST = 4
"""How many rows are told one by one."""


def coloured_in_workbook(
    styles: Mapping[str, CellStyles], row_names: Mapping[str, Sequence[str]]
) -> tuple[Kept, ...]:
    """Return each row of a workbook that has a coloured cell and a name."""
    found: dict[str, Kept] = {}
    for sheet, style in styles.items():
        names = row_names.get(sheet, ())
        for row in sorted({row for row, _ in style.coloured}):
            if row < len(names) and names[row]:
                told = f'A colour in the row "{_short(names[row])}" on the sheet'
                found.setdefault(f"{sheet}\n{row}", Kept(f'{told} "{one_line(sheet)}"', ""))
    return _first([*found.values()])


def coloured_in_word(raw: bytes) -> tuple[Kept, ...]:
    """Return each row or paragraph of a Word file with a colour; raise `ValueError` if it is none.

    With a highlighted text, which is told too.
    """
    return _first(found_in(raw, _in_word))


def _in_word(files: zipfile.ZipFile) -> Iterator[Kept]:
    parts = {name.lower(): name for name in files.namelist()}
    body = parsed(files, parts["word/document.xml"])
    for row, first in _rows(body):
        if name := _short(_text(first)):
            if text := one_line("".join(_text(run) for run in row.iter(f"{_W}r") if _lit(run))):
                yield Kept(f'Highlighted on "{name}"', text)
            elif any(_filled(one) for one in row.iter(f"{_W}tcPr")):
                yield Kept(f'A colour on "{name}"', "")


def _rows(body: ET.Element) -> Iterator[tuple[ET.Element, ET.Element]]:
    """Yield each row of a table, and each paragraph outside of one, with what it is known by."""
    if body.tag == f"{_W}tr":
        first = body.find(f".//{_W}tc")
        yield body, body if first is None else first
    elif body.tag == f"{_W}p":
        yield body, body
    else:
        for child in body:
            yield from _rows(child)


def _lit(run: ET.Element) -> bool:
    """Return whether a run of text is highlighted."""
    looks = run.find(f"{_W}rPr")
    if looks is None:
        return False
    light = looks.find(f"{_W}highlight")
    return _filled(looks) or (light is not None and light.get(f"{_W}val") not in _NONE)


def _filled(looks: ET.Element) -> bool:
    """Return whether what stands there has a fill, and not one of careerplan's own."""
    shade = looks.find(f"{_W}shd")
    colour = (shade.get(f"{_W}fill") or "") if shade is not None else ""
    return colour not in _NONE and colour.upper() not in ("FFFFFF", HEAD_FILL)


def _text(element: ET.Element) -> str:
    return one_line("".join(one.text or "" for one in element.iter(f"{_W}t")))


def _short(text: str) -> str:
    return shorten(one_line(text), _LONGEST, placeholder=" …")


def _first(found: Sequence[Kept]) -> tuple[Kept, ...]:
    """Return the first few, and how many more there are."""
    more = len(found) - _MOST
    if more == 1:
        return (*found[:_MOST], Kept("1 more row or paragraph with a colour", ""))
    if more > 1:
        return (*found[:_MOST], Kept(f"{more} more rows or paragraphs with a colour", ""))
    return tuple(found)
