"""Many results as Markdown: a table and a summary for each instrument."""

from collections.abc import Iterator, Mapping, Sequence

from careerplan_cli.documents.markdown import bullets, escaped, table
from careerplan_cli.model.guide import Level
from careerplan_cli.model.result import Result, Summary

Levels = Mapping[str, Level]
Scored = tuple[str, Result]


def results_markdown(scored: Sequence[Scored], summaries: Sequence[Summary], levels: Levels) -> str:
    """Return a document with one row a respondent, and the summary of each instrument."""
    return "\n".join(part for summary in summaries for part in _section(scored, summary, levels))


def _section(scored: Sequence[Scored], summary: Summary, levels: Levels) -> Iterator[str]:
    instrument = summary.instrument
    own = [entry for entry in scored if entry[1].instrument.id == instrument.id]
    head = ["District", "Respondent", "Date", "Total", "Level"]
    head += [escaped(question.title) for question in instrument.questions]
    yield f"# {escaped(instrument.title)}\n"
    yield table(head, [_row(file, result, levels) for file, result in own])
    yield "## How many at each level\n"
    counts = [
        f"{levels[id_].symbol} {levels[id_].title}: {number}"
        for id_, number in summary.level_counts.items()
    ]
    if summary.unfinished:
        counts.append(f"No level yet, answers are missing: {summary.unfinished}")
    yield bullets(counts)
    yield "## Median of each area\n"
    yield bullets(_median(summary, n) for n in range(len(instrument.questions)))


def _row(file: str, result: Result, levels: Levels) -> list[str]:
    answer_set = result.answer_set
    level = levels[result.level] if result.level else None
    return [
        answer_set.district or file,
        answer_set.respondent or "",
        answer_set.date.isoformat() if answer_set.date else "",
        f"{result.total} of {result.instrument.maximum}",
        f"{level.symbol} {level.title}" if level else _possible(result, levels),
        *(entry.option.colour if entry.option else "" for entry in result.questions),
    ]


def _possible(result: Result, levels: Levels) -> str:
    titles = (f"{levels[id_].symbol} {levels[id_].title}" for id_ in result.possible_levels)
    return f"answers are missing, still possible: {', '.join(titles)}"


def _median(summary: Summary, n: int) -> str:
    question = summary.instrument.questions[n]
    value = summary.medians[question.id]
    worth = "nobody answered" if value is None else f"{value:g} of {question.maximum}"
    return f"{question.title}: {worth}"
