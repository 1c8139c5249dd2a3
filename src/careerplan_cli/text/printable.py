"""Makes text from files safe to show: no character of it can command a terminal."""

import re

# C0 and C1 controls but for the line break, what breaks lines or reorders the text around it, what
# hides in it (tags, invisible operators), what is no character at all. Joiners, soft hyphens and
# zero-width spaces stay: emoji and the scripts of South Asia and Iran are written with them.
_UNSHOWABLE = (
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u180e\u200e\u200f\u2028-\u202e\u2061-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
# A flag such as that of Scotland is a black flag with tags behind it.
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f"


def printable(text: str) -> str:
    """Return `text` with each character that steers or hides as a visible sign.

    A tab, and a separator of lines or paragraphs, is a space. A carriage return and line break
    together are one line break.
    """
    if text.isprintable():  # most often, and much faster than to look for signs
        return text
    return re.sub(f"{_FLAG}|{_UNSHOWABLE}", _sign, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Return `text` made visible, with its line breaks as spaces."""
    return " ".join(printable(text).split())


def _sign(match: re.Match[str]) -> str:
    if len(match[0]) > 1:
        return match[0]
    code = ord(match[0])
    if code in (0x09, 0x2028, 0x2029):
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\ufffd"
