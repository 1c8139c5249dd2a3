"""Gathers what is to be scored: answer files are read and scored, tables are opened."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from careerplan_cli.files.answers import InstrumentNamed, parse_answers, read_answers
from careerplan_cli.files.content import ContentPack
from careerplan_cli.files.document import LARGEST
from careerplan_cli.files.sources import STANDARD_INPUT, Form, Source, is_array, source
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.errors import FileError
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.result import Record
from careerplan_cli.scoring import Scorer

if TYPE_CHECKING:
    from careerplan_cli.files.tables.opening import AnswerTable


@dataclass(frozen=True)
class Reading:
    """How the user wants sources read, where they do not tell it themselves.

    `columns` names the column of a table for question ids.
    """

    form: Form | None = None
    encoding: str | None = None
    instrument: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


def gather(
    pack: ContentPack, names: Iterable[str], reading: Reading
) -> "tuple[list[Record | AnswerTable], list[FileError]]":
    """Return a record for each answer file and each table opened, in order.

    With them, the errors of those that cannot be used.
    """

    @cache
    def scorer(id_: str) -> Scorer:
        return Scorer(pack.instrument(id_), pack.review)

    def instrument(id_: str) -> Instrument:
        return scorer(id_).instrument

    def scorers() -> Iterator[Scorer]:
        ids = pack.instrument_ids()
        first = ("survey",) if "survey" in ids else ()
        for id_ in [reading.instrument] if reading.instrument else dict.fromkeys((*first, *ids)):
            yield scorer(id_)

    found: list[Record | AnswerTable] = []
    failed: list[FileError] = []
    for name in names:
        try:
            origin = source(name, reading.form)
            if _is_table(origin):
                from careerplan_cli.files.tables.opening import open_table

                found.append(open_table(origin, scorers, reading.columns, reading.encoding))
            else:
                answer_set = _answers(origin, instrument)
                found.append(_record(name, answer_set, scorer(answer_set.instrument)))
        except FileError as error:
            failed.append(error)
    return found, failed


def _is_table(origin: Source) -> bool:
    return is_array(origin) if origin.form == "json" else origin.form != "yaml"


def _answers(origin: Source, instrument: InstrumentNamed) -> AnswerSet:
    if origin.name == STANDARD_INPUT:
        with origin.open() as file:
            return parse_answers(file.read(LARGEST + 1), origin.shown, instrument)
    return read_answers(origin.name, instrument)


def _record(name: str, answer_set: AnswerSet, scorer: Scorer) -> Record:
    return Record(
        file=name,
        row=None,
        instrument=scorer.instrument,
        district=answer_set.district,
        respondent=answer_set.respondent,
        date=answer_set.date.isoformat() if answer_set.date else None,
        columns={},
        result=scorer.score(answer_set),
    )
