"""The colours of documents: each readable as text on the page and on its own tint."""

from collections.abc import Mapping
from dataclasses import dataclass

from careerplan_cli.model.fields import Colour


@dataclass(frozen=True)
class Shade:
    """A colour for text and lines, and a tint of it to lay under them; each six hex digits."""

    ink: str
    tint: str


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The page, its text, words that stand back, and a shade of each colour."""

    page: str
    text: str
    quiet: str
    shades: Mapping[Colour, Shade]


LIGHT = Palette(
    page="ffffff",
    text="1f2328",
    quiet="555b62",
    shades={
        "red": Shade("9b1c1c", "fde8e8"),
        "yellow": Shade("6b5000", "fff3c4"),
        "green": Shade("1a602c", "e1f4e5"),
        "cyan": Shade("0a5a63", "dff4f6"),
        "blue": Shade("1d4aa8", "e4ecfc"),
        "magenta": Shade("86197a", "fbe6f8"),
        "white": Shade("474c52", "eceef0"),
    },
)
DARK = Palette(
    page="15181b",
    text="e8eaed",
    quiet="aeb4bb",
    shades={
        "red": Shade("ffb3ae", "48191a"),
        "yellow": Shade("f3d36b", "3d3108"),
        "green": Shade("93dba3", "143a1f"),
        "cyan": Shade("8bdbe4", "0d393f"),
        "blue": Shade("b0c8ff", "1b2f5e"),
        "magenta": Shade("f5b3ec", "471441"),
        "white": Shade("cfd4da", "33383d"),
    },
)
