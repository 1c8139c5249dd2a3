"""Results as JSON Lines: an object a record, as in JSON, each on a line."""

from careerplan_cli.model.result import Record
from careerplan_cli.results.json_objects import record_object
from careerplan_cli.results.writer import TextWriter
from careerplan_cli.text.json_text import json_text


class Writer(TextWriter):
    """Writes an object a line."""

    def item(self, record: Record) -> str:
        """Return a record's line."""
        return json_text(record_object(record), indent=None)
