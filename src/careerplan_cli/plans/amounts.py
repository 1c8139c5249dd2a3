"""Reads what a team writes for an amount of money, and adds amounts up."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_SIGNS = {
    "$": "$", "c$": "$", "ca$": "$", "cad": "$", "us$": "US$", "usd": "US$",
    "€": "€", "eur": "€", "£": "£", "gbp": "£", "¥": "¥",
}  # fmt: skip
"""The currencies, by how they are written in front of a number or behind it."""

_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))

_AMOUNT = re.compile(
    rf"(?P<minus>[-−])?(?P<before>{_SIGN})?(?P<minus_2>[-−])?"
    r"(?P<number>[0-9][0-9.,]*)(?P<thousands>k)?"
    rf"(?P<after>{_SIGN})?"
)

_SPACES = re.compile(r"(?<=\d)['’ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
"""What stands between thousands where a comma does not."""

_NUMBERS = (
    (re.compile(r"\d+(\.\d+)?"), "", "."),  # 3500, 3500.50
    (re.compile(r"\d{1,3}(,\d{3})+(\.\d{1,2})?"), ",", "."),  # 3,500 and 3,500.50
    (re.compile(r"\d{1,3}(\.\d{3})+,\d{1,2}|\d{1,3}(\.\d{3}){2,}|\d+,\d{1,2}"), ".", ","),
)
"""The forms of numbers, with the sign between thousands, and that in front of decimals."""

_LONGEST = 20
"""How many characters a number has at most; a longer one is no amount of money."""

_EITHER_WAY = re.compile(r"\d{1,3}\.\d{3}")
"""A number such as 3.500, which some read as three and a half."""


class Amount(NamedTuple):
    """An amount of money, with the sign of its currency; empty where none is told."""

    value: float
    sign: str = ""

    def __str__(self) -> str:
        minus, value = "-" if self.value < 0 else "", abs(round(self.value, 2))
        return f"{minus}{self.sign}{value:,.{0 if value == int(value) else 2}f}"


class Total(NamedTuple):
    """What texts add up to; None where none is an amount. `unread` are those that are not in it."""

    amount: Amount | None
    unread: tuple[str, ...]


def read_amount(text: str) -> Amount | None:
    """Return the amount that a text is, such as `$3,500` or `3 500,00 $`.

    None for other words, and for what can be read as two numbers, such as 3.500.
    """
    plain = _SPACES.sub("", " ".join(text.split())).replace(" ", "")
    match = _AMOUNT.fullmatch(plain.casefold())
    if match is None or (match["before"] and match["after"]):
        return None
    number = match["number"]
    if _EITHER_WAY.fullmatch(number) or (match["minus"] and match["minus_2"]):
        return None
    if len(number) > _LONGEST:
        return None
    for form, between, point in _NUMBERS:
        if form.fullmatch(number):
            plain = number.replace(between, "") if between else number
            value = float(plain.replace(point, "."))
            value *= 1000 if match["thousands"] else 1
            value *= -1 if match["minus"] or match["minus_2"] else 1
            return Amount(value, _SIGNS.get(match["before"] or match["after"] or "", ""))
    return None


def total_of(texts: Sequence[str]) -> Total:
    """Return what texts add up to: those that are amounts of the currency that is named first.

    A text without letters and digits, such as a dash, is nothing.
    """
    found = [(text, read_amount(text)) for text in texts if re.search(r"\w", text)]
    sign = next((amount.sign for _, amount in found if amount and amount.sign), "")
    added = [amount for _, amount in found if amount and amount.sign in ("", sign)]
    unread = (text for text, amount in found if amount not in added)
    whole = Amount(sum(amount.value for amount in added), sign) if added else None
    return Total(whole, tuple(unread))
