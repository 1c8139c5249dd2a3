"""Reads, scores, writes: answers in any number of files, results in any format."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache

from careerplan_cli.answers.answer_file import InstrumentNamed, parse_answers, read_answers
from careerplan_cli.answers.record_source import (
    ListedRecords,
    RecordSource,
    ResultsError,
    only_record,
)
from careerplan_cli.answers.sources import ReadOptions, Source, find_source
from careerplan_cli.batch import Batch
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.errors import FileError
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.results.writer import Writer
from careerplan_cli.schema.yaml_file import LARGEST
from careerplan_cli.scoring.cached import CachedScorer
from careerplan_cli.scoring.statistics import GroupedCounter


def open_sources(
    pack: ContentPack,
    names: Iterable[str],
    options: ReadOptions,
    *,
    keep: Collection[str] = (),
    group_by: Sequence[str] = (),
    min_group: int = 0,
) -> tuple[Batch, list[str]]:
    """Return the records of files as a batch: answer files are read, tables are opened.

    With it come notices: results of earlier runs are left out, unless they are among the names to
    `keep`. The batch's `failed` has the errors of files that cannot be used.
    """
    scorer = cache(lambda id_: CachedScorer(pack.instrument(id_), pack.review))
    instrument = cache(lambda id_: scorer(id_ or pack.first_instrument).instrument)

    def scorers() -> Iterator[CachedScorer]:
        yield from map(
            scorer, [options.instrument] if options.instrument else pack.instrument_ids()
        )

    def opened(name: str) -> RecordSource:
        origin = find_source(name, options.format)
        if origin.is_table:
            from careerplan_cli.answers.answer_table import AnswerTable

            if options.selection.latest_by is not None:  # its rows are read twice
                origin = origin.readable_again()
            return AnswerTable(origin, scorers, options)
        answer_set = _answers(origin, instrument)
        result = scorer(answer_set.instrument).score(answer_set)
        return ListedRecords([only_record(name, result)])

    found: list[RecordSource] = []
    failed: list[FileError] = []
    left_out: list[str] = []
    with ExitStack() as on_failure:
        for name in names:
            try:
                one = opened(name)
            except ResultsError as error:
                if name in keep:
                    failed.append(error)
                else:
                    left_out.append(_left_out(error.problems[0].file))
                continue
            except FileError as error:
                failed.append(error)
                continue
            on_failure.callback(one.close)
            if one.holds_results and name not in keep:
                left_out.append(_left_out(one.shown))
                one.close()
                continue
            if found:
                one.set_aside()  # a system lets only some hundred files be open
            found.append(one)
        on_failure.pop_all()
    counter = GroupedCounter(grouped=bool(group_by))
    batch = Batch(pack, found, counter, tuple(group_by), options.selection, min_group, failed)
    return batch, left_out


def _left_out(shown: str) -> str:
    return f"{shown} holds careerplan results, so it is left out."


def write_results(writer: Writer) -> int:
    """Write all results with a writer; return how many records they are."""
    with writer:
        return sum(map(writer.add, writer.pieces()))


def count_records(batch: Batch) -> Iterator[int]:
    """Count all records of a batch and write none; yield how many each step has counted."""
    if batch.lone_table:
        from careerplan_cli.results.fast_csv import fast_csv

        if fast := fast_csv(batch):
            return fast.counts()
    return (1 for _ in batch.records())


def _answers(origin: Source, instrument: InstrumentNamed) -> AnswerSet:
    if origin.stream:
        return parse_answers(origin.stream.read(LARGEST + 1), origin.shown, instrument)
    if origin.is_packed:
        with origin.open() as file:
            return parse_answers(file.read(LARGEST + 1), origin.shown, instrument)
    return read_answers(origin.name, instrument)
