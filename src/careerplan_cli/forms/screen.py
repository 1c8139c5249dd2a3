"""A page on a terminal: each block drawn with rich, to the width at hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import singledispatch

from rich.box import HEAVY
from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as RichTable
from rich.text import Text

from careerplan_cli.forms.console import badge_style, plain, text_style
from careerplan_cli.model import blocks
from careerplan_cli.model.fields import Colour
from careerplan_cli.text.printable import one_line

_WIDEST_SCALE, _WIDEST_BAR, _WIDEST_SPLIT = 66, 30, 20

_LISTS = (blocks.Bullets, blocks.Numbered, blocks.Checklist)

_FILLS = "█▒░·"
"""Signs of a bar's stretches, so that no colour is needed to tell them apart."""

_LEAST_COLUMN = 11
"""Where a table's columns have less than this each, its rows are shown one below the other."""

_LINE = "_" * 40


def printed(console: Console, document: blocks.Document) -> str:
    """Return the text that the console would print of a page."""
    with console.capture() as capture:
        for number, part in enumerate(pages(document)):
            if number:
                console.print()
            console.print(part)
    return "\n".join(line.rstrip(" ") for line in capture.get().split("\n"))


def pages(document: blocks.Document) -> list[RenderableType]:
    """Return a page in the parts that its page breaks make of it."""
    parts: list[list[blocks.Block]] = [[]]
    for block in document.blocks:
        if isinstance(block, blocks.PageBreak):
            parts.append([])
        else:
            parts[-1].append(block)
    return [_together(part) for part in parts if part]


def heading(text: str) -> Text:
    """Return a heading within a screen."""
    return plain(text, "bold underline")


def bullet(sign: str, text: RenderableType, style: str = "") -> RichTable:
    """Return text that hangs behind a sign: its later lines line up with its first."""
    table = RichTable.grid()
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(Text(sign, style), text)
    return table


def _together(parts: Sequence[blocks.Block]) -> Group:
    """Return blocks one below the other, with empty lines between those that stand apart."""
    drawn: list[RenderableType] = []
    for block, after in blocks.in_sequence(parts):
        drawn.append(draw(block))
        if after is not None and _apart(block, after):
            drawn.append(Text())
    return Group(*drawn)


def _apart(block: blocks.Block, after: blocks.Block) -> bool:
    if isinstance(block, blocks.Heading):
        return block.depth == 1 or isinstance(after, blocks.Heading)
    if isinstance(after, blocks.Command):
        return bool(after.purpose) and not isinstance(block, blocks.Command)
    if isinstance(block, blocks.Paragraph):
        return not isinstance(after, _LISTS)
    return True


@dataclass(frozen=True)
class _Fitted:
    """What is drawn to the width at hand, in columns."""

    drawn: Callable[[int], RenderableType]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self.drawn(options.max_width)


@singledispatch
def draw(block: blocks.Block) -> RenderableType:
    """Return a block as rich prints it."""
    raise NotImplementedError(block)


@draw.register
def _draw_heading(block: blocks.Heading) -> RenderableType:
    style = _style(block.colour, bold=True)
    if block.depth == 1:
        return _boxed(block.text, block.colour) if block.colour else plain(block.text, "bold")
    if block.symbol and block.depth == 2:
        return plain(f"━━ {block.symbol} {block.text}", style)
    return heading(block.text) if block.depth == 2 else plain(block.text, style)


@draw.register
def _draw_badge(block: blocks.Badge) -> RenderableType:
    return _boxed(f"{block.mark.symbol}  {block.mark.title}", block.mark.colour)


def _boxed(text: str, colour: Colour) -> RenderableType:
    return Panel.fit(plain(text), style=badge_style(colour), box=HEAVY, padding=(0, 3))


@draw.register
def _draw_paragraph(block: blocks.Paragraph) -> RenderableType:
    return _led(block.lead, plain(block.text), "bold")


@draw.register
def _draw_command(block: blocks.Command) -> RenderableType:
    line = plain(block.line, "bold")
    return plain(f"{block.purpose}: ") + line if block.purpose else line


@draw.register
def _draw_bullets(block: blocks.Bullets) -> RenderableType:
    """Return a list with a dot at each line; where each has a lead, the texts behind them."""
    if not all(item.lead for item in block.items):
        lines = Group(*(bullet("• ", _item(item)) for item in block.items))
        return Padding(lines, (0, 0, 0, 2))
    grid = _grid(2)
    for item in block.items:
        details = (bullet("• ", plain(detail)) for detail in item.details)
        grid.add_row(plain(item.lead, "bold"), Group(plain(item.text), *details))
    return grid


@draw.register
def _draw_numbered(block: blocks.Numbered) -> RenderableType:
    return Group(*(bullet(f"{n}. ", _item(item)) for n, item in enumerate(block.items, 1)))


def _item(item: blocks.Item) -> Text:
    return _led(item.lead, plain(f"{item.text}: {item.url}" if item.url else item.text), "bold")


@draw.register
def _draw_checklist(block: blocks.Checklist) -> RenderableType:
    return Group(*map(_check, block.checks))


def _check(check: blocks.Check) -> RenderableType:
    text = _led(check.lead, plain(check.text), _style(check.colour, bold=True))
    finer = Padding(Group(*map(_check, check.checks)), (0, 0, 0, 4))
    line = bullet("[x] " if check.ticked else "[ ] ", text)
    return Group(line, finer) if check.checks else line


@draw.register
def _draw_lines(block: blocks.Lines) -> RenderableType:
    return Text("\n\n".join([_LINE] * block.number), overflow="crop", no_wrap=True)


@draw.register
def _draw_wide(block: blocks.Wide) -> RenderableType:
    return _together(block.blocks)


@draw.register
def _draw_scale(block: blocks.Scale) -> RenderableType:
    """Return the marker, the bar, the totals of each band, and the names of the levels."""

    def drawn(most: int) -> RenderableType:
        width = min(most - 1, _WIDEST_SCALE)
        names = (plain(str(band.mark), _style(band.mark.colour)) for band in block.bands)
        return Group(
            _marker(block, width),
            _stretched(block.bands, ["█" * width for _ in block.bands], width),
            _stretched(block.bands, [f"{b.mark.symbol} {b.words}" for b in block.bands], width),
            Text("   ").join(names),
        )

    return _Fitted(drawn)


def _marker(block: blocks.Scale, width: int) -> Text:
    here = next(band for band in block.bands if band.start <= block.marker < band.end)
    column = int(block.marker * width)
    style = _style(here.mark.colour, bold=True)
    if column + 2 + cell_len(block.marker_words) <= width:
        return plain(f"{' ' * column}▼ {block.marker_words}", style)
    before = " " * (column - 1 - cell_len(block.marker_words))
    return plain(f"{before}{block.marker_words} ▼", style)


def _stretched(bands: Sequence[blocks.Band], words: Sequence[str], width: int) -> Text:
    """Return a row with words for each band, cut or filled to the columns that stand for it."""
    row = Text()
    for band, word in zip(bands, words, strict=True):
        columns = round(band.end * width) - round(band.start * width)
        row.append(set_cell_size(word, columns - 1) + " ", _style(band.mark.colour, bold=True))
    return row


@draw.register
def _draw_profile(block: blocks.Profile) -> RenderableType:
    grid = _grid(3)
    for ladder in block.ladders:
        stops = Text(" ").join(
            Text(f"[{stop.words}]", _style(stop.colour, bold=True))
            if stop.chosen
            else Text(f" {stop.words} ")
            for stop in ladder.stops
        )
        grid.add_row(plain(ladder.label, "bold"), stops, plain(ladder.words))
    return grid


@draw.register
def _draw_bars(block: blocks.Bars) -> RenderableType:
    longest = max(bar.total for bar in block.bars)

    def drawn(most: int) -> RenderableType:
        width = min(most // 4, _WIDEST_SPLIT)
        grid = _grid(3)
        for bar in block.bars:
            grid.add_row(
                plain(bar.label),
                _split_bar(bar.stretches, longest, width),
                plain(bar.short or bar.words),
            )
        return grid

    return _Fitted(drawn)


def _split_bar(stretches: Sequence[blocks.Stretch], longest: int, width: int) -> Text:
    bar = Text(no_wrap=True)
    for n, stretch in enumerate(stretches):
        wanted = stretch.number * width / longest if 2 * longest > width else 2 * stretch.number
        bar.append(_FILLS[min(n, len(_FILLS) - 1)] * round(wanted), _style(stretch.colour))
    bar.truncate(width)
    return bar


@draw.register
def _draw_counts(block: blocks.Counts) -> RenderableType:
    def drawn(width: int) -> RenderableType:
        grid = RichTable.grid(padding=(0, 2, 0, 0))
        grid.add_column(justify="right", no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_column(no_wrap=True)
        fills = iter("░·")
        for count in block.counts:
            cells = round(count.number * min(width * 3 // 8, _WIDEST_BAR) / block.most)
            if isinstance(count.of, blocks.Mark):
                bar = Text("█" * cells, _style(count.of.colour))
            else:
                bar = Text(next(fills, "·") * cells)
            grid.add_row(f"{count.number:,}", _cell(count.of), bar)
        return grid

    return _Fitted(drawn)


@draw.register
def _draw_table(block: blocks.Table) -> RenderableType:
    """Return a table, or where that is too narrow its rows one below the other."""
    runs = _runs(block.head)

    def drawn(width: int) -> RenderableType:
        if width < _LEAST_COLUMN * len(runs):
            return _rows_apart(block)
        legend = _legend(block)
        return Group(_columns(block, runs, width), *([plain(legend, "dim")] if legend else []))

    return _Fitted(drawn)


def _runs(head: Sequence[blocks.Column]) -> list[range]:
    """Return the places of columns that are drawn as one: narrow ones of a group side by side."""
    runs: list[range] = []
    for n, column in enumerate(head):
        before = head[n - 1] if n else column
        if n and column.short and before.short and column.group == before.group:
            runs[-1] = range(runs[-1].start, n + 1)
        else:
            runs.append(range(n, n + 1))
    return runs


def _columns(block: blocks.Table, runs: Sequence[range], width: int) -> RenderableType:
    table = RichTable(
        box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False, header_style="bold"
    )
    drawn = [_run(block, run) for run in runs]
    for run, (name, _) in zip(runs, drawn, strict=True):
        first = block.head[run.start]
        table.add_column(
            name,
            justify="right" if first.number else "left",
            no_wrap=bool(first.short) and 2 * name.cell_len <= width,
            overflow="fold",
        )
    for row in zip(*(cells for _, cells in drawn), strict=True):
        table.add_row(*row)
    return table


def _run(block: blocks.Table, run: range) -> tuple[Text, list[Text]]:
    """Return the name of columns that are drawn as one, and what it has in each row."""
    first = block.head[run.start]
    if not first.short:
        return plain(str(first)), [_cell(row[run.start]) for row in block.rows]
    names = [plain(block.head[n].short) for n in run]
    rows = [[_cell(row[n]) for n in run] for row in block.rows]
    widths = [max(line[n].cell_len for line in [names, *rows]) for n in range(len(run))]
    name = _joined(names, widths)
    if first.group:
        name = plain(f"{first.group} ") + name
    return name, [_joined(row, widths) for row in rows]


def _joined(words: Sequence[Text], widths: Sequence[int]) -> Text:
    """Return words side by side, each to the right of its width in columns."""
    return Text(" ").join(
        Text(" " * (width - word.cell_len)) + word
        for word, width in zip(words, widths, strict=True)
    )


def _rows_apart(block: blocks.Table) -> RenderableType:
    """Return each row as lines of a column's name and what it says there."""
    parts: list[RenderableType] = []
    for row in block.rows:
        parts += [Text()] if parts else []
        parts += [
            plain(f"{column}: ", "bold") + _cell(cell, whole=True)
            for column, cell in zip(block.head, row, strict=True)
            if cell is not None
        ]
    return Group(*parts)


def _legend(block: blocks.Table) -> str:
    """Return what the short names of narrow columns stand for, and the short words in them."""
    narrow = [n for n, column in enumerate(block.head) if column.short]
    columns = (_explained(block.head[n].short, block.head[n].title) for n in narrow)
    cells = (row[n] for row in block.rows for n in narrow)
    words = {
        cell.short: cell.text for cell in cells if isinstance(cell, blocks.Phrase) and cell.short
    }
    parts = (columns, (_explained(short, text) for short, text in words.items()))
    return " ".join(f"{', '.join(part)}." for part in map(list, parts) if part)


def _explained(short: str, text: str) -> str:
    return text if text.startswith(short) else f"{short} {text}"


def _cell(cell: blocks.Cell, *, whole: bool = False) -> Text:
    if isinstance(cell, blocks.Mark):
        return plain(one_line(str(cell)), _style(cell.colour, bold=True))
    if isinstance(cell, blocks.Phrase):
        text = cell.text if whole or not cell.short else cell.short
        return plain(text, _style(cell.colour, bold=True) if cell.colour else "")
    return plain(cell or "")


def _grid(columns: int) -> RichTable:
    """Return a table of texts without lines and names."""
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    for _ in range(columns):
        grid.add_column(overflow="fold")
    return grid


def _led(lead: str, text: Text, style: str) -> Text:
    return plain(f"{lead} ", style) + text if lead else text


def _style(colour: Colour | None, *, bold: bool = False) -> str:
    """Return the style of text in a colour, or without one."""
    if colour is None:
        return "bold" if bold else ""
    return text_style(colour, bold=bold)
