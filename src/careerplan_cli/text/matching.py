"""When two texts that people typed are taken for the same."""

from unicodedata import normalize


def match_key(text: str) -> str:
    """Return what is the same for texts that differ in capitals, spaces and forms of accents.

    An accent may be written with its letter as one sign, or behind it.
    """
    return " ".join(normalize("NFC", text).split()).casefold()
