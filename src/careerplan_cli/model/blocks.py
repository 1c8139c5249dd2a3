"""What a page is made of: blocks, which each form shows: a terminal, HTML, Word, Markdown.

Blocks hold texts as they are; each form makes them safe in its own way. `short` is a shorter form
of a text, for where there is little room; without it the text itself is shown there.

They are named tuples: as dataclasses they take 14 ms more at each start of `guide`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from careerplan_cli.model.fields import Colour


class Mark(NamedTuple):
    """The sign of a level: its symbol and title, and its colour, which is never the only sign."""

    symbol: str
    title: str
    colour: Colour

    def __str__(self) -> str:
        return f"{self.symbol} {self.title}"


class Heading(NamedTuple):
    """A heading. The document's title has depth 1, its chapters 2, at most 5.

    What belongs to a level has its colour and its symbol, which a terminal shows.
    """

    depth: int
    text: str
    colour: Colour | None = None
    symbol: str = ""


class Badge(NamedTuple):
    """A level's mark, set out so that nobody misses it."""

    mark: Mark


class Paragraph(NamedTuple):
    """A paragraph; `lead` is a word or two in front of it that says what it is."""

    text: str
    lead: str = ""


class Command(NamedTuple):
    """A command line to type, and what it is for; without `purpose` it belongs to what is above."""

    line: str
    purpose: str = ""


class Item(NamedTuple):
    """A line of a list, with `lead` as in a paragraph, an address to link to, and finer points.

    `chapter` is the title of a chapter of the same document, which a Word file links to.
    """

    text: str
    lead: str = ""
    url: str = ""
    details: tuple[str, ...] = ()
    chapter: str = ""


class Bullets(NamedTuple):
    """A list in no order."""

    items: tuple[Item, ...]


class Numbered(NamedTuple):
    """A list in order, counted from 1."""

    items: tuple[Item, ...]


class Check(NamedTuple):
    """A line of a check list, with the finer lines below it and `lead` as in a paragraph."""

    text: str
    ticked: bool = False
    checks: "tuple[Check, ...]" = ()
    lead: str = ""
    colour: Colour | None = None


class Checklist(NamedTuple):
    """Lines with a box each."""

    checks: tuple[Check, ...]


class Phrase(NamedTuple):
    """A few words, in a colour where they are an answer."""

    text: str
    short: str = ""
    colour: Colour | None = None

    def __str__(self) -> str:
        return self.text


class Choice(NamedTuple):
    """A text that a person chooses from some; a Word file has a list to choose from."""

    text: str
    options: tuple[str, ...]

    def __str__(self) -> str:
        return self.text


class Day(NamedTuple):
    """A date that a person sets, or words in its place; a Word file has a calendar to pick from."""

    text: str

    def __str__(self) -> str:
        return self.text


class Sum(NamedTuple):
    """What a workbook adds up: the numbers above it in its column."""

    text: str

    def __str__(self) -> str:
        return self.text


HINTS = {Choice: "Choose", Day: "Pick a date"}
"""What a Word file shows where nobody has chosen."""

HEAD_FILL = "E9ECEF"
"""The colour on which the names of a table's columns stand in files for Word and Excel."""

BOX = "☐"
"""A cell that is a box to tick on paper."""

Cell = str | Mark | Phrase | Choice | Day | Sum
"""What a table holds; an empty text is to be written in."""


class Column(NamedTuple):
    """A column's name. With `short` it is a narrow one, which a terminal sets close to the next.

    `group` names what narrow columns beside each other have in common: the medians, for example.
    `choices` are what may be written into its empty cells; without any it is anything.
    """

    title: str
    short: str = ""
    group: str = ""
    number: bool = False
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.group}: {self.title}" if self.group else self.title


class Table(NamedTuple):
    """A table with a row of column names; `widths` are the columns' shares of the width."""

    title: str
    head: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]


class Lines(NamedTuple):
    """Empty lines to write on."""

    number: int


class Band(NamedTuple):
    """A stretch of a scale, from share to share (0-1) of its length."""

    mark: Mark
    words: str
    start: float
    end: float


class Scale(NamedTuple):
    """A picture: bands side by side, and a marker with its words at a share (0-1) of the length.

    `text` says in words what the picture shows.
    """

    title: str
    text: str
    bands: tuple[Band, ...]
    marker: float
    marker_words: str


class Stop(NamedTuple):
    """A place that an answer can take, from the lowest to the highest."""

    words: str
    colour: Colour
    chosen: bool


class Ladder(NamedTuple):
    """An area and its stops."""

    label: str
    words: str
    stops: tuple[Stop, ...]


class Profile(NamedTuple):
    """A picture: a ladder for each area. `text` says in words what it shows."""

    title: str
    text: str
    ladders: tuple[Ladder, ...]


class Stretch(NamedTuple):
    """A part of a bar: how many there are of something, which can be none, and its name."""

    number: int
    colour: Colour | None
    name: str = ""


class Bar(NamedTuple):
    """A group, how it is shared out in words, and the parts of that as stretches."""

    label: str
    words: str
    stretches: tuple[Stretch, ...]
    short: str = ""

    @property
    def total(self) -> int:
        """How many all stretches are together."""
        return sum(stretch.number for stretch in self.stretches)


class Bars(NamedTuple):
    """A picture: a bar for each group. `text` says in words what it shows."""

    title: str
    text: str
    bars: tuple[Bar, ...]


class Count(NamedTuple):
    """How many there are of something: of a level, or of what has none."""

    number: int
    of: Mark | str


class Counts(NamedTuple):
    """A picture: a bar for each count, the longest one for the greatest."""

    title: str
    counts: tuple[Count, ...]

    @property
    def text(self) -> str:
        """What the picture shows, in words."""
        return "; ".join(f"{count.of}: {count.number:,}" for count in self.counts) + "."

    @property
    def most(self) -> int:
        """The greatest number, at least 1."""
        return max(1, *(count.number for count in self.counts))


class PageBreak:
    """What follows starts on a new page."""


class Wide(NamedTuple):
    """Blocks that need the long side of the page, such as a table of many columns."""

    blocks: "tuple[Block, ...]"


Figure = Scale | Profile | Bars | Counts
Block = (
    Heading | Badge | Paragraph | Command | Bullets | Numbered | Checklist | Table | Lines | Figure
    | PageBreak | Wide
)  # fmt: skip


class Document(NamedTuple):
    """A whole document. Its first block is the heading that holds the title.

    A compact one is set in small letters with narrow margins, to fit one sheet of paper.
    `properties` are names and values, of 255 characters at most, that a Word file carries unseen.
    """

    title: str
    blocks: tuple[Block, ...]
    language: str
    compact: bool = False
    properties: tuple[tuple[str, str], ...] = ()


class Slide(NamedTuple):
    """A slide: what it shows below its title, and what to say."""

    title: str
    blocks: tuple[Block, ...]
    notes: str


class Deck(NamedTuple):
    """Slides to show to a room, in the brand's colour (six hex digits)."""

    title: str
    slides: tuple[Slide, ...]
    language: str
    colour: str


def bullets(texts: Sequence[str]) -> Bullets:
    """Return a list of plain texts, in no order."""
    return Bullets(tuple(map(Item, texts)))


def table(
    title: str, head: Sequence[str | Column], rows: Iterable[Sequence[Cell]], *widths: float
) -> Table:
    """Return a table; without widths its columns are equally wide."""
    shares = widths or (1.0,) * len(head)
    return Table(
        title,
        tuple(Column(name) if isinstance(name, str) else name for name in head),
        tuple(map(tuple, rows)),
        tuple(width / sum(shares) for width in shares),
    )


def document(blocks: Iterable[Block], language: str, *, compact: bool = False) -> Document:
    """Return the document whose first block is the heading with its title."""
    first, *others = blocks
    if not isinstance(first, Heading):
        raise TypeError(f"A document starts with its title, not with {first!r}.")
    return Document(first.text, (first, *others), language, compact)


def all_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield each block, those that are wide among them."""
    for block in blocks:
        if isinstance(block, Wide):
            yield from all_blocks(block.blocks)
        else:
            yield block
