"""The types of the models' fields, with the limits that a value from a file must keep."""

from typing import Annotated, Literal, NamedTuple


class Pattern(NamedTuple):
    """What a text looks like: a regular expression for all of it, and the same in words."""

    regex: str
    expected: str


class Length(NamedTuple):
    """How many characters a text has at least and at most, or a list entries."""

    least: int = 0
    most: int | None = None


class Range(NamedTuple):
    """The least and the greatest that a number can be."""

    least: float | None = None
    most: float | None = None


class Discriminator(NamedTuple):
    """The entry that tells which of several models stands in a place."""

    entry: str


# The tags behind a black flag say whose flag it is, as that of Scotland; alone they are invisible.
_TAGS = "\U000e0000-\U000e007f"
_FLAG = f"\U0001f3f4[{_TAGS}]{{1,7}}"


def _without(signs: str) -> str:
    """Return a regular expression for text without some signs, and without tags but in flags."""
    return f"[^{signs}{_TAGS}]*(?:{_FLAG}[^{signs}{_TAGS}]*)*$"


# Everything but control characters (a line break may stay), marks that reverse the direction of the
# text around them and what is invisible: content is shown on terminals and in documents as it is.
SHOWABLE = Pattern(
    "^" + _without(r"\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u2028-\u202e\u2066-\u2069"),
    "no control characters and none that are invisible; take them out",
)

Text = Annotated[str, Length(1), SHOWABLE]
"""Words for a reader: at least one character, no control characters."""

# As SHOWABLE, without a line break, and with something to see.
ONE_LINE = Pattern(
    r"^(?=.*\S)" + _without(r"\x00-\x1f\x7f-\x9f\u061c\u2028-\u202e\u2066-\u2069"),
    "words on one line",
)

Label = Annotated[str, Length(1, 60), SHOWABLE, ONE_LINE]
"""Text short enough for one row of a menu."""

Id = Annotated[
    str,
    Length(0, 60),
    Pattern(
        r"^[a-z0-9]+(-[a-z0-9]+)*$", "small letters, digits and hyphens, as in student-engagement"
    ),
]
"""A name in kebab-case, as it is written in files and on the command line."""

OptionId = Annotated[
    str,
    Length(0, 60),
    Pattern(
        r"^(?!unsure$)[a-z0-9]+(-[a-z0-9]+)*$",
        "small letters, digits and hyphens, as in still-to-do, and not unsure, which stands for "
        '"cannot tell" in votes',
    ),
]
"""The id of an answer."""

Symbol = Annotated[
    str, Pattern(r"^[^\x00-\x20\x7f-\xa0\u202a-\u202e\u2066-\u2069]$", "one character")
]
"""One character that stands for a level where its colour cannot be seen."""

Url = Annotated[
    str,
    Pattern(
        r"^(https?://[^\s\x00-\x1f\x7f-\x9f]+)?$",
        "an address that starts with https:// or http://, or nothing",
    ),
]
"""A web address, or nothing yet."""

Colour = Literal["red", "yellow", "green", "cyan", "blue", "magenta", "white"]
"""The colours that every terminal has. Their first letters differ."""

Key = Annotated[str, Pattern(r"^[a-z0-9]$", "one small letter or digit")]
"""A key of the keyboard that chooses an answer."""

Language = Annotated[
    str,
    Length(2, 35),
    Pattern(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", "a language, as in en-CA or fr"),
]
"""A language tag (BCP 47)."""

Share = Annotated[float, Range(0, 1)]
"""A part of a whole, from 0 to 1."""

Ids = Annotated[tuple[Id, ...], Length(1)]
Texts = Annotated[tuple[Text, ...], Length(1)]
"""Lists, which have something in them where they are given at all."""
