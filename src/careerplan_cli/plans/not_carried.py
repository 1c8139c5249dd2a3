"""What a Word file or a workbook has that does not come along into a plan.

Each is told with where it stands and what its text is, so that nobody has to search for it.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from string import ascii_letters
from textwrap import shorten
from typing import TypeVar
from xml.etree import ElementTree as ET

from careerplan_cli.plans.model import Kept
from careerplan_cli.text.printable import one_line

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST = 200_000_000
"""How many bytes a file may have when it is unpacked."""

# What zipfile and the parser of XML raise for a file that is damaged or has a password.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, ET.ParseError, EOFError, LookupError),
    *(NotImplementedError, RuntimeError, OSError, ValueError),
)

_OWN_FOOTER = re.compile(r".* · ?\d* ?/ ?\d*")
"""What stands at the foot of our own pages: a title, and the number of the page."""

_SHEET_CODES = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f+-]{6}|&\d+|&[A-Z]')
_SHEET_NUMBER = re.compile(r"(Page)?[\s\d/]*")
"""What LibreOffice puts at the foot of each sheet."""

_LONGEST = 60
_MOST_DIGITS = 8
"""A workbook has no row whose number has so many digits."""

T = TypeVar("T")

_PICTURES = ("blip", "imagedata")
_CHARTS = ("chart", "relIds")
_FILES = ("OLEObject", "altChunk")


def in_word(raw: bytes) -> tuple[Kept, ...]:
    """Return each thing in a Word file; raise `ValueError` where it is none."""
    return found_in(raw, _in_word)


def in_workbook(raw: bytes, row_names: Mapping[str, Sequence[str]]) -> tuple[Kept, ...]:
    """Return the same of an Excel workbook; raise `ValueError` where it is none.

    `row_names` has what a reader knows each row by, for each sheet.
    """
    return found_in(raw, lambda files: _in_workbook(files, row_names))


def found_in(raw: bytes, look: Callable[[zipfile.ZipFile], Iterator[T]]) -> tuple[T, ...]:
    """Return what is found in the parts of a file; raise `ValueError` where that fails."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as files:
            if sum(entry.file_size for entry in files.infolist()) > _LARGEST:
                raise ValueError("it is too large")
            return tuple(look(files))
    except _DAMAGE as error:
        raise ValueError(str(error)) from None


def _in_word(files: zipfile.ZipFile) -> Iterator[Kept]:
    parts = {name.lower(): name for name in files.namelist()}
    body = parsed(files, parts["word/document.xml"])
    for place, element in _told(files, parts, body, "comment", "comments"):
        author, text = one_line(element.get(f"{_W}author") or "somebody"), _text(element)
        if place:
            yield Kept(f'A comment by {author} on "{place}"', text)
        else:
            yield Kept(f"A comment by {author}", text)
    for place, element in _told(files, parts, body, "footnote", "footnotes"):
        yield Kept(f'A note at the foot of the page of "{place}"', _text(element))
    for place, element in _told(files, parts, body, "endnote", "endnotes"):
        yield Kept(f'A note at the end, on "{place}"', _text(element))
    for deleted in body.iter(f"{_W}del"):
        if text := _joined(deleted, "delText"):
            yield Kept("Text whose deletion is tracked", text)
    yield from _word_margins(files, parts)
    yield from _pictures(body)


def _told(
    files: zipfile.ZipFile, parts: Mapping[str, str], body: ET.Element, kind: str, name: str
) -> Iterator[tuple[str, ET.Element]]:
    """Yield each comment or note that has a text, with the words that it is on."""
    if f"word/{name}.xml" not in parts:
        return
    reference = f"{_W}{kind}Reference"
    places: dict[str | None, str] = {}
    for row in (*body.iter(f"{_W}tr"), *body.iter(f"{_W}p")):
        first = row.find(f"{_W}tc")
        for found in row.iter(reference):
            text = _text(row if first is None else first)
            places.setdefault(found.get(f"{_W}id"), shorten(text, _LONGEST, placeholder=" …"))
    for element in parsed(files, parts[f"word/{name}.xml"]):
        if _text(element):
            yield places.get(element.get(f"{_W}id"), ""), element


def _word_margins(files: zipfile.ZipFile, parts: Mapping[str, str]) -> Iterator[Kept]:
    for path, name in parts.items():
        if re.fullmatch(r"word/header\d*\.xml", path):
            if text := _text(parsed(files, name)):
                yield Kept("The header of a page", text)
        elif re.fullmatch(r"word/footer\d*\.xml", path):
            text = _text(parsed(files, name))
            if text and not _OWN_FOOTER.fullmatch(text):
                yield Kept("The footer of a page", text)


def _pictures(root: ET.Element, where: str = "") -> Iterator[Kept]:
    """Yield how many pictures, charts and files stand in a document or on a sheet."""
    names = [element.tag.rpartition("}")[2] for element in root.iter()]
    for kinds, one, many in (
        (_PICTURES, "A picture", "pictures"),
        (_CHARTS, "A chart or diagram", "charts or diagrams"),
        (_FILES, "An embedded file", "embedded files"),
    ):
        number = sum(names.count(kind) for kind in kinds)
        if number == 1:
            yield Kept(f"{one}{where}", "")
        elif number:
            yield Kept(f"{number} {many}{where}", "")


def _in_workbook(files: zipfile.ZipFile, row_names: Mapping[str, Sequence[str]]) -> Iterator[Kept]:
    parts = {name.lower(): name for name in files.namelist()}
    people = {
        person.get("id"): person.get("displayName")
        for path, name in parts.items()
        if path.startswith("xl/persons/")
        for person in parsed(files, name)
    }
    for title, path in sheets_of(files, parts):
        sheet = one_line(title)
        for target in _related(files, parts, path).values():
            if target in parts and target.endswith(".xml"):
                names = row_names.get(title, ())
                yield from _beside_cells(parsed(files, parts[target]), sheet, people, names)
        for element in parsed(files, parts[path]).iter():
            name = element.tag.rpartition("}")[2]
            if name.endswith(("Header", "Footer")) and name != "headerFooter":
                text = one_line(_SHEET_CODES.sub(" ", element.text or ""))
                if not _SHEET_NUMBER.fullmatch(text) and name.endswith("Header"):
                    yield Kept(f'The header of the sheet "{sheet}"', text)
                elif not _SHEET_NUMBER.fullmatch(text):
                    yield Kept(f'The footer of the sheet "{sheet}"', text)


def _beside_cells(
    root: ET.Element,
    sheet: str,
    people: Mapping[str | None, str | None],
    row_names: Sequence[str],
) -> Iterator[Kept]:
    """Yield the comments or drawings of a sheet, from the part that holds them."""
    if is_named(root, "ThreadedComments"):
        for one in root:
            author = people.get(one.get("personId")) or "somebody"
            where = _cell(sheet, one.get("ref") or "", row_names)
            yield Kept(f"A comment by {one_line(author)} on {where}", _joined(one, "text"))
    elif is_named(root, "comments"):
        authors = [_joined(one) for one in root.iter() if is_named(one, "author")]
        for one in (one for one in root.iter() if is_named(one, "comment")):
            author = _author(authors, one.get("authorId"))
            if not author.startswith("tc="):  # the same as a threaded one
                where = _cell(sheet, one.get("ref") or "", row_names)
                yield Kept(f"A comment by {one_line(author)} on {where}", _joined(one, "t"))
    elif is_named(root, "wsDr"):
        for shape in (one for one in root.iter() if is_named(one, "sp")):
            if text := _joined(shape, "t"):
                yield Kept(f'A text box on the sheet "{sheet}"', text)
        yield from _pictures(root, f' on the sheet "{sheet}"')


def _cell(sheet: str, cell: str, row_names: Sequence[str]) -> str:
    """Return where a cell is: the sheet, the row's name, the cell."""
    digits = cell.lstrip(ascii_letters)
    row = int(digits) - 1 if digits.isdecimal() and len(digits) < _MOST_DIGITS else -1
    name = row_names[row] if 0 <= row < len(row_names) else ""
    if not name:
        return f'"{sheet}", cell {cell}'
    return f'"{sheet}", cell {cell}, beside "{shorten(name, _LONGEST, placeholder=" …")}"'


def _author(authors: list[str], number: str | None) -> str:
    known = number is not None and number.isdecimal() and int(number) < len(authors)
    return (authors[int(number)] if number and known else "") or "somebody"


def sheets_of(files: zipfile.ZipFile, parts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the title of each sheet, and its part in lower case."""
    book = "xl/workbook.xml"
    targets = _related(files, parts, book)
    for element in parsed(files, parts[book]).iter():
        if is_named(element, "sheet"):
            ids = (text for name, text in element.items() if name.endswith("}id"))
            target = targets.get(next(ids, ""), "")
            if target in parts:
                yield element.get("name") or "", target


def _related(files: zipfile.ZipFile, parts: Mapping[str, str], path: str) -> dict[str, str]:
    """Return the parts, in lower case, that another part names, by their ids there."""
    folder, name = posixpath.split(path)
    listed = f"{folder}/_rels/{name}.rels"
    if listed not in parts:
        return {}
    return {
        one.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
        .lstrip("/")
        .lower()
        for one in parsed(files, parts[listed])
    }


def parsed(files: zipfile.ZipFile, name: str) -> ET.Element:
    """Return a part, without what is there twice, for older programs."""
    root = ET.fromstring(files.read(name))  # noqa: S314 (expat bounds what entities grow to)
    for parent in list(root.iter()):
        for child in [child for child in parent if is_named(child, "Fallback")]:
            parent.remove(child)
    return root


def is_named(element: ET.Element, name: str) -> bool:
    """Return whether an element has a name, whatever its namespace."""
    return element.tag.rpartition("}")[2] == name


def _text(element: ET.Element) -> str:
    """Return the text of paragraphs of Word, in a line."""
    found = (one for one in element.iter() if one.tag in (f"{_W}p", f"{_W}t"))
    return one_line("".join(" " if one.tag == f"{_W}p" else one.text or "" for one in found))


def _joined(element: ET.Element, name: str = "") -> str:
    """Return the text of an element, or of those in it that have a name, in a line."""
    found = (one for one in element.iter() if is_named(one, name)) if name else (element,)
    return one_line("".join(one.text or "" for one in found))
