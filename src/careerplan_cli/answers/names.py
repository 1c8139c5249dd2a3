"""Which question a title means, and which answer a text: when two ways to write it are the same."""

import html
import re
from collections.abc import Iterable, Mapping

from careerplan_cli.answers.survey_tools import SURVEY_TOOLS
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.text.normal import normal

_NUMBER = re.compile(
    rf"\s*(?:{'|'.join(tool.number for tool in SURVEY_TOOLS if tool.number)})", re.IGNORECASE
)
_PREFIX_END = re.compile(f"[{re.escape(''.join(tool.before_code for tool in SURVEY_TOOLS))}]")
_ENDINGS = re.compile(
    f"(?:{'|'.join(tool.ending for tool in SURVEY_TOOLS if tool.ending)})$", re.IGNORECASE
)
_CHOICE = re.compile("|".join(tool.choice for tool in SURVEY_TOOLS if tool.choice), re.IGNORECASE)
_ROW_OF_GRID = re.compile(r"\[([^\[\]]{1,1000})\]\s*$")

_MARKUP = re.compile(r"</?[a-z][a-z0-9]{0,20}(?:\s[^<>]*)?/?>|<!--[^<>]*-->", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9a-f]{4})_", re.IGNORECASE)

_LONGEST_ENDING = 200
"""How many characters at the end of a title are looked at for what a tool puts there."""


def without_number(text: str) -> str:
    """Return `text` without the number that a survey tool has put in front."""
    return text[match.end() :] if (match := _NUMBER.match(text)) else text


def without_markup(text: str) -> str:
    """Return `text` without what web pages and workbooks put into it: `<b>`, `&#39;`, `_x000D_`."""
    if "_x" in text or "_X" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    if "&" in text:
        text = html.unescape(text)
    return _MARKUP.sub(" ", text) if "<" in text else text


def only_meanings(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what each name means, without those that mean several things."""
    meanings: dict[str, set[str]] = {}
    for name, meaning in pairs:
        meanings.setdefault(name, set()).add(meaning)
    return {name: min(means) for name, means in meanings.items() if name and len(means) == 1}


class QuestionNames:
    """The names of an instrument's questions, by which the titles of columns mean them."""

    def __init__(self, instrument: Instrument) -> None:
        questions = instrument.questions
        self._ids = only_meanings(
            (normal(question.id)[:length], question.id)
            for question in questions
            for length in {tool.code_length for tool in SURVEY_TOOLS}
        )
        titles = only_meanings(
            (normal(without_number(title)), question.id)
            for question in questions
            for title in (question.prompt, question.title)
        )
        earlier = only_meanings(
            (normal(without_number(title)), question.id)
            for question in questions
            for old in question.formerly
            for title in (old.prompt or "", old.title or "")
        )
        self._names: Mapping[str, str] = earlier | titles | self._ids
        self._longest = max(map(len, self._names), default=0)

    def exact(self, title: str) -> str | None:
        """Return the question whose name is all that a title says, beside a number; else None."""
        plain = without_markup(title)
        known = self._names.get(normal(plain)) or self._names.get(normal(without_number(plain)))
        if known is None and (ending := _ENDINGS.search(plain[-_LONGEST_ENDING:])):
            cut = plain[: len(plain) - len(ending[0])]
            known = self._names.get(normal(cut)) or self._names.get(normal(without_number(cut)))
        return known

    def coded(self, title: str) -> str | None:
        """Return the question that a title names after a code, or in brackets; else None.

        After the code stands the question's id, or after a space its words; in brackets, as the
        row of a grid, either. It takes no longer than the title is long.
        """
        plain = without_markup(title)
        if row := _ROW_OF_GRID.search(plain, max(0, len(plain) - 1010)):
            return self._names.get(normal(row[1]))
        found = None
        rest = ""
        for part in reversed(_PREFIX_END.split(plain)[1:]):
            rest = normal(part) + rest if part else rest
            if len(rest) > self._longest:
                break
            words = self._names.get(rest) if part[:1] == " " else None
            found = self._ids.get(rest) or words or found
        return found

    def meant(self, title: str) -> str | None:
        """Return the question that a title names in any way; else None."""
        return self.exact(title) or self.coded(title)

    def with_choice(self, title: str) -> str | None:
        """Return the question of which a title names one choice of several; else None."""
        plain = without_markup(title)
        for end in _CHOICE.finditer(plain):
            if id_ := self.meant(plain[: end.start()]):
                return id_
        return None
