"""A page on a terminal: each block drawn with rich, to a width in columns."""

from collections.abc import Mapping, Sequence
from itertools import pairwise, zip_longest

from rich.box import HEAVY
from rich.cells import cell_len, set_cell_size
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as RichTable
from rich.text import Text

from careerplan_cli.forms.console import plain
from careerplan_cli.model import blocks
from careerplan_cli.model.fields import Colour
from careerplan_cli.text.printable import one_line

_FILLS = "█▒░·"
"""Signs of a bar's stretches, so that no colour is needed to tell them apart."""

# Numbers of the 256 colours, which are the same in every palette: a palette's own 16 cannot be read
# on white and on black both. Yellow and cyan have none that can: their signs do without.
INKS: Mapping[Colour, int] = {"red": 131, "green": 29, "blue": 63, "magenta": 163, "white": 243}
"""Colours that are read on white and on black, and white on them."""

GROUNDS: Mapping[Colour, int] = {"yellow": 220, "cyan": 51}
"""Colours that black is read on."""

_LEAST_COLUMN = 11
"""Where a table's columns have less than this each, its rows are shown one below the other."""


def printed(console: Console, document: blocks.Document) -> str:
    """Return the text that the console would print of a page."""
    with console.capture() as capture:
        for number, part in enumerate(pages(document, console.width)):
            if number:
                console.print()
            console.print(part)
    return "\n".join(line.rstrip(" ") for line in capture.get().split("\n"))


def pages(document: blocks.Document, width: int) -> list[RenderableType]:
    """Return a page in the parts that its page breaks make of it."""
    parts: list[list[blocks.Block]] = [[]]
    for block in document.blocks:
        if isinstance(block, blocks.PageBreak):
            parts.append([])
        else:
            parts[-1].append(block)
    return [_stacked(part, width) for part in parts if part]


def command(block: blocks.Command) -> Text:
    """Return a command line to type, with what it is for."""
    line = plain(block.line, "bold")
    return plain(f"{block.purpose}: ") + line if block.purpose else line


def bullet(sign: str, text: RenderableType, style: str = "") -> RichTable:
    """Return text that hangs behind a sign: its later lines line up with its first."""
    table = RichTable.grid()
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(Text(sign, style), text)
    return table


def _stacked(parts: Sequence[blocks.Block], width: int) -> Group:
    """Return blocks one below the other, with empty lines between those that stand apart."""
    drawn: list[RenderableType] = []
    for block, after in zip_longest(parts, parts[1:]):
        drawn.append(_draw(block, width))
        if after is not None and _stand_apart(block, after):
            drawn.append(Text())
    return Group(*drawn)


def _stand_apart(block: blocks.Block, after: blocks.Block) -> bool:
    if isinstance(block, blocks.Heading):
        return block.depth == 1 or isinstance(after, blocks.Heading)
    if isinstance(after, blocks.Command):
        return bool(after.purpose) and not isinstance(block, blocks.Command)
    if isinstance(block, blocks.Paragraph):
        return not isinstance(after, blocks.Bullets | blocks.Numbered | blocks.Checklist)
    return True


def _draw(block: blocks.Block, width: int) -> RenderableType:
    match block:
        case blocks.Heading():
            return _heading(block)
        case blocks.Badge():
            return _boxed(f"{block.mark.symbol}  {block.mark.title}", block.mark.colour)
        case blocks.Paragraph():
            return _led(block.lead, plain(block.text))
        case blocks.Command():
            return command(block)
        case blocks.Bullets():
            return _bullets(block)
        case blocks.Numbered():
            return Group(*(bullet(f"{n}. ", _item(item)) for n, item in enumerate(block.items, 1)))
        case blocks.Checklist():
            return Group(*map(_check, block.checks))
        case blocks.Table():
            return _table(block, width)
        case blocks.Lines():
            return Text("\n\n".join(["_" * 40] * block.number))
        case blocks.Scale():
            return _scale(block, min(width - 1, 66))
        case blocks.Profile():
            return _profile(block)
        case blocks.Bars():
            return _bars(block, min(width // 4, 20))
        case blocks.Counts():
            return _counts(block, min(width * 3 // 8, 30))
        case blocks.PageBreak():
            return Text()
        case blocks.Wide():
            return _stacked(block.blocks, width)


def _heading(block: blocks.Heading) -> RenderableType:
    if block.depth == 1:
        return _boxed(block.text, block.colour) if block.colour else plain(block.text, "bold")
    if block.depth == 2 and not block.symbol:
        return plain(block.text, "bold underline")
    sign = f"━━ {block.symbol} " if block.depth == 2 else ""
    return plain(f"{sign}{block.text}", _style(block.colour, bold=True))


def _boxed(text: str, colour: Colour) -> RenderableType:
    number = INKS.get(colour)
    style = f"color(231) on color({number})" if number else f"color(16) on color({GROUNDS[colour]})"
    return Panel.fit(plain(text), style=f"bold {style}", box=HEAVY, padding=(0, 3))


def _led(lead: str, text: Text, style: str = "bold") -> Text:
    return plain(f"{lead} ", style) + text if lead else text


def _item(item: blocks.Item) -> Text:
    return _led(item.lead, plain(f"{item.text}: {item.url}" if item.url else item.text))


def _bullets(block: blocks.Bullets) -> RenderableType:
    """Return a list with a dot at each line; where each has a lead, the texts behind them."""
    if not all(item.lead for item in block.items):
        lines = Group(*(bullet("• ", _item(item)) for item in block.items))
        return Padding(lines, (0, 0, 0, 2))
    grid = _grid(2)
    for item in block.items:
        details = (bullet("• ", plain(detail)) for detail in item.details)
        grid.add_row(plain(item.lead, "bold"), Group(plain(item.text), *details))
    return grid


def _check(check: blocks.Check) -> RenderableType:
    text = _led(check.lead, plain(check.text), _style(check.colour, bold=True))
    finer = (Padding(_check(inner), (0, 0, 0, 4)) for inner in check.checks)
    return Group(bullet("[x] " if check.ticked else "[ ] ", text), *finer)


def _scale(block: blocks.Scale, width: int) -> RenderableType:
    """Return the marker, the bar, the totals of each band, and the names of the levels."""
    words = [f"{band.mark.symbol} {band.words}" for band in block.bands]
    names = (plain(str(band.mark), _style(band.mark.colour)) for band in block.bands)
    return Group(
        _marker(block, width),
        _stretched(block.bands, ["█" * width for _ in block.bands], width),
        _stretched(block.bands, words, width),
        Text("   ").join(names),
    )


def _marker(block: blocks.Scale, width: int) -> Text:
    here = next(band for band in block.bands if band.start <= block.marker < band.end)
    column, words = int(block.marker * width), block.marker_words
    line = f"{' ' * column}▼ {words}"
    if cell_len(line) > width:
        line = f"{' ' * (column - 1 - cell_len(words))}{words} ▼"
    return plain(line, _style(here.mark.colour, bold=True))


def _stretched(bands: Sequence[blocks.Band], words: Sequence[str], width: int) -> Text:
    """Return a row with words for each band, cut or filled to the columns that stand for it."""
    row = Text()
    for band, word in zip(bands, words, strict=True):
        columns = round(band.end * width) - round(band.start * width)
        row.append(set_cell_size(word, columns - 1) + " ", _style(band.mark.colour, bold=True))
    return row


def _profile(block: blocks.Profile) -> RenderableType:
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


def _bars(block: blocks.Bars, width: int) -> RenderableType:
    longest = max(bar.total for bar in block.bars)
    each = width / longest if 2 * longest > width else 2
    grid = _grid(3)
    for bar in block.bars:
        drawn = Text(no_wrap=True)
        for n, stretch in enumerate(bar.stretches):
            sign = _FILLS[min(n, len(_FILLS) - 1)]
            drawn.append(sign * round(stretch.number * each), _style(stretch.colour))
        drawn.truncate(width)
        grid.add_row(plain(bar.label), drawn, plain(bar.short or bar.words))
    return grid


def _counts(block: blocks.Counts, width: int) -> RenderableType:
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_column(no_wrap=True)
    fills = iter("░·")
    for count in block.counts:
        mark = count.of if isinstance(count.of, blocks.Mark) else None
        bar = ("█" if mark else next(fills, "·")) * round(count.number * width / block.most)
        style = _style(mark.colour if mark else None)
        grid.add_row(f"{count.number:,}", _cell(count.of), Text(bar, style))
    return grid


def _table(block: blocks.Table, width: int) -> RenderableType:
    """Return a table, or where that is too narrow its rows one below the other.

    A column of numbers is as narrow as it can be, and the others share the rest.
    Narrow columns of a group stand close together, with the group's name in front: "Medians 1 2 3".
    """
    gaps = [*(0 if _joins(*pair) else 1 for pair in pairwise(block.head)), 0]
    narrow = sum(cell_len(column.short) + 1 for column in block.head)
    numbers = _number_widths(block)
    texts = sum(gaps) + 1 - len(numbers)
    gaps = [0 if {n, n + 1} <= {*numbers} else gap for n, gap in enumerate(gaps)]
    least = sum(numbers.values()) + len(numbers) + _LEAST_COLUMN * texts
    if width < max(least, 2 * narrow):
        return _rows_apart(block)
    table = RichTable(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    for n, (column, gap, gap_before) in enumerate(zip(block.head, gaps, [1, *gaps], strict=False)):
        name = column.short or str(column)
        if column.short and column.group and gap_before:
            name = f"{column.group} {name}"
        table.add_column(
            Padding(plain(name), (0, gap, 0, 0)),
            justify="right" if column.number or column.short else "left",
            no_wrap=bool(column.short),
            overflow="fold",
            width=numbers[n] + gap if n in numbers else None,
        )
    for row in block.rows:
        cells = zip(row, gaps, strict=True)
        table.add_row(*(Padding(_cell(cell), (0, gap, 0, 0)) for cell, gap in cells))
    legend = _legend(block)
    return Group(table, plain(legend, "dim")) if legend else table


def _number_widths(block: blocks.Table) -> dict[int, int]:
    """Return how wide each column of numbers is: its cells are whole, its name word below word."""
    return {
        n: max(
            [
                0,
                *map(cell_len, str(column).split()),
                *(_cell(row[n]).cell_len for row in block.rows),
            ]
        )
        for n, column in enumerate(block.head)
        if column.number and not column.short
    }


def _joins(before: blocks.Column, column: blocks.Column) -> bool:
    return bool(before.short and column.short and before.group == column.group)


def _rows_apart(block: blocks.Table) -> RenderableType:
    """Return each row as lines of a column's name and what it says there."""
    parts: list[RenderableType] = []
    for row in block.rows:
        parts += [Text()] if parts else []
        parts += [
            plain(f"{column}: ", "bold") + _cell(cell, whole=True)
            for column, cell in zip(block.head, row, strict=True)
        ]
    return Group(*parts)


def _legend(block: blocks.Table) -> str:
    """Return what the short names of narrow columns stand for, and the short words in them."""
    narrow = [n for n, column in enumerate(block.head) if column.short]
    names = [(block.head[n].short, block.head[n].title) for n in narrow]
    cells = (row[n] for row in block.rows for n in narrow)
    words = {
        cell.short: cell.text for cell in cells if isinstance(cell, blocks.Phrase) and cell.short
    }
    parts = (
        ", ".join(text if text.startswith(short) else f"{short} {text}" for short, text in part)
        for part in (names, words.items())
    )
    return " ".join(f"{part}." for part in parts if part)


def _cell(cell: blocks.Cell, *, whole: bool = False) -> Text:
    if isinstance(cell, blocks.Mark):
        return plain(one_line(str(cell)), _style(cell.colour, bold=True))
    if isinstance(cell, blocks.Phrase):
        text = cell.text if whole or not cell.short else cell.short
        return plain(text, _style(cell.colour, bold=bool(cell.colour)))
    return plain(str(cell))


def _grid(columns: int) -> RichTable:
    """Return a table of texts without lines and names."""
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    for _ in range(columns):
        grid.add_column(overflow="fold")
    return grid


def _style(colour: Colour | None, *, bold: bool = False) -> str:
    """Return the style of text in a colour, or without one."""
    number = INKS.get(colour or "white")
    name = f"color({number})" if number and colour != "white" else ""
    return f"bold {name}".strip() if bold else name
