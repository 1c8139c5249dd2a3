"""What an analyst should know of a table's records: previews, and respondents who come again."""

from collections.abc import Sequence

from careerplan_cli.answers.record_source import RecordSource
from careerplan_cli.answers.survey_tools import SURVEY_TOOLS
from careerplan_cli.text.matching import match_key

_MOST_RESPONDENTS = 50_000
"""Among so many respondents of a table those who come again are looked for."""

_NOBODY = ("", "anonymous")
"""What stands in the column of respondents where nobody is named (Microsoft Forms: anonymous)."""


class RowChecks:
    """Counts records that are previews of the survey, and those of a respondent who came before.

    `columns` are the columns to look at. `previews` counts the records that a survey tool marks as
    previews; `preview_marks` has the column and value of each mark that was found. `repeated`
    counts the records whose respondent, as `respondent_column` has it, stands in an earlier one.
    `done` says that there is nothing more to look for.
    """

    def __init__(self, source: RecordSource) -> None:
        marks = {column: values for tool in SURVEY_TOOLS for column, values in tool.previews}
        self._marks = {name: marks[name] for name in source.other_columns if name in marks}
        self.respondent_column = source.respondent_column
        respondent = [self.respondent_column] if self.respondent_column else []
        self.columns = [*self._marks, *respondent]
        self.done = not self.columns
        self.previews = 0
        self.preview_marks: dict[tuple[str, str], None] = {}
        self.repeated = 0
        self._seen: set[str] = set()

    def add(self, cells: Sequence[Sequence[str]]) -> None:
        """Look at some records; `cells` has for each of `columns` what stands in it, in order."""
        if self._marks:
            self._count_previews(cells)
        if self.respondent_column and len(self._seen) < _MOST_RESPONDENTS:
            self._count_repeated(cells[-1])
        self.done = not self._marks and len(self._seen) >= _MOST_RESPONDENTS

    def _count_previews(self, cells: Sequence[Sequence[str]]) -> None:
        marked: set[int] = set()
        for (column, values), own in zip(self._marks.items(), cells, strict=False):
            if values.isdisjoint(own):
                continue
            for n, value in enumerate(own):
                if value in values and n not in marked:
                    marked.add(n)
                    self.preview_marks[column, value] = None
        self.previews += len(marked)

    def _count_repeated(self, respondents: Sequence[str]) -> None:
        for respondent in respondents:
            key = match_key(respondent)
            if key in self._seen:
                self.repeated += 1
            elif key not in _NOBODY:
                self._seen.add(key)
