"""What changed from one result to the next."""

import pytest

from careerplan_cli.comparing import compare
from careerplan_cli.model.errors import CareerplanError
from forms.samples import checklist, result, survey


def directions(before: str, now: str) -> list[str]:
    return [change.direction for change in compare(survey(before), survey(now)).changes]


def test_each_answer_is_higher_lower_or_the_same() -> None:
    assert directions("rbgbr", "bbbgr") == ["higher", "same", "lower", "higher", "same"]


def test_an_answer_that_was_missing_has_changed_in_no_direction() -> None:
    before = result({"personnel": "red"})
    changes = compare(before, survey("bbbbb")).changes
    assert [change.direction for change in changes] == [
        "changed", "higher", "changed", "changed", "changed",
    ]  # fmt: skip


def test_what_does_not_apply_has_no_direction() -> None:
    changes = compare(checklist("x"), checklist("y")).changes
    assert {change.direction for change in changes} == {"changed"}


def test_answers_to_other_questions_are_not_compared() -> None:
    with pytest.raises(CareerplanError, match="the survey, and these are to the checklist"):
        compare(survey("bbbbb"), checklist())
