"""Forms of pages with tables to fill in: `as_xlsx.py` writes them as an Excel workbook."""

from pathlib import Path

from careerplan_cli.formats import Formats

SHEETS = Formats("careerplan_cli.forms.sheets", Path(__file__).parent)
