"""Which columns of a table answer which question."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import NamedTuple

from careerplan_cli.answers.names import QuestionNames, without_number
from careerplan_cli.answers.other_shapes import other_shape
from careerplan_cli.answers.parser import Sample
from careerplan_cli.answers.record_source import ResultsError
from careerplan_cli.model.errors import FileError, Problem, did_you_mean
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.schema.validation import describe
from careerplan_cli.text.normal import normal
from careerplan_cli.text.printable import one_line

_RESULT_FIELDS = {"format", "file", "instrument", "district", "respondent", "date"}
"""The fields that every record of results has in JSON."""


class AnswerColumns(NamedTuple):
    """The positions of the columns that answer a question, at least one.

    Several are either its copies in the branches of a survey, or one for each option: `choices`
    has the ids of these, in the same order, and is empty otherwise.
    """

    positions: tuple[int, ...]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Columns:
    """The columns of a table, and for each question, in order, those that answer it."""

    header: tuple[str, ...]
    questions: tuple[AnswerColumns, ...]

    @cached_property
    def answers(self) -> tuple[int, ...]:
        """The positions of all columns that answer a question, in order of the questions."""
        return tuple(n for question in self.questions for n in question.positions)

    @cached_property
    def others(self) -> tuple[int, ...]:
        """The positions of all other columns, which are written beside the results."""
        return tuple(n for n in range(len(self.header)) if n not in self.answers)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """A name for each column that no other has: `Comment`, `Comment (2)`, `column 3`."""
        titles = [title.strip() or f"column {n}" for n, title in enumerate(self.header, 1)]
        taken = set(titles)
        seen: set[str] = set()
        names = []
        for title in titles:
            name = title
            if name in seen:
                free = (f"{title} ({n})" for n in count(2))
                name = next(one for one in free if one not in taken)
            taken.add(name)
            seen.add(name)
            names.append(name)
        return tuple(names)

    @cached_property
    def answer_names(self) -> tuple[str, ...]:
        """What messages call the columns that answer each question."""
        names = []
        for positions, choices in self.questions:
            name = self.names[positions[0]]
            if choices:
                name = f"{len(choices)} columns: {name}"
            elif len(positions) > 1:
                name = " or ".join(self.names[n] for n in positions)
            names.append(name)
        return tuple(names)

    def named(self, name: str) -> int | None:
        """Return the position of the column with this name, in whatever spelling; else None."""
        if name in self.names:
            return self.names.index(name)
        alike = [n for n, title in enumerate(self.names) if normal(title) == normal(name)]
        return alike[0] if len(alike) == 1 else None

    def ending_in(self, name: str) -> int | None:
        """Return the position of the one other column whose name is or ends in this; else None.

        `Your district`, `about/district` and `District` all end in `district`; `Subdistrict` does
        not.
        """
        words = {n: _words(self.names[n]) for n in self.others}
        exact = [n for n, found in words.items() if found == [name]]
        ending = [n for n, found in words.items() if found[-1:] == [name]]
        found = exact or ending
        return found[0] if len(found) == 1 else None

    def hold_results(self, instrument: Instrument) -> bool:
        """Return whether these are the columns of results that were written earlier."""
        written = {f"{question.id}-points" for question in instrument.questions}
        return written | {"level", "complete", "reason"} <= set(self.header)


def _words(name: str) -> list[str]:
    """Return the words in a column's name, in small letters: `yourDistrict` has two."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", name))
    return re.findall(r"[^\W_]+", parted.casefold())


def count_matches(header: Sequence[str], instrument: Instrument) -> int:
    """Return how many of the instrument's questions have a column."""
    return sum(bool(found) for found in match_columns(header, instrument, {}, "").values())


def match_columns(
    header: Sequence[str], instrument: Instrument, given: Mapping[str, str], file: str
) -> dict[str, list[int]]:
    """Return the positions of the columns that may answer each question, by its id.

    A column that says no more than the question's name goes before one with a code in front, and
    one that is `given` by name before all. Raise `FileError` where that is not there.
    """
    names = QuestionNames(instrument)
    exact: dict[str, list[int]] = {question.id: [] for question in instrument.questions}
    coded: dict[str, list[int]] = {question.id: [] for question in instrument.questions}
    for position, title in enumerate(header):
        if id_ := names.exact(title):
            exact[id_].append(position)
        elif id_ := names.coded(title):
            coded[id_].append(position)
    found = {id_: exact[id_] or coded[id_] for id_ in exact}
    columns = Columns(tuple(header), ())
    for given_id, title in given.items():
        place = columns.named(title)
        if place is None:
            hint = did_you_mean(title, columns.names)
            raise _problem(file, f"there is no column {describe(title)}{hint}", columns)
        found = {other: [n for n in at if n != place] for other, at in found.items()}
        found[given_id] = [place]
    return found


def settle_columns(
    header: Sequence[str],
    instrument: Instrument,
    found: Mapping[str, AnswerColumns],
    sample: Sample,
    file: str,
) -> Columns:
    """Return which columns answer which question, of those `found` for each.

    Several for one question are joined where the rows of the `sample` have at most one of them
    answered. Raise `FileError`, with the columns found, when a question has no column or several.
    """
    columns = Columns(tuple(header), tuple(found.values()))
    missing = [id_ for id_, at in found.items() if not at.positions]
    if missing:
        if set(header) >= _RESULT_FIELDS:
            problem = Problem(file, 0, 0, "holds careerplan results, not answers.")
            raise ResultsError(problem, advice="Score the answers that they were made from.")
        _refuse_several_answers(missing, columns, instrument, file)
        text = f"no column answers {', '.join(missing)}."
        advice = other_shape(instrument, sample.rows) or _hint(missing, columns, sample)
        raise _problem(file, text, columns, advice)
    for id_, (positions, choices) in found.items():
        if len(positions) > 1 and not choices and not sample.is_one_question(id_, positions):
            several = " and ".join(describe(columns.names[n]) for n in positions)
            advice = f'Say which one it is: --map "{one_line(columns.names[positions[0]])}={id_}"'
            raise _problem(file, f"several columns answer {id_}: {several}.", columns, advice)
    return columns


def _refuse_several_answers(
    missing: Sequence[str], columns: Columns, instrument: Instrument, file: str
) -> None:
    """Raise `FileError` where a question has a column for each choice, to be ticked or not."""
    names = QuestionNames(instrument)
    ticked: dict[str, str] = {}
    for name in columns.names:
        if (id_ := names.with_choice(name)) and id_ in missing:
            ticked.setdefault(id_, name)
    if not ticked:
        return
    first = describe(next(iter(ticked.values())))
    text = (
        f"several answers can be ticked to {', '.join(ticked)}: a column such as {first} is one "
        "choice of a question, and not its answer."
    )
    advice = (
        "Ask the question so that one answer can be given (in REDCap: radio buttons), or add a "
        "column for each question with its one answer."
    )
    raise FileError(Problem(file, 0, 0, text), advice=advice)


def _hint(missing: Sequence[str], columns: Columns, sample: Sample) -> str:
    """Return how to name the columns of questions.

    The likely ones are named where names come near and what stands below them are answers.
    """
    from difflib import get_close_matches

    titles = {normal(without_number(columns.names[n])): n for n in columns.others}
    options = []
    for reader in sample.readers:
        question = reader.question
        if question.id in missing:
            names = (question.title, question.id, question.prompt)
            near = (get_close_matches(normal(name), titles, n=3, cutoff=0.8) for name in names)
            places = [titles[title] for found in near for title in found]
            fitting = [n for n in places if sample.are_answers(question.id, n)]
            if fitting:
                options.append(f'--map "{one_line(columns.names[fitting[0]])}={question.id}"')
    if options:
        return f"Are these the columns? {' '.join(options)}"
    return (
        f'Name the column of each: --map "Column={missing[0]}". If a question was not asked, add '
        "an empty column with its name."
    )


def _problem(file: str, text: str, columns: Columns, advice: str = "") -> FileError:
    listed = ", ".join(describe(name) for name in columns.names[:30])
    more = f" and {len(columns.names) - 30} more" if len(columns.names) > 30 else ""
    return FileError(
        Problem(file, 0, 0, f"{text} Columns: {listed or 'none'}{more}."), advice=advice
    )
