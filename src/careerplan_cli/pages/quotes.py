"""What respondents wrote, to be quoted: notes and columns for comments, never names."""

import re
from collections.abc import Iterable

from careerplan_cli.model.errors import CareerplanError, UnknownNameError
from careerplan_cli.model.result import Record
from careerplan_cli.text.matching import match_key
from careerplan_cli.text.printable import one_line

_COMMENTS = {"comment", "comments", "else", "feedback", "note", "notes", "remark", "remarks"}
"""The words in the names of columns that hold comments: "Is there anything else?" asks for them."""

_NAMES = {"email", "mail", "name", "names", "participant", "respondent", "submitter", "username"}
"""The words in the names of columns that say who answered."""

_SENTENCE = 5
"""A text of so many words is taken for something that somebody wrote."""


class Quotes:
    """What respondents wrote, collected as their records come.

    `columns` are those that the user names for comments; without any, those whose names say so.
    `by_title` has the texts by the title of the question or the name of the column. `taken` are the
    columns that they come from, `others` those with sentences in them that are not quoted.
    Raise `CareerplanError` for a column that says who answered.
    """

    def __init__(self, columns: Iterable[str] = ()) -> None:
        self.by_title: dict[str, list[str]] = {}
        self.taken: dict[str, int] = {}
        self.others: dict[str, None] = {}
        self._named = {match_key(column): column for column in columns}
        self._seen: dict[str, str] = {}
        for column in self._named.values():
            if _says_who(column):
                raise CareerplanError(
                    f"The column {one_line(column)!r} says who answered, and no names are quoted.",
                    "Name a column with comments.",
                )

    def add(self, record: Record) -> None:
        """Add the notes of a record, and what stands in its columns for comments."""
        if record.result:
            for entry in record.result.questions:
                if entry.note.strip():
                    self._add(entry.question.title, entry.note)
        for column, text in record.columns.items():
            self._seen[match_key(column)] = column
            if not text.strip() or _says_who(column):
                continue
            if self._holds_comments(column):
                self._add(column, text)
                self.taken[column] = self.taken.get(column, 0) + 1
            elif len(text.split()) >= _SENTENCE:
                self.others[column] = None

    def refuse_unknown_columns(self) -> None:
        """Raise `UnknownNameError` for a column that the user names and no record had."""
        for key, column in self._named.items():
            if key not in self._seen:
                raise UnknownNameError("column", column, tuple(self._seen.values()))

    def _holds_comments(self, column: str) -> bool:
        if self._named:
            return match_key(column) in self._named
        return not _COMMENTS.isdisjoint(_words(column))

    def _add(self, title: str, text: str) -> None:
        self.by_title.setdefault(title, []).append(text.strip())


def _says_who(column: str) -> bool:
    return not _NAMES.isdisjoint(_words(column))


def _words(name: str) -> list[str]:
    """Return the words of a name: `survey/Your_comments?` -> survey, your, comments."""
    return re.findall(r"[^\W\d_]+", name.casefold())
