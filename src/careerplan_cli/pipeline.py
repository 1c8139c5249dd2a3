"""Gathers what is to be scored: answer files are read and scored, tables are opened."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from careerplan_cli.answers.answer_file import InstrumentNamed, parse_answers, read_answers
from careerplan_cli.answers.sources import ReadOptions, Source, find_source, is_array
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.errors import FileError
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.result import Record
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.schema.yaml_file import LARGEST
from careerplan_cli.scoring.cached import CachedScorer

if TYPE_CHECKING:
    from careerplan_cli.answers.open_table import AnswerTable


_MOST_OPEN = 50
"""How many tables stay open until they are read; a system allows some hundred files."""


def open_sources(
    pack: ContentPack, names: Iterable[str], reading: ReadOptions, named: Collection[str] = ()
) -> "tuple[list[Record | AnswerTable], list[FileError], list[str]]":
    """Return a record for each answer file and each table opened, in order.

    With them, the errors of those that cannot be used, and notices: results of earlier runs are
    left out unless they are among those `named`.
    """

    @cache
    def scorer(id_: str) -> CachedScorer:
        return CachedScorer(pack.instrument(id_), pack.review)

    def instrument(id_: str | None) -> Instrument:
        return scorer(id_ or pack.first_instrument).instrument

    def scorers() -> Iterator[CachedScorer]:
        for id_ in [reading.instrument] if reading.instrument else pack.instrument_ids():
            yield scorer(id_)

    found: list[Record | AnswerTable] = []
    failed: list[FileError] = []
    left_out: list[str] = []
    for name in names:
        try:
            origin = find_source(name, reading.format)
            if _is_table(origin):
                from careerplan_cli.answers.open_table import open_table

                table = open_table(origin, scorers, reading)
                if name not in named and table.columns.hold_results(table.instrument):
                    table.file.close()
                    left_out.append(f"{origin.shown} holds results of careerplan; left out.")
                else:
                    found.append(table)
                    if len(found) > _MOST_OPEN and not origin.stream:
                        table.file.close()
            else:
                answer_set = _answers(origin, instrument)
                found.append(_record(name, answer_set, scorer(answer_set.instrument)))
        except FileError as error:
            failed.append(error)
    return found, failed, left_out


def _is_table(origin: Source) -> bool:
    return is_array(origin) if origin.format == "json" else origin.format != "yaml"


def _answers(origin: Source, instrument: InstrumentNamed) -> AnswerSet:
    if origin.stream:
        return parse_answers(origin.stream.read(LARGEST + 1), origin.shown, instrument)
    return read_answers(origin.name, instrument)


def _record(name: str, answer_set: AnswerSet, scorer: CachedScorer) -> Record:
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
