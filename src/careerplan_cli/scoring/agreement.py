"""How far a group agrees: one number over the answers that it gave to a question. Pure."""

from collections.abc import Sequence


def agreement(counts: Sequence[int]) -> float | None:
    """Return how far answers agree, from 0 (half at each end) to 1 (all alike).

    `counts` has how often each of m answers was given, the lowest answer first; n is their sum,
    and S the steps that they are away from the median answer, all together. The agreement is
    1 - 2S / (n(m - 1)): Leik's ordinal consensus (1966). None where n = 0 or m < 2.
    """
    times, answers = sum(counts), len(counts)
    if not times or answers < 2:
        return None
    steps = 0
    below = 0
    for number in counts[:-1]:
        below += number
        steps += min(below, times - below)  # so many go past this place on the way to the median
    return 1 - 2 * steps / (times * (answers - 1))
