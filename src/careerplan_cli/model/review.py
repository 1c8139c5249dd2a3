"""What the program review list is: needs and areas of focus to pick from."""

from dataclasses import dataclass
from typing import Annotated, NamedTuple

from careerplan_cli.model.fields import Id, Ids, Label, Length, Text


@dataclass(frozen=True, kw_only=True)
class ReviewItem:
    """One line of the review list. Without `levels` it is offered at every level.

    `goal` says what a district that works on it sets out to do: a verb first, no full stop.
    """

    id: Id
    title: Label
    note: Text | None = None
    goal: Text | None = None
    levels: Ids = ()

    def offered_at(self, level: str | None) -> bool:
        """Return whether the list for the level with this id holds the line.

        Where the level is not known (None), only what every level offers counts.
        """
        return not self.levels or level in self.levels


@dataclass(frozen=True, kw_only=True)
class ReviewEntry(ReviewItem):
    """A need or an area of focus, with the finer lines below it."""

    items: Annotated[tuple[ReviewItem, ...], Length(1)] = ()


class ReviewList(NamedTuple):
    """The whole review list."""

    title: Label
    needs: Annotated[tuple[ReviewEntry, ...], Length(1)]
    areas_of_focus: Annotated[tuple[ReviewEntry, ...], Length(1)]

    @property
    def need_ids(self) -> tuple[str, ...]:
        """The ids of all needs and of the finer lines below them."""
        return _ids(self.needs)

    @property
    def focus_ids(self) -> tuple[str, ...]:
        """The ids of all areas of focus and of the finer lines below them."""
        return _ids(self.areas_of_focus)


def _ids(entries: tuple[ReviewEntry, ...]) -> tuple[str, ...]:
    return tuple(line.id for entry in entries for line in (entry, *entry.items))
