"""A document as a Word file: real headings, lists, tables and page numbers, ready to edit."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import zip_longest

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.section import Section
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from careerplan_cli.forms import word_xml
from careerplan_cli.forms.colours import LIGHT
from careerplan_cli.model import blocks
from careerplan_cli.model.fields import Colour
from careerplan_cli.text.printable import one_line, printable

_BAR_SIGNS = 16
"""How many signs the longest bar has."""

_FEW = 4
"""How many numbered lines stand together; a list of more does not end in a line alone."""

_MOST_TOGETHER = 24
"""How many lines a list of boxes, or one above lines to write on, may fill that stays whole."""

_LETTERS = 80
"""How many letters stand in a line of a list."""

_LARGE_BOX = 13
"""The points of a box to tick on paper, where the text is small."""

_MOST_OF_A_PAGE = {WD_ORIENT.PORTRAIT: 0.6, WD_ORIENT.LANDSCAPE: 0.65}
"""How much of a page's height a table may take that no page cuts in two: what leads to it has to
stand above it on the same page.
"""

_LISTS = (blocks.Bullets, blocks.Numbered, blocks.Checklist)

_LAST_LINES = 5
"""How many paragraphs stand on a page with the last one."""

_LAST_ROWS = 4
"""How many of the last rows of a longer table stand together on a page; of a shorter one two."""

BINARY = True


def render(document: blocks.Document) -> bytes:
    """Return the bytes of the file."""
    writer = _Writer(document)
    writer.write(document.blocks)
    writer.end_page()
    file = BytesIO()
    writer.word.save(file)
    return file.getvalue()


class _Writer:
    """Writes blocks into a new Word document, one after the other."""

    def __init__(self, document: blocks.Document) -> None:
        self.word = docx.Document()
        self._last: WordParagraph | None = None
        self._written: list[WordParagraph] = []
        self._on_new_page = False
        self._compact = document.compact
        self._below_heading = False
        properties = self.word.core_properties
        properties.title = one_line(document.title)[:255]
        properties.language = document.language
        properties.author = properties.comments = ""
        properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
        word_xml.remove_leftovers(self.word)
        word_xml.add_properties(self.word, document.properties)
        word_xml.set_settings(self.word, document.language)
        word_xml.set_styles(self.word)
        section = self.word.sections[0]
        _lay_out(section, wide=False)
        if document.compact:
            word_xml.set_compact_styles(self.word)
            section.left_margin = section.right_margin = Cm(1.2)
            section.top_margin = section.bottom_margin = Cm(1.0)
            section.footer_distance = section.header_distance = Cm(0.95)
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        footer.add_run(f"{_short_title(document.title)} · ")
        word_xml.add_field(footer, "PAGE")
        footer.add_run(" / ")
        word_xml.add_field(footer, "NUMPAGES")

    def write(self, parts: Sequence[blocks.Block]) -> None:
        """Write blocks on pages of either width."""
        for block, after in zip_longest(parts, parts[1:]):
            before_wide = isinstance(block, blocks.Heading) and isinstance(after, blocks.Wide)
            self._turn_page(wide=before_wide or isinstance(block, blocks.Wide))
            self._write(block, after)
            if self._compact and block is parts[-3:][0] and isinstance(block, blocks.Table):
                # the last two tables are on one page, so that none is nearly empty
                self._keep_table_with_next()

    def end_page(self) -> None:
        """Let neither a few lines nor the space that follows a table take a page of their own."""
        if not (written := self.word.paragraphs):
            return
        *before, last = written
        if last.style and last.style.name == "Space":
            last.paragraph_format.line_spacing = Pt(1)
        elif not self._compact:
            for paragraph in before[-_LAST_LINES:]:
                word_xml.keep_with_next(paragraph)

    def _turn_page(self, *, wide: bool) -> None:
        """Go on, if need be on a new page, with pages whose long side is the width or not."""
        section = self.word.sections[-1]
        if wide != (section.orientation == WD_ORIENT.LANDSCAPE):
            turned = self.word.add_section(WD_SECTION.NEW_PAGE) if self._last else section
            _lay_out(turned, wide=wide)
            if self._last:
                self._flatten_break()

    def _flatten_break(self) -> None:
        """Make the paragraph that ends a section too low to need a page of its own.

        It takes the place of the space below a table, which would stand there for nothing.
        """
        *_, before, line = self.word.paragraphs
        if before.style and before.style.name == "Space":
            before._p.getparent().remove(before._p)
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(0)
        line.paragraph_format.line_spacing = Pt(1)

    def _write(self, block: blocks.Block, after: blocks.Block | None) -> None:
        self._written, before = [], self._last
        self._add(block)
        introduces = isinstance(after, blocks.Table | blocks.Figure | blocks.Lines)
        if isinstance(block, _LISTS):
            self._keep_list(before, block, after)
            introduces = False
        opens = self._below_heading and isinstance(after, blocks.Paragraph)
        if isinstance(block, blocks.Table | blocks.Figure):
            # LibreOffice (seen up to 7.4) ignores "keep with next" in a heading just below a
            # table, and in many a chain of more than four such paragraphs: a heading then stands
            # alone at the foot of a page. So an empty paragraph follows each table, and not every
            # list is kept whole.
            if isinstance(block, blocks.Table) and isinstance(after, blocks.Table):
                self._paragraph("Space")
                self._keep_table_with_next()
            else:
                self._paragraph("Space")
        elif introduces or opens:
            self._keep_with_next()
        self._below_heading = isinstance(block, blocks.Heading)

    def _keep_list(
        self, before: WordParagraph | None, block: blocks.Block, after: blocks.Block | None
    ) -> None:
        """Let no page cut a list in two; of a longer one, let the last item not stand alone.

        Lines to write on stay with the list above them, and that with what leads to it.
        """
        lines, to_write_on = self._written, isinstance(after, blocks.Lines)
        height = sum(1 + len(line.text) // _LETTERS for line in lines)
        few = isinstance(block, blocks.Numbered) and len(lines) <= _FEW
        if few or (
            height <= _MOST_TOGETHER and (to_write_on or isinstance(block, blocks.Checklist))
        ):
            together = lines if to_write_on else lines[:-1]
        else:
            together = lines[-2:-1] if len(lines) > _FEW else []
        if before is not None and to_write_on:
            together = [before, *together]
        for line in together:
            word_xml.keep_with_next(line)

    def _keep_table_with_next(self) -> None:
        """Let no page end below the table that was written last, nor below the space after it."""
        for cell in self.word.tables[-1].rows[-1].cells:
            word_xml.keep_with_next(cell.paragraphs[0])
        self._keep_with_next()

    def _keep_with_next(self) -> None:
        """Let no page end below the paragraph that was written last."""
        if self._last is not None:
            word_xml.keep_with_next(self._last)

    def _paragraph(self, style: str = "Normal") -> WordParagraph:
        self._last = self.word.add_paragraph()
        word_xml.set_style(self._last, style)
        self._written.append(self._last)
        return self._last

    def _add(self, block: blocks.Block) -> None:
        match block:
            case blocks.Heading():
                style = f"Heading {block.depth - 1}" if block.depth > 1 else "Title"
                heading = self._paragraph(style)
                heading.add_run(one_line(block.text))
                if block.depth == 2:
                    word_xml.add_bookmark(heading, one_line(block.text))
                heading.paragraph_format.page_break_before = self._on_new_page or None
                self._on_new_page = False
            case blocks.Badge():
                paragraph = self._paragraph("Level")
                _set_mark(paragraph, block.mark)
                shade = LIGHT.shades[block.mark.colour]
                word_xml.box(paragraph, line=shade.ink, fill=shade.tint)
            case blocks.Paragraph():
                _set_led(self._paragraph(), block.lead, printable(block.text))
            case blocks.Command():
                paragraph = self._paragraph()
                if block.purpose:
                    paragraph.add_run(f"{one_line(block.purpose)}: ")
                paragraph.add_run(one_line(block.line)).font.name = "Consolas"
            case blocks.Bullets():
                for item in block.items:
                    _set_item(self._paragraph("List Bullet"), item)
                    for detail in item.details:
                        self._paragraph("List Bullet 2").add_run(one_line(detail))
            case blocks.Numbered():
                number = word_xml.new_numbering(self.word)
                for item in block.items:
                    paragraph = self._paragraph("List Number")
                    word_xml.use_numbering(paragraph, number)
                    _set_item(paragraph, item)
            case blocks.Checklist():
                for check in block.checks:
                    self._add_check(check, "Check")
            case blocks.Table():
                self._add_table(block)
            case blocks.Lines():
                for n in range(block.number):
                    if n:
                        self._keep_with_next()
                    self._paragraph("Line to write on")
            case blocks.Scale():
                self._add_scale(block)
            case blocks.Profile():
                self._add_profile(block)
            case blocks.Bars():
                self._add_bars(block)
            case blocks.Counts():
                self._add_counts(block)
            case blocks.PageBreak():
                self._on_new_page = True
                *_, last = self.word.paragraphs
                if last.style and last.style.name == "Space":  # it would stand on a page of its own
                    last._p.getparent().remove(last._p)
            case blocks.Wide():
                for inner, after in zip_longest(block.blocks, block.blocks[1:]):
                    self._write(inner, after)

    def _add_check(self, check: blocks.Check, style: str) -> None:
        paragraph = self._paragraph(style)
        name = one_line(f"{check.lead} {check.text}")
        box = _LARGE_BOX if self._compact else None
        word_xml.add_check_box(paragraph, name, ticked=check.ticked, points=box)
        paragraph.add_run("\t")
        _set_led(paragraph, check.lead, one_line(check.text))
        for finer in check.checks:
            self._add_check(finer, "Check 2")

    def _add_grid(
        self,
        rows: int,
        widths: Sequence[float],
        text: str,
        *,
        style: str = "Table text",
        together: int | None = None,
    ) -> list[tuple[WordCell, ...]]:
        """Return the cells of a new table over the whole width, row by row.

        `widths` are the columns' shares of the width, and `text` describes the table. No page
        ends within the first `together` rows (None: within the table), nor within the last ones.
        """
        table = self.word.add_table(rows, len(widths))
        word_xml.set_table_style(table, "Table Grid")
        table.autofit = False
        word_xml.describe(table, one_line(text))
        whole = self._width()
        columns = [Emu(int(whole * width)) for width in widths]
        for column, width in zip(table.columns, columns, strict=True):
            column.width = width
        grid = [row.cells for row in table.rows]
        last = _LAST_ROWS if rows > 2 * _LAST_ROWS else 2
        for n, (row, cells) in enumerate(zip(table.rows, grid, strict=True), 1):
            word_xml.set_row(row, "cantSplit")
            for cell, width in zip(cells, columns, strict=True):
                cell.width = width
                paragraph = cell.paragraphs[0]
                word_xml.set_style(paragraph, style)
                if n < (together or rows) or 0 < rows - n < last:
                    word_xml.keep_with_next(paragraph)
        return grid

    def _width(self) -> int:
        """Return how wide the text is on the page."""
        section = self.word.sections[-1]
        return (section.page_width or 0) - 2 * (section.left_margin or 0)

    def _add_table(self, block: blocks.Table) -> None:
        small = len(block.head) > 4 and not self._compact
        section = self.word.sections[-1]
        page = (section.page_height or 0) - 2 * (section.top_margin or 0)
        widths = word_xml.column_widths(block, self._width(), small=small)
        whole = (
            word_xml.table_height(block, widths, self._width(), small=small)
            < _MOST_OF_A_PAGE[section.orientation] * page
        )
        head, *rows = self._add_grid(
            len(block.rows) + 1,
            widths,
            f"{block.title}: a table of {', '.join(map(str, block.head))}.",
            style="Small table text" if small else "Table text",
            together=None if whole else 3 if len(block.rows) > 2 * _LAST_ROWS else 2,
        )
        for name, cell in zip(block.head, head, strict=True):
            cell.paragraphs[0].add_run(one_line(str(name))).bold = True
            word_xml.fill(cell, blocks.HEAD_FILL)
        word_rows = self.word.tables[-1].rows
        word_xml.set_row(word_rows[0], "tblHeader")
        for contents, word_row, cells in zip(block.rows, word_rows[1:], rows, strict=True):
            if "" in contents:  # something to fill in
                word_row.height_rule, word_row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Cm(0.9)
            for name, content, cell in zip(block.head, contents, cells, strict=True):
                if isinstance(content, blocks.Choice | blocks.Day):
                    what = f"{name}: {contents[0]}" if contents[0] else str(name)
                    word_xml.add_control(cell.paragraphs[0], one_line(what), content)
                else:
                    _set_cell(cell, content)
                if content == blocks.BOX and self._compact:
                    cell.paragraphs[0].runs[0].font.size = Pt(_LARGE_BOX)
                    cell.paragraphs[0].paragraph_format.line_spacing = Pt(_LARGE_BOX + 2)

    def _add_scale(self, block: blocks.Scale) -> None:
        """Draw the scale as a row of shaded cells, with the marker above the one it is in."""
        widths = [band.end - band.start for band in block.bands]
        upper, lower = self._add_grid(2, widths, f"{block.title}: {block.text}")
        for band, above, below in zip(block.bands, upper, lower, strict=True):
            if band.start <= block.marker < band.end:
                above.paragraphs[0].add_run(f"▼ {block.marker_words}").bold = True
            _set_mark(below.paragraphs[0], band.mark)
            _colour(below.paragraphs[0].add_run(f"\n{band.words}"), band.mark.colour)
            word_xml.fill(below, LIGHT.shades[band.mark.colour].tint)
            for cell in (above, below):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            word_xml.without_lines(above)

    def _add_profile(self, block: blocks.Profile) -> None:
        """Draw the profile as a row of cells for each area, the chosen one shaded."""
        most = max(len(ladder.stops) for ladder in block.ladders)
        widths = [0.4, *([0.6 / most] * most)]
        grid = self._add_grid(len(block.ladders), widths, f"{block.title}: {block.text}")
        for ladder, (label, *cells) in zip(block.ladders, grid, strict=True):
            label.paragraphs[0].add_run(one_line(ladder.label)).bold = True
            for stop, cell in zip(ladder.stops, cells, strict=False):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
                run = cell.paragraphs[0].add_run(f"✓ {stop.words}" if stop.chosen else stop.words)
                if stop.chosen:
                    word_xml.fill(cell, LIGHT.shades[stop.colour].tint)
                    _colour(run, stop.colour)
                else:
                    run.font.color.rgb = RGBColor.from_string(LIGHT.quiet)

    def _add_bars(self, block: blocks.Bars) -> None:
        """Draw each bar as a row: the group, numbers with bars of signs, and words."""
        widths = [0.25, 0.42, 0.33]
        grid = self._add_grid(len(block.bars), widths, f"{block.title}: {block.text}")
        for bar, cells in zip(block.bars, grid, strict=True):
            label, drawn, words = (cell.paragraphs[0] for cell in cells)
            label.add_run(one_line(bar.label)).bold = True
            for stretch in bar.stretches:
                if stretch.number:
                    signs = "█" * max(1, round(stretch.number * _BAR_SIGNS / bar.total))
                    _colour(drawn.add_run(f"{stretch.number} {signs} "), stretch.colour)
            words.add_run(one_line(bar.words))

    def _add_counts(self, block: blocks.Counts) -> None:
        """Draw each count as a row: what is counted, and the number with a bar of signs."""
        grid = self._add_grid(len(block.counts), [0.5, 0.5], f"{block.title}: {block.text}")
        for count, (name, drawn) in zip(block.counts, grid, strict=True):
            _set_cell(name, count.of)
            signs = "█" * round(count.number * _BAR_SIGNS / block.most)
            run = drawn.paragraphs[0].add_run(f"{count.number:,} {signs}")
            _colour(run, count.of.colour if isinstance(count.of, blocks.Mark) else None)


def _lay_out(section: Section, *, wide: bool) -> None:
    """Set the page of a section, letter paper upright or turned, and its margins."""
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    short, long = Cm(21.59), Cm(27.94)
    section.page_width, section.page_height = (long, short) if wide else (short, long)
    section.left_margin = section.right_margin = Cm(1.3 if wide else 2.2)
    section.top_margin = section.bottom_margin = Cm(1.3 if wide else 2.2)


def _short_title(title: str) -> str:
    """Return a title on one line, and so short that it fits the width of a page."""
    text = one_line(title)
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


def _set_item(paragraph: WordParagraph, item: blocks.Item) -> None:
    if item.chapter:
        word_xml.add_inner_link(paragraph, one_line(item.lead or item.text), item.chapter)
        if item.lead:
            paragraph.add_run(f" {one_line(item.text)}")
    elif item.url:
        word_xml.add_link(paragraph, one_line(item.text), item.url)
    else:
        _set_led(paragraph, item.lead, one_line(item.text))


def _set_led(paragraph: WordParagraph, lead: str, text: str) -> None:
    if lead:
        paragraph.add_run(one_line(lead)).bold = True
        paragraph.add_run(" ")
    word_xml.set_language(paragraph.add_run(text))


def _set_cell(cell: WordCell, content: blocks.Cell) -> None:
    if isinstance(content, blocks.Mark):
        _set_mark(cell.paragraphs[0], content)
    elif content:
        run = cell.paragraphs[0].add_run(printable(str(content)))
        word_xml.set_language(run)
        _colour(run, content.colour if isinstance(content, blocks.Phrase) else None)


def _set_mark(paragraph: WordParagraph, mark: blocks.Mark) -> None:
    run = paragraph.add_run(one_line(str(mark)))
    run.bold = True
    _colour(run, mark.colour)


def _colour(run: Run, colour: Colour | None) -> None:
    if colour:
        run.font.color.rgb = RGBColor.from_string(LIGHT.shades[colour].ink)
