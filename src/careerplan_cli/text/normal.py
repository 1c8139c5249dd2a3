"""The letters and digits of a text, by which two ways to write it are the same."""

import unicodedata


def normal(text: str) -> str:
    """Return the letters and digits of `text` in small letters: `q1iswhere` for `Q1: Is Where?`."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, plain))
