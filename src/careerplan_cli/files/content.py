"""Reads a content pack: the folder that holds the questions, levels, topics and check list."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from careerplan_cli.files.checks import (
    instrument_problems,
    level_problems,
    review_problems,
    topic_problems,
)
from careerplan_cli.files.document import Document, read
from careerplan_cli.files.validation import validate
from careerplan_cli.model.base import Model
from careerplan_cli.model.errors import CareerplanError, FileError, Problem, UnknownNameError
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.review import ReviewList

if TYPE_CHECKING:
    from careerplan_cli.model.guide import Level, Topic

Kind = TypeVar("Kind", bound=Model)

# What stands beside the instruments at the top of a pack.
_NOT_INSTRUMENTS = ("review", "topics")


def built_in_folder() -> Path:
    """Return the folder of the content that comes with the program.

    In an installed package it lies inside; beside the source it is the top-level `content`.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / "content"
    return inside if inside.is_dir() else package.parent.parent / "content"


class ContentPack:
    """The content in one folder. Each file is read when it is first asked for.

    Every method raises `FileError` when a file that it needs is missing or wrong, and
    `UnknownNameError` for a name that the pack does not have.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def instrument_ids(self) -> tuple[str, ...]:
        """Return the ids of all instruments, by the names of their files."""
        return tuple(id_ for id_ in self._names(self.folder) if id_ not in _NOT_INSTRUMENTS)

    def level_ids(self) -> tuple[str, ...]:
        """Return the ids of all levels by the names of their files, in no order of rank."""
        return self._names(self.folder / "levels")

    def instrument(self, id_: str) -> Instrument:
        """Return the instrument `id_`."""
        if id_ not in self.instrument_ids():
            raise UnknownNameError("instrument", id_, self.instrument_ids())
        instrument, document = self._load(f"{id_}.yaml", Instrument)
        _refuse(_misnamed(instrument.id, id_, document))
        areas = tuple(area.id for area in self.review.areas_of_focus) if self.review else ()
        _refuse(instrument_problems(instrument, document, self.level_ids(), areas))
        return instrument

    @cached_property
    def levels(self) -> "tuple[Level, ...]":
        """All levels, lowest rank first."""
        if not self.level_ids():
            raise CareerplanError(
                f"There are no levels in {self.folder / 'levels'}.",
                "A content folder holds one YAML file for each level in its folder `levels`.",
            )
        loaded = [self._level(id_) for id_ in self.level_ids()]
        _refuse(level_problems(loaded))
        return tuple(sorted((level for level, _ in loaded), key=lambda level: level.rank))

    def level(self, name: str) -> "Level":
        """Return the level with this id or alias, or with the only one that begins so."""
        if name in self.level_ids():
            return self._level(name)[0]
        names = {level.id: level for level in self.levels}
        names |= {alias: level for level in self.levels for alias in level.aliases}
        return names[_chosen("level", name, tuple(names), {n: names[n].id for n in names})]

    @cached_property
    def topics(self) -> "tuple[Topic, ...]":
        """All background topics, in order."""
        from careerplan_cli.model.guide import Topics

        topics, document = self._load("topics.yaml", Topics)
        _refuse(topic_problems([topic.id for topic in topics.topics], document))
        return topics.topics

    def topic(self, name: str) -> "Topic":
        """Return the topic with this id, or with the only one that begins so."""
        names = {topic.id: topic for topic in self.topics}
        return names[_chosen("topic", name, tuple(names), {n: n for n in names})]

    @cached_property
    def review(self) -> ReviewList | None:
        """The program review check list, or None where the pack has none."""
        if "review" not in self._names(self.folder):
            return None
        review, document = self._load("review.yaml", ReviewList)
        _refuse(review_problems(review, document, self.level_ids()))
        return review

    def _level(self, id_: str) -> "tuple[Level, Document]":
        from careerplan_cli.model.guide import Level

        level, document = self._load(f"levels/{id_}.yaml", Level)
        _refuse(_misnamed(level.id, id_, document))
        return level, document

    def _load(self, file: str, kind: type[Kind]) -> tuple[Kind, Document]:
        document = read(self.folder / file)
        return validate(document, kind), document

    def _names(self, folder: Path) -> tuple[str, ...]:
        return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


def _chosen(kind: str, name: str, valid: tuple[str, ...], meanings: Mapping[str, str]) -> str:
    """Return the one of `valid` that `name` is or begins.

    Two valid names with the same meaning (an id and its alias) do not make it ambiguous.
    """
    wanted = name.strip().lower().replace(" ", "-").replace("_", "-")
    if wanted in valid:
        return wanted
    begun = [candidate for candidate in valid if wanted and candidate.startswith(wanted)]
    if len({meanings[candidate] for candidate in begun}) == 1:
        return begun[0]
    if begun:
        raise CareerplanError(
            f"{kind.capitalize()} {name!r} could be {' or '.join(begun)}.", "Write more of it."
        )
    raise UnknownNameError(kind, name, valid)


def _misnamed(id_: str, file: str, document: Document) -> Iterator[Problem]:
    if id_ != file:
        yield document.problem(("id",), f"id is {id_!r}; expected {file!r}, the name of the file.")


def _refuse(problems: Iterable[Problem]) -> None:
    if found := sorted(problems):
        raise FileError(*found)
