"""How cells of a workbook look where that says something: `31%` for 0.31, or struck through.

Calamine gives what a cell holds; how it looks is in its style.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from careerplan_cli.model.blocks import HEAD_FILL
from careerplan_cli.plans.not_carried import found_in, is_named, parsed, sheets_of

_BUILT_IN = {
    "5": "$#,##0", "6": "$#,##0", "7": "$#,##0.00", "8": "$#,##0.00", "9": "0%", "10": "0.00%",
    "42": "$#,##0", "44": "$#,##0.00",
}  # fmt: skip
"""The formats that a workbook names by a number alone."""

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_QUOTED = re.compile(r'\\.|"([^"]*)"|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
_CODE = re.compile(r"\s*([A-Z]{1,6}[0-9]{1,4}\s*[:.–-]?)?\s*")

_NO_COLOURS = ("1", "9", "64", "65")
"""The numbers for white, and for what has no colour of its own."""

_TOLD = re.compile(r"[%$€£¥]")
"""The formats that matter have one of these."""

Cell = tuple[int, int]
"""A row and a column, from 0."""


@dataclass(frozen=True)
class CellStyles:
    """The number formats of a sheet's cells, those that are struck through, and those coloured.

    What careerplan itself colours is not among these.
    """

    formats: Mapping[Cell, str]
    struck: frozenset[Cell]
    coloured: frozenset[Cell] = frozenset()


def cell_styles_of(raw: bytes) -> dict[str, CellStyles]:
    """Return how the cells of each sheet look, by its title; raise `ValueError` where it fails."""
    return dict(found_in(raw, _all_styles))


def _all_styles(files: zipfile.ZipFile) -> Iterator[tuple[str, CellStyles]]:
    parts = {name.lower(): name for name in files.namelist()}
    if "xl/styles.xml" not in parts:
        return
    root = parsed(files, parts["xl/styles.xml"])
    (formats, struck), coloured = _styles(root), _coloured(root)
    shared = parts.get("xl/sharedstrings.xml")
    texts = _struck_texts(parsed(files, shared)) if shared else frozenset()
    for title, path in sheets_of(files, parts):
        sheet = parsed(files, parts[path])
        found = _styles_of_sheet(sheet, formats, struck, texts)
        yield title, replace(found, coloured=frozenset(_cells_of(sheet, coloured)))


def as_shown(rows: Sequence[Sequence[str]], styles: CellStyles) -> list[list[str]]:
    """Return the rows of a sheet with their percentages and amounts as a reader sees them."""
    shown = [list(row) for row in rows]
    for (row, column), form in styles.formats.items():
        if row < len(shown) and column < len(shown[row]):
            shown[row][column] = _shown(shown[row][column], form)
    return shown


def is_all_struck(rest: str) -> bool:
    """Return whether what is not struck through of an action is nothing but its code."""
    return _CODE.fullmatch(rest) is not None


def _shown(text: str, form: str) -> str:
    try:
        number = float(text)
    except ValueError:
        return text
    first, *_ = digits = list(re.finditer(r"[0#?]", form))
    before, after = form[: first.start()], form[digits[-1].end() :]
    decimals = len(re.findall(r"[0#?]", form.partition(".")[2]))
    number *= 100 if "%" in after else 1
    sign, group = "-" if number < 0 else "", "," if "," in form else ""
    return f"{sign}{before}{abs(number):{group}.{decimals}f}{after}"


def _styles(root: ET.Element) -> tuple[dict[int, str], frozenset[int]]:
    """Return the formats that matter by the number of the style, and the styles that strike."""
    codes = dict(_BUILT_IN)
    for one in root.iter():
        if is_named(one, "numFmt"):
            codes[one.get("numFmtId", "")] = _plain(one.get("formatCode", ""))
    fonts = [font for one in _parts(root, "fonts") for font in one]
    crossed = {str(n) for n, font in enumerate(fonts) if _strikes(font)}
    formats: dict[int, str] = {}
    struck = set()
    for n, style in enumerate(style for one in _parts(root, "cellXfs") for style in one):
        form = codes.get(style.get("numFmtId", ""), "")
        if _TOLD.search(form) and re.search(r"[0#?]", form):
            formats[n] = form
        if style.get("fontId") in crossed:
            struck.add(n)
    return formats, frozenset(struck)


def _coloured(root: ET.Element) -> frozenset[str]:
    """Return the styles that have a fill which is none of ours."""
    fills = [fill for one in _parts(root, "fills") for fill in one]
    filled = {str(n) for n, fill in enumerate(fills) if _is_fill(fill)}
    styles = (style for one in _parts(root, "cellXfs") for style in one)
    return frozenset(str(n) for n, style in enumerate(styles) if style.get("fillId") in filled)


def _is_fill(fill: ET.Element) -> bool:
    if any(is_named(one, "gradientFill") for one in fill):
        return True
    for pattern in fill:
        colour = next((one for one in pattern if is_named(one, "fgColor")), None)
        if pattern.get("patternType", "none") in ("none", "gray125") or colour is None:
            continue
        plain = not float(colour.get("tint", "0"))
        white = (colour.get("theme") == "0" and plain) or colour.get("indexed") in _NO_COLOURS
        return not white and colour.get("rgb", "")[-6:].upper() not in ("FFFFFF", HEAD_FILL)
    return False


def _cells_of(sheet: ET.Element, styles: frozenset[str]) -> Iterator[Cell]:
    """Yield the cells of a sheet that have one of these styles."""
    for cell in (one for one in sheet.iter() if is_named(one, "c")):
        place = _PLACE.fullmatch(cell.get("r", ""))
        if place and cell.get("s", "0") in styles:
            yield int(place[2]) - 1, _column(place[1])


def _plain(code: str) -> str:
    """Return a format for positive numbers as words and digits alone: `$#,##0.00`."""
    first = code.partition(";")[0]
    return _QUOTED.sub(lambda m: (m[1] or m[2] or "").strip(), first).strip()


def _parts(root: ET.Element, name: str) -> Iterator[ET.Element]:
    return (one for one in root if is_named(one, name))


def _strikes(font: ET.Element) -> bool:
    return any(
        is_named(one, "strike") and one.get("val", "1") not in ("0", "false") for one in font
    )


def _struck_texts(root: ET.Element) -> frozenset[str]:
    """Return the numbers of the shared texts that are struck through from end to end."""
    return frozenset(str(n) for n, text in enumerate(root) if _is_struck(text))


def _is_struck(text: ET.Element) -> bool:
    rest, crossed = "", False
    for run in text:
        words = "".join(one.text or "" for one in run.iter() if is_named(one, "t"))
        if is_named(run, "r") and any(_strikes(one) for one in _parts(run, "rPr")):
            crossed = crossed or bool(words.strip())
        elif is_named(run, "r") or is_named(run, "t"):
            rest += words
    return crossed and is_all_struck(rest)


def _styles_of_sheet(
    root: ET.Element, formats: Mapping[int, str], struck: frozenset[int], texts: frozenset[str]
) -> CellStyles:
    shown: dict[Cell, str] = {}
    crossed: set[Cell] = set()
    for cell in (one for one in root.iter() if is_named(one, "c")):
        place, style = _PLACE.fullmatch(cell.get("r", "")), cell.get("s", "0")
        if place is None or not style.isdecimal():
            continue
        where = int(place[2]) - 1, _column(place[1])
        kind = cell.get("t", "n")
        if int(style) in formats and kind == "n":
            shown[where] = formats[int(style)]
        value = next((one.text for one in cell if is_named(one, "v")), None)
        own = any(_is_struck(one) for one in _parts(cell, "is"))
        if own or int(style) in struck or (kind == "s" and value in texts):
            crossed.add(where)
    return CellStyles(shown, frozenset(crossed))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
