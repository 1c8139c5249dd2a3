"""How the tables of one survey are read, kept in a file: for a survey that comes every year."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from careerplan_cli.answers.codes import answer_codes
from careerplan_cli.answers.sources import ReadOptions, Selection
from careerplan_cli.model.errors import CareerplanError, FileError, Problem, did_you_mean
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.schema.validation import describe, validate
from careerplan_cli.schema.yaml_file import YamlFile, read

FORMAT = 1
"""The version of the mapping file's form: its entry `mapping`."""


@dataclass(frozen=True, kw_only=True)
class _Written:
    """The entries of a mapping file, as they are written."""

    mapping: int
    instrument: str | None = None
    columns: Mapping[str, str] | None = None
    answers: Mapping[str, str] | None = None
    missing: tuple[object, ...] | None = None
    sheet: str | None = None
    encoding: str | None = None
    where: tuple[str, ...] | None = None
    where_not: tuple[str, ...] | None = None
    latest_by: str | None = None
    latest_date: str | None = None
    skip_hidden: bool = False


def read_mapping(path: Path, instruments: Iterable[Instrument]) -> ReadOptions:
    """Return the options that a mapping file gives; raise `FileError` with every problem in it."""
    file = read(path)
    written = validate(file, _Written)
    known = {instrument.id: instrument for instrument in instruments}
    problems = sorted(_problems(file, written, known))
    if problems:
        raise FileError(*problems)
    return ReadOptions(
        encoding=written.encoding,
        sheet=written.sheet,
        instrument=written.instrument,
        columns=written.columns or {},
        answers=tuple(f"{code}={option}" for code, option in (written.answers or {}).items()),
        missing=tuple(str(code) for code in written.missing or ()),
        skip_hidden=written.skip_hidden,
        selection=Selection(
            where=written.where or (),
            where_not=written.where_not or (),
            latest_by=written.latest_by,
            latest_date=written.latest_date,
        ),
    )


def _problems(
    file: YamlFile, written: _Written, known: Mapping[str, Instrument]
) -> Iterator[Problem]:
    if written.mapping != FORMAT:
        text = f"mapping is {written.mapping}; expected {FORMAT}, the version of the format."
        yield file.problem(("mapping",), text)
    yield from _problems_of_rows(file, written)
    if written.instrument is not None and written.instrument not in known:
        hint = did_you_mean(written.instrument, tuple(known))
        text = f"there is no instrument {describe(written.instrument)}{hint}"
        yield file.problem(("instrument",), f"{text} Valid: {', '.join(known)}.")
        return
    meant = [known[written.instrument]] if written.instrument else list(known.values())
    ids = tuple(id_ for instrument in meant for id_ in instrument.choices)
    for id_ in written.columns or {}:
        if id_ not in ids:
            text = f"there is no question {describe(id_)}{did_you_mean(id_, ids)}"
            yield file.problem(("columns", id_), f"{text} Valid: {', '.join(ids)}.")
    for code, option in (written.answers or {}).items():
        errors = []
        for instrument in meant:
            try:
                answer_codes([f"{code}={option}"], instrument)
            except CareerplanError as error:
                errors.append(error)
        if len(errors) == len(meant):
            yield file.problem(("answers", code), f"{errors[0].problem} {errors[0].advice}")
    for n, missing in enumerate(written.missing or ()):
        if not isinstance(missing, str | int) or isinstance(missing, bool):
            text = f"missing is {describe(missing)}; expected a code; put it in quotes."
            yield file.problem(("missing", n), text)


def _problems_of_rows(file: YamlFile, written: _Written) -> Iterator[Problem]:
    """Yield the problems of the entries that tell which rows count."""
    for name, entries in (("where", written.where), ("where_not", written.where_not)):
        for n, entry in enumerate(entries or ()):
            column, sign, _ = entry.partition("=")
            if not sign or not column.strip():
                text = f"{describe(entry)} does not name a column and a value, as in Role=Teacher."
                yield file.problem((name, n), text)
    if written.latest_date and not written.latest_by:
        text = "latest_date needs latest_by: the column that says who answered."
        yield file.problem(("latest_date",), text)


def overridden(mapping: ReadOptions, options: ReadOptions) -> ReadOptions:
    """Return the options of a mapping file with those of the command line, which go before."""
    answers = {entry.rpartition("=")[0].strip(): entry for entry in mapping.answers}
    answers |= {entry.rpartition("=")[0].strip(): entry for entry in options.answers}
    return options._replace(
        encoding=options.encoding or mapping.encoding,
        sheet=options.sheet or mapping.sheet,
        instrument=options.instrument or mapping.instrument,
        columns={**mapping.columns, **options.columns},
        answers=tuple(answers.values()),
        missing=(*mapping.missing, *options.missing),
        skip_hidden=options.skip_hidden or mapping.skip_hidden,
        selection=_overridden_rows(mapping.selection, options.selection),
    )


def _overridden_rows(mapping: Selection, options: Selection) -> Selection:
    """Return which rows count: each kind of condition as the command line has it, if it does."""
    by = options if options.latest_by else mapping
    return Selection(
        where=options.where or mapping.where,
        where_not=options.where_not or mapping.where_not,
        latest_by=by.latest_by,
        latest_date=options.latest_date or by.latest_date,
    )


def mapping_text(options: ReadOptions) -> str:
    """Return the text of a mapping file, in YAML, that gives these options."""
    import yaml

    rows = options.selection
    pairs = (entry.rpartition("=") for entry in options.answers)
    entries = {
        "mapping": FORMAT,
        "instrument": options.instrument,
        "columns": dict(options.columns),
        "answers": {code.strip(): option.strip() for code, _, option in pairs},
        "missing": list(options.missing),
        "sheet": options.sheet,
        "encoding": options.encoding,
        "where": list(rows.where),
        "where_not": list(rows.where_not),
        "latest_by": rows.latest_by,
        "latest_date": rows.latest_date,
        "skip_hidden": options.skip_hidden,
    }
    kept = {name: entry for name, entry in entries.items() if entry}
    return yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=100)
