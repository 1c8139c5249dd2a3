"""Whose plan a document is, and what in it careerplan wrote, as properties that it carries."""

from collections.abc import Iterable, Mapping
from datetime import date

from careerplan_cli.plans.model import Identity

_LONGEST = 250
"""How many characters of fingerprints one property holds; Word takes 255."""

_SIZE = 5

Properties = tuple[tuple[str, str], ...]


def properties_of(
    identity: Identity, given: Iterable[str], columns: Iterable[str] = ()
) -> Properties:
    """Return the properties, by name; `columns` are those of actions that a team has added."""
    named = {
        "careerplan district": identity.district,
        "careerplan instrument": identity.instrument,
        "careerplan content": identity.content,
        "careerplan level": identity.level,
        "careerplan date": identity.date.isoformat() if identity.date else "",
    }
    if identity.first_level:
        named["careerplan first level"] = identity.first_level
    if identity.first_date:
        named["careerplan first date"] = identity.first_date.isoformat()
    named |= {f"careerplan column {n}": name for n, name in enumerate(columns, 1)}
    prints = "".join(sorted(given))
    chunks = [prints[n : n + _LONGEST] for n in range(0, len(prints), _LONGEST)]
    named |= {f"careerplan given {n}": chunk for n, chunk in enumerate(chunks, 1)}
    return tuple((name, value[:255]) for name, value in named.items())


def identity_in(properties: Mapping[str, str]) -> tuple[Identity, frozenset[str]] | None:
    """Return what `properties_of` has put there; None where the properties are not ours."""
    if "careerplan instrument" not in properties:
        return None
    prints = "".join(v for name, v in properties.items() if name.startswith("careerplan given "))
    identity = Identity(
        district=properties.get("careerplan district", ""),
        instrument=properties["careerplan instrument"],
        content=properties.get("careerplan content", ""),
        level=properties.get("careerplan level", ""),
        date=_day(properties.get("careerplan date", "")),
        first_level=properties.get("careerplan first level", ""),
        first_date=_day(properties.get("careerplan first date", "")),
    )
    given = frozenset(prints[n : n + _SIZE] for n in range(0, len(prints), _SIZE))
    return identity, given


def columns_in(properties: Mapping[str, str]) -> tuple[str, ...]:
    """Return the columns that `properties_of` has put there."""
    return tuple(v for name, v in properties.items() if name.startswith("careerplan column "))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
