"""Many results as Markdown: a table and a summary for each instrument."""

from collections.abc import Iterator, Mapping, Sequence

from careerplan_cli.documents.markdown import bullets, escaped, table
from careerplan_cli.model.guide import Level
from careerplan_cli.model.instrument import Instrument, Section
from careerplan_cli.model.result import Result, Summary

Levels = Mapping[str, Level]
Scored = tuple[str, Result]


def results_markdown(scored: Sequence[Scored], summaries: Sequence[Summary], levels: Levels) -> str:
    """Return a document with one row a respondent, and the summary of each instrument."""
    return "\n".join(part for summary in summaries for part in _section(scored, summary, levels))


def _section(scored: Sequence[Scored], summary: Summary, levels: Levels) -> Iterator[str]:
    instrument = summary.instrument
    own = [entry for entry in scored if entry[1].instrument.id == instrument.id]
    titles = [escaped(title) for title in _columns(instrument)]
    head = ["District", "Respondent", "Date", *titles, "Level"]
    yield f"# {escaped(instrument.title)}\n"
    yield table(head, [_row(file, result, levels) for file, result in own])
    yield "## How many at each level\n"
    by_rank = sorted(summary.level_counts, key=lambda id_: levels[id_].rank)
    counts = [
        f"{levels[id_].symbol} {levels[id_].title}: {summary.level_counts[id_]}" for id_ in by_rank
    ]
    if summary.unfinished:
        counts.append(f"No level yet, answers are missing: {summary.unfinished}")
    yield bullets(counts)
    if instrument.adds_points:
        yield "## Median of each area\n"
        yield bullets(_median(summary, n) for n in range(len(instrument.questions)))
    else:
        yield "## All answers, section by section\n"
        yield bullets(_shared_out(summary, section) for section in instrument.sections)


def _columns(instrument: Instrument) -> list[str]:
    """Return what each row tells of the answers: points and areas, or how many of each option."""
    if instrument.adds_points:
        return ["Total", *(question.title for question in instrument.questions)]
    return list(_labels(instrument).values())


def _labels(instrument: Instrument) -> dict[str, str]:
    return {option.id: option.label for q in instrument.questions for option in q.options}


def _row(file: str, result: Result, levels: Levels) -> list[str]:
    answer_set = result.answer_set
    level = levels[result.level] if result.level else None
    if result.instrument.adds_points:
        told = [f"{result.total} of {result.instrument.maximum}"]
        told += [entry.option.colour if entry.option else "" for entry in result.questions]
    else:
        told = [str(result.counts[id_]) for id_ in _labels(result.instrument)]
    return [
        answer_set.district or file,
        answer_set.respondent or "",
        answer_set.date.isoformat() if answer_set.date else "",
        *told,
        f"{level.symbol} {level.title}" if level else _possible(result, levels),
    ]


def _shared_out(summary: Summary, section: Section) -> str:
    labels, counts = _labels(summary.instrument), summary.counts[section.id]
    words = [f"{labels[id_].lower()} {number}" for id_, number in counts.items() if number]
    return f"{section.title}: {', '.join(words) or 'no answer yet'}"


def _possible(result: Result, levels: Levels) -> str:
    titles = (f"{levels[id_].symbol} {levels[id_].title}" for id_ in result.possible_levels)
    return f"answers are missing, still possible: {', '.join(titles)}"


def _median(summary: Summary, n: int) -> str:
    question = summary.instrument.questions[n]
    value = summary.medians[question.id]
    worth = "nobody answered" if value is None else f"{value:g} of {question.maximum}"
    return f"{question.title}: {worth}"
