"""Reads a content pack: the folder that holds the questions, levels, topics and check list."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from careerplan_cli.model.errors import CareerplanError, FileError, Problem, UnknownNameError
from careerplan_cli.pack.checks import (
    level_problems,
    plan_problems,
    review_problems,
    topic_problems,
)
from careerplan_cli.schema.validation import ValidationResult, validation_result
from careerplan_cli.schema.yaml_file import Document, EntryPath, read
from careerplan_cli.text.printable import one_line

if TYPE_CHECKING:
    from careerplan_cli.model.guide import Level, Topic
    from careerplan_cli.model.instrument import Instrument
    from careerplan_cli.model.plans import Plans
    from careerplan_cli.model.review import ReviewList

Kind = TypeVar("Kind")

# Where a value stands that levels are told apart by.
_NAMING: set[EntryPath] = {(), ("rank",), ("aliases",)}

# What stands beside the instruments at the top of a pack.
_NOT_INSTRUMENTS = ("plans", "review", "topics")


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

    @property
    def name(self) -> str:
        """What answer files call the pack: `built-in`, or the name of its folder."""
        return "built-in" if self.folder == built_in_folder() else self.folder.resolve().name

    def instrument_ids(self) -> tuple[str, ...]:
        """Return the ids of all instruments, by the names of their files."""
        return tuple(id_ for id_ in self._names(self.folder) if id_ not in _NOT_INSTRUMENTS)

    def level_ids(self) -> tuple[str, ...]:
        """Return the ids of all levels by the names of their files, in no order of rank."""
        return self._names(self.folder / "levels")

    def file_names(self) -> tuple[str, ...]:
        """Return the names of all files of the pack, in order, as in `levels/on-our-way.yaml`."""
        levels = (f"levels/{id_}.yaml" for id_ in self.level_ids())
        return tuple(sorted([*(f"{name}.yaml" for name in self._names(self.folder)), *levels]))

    def problems(self) -> list[Problem]:
        """Return everything that is wrong with the pack, in the order of files and lines."""
        try:
            areas = self._area_ids()
        except FileError:
            areas = None
        reads: list[Callable[[], object]] = [
            *(partial(self._instrument, id_, areas) for id_ in self.instrument_ids()),
            *(partial(self._level, id_) for id_ in self.level_ids()),
            self._refuse_like_levels,
            lambda: self.levels,
            lambda: self.topics,
            lambda: self.review,
            lambda: self.plans,
            self._refuse_unused_levels,
        ]
        found: set[Problem] = set()
        for read_one in reads:
            try:
                read_one()
            except FileError as error:
                found.update(error.problems)
            except CareerplanError as error:
                found.add(Problem(one_line(str(self.folder)), 0, 0, error.problem))
        if not self.instrument_ids():
            text = "has no instrument: a file such as survey.yaml with questions."
            found.add(Problem(one_line(str(self.folder)), 0, 0, text))
        return sorted(found)

    def _refuse_like_levels(self) -> None:
        """Raise `FileError` where levels share a rank or name, as far as these can be read."""
        from careerplan_cli.model.guide import Level

        readable: list[tuple[Level, Document]] = []
        for id_ in self.level_ids():
            with contextlib.suppress(FileError):
                inspected, document, _ = self._look(f"levels/{id_}.yaml", Level, _nothing_more)
                if not {route[:1] for route in inspected.replaced} & _NAMING:
                    readable.append((inspected.model, document))
        _refuse(level_problems(readable))

    def _refuse_unused_levels(self) -> None:
        """Raise `FileError` for each level that no instrument leads to."""
        used = {id_ for name in self.instrument_ids() for id_ in self.instrument(name).level_ids}
        _refuse(
            document.problem(("id",), f"no questions lead to {level.id}; name it in their rules.")
            for level, document in map(self._level, self.level_ids())
            if level.id not in used
        )

    def instrument(self, id_: str) -> "Instrument":
        """Return the instrument `id_`."""
        if id_ not in self.instrument_ids():
            raise UnknownNameError("instrument", id_, self.instrument_ids())
        return self._instrument(id_, self._area_ids())

    def _area_ids(self) -> tuple[str, ...] | None:
        """Return the ids of the areas of focus; None where the pack has no check list."""
        return tuple(area.id for area in self.review.areas_of_focus) if self.review else None

    def _instrument(self, id_: str, areas: tuple[str, ...] | None) -> "Instrument":
        """Return the instrument `id_`; without `areas` its areas of focus are not checked."""
        from careerplan_cli.model.instrument import Instrument
        from careerplan_cli.pack.instrument_checks import instrument_problems

        instrument, _ = self._load(
            f"{id_}.yaml",
            Instrument,
            lambda found, document, replaced: [
                *_misnamed(found.id, id_, document),
                *instrument_problems(found, document, self.level_ids(), areas, replaced),
            ],
        )
        return instrument.with_shared_options()

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
        """All background topics, in order; none where the pack has no such file."""
        if "topics" not in self._names(self.folder):
            return ()
        from careerplan_cli.model.guide import Topics

        topics, _ = self._load(
            "topics.yaml",
            Topics,
            lambda found, document, _: topic_problems([t.id for t in found.topics], document),
        )
        return topics.topics

    def topic(self, name: str) -> "Topic":
        """Return the topic with this id, or with the only one that begins so."""
        names = {topic.id: topic for topic in self.topics}
        return names[_chosen("topic", name, tuple(names), {n: n for n in names})]

    @cached_property
    def review(self) -> "ReviewList | None":
        """The program review check list, or None where the pack has none."""
        if "review" not in self._names(self.folder):
            return None
        from careerplan_cli.model.review import ReviewList

        review, _ = self._load(
            "review.yaml",
            ReviewList,
            lambda found, document, _: review_problems(found, document, self.level_ids()),
        )
        return review

    @cached_property
    def plans(self) -> "Plans | None":
        """The planning workbooks, or None where the pack has none."""
        if "plans" not in self._names(self.folder):
            return None
        from careerplan_cli.model.plans import Plans

        plans, _ = self._load(
            "plans.yaml",
            Plans,
            lambda found, document, _: plan_problems(found, document, self._step_counts()),
        )
        return plans

    def _step_counts(self) -> dict[str, int | None]:
        """Return how many steps each level's guide has; None where its file is wrong."""
        counts: dict[str, int | None] = dict.fromkeys(self.level_ids())
        for id_ in counts:
            with contextlib.suppress(FileError):
                counts[id_] = len(self._level(id_)[0].steps)
        return counts

    def _level(self, id_: str) -> "tuple[Level, Document]":
        from careerplan_cli.model.guide import Level

        return self._load(
            f"levels/{id_}.yaml",
            Level,
            lambda found, document, _: _misnamed(found.id, id_, document),
        )

    def _load(
        self,
        file: str,
        kind: type[Kind],
        check: Callable[[Kind, Document, frozenset[EntryPath]], Iterable[Problem]],
    ) -> tuple[Kind, Document]:
        """Return a file's model; raise with all that its form and `check` find at once."""
        inspected, document, problems = self._look(file, kind, check)
        _refuse(problems)
        return inspected.model, document

    def _look(
        self,
        file: str,
        kind: type[Kind],
        check: Callable[[Kind, Document, frozenset[EntryPath]], Iterable[Problem]],
    ) -> tuple[ValidationResult[Kind], Document, set[Problem]]:
        """Return what a file holds, and all that its form and `check` find wrong at once."""
        document = read(self.folder / file)
        inspected = validation_result(document, kind)
        stand_ins = {document.problem(route, "") for route in inspected.replaced}
        places = {(problem.line, problem.column) for problem in stand_ins}
        more = check(inspected.model, document, inspected.replaced)
        told = (found for found in more if (found.line, found.column) not in places)
        return inspected, document, {*inspected.problems, *told}

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


def _nothing_more(
    model: object, document: Document, replaced: frozenset[EntryPath]
) -> list[Problem]:
    return []


def _misnamed(id_: str, file: str, document: Document) -> Iterator[Problem]:
    if id_ != file:
        yield document.problem(("id",), f"id is {id_!r}; expected {file!r}, the name of the file.")


def _refuse(problems: Iterable[Problem]) -> None:
    if found := sorted(problems):
        raise FileError(*found)
