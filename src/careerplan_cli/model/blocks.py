"""What a document is made of: blocks that say the same in HTML, in Word and in Markdown.

Blocks hold texts as they are; each form makes them safe in its own way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from careerplan_cli.model.fields import Colour


@dataclass(frozen=True)
class Mark:
    """How a level is told: its symbol and title, and its colour, which never stands alone."""

    symbol: str
    title: str
    colour: Colour

    def __str__(self) -> str:
        """Return the symbol and the title."""
        return f"{self.symbol} {self.title}"


@dataclass(frozen=True)
class Heading:
    """A heading. The document's title has depth 1, its chapters 2, at most 5."""

    depth: int
    text: str


@dataclass(frozen=True)
class Badge:
    """A level's mark, set out so that nobody misses it."""

    mark: Mark


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `lead` is a word or two in front of it that says what it is."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Item:
    """A line of a list, with `lead` as in a paragraph and an address that it links to."""

    text: str
    lead: str = ""
    url: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list in no order."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Numbered:
    """A list in order, counted from 1."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Check:
    """A line of a check list, with the finer lines below it."""

    text: str
    ticked: bool = False
    checks: "tuple[Check, ...]" = ()


@dataclass(frozen=True)
class Checklist:
    """Lines with a box each."""

    checks: tuple[Check, ...]


Cell = str | Mark | None
"""What a table holds: a text (empty: to write in), a level, or None, joined to the cell above."""


@dataclass(frozen=True)
class Table:
    """A table with a row of column names; `widths` are the columns' shares of the width."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Lines:
    """Empty lines to write on."""

    count: int


@dataclass(frozen=True)
class Band:
    """A stretch of a scale, from share to share (0-1) of its length."""

    mark: Mark
    words: str
    start: float
    end: float


@dataclass(frozen=True)
class Scale:
    """A picture: bands side by side, and a marker with its words at a share (0-1) of the length.

    `text` says in words what the picture shows.
    """

    title: str
    text: str
    bands: tuple[Band, ...]
    marker: float
    marker_words: str


@dataclass(frozen=True)
class Stop:
    """A place that an answer can take, from the lowest to the highest."""

    words: str
    colour: Colour
    chosen: bool


@dataclass(frozen=True)
class Ladder:
    """An area and its stops."""

    label: str
    words: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Profile:
    """A picture: a ladder for each area. `text` says in words what it shows."""

    title: str
    text: str
    ladders: tuple[Ladder, ...]


@dataclass(frozen=True)
class Stretch:
    """A part of a bar: how many there are of something."""

    number: int
    colour: Colour


@dataclass(frozen=True)
class Bar:
    """A group, how it is shared out in words, and the parts of that as stretches."""

    label: str
    words: str
    stretches: tuple[Stretch, ...]

    @property
    def total(self) -> int:
        """The number of all stretches together."""
        return sum(stretch.number for stretch in self.stretches)


@dataclass(frozen=True)
class Bars:
    """A picture: a bar for each group. `text` says in words what it shows."""

    title: str
    text: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True)
class Wide:
    """Blocks that need the long side of the page, such as a table of many columns."""

    blocks: "tuple[Block, ...]"


Figure = Scale | Profile | Bars
Block = (
    Heading | Badge | Paragraph | Bullets | Numbered | Checklist | Table | Lines | Figure
    | PageBreak | Wide
)  # fmt: skip


@dataclass(frozen=True)
class Document:
    """A whole document. Its first block is the heading that holds the title."""

    title: str
    blocks: tuple[Block, ...]
    language: str = "en-CA"


def bullets(texts: Sequence[str]) -> Bullets:
    """Return a list of plain texts, in no order."""
    return Bullets(tuple(map(Item, texts)))


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[Cell]], *widths: float) -> Table:
    """Return a table; without widths its columns are equally wide."""
    shares = widths or (1.0,) * len(head)
    return Table(
        title,
        tuple(head),
        tuple(tuple(row) for row in rows),
        tuple(width / sum(shares) for width in shares),
    )


def in_sequence(blocks: Sequence[Block]) -> "Iterator[tuple[Block, Block | None]]":
    """Yield each block with the one after it, None after the last."""
    following: Sequence[Block | None] = [*blocks[1:], None]
    yield from zip(blocks, following, strict=True)
