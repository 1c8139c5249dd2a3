"""What slides need and python-pptx has no words for: a wide template, numbers, descriptions."""

from copy import deepcopy
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as PresentationFile
from pptx.util import Emu, Inches

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
"""A slide, 16 to 9."""

MARGIN = Inches(0.7)
BODY_TOP, BODY_HEIGHT = Inches(1.9), Inches(4.8)
"""Where what is below a title begins, and how high it is."""

SMALLEST = 18
"""The least size of letters on a slide, in points."""

TITLE_SIZE = 34
FIRST_TITLE_SIZE = 44

_TITLE_TOP, _TITLE_HEIGHT = Inches(0.45), Inches(1.1)
_FIRST_TOP, _FIRST_HEIGHT = Inches(1.7), Inches(1.9)
_SUBTITLE_TOP, _SUBTITLE_HEIGHT = Inches(3.9), Inches(2.4)
_LAYOUTS = ("Title Slide", "Title and Content", "Title Only")

_LAYOUT = """<c:layout {0}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>
<c:yMode val="edge"/><c:x val="{1}"/><c:y val="0.01"/><c:w val="{2}"/><c:h val="{3}"/>
</c:manualLayout></c:layout>"""

WHITE = "ffffff"

_FILL = """<a:solidFill {namespaces}><a:srgbClr val="{colour}"/></a:solidFill>"""

_GROUND = """<p:bg {namespaces}><p:bgPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>
<a:effectLst/></p:bgPr></p:bg>"""

_LINE = """<p:sp {namespaces}><p:nvSpPr><p:cNvPr id="90" name="Line"/><p:cNvSpPr/><p:nvPr
 userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}"
 cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr
 val="{colour}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>"""


def wide_template(colour: str) -> PresentationFile:
    """Return a presentation without slides: 16 to 9, three layouts, titles in the colour.

    It is made from the template that comes with python-pptx, whose slides are 4 to 3.
    """
    file = Presentation()
    file.slide_width, file.slide_height = WIDTH, HEIGHT
    for layout in list(file.slide_layouts):
        if layout.name not in _LAYOUTS:
            file.slide_layouts.remove(layout)
    for page in (file.slide_master, *file.slide_layouts):
        for placeholder in list(page.placeholders):
            _place(placeholder)
        for properties in page.element.iter(qn("a:defRPr")):
            if 0 < int(properties.get("sz", "0")) < 100 * SMALLEST:
                properties.set("sz", str(100 * SMALLEST))
    _style_titles(file.slide_master.element, colour)
    for layout in file.slide_layouts:
        first = layout.name == "Title Slide"
        top = _FIRST_TOP + _FIRST_HEIGHT if first else _TITLE_TOP + _TITLE_HEIGHT
        if first:
            ground = _GROUND.format(namespaces=nsdecls("p", "a"), colour=colour)
            layout.element.cSld.insert(0, parse_xml(ground))
        line = _LINE.format(
            namespaces=nsdecls("p", "a"), left=MARGIN + Inches(0.1), top=top + Inches(0.08),
            width=Inches(1.6), height=Inches(0.07), colour=WHITE if first else colour,
        )  # fmt: skip
        layout.shapes._spTree.append(parse_xml(line))
    return file


def _place(placeholder: Any) -> None:
    """Move a placeholder of the master or a layout to its place on a wide slide.

    Those for a date and a footer are taken out.
    """
    kind = placeholder.placeholder_format.type
    if kind in (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER):
        placeholder.element.getparent().remove(placeholder.element)
        return
    width = WIDTH - 2 * MARGIN
    left, top, wide, high = {
        PP_PLACEHOLDER.TITLE: (MARGIN, _TITLE_TOP, width, _TITLE_HEIGHT),
        PP_PLACEHOLDER.CENTER_TITLE: (MARGIN, _FIRST_TOP, width, _FIRST_HEIGHT),
        PP_PLACEHOLDER.SUBTITLE: (MARGIN, _SUBTITLE_TOP, width, _SUBTITLE_HEIGHT),
        PP_PLACEHOLDER.SLIDE_NUMBER: (WIDTH - Inches(1.7), Inches(6.85), Inches(1), Inches(0.45)),
    }.get(kind, (MARGIN, BODY_TOP, width, BODY_HEIGHT))
    placeholder.left, placeholder.top = Emu(left), Emu(top)
    placeholder.width, placeholder.height = Emu(wide), Emu(high)


def _style_titles(master: Any, colour: str) -> None:
    """Set titles to the left, at the foot of their place, in the colour."""
    (title,) = master.iter(qn("p:titleStyle"))
    for level in title.iter(qn("a:lvl1pPr")):
        level.set("algn", "l")
        properties = level.find(qn("a:defRPr"))
        properties.set("sz", str(100 * TITLE_SIZE))
        properties.set("b", "1")
        for fill in properties.iter(qn("a:solidFill")):
            fill.remove(fill[0])
            fill.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{colour}"/>'))
    for body in master.iter(qn("a:bodyPr")):
        if body.get("anchor") == "ctr":
            body.set("anchor", "b")


def add_number(slide: Any, colour: str) -> None:
    """Give a slide its number: python-pptx does not copy the place for it from the layout."""
    for placeholder in slide.slide_layout.placeholders:
        if placeholder.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
            copied = deepcopy(placeholder.element)
            copied.nvSpPr.cNvPr.set("id", str(max(s.shape_id for s in slide.shapes) + 1))
            for properties in copied.iter(qn("a:rPr")):
                properties.append(parse_xml(_FILL.format(namespaces=nsdecls("a"), colour=colour)))
            slide.shapes._spTree.append(copied)


def describe(shape: Any, text: str) -> None:
    """Say what a shape shows, for those who do not see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)


def lay_out(chart: Any, labels: float) -> None:
    """Give the names of bars a share of the width (0-1), and show every one of them."""
    space = chart._chartSpace
    (plot,) = space.iter(qn("c:plotArea"))
    for old in plot.findall(qn("c:layout")):
        plot.remove(old)
    bottom = 0.86 if chart.has_legend else 0.98
    plot.insert(0, parse_xml(_LAYOUT.format(nsdecls("c"), labels, 0.98 - labels, bottom)))
    (axis,) = space.iter(qn("c:catAx"))
    skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
    axis.find(qn("c:noMultiLvlLbl")).addprevious(skip)


def set_language(slide: Any, language: str) -> None:
    """Tell screen readers and spelling checkers the language of all texts of a slide."""
    for element in (slide.element, slide.notes_slide.element):
        for run in element.iter(qn("a:r")):
            run.get_or_add_rPr().set("lang", language)
        for name in ("a:rPr", "a:endParaRPr"):
            for properties in element.iter(qn(name)):
                properties.set("lang", language)
