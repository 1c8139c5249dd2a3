"""Text in the cells of a table that a spreadsheet will open."""


def harmless(text: str) -> str:
    """Return `text`; one that a spreadsheet would run as a formula gets a quote in front."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
