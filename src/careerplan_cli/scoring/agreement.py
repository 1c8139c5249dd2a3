"""How far a group agrees: one number and one word over the answers that it gave. Pure."""

from collections.abc import Sequence
from typing import Literal

Word = Literal["cannot tell", "two camps", "together", "neighbours", "spread"]
"""How the answers of a group lie, in one word; see `agreement_word`."""


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


def agreement_word(counts: Sequence[int], apart: int = 0, unsure: int = 0) -> Word | None:
    """Return in one word how answers lie, the first of these that holds; None without any.

    `counts` is as for `agreement`; `apart` is how many gave an answer that does not count, and
    `unsure` how many could not tell, which is over half of all for "cannot tell". "two camps":
    each end has a quarter or more, and more than any answer between. "together": one answer has
    three quarters or more. "neighbours": two answers next to each other have all. Else "spread".
    """
    times = sum(counts)
    if 2 * unsure > times + apart + unsure:
        return "cannot tell"
    if not times or len(counts) < 2:
        return None
    ends, between = (counts[0], counts[-1]), max(counts[1:-1], default=-1)
    if all(4 * end >= times and end > between for end in ends):
        return "two camps"
    if 4 * max(counts) >= 3 * times:
        return "together"
    chosen = [place for place, number in enumerate(counts) if number]
    return "neighbours" if chosen[-1] - chosen[0] == 1 and len(chosen) == 2 else "spread"
