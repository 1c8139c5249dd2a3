"""A plan for other programs: its actions as CSV, all of it as a workbook, its dates for calendars.

A module `as_*.py` writes files of that ending. It has `render(plan, page, tables)`, which returns a
str, or bytes where the module says `BINARY = True`.
"""

from pathlib import Path

from careerplan_cli.formats import Formats

ACTIONS = Formats("careerplan_cli.results.actions", Path(__file__).parent)
