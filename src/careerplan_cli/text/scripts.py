"""The language of a text, as far as its letters alone tell it, and where it is written from."""

import re
import unicodedata

_LANGUAGES = {
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "GURMUKHI": "pa",
    "TAMIL": "ta",
    "THAI": "th",
    "GREEK": "el",
    "HEBREW": "he",
    "ARABIC": "ar",
}
"""Scripts that are written in one language, or mostly."""

_LATIN = re.compile(r"[\x00-\u036f\u2000-\u2bff]*")

_NOT_ARABIC = re.compile("[پچژگکیےہٹڈڑ]")
"""Letters of Persian and Urdu, which are written in the Arabic script too."""


def language_of(text: str) -> str:
    """Return the language of a text by the script of most of its letters; empty if that tells none.

    `"我们的学校"` -> `"zh"`, `"Our schools"` -> `""`.
    """
    if _LATIN.fullmatch(text):
        return ""
    letters = [unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()]
    counts = {script: letters.count(script) for script in _LANGUAGES}
    if 2 * sum(counts.values()) <= len(letters):
        return ""
    if counts["HIRAGANA"] + counts["KATAKANA"]:
        return "ja"  # which has Chinese characters as well
    most = max(counts, key=lambda script: counts[script])
    return "" if most == "ARABIC" and _NOT_ARABIC.search(text) else _LANGUAGES[most]


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter of a text that has a direction is of a script from the right.

    That is what HTML does with `dir="auto"`.
    """
    if _LATIN.fullmatch(text):
        return False
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((d for d in directions if d in ("L", "R", "AL")), "L") != "L"
