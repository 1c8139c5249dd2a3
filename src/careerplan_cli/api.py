"""The public library: the story of an answer in a few functions; docs/api.md shows them at work.

Each raises a `CareerplanError` (model/errors.py) for what its caller can mend.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from careerplan_cli.answers import answer_file
from careerplan_cli.answers.record_source import ListedRecords
from careerplan_cli.answers.sources import ReadOptions, expand_folders
from careerplan_cli.atomic import replacing
from careerplan_cli.batch import Batch
from careerplan_cli.formats import format_for
from careerplan_cli.forms import FORMS
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.result import Record, Result
from careerplan_cli.pack.content_pack import ContentPack, built_in_pack
from careerplan_cli.pipeline import open_sources
from careerplan_cli.pipeline import write_results as write_with
from careerplan_cli.results import WRITERS
from careerplan_cli.scoring import rules
from careerplan_cli.scoring.statistics import GroupedCounter, summarize

__all__ = [
    "load_content",
    "make_report",
    "read_answers",
    "read_records",
    "score",
    "summarize",
    "write_results",
]

AnyPath = str | os.PathLike[str]


def load_content(folder: AnyPath | None = None) -> ContentPack:
    """Return the content in a folder: instruments, levels, topics; without one, the built-in one.

    Its files are read when they are first asked for.
    """
    if folder is None:
        return built_in_pack()
    if not Path(folder).is_dir():
        raise CareerplanError(
            f"There is no content folder {os.fspath(folder)}.", "Name a folder with content files."
        )
    return ContentPack(Path(folder))


def read_answers(path: AnyPath, *, content: ContentPack | None = None) -> AnswerSet:
    """Return the answers in an answer file (YAML or JSON)."""
    pack = content or load_content()
    return answer_file.read_answers(Path(path), pack.instrument, pack.review)


def score(
    instrument: Instrument,
    answers: AnswerSet | Mapping[str, str],
    *,
    content: ContentPack | None = None,
) -> Result:
    """Return what answers to an instrument say about the district.

    `answers` is an answer set, or the id of the option chosen by question id. With `content`, the
    areas of focus are those that its review list offers at the level reached. Raise
    `UnknownNameError`, with the nearest name, for an id that the instrument does not have.
    """
    if not isinstance(answers, AnswerSet):
        answers = AnswerSet(instrument=instrument.id, answers=dict(answers))
    return rules.score(instrument, answers, content.review if content else None)


def read_records(
    *paths: AnyPath,
    content: ContentPack | None = None,
    instrument: str | None = None,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
) -> Batch:
    """Return the records of answer files, tables, or folders of them, each scored.

    Iterating reads the files as it goes, whatever their size, once. `instrument` is the id of what
    a table answers, `columns` the name of the column that answers a question, by question id;
    `sheet` is that of a workbook. Without these, what fits best is taken. A file that cannot be
    read raises `FileError`; a record whose answers cannot be used has no result, and a reason.
    """
    pack = content or load_content()
    names, unread, _ = expand_folders([os.fspath(path) for path in paths])
    options = ReadOptions(None, encoding, sheet, instrument, dict(columns or {}))
    batch, _ = open_sources(pack, names, options, keep=names)
    for error in (*unread, *batch.failed):
        raise error
    return batch


def write_results(
    records: Batch | Iterable[Record],
    output: AnyPath,
    *,
    format: str | None = None,  # noqa: A002 (the field's own word)
) -> int:
    """Write records to a file, in the format of its ending or the one named; return their number.

    The formats are those of `careerplan score`: csv, json, jsonl, xlsx. A file that is there is
    replaced once all is written.
    """
    path = Path(output)
    name = format_for(format, path, (WRITERS,))
    if not isinstance(records, Batch):
        records = Batch(load_content(), _by_file(records), GroupedCounter())
    with records, replacing(path) as file:
        return write_with(WRITERS.module(str(name)).Writer(records, file))


def _by_file(records: Iterable[Record]) -> list[ListedRecords]:
    """Return records that were read before, those of each file together."""
    files: dict[str, list[Record]] = {}
    for record in records:
        files.setdefault(record.file, []).append(record)
    return [ListedRecords(tuple(found)) for found in files.values()]


def make_report(
    result: Result,
    *,
    format: str = "html",  # noqa: A002 (the field's own word)
    content: ContentPack | None = None,
    since: Result | None = None,
) -> bytes:
    """Return a report on a result that has a level, as `careerplan report` writes it.

    The formats are html, docx, md and txt. `since` is an earlier result of the same district, to
    tell what changed.
    """
    from careerplan_cli.comparing import compare
    from careerplan_cli.pages.report import report_page

    name = format_for(format, None, (FORMS,))
    if result.level is None:
        questions = len(result.questions)
        raise CareerplanError(
            f"A report needs a level: {result.answered} of {questions} questions are answered.",
            "Add the missing answers first.",
        )
    pack = content or load_content()
    comparison = compare(since, result) if since else None
    document = report_page(result, pack, comparison)
    page: str | bytes = FORMS.module(str(name)).render(document)
    return page.encode() if isinstance(page, str) else page
