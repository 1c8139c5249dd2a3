"""What must hold in an instrument beyond the form of each entry: ids, references, levels."""

from collections.abc import Iterator, Sequence
from itertools import islice

from careerplan_cli.model.instrument import (
    COMMAND_KEYS,
    Bands,
    Condition,
    Instrument,
    Option,
    Question,
    Shares,
)
from careerplan_cli.model.review import ReviewList
from careerplan_cli.pack.checks import Finding, repeated_ids, unknown_name
from careerplan_cli.schema.validation import ValidationResult, describe
from careerplan_cli.schema.yaml_file import EntryPath
from careerplan_cli.scoring.rules import compositions, level_by_shares, reachable_totals
from careerplan_cli.text.normal import normal

_MANY_CASES = 200_000
"""How many cases are tried, at most, to see that each has a level."""

_NOT_DECIDING = frozenset(
    [
        "colour",
        "description",
        "details",
        "focus",
        "formerly",
        "help",
        "key",
        "label",
        "level",
        "needs",
        "prompt",
        "retired",
        "still_to_do",
        "target",
        "title",
        "why",
    ]
)
"""Entries that do not change which levels can be reached."""


def instrument_findings(
    result: ValidationResult[Instrument],
    level_ids: tuple[str, ...],
    review: ReviewList | None,
) -> Iterator[Finding]:
    """Yield what is wrong with an instrument, given the pack's levels and review list.

    Without a review list what questions point at is not checked. Where what decides the levels has
    faults in its form, these are not checked.
    """
    instrument = result.model
    yield from repeated_ids([section.id for section in instrument.sections], ("sections",))
    yield from _option_findings(instrument.options, ("options",))
    seen: set[str] = set()
    for s, section in enumerate(instrument.sections):
        for q, question in enumerate(section.questions):
            path: EntryPath = ("sections", s, "questions", q)
            if question.id in seen:
                text = f"the id {question.id!r} is taken by another question; choose another."
                yield (*path, "id"), text
            seen.add(question.id)
            if question.id in instrument.retired:
                text = f"the id {question.id!r} is among the retired ones; take it out there."
                yield (*path, "id"), text
            if not question.options and not instrument.options:
                yield path, "options is missing here, and at the top of the file."
            yield from _question_findings(question, review, path)
    if any(_entry(path) not in _NOT_DECIDING for path in result.placeholder_paths):
        return
    if isinstance(instrument.classification, Bands):
        yield from _band_findings(instrument, instrument.classification, level_ids)
    else:
        yield from _share_findings(instrument, instrument.classification, level_ids)


def _entry(path: EntryPath) -> str:
    """Return the name of the entry that a value is, or that it is a part of."""
    names = [key for key in path if isinstance(key, str)]
    return names[-1] if names else "sections"


def _question_findings(
    question: Question, review: ReviewList | None, path: EntryPath
) -> Iterator[Finding]:
    yield from _option_findings(question.options, (*path, "options"))
    if review is None:
        return
    areas = tuple(area.id for area in review.areas_of_focus)
    for f, area in enumerate(question.focus):
        if area not in areas:
            yield unknown_name((*path, "focus", f), "area of focus", area, areas)
    for n, need in enumerate(question.needs):
        if need not in review.need_ids:
            yield unknown_name((*path, "needs", n), "need", need, review.need_ids)


def _option_findings(options: Sequence[Option], path: EntryPath) -> Iterator[Finding]:
    """Yield where options of one question are alike, and where none of them counts."""
    yield from repeated_ids([option.id for option in options], path)
    keys = [option.key for option in options]
    for n, key in enumerate(keys):
        if key in COMMAND_KEYS:
            text = f"the key {key!r} means {COMMAND_KEYS[key]}; choose another."
            yield (*path, n, "key"), text
        elif key and key in keys[:n]:
            text = f"the key {key!r} is taken by another one here; choose another."
            yield (*path, n, "key"), text
    yield from _alike_findings(options, path)
    if options and not any(option.counts for option in options):
        yield path, "none of the options counts; take `counts: false` out of at least one."


def _alike_findings(options: Sequence[Option], path: EntryPath) -> Iterator[Finding]:
    """Yield where a table could not tell two options apart: it goes by letters and digits only."""
    for n, option in enumerate(options):
        for other in options[:n]:
            if normal(option.label) == normal(other.label):
                text = (
                    f"a table cannot tell the labels {describe(option.label)} and "
                    f"{describe(other.label)} apart, since only letters and digits count; use "
                    "other words."
                )
                yield (*path, n, "label"), text
        for other in options:
            if other is not option and normal(option.label) == normal(other.id):
                text = (
                    f"the label {describe(option.label)} is the id of another option, {other.id}; "
                    "use other words."
                )
                yield (*path, n, "label"), text


def _share_findings(
    instrument: Instrument, shares: Shares, level_ids: tuple[str, ...]
) -> Iterator[Finding]:
    """Yield what is wrong with the rules: unknown names, a case without a level, a level unused."""
    questions = instrument.with_shared_options().questions
    options = [option for question in questions for option in question.options]
    known = tuple(dict.fromkeys(option.id for option in options))
    counting = {option.id for option in options if option.counts}
    rules: EntryPath = ("classification", "rules")
    complete = True
    for r, rule in enumerate(shares.rules):
        if rule.level not in level_ids:
            yield unknown_name((*rules, r, "level"), "level", rule.level, level_ids)
        for c, condition in enumerate(rule.conditions):
            path = (*rules, r, "conditions", c)
            if condition.option not in counting:
                complete = False
                yield _unusable_option(condition.option, known, (*path, "option"))
            if condition == Condition(option=condition.option):
                yield path, "a condition needs more_than, at_least, at_most or less_than."
    if complete:
        yield from _case_findings(shares, len(questions))


def _unusable_option(id_: str, known: tuple[str, ...], path: EntryPath) -> Finding:
    """Return why the share of an option can be no condition."""
    if id_ in known:
        return path, f"the option {id_!r} does not count, so it has no share; choose another."
    return unknown_name(path, "option", id_, known)


def _case_findings(shares: Shares, questions: int) -> Iterator[Finding]:
    """Yield a case that no rule covers, and the rules that no case reaches first."""
    rules: EntryPath = ("classification", "rules")
    unreached = {rule.level for rule in shares.rules}
    cases = _cases(shares, questions)
    for counts in islice(cases, _MANY_CASES):
        level = level_by_shares(shares, counts)
        if level is None:
            case = ", ".join(f"{n} {id_ or 'others'}" for id_, n in counts.items() if n)
            text = f"no rule holds for {case}; end the list with a rule without conditions."
            yield rules, text
            return
        unreached.discard(level)
        if not unreached and not shares.rules[-1].conditions:
            return  # the last rule holds in every case that is left
    if next(cases, None):
        if shares.rules[-1].conditions:
            text = "there are too many cases to try each; end with a rule without conditions."
            yield rules, text
        return
    for r, rule in enumerate(shares.rules):
        if rule.level in unreached:
            text = f"{rule.level} cannot be reached: a rule above it always holds first."
            yield (*rules, r, "level"), text


def _cases(shares: Shares, questions: int) -> Iterator[dict[str, int]]:
    """Yield each way to share out the answers to one question, to two, and so on to all."""
    for answers in range(1, questions + 1):
        yield from compositions(shares, answers)


def _band_findings(
    instrument: Instrument, classification: Bands, level_ids: tuple[str, ...]
) -> Iterator[Finding]:
    """Yield what is wrong with the bands: each total from 0 to the maximum is in exactly one."""
    bands = classification.bands
    totals = reachable_totals(instrument.with_shared_options())
    path: EntryPath = ("classification", "bands")
    for b, band in enumerate(bands):
        if band.level not in level_ids:
            yield unknown_name((*path, b, "level"), "level", band.level, level_ids)
        if band.lowest > band.highest:
            text = f"the band goes from {band.lowest} down to {band.highest}; swap the two."
            yield (*path, b, "lowest"), text
        elif not any(band.lowest <= total <= band.highest for total in totals):
            text = f"no answers add up to {band.lowest} to {band.highest} points; widen the band."
            yield (*path, b, "lowest"), text
    expected = 0
    for b, band in sorted(enumerate(bands), key=lambda entry: entry[1].lowest):
        if band.lowest != expected:
            what = "leaves a gap after" if band.lowest > expected else "overlaps the band up to"
            text = f"lowest is {band.lowest} and {what} {expected - 1}; expected {expected}."
            yield (*path, b, "lowest"), text
        expected = max(expected, band.highest + 1)
    maximum = max(totals)
    if expected != maximum + 1:
        b = max(range(len(bands)), key=lambda n: bands[n].highest)
        text = f"highest is {bands[b].highest}; expected {maximum}, the most points."
        yield (*path, b, "highest"), text
