"""Makes text from files safe to show: no character of it can command a terminal."""

import re

# C0 and C1 controls but for the line break, marks that reorder the text around them, and what is
# no character at all.
_UNSHOWABLE = (
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def printable(text: str) -> str:
    """Return `text` with each control character as a visible sign (a tab as a space).

    A carriage return and line break together are one line break.
    """
    if text.isprintable():  # most often, and much faster than to look for signs
        return text
    return re.sub(_UNSHOWABLE, _sign, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Return `text` made visible, with its line breaks as spaces."""
    return " ".join(printable(text).split())


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code == 0x09:
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd"
