"""The rules: from an instrument and one respondent's answers to a result. Pure, no I/O."""

from collections.abc import Sequence

from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Band, Bands, Instrument, Question
from careerplan_cli.model.result import Answered, Result, Summary
from careerplan_cli.model.review import ReviewList


def score(instrument: Instrument, answer_set: AnswerSet, review: ReviewList | None) -> Result:
    """Return what the answers say about the district.

    The survey's rule (source: "survey scoring"): add the points of the answers, and the band that
    holds the total names the level. With an answer missing, no level is claimed; the levels that
    can still be reached are listed instead. `review` tells which areas of focus each level offers
    (None: the instrument's areas are all taken as they are). The answer set's ids must be the
    instrument's own.
    """
    questions = tuple(_answered(question, answer_set) for question in instrument.questions)
    bands = _bands_in_reach(instrument.classification, questions)
    complete = all(entry.option for entry in questions)
    band = bands[0] if complete else None
    total = sum(entry.option.points for entry in questions if entry.option)
    above = _band_above(instrument.classification, band)
    focus = _focus(questions)
    return Result(
        instrument=instrument,
        answer_set=answer_set,
        questions=questions,
        total=total,
        level=band.level if band else None,
        possible_levels=tuple(dict.fromkeys(band.level for band in bands)),
        focus=focus,
        focus_areas=_areas(focus, review, band.level if band else None),
        next_level=above.level if above else None,
        points_to_next=above.lowest - total if above else None,
    )


def summarize(instrument: Instrument, results: Sequence[Result]) -> Summary:
    """Return what results to one instrument say together: levels, and the median of each area."""
    from statistics import median

    bands = sorted(instrument.classification.bands, key=lambda band: band.lowest)
    levels = [result.level for result in results]
    medians: dict[str, float | None] = {}
    for n, question in enumerate(instrument.questions):
        options = [result.questions[n].option for result in results]
        given = [option.points for option in options if option]
        medians[question.id] = float(median(given)) if given else None
    return Summary(
        instrument=instrument,
        level_counts={band.level: levels.count(band.level) for band in bands},
        unfinished=levels.count(None),
        medians=medians,
    )


def _answered(question: Question, answer_set: AnswerSet) -> Answered:
    note = answer_set.notes.get(question.id, "")
    if question.id not in answer_set.answers:
        return Answered(question, None, None, note)
    option = question.option(answer_set.answers[question.id])
    higher = [other for other in question.options if other.points > option.points]
    next_option = min(higher, key=lambda other: other.points, default=None)
    return Answered(question, option, next_option, note)


def _bands_in_reach(classification: Bands, questions: tuple[Answered, ...]) -> list[Band]:
    """Return the bands, lowest first, that hold a total which the missing answers can lead to."""
    totals = {0}
    for entry in questions:
        options = [entry.option] if entry.option else entry.question.options
        totals = {total + option.points for total in totals for option in options}
    bands = sorted(classification.bands, key=lambda band: band.lowest)
    return [band for band in bands if any(band.lowest <= t <= band.highest for t in totals)]


def _band_above(classification: Bands, band: Band | None) -> Band | None:
    """Return the next band with another level, or None at the top or without a band."""
    if band is None:
        return None
    above = (
        other
        for other in classification.bands
        if other.lowest > band.highest and other.level != band.level
    )
    return min(above, key=lambda other: other.lowest, default=None)


def _focus(questions: tuple[Answered, ...]) -> tuple[Answered, ...]:
    """Return the answered questions that are below their highest answer, lowest share first."""
    rising = [entry for entry in questions if entry.next_option]
    return tuple(sorted(rising, key=share_of_points))


def share_of_points(entry: Answered) -> float:
    """Return the share 0-1 of its question's points that an answered question reaches."""
    if entry.option is None or entry.question.maximum == 0:
        return 0.0
    return entry.option.points / entry.question.maximum


def lowest(result: Result) -> tuple[Answered, ...]:
    """Return the questions at the lowest share of points reached: where to start.

    Empty when every answer is the highest one (or none is given).
    """
    return tuple(
        entry
        for entry in result.focus
        if share_of_points(entry) == share_of_points(result.focus[0])
    )


def _areas(
    focus: tuple[Answered, ...], review: ReviewList | None, level: str | None
) -> tuple[str, ...]:
    """Return the ids of the areas of focus, without those that the level's list does not offer."""
    ids = dict.fromkeys(area for entry in focus for area in entry.question.focus)
    if review is None:
        return tuple(ids)
    offered = {area.id for area in review.areas_of_focus if area.offered_at(level)}
    return tuple(id_ for id_ in ids if id_ in offered)
