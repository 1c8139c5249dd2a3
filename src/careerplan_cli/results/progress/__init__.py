"""How far a plan has come, for other programs: `as_json.py` writes it as JSON."""

from pathlib import Path

from careerplan_cli.formats import Formats

PROGRESS = Formats("careerplan_cli.results.progress", Path(__file__).parent)
