"""Slides as a PowerPoint file: real layouts and titles, notes, native charts, ready to edit."""

import textwrap
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from unicodedata import east_asian_width

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Length, Pt

from careerplan_cli.forms.colours import LIGHT
from careerplan_cli.forms.decks import powerpoint_xml
from careerplan_cli.forms.decks.powerpoint_xml import (
    BODY_HEIGHT,
    BODY_TOP,
    FIRST_TITLE_SIZE,
    MARGIN,
    SMALLEST,
    TITLE_SIZE,
    WHITE,
    WIDTH,
)
from careerplan_cli.model import blocks
from careerplan_cli.model.fields import Colour
from careerplan_cli.text.printable import one_line, printable

BINARY = True

_SIZES = (36, 32, 28, 26, 24, 22, 20, SMALLEST)
"""The sizes of letters that points may have, in points; the first at which all fit is taken."""

_LETTER = 0.55
"""How wide a letter is at the most on average, as a share of its height: carefully estimated."""

_LINE = 1.25
"""How high a line and the space below it are, as a multiple of the height of letters."""

_GAP = 0.6
"""How high the space below a point is, as a multiple of the height of letters."""

_LABELS = 0.36
"""How much of a chart's width the names of its bars have."""

_MOST_BARS, _LONGEST_LABEL = 9, 32
"""How many bars a chart holds, and how many characters the name of each."""


def render(deck: blocks.Deck) -> bytes:
    """Return the bytes of the file."""
    file = powerpoint_xml.wide_template(deck.colour)
    properties = file.core_properties
    properties.title = one_line(deck.title)[:255]
    properties.language = deck.language
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    layouts = {layout.name: layout for layout in file.slide_layouts}
    for number, one in enumerate(deck.slides):
        listed = len(one.blocks) == 1 and isinstance(one.blocks[0], blocks.Bullets)
        first = number == 0 and listed
        name = "Title Slide" if first else "Title and Content" if listed else "Title Only"
        slide = file.slides.add_slide(layouts[name])
        _set_title(slide, one_line(one.title), first=first)
        if listed:
            (block,) = one.blocks
            _write_points(slide.placeholders[1], block, first=first)
        else:
            _draw(slide, one.blocks)
        powerpoint_xml.add_number(slide, WHITE if first else LIGHT.quiet)
        slide.notes_slide.notes_text_frame.text = printable(one.notes)
        powerpoint_xml.set_language(slide, deck.language)
    written = BytesIO()
    file.save(written)
    return written.getvalue()


def _set_title(slide: Any, title: str, *, first: bool) -> None:
    slide.shapes.title.text = title
    size = FIRST_TITLE_SIZE if first else TITLE_SIZE
    width = WIDTH - 2 * MARGIN
    while size > SMALLEST and _lines(title, width, size) > 2:
        size -= 2
    for run in slide.shapes.title.text_frame.paragraphs[0].runs:
        run.font.size = Pt(size)
        if first:
            run.font.color.rgb = RGBColor(255, 255, 255)


def _write_points(placeholder: Any, block: Any, *, first: bool = False) -> None:
    """Write a list into its placeholder, as large as it fits; one with leads has them in bold."""
    texts = [f"{item.lead} {item.text}".strip() for item in block.items]
    size = _size(texts, placeholder.width, placeholder.height)
    frame = placeholder.text_frame
    for number, item in enumerate(block.items):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size * _GAP)
        if first:
            paragraph.alignment = PP_ALIGN.LEFT
        if item.lead:
            _add_run(paragraph, f"{one_line(item.lead)} ", size, bold=True)
        colour = WHITE if first else LIGHT.text
        _add_run(paragraph, one_line(item.text), size, colour=colour)


def _add_run(
    paragraph: Any, text: str, size: float, *, bold: bool = False, colour: str = LIGHT.text
) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size = Pt(size)
    run.font.bold = bold
    run.font.color.rgb = RGBColor.from_string(colour.upper())


def _size(texts: Sequence[str], width: int, height: int) -> int:
    """Return the size of letters at which texts fit a place below each other."""
    for size in _SIZES:
        lines = sum(_lines(text, width - Inches(0.6), size) for text in texts)
        if Pt(size * (_LINE * lines + _GAP * len(texts))) <= height:
            return size
    return SMALLEST


def _lines(text: str, width: int, size: float) -> int:
    """Return how many lines a text takes in a width, carefully estimated."""
    wide = any(east_asian_width(character) in "WF" for character in text)
    most = int(width / Pt(size * (1.1 if wide else _LETTER)))
    return max(1, len(textwrap.wrap(text, max(1, most))))


def _draw(slide: Any, shown: Sequence[blocks.Block]) -> None:
    """Draw blocks below the title, from the top down."""
    top: int = BODY_TOP
    width = WIDTH - 2 * MARGIN
    for block in shown:
        match block:
            case blocks.Badge():
                top += _badge(slide, block.mark, top, width)
            case blocks.Scale():
                top += _scale(slide, block, top, width)
            case blocks.Paragraph():
                top += _paragraph(slide, block.text, top, width)
            case blocks.Profile():
                _profile(slide, block, top, width)
            case blocks.Bars():
                _bars(slide, block, top, width)
            case blocks.Bullets():
                box = _box(slide, MARGIN, top, width, BODY_HEIGHT)
                _write_points(box, block)
            case _:
                raise TypeError(f"A slide cannot show {block!r}.")


def _box(slide: Any, left: int, top: int, width: int, height: int) -> Any:
    box = slide.shapes.add_textbox(Emu(left), Emu(top), Emu(width), Emu(height))
    box.text_frame.word_wrap = True
    return box


def _badge(slide: Any, mark: blocks.Mark, top: int, width: int) -> Length:
    """Draw the sign of a level; return how much room it takes."""
    height = Inches(0.95)
    shape = slide.shapes.add_shape(
        MSO_SHAPE.ROUNDED_RECTANGLE, Emu(MARGIN), Emu(top), Emu(width), height
    )
    _fill(shape, mark.colour)
    powerpoint_xml.describe(shape, one_line(f"The level: {mark}"))
    paragraph = shape.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    size = 32 if _lines(str(mark), width - Inches(0.3), 32) == 1 else 20
    _add_run(paragraph, one_line(str(mark)), size, bold=True, colour=_ink(mark.colour))
    return Inches(1.25)


def _scale(slide: Any, block: blocks.Scale, top: int, width: int) -> Length:
    """Draw the scale as boxes beside each other with a marker above; return the room it takes."""
    shapes = []
    marker_width = Inches(4)
    left = MARGIN + int(width * block.marker) - marker_width // 2
    left = min(max(left, MARGIN), MARGIN + width - marker_width)
    marker = _box(slide, left, top, marker_width, Inches(0.6))
    paragraph = marker.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER
    _add_run(paragraph, one_line(block.marker_words), 22, bold=True)
    shapes.append(marker)
    pointer = slide.shapes.add_shape(
        MSO_SHAPE.FLOWCHART_MERGE,
        Emu(MARGIN + int(width * block.marker) - Inches(0.15)), Emu(top + Inches(0.6)),
        Inches(0.3), Inches(0.25),
    )  # fmt: skip
    pointer.fill.solid()
    pointer.fill.fore_color.rgb = RGBColor.from_string(LIGHT.text.upper())
    pointer.line.fill.background()
    pointer.shadow.inherit = False
    shapes.append(pointer)
    for band in block.bands:
        shape = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE,
            Emu(MARGIN + int(width * band.start)), Emu(top + Inches(0.9)),
            Emu(int(width * (band.end - band.start))), Inches(1.1),
        )  # fmt: skip
        _fill(shape, band.mark.colour)
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = Inches(0.05)
        frame.paragraphs[0].alignment = PP_ALIGN.CENTER
        name = one_line(str(band.mark))
        if _lines(name, shape.width - Inches(0.1), SMALLEST) > 1:
            name = one_line(band.mark.symbol)  # a narrow band has no room for its name
        colour = _ink(band.mark.colour)
        _add_run(frame.paragraphs[0], name, SMALLEST, bold=True, colour=colour)
        points = frame.add_paragraph()
        points.alignment = PP_ALIGN.CENTER
        _add_run(points, one_line(band.words), SMALLEST, colour=colour)
        shapes.append(shape)
    group = slide.shapes.add_group_shape(shapes)
    powerpoint_xml.describe(group, one_line(f"{block.title}: {block.text}"))
    return Inches(2.3)


def _paragraph(slide: Any, text: str, top: int, width: int) -> Length:
    line = one_line(text)
    room = BODY_TOP + BODY_HEIGHT - top
    size = min(26, _size([line], width, room))
    box = _box(slide, MARGIN, top, width, Pt(size * _LINE * (_lines(line, width, size) + 0.5)))
    _add_run(box.text_frame.paragraphs[0], line, size)
    return Length(box.height)


def _profile(slide: Any, block: blocks.Profile, top: int, width: int) -> None:
    """Draw the areas as a bar chart: each bar is as long as its answer is high."""
    data = CategoryChartData()
    data.categories = [_label(ladder.label) for ladder in block.ladders]
    data.add_series("Answer", [_place_of(ladder) for ladder in block.ladders])
    chart = _chart(slide, data, block, top, width)
    plot = chart.plots[0]
    chart.value_axis.maximum_scale = max(len(ladder.stops) for ladder in block.ladders) * 1.5
    for number, ladder in enumerate(block.ladders):
        point = plot.series[0].points[number]
        chosen = next((stop for stop in ladder.stops if stop.chosen), None)
        point.format.fill.solid()
        ink = _ink(chosen.colour) if chosen else LIGHT.quiet
        point.format.fill.fore_color.rgb = RGBColor.from_string(ink.upper())
        label = point.data_label
        label.position = XL_LABEL_POSITION.OUTSIDE_END
        label.has_text_frame = True
        _add_run(label.text_frame.paragraphs[0], one_line(ladder.words), SMALLEST)
    powerpoint_xml.lay_out(chart, _LABELS)


def _place_of(ladder: blocks.Ladder) -> int:
    """Return the place of the answer among the stops, from 1; 0 without an answer."""
    return next((n for n, stop in enumerate(ladder.stops, 1) if stop.chosen), 0)


def _bars(slide: Any, block: blocks.Bars, top: int, width: int) -> None:
    """Draw bars whose parts have their numbers in them, and their names below the chart."""
    shown = block.bars[:_MOST_BARS]
    data = CategoryChartData()
    data.categories = [_label(bar.label) for bar in shown]
    names = [(stretch.name, stretch.colour) for stretch in shown[0].stretches]
    for number, (name, _) in enumerate(names):
        numbers = (bar.stretches[number].number for bar in shown)
        data.add_series(_label(name), [n or None for n in numbers])
    chart = _chart(slide, data, block, top, width, stacked=True)
    for series, (_, colour) in zip(chart.plots[0].series, names, strict=True):
        series.format.fill.solid()
        ink = _ink(colour) if colour else LIGHT.quiet
        series.format.fill.fore_color.rgb = RGBColor.from_string(ink.upper())
        labels = series.data_labels
        labels.show_value = True
        labels.font.size = Pt(SMALLEST)
        labels.font.color.rgb = RGBColor(255, 255, 255)
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(SMALLEST)
    powerpoint_xml.lay_out(chart, _LABELS)


def _chart(
    slide: Any,
    data: CategoryChartData,
    block: blocks.Figure,
    top: int,
    width: int,
    *,
    stacked: bool = False,
) -> Any:
    """Return a new chart of bars, the first on top, with a description in words."""
    kind = XL_CHART_TYPE.BAR_STACKED if stacked else XL_CHART_TYPE.BAR_CLUSTERED
    height = BODY_TOP + BODY_HEIGHT - top
    frame = slide.shapes.add_chart(kind, Emu(MARGIN), Emu(top), Emu(width), Emu(height), data)
    frame.name = one_line(block.title)
    powerpoint_xml.describe(frame, one_line(f"{block.title}: {block.text}"))
    chart = frame.chart
    chart.has_title = chart.has_legend = False
    chart.font.size = Pt(SMALLEST)
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_labels.font.size = Pt(SMALLEST)
    chart.category_axis.format.line.fill.background()
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    chart.plots[0].gap_width = 35
    return chart


def _label(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1].rstrip()}…"


def _fill(shape: Any, colour: Colour) -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(LIGHT.shades[colour].tint.upper())
    shape.shadow.inherit = False
    shape.line.color.rgb = RGBColor.from_string(_ink(colour).upper())
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE


def _ink(colour: Colour) -> str:
    return LIGHT.shades[colour].ink
