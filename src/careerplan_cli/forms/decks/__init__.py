"""Forms of slides: `as_pptx.py` writes them for PowerPoint and LibreOffice."""

from pathlib import Path

from careerplan_cli.formats import Formats

DECKS = Formats("careerplan_cli.forms.decks", Path(__file__).parent)
