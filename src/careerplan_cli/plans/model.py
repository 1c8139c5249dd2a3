"""What a plan holds: actions by their codes, and what a team wrote in each of its places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 (the field below is called date)
from types import MappingProxyType

from careerplan_cli.planning import KEEP_AND_SHARE, ActionRow

NEW = "New since last time"
"""Stands over the actions that an update adds."""

KEPT = "Kept from before"
"""Stands over what a team wrote and an update has no place for."""

NOT_CARRIED = "Not carried along"
"""Stands over what an update found beside the text of a plan, such as comments."""

OTHERS = "the action plans have the others"
"""Says where the actions are that the page in front does not show."""

KEPT_COLUMNS = ("Where it stood", "What it said")
"""The columns of the tables below `KEPT` and `NOT_CARRIED`."""

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "action": "Action",
        "lead": "Lead",
        "partners": "Partners",
        "start": "Start",
        "due": "Due",
        "resources": "Resources",
        "evidence": "Evidence",
        "status": "Status",
        "note": "Note",
    }
)
"""The columns of a table of actions, by the field of an action."""

Place = tuple[str, ...]
"""Where something stands: the chapter's id (or its title, if it is none of ours), and the headings
below it."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Whose plan it is: the district, the instrument and content it was made with, the level.

    `answers` are the ids of the options that it was made of, each behind its question's id.
    `first_level`, `first_date` and `first_answers` are those of the plan that it goes back to, if
    it is an update.
    """

    district: str = ""
    instrument: str = ""
    content: str = ""
    level: str = ""
    date: Date | None = None
    first_level: str = ""
    first_date: Date | None = None
    answers: tuple[tuple[str, str], ...] = ()
    first_answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ActionGroup:
    """The actions below one heading; `own` where the team has set it."""

    title: str
    rows: tuple[ActionRow, ...]
    own: bool = False


def has_place(group: ActionGroup) -> bool:
    """Return whether a group stands in a plan: what is to be kept needs an action for that."""
    return bool(group.rows) or not group.title.startswith(f"{KEEP_AND_SHARE}: ")


@dataclass(frozen=True)
class Grid:
    """A table of texts: the names of its columns, and its rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Kept:
    """What a team wrote and the plan has no place for, with where it stood."""

    where: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A plan: actions, and by its place what a team wrote and each table to fill in.

    `ticks` are the boxes by their text. `places` are the places in chapters of ours. `given` are
    the fingerprints of what careerplan wrote itself: what has none was written by the team.
    `columns` are those of actions that the team has added. `made_anew` are those of `kept` that
    stood in tables which each update makes from the actions.
    """

    identity: Identity
    groups: tuple[ActionGroup, ...] = ()
    texts: Mapping[Place, str] = field(default_factory=dict)
    tables: Mapping[Place, Grid] = field(default_factory=dict)
    ticks: Mapping[str, bool] = field(default_factory=dict)
    kept: tuple[Kept, ...] = ()
    not_carried: tuple[Kept, ...] = ()
    made_anew: tuple[Kept, ...] = ()
    columns: tuple[str, ...] = ()
    places: frozenset[Place] = frozenset()
    given: frozenset[str] = frozenset()
