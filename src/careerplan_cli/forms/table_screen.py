"""The table of many results."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from careerplan_cli.forms.console import level_name, plain, text_style
from careerplan_cli.forms.layout import heading
from careerplan_cli.model.guide import Level
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.model.result import QuestionResult, Record, Result

Levels = Mapping[str, Level]


def table_screen(
    records: Sequence[Record], instrument: Instrument, levels: Levels
) -> RenderableType:
    """Return a table of the records that answer an instrument, one row each."""
    own = [record for record in records if record.instrument.id == instrument.id]
    return Group(heading(instrument.title), _rows(own, instrument, levels), _legend(instrument))


def _rows(records: Sequence[Record], instrument: Instrument, levels: Levels) -> Table:
    any_respondent = any(record.respondent for record in records)
    any_date = any(record.date for record in records)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("District", overflow="fold")
    if any_respondent:
        table.add_column("Respondent", overflow="fold")
    if any_date:
        table.add_column("Date", no_wrap=True)
    table.add_column("Total" if instrument.adds_points else "Answers", justify="right")
    table.add_column("Level", overflow="fold")
    if instrument.adds_points:
        numbers = (str(n) for n, _ in enumerate(instrument.questions, 1))
        table.add_column(" ".join(numbers), no_wrap=True)
    several = len({record.file for record in records}) > 1
    for record in records:
        place = _place(record, several=several)
        who = [plain(record.district) if record.district else plain(place, "dim")]
        who += [plain(record.respondent or "-")] if any_respondent else []
        who += [plain((record.date or "-")[:10])] if any_date else []
        table.add_row(*who, *_said(record, levels))
    return table


def _place(record: Record, *, several: bool) -> str:
    """Return where a record without a district stands: its file, its row there, or both."""
    file = PurePath(record.file).name
    if record.row is None:
        return file
    return f"{file} row {record.row}" if several else f"row {record.row}"


def _said(record: Record, levels: Levels) -> list[Text | str]:
    result = record.result
    if result is None:
        return ["-", plain(f"cannot be used, {record.reason}", "italic")]
    if result.instrument.adds_points:
        letters = Text(" ").join(map(_letter, result.questions))
        return [_total(result), _level(result, levels), letters]
    return [_counts(result), _level(result, levels)]


def _total(result: Result) -> str:
    return (
        f"{result.total}/{result.instrument.maximum}" if result.level else f"{result.total} so far"
    )


def _counts(result: Result) -> Text:
    """Return how many answers there are of each option that counts, by the colours' letters.

    What does not count stands behind, with its name.
    """
    counting = {o.id: o for q in result.instrument.questions for o in q.options if o.counts}
    others = {o.id: o for q in result.instrument.questions for o in q.options if not o.counts}
    told = [
        Text(f"{result.counts[id_]}", text_style(option.colour, bold=True))
        + Text(option.colour[0].upper(), text_style(option.colour))
        for id_, option in counting.items()
    ]
    told += [
        plain(f"{result.counts[id_]} {option.label.lower()}", "dim")
        for id_, option in others.items()
        if result.counts[id_]
    ]
    return Text(" ").join(told)


def _level(result: Result, levels: Levels) -> Text:
    if result.level:
        return level_name(levels[result.level])
    symbols = " or ".join(levels[id_].symbol for id_ in result.possible_levels)
    return plain(f"{result.answered} of {len(result.questions)} answered: {symbols}")


def _letter(entry: QuestionResult) -> Text:
    """Return an answer's colour by its first letter."""
    if entry.option is None:
        return Text("-")
    return Text(entry.option.colour[0].upper(), text_style(entry.option.colour, bold=True))


def _legend(instrument: Instrument) -> Text:
    """Return what the numbers and letters of the table stand for."""
    questions = instrument.questions
    if not instrument.adds_points:
        options = {o.id: o for q in questions for o in q.options if o.counts}.values()
        words = (f"{option.colour[0].upper()} {option.label.lower()}" for option in options)
        return plain(f"{', '.join(words)}.", "dim")
    areas = (f"{n} {question.title}" for n, question in enumerate(questions, 1))
    colours = dict.fromkeys(option.colour for q in questions for option in q.options)
    letters = (f"{colour[0].upper()} {colour}" for colour in colours)
    return plain(f"{', '.join(areas)}. {', '.join(letters)}, - no answer.", "dim")
