"""The checklist's rule against its three readings, told a second time here in other words."""

import itertools
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.instrument import Instrument, Shares
from careerplan_cli.model.result import Result
from careerplan_cli.pack.content_pack import ContentPack, built_in_folder
from careerplan_cli.scoring.rules import level_by_shares, score

JUST, ON, LOTS = "just-getting-started", "on-our-way", "lots-going-on"
RANK = {JUST: 1, ON: 2, LOTS: 3}


def oracle(yes: int, todo: int, no: int) -> str:
    """Mostly no: just getting started. At most one no in ten, and half yes: lots going on."""
    answered = yes + todo + no
    if Fraction(no, answered) > Fraction(1, 2):
        return JUST
    if Fraction(no, answered) <= Fraction(1, 10) and Fraction(yes, answered) >= Fraction(1, 2):
        return LOTS
    return ON


@pytest.fixture(scope="module")
def checklist() -> Instrument:
    return ContentPack(built_in_folder()).instrument("checklist")


@pytest.fixture(scope="module")
def level(checklist: Instrument) -> Callable[[int, int, int], str | None]:
    shares = checklist.classification
    assert isinstance(shares, Shares)
    return lambda yes, todo, no: level_by_shares(
        shares, {"yes": yes, "still-to-do": todo, "no": no}
    )


def cases() -> list[tuple[int, int, int]]:
    return [
        (yes, todo, answered - yes - todo)
        for answered in range(1, 31)
        for yes in range(answered + 1)
        for todo in range(answered - yes + 1)
    ]


def test_every_count_over_one_to_thirty_statements_has_the_level_of_the_rule(
    level: Callable[[int, int, int], str | None],
) -> None:
    assert len(cases()) == 5455
    for case in cases():
        assert level(*case) == oracle(*case), case


def test_more_yes_never_lowers_the_level(level: Callable[[int, int, int], str | None]) -> None:
    rank = cache(lambda case: RANK[level(*case) or ""])
    for yes, todo, no in cases():
        if todo:
            assert rank((yes + 1, todo - 1, no)) >= rank((yes, todo, no))
        if no:
            assert rank((yes + 1, todo, no - 1)) >= rank((yes, todo, no))


@pytest.mark.parametrize(
    ("yes", "todo", "no", "expected"),
    [(3, 2, 20, JUST), (13, 0, 12, ON), (0, 25, 0, ON), (18, 7, 0, LOTS), (25, 0, 0, LOTS)],
)
def test_the_three_readings_of_the_source(
    level: Callable[[int, int, int], str | None], yes: int, todo: int, no: int, expected: str
) -> None:
    assert level(yes, todo, no) == expected


def scored(checklist: Instrument, *answers: str | None) -> Result:
    ids = [question.id for question in checklist.questions]
    given = {id_: answer for id_, answer in zip(ids, answers, strict=False) if answer}
    notes = {id_: "No shops here." for id_, answer in given.items() if answer == "not-applicable"}
    answer_set = AnswerSet(instrument="checklist", answers=given, notes=notes)
    return score(checklist, answer_set, None)


def test_the_checklist_has_at_most_36_statements_in_sections(checklist: Instrument) -> None:
    assert 30 <= len(checklist.questions) <= 36
    assert [section.id for section in checklist.sections] == [
        "strategy", "student-engagement", "personnel", "communications", "partnerships",
        "operations-and-policy", "budget-and-resources", "facilities",
        "monitoring-and-reporting",
    ]  # fmt: skip


def test_each_statement_names_the_point_that_it_follows_from() -> None:
    lines = (built_in_folder() / "checklist.yaml").read_text(encoding="utf-8").splitlines()
    statements = [n for n, line in enumerate(lines) if line.startswith("      - id: ")]
    assert len(statements) == 36
    for n in statements:
        above = itertools.takewhile(lambda line: line.startswith("      #"), lines[n - 1 :: -1])
        assert list(above)[-1].lstrip().startswith(("# C", "# S.", "# L", "# R.", "# T."))


def test_what_does_not_apply_does_not_count(checklist: Instrument) -> None:
    result = scored(checklist, *["no"] * 6, *["yes"] * 6, *["not-applicable"] * 24)
    assert result.level == ON
    assert result.complete
    assert result.counts == {"yes": 6, "still-to-do": 0, "no": 6, "not-applicable": 24}
    worse = scored(checklist, *["no"] * 7, *["yes"] * 6, *["not-applicable"] * 23)
    assert worse.level == JUST


def test_fewer_than_half_answered_claims_no_level(checklist: Instrument) -> None:
    result = scored(checklist, *["yes"] * 17)
    assert (result.level, result.answers_needed) == (None, 1)
    assert set(result.possible_levels) == {JUST, ON, LOTS}
    enough = scored(checklist, *["yes"] * 18)
    assert (enough.level, enough.answers_needed, enough.complete) == (LOTS, 0, False)
    assert set(enough.possible_levels) == {ON, LOTS}


def test_half_is_taken_of_the_statements_that_apply(checklist: Instrument) -> None:
    result = scored(checklist, *["not-applicable"] * 26, *["yes"] * 4)
    assert (result.level, result.answers_needed) == (None, 1)
    assert scored(checklist, *["not-applicable"] * 26, *["yes"] * 5).level == LOTS


def test_nothing_that_applies_claims_no_level(checklist: Instrument) -> None:
    assert scored(checklist, *["not-applicable"] * 36).level is None
    assert scored(checklist).level is None


@pytest.mark.parametrize("missing", range(19))
def test_the_levels_in_reach_are_those_that_some_answers_lead_to(
    checklist: Instrument, missing: int
) -> None:
    given = (["no", "yes", "still-to-do", "yes"] * 9)[: 36 - missing]
    counts = [given.count(option) for option in ("yes", "still-to-do", "no")]
    reachable = {
        oracle(counts[0] + yes, counts[1] + todo, counts[2] + more - yes - todo)
        for more in range(missing + 1)
        for yes in range(more + 1)
        for todo in range(more - yes + 1)
    }
    assert set(scored(checklist, *given).possible_levels) == reachable


def test_a_reason_is_needed_to_leave_a_statement_out(tmp_path: Path) -> None:
    from careerplan_cli.answers.answer_file import read_answers
    from careerplan_cli.model.errors import FileError

    path = tmp_path / "a.yaml"
    text = "careerplan: 1\ninstrument: checklist\nanswers: {success-data: not-applicable}\n"
    path.write_text(text, encoding="utf-8")
    pack = ContentPack(built_in_folder())
    with pytest.raises(FileError, match="success-data is not-applicable, without a reason"):
        read_answers(path, pack.instrument)
    path.write_text(f"{text}notes: {{success-data: New district.}}\n", encoding="utf-8")
    assert read_answers(path, pack.instrument).answers == {"success-data": "not-applicable"}
