"""The colours of documents: each readable as text on the page and on its own tint."""

from collections.abc import Mapping
from dataclasses import dataclass

from careerplan_cli.model.fields import Colour


@dataclass(frozen=True)
class Shade:
    """A colour for text and lines, and a tint of it to lay under them; each six hex digits."""

    ink: str
    tint: str


LIGHT: Mapping[Colour, Shade] = {
    "red": Shade("9b1c1c", "fde8e8"),
    "yellow": Shade("6b5000", "fff3c4"),
    "green": Shade("1a602c", "e1f4e5"),
    "cyan": Shade("0a5a63", "dff4f6"),
    "blue": Shade("1d4aa8", "e4ecfc"),
    "magenta": Shade("86197a", "fbe6f8"),
    "white": Shade("474c52", "eceef0"),
}
"""The colours on a white page."""

DARK: Mapping[Colour, Shade] = {
    "red": Shade("ffb3ae", "48191a"),
    "yellow": Shade("f3d36b", "3d3108"),
    "green": Shade("93dba3", "143a1f"),
    "cyan": Shade("8bdbe4", "0d393f"),
    "blue": Shade("b0c8ff", "1b2f5e"),
    "magenta": Shade("f5b3ec", "471441"),
    "white": Shade("cfd4da", "33383d"),
}
"""The colours on a dark page."""

PAGE_LIGHT, PAGE_DARK = "ffffff", "15181b"
"""The page itself."""

TEXT_LIGHT, TEXT_DARK = "1f2328", "e8eaed"
QUIET_LIGHT, QUIET_DARK = "555b62", "aeb4bb"
"""Words that stand back, such as the stops that an answer does not take."""
