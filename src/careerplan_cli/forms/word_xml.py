"""What Word files can hold and python-docx has no words for: fields, boxes, numbers, shades."""

import re
from collections.abc import Sequence
from datetime import date
from hashlib import blake2b
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from rich.cells import cell_len

from careerplan_cli.forms.colours import LIGHT
from careerplan_cli.model.blocks import HINTS, Choice, Day
from careerplan_cli.model.blocks import Table as BlockTable
from careerplan_cli.text.printable import one_line
from careerplan_cli.text.scripts import is_right_to_left, language_of

_FONT = "Calibri"

_KEEP, _STYLE = qn("w:keepNext"), qn("w:pStyle")

_HEADINGS = {"Title": 24, "Heading 1": 17, "Heading 2": 13.5, "Heading 3": 11.5, "Heading 4": 11}
"""The styles of headings, with the size of their letters in points."""

_CHECK_BOX = """<w:sdt {namespaces}
 xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr><w:alias
 w:val={name}/><w14:checkbox>
<w14:checked w14:val="{checked}"/><w14:checkedState w14:val="2611" w14:font="Segoe UI Symbol"/>
<w14:uncheckedState w14:val="2610" w14:font="Segoe UI Symbol"/></w14:checkbox></w:sdtPr>
<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol"
 w:eastAsia="Segoe UI Symbol"/>{size}</w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"""


_CONTROL = """<w:sdt {namespaces}><w:sdtPr><w:alias w:val={name}/><w:tag w:val={name}/>{empty}
{kind}</w:sdtPr><w:sdtContent><w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r></w:sdtContent>
</w:sdt>"""

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_PROPERTY = (
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{n}" name={name}>'
    "<vt:lpwstr>{value}</vt:lpwstr></property>"
)


def add_properties(word: WordDocument, properties: Sequence[tuple[str, str]]) -> None:
    """Let a document carry names and values that no page shows."""
    if not properties:
        return
    lines = [
        _PROPERTY.format(n=n, name=quoteattr(name), value=escape(one_line(value)))
        for n, (name, value) in enumerate(properties, 2)
    ]
    markup = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}">{"".join(lines)}</Properties>'
    )
    package = word.part.package
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    part = Part(PackURI("/docProps/custom.xml"), kind, markup.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def remove_leftovers(word: WordDocument) -> None:
    """Take out what python-docx's template says of itself: its program, and a small picture."""
    relations = word.part.package.rels
    for id_, relation in list(relations.items()):
        if relation.reltype in (
            RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
            RELATIONSHIP_TYPE.THUMBNAIL,
        ):
            del relations[id_]


def set_settings(word: WordDocument, language: str) -> None:
    """Set the language, and let Word open the file as one of today's."""
    for lang in word.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)
    for lang in word.settings.element.iter(qn("w:themeFontLang")):
        lang.set(qn("w:val"), language)
        lang.attrib.pop(qn("w:eastAsia"), None)  # the template's own
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # Word 2013, the newest; of older ones Word warns


def set_styles(word: WordDocument) -> None:
    """Set the looks of headings, lists and tables."""
    _style(word, "Normal", size=11, after=6).font.name = _FONT
    for name, size in _HEADINGS.items():
        heading = _style(word, name, size=size)
        heading.font.italic = False
        heading.font.color.rgb = RGBColor.from_string(LIGHT.text)
        _set_font(heading)
    for name in ("List Bullet", "List Bullet 2", "List Number"):
        _style(word, name, after=3)
    for name, indent in (("Check", Cm(0.8)), ("Check 2", Cm(1.8))):
        check = _style(word, name, after=3).paragraph_format
        check.left_indent = indent
        check.first_line_indent = -Cm(0.8)
        check.tab_stops.add_tab_stop(indent)
    _style(word, "Table text", size=10, before=2, after=2)
    _style(word, "Small table text", size=9, before=2, after=2)
    _style(word, "Space", size=6, after=0)
    _style(word, "Level", size=16, before=9, after=9).font.bold = True
    line = _style(word, "Line to write on", before=10, after=0)
    line.element.get_or_add_pPr().insert(
        0, _borders(LIGHT.shades["white"].ink, 4, "bottom", "between")
    )


def set_compact_styles(word: WordDocument) -> None:
    """Set small letters and little space, for a form that is to fit one sheet."""
    _style(word, "Normal", size=9, after=1).paragraph_format.line_spacing = Pt(10.2)
    _style(word, "Title", size=15, before=0, after=2).paragraph_format.line_spacing = Pt(18)
    _style(word, "Heading 1", size=10.5, before=3, after=0).paragraph_format.line_spacing = Pt(12)
    _style(word, "Heading 2", size=10.5, before=4, after=1)
    _style(word, "Check", size=9, before=0.5, after=0.5).paragraph_format.line_spacing = Pt(11)
    text = _style(word, "Table text", size=8.5, before=0, after=0)
    text.paragraph_format.line_spacing = Pt(10.5)
    _style(word, "Space", size=2, after=0).paragraph_format.line_spacing = Pt(4)


def _style(
    word: WordDocument,
    name: str,
    *,
    size: float | None = None,
    before: float | None = None,
    after: float | None = None,
) -> ParagraphStyle:
    """Return a style, made if it is new, with the size of its letters and spaces in points."""
    try:
        style = word.styles[name]
    except KeyError:
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = word.styles["Normal"]
    assert isinstance(style, ParagraphStyle)  # noqa: S101 (the template has it so)
    if size is not None:
        style.font.size = Pt(size)
    if before is not None:
        style.paragraph_format.space_before = Pt(before)
    if after is not None:
        style.paragraph_format.space_after = Pt(after)
    return style


def _set_font(style: ParagraphStyle) -> None:
    """Give a style the font of the text, in place of the theme's own for headings."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), _FONT)


def set_style(paragraph: Paragraph, name: str) -> None:
    """Give a new paragraph a style; python-docx would go through all styles for each paragraph."""
    properties = OxmlElement("w:pPr")
    properties.append(_element("pStyle", val=name.replace(" ", "")))
    paragraph._p.insert(0, properties)


def set_table_style(table: Table, name: str) -> None:
    """Give a table a style; python-docx would go through all styles for each table."""
    table._tbl.tblStyle_val = name.replace(" ", "")


def keep_with_next(paragraph: Paragraph) -> None:
    """Let no page end below a paragraph.

    Of all that a paragraph says of itself this stands first, but for its style; python-docx would
    look for each of the others.
    """
    properties = paragraph._p.get_or_add_pPr()
    if properties.find(_KEEP) is None:
        first = next(iter(properties), None)
        styled = first is not None and first.tag == _STYLE
        properties.insert(int(styled), _element("keepNext"))


def set_language(run: Run) -> None:
    """Say in which language a run is, where its letters tell it, and from which side it goes."""
    text = run.text
    right, language = is_right_to_left(text), language_of(text)
    if right:
        run._r.get_or_add_rPr().append(_element("rtl"))
        run._r.getparent().get_or_add_pPr().append(_element("bidi"))
    if language:
        kind = "bidi" if right else "eastAsia" if language in ("ja", "ko", "zh") else "val"
        run._r.get_or_add_rPr().append(_element("lang", **{kind: language}))


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _borders(colour: str, size: int, *sides: str) -> BaseOxmlElement:
    """Return lines on some sides of a paragraph, `size` eighths of a point thick."""
    borders = _element("pBdr")
    for side in sides:
        borders.append(_element(side, val="single", sz=str(size), space="4", color=colour))
    return borders


def box(paragraph: Paragraph, line: str, fill: str) -> None:
    """Draw a box around a paragraph that has a style and nothing else, with a ground in it."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(_borders(line, 12, "top", "left", "bottom", "right"))
    properties.append(_element("shd", val="clear", color="auto", fill=fill))


def add_field(paragraph: Paragraph, name: str) -> None:
    """Add a field that Word counts itself, such as the number of the page."""
    markup = '<w:fldSimple {} w:instr="{}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(markup.format(nsdecls("w"), name)))


def new_numbering(word: WordDocument) -> int:
    """Return the number of a new numbered list, which starts from 1 again."""
    numbering = word.part.numbering_part.element
    style = _style(word, "List Number").element
    first = numbering.num_having_numId(style.pPr.numPr.numId.val)
    num = numbering.add_num(first.abstractNumId.val)
    num.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(num.numId)


def use_numbering(paragraph: Paragraph, number: int) -> None:
    """Make a paragraph a line of a numbered list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def add_link(paragraph: Paragraph, text: str, url: str) -> None:
    """Add a text that links to an address."""
    link = _element("hyperlink")
    id_ = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), id_)
    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.rgb = RGBColor.from_string(LIGHT.shades["blue"].ink)
    link.append(run._r)
    paragraph._p.append(link)


def add_inner_link(paragraph: Paragraph, text: str, heading: str) -> None:
    """Add a text that links to a heading with a bookmark."""
    link = _element("hyperlink", anchor=_bookmark(heading))
    run = paragraph.add_run(text)
    run.font.underline = True
    run.font.color.rgb = RGBColor.from_string(LIGHT.shades["blue"].ink)
    link.append(run._r)
    paragraph._p.append(link)


def add_bookmark(paragraph: Paragraph, heading: str) -> None:
    """Make a heading one that links lead to."""
    name = _bookmark(heading)
    number = str(int(name.removeprefix("part_"), 16) % 10**8)
    paragraph._p.append(_element("bookmarkStart", id=number, name=name))
    paragraph._p.append(_element("bookmarkEnd", id=number))


def _bookmark(heading: str) -> str:
    return f"part_{blake2b(heading.encode('utf-8', 'replace'), digest_size=6).hexdigest()}"


def add_control(paragraph: Paragraph, name: str, content: Choice | Day) -> None:
    """Add a list to choose from, or a calendar to pick a date from; `name` says what it is for."""
    text = one_line(content.text)
    if isinstance(content, Choice):
        items = "".join(
            f"<w:listItem w:displayText={quoteattr(option)} w:value={quoteattr(option)}/>"
            for option in content.options
        )
        kind = f"<w:dropDownList>{items}</w:dropDownList>"
    else:
        day = f' w:fullDate="{text}T00:00:00Z"' if _is_day(text) else ""
        kind = (
            f'<w:date{day}><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="en-CA"/>'
            '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
        )
    grey = f'<w:rPr><w:color w:val="{LIGHT.quiet}"/></w:rPr>'
    markup = _CONTROL.format(
        namespaces=nsdecls("w"),
        name=quoteattr(name[:60]),
        empty="" if text else "<w:showingPlcHdr/>",
        kind=kind,
        look="" if text else grey,
        text=escape(text or HINTS[type(content)]),
    )
    paragraph._p.append(parse_xml(markup))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-11-23")


def add_check_box(
    paragraph: Paragraph, name: str, *, ticked: bool, points: int | None = None
) -> None:
    """Add a box that a click ticks, in the size of the text or of so many points.

    `name` says what it is for.
    """
    sign, checked = ("☑", "1") if ticked else ("☐", "0")
    size = f'<w:sz w:val="{2 * points}"/>' if points else ""
    markup = _CHECK_BOX.format(
        namespaces=nsdecls("w"), name=quoteattr(name[:60]), checked=checked, sign=sign, size=size
    )
    paragraph._p.append(parse_xml(markup))


def fill(cell: _Cell, colour: str) -> None:
    """Give a cell a ground."""
    cell._tc.get_or_add_tcPr().append(_element("shd", val="clear", color="auto", fill=colour))


def describe(table: Table, text: str) -> None:
    """Say what a table shows, for those who do not see it."""
    table._tbl.tblPr.append(_element("tblDescription", val=text))


def set_row(row: _Row, name: str) -> None:
    """Set a property of a row: `tblHeader`, on top of each page; `cantSplit`, kept on one page."""
    row._tr.get_or_add_trPr().append(_element(name))


def without_lines(cell: _Cell) -> None:
    """Draw no lines around a cell but below it."""
    borders = _element("tcBorders")
    for side in ("top", "left", "right"):
        borders.append(_element(side, val="nil"))
    cell._tc.get_or_add_tcPr().append(borders)


_CELL_MARGINS = Cm(0.4)

_LONGEST_WORD = 12
"""How many letters of a word are not parted."""


def column_widths(block: BlockTable, width: int, *, small: bool) -> tuple[float, ...]:
    """Return the columns' shares of the width, changed so that no word in the head is broken.

    Where there is no room for that, each has its part of what it would take.
    """
    letter = _points(small=small) * 0.66  # bold, and wider than most
    words = [re.split(r"[\s-]+", str(name)) for name in block.head]
    longest = [min(_LONGEST_WORD, max(map(cell_len, own))) for own in words]
    least = [(letters * Pt(letter) + _CELL_MARGINS) / width for letters in longest]
    spare = [max(0.0, share - low) for share, low in zip(block.widths, least, strict=True)]
    lacking = sum(max(0.0, low - share) for share, low in zip(block.widths, least, strict=True))
    if not lacking:
        return block.widths
    if lacking > sum(spare):
        return tuple(low / sum(least) for low in least)
    kept = 1 - lacking / sum(spare)
    return tuple(low + own * kept if own else low for low, own in zip(least, spare, strict=True))


def _points(*, small: bool) -> float:
    return 9.0 if small else 10.0


def table_height(block: BlockTable, widths: Sequence[float], width: int, *, small: bool) -> float:
    """Return about how high a table is, in the unit of the width of the page's text."""
    points = _points(small=small)
    letter, line = Pt(points * 0.58), Pt(points * 1.4)
    height = 0.0
    for row in (block.head, *block.rows):
        lines = 1
        for cell, share in zip(row, widths, strict=True):
            fitting = max(1, int((share * width - _CELL_MARGINS) / letter))
            parts = str(cell).splitlines() or [""]
            lines = max(lines, sum(-(-cell_len(part) // fitting) or 1 for part in parts))
        least = Cm(0.9) if "" in row else 0
        height += max(lines * line + Pt(5), least)
    return height
