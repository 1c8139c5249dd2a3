"""Results as a JSON array with an object a record; `docs/formats.md` has the fields."""

from collections.abc import Mapping

from careerplan_cli.batch import Batch
from careerplan_cli.model.result import Record, Summary
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
    fields: dict[str, object] = {
        "format": FORMAT,
        "summaries": [summary_object(summary) for summary in batch.summaries()],
    }
    if batch.min_group:
        fields["min_group"] = batch.min_group
    if batch.group_by:
        fields["columns"] = batch.group_by
        fields["groups"] = [
            _group_object(dict(zip(batch.group_by, values, strict=True)), summary)
            for values, summary in batch.group_summaries()
        ]
    if len(batch.group_by) == 1:
        (fields["column"],) = batch.group_by
    return json_text(fields)


def _group_object(values: Mapping[str, str], summary: Summary) -> dict[str, object]:
    """Return the fields of a group; `value` is only there where one column makes the groups."""
    alone = {"value": next(iter(values.values()))} if len(values) == 1 else {}
    return {**alone, "values": values, **summary_object(summary)}
