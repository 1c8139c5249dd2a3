"""Reads a content pack: the folder that holds the questions, levels, topics and review list."""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from careerplan_cli.model.errors import CareerplanError, FileError, Problem, UnknownNameError
from careerplan_cli.model.pack import PackSettings
from careerplan_cli.pack.checks import (
    Finding,
    action_findings,
    example_findings,
    level_problems,
    misnamed,
    plan_findings,
    review_findings,
    settings_findings,
    tool_findings,
    tool_names,
    topic_findings,
)
from careerplan_cli.schema.validation import ValidationResult, validation_result
from careerplan_cli.schema.yaml_file import EntryPath, read
from careerplan_cli.text.printable import one_line

if TYPE_CHECKING:
    from careerplan_cli.model.actions import Action
    from careerplan_cli.model.guide import Level, Topic
    from careerplan_cli.model.instrument import Instrument
    from careerplan_cli.model.plans import Plans
    from careerplan_cli.model.review import ReviewList
    from careerplan_cli.model.toolkit import ExamplePlan, Tool

Kind = TypeVar("Kind")

Check = Callable[[ValidationResult[Kind]], Iterable[Finding]]
"""Returns what is wrong in a file beyond the form of its entries."""

_NAMING: set[EntryPath] = {(), ("rank",), ("aliases",)}
"""The paths of what levels are told apart by."""

_NOT_INSTRUMENTS = ("actions", "pack", "plans", "review", "topics")
"""The files that are beside the instruments at the top of a pack."""

EXAMPLE_FILES = ("answers", "later", "plan")
"""The files of the worked example: its answers, those of half a year later, and its plan."""


def built_in_folder() -> Path:
    """Return the folder of the content that comes with the program.

    In an installed package it lies inside; beside the source it is the top-level `content`.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / "content"
    return inside if inside.is_dir() else package.parent.parent / "content"


def load(kind: type[Kind], file: Path, *checks: Check[Kind]) -> ValidationResult[Kind]:
    """Return what a content file holds.

    Raise `FileError` with all that its form and the checks find, in file order. What they say of a
    placeholder is left out: its own problem is enough.
    """
    result = validation_result(read(file), kind)
    problems = set(result.problems)
    for path, text in (finding for check in checks for finding in check(result)):
        if not any(path[:n] in result.placeholder_paths for n in range(len(path) + 1)):
            problems.add(result.file.problem(path, text))
    _raise_problems(problems)
    return result


@cache
def built_in_pack() -> "ContentPack":
    """Return the content that comes with the program."""
    return ContentPack(built_in_folder())


class ContentPack:
    """The content in one folder. Each file is read when it is first asked for.

    Every method raises `FileError` when a file that it needs is missing or wrong, and
    `UnknownNameError` for a name that the pack does not have.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._instrument = cache(self._read_instrument)
        self._level = cache(self._read_level)
        self._tool = cache(self._read_tool)

    @property
    def name(self) -> str:
        """What answer files call the pack: `built-in`, or its own name, or that of its folder."""
        if self.folder == built_in_folder():
            return "built-in"
        return self.settings.name or self.folder.resolve().name

    @property
    def language(self) -> str:
        """The language of its texts (a tag of BCP 47, as in `en-CA`)."""
        return self.settings.language

    @cached_property
    def settings(self) -> PackSettings:
        """What the pack says of itself in pack.yaml; where it has no such file, the defaults."""
        if "pack" not in self._top_names:
            return PackSettings()
        ids = self._instrument_names()
        file = self.folder / "pack.yaml"
        return load(PackSettings, file, lambda r: settings_findings(r.model, ids)).model

    @property
    def first_instrument(self) -> str:
        """The id of the instrument that comes first.

        The pack names it; else it is that of the built-in content, or the first by name.
        """
        ids = self._instrument_names()
        if not ids:
            raise CareerplanError(
                f"There are no questions in {self.folder}.",
                "A content folder has a YAML file for each set of questions, such as survey.yaml.",
            )
        first = self.settings.first or built_in_pack().settings.first
        return first if first in ids else ids[0]

    def instrument_ids(self) -> tuple[str, ...]:
        """Return the ids of all instruments: the one that comes first, the others by name."""
        ids = self._instrument_names()
        return tuple(dict.fromkeys((self.first_instrument, *ids))) if ids else ()

    def level_ids(self) -> tuple[str, ...]:
        """Return the ids of all levels by the names of their files, in no order of rank."""
        return self._level_names

    def file_names(self) -> tuple[str, ...]:
        """Return the names of all files of the pack, in order, as in `levels/on-our-way.yaml`."""
        top = (f"{name}.yaml" for name in self._top_names)
        levels = (f"levels/{id_}.yaml" for id_ in self.level_ids())
        tools = (f"toolkit/{id_}.yaml" for id_ in self.tool_ids())
        example = (f"toolkit/example/{name}.yaml" for name in self._example_names)
        return tuple(sorted([*top, *levels, *tools, *example]))

    def problems(self) -> list[Problem]:
        """Return everything that is wrong with the pack, in the order of files and lines."""
        try:
            review = self.review
        except FileError:
            review = None
        ids = self._instrument_names()
        checks: list[Callable[[], object]] = [
            lambda: self.settings,
            *(partial(self._instrument, id_, review) for id_ in ids),
            *(partial(self._level, id_) for id_ in self.level_ids()),
            self._check_level_names,
            lambda: self.levels,
            lambda: self.topics,
            lambda: self.review,
            lambda: self.plans,
            lambda: self.actions,
            *(partial(self.tool, id_) for id_ in self.tool_ids()),
            lambda: self.example_plan,
            self._check_unused_levels,
        ]
        found: set[Problem] = set()
        for check in checks:
            try:
                check()
            except FileError as error:
                found.update(error.problems)
            except CareerplanError as error:
                found.add(Problem(one_line(str(self.folder)), 0, 0, error.problem))
        if not ids:
            text = "has no instrument: a file such as survey.yaml with questions."
            found.add(Problem(one_line(str(self.folder)), 0, 0, text))
        return sorted(found)

    def _check_level_names(self) -> None:
        """Raise `FileError` where levels share a rank or name, as far as these can be read."""
        from careerplan_cli.model.guide import Level

        readable: list[ValidationResult[Level]] = []
        for id_ in self.level_ids():
            with contextlib.suppress(FileError):
                result = validation_result(read(self.folder / f"levels/{id_}.yaml"), Level)
                if not {path[:1] for path in result.placeholder_paths} & _NAMING:
                    readable.append(result)
        _raise_problems(level_problems(readable))

    def _check_unused_levels(self) -> None:
        """Raise `FileError` for each level that no instrument leads to."""
        ids = self._instrument_names()
        used = {level for id_ in ids for level in self.instrument(id_).level_ids}
        _raise_problems(
            result.file.problem(("id",), f"no questions lead to {id_}; name it in their rules.")
            for id_ in self.level_ids()
            if (result := self._level(id_)).model.id not in used
        )

    def instrument(self, id_: str | None = None) -> "Instrument":
        """Return the instrument `id_`; without an id the one that comes first."""
        if id_ is None:
            id_ = self.first_instrument
        if id_ not in self._instrument_names():
            raise UnknownNameError("instrument", id_, self.instrument_ids())
        return self._instrument(id_, self.review)

    def _read_instrument(self, id_: str, review: "ReviewList | None") -> "Instrument":
        """Return the instrument `id_`; without `review` what it points at is not checked."""
        from careerplan_cli.model.instrument import Instrument
        from careerplan_cli.pack.instrument_checks import instrument_findings

        return load(
            Instrument,
            self.folder / f"{id_}.yaml",
            lambda result: misnamed(result.model.id, id_),
            lambda result: instrument_findings(result, self.level_ids(), review),
        ).model.with_shared_options()

    @cached_property
    def levels(self) -> "tuple[Level, ...]":
        """All levels, lowest rank first."""
        if not self.level_ids():
            raise CareerplanError(
                f"There are no levels in {self.folder / 'levels'}.",
                "A content folder holds one YAML file for each level in its folder `levels`.",
            )
        results = [self._level(id_) for id_ in self.level_ids()]
        _raise_problems(level_problems(results))
        return tuple(sorted((result.model for result in results), key=lambda level: level.rank))

    def level(self, name: str) -> "Level":
        """Return the level with this id, alias, number (the lowest is 1) or colour.

        The beginning of an id or alias is enough where only one level has it.
        """
        if name in self.level_ids():
            return self._level(name).model
        if name.isascii() and name.isdigit() and 1 <= int(name[:9]) <= len(self.levels):
            return self.levels[int(name[:9]) - 1]
        if coloured := [level for level in self.levels if level.colour == name.strip().lower()]:
            if len(coloured) > 1:
                ids = " and ".join(level.id for level in coloured)
                raise CareerplanError(f"Two or more levels are {name}: {ids}.", "Name one of them.")
            return coloured[0]
        names = {level.id: level for level in self.levels}
        names |= {alias: level for level in self.levels for alias in level.aliases}
        return names[_chosen("level", name, tuple(names), {n: names[n].id for n in names})]

    @cached_property
    def topics(self) -> "tuple[Topic, ...]":
        """All background topics, in order; none where the pack has no such file."""
        if "topics" not in self._top_names:
            return ()
        from careerplan_cli.model.guide import Topics

        file = self.folder / "topics.yaml"
        return load(Topics, file, lambda result: topic_findings(result.model)).model.topics

    def topic(self, name: str) -> "Topic":
        """Return the topic with this id, or with the only one that begins so."""
        names = {topic.id: topic for topic in self.topics}
        return names[_chosen("topic", name, tuple(names), {n: n for n in names})]

    def tool_ids(self) -> tuple[str, ...]:
        """Return the ids of all tools by the names of their files, in no order of rank."""
        return self._tool_names

    @cached_property
    def tools(self) -> "tuple[Tool, ...]":
        """All tools of the toolkit, lowest rank first; none where the pack has none."""
        found = (self._tool(id_) for id_ in self.tool_ids())
        return tuple(sorted(found, key=lambda tool: (tool.rank, tool.id)))

    def tool(self, name: str) -> "Tool":
        """Return the tool with this id, or with the only one that begins so."""
        ids = self.tool_ids()
        return self._tool(_chosen("tool", name, ids, {id_: id_ for id_ in ids}))

    def _read_tool(self, id_: str) -> "Tool":
        from careerplan_cli.model.toolkit import Tool

        return load(
            Tool,
            self.folder / f"toolkit/{id_}.yaml",
            lambda result: misnamed(result.model.id, id_),
            lambda result: tool_findings(result.model, has_example=self.has_example),
        ).model

    @cached_property
    def has_example(self) -> bool:
        """Whether the pack has all files of a worked example."""
        return set(EXAMPLE_FILES) <= set(self._example_names)

    @cached_property
    def example_plan(self) -> "ExamplePlan | None":
        """The plan of the worked example as its team filled it in; None without one."""
        if "plan" not in self._example_names:
            return None
        from careerplan_cli.model.toolkit import ExamplePlan

        file = self.folder / "toolkit/example/plan.yaml"
        codes = tuple(action.code for action in self.actions)
        return load(ExamplePlan, file, lambda r: example_findings(r.model, codes)).model

    @cached_property
    def review(self) -> "ReviewList | None":
        """The program review list, or None where the pack has none."""
        if "review" not in self._top_names:
            return None
        from careerplan_cli.model.review import ReviewList

        file, level_ids = self.folder / "review.yaml", self.level_ids()
        return load(ReviewList, file, lambda r: review_findings(r.model, level_ids)).model

    @cached_property
    def plans(self) -> "Plans | None":
        """The planning workbooks, or None where the pack has none."""
        if "plans" not in self._top_names:
            return None
        from careerplan_cli.model.plans import Plans

        file, step_counts = self.folder / "plans.yaml", self._step_counts()
        return load(Plans, file, lambda result: plan_findings(result.model, step_counts)).model

    @cached_property
    def actions(self) -> "tuple[Action, ...]":
        """The action library, in order; none where the pack has no such file."""
        if "actions" not in self._top_names:
            return ()
        from careerplan_cli.model.actions import Actions

        file, needs = self.folder / "actions.yaml", self.review.need_ids if self.review else None
        asked = [self.instrument(id_) for id_ in self._instrument_names()]
        result = load(Actions, file, lambda r: action_findings(r.model, asked, needs))
        return result.model.actions

    def _step_counts(self) -> dict[str, int | None]:
        """Return how many steps each level's guide has; None where its file is wrong."""
        counts: dict[str, int | None] = dict.fromkeys(self.level_ids())
        for id_ in counts:
            with contextlib.suppress(FileError):
                counts[id_] = len(self._level(id_).model.steps)
        return counts

    def _read_level(self, id_: str) -> "ValidationResult[Level]":
        from careerplan_cli.model.guide import Level

        file = self.folder / f"levels/{id_}.yaml"
        return load(
            Level,
            file,
            lambda result: misnamed(result.model.id, id_),
            lambda result: tool_names(result.model, self.tool_ids()),
        )

    def _instrument_names(self) -> tuple[str, ...]:
        return tuple(id_ for id_ in self._top_names if id_ not in _NOT_INSTRUMENTS)

    @cached_property
    def _top_names(self) -> tuple[str, ...]:
        return _yaml_names(self.folder)

    @cached_property
    def _level_names(self) -> tuple[str, ...]:
        return _yaml_names(self.folder / "levels")

    @cached_property
    def _tool_names(self) -> tuple[str, ...]:
        return _yaml_names(self.folder / "toolkit")

    @cached_property
    def _example_names(self) -> tuple[str, ...]:
        return _yaml_names(self.folder / "toolkit" / "example")


def _yaml_names(folder: Path) -> tuple[str, ...]:
    """Return the names of the YAML files in a folder, in order, without their endings."""
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
            f"{kind.capitalize()} {name!r} could be {' or '.join(begun)}.", "Type more of the name."
        )
    raise UnknownNameError(kind, name, valid)


def _raise_problems(problems: Iterable[Problem]) -> None:
    if found := sorted(problems):
        raise FileError(*found)
