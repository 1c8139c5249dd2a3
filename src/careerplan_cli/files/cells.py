"""Texts as cells of a table that a spreadsheet opens."""


def harmless(text: str) -> str:
    """Return `text` with a quote in front if a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
