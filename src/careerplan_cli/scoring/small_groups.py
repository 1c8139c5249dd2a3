"""Keeps back the numbers of groups so small that they would tell what single people answered."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from careerplan_cli.model.result import Summary
from careerplan_cli.scoring.statistics import Group


def hide_small(summary: Summary, least: int) -> Summary:
    """Return a summary without the numbers of fewer than `least` people.

    All numbers are hidden where there are fewer results; else the levels, where fewer have one,
    and the numbers of each question that fewer people answered.
    """
    ((_, hidden),) = _without_small([((), summary)], least, from_total=False)
    return hidden


def hide_small_groups(
    groups: Sequence[tuple[Group, Summary]], least: int
) -> list[tuple[Group, Summary]]:
    """Return groups without the numbers of fewer than `least` people, nor what tells these.

    What is hidden must not follow from the total over all groups of an instrument: as long as only
    one is hidden, or the hidden ones have fewer than `least` people together, the smallest of the
    others is hidden too. That holds for the results of groups, for their levels, and for the
    answers to each question.
    """
    ids = dict.fromkeys(summary.instrument.id for _, summary in groups)
    by_instrument = ([g for g in groups if g[1].instrument.id == id_] for id_ in ids)
    hidden = {
        (values, summary.instrument.id): summary
        for own in by_instrument
        for values, summary in _without_small(own, least, from_total=True)
    }
    return [(values, hidden[values, summary.instrument.id]) for values, summary in groups]


def _without_small(
    groups: Sequence[tuple[Group, Summary]], least: int, *, from_total: bool
) -> list[tuple[Group, Summary]]:
    """Return groups of one instrument without small numbers, and what these follow from."""
    summaries = [summary for _, summary in groups]
    choose = partial(_hidden, least=least, from_total=from_total)
    whole = choose([summary.results for summary in summaries], frozenset())
    levels = choose([summary.results - summary.unfinished for summary in summaries], whole)
    questions = {
        question.id: choose([summary.answered(question) for summary in summaries], whole)
        for question in summaries[0].instrument.questions
    }
    found = []
    for n, (values, summary) in enumerate(groups):
        ids = {id_ for id_, hidden in questions.items() if n in hidden}
        kept = _with_hidden_questions(summary, ids) if ids else summary
        if n in levels:
            kept = _with_hidden_levels(kept)
        found.append(
            (
                values,
                kept._replace(unfinished=0, unusable=0, all_hidden=True) if n in whole else kept,
            )
        )
    return found


def _hidden(
    numbers: Sequence[int], before: frozenset[int], *, least: int, from_total: bool
) -> frozenset[int]:
    """Return the places of the numbers to hide, those hidden before among them."""
    hidden = {n for n, number in enumerate(numbers) if number < least} | before
    if not hidden or not from_total:
        return frozenset(hidden)
    for n in sorted(set(range(len(numbers))) - hidden, key=lambda n: numbers[n]):
        if len(hidden) > 1 and sum(numbers[one] for one in hidden) >= least:
            break
        hidden.add(n)
    return frozenset(hidden)


def _with_hidden_levels(summary: Summary) -> Summary:
    return summary._replace(
        level_counts=dict.fromkeys(summary.level_counts, 0),
        unfinished=summary.results,
        levels_hidden=True,
    )


def _with_hidden_questions(summary: Summary, ids: Collection[str]) -> Summary:
    def without(numbers: Mapping[str, float | None]) -> dict[str, float | None]:
        return {id_: None if id_ in ids else number for id_, number in numbers.items()}

    return summary._replace(
        answers={
            id_: dict.fromkeys(numbers, 0) if id_ in ids else numbers
            for id_, numbers in summary.answers.items()
        },
        means=without(summary.means),
        medians=without(summary.medians),
        spreads=without(summary.spreads),
        agreements=without(summary.agreements),
        hidden=frozenset(ids),
    )
