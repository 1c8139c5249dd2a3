"""The guide, for other programs: `as_json.py` writes it as JSON."""

from pathlib import Path

from careerplan_cli.formats import Formats

GUIDE = Formats("careerplan_cli.results.guide", Path(__file__).parent)
