"""What a content pack says of itself."""

from typing import Annotated, NamedTuple

from careerplan_cli.model.fields import Id, Label, Language, Pattern

Hex = Annotated[str, Pattern(r"^[0-9a-f]{6}$", 'six hex digits in quotes, as in "1d4aa8"')]
"""A colour: two hex digits each for red, green and blue."""


class Brand(NamedTuple):
    """How the district's slides look: the colour of titles and lines, which must read on white."""

    colour: Hex


class PackSettings(NamedTuple):
    """The pack's name, the language of its texts, the instrument that comes first, the brand.

    Without a name the pack goes by that of its folder. The instrument that comes first is the one
    that is asked, scored and written where none is named.
    """

    name: Label | None = None
    language: Language = "en-CA"
    first: Id | None = None
    brand: Brand | None = None
