"""Results as JSON Lines: an object a record, or a group and question, each on a line."""

from careerplan_cli.batch import Batch
from careerplan_cli.model.result import Record
from careerplan_cli.results.json_objects import record_object
from careerplan_cli.results.summary_table import summary_table
from careerplan_cli.results.writer import TextWriter
from careerplan_cli.text.json_text import json_text


class Writer(TextWriter):
    """Writes an object a line."""

    def item(self, record: Record) -> str:
        """Return a record's line."""
        return json_text(record_object(record), indent=None)


def summary(batch: Batch) -> str:
    """Return the summaries of a batch, or of its groups, with an object for each question.

    Its fields are the columns of CSV.
    """
    table = summary_table(batch)
    objects = (dict(zip(table.names, row, strict=True)) for row in table.rows())
    return "".join(json_text(one, indent=None) for one in objects)
