"""The result: where one district stands, what to work on, what to do next; a page of each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import ge, gt, le, lt

from careerplan_cli.model.actions import Action
from careerplan_cli.model.blocks import (
    Badge,
    Block,
    Bullets,
    Check,
    Checklist,
    Command,
    Document,
    Heading,
    Item,
    PageBreak,
    Paragraph,
    Phrase,
    bullets,
    document,
    table,
)
from careerplan_cli.model.guide import Level
from careerplan_cli.model.instrument import Bands, Rule, Shares
from careerplan_cli.model.result import QuestionResult, Result
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.pages.guide import recommended_actions
from careerplan_cli.pages.pictures import scale, section_bars
from careerplan_cli.pages.texts import (
    HIGHEST,
    Levels,
    answer_of,
    answered,
    answered_by,
    answers_needed,
    day,
    mark,
    options_of,
    possible_levels,
    to_the_next_level,
)
from careerplan_cli.pages.votes import said_lines
from careerplan_cli.planning import actions_for, offer, target_of
from careerplan_cli.scoring.rules import count_answers, in_section, lowest

_FIRST = 2
"""How many actions for an area are shown; the plan has all."""

REMAINING = "Problems that usually remain when you reach the target"
REMAINING_AT_THE_TOP = "Problems that usually remain at this point"


def result_page(result: Result, pack: ContentPack, options: str = "", file: str = "") -> Document:
    """Return where the district stands, what to work on, and what is next, with page breaks.

    Without a level there are no next steps. `options` are the words that each command line takes
    besides its own; `file` is the answer file as a command line names it, if there is one.
    """
    return document(_result(result, pack, options, file), pack.language)


def _result(result: Result, pack: ContentPack, options: str, file: str) -> Iterator[Block]:
    levels = {level.id: level for level in pack.levels}
    known = (result.answer_set.district, *answered_by(result), day(result))
    yield Heading(1, " · ".join([result.instrument.title, *filter(None, known)]))
    yield from _reached(result, levels)
    yield PageBreak()
    if result.instrument.adds_points:
        yield from _area_by_area(result)
    else:
        yield from left_to_do(result, with_notes=True)
    if result.level:
        yield PageBreak()
        yield from where_to_start(result, pack)
        if pack.actions:
            yield Command(f"careerplan guide --actions{options}", "Read the actions for every area")
        yield PageBreak()
        yield from _next(levels[result.level], options, file)


def _reached(result: Result, levels: Levels) -> Iterator[Block]:
    classification = result.instrument.classification
    if result.level is None:
        yield Paragraph(answered(result), "No level yet:")
        yield Paragraph(answers_needed(result))
        yield Paragraph(f"{possible_levels(result, levels)}.", "Still possible:")
    else:
        yield Badge(mark(levels[result.level]))
        if isinstance(classification, Bands):
            yield scale(result, classification, levels)
        yield Paragraph(levels[result.level].feedback)
    if words := to_the_next_level(result, levels):
        yield Paragraph(words)
    if isinstance(classification, Shares):
        if result.level:
            yield from level_reason(result, classification, levels)
        yield Heading(2, "Section by section")
        yield section_bars(result)


def level_reason(result: Result, shares: Shares, levels: Levels) -> Iterator[Block]:
    """Yield why a level by shares is reached: the numbers, the rule, what the next level takes."""
    options = options_of(result.instrument.questions)
    labels = {option.id: option.label for option in options}
    numbers = [f"{option.label} {result.counts[option.id]}" for option in options if option.counts]
    yield Paragraph(f"{', '.join(numbers)}.", "Your answers:")
    yield Paragraph(" ".join(_rule(rule, labels, levels) for rule in shares.rules), "The rule:")
    here = next(rule for rule in shares.rules if rule.level == result.level)
    rank = levels[here.level].rank
    above = [rule for rule in shares.rules if levels[rule.level].rank > rank]
    if above:
        goal = min(above, key=lambda rule: levels[rule.level].rank)
        words = _what_it_takes(here, goal, count_answers(result.questions), labels)
        yield Paragraph(f"{mark(levels[goal.level])} takes {words}.", "To the next level:")


_SHARES = {
    "more_than": "“{answer}” on more than {share:.0%} of the answers",
    "at_least": "“{answer}” on at least {share:.0%} of the answers",
    "at_most": "“{answer}” on at most {share:.0%} of the answers",
    "less_than": "“{answer}” on less than {share:.0%} of the answers",
}

_HOLDS = {"more_than": gt, "at_least": ge, "at_most": le, "less_than": lt}

_OPPOSITES = {
    "more_than": "at_most",
    "at_least": "less_than",
    "at_most": "more_than",
    "less_than": "at_least",
}


def _limits(rule: Rule) -> Iterator[tuple[str, str, float]]:
    """Yield an option's id, the name of the limit and the share, for each limit of a rule."""
    for condition in rule.conditions:
        for name in _SHARES:
            if (share := getattr(condition, name)) is not None:
                yield condition.option, name, share


def _rule(rule: Rule, labels: Mapping[str, str], levels: Levels) -> str:
    """Return in a sentence which answers mean the level of a rule."""
    if not rule.conditions:
        return f"{mark(levels[rule.level])} means any other mix of answers."
    words = " and ".join(
        _SHARES[name].format(answer=labels[id_], share=share) for id_, name, share in _limits(rule)
    )
    return f"{mark(levels[rule.level])} means {words}."


def _what_it_takes(
    here: Rule, goal: Rule, given: Mapping[str, int], labels: Mapping[str, str]
) -> str:
    """Return how many answers of each kind lead to the level of a rule: `at most 3 “No” (now 8)`.

    The level of a rule without conditions is reached where the rule of today's level ends.
    """
    total = sum(given.values())
    if goal.conditions:
        limits, joint = list(_limits(goal)), " and "
    else:
        limits = [(id_, _OPPOSITES[name], share) for id_, name, share in _limits(here)]
        joint = " or "
    words = []
    for id_, name, share in limits:
        fitting = [n for n in range(total + 1) if _HOLDS[name](n / total, share)]
        if name in ("more_than", "at_least"):
            number = f"at least {min(fitting, default=total)}"
        else:
            number = f"at most {max(fitting, default=0)}"
        words.append(f"{number} “{labels[id_]}” (now {given.get(id_, 0)})")
    return f"{joint.join(words)}, of {total} answers"


def _area_by_area(result: Result) -> Iterator[Block]:
    yield Heading(2, "Area by area")
    rows = [
        (
            entry.question.title,
            "\n".join([answer_of(entry), *said_lines(entry, result)]),
            Phrase(entry.option.colour, colour=entry.option.colour) if entry.option else "-",
            f"{entry.option.points} of {entry.question.maximum}" if entry.option else "-",
        )
        for entry in result.questions
    ]
    yield table("Area by area", ("Area", "Answer", "Colour", "Points"), rows, 4, 6, 1.2, 1.2)


def where_to_start(result: Result, pack: ContentPack) -> Iterator[Block]:
    """Yield what to aim for and what to do first in the lowest areas, or at the highest answers."""
    yield Heading(2, "Where to start")
    first = lowest(result)
    if result.instrument.adds_points:
        if len(first) == 1:
            yield Paragraph("Start with this area. It scored lowest. Aim for the target.")
        elif first:
            yield Paragraph("Start with these areas. They scored lowest. Aim for the targets.")
        else:
            yield Paragraph(HIGHEST)
        for entry in first or result.questions:
            yield from _aim(entry, result, pack)
    else:
        yield from _by_section(result, pack, first)
    later = [entry.question.title for entry in result.improvable if entry not in first]
    if later and result.instrument.adds_points:
        yield Paragraph(f"{', '.join(later)}.", "After that:")
    yield from _proposed_needs(result, pack)


def _aim(entry: QuestionResult, result: Result, pack: ContentPack) -> Iterator[Block]:
    """Yield an area's answer and target, what usually remains then, and the first actions."""
    if entry.option is None:
        return
    yield Heading(3, entry.question.title, entry.option.colour)
    items = [Item(entry.option.label, "Today:")]
    goal = entry.next_option or entry.option
    if entry.next_option:
        described = entry.question.target or goal.target
        details = () if described else goal.details
        items.append(Item(target_of(entry), "Target:", details=details))
    yield Bullets(tuple(items))
    if goal.still_to_do:
        yield Heading(4, REMAINING if entry.next_option else REMAINING_AT_THE_TOP)
        yield bullets(goal.still_to_do)
    yield from _first_actions(actions_for(entry, result.instrument, pack.actions))


def _by_section(
    result: Result, pack: ContentPack, first: Sequence[QuestionResult]
) -> Iterator[Block]:
    """Yield the targets of the lowest statements and the first actions, section by section."""
    if len(first) == 1:
        yield Paragraph("Start with this statement. It has your lowest answer. Aim for the target.")
    elif first:
        yield Paragraph(
            "Start with these statements. They have your lowest answers. Aim for the targets."
        )
    else:
        yield Paragraph(HIGHEST)
    for section in result.instrument.sections:
        if entries := in_section(first, section):
            yield Heading(3, section.title)
            yield Bullets(tuple(Item(target_of(entry), "Target:") for entry in entries))
            found = [a for e in entries for a in actions_for(e, result.instrument, pack.actions)]
            yield from _first_actions(sorted(dict.fromkeys(found), key=lambda a: not a.statement))


def _first_actions(actions: Sequence[Action]) -> Iterator[Block]:
    first = actions[:_FIRST]
    if first:
        yield Heading(4, "First actions" if len(first) > 1 else "First action")
        items = (Item(f"{a.do} ({a.lead}; {a.effort})", a.code) for a in first)
        yield Bullets(tuple(items))


def _proposed_needs(result: Result, pack: ContentPack) -> Iterator[Block]:
    """Yield the needs of the review list that the lowest answers point at."""
    offered = offer(result, pack.review)
    lines = (line for need in offered.needs for line in (need, *need.items))
    titles = [line.title for line in lines if line.id in offered.proposed]
    if len(titles) == 1:
        yield Heading(3, "The need that your answers suggest")
    elif titles:
        yield Heading(3, "Needs that your answers suggest")
    if titles:
        yield bullets(titles)


def left_to_do(result: Result, *, with_notes: bool = False) -> Iterator[Block]:
    """Yield what is not at its highest answer, section by section, the lowest answers first."""
    yield Heading(2, "Left to do")
    if not result.improvable:
        yield Paragraph("Nothing left to do.")
    for section in result.instrument.sections:
        entries = in_section(result.improvable, section)
        if entries:
            yield Heading(3, section.title)
            said = (said_lines(entry, result) if with_notes else () for entry in entries)
            yield Checklist(tuple(map(_to_do, entries, said)))


def _to_do(entry: QuestionResult, said: Iterable[str]) -> Check:
    text = "\n".join([entry.question.prompt, *said])
    colour = entry.option.colour if entry.option else None
    return Check(text, lead=f"{answer_of(entry)}:", colour=colour)


def _next(level: Level, options: str, file: str) -> Iterator[Block]:
    yield Heading(2, "Recommended actions")
    yield recommended_actions(level)
    yield Heading(2, "Next steps")
    steps = (Item(step.title, f"{level.symbol} Step {n}") for n, step in enumerate(level.steps, 1))
    yield Bullets(tuple(steps))
    yield Command(f"careerplan guide --level {level.id}{options}", "Read them in full")
    if file:
        yield Command(f"careerplan report {file} -o report.html{options}", "Write a report")
        yield Command(f"careerplan plan {file} -o plan.docx{options}", "Write the plans")
