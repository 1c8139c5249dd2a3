"""The rows of action plans, for other programs: `as_csv.py` writes them as CSV."""

from pathlib import Path

from careerplan_cli.formats import Formats

ACTIONS = Formats("careerplan_cli.results.actions", Path(__file__).parent)
