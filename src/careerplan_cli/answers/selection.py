"""Which records count, where the user says so, by what their columns say."""

from careerplan_cli.answers.record_source import RecordSource
from careerplan_cli.answers.sources import Selection
from careerplan_cli.model.errors import FileError, Problem, did_you_mean
from careerplan_cli.text.matching import match_key
from careerplan_cli.text.printable import one_line

_MOST_KEPT = 100_000
"""For how many different values of a column it is remembered whether a condition holds."""

_MOST_NAMED = 30
"""How many columns a message names."""


def column_of(source: RecordSource, name: str, option: str) -> str:
    """Return the column of a source that a name means; raise `FileError` where it has none."""
    column = source.group_column(name)
    if column is not None:
        return column
    names = tuple(source.group_columns)
    text = f"has no column {name!r}{did_you_mean(name, names)}"
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    listed = one_line(", ".join(names[:_MOST_NAMED])) or "none"
    problem = Problem(source.shown, 0, 0, text)
    raise FileError(problem, advice=f"{option} takes: {listed}{more}.")


class Condition(dict[str, bool]):
    """Whether a value of `column` is wanted; remembered for each value that was looked up."""

    def __init__(self, column: str, keys: frozenset[str], *, wanted: bool) -> None:
        super().__init__()
        self.column = column
        self._keys = keys
        self._wanted = wanted

    def __missing__(self, value: str) -> bool:
        holds = (match_key(value) in self._keys) == self._wanted
        if len(self) < _MOST_KEPT:
            self[value] = holds
        return holds


def conditions(selection: Selection, source: RecordSource) -> list[Condition]:
    """Return what must hold for the records of a source, a condition for each column.

    Raise `FileError` where it does not have the column.
    """
    found: list[Condition] = []
    options = (("--where", selection.where, True), ("--where-not", selection.where_not, False))
    for option, entries, wanted in options:
        keys: dict[str, set[str]] = {}
        for entry in entries:
            column, value = _split(entry, source, option)
            keys.setdefault(column, set()).add(match_key(value))
        found += [Condition(name, frozenset(own), wanted=wanted) for name, own in keys.items()]
    return found


def _split(entry: str, source: RecordSource, option: str) -> tuple[str, str]:
    """Return column and value: they part at the first `=` that has a column before it."""
    parts = entry.split("=")
    for n in range(1, len(parts)):
        if column := source.group_column("=".join(parts[:n]).strip()):
            return column, "=".join(parts[n:])
    return column_of(source, parts[0].strip(), option), "=".join(parts[1:])
