"""Which column of a table answers which question, and which answer a cell gives."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from careerplan_cli.answers.survey_tools import SURVEY_TOOLS
from careerplan_cli.model.errors import FileError, Problem, did_you_mean
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.schema.validation import describe
from careerplan_cli.text.printable import one_line

_NUMBER = re.compile(
    rf"\s*(?:{'|'.join(tool.number for tool in SURVEY_TOOLS if tool.number)})", re.IGNORECASE
)
_PREFIX_END = re.compile(f"[{re.escape(''.join(tool.before_code for tool in SURVEY_TOOLS))}]")
_SECOND_HEADERS = {tool.second_header for tool in SURVEY_TOOLS if tool.second_header}

Options = tuple[str | None, ...]
"""An option's id for each question in order, None where there is no answer."""


def normal(text: str) -> str:
    """Return the letters and digits of `text`, by which two ways to write it are the same."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, plain))


def without_number(text: str) -> str:
    """Return `text` without the number that a survey tool has put in front."""
    return text[match.end() :] if (match := _NUMBER.match(text)) else text


@dataclass(frozen=True)
class Columns:
    """The columns of a table: `answers` has the position of each question's, in order."""

    header: tuple[str, ...]
    answers: tuple[int, ...]

    @cached_property
    def others(self) -> tuple[int, ...]:
        """The positions of all other columns, which are written beside the results."""
        return tuple(n for n in range(len(self.header)) if n not in self.answers)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """A name for each column that no other has: `Comment`, `Comment (2)`, `column 3`."""
        seen: Counter[str] = Counter()
        names = []
        for position, title in enumerate(self.header, 1):
            name = title.strip() or f"column {position}"
            seen[name] += 1
            names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
        return tuple(names)

    def named(self, name: str) -> int | None:
        """Return the position of the column with this name, in whatever spelling; else None."""
        if name in self.names:
            return self.names.index(name)
        alike = [n for n, title in enumerate(self.names) if normal(title) == normal(name)]
        return alike[0] if len(alike) == 1 else None

    def ending_in(self, name: str) -> int | None:
        """Return the position of the one other column whose name is or ends in this; else None.

        `Your district`, `about/district` and `District` all end in `district`.
        """
        titles = {n: normal(self.names[n]) for n in self.others}
        exact = [n for n, title in titles.items() if title == name]
        ending = [n for n, title in titles.items() if title.endswith(name)]
        found = exact or ending
        return found[0] if len(found) == 1 else None

    def continues(self, cells: Sequence[str]) -> bool:
        """Return whether a row is the header's second one, which some survey tools write."""
        below = [normal(cells[n]) for n in self.answers if n < len(cells)]
        same = len(below) == len(self.answers) and len(set(below)) == 1
        return same and below[0] in _SECOND_HEADERS

    def with_second_row(self, cells: Sequence[str]) -> "Columns":
        """Return the columns, named by both rows of the header where both say something."""
        named = (*cells, *[""] * len(self.header))
        header = tuple(map(_with_lower_name, self.header, named))
        return Columns(header, self.answers)

    def hold_results(self, instrument: Instrument) -> bool:
        """Return whether these are the columns of results that were written earlier."""
        written = {f"{question.id}-points" for question in instrument.questions}
        return written | {"level", "complete", "reason"} <= set(self.header)


def _with_lower_name(upper: str, lower: str) -> str:
    if normal(lower).endswith(tuple(_SECOND_HEADERS)) or not lower.strip():
        return upper
    return f"{upper}: {lower}" if upper.strip() else lower


def count_matches(header: Sequence[str], instrument: Instrument) -> int:
    """Return how many of the instrument's questions have a column."""
    return sum(bool(found) for found in _candidates(header, instrument).values())


def match_columns(
    header: Sequence[str], instrument: Instrument, given: Mapping[str, str], file: str
) -> Columns:
    """Return which column answers which question.

    A column is a question's when it says its id, title or prompt. `given` names columns by
    question id where the header does not tell. Raise `FileError`, with the columns found, when a
    question has no column or several.
    """
    columns = Columns(tuple(header), ())
    found = _candidates(header, instrument)
    for id_, title in given.items():
        position = columns.named(title)
        if position is None:
            hint = did_you_mean(title, columns.names)
            raise _problem(file, f"there is no column {describe(title)}{hint}", columns)
        found = {other: [n for n in at if n != position] for other, at in found.items()}
        found[id_] = [position]
    missing = [id_ for id_, at in found.items() if not at]
    if missing:
        text = f"no column answers {', '.join(missing)}."
        raise _problem(file, text, columns, _hint(missing, columns, instrument))
    for id_, at in found.items():
        if len(at) > 1:
            several = " and ".join(describe(columns.names[n]) for n in at)
            advice = f'Say which one it is: --map "{one_line(columns.names[at[0]])}={id_}"'
            raise _problem(file, f"several columns answer {id_}: {several}.", columns, advice)
    return Columns(tuple(header), tuple(at[0] for at in found.values()))


def _candidates(header: Sequence[str], instrument: Instrument) -> dict[str, list[int]]:
    """Return the positions of the columns that may answer each question, by its id.

    A column that says no more than the question's name goes before one with a code in front.
    """
    questions = instrument.questions
    exact: dict[str, list[int]] = {question.id: [] for question in questions}
    coded: dict[str, list[int]] = {question.id: [] for question in questions}
    ids = _only_meanings(
        (normal(question.id)[:length], question.id)
        for question in questions
        for length in {tool.code_length for tool in SURVEY_TOOLS}
    )
    titles = _only_meanings(
        (normal(without_number(title)), question.id)
        for question in questions
        for title in (question.prompt, question.title)
    )
    names = titles | ids
    for position, title in enumerate(header):
        if id_ := names.get(normal(title)) or names.get(normal(without_number(title))):
            exact[id_].append(position)
        elif id_ := _by_end(title, ids, names):
            coded[id_].append(position)
    return {id_: exact[id_] or coded[id_] for id_ in exact}


def _only_meanings(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what each name means, without those that mean several things."""
    meanings: dict[str, set[str]] = {}
    for name, meaning in pairs:
        meanings.setdefault(name, set()).add(meaning)
    return {name: min(means) for name, means in meanings.items() if name and len(means) == 1}


def _by_end(title: str, ids: Mapping[str, str], names: Mapping[str, str]) -> str | None:
    """Return the question whose id ends a title after a prefix, or whose words follow its code."""
    for end in _PREFIX_END.finditer(title):
        rest = title[end.end() :]
        if id_ := ids.get(normal(rest)) or (names.get(normal(rest)) if rest[:1] == " " else None):
            return id_
    return None


def _hint(missing: Sequence[str], columns: Columns, instrument: Instrument) -> str:
    """Return how to name the columns of questions, the likely ones where names come near."""
    from difflib import get_close_matches

    titles = {normal(without_number(columns.names[n])): n for n in columns.others}
    options = []
    for question in instrument.questions:
        if question.id in missing:
            names = (question.title, question.id, question.prompt)
            near = [get_close_matches(normal(name), titles, n=1, cutoff=0.8) for name in names]
            for title in [*filter(None, near)][:1]:
                name = one_line(columns.names[titles[title[0]]])
                options.append(f'--map "{name}={question.id}"')
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


class AnswerParser:
    """Reads the answers in a row's cells: an option's id, its label, or its whole text."""

    def __init__(self, instrument: Instrument) -> None:
        self._questions = [(question, _meanings(question)) for question in instrument.questions]

    def read(self, cells: Iterable[str]) -> tuple[Options, str]:
        """Return the answers in the cells of the questions' columns, in order.

        With them, in words, what cannot be used; nothing where everything can.
        """
        options: list[str | None] = []
        reasons: list[str] = []
        for (question, meanings), cell in zip(self._questions, cells, strict=True):
            option = meanings.get(normal(cell)) or meanings.get(normal(without_number(cell)))
            options.append(option)
            if option is None and cell.strip():
                valid = ", ".join(o.id for o in question.options)
                reasons.append(f"{question.id} is {describe(cell)}; expected {valid} or its text")
        return tuple(options), "; ".join(reasons)


def _meanings(question: Question) -> dict[str, str]:
    """Return the option's id for each way to write it; ids go before labels before details."""
    ways = []
    for option in question.options:
        details = " ".join(option.details)
        ways.append((option.id, option.label, f"{option.label} {details}", details))
    ids = [option.id for option in question.options]
    meanings: dict[str, str] = {}
    for texts in zip(*ways, strict=True):
        meanings = _only_meanings(zip(map(normal, texts), ids, strict=True)) | meanings
    return meanings
