"""Instruments at the edges of the rules."""

from careerplan_cli.model.instrument import (
    Band,
    Bands,
    Condition,
    Instrument,
    Option,
    Question,
    Rule,
    Section,
    Shares,
)


def option(id_: str, points: int, *, counts: bool = True) -> Option:
    return Option(id=id_, colour="red", points=points, counts=counts, label=id_)


def instrument(classification: Bands | Shares, *options: tuple[Option, ...]) -> Instrument:
    """Return an instrument with a question for each group of options: q0, q1 and so on."""
    questions = tuple(
        Question(id=f"q{n}", title="Q", prompt="?", options=group)
        for n, group in enumerate(options)
    )
    return Instrument(
        id="odd",
        title="Odd",
        description="Odd",
        sections=(Section(id="all", title="All", questions=questions),),
        classification=classification,
    )


def points_beyond_two() -> Instrument:
    """Points up to 50, in no order, some of which do not count; bands in no order either."""
    steps = (option("some", 3), option("none", 0), option("all", 50))
    left_out = (*steps, option("other", 7, counts=False))
    bands = (
        Band(level="high", lowest=51, highest=150),
        Band(level="low", lowest=0, highest=9),
        Band(level="middle", lowest=10, highest=50),
    )
    return instrument(Bands(by="bands", bands=bands), steps, left_out, left_out)


def shares_of_what_counts() -> Instrument:
    """An answer that counts in one question and not in another, and rules that leave a gap."""
    rules = (
        Rule(level="first", conditions=(Condition(option="a", more_than=0.3, less_than=0.7),)),
        Rule(
            level="second",
            conditions=(Condition(option="b", at_least=1 / 3), Condition(option="c", at_most=0.1)),
        ),
        Rule(level="first", conditions=(Condition(option="c", at_least=1.0),)),
    )
    plain = (option("a", 2), option("b", 1), option("c", 0))
    other = (option("a", 1), option("b", 1, counts=False), option("d", 4))
    shares = Shares(by="shares", least_answered=0.4, rules=rules)
    return instrument(shares, plain, other, plain, other)
