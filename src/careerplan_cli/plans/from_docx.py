"""The blocks of a Word file, as Word, LibreOffice and other programs write them.

Text is read wherever it can stand: in content controls of any height, links, tracked insertions,
text boxes, formulas. What is not carried into a plan is told, as `not_carried` says it.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from careerplan_cli.model.blocks import HINTS, Block, Check, Checklist, Heading, Paragraph, table
from careerplan_cli.planning import DROPPED
from careerplan_cli.plans.cell_styles import is_all_struck
from careerplan_cli.plans.model import COLUMNS, Kept
from careerplan_cli.plans.not_carried import in_word
from careerplan_cli.plans.words import drops, struck_action
from careerplan_cli.text.printable import one_line, printable

_CONTAINERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml")}
_LEFT_OUT = {qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "txbxContent")}
_LEFT_OUT.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_TEXTS = {qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_SIGNS = {
    qn("w:tab"): " ",
    qn("w:ptab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_TICKED, _EMPTY = "☑☒", "☐"
_DRAWN = {"F0FC": "✓", "F0FE": "☑", "F0FD": "☒", "F0FB": "✗", "F0A8": "☐", "F06F": "☐"}
"""What a sign from the font Wingdings looks like, by its number."""

_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"


# What zipfile and python-docx raise for a file that is not as they expect.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, PackageNotFoundError, PythonDocxError, SyntaxError),
    *(AttributeError, EOFError, LookupError, NotImplementedError, RuntimeError, TypeError),
    *(OSError, OverflowError, ValueError),
)


class NotAWordFileError(ValueError):
    """A file that is no document of Word, or a damaged one."""


@dataclass(frozen=True)
class WordFile:
    """What a Word file says: blocks, properties by name, and what is not carried.

    `struck` are the actions that are struck through.
    """

    blocks: tuple[Block, ...]
    properties: dict[str, str]
    not_carried: tuple[Kept, ...]
    struck: tuple[str, ...]


def read_docx(raw: bytes) -> WordFile:
    """Return what a Word file says; raise `NotAWordFileError` where it is none."""
    try:
        not_carried = in_word(raw)
        word = docx.Document(BytesIO(raw))
        struck: list[str] = []
        found = tuple(_blocks(word.element.body, _style_names(word), struck))
        return WordFile(found, _properties(word), not_carried, tuple(struck))
    except _DAMAGE:
        raise NotAWordFileError from None


def _blocks(parent: BaseOxmlElement, names: dict[str, str], struck: list[str]) -> Iterator[Block]:
    """Yield the blocks of a document; add to `struck` the actions that are struck through."""
    for element in parent:
        if element.tag in _CONTAINERS:
            yield from _blocks(element, names, struck)
        elif element.tag == qn("w:p"):
            yield from _paragraph(element, names)
        elif element.tag == qn("w:tbl"):
            yield from _table(element, struck)
            for row in _children(element, qn("w:tr")):
                yield from _text_boxes(row)


def _paragraph(element: BaseOxmlElement, names: dict[str, str]) -> Iterator[Block]:
    text = printable(_text(element)).strip()
    depth = _depth(element, names)
    if text[:1] in (*_TICKED, _EMPTY) and text:
        yield Checklist((Check(one_line(text[1:]), text[0] in _TICKED),))
    elif depth and text:
        yield Heading(depth, one_line(text))
    elif text:
        yield Paragraph(text)
    yield from _text_boxes(element)


def _text_boxes(element: BaseOxmlElement) -> Iterator[Block]:
    for box in element.iter(qn("w:txbxContent")):
        fallback = any("Fallback" in str(above.tag) for above in box.iterancestors())
        text = "\n".join(filter(None, (_text(line).strip() for line in box.iter(qn("w:p")))))
        if text and not fallback:
            yield Paragraph(printable(text))


def _depth(element: BaseOxmlElement, names: dict[str, str]) -> int:
    """Return the depth of a heading, 1 for the title; 0 for what is no heading."""
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    if style is None:
        return 0
    name = names.get(style.get(qn("w:val")), "").casefold()
    if name == "title":
        return 1
    number = name.removeprefix("heading").strip()
    return int(number) + 1 if name.startswith("heading") and number.isdecimal() else 0


def _style_names(word: WordDocument) -> dict[str, str]:
    names: dict[str, str] = {}
    for style in word.styles.element.iterfind(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is not None:
            names[style.get(qn("w:styleId"))] = name.get(qn("w:val"))
    return names


def _table(element: BaseOxmlElement, struck: list[str]) -> Iterator[Block]:
    lines = [row for row in _children(element, qn("w:tr")) if not _is_deleted(row)]
    rows = [_row(row) for row in lines]
    struck += _drop_struck(lines, rows)
    columns = max(map(len, rows), default=0)
    if columns:
        head, *others = [[*row, *[""] * (columns - len(row))] for row in rows]
        yield table("", head, others)


def _drop_struck(lines: list[BaseOxmlElement], rows: list[list[str]]) -> Iterator[str]:
    """Give each action that is struck through the status for it; yield these actions."""
    head = rows[0] if rows else []
    if COLUMNS["action"] not in head or COLUMNS["status"] not in head:
        return
    action, status = head.index(COLUMNS["action"]), head.index(COLUMNS["status"])
    for line, row in zip(lines[1:], rows[1:], strict=True):
        cells = list(_children(line, qn("w:tc")))
        whole = action < min(len(cells), len(row)) and status < len(row)
        if whole and _is_struck(cells[action]) and drops(row[status]):
            yield struck_action(row[action], row[status])
            row[status] = DROPPED


def _is_struck(cell: BaseOxmlElement) -> bool:
    """Return whether all of a cell is struck through, or all but the code of an action."""
    rest, crossed = "", False
    for run in cell.iter(qn("w:r")):
        text = _text(run)
        marks = [run.find(f"{qn('w:rPr')}/{qn(name)}") for name in ("w:strike", "w:dstrike")]
        if any(m is not None and m.get(qn("w:val")) not in ("0", "false", "off") for m in marks):
            crossed = crossed or bool(text.strip())
        else:
            rest += text
    return crossed and is_all_struck(rest)


def _row(row: BaseOxmlElement) -> list[str]:
    """Return the texts of a row's cells; what is joined to another cell is empty."""
    texts = []
    for cell in _children(row, qn("w:tc")):
        lines = (printable(_text(line)).strip() for line in cell.iter(qn("w:p")) if _stands(line))
        text = "\n".join(filter(None, lines))
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        wide = int(span.get(qn("w:val")) or 1) if span is not None else 1
        texts += [text, *[""] * min(wide - 1, 60)]
    return texts


def _stands(line: BaseOxmlElement) -> bool:
    """Return whether a paragraph is neither in a text box nor in what is deleted or a hint."""
    return not any(
        above.tag in _LEFT_OUT or _is_hint(above) for above in line.iterancestors(*_ABOVE)
    )


_ABOVE = (*_LEFT_OUT, qn("w:sdt"))


def _children(parent: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    """Yield the rows of a table, or the cells of a row, also those in content controls."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in _CONTAINERS:
            yield from _children(element, tag)


def _is_deleted(row: BaseOxmlElement) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _text(element: BaseOxmlElement) -> str:
    """Return the text of a paragraph."""
    found = []
    for child in element:
        if child.tag in _TEXTS:
            found.append(child.text or "")
        elif child.tag == qn("w:sym"):
            found.append(_DRAWN.get(str(child.get(qn("w:char"))).upper(), "▪"))
        elif child.tag in _SIGNS:
            found.append(_SIGNS[child.tag])
        elif child.tag not in _LEFT_OUT and not _is_hint(child):
            found.append(_text(child))
    return "".join(found)


def _is_hint(element: BaseOxmlElement) -> bool:
    """Return whether it is a control that shows only what could be filled in."""
    if element.tag != qn("w:sdt"):
        return False
    if element.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None:
        return True
    content = element.find(qn("w:sdtContent"))
    return content is not None and _text(content).strip() in HINTS.values()  # from LibreOffice


def _properties(word: WordDocument) -> dict[str, str]:
    for part in word.part.package.iter_parts():
        if str(part.partname).lower() == "/docprops/custom.xml":
            root = parse_xml(part.blob)
            return {
                str(entry.get("name")): "".join(map(str, entry.itertext())).strip()
                for entry in root.iter(_PROPERTIES)
            }
    return {}
