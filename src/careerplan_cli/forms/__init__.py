"""Each form shows the blocks of a page: a terminal, HTML, Word, Markdown, plain text.

A module `as_*.py` writes files of that ending. It has `render(document)`, which returns a str,
or bytes where the module says `BINARY = True`.
"""

from pathlib import Path

from careerplan_cli.formats import Formats

FORMS = Formats(
    "careerplan_cli.forms",
    Path(__file__).parent,
    {"markdown": "md", "text": "txt", "table": "txt"},
)
