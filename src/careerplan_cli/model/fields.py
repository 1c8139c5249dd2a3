"""The frozen models of the house, and the limits that their entries keep."""

from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, NoReturn, dataclass_transform


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


# Everything but control characters (a line break may stay) and marks that reverse the direction
# of the text around them: content is shown on terminals and in documents as it is.
SHOWABLE = Pattern(
    r"^[^\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]*$",
    "no control characters; take them out",
)

Text = Annotated[str, Length(1), SHOWABLE]
"""Words for a reader: at least one character, no control characters."""

Label = Annotated[str, Length(1, 60), SHOWABLE]
"""Text short enough for one row of a menu."""

Id = Annotated[
    str,
    Length(0, 60),
    Pattern(
        r"^[a-z0-9]+(-[a-z0-9]+)*$", "small letters, digits and hyphens, as in student-engagement"
    ),
]
"""A name in kebab-case, as it is written in files and on the command line."""

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

Share = Annotated[float, Range(0, 1)]
"""A part of a whole, from 0 to 1."""

Ids = Annotated[tuple[Id, ...], Length(1)]
Texts = Annotated[tuple[Text, ...], Length(1)]
"""Lists, which have something in them where they are given at all."""


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Model:
    """A frozen dataclass, made by the names of its entries.

    What annotations say of a value holds for what `files` reads; nothing is checked when code
    makes a model. The methods stand here because to generate them for each class, as `dataclass`
    does, takes 0.7 ms a class at every start.
    """

    __dataclass_fields__: ClassVar[dict[str, "Field[Any]"]]
    _defaults: ClassVar[dict[str, Any]]

    def __init_subclass__(cls) -> None:
        """Make a dataclass of each model."""
        super().__init_subclass__()
        dataclass(init=False, repr=False, eq=False, match_args=False)(cls)
        known = cls.__dataclass_fields__.items()
        cls._defaults = {name: e.default for name, e in known if e.default is not MISSING}

    def __init__(self, **entries: Any) -> None:
        """Take the entries by name; raise `TypeError` for an unknown or a missing one."""
        values = self.__dict__
        values.update(self._defaults)
        values.update(entries)
        if values.keys() != self.__dataclass_fields__.keys():
            self._complete()

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete {name}")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self is other or self._entries() == other._entries()

    def __hash__(self) -> int:
        return hash(self._entries())

    def __repr__(self) -> str:
        named = zip(self.__dataclass_fields__, self._entries(), strict=True)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in named)})"

    def _complete(self) -> None:
        """Add what is made anew for each model; raise `TypeError` where that is not all."""
        values, known = self.__dict__, self.__dataclass_fields__
        for name in known.keys() - values.keys():
            make = known[name].default_factory
            if make is MISSING:
                raise TypeError(f"{type(self).__name__} needs {name}")
            values[name] = make()
        if unknown := values.keys() - known.keys():
            raise TypeError(f"{type(self).__name__} has no {', '.join(unknown)}")

    def _entries(self) -> tuple[object, ...]:
        return tuple(map(self.__dict__.__getitem__, self.__dataclass_fields__))
