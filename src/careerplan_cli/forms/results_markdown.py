"""Many results as Markdown: a table and a summary for each instrument."""

from collections.abc import Iterator, Mapping, Sequence

from careerplan_cli.forms.markdown import bullets, escaped, table
from careerplan_cli.model.guide import Level
from careerplan_cli.model.instrument import Instrument, Question
from careerplan_cli.model.result import Record, Result, Summary

Levels = Mapping[str, Level]


def results_markdown(
    records: Sequence[Record], summaries: Sequence[Summary], levels: Levels, left_out: str = ""
) -> str:
    """Return a document with one row a record, and the summary of each instrument.

    Without records it has the summaries only. `left_out` tells of records that have no row.
    """
    parts: list[str] = []
    for summary in summaries:
        parts.append(f"# {escaped(summary.instrument.title)}\n")
        if records:
            parts.append(_rows(records, summary.instrument, levels))
            parts += [f"{escaped(left_out)}\n"] if left_out else []
        parts += _summary(summary, levels)
    return "\n".join(parts)


def groups_markdown(column: str, groups: Sequence[tuple[str, Summary]], levels: Levels) -> str:
    """Return a section with a table of what the results at each value of a column say together."""
    parts = [f"\n# By {escaped(column)}\n"]
    instruments = {summary.instrument.id: summary.instrument for _, summary in groups}
    for instrument in instruments.values():
        own = [(name, found) for name, found in groups if found.instrument.id == instrument.id]
        by_rank = _by_rank(own[0][1], levels)
        areas = instrument.questions if instrument.adds_points else ()
        head = ["Group", "Records", *(_level_name(levels[id_]) for id_ in by_rank), "No level"]
        head += [*(f"Median: {question.title}" for question in areas), "Widest split"]
        rows = [_group(name, summary, by_rank, areas) for name, summary in own]
        parts += [f"## {escaped(instrument.title)}\n", table([escaped(t) for t in head], rows)]
    return "\n".join(parts)


def _group(
    name: str, summary: Summary, by_rank: Sequence[str], areas: Sequence[Question]
) -> list[str]:
    medians = (summary.medians[question.id] for question in areas)
    return [
        name or "(empty)",
        str(summary.records),
        *(str(summary.level_counts[id_]) for id_ in by_rank),
        str(summary.unfinished),
        *("" if median is None else f"{median:g}" for median in medians),
        ", ".join(question.title for question in summary.widest),
    ]


def _rows(records: Sequence[Record], instrument: Instrument, levels: Levels) -> str:
    own = [record for record in records if record.instrument.id == instrument.id]
    titles = [escaped(title) for title in _columns(instrument)]
    head = ["District", "Respondent", "Date", *titles, "Level"]
    return table(head, [_row(record, levels) for record in own])


def _summary(summary: Summary, levels: Levels) -> Iterator[str]:
    instrument = summary.instrument
    yield "## How many at each level\n"
    by_rank = _by_rank(summary, levels)
    counts = [f"{_level_name(levels[id_])}: {summary.level_counts[id_]}" for id_ in by_rank]
    if summary.unfinished:
        counts.append(f"No level yet, answers are missing: {summary.unfinished}")
    if summary.unusable:
        counts.append(f"Cannot be used: {summary.unusable}")
    yield bullets(counts)
    if instrument.adds_points:
        yield "## Median of each area\n"
        yield bullets(_median(summary, question) for question in instrument.questions)
    yield "## How the answers split\n"
    yield bullets(_split(summary, question) for question in instrument.questions)
    if summary.widest:
        titles = ", ".join(question.title for question in summary.widest)
        yield f"The widest split is in {escaped(titles)}.\n"


def _by_rank(summary: Summary, levels: Levels) -> list[str]:
    return sorted(summary.level_counts, key=lambda id_: levels[id_].rank)


def _level_name(level: Level) -> str:
    return f"{level.symbol} {level.title}"


def _columns(instrument: Instrument) -> list[str]:
    """Return what each row tells of the answers: points and areas, or how many of each option."""
    if instrument.adds_points:
        return ["Total", *(question.title for question in instrument.questions)]
    return list(_labels(instrument).values())


def _labels(instrument: Instrument) -> dict[str, str]:
    return {option.id: option.label for q in instrument.questions for option in q.options}


def _row(record: Record, levels: Levels) -> list[str]:
    district = record.district or (
        record.file if record.row is None else f"{record.file} row {record.row}"
    )
    who = [district, record.respondent or "", record.date or ""]
    if record.result is None:
        blank = [""] * len(_columns(record.instrument))
        return [*who, *blank, f"cannot be used, {record.reason}"]
    return [*who, *_told(record.result), _level(record.result, levels)]


def _told(result: Result) -> list[str]:
    if result.instrument.adds_points:
        colours = [entry.option.colour if entry.option else "" for entry in result.questions]
        return [f"{result.total} of {result.instrument.maximum}", *colours]
    return [str(result.counts[id_]) for id_ in _labels(result.instrument)]


def _level(result: Result, levels: Levels) -> str:
    if result.level:
        return _level_name(levels[result.level])
    possible = ", ".join(_level_name(levels[id_]) for id_ in result.possible_levels)
    return f"answers are missing, still possible: {possible}"


def _split(summary: Summary, question: Question) -> str:
    labels = {option.id: option.label for option in question.options}
    answers = summary.answers[question.id].items()
    words = [f"{labels[id_]}: {number}" for id_, number in answers if number]
    return f"{question.title}. {'; '.join(words) or 'No answer yet'}"


def _median(summary: Summary, question: Question) -> str:
    value = summary.medians[question.id]
    worth = "nobody answered" if value is None else f"{value:g} of {question.maximum}"
    return f"{question.title}: {worth}"
