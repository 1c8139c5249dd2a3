"""How records stand one after another in a text: as CSV, JSON Lines or a JSON array."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from careerplan_cli.model.result import Record
from careerplan_cli.results.columns import ResultColumns
from careerplan_cli.results.json_results import json_item, json_line
from careerplan_cli.text.csv_text import csv_line, csv_start


@dataclass(frozen=True)
class Listing:
    """A text that begins with `head`, ends with `tail` and has an item for each record between."""

    item: Callable[[Record], str]
    head: str = ""
    between: str = ""
    tail: str = ""

    def pieces(self, records: Iterable[Record], *, first: bool = True) -> Iterator[tuple[str, int]]:
        """Yield the items in pieces of some size, each with how many records it holds.

        Without `first`, other items stand before them.
        """
        items: list[str] = []
        size = 0
        for record in records:
            items += ["" if first else self.between, self.item(record)]
            first = False
            size += len(items[-1])
            if size > _PIECE:
                yield "".join(items), len(items) // 2
                items, size = [], 0
        if items:
            yield "".join(items), len(items) // 2


_PIECE = 64 * 1024

_MOST_ENDINGS = 10_000
"""How many different ways to answer are remembered."""


def csv_listing(columns: ResultColumns) -> Listing:
    """Return the form with one row a record below the columns' names."""
    endings: dict[tuple[str | None, ...], str] = {}

    def item(record: Record) -> str:
        if record.result is None:
            return csv_line(columns.row(record))
        options = (entry.option.id if entry.option else None for entry in record.result.questions)
        answered = (record.instrument.id, *options)
        if answered not in endings:
            if len(endings) >= _MOST_ENDINGS:
                endings.clear()
            endings[answered] = csv_line(columns.standing(record.result))
        return csv_start(columns.who(record)) + endings[answered]

    return Listing(item, head=csv_line(columns.head))


JSON_LINES = Listing(json_line)
JSON_ARRAY = Listing(json_item, head="[\n", between=",\n", tail="\n]\n")
