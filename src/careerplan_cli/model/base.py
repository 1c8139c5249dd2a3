"""The kinds of text and the strictness that all content shares."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

# Everything but control characters (a line break may stay) and marks that reverse the direction
# of the text around them: content is shown on terminals and in documents as it is.
SHOWABLE_PATTERN = r"^[^\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]*$"

Text = Annotated[str, StringConstraints(min_length=1, pattern=SHOWABLE_PATTERN)]
"""Words for a reader: at least one character, no control characters."""

Label = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=SHOWABLE_PATTERN)]
"""Text short enough for one row of a menu."""

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=60)]
"""A name in kebab-case, as it is written in files and on the command line."""

SYMBOL_PATTERN = r"^[^\x00-\x20\x7f-\xa0\u202a-\u202e\u2066-\u2069]$"

Symbol = Annotated[str, StringConstraints(pattern=SYMBOL_PATTERN)]
"""One character that stands for a level where its colour cannot be seen."""

URL_PATTERN = r"^(https?://[^\s\x00-\x1f\x7f-\x9f]+)?$"

Url = Annotated[str, StringConstraints(pattern=URL_PATTERN)]
"""A web address, or nothing yet."""

Colour = Literal["red", "yellow", "green", "cyan", "blue", "magenta", "white"]
"""The colours that every terminal has. Their first letters differ."""

KEY_PATTERN = r"^[a-z0-9]$"

Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN)]
"""A key of the keyboard that chooses an answer."""

Share = Annotated[float, Field(ge=0, le=1)]
"""A part of a whole, from 0 to 1."""


Ids = Annotated[tuple[Id, ...], Field(min_length=1)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
"""Lists, which have something in them where they are given at all."""


class Model(BaseModel):
    """A frozen model that takes each value as it is written and no unknown entry."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")
