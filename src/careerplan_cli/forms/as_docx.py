"""A document as a Word file: real headings, lists, tables and page numbers, ready to edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import singledispatchmethod
from io import BytesIO

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section
from docx.shared import Cm, Emu, Length, RGBColor
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from careerplan_cli.forms import word_xml
from careerplan_cli.forms.colours import LIGHT, QUIET_LIGHT
from careerplan_cli.model import blocks
from careerplan_cli.model.fields import Colour
from careerplan_cli.text.printable import one_line, printable

_MARGIN, _NARROW_MARGIN = Cm(2.2), Cm(1.3)

_HEADER_FILL = "E9ECEF"

_MANY_COLUMNS = 6
"""From more columns than this on a table has small letters."""

_FEW_ROWS, _FEW_CHARACTERS = 12, 2000
"""As many rows, with as much text in all, as stay on one page together."""

_ROOM_TO_WRITE = Cm(0.9)
"""The least height of a row that has something to fill in."""

_BAR_SIGNS = 16

_CODE_FONT = "Consolas"

_FOOTER_LENGTH = 60
"""How many characters of a title stand in the footer at the most."""

_TABLES = (blocks.Table, blocks.Scale, blocks.Profile, blocks.Bars, blocks.Counts)
"""The blocks that are tables in Word."""

BINARY = True


def render(document: blocks.Document) -> bytes:
    """Return the bytes of the file."""
    return _Writer(document).file()


class _Writer:
    """Writes blocks into a new Word document, one after the other."""

    def __init__(self, document: blocks.Document) -> None:
        self.word = docx.Document()
        self._last: WordParagraph | None = None
        self._on_new_page = False
        self._below_heading = False
        self._prepare(document)
        for block, after in blocks.in_sequence(document.blocks):
            before_wide = isinstance(block, blocks.Heading) and isinstance(after, blocks.Wide)
            self._turn_page(wide=before_wide or isinstance(block, blocks.Wide))
            self._write(block, after)

    def file(self) -> bytes:
        """Return the bytes of the document."""
        file = BytesIO()
        self.word.save(file)
        return file.getvalue()

    def _prepare(self, document: blocks.Document) -> None:
        properties = self.word.core_properties
        properties.title = one_line(document.title)[:255]
        properties.language = document.language
        properties.author = properties.comments = ""
        properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
        word_xml.set_settings(self.word, document.language)
        word_xml.set_styles(self.word)
        section = self.word.sections[0]
        section.page_width, section.page_height = Cm(21.59), Cm(27.94)
        _set_margins(section, _MARGIN)
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        footer.add_run(f"{_short_title(document.title)} · ")
        word_xml.add_field(footer, "PAGE")
        footer.add_run(" / ")
        word_xml.add_field(footer, "NUMPAGES")

    def _turn_page(self, *, wide: bool) -> None:
        """Go on, if need be on a new page, with pages whose long side is the width or not."""
        section = self.word.sections[-1]
        if wide == (section.orientation == WD_ORIENT.LANDSCAPE):
            return
        turned = self.word.add_section(WD_SECTION.NEW_PAGE) if self._last else section
        turned.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        height, width = section.page_width, section.page_height
        turned.page_width, turned.page_height = width, height
        _set_margins(turned, _NARROW_MARGIN if wide else _MARGIN)

    def _write(self, block: blocks.Block, after: blocks.Block | None) -> None:
        self._block(block)
        introduces = isinstance(after, (*_TABLES, blocks.Lines))
        opens = self._below_heading and isinstance(after, blocks.Paragraph)
        if isinstance(block, _TABLES):
            # LibreOffice (seen up to 7.4) ignores "keep with next" in a heading just below a
            # table, and in all of a chain of such paragraphs that is longer than a page: a heading
            # then stands alone at the foot of a page. So an empty paragraph follows each table,
            # and lists are not kept with what follows.
            self._paragraph("Space")
        elif introduces or opens:
            self._keep_with_next()
        self._below_heading = isinstance(block, blocks.Heading)

    def _keep_with_next(self) -> None:
        """Let no page end below the paragraph that was written last."""
        if self._last is not None:
            self._last.paragraph_format.keep_with_next = True

    def _paragraph(self, style: str = "Normal") -> WordParagraph:
        self._last = self.word.add_paragraph()
        word_xml.set_style(self._last, style)
        return self._last

    @property
    def _width(self) -> int:
        """The width of the text on the page, in EMU."""
        section = self.word.sections[-1]
        page, left, right = section.page_width, section.left_margin, section.right_margin
        return int(page or 0) - int(left or 0) - int(right or 0)

    @singledispatchmethod
    def _block(self, block: blocks.Block) -> None:
        raise NotImplementedError(block)

    @_block.register
    def _heading(self, block: blocks.Heading) -> None:
        self._last = self.word.add_heading(one_line(block.text), block.depth - 1)
        self._last.paragraph_format.page_break_before = self._on_new_page or None
        self._on_new_page = False

    @_block.register
    def _badge(self, block: blocks.Badge) -> None:
        paragraph = self._paragraph("Level")
        _set_mark(paragraph, block.mark)
        shade = LIGHT[block.mark.colour]
        word_xml.box(paragraph, line=shade.ink, fill=shade.tint)

    @_block.register
    def _text(self, block: blocks.Paragraph) -> None:
        _set_led(self._paragraph(), block.lead, printable(block.text))

    @_block.register
    def _command(self, block: blocks.Command) -> None:
        paragraph = self._paragraph()
        if block.purpose:
            paragraph.add_run(f"{one_line(block.purpose)}: ")
        paragraph.add_run(one_line(block.line)).font.name = _CODE_FONT

    @_block.register
    def _bullets(self, block: blocks.Bullets) -> None:
        for item in block.items:
            _set_item(self._paragraph("List Bullet"), item)
            for detail in item.details:
                self._paragraph("List Bullet 2").add_run(one_line(detail))

    @_block.register
    def _numbered(self, block: blocks.Numbered) -> None:
        number = word_xml.new_numbering(self.word)
        for item in block.items:
            paragraph = self._paragraph("List Number")
            word_xml.use_numbering(paragraph, number)
            _set_item(paragraph, item)

    @_block.register
    def _checklist(self, block: blocks.Checklist) -> None:
        for check in block.checks:
            self._check(check, "Check")

    def _check(self, check: blocks.Check, style: str) -> None:
        paragraph = self._paragraph(style)
        word_xml.add_check_box(paragraph, ticked=check.ticked)
        paragraph.add_run("\t")
        _set_led(paragraph, check.lead, one_line(check.text))
        for finer in check.checks:
            self._check(finer, "Check 2")

    @_block.register
    def _table(self, block: blocks.Table) -> None:
        style = "Small table text" if len(block.head) > _MANY_COLUMNS else "Table text"
        grid = self._grid(len(block.rows) + 1, block.widths, block.title, style)
        head, *rows = grid
        word_xml.repeat_as_header(head.row)
        for name, cell in zip(block.head, head.cells, strict=True):
            cell.paragraphs[0].add_run(one_line(str(name))).bold = True
            word_xml.fill(cell, _HEADER_FILL)
        for contents, row in zip(block.rows, rows, strict=True):
            if "" in contents:
                row.row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
                row.row.height = _ROOM_TO_WRITE
            for content, cell in zip(contents, row.cells, strict=True):
                _set_cell(cell, content)
        for contents, upper, lower in zip(block.rows, grid, rows, strict=False):
            for n, content in enumerate(contents):
                if content is None:
                    word_xml.join(upper.cells[n], lower.cells[n])
        characters = sum(len(str(cell)) for row in block.rows for cell in row)
        few = len(rows) <= _FEW_ROWS and characters <= _FEW_CHARACTERS
        _keep_together(grid if few else grid[:2])

    def _grid(
        self, rows: int, widths: Sequence[float], text: str, style: str = "Table text"
    ) -> "list[_Row]":
        """Return the rows of a new table over the whole width; `text` describes it."""
        table = self.word.add_table(rows, len(widths), style="Table Grid")
        table.autofit = False
        word_xml.describe(table, one_line(text))
        emus = [Emu(int(self._width * width)) for width in widths]
        for column, emu in zip(table.columns, emus, strict=True):
            column.width = emu
        grid = [_Row(row, row.cells) for row in table.rows]
        for row in grid:
            word_xml.keep_whole(row.row)
            for cell, emu in zip(row.cells, emus, strict=True):
                cell.width = emu
                word_xml.set_style(cell.paragraphs[0], style)
        return grid

    @_block.register
    def _lines(self, block: blocks.Lines) -> None:
        for n in range(block.number):
            if n:
                self._keep_with_next()
            self._paragraph("Line to write on")

    @_block.register
    def _scale(self, block: blocks.Scale) -> None:
        """Draw the scale as a row of shaded cells, with the marker above the one it is in."""
        widths = [band.end - band.start for band in block.bands]
        upper, lower = self._grid(2, widths, f"{block.title}: {block.text}")
        for band, above, below in zip(block.bands, upper.cells, lower.cells, strict=True):
            if band.start <= block.marker < band.end:
                above.paragraphs[0].add_run(f"▼ {block.marker_words}").bold = True
            _set_mark(below.paragraphs[0], band.mark)
            _colour(below.paragraphs[0].add_run(f"\n{band.words}"), band.mark.colour)
            word_xml.fill(below, LIGHT[band.mark.colour].tint)
            for cell in (above, below):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            word_xml.without_lines(above)
        _keep_together([upper, lower])

    @_block.register
    def _profile(self, block: blocks.Profile) -> None:
        """Draw the profile as a row of cells for each area, the chosen one shaded."""
        most = max(len(ladder.stops) for ladder in block.ladders)
        widths = [0.4, *([0.6 / most] * most)]
        grid = self._grid(len(block.ladders), widths, f"{block.title}: {block.text}")
        for ladder, row in zip(block.ladders, grid, strict=True):
            label, *cells = row.cells
            label.paragraphs[0].add_run(one_line(ladder.label)).bold = True
            for stop, cell in zip(ladder.stops, cells, strict=False):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
                run = cell.paragraphs[0].add_run(f"✓ {stop.words}" if stop.chosen else stop.words)
                if stop.chosen:
                    word_xml.fill(cell, LIGHT[stop.colour].tint)
                    _colour(run, stop.colour)
                else:
                    run.font.color.rgb = RGBColor.from_string(QUIET_LIGHT.upper())
        _keep_together(grid)

    @_block.register
    def _bars(self, block: blocks.Bars) -> None:
        """Draw each bar as a row: the group, numbers with bars of signs, and words."""
        grid = self._grid(len(block.bars), [0.25, 0.33, 0.42], f"{block.title}: {block.text}")
        for bar, row in zip(block.bars, grid, strict=True):
            label, drawn, words = (cell.paragraphs[0] for cell in row.cells)
            label.add_run(one_line(bar.label)).bold = True
            for stretch in bar.stretches:
                if stretch.number:
                    signs = "█" * max(1, round(stretch.number * _BAR_SIGNS / bar.total))
                    _colour(drawn.add_run(f"{stretch.number} {signs} "), stretch.colour)
            words.add_run(one_line(bar.words))
        _keep_together(grid)

    @_block.register
    def _counts(self, block: blocks.Counts) -> None:
        """Draw each count as a row: what is counted, and the number with a bar of signs."""
        grid = self._grid(len(block.counts), [0.5, 0.5], f"{block.title}: {block.text}")
        for count, row in zip(block.counts, grid, strict=True):
            name, drawn = (cell.paragraphs[0] for cell in row.cells)
            signs = "█" * round(count.number * _BAR_SIGNS / block.most)
            run = drawn.add_run(f"{count.number:,} {signs}")
            if isinstance(count.of, blocks.Mark):
                _set_mark(name, count.of)
                _colour(run, count.of.colour)
            else:
                name.add_run(one_line(count.of))
        _keep_together(grid)

    @_block.register
    def _page_break(self, block: blocks.PageBreak) -> None:
        self._on_new_page = True

    @_block.register
    def _wide(self, block: blocks.Wide) -> None:
        for inner, after in blocks.in_sequence(block.blocks):
            self._write(inner, after)


@dataclass(frozen=True)
class _Row:
    """A row of a Word table with its cells, which python-docx looks up anew each time."""

    row: WordRow
    cells: Sequence[WordCell]


def _short_title(title: str) -> str:
    """Return a title on one line, and so short that it fits the width of a page."""
    text = one_line(title)
    return text if len(text) <= _FOOTER_LENGTH else f"{text[: _FOOTER_LENGTH - 1].rstrip()}…"


def _set_margins(section: Section, margin: Length) -> None:
    section.left_margin = section.right_margin = margin
    section.top_margin = section.bottom_margin = margin


def _set_item(paragraph: WordParagraph, item: blocks.Item) -> None:
    if item.url:
        word_xml.add_link(paragraph, one_line(item.text), item.url)
    else:
        _set_led(paragraph, item.lead, one_line(item.text))


def _set_led(paragraph: WordParagraph, lead: str, text: str) -> None:
    if lead:
        paragraph.add_run(one_line(lead)).bold = True
        paragraph.add_run(" ")
    paragraph.add_run(text)


def _set_cell(cell: WordCell, content: blocks.Cell) -> None:
    if isinstance(content, blocks.Mark):
        _set_mark(cell.paragraphs[0], content)
    elif content:
        run = cell.paragraphs[0].add_run(printable(str(content)))
        _colour(run, content.colour if isinstance(content, blocks.Phrase) else None)


def _set_mark(paragraph: WordParagraph, mark: blocks.Mark) -> None:
    run = paragraph.add_run(one_line(str(mark)))
    run.bold = True
    _colour(run, mark.colour)


def _colour(run: Run, colour: Colour | None) -> None:
    if colour:
        run.font.color.rgb = RGBColor.from_string(LIGHT[colour].ink.upper())


def _keep_together(rows: Sequence[_Row]) -> None:
    """Let no page end between these rows."""
    for row in rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
