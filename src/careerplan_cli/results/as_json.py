"""Results as a JSON array with an object a record; `docs/formats.md` has the fields."""

from careerplan_cli.batch import Batch
from careerplan_cli.model.result import Record
from careerplan_cli.results.json_objects import FORMAT, record_object, summary_object
from careerplan_cli.results.writer import TextWriter
from careerplan_cli.text.json_text import json_text


class Writer(TextWriter):
    """Writes an array of objects, indented."""

    head = "[\n"
    between = ",\n"
    tail = "\n]\n"

    def item(self, record: Record) -> str:
        """Return a record's object."""
        return "  " + json_text(record_object(record)).rstrip("\n").replace("\n", "\n  ")


def summary(batch: Batch) -> str:
    """Return an object with the summaries of a batch, and those of its groups."""
    counter = batch.counter
    fields: dict[str, object] = {
        "format": FORMAT,
        "summaries": [summary_object(summary) for summary in counter.summaries()],
    }
    if batch.group_by is not None:
        fields["column"] = batch.group_by
        fields["groups"] = [
            {"value": name, **summary_object(summary)}
            for name, summary in counter.group_summaries()
        ]
    return json_text(fields)
