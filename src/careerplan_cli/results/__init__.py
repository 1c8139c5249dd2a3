"""Records into bytes: one module `as_*.py` for each format, found by its name."""

from pathlib import Path

from careerplan_cli.formats import Formats

WRITERS = Formats("careerplan_cli.results", Path(__file__).parent)
"""The formats for other programs. Each module has a `Writer` (see `results/writer.py`).

Where it also has `summary(batch)`, which returns text, summaries alone are written in it too.
"""
