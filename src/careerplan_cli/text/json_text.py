"""Writes JSON that is safe to show on a terminal and to read as YAML."""

import json
import re

# Valid in JSON text as they are, but line breaks or no text to YAML, or able to command a terminal.
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def json_text(value: object, *, indent: int | None = 2) -> str:
    """Return `value` as JSON with a line break at its end."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"
