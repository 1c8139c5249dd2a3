"""How far a group agrees, beside a computation that does just what the definition says."""

from collections.abc import Iterator
from itertools import product
from statistics import median_low

import pytest

from careerplan_cli.scoring.agreement import agreement


def by_definition(counts: tuple[int, ...]) -> float | None:
    """Line all answers up, take the one in the middle, and add up how far each is from it."""
    answers = [place for place, number in enumerate(counts) for _ in range(number)]
    if not answers or len(counts) < 2:
        return None
    middle = median_low(answers)
    steps = sum(abs(place - middle) for place in answers)
    return 1 - 2 * steps / (len(answers) * (len(counts) - 1))


def all_counts(answers: int, most: int) -> Iterator[tuple[int, ...]]:
    """Every way to give up to `most` answers, of so many to choose from."""
    return (c for c in product(range(most + 1), repeat=answers) if sum(c) <= most)


@pytest.mark.parametrize(("answers", "most"), [(2, 12), (3, 12), (4, 8), (5, 6)])
def test_agreement_is_as_defined_for_all_counts(answers: int, most: int) -> None:
    for counts in all_counts(answers, most):
        assert agreement(counts) == by_definition(counts), counts


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0, 7, 0), 1),  # all alike
        ((1,) + (0,) * 4, 1),  # one alone agrees with itself
        ((5, 0, 5), 0),  # half at each end
        ((4, 4), 0),
        ((3, 0, 0, 0, 3), 0),
        ((5, 5, 0), 0.5),  # neighbours
        ((2, 2, 2), 1 / 3),  # evenly spread over three
        ((1, 1, 1, 1), 1 / 3),
        ((1, 1, 1, 1, 1), 0.4),
    ],
)
def test_agreement_goes_from_half_at_each_end_to_all_alike(
    counts: tuple[int, ...], expected: float
) -> None:
    assert agreement(counts) == pytest.approx(expected)


@pytest.mark.parametrize("counts", [(), (4,), (0, 0), (0, 0, 0)])
def test_there_is_none_without_answers_or_with_one_to_choose_from(counts: tuple[int, ...]) -> None:
    assert agreement(counts) is None


@pytest.mark.parametrize("counts", [(1, 2, 3), (0, 9, 1, 1), (5, 1, 0, 2, 2)])
def test_agreement_is_the_same_from_either_end(counts: tuple[int, ...]) -> None:
    assert agreement(counts) == agreement(counts[::-1])
