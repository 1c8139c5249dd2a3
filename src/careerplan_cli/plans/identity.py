"""Whose plan a document is, and what in it careerplan wrote, as properties that it carries."""

from collections.abc import Iterable, Mapping
from datetime import date

from careerplan_cli.plans.model import Identity

_LONGEST = 250
"""How many characters of a longer text one property holds; Word takes 255."""

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
    named |= _chunks("careerplan answers", ",".join(map("=".join, identity.answers)))
    named |= _chunks("careerplan first answers", ",".join(map("=".join, identity.first_answers)))
    named |= _chunks("careerplan given", "".join(sorted(given)))
    return tuple((name, value[:255]) for name, value in named.items())


def identity_in(properties: Mapping[str, str]) -> tuple[Identity, frozenset[str]] | None:
    """Return what `properties_of` has put there; None where the properties are not ours."""
    if "careerplan instrument" not in properties:
        return None
    prints = _whole("careerplan given", properties)
    identity = Identity(
        district=properties.get("careerplan district", ""),
        instrument=properties["careerplan instrument"],
        content=properties.get("careerplan content", ""),
        level=properties.get("careerplan level", ""),
        date=_day(properties.get("careerplan date", "")),
        first_level=properties.get("careerplan first level", ""),
        first_date=_day(properties.get("careerplan first date", "")),
        answers=_answers("careerplan answers", properties),
        first_answers=_answers("careerplan first answers", properties),
    )
    given = frozenset(prints[n : n + _SIZE] for n in range(0, len(prints), _SIZE))
    return identity, given


def _chunks(name: str, text: str) -> dict[str, str]:
    """Return a text in as many properties as it takes, each with its number behind the name."""
    parts = (text[n : n + _LONGEST] for n in range(0, len(text), _LONGEST))
    return {f"{name} {n}": part for n, part in enumerate(parts, 1)}


def _whole(name: str, properties: Mapping[str, str]) -> str:
    """Return a text that stands in several properties."""
    numbered = {
        int(key.removeprefix(f"{name} ")): value
        for key, value in properties.items()
        if key.startswith(f"{name} ") and key.removeprefix(f"{name} ").isdecimal()
    }
    return "".join(numbered[n] for n in sorted(numbered))


def _answers(name: str, properties: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the ids of answers, each behind its question's."""
    pairs = (pair.partition("=") for pair in _whole(name, properties).split(","))
    return tuple((id_, option) for id_, _, option in pairs if option)


def columns_in(properties: Mapping[str, str]) -> tuple[str, ...]:
    """Return the columns that `properties_of` has put there."""
    return tuple(v for name, v in properties.items() if name.startswith("careerplan column "))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
