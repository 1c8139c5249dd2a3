"""The report of a group: where many respondents place the district, and where to talk first."""

from collections.abc import Iterator, Mapping, Sequence

from careerplan_cli.model.blocks import (
    Bar,
    Bars,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Item,
    Numbered,
    Paragraph,
    Stretch,
    Table,
    Wide,
    bullets,
    document,
    table,
)
from careerplan_cli.model.instrument import Instrument, Option, Question
from careerplan_cli.model.result import Summary
from careerplan_cli.pages.groups import HIDDEN, is_wide, named, page_wide
from careerplan_cli.pages.pictures import level_counts
from careerplan_cli.pages.texts import Levels, by_rank, mark
from careerplan_cli.pages.votes import standing
from careerplan_cli.rounds import RoundResult, round_result
from careerplan_cli.scoring.statistics import Group

Groups = Sequence[tuple[Group, Summary]]
"""The values of the columns for groups, each with what its people say together."""

_FIRST = 3
"""How many questions to talk about first are named."""

_SEVERAL = 2
"""An end is told of where at least so many stand there: nobody is to be singled out."""


def group_report_page(
    summaries: Sequence[Summary],
    groups: Groups,
    group_by: Sequence[str],
    levels: Levels,
    quotes: Mapping[str, Sequence[str]],
    rooms: int,
    language: str,
) -> Document:
    """Return what many respondents say together, and group by group where there are groups.

    `quotes` has what they wrote, by what it is about; `rooms` is how many of them are rooms.
    """
    return document(_report(summaries, groups, group_by, levels, quotes, rooms), language)


def _report(
    summaries: Sequence[Summary],
    groups: Groups,
    group_by: Sequence[str],
    levels: Levels,
    quotes: Mapping[str, Sequence[str]],
    rooms: int,
) -> Iterator[Block]:
    yield Heading(1, "What the respondents say")
    if rooms == 1:
        yield Paragraph("One of the respondents is a room that voted, and counts as one.")
    elif rooms:
        yield Paragraph(f"{rooms} of the respondents are rooms that voted; each counts as one.")
    for summary in summaries:
        yield Heading(2, summary.instrument.title)
        if summary.all_hidden:
            yield Paragraph("All numbers are hidden: they are of too few people.")
            continue
        yield from _standing(summary, levels)
        yield from _talk_first(summary)
        yield from _question_by_question(summary)
        own = [entry for entry in groups if entry[1].instrument.id == summary.instrument.id]
        if own:
            yield from _side_by_side(summary.instrument, own, group_by, levels)
    if quotes:
        yield Heading(2, "In their own words")
    for title, texts in quotes.items():
        yield Heading(3, title)
        yield bullets([f"“{text}”" for text in texts])


def _standing(summary: Summary, levels: Levels) -> Iterator[Block]:
    """Yield how many respondents there are, and where they place the district."""
    if summary.levels_hidden:
        yield Paragraph(
            f"{summary.results:,} respondents answered. Too few answered enough questions for a "
            "level, so the levels are hidden."
        )
        return
    if summary.results == 1:
        yield Paragraph("1 respondent answered, and places the district here:")
    else:
        yield Paragraph(
            f"{summary.results:,} respondents answered. This is where each places the district:"
        )
    yield level_counts(summary, levels)


def _spread(summary: Summary, question: Question) -> RoundResult:
    return round_result(question, summary.answers[question.id])


def _talk_first(summary: Summary) -> Iterator[Block]:
    """Yield the questions on which the answers lie furthest apart."""
    spreads = [
        (question, spread)
        for question in summary.instrument.questions
        if (spread := _spread(summary, question)).agreement is not None
        and spread.word != "together"
    ]
    furthest = sorted(spreads, key=lambda pair: pair[1].agreement or 0)[:_FIRST]
    yield Heading(3, "Where to talk first")
    if summary.results < _SEVERAL:
        yield Paragraph("There is one respondent. Ask others too, and compare what they see.")
        return
    if not furthest:
        yield Paragraph("On each question most give the same answer. Talk about what follows.")
        return
    yield Paragraph(
        "On these questions the answers lie furthest apart. Ask people who answered differently "
        "what they have seen, before you agree on one answer."
    )
    yield Numbered(tuple(Item(_ends(question, spread)) for question, spread in furthest))
    yield Paragraph(
        "Agreement is 1 where all give the same answer, and 0 where one half gives the lowest and "
        "the other half the highest."
    )


def _ends(question: Question, spread: RoundResult) -> str:
    """Return how the answers to a question lie, and its ends where several people stand there."""
    told = f"{question.title}: {standing(spread)}."
    several = [option for option in _rising(question) if spread.counts[option.id] >= _SEVERAL]
    if len(several) < 2:
        return told
    low, high = several[0], several[-1]
    return (
        f"{told} {spread.counts[low.id]:,} chose “{low.label}”, {spread.counts[high.id]:,} chose "
        f"“{high.label}”."
    )


def _question_by_question(summary: Summary) -> Iterator[Block]:
    """Yield a bar for each question, the lowest answer first, and its answers in words."""
    questions = [q for q in summary.instrument.questions if q.id not in summary.hidden]
    if not questions:
        return
    bars = []
    for question in questions:
        numbers = summary.answers[question.id]
        stretches = [Stretch(numbers[o.id], o.colour, o.label) for o in _rising(question)]
        bars.append(Bar(question.title, standing(_spread(summary, question)), tuple(stretches)))
    text = "; ".join(f"{bar.label}: {bar.words}" for bar in bars)
    yield Heading(3, "Question by question")
    yield Paragraph("In each bar the lowest answer is on the left, the highest on the right.")
    yield Bars("How the answers split", f"{text}.", tuple(bars))
    if summary.instrument.options:
        yield page_wide(_numbers(questions, summary))
        return
    for question in questions:
        yield Paragraph(_chosen(question, summary), f"{question.title}:")


def _numbers(questions: Sequence[Question], summary: Summary) -> Table:
    """Return how many gave each answer, of questions that have the same options."""
    options = _rising(questions[0])
    heads = [Column(option.label, number=True) for option in options]
    rows = [
        (question.title, *(f"{summary.answers[question.id][o.id]:,}" for o in options))
        for question in questions
    ]
    widths = [1.4] * len(options)
    return table("How many gave each answer", ("Question", *heads), rows, 5, *widths)


def _chosen(question: Question, summary: Summary) -> str:
    """Return how many chose each answer: `13 chose “Nobody”, 10 “A few”, 0 “A network”`."""
    numbers = summary.answers[question.id]
    if not sum(numbers.values()):
        return "Nobody answered."
    first, *others = _rising(question)
    told = [f"{numbers[first.id]:,} chose “{first.label}”"]
    return ", ".join([*told, *(f"{numbers[o.id]:,} “{o.label}”" for o in others)]) + "."


def _side_by_side(
    instrument: Instrument, groups: Groups, group_by: Sequence[str], levels: Levels
) -> Iterator[Block]:
    """Yield the levels of the groups, and what each answers to each question."""
    shown = [(values, summary) for values, summary in groups if not summary.all_hidden]
    yield Heading(3, f"By {' and '.join(group_by)}")
    if len(shown) < len(groups):
        yield Paragraph(_not_shown(len(groups) - len(shown)))
    if not shown:
        return
    blocks: list[Block] = [_level_table(instrument, shown, group_by, levels)]
    for question in instrument.questions:
        blocks += [Heading(4, question.title), _question_table(question, shown, group_by)]
    if any(isinstance(block, Table) and is_wide(block) for block in blocks):
        yield Wide(tuple(blocks))
    else:
        yield from blocks


def _level_table(
    instrument: Instrument, groups: Groups, group_by: Sequence[str], levels: Levels
) -> Table:
    ranked = by_rank(instrument.level_ids, levels)
    heads = [Column(str(mark(level)), level.symbol, number=True) for level in ranked]
    rows: list[tuple[Cell, ...]] = []
    for values, summary in groups:
        numbers = (f"{summary.level_counts[level.id]:,}" for level in ranked)
        cells = [HIDDEN] * len(ranked) if summary.levels_hidden else numbers
        rows.append((*named(values), f"{summary.results:,}", *cells))
    widths = [*[2.4] * len(group_by), 1.0, *[1.6] * len(ranked)]
    return table("Levels", (*group_by, Column("People", number=True), *heads), rows, *widths)


def _question_table(question: Question, groups: Groups, group_by: Sequence[str]) -> Table:
    options = _rising(question)
    heads = [Column(option.label, number=True) for option in options]
    rows = [(*named(values), *_answers(summary, question)) for values, summary in groups]
    return table(
        question.title,
        (*group_by, Column("People", number=True), *heads, Column("Agreement")),
        rows,
        *[2.4] * len(group_by),
        1.0,
        *[1.6] * len(options),
        2.0,
    )


def _not_shown(groups: int) -> str:
    if groups == 1:
        return (
            "1 group is not shown: fewer than 5 people answered in it, or what so few say would "
            "follow from it."
        )
    return (
        f"{groups:,} groups are not shown: fewer than 5 people answered in each, or what so few "
        "say would follow from it."
    )


def _answers(summary: Summary, question: Question) -> Iterator[Cell]:
    """Yield how many answered a question, how many gave each answer, and how far they agree."""
    options = _rising(question)
    if question.id in summary.hidden:
        yield from [HIDDEN] * (len(options) + 2)
        return
    counts, shares = summary.answers[question.id], summary.shares(question)
    yield f"{summary.answered(question):,}"
    for option in options:
        number = f"{counts[option.id]:,}"
        yield f"{number} ({shares[option.id]:.0%})" if option.id in shares else number
    spread = _spread(summary, question)
    yield (
        spread.word or "-" if spread.agreement is None else f"{spread.word}, {spread.agreement:.2f}"
    )


def _rising(question: Question) -> list[Option]:
    """Return the options of a question, the lowest first, those that do not count behind them."""
    return sorted(question.options, key=lambda option: (not option.counts, option.points))
