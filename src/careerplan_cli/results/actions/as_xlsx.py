"""Writes a plan as a workbook: actions to filter with a picture of the months, and each chapter.

It can be read back: in each chapter's sheet, a hidden first column says what a row is, and the last
sheet says whose plan it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from itertools import pairwise

from rich.cells import cell_len
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from careerplan_cli.excel import add_sheet, open_workbook, write_cell
from careerplan_cli.model import blocks
from careerplan_cli.model.blocks import Block, Document
from careerplan_cli.planning import DONE, DROPPED, STATUSES, ActionRow, PlanTable
from careerplan_cli.plans.from_xlsx import ABOUT, ACTIONS, GOAL, WHERE_ACTIONS, Kind
from careerplan_cli.plans.model import COLUMNS, Plan
from careerplan_cli.plans.words import read_day
from careerplan_cli.school_year import LONG, SHORT

BINARY = True

_MONTHS = 15
"""How many months the picture of the actions has, from that of the plan's date on."""

_OWN_ROWS = 30
"""How many empty rows follow the actions, for those that a team adds."""

_WIDTHS = {"action": 44, "evidence": 30, "note": 30, "lead": 20, "partners": 22}


_DATES = ("start", "due")

_DATED = {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left", "text_wrap": True}
"""How a date looks, and words in its place."""

_CHAPTER_WIDTHS = (2, 34, 30, 30, 30, 30, 24)

_LINE = 15
"""How high a line of text is, in points."""


def render(plan: Plan, page: Document, tables: Iterable[PlanTable]) -> bytes:
    """Return the workbook of a plan, whose page has its words."""
    file = BytesIO()
    with open_workbook(file) as book:
        book.set_properties({"title": page.title})
        _add_actions(book, plan)
        for title, found in _chapters(page.blocks):
            _Chapter(book, title).add(found)
        about = add_sheet(book, ABOUT, (30, 60))
        lines = [("careerplan reads this sheet to know your plan again. Leave it as it is.", "")]
        for n, (name, value) in enumerate((*lines, *page.properties)):
            write_cell(about, n, 0, name)
            write_cell(about, n, 1, value)
        about.hide()
    return file.getvalue()


def _chapters(document: Sequence[Block]) -> Iterator[tuple[str, list[Block]]]:
    """Yield the title of each chapter with its blocks; tables of actions have their own sheet.

    What stands before the chapters that the contents list names is together.
    """
    parts = tuple(blocks.all_blocks(document))
    lists = [block for block in parts if isinstance(block, blocks.Numbered)]
    named = {item.chapter for block in lists for item in block.items}
    title = "Start"
    found: list[Block] = []
    for block, after in pairwise((*parts, None)):
        if isinstance(block, blocks.Heading) and block.depth == 2 and block.text in named:
            yield title, found
            title, found = block.text, []
        if block and not _is_actions(block):
            found.append(block)
        elif found:
            _point_to_actions(found, with_text=isinstance(after, blocks.Paragraph))
    yield title, found


def _point_to_actions(found: list[Block], *, with_text: bool) -> None:
    """Say in the chapter `found`, once, where its actions are; leave no heading without a text."""
    last = max((n for n, one in enumerate(found) if isinstance(one, blocks.Heading)), default=0)
    if last == len(found) - 1 and not with_text:
        found.pop()
    told = blocks.Paragraph(WHERE_ACTIONS)
    if told not in found:
        found.insert(last, told)


def _is_actions(block: Block) -> bool:
    names = tuple(COLUMNS.values())
    return isinstance(block, blocks.Table) and tuple(map(str, block.head)) == names


def _add_actions(book: Workbook, plan: Plan) -> None:
    """Add the sheet of all actions, with a bar for each over the months."""
    widths = [24, *(_WIDTHS.get(field, 13) for field in COLUMNS), *[16] * len(plan.columns)]
    sheet = add_sheet(book, ACTIONS, [*widths, *[6] * _MONTHS])
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    month = book.add_format({"bold": True, "num_format": "mmm yy", "valign": "top", "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    dated = book.add_format(_DATED)
    for n, field in enumerate(COLUMNS, 1):
        sheet.set_column(n, n, widths[n], dated if field in _DATES else wrapped)  # also below
    for n, name in enumerate((GOAL, *COLUMNS.values(), *plan.columns)):
        sheet.write_string(0, n, name, bold)
    first = len(COLUMNS) + 1 + len(plan.columns)
    for n, day in enumerate(_months(plan.identity.date or date.today())):
        sheet.write_datetime(0, first + n, day, month)
    rows = [(group.title, row) for group in plan.groups for row in group.rows]
    for n, (title, row) in enumerate(rows, 1):
        sheet.set_row(n, _height((title, *(_shown(row, field) for field in COLUMNS)), widths))
        write_cell(sheet, n, 0, title, wrapped)
        for column, field in enumerate(COLUMNS, 1):
            _write_field(sheet, n, column, _shown(row, field), field, wrapped, dated)
        for column, name in enumerate(plan.columns, len(COLUMNS) + 1):
            write_cell(sheet, n, column, row.in_column(name), wrapped)
    last = len(rows) + _OWN_ROWS
    sheet.autofilter(0, 0, last, first - 1)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    _add_lists(sheet, last)
    _add_bars(book, sheet, first, last)


def _height(texts: Iterable[str], widths: Iterable[float]) -> float:
    """Return how high a row has to be for its texts, in points, in columns so wide in characters.

    Excel would find it itself; LibreOffice shows the first line alone.
    """
    lines = (
        sum(-(-cell_len(line) // int(width - 2)) or 1 for line in text.splitlines())
        for text, width in zip(texts, widths, strict=False)
    )
    return _LINE * max(1, *lines)


def _shown(row: ActionRow, field: str) -> str:
    if field == "action" and row.code:
        return f"{row.code}: {row.action}"
    return str(getattr(row, field))


def _write_field(
    sheet: Worksheet, row: int, column: int, text: str, field: str, wrapped: Format, dated: Format
) -> None:
    if field in _DATES:
        _write_day(sheet, row, column, text, dated)
    else:
        write_cell(sheet, row, column, text, wrapped)


def _write_day(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """Write a date as one; without one, the words in its place, or an empty cell for a date."""
    if day := read_day(text):
        sheet.write_datetime(row, column, datetime(day.year, day.month, day.day), style)
    elif text:
        write_cell(sheet, row, column, text, style)
    else:
        sheet.write_blank(row, column, None, style)


def _add_lists(sheet: Worksheet, last: int) -> None:
    """Let a status be chosen from a list, other words allowed."""
    column = [*COLUMNS].index("status") + 1
    options = {"validate": "list", "source": list(STATUSES), "error_type": "warning"}
    sheet.data_validation(1, column, last, column, options)


def _add_bars(book: Workbook, sheet: Worksheet, first: int, last: int) -> None:
    """Colour the months from each action's start to its due date, for those done differently.

    One that is dropped has no bar. One whose start is no date takes as long before its due date as
    it was proposed to.
    """
    start, due, status, effort = (
        f"${xl_col_to_name([*COLUMNS].index(field) + 1)}2"
        for field in ("start", "due", "status", "resources")
    )
    month = f"{xl_col_to_name(first)}$1"
    months = f'IF(ISNUMBER(SEARCH("term",{effort})),{LONG},{SHORT})'
    begun = f"IF(ISNUMBER({start}),{start},EDATE({due},-{months}))"
    within = f"ISNUMBER({due}),{month}<={due},EDATE({month},1)>{begun}"
    for criteria, colour in (
        (f'=AND({within},{status}="{DONE}")', "#8A8F98"),
        (f'=AND({within},{status}<>"{DROPPED}")', "#1F4FB2"),
    ):
        style = book.add_format({"bg_color": colour})
        bars = {"type": "formula", "criteria": criteria, "format": style, "stop_if_true": True}
        sheet.conditional_format(1, first, last, first + _MONTHS - 1, bars)


def _months(day: date) -> Iterator[datetime]:
    for n in range(_MONTHS):
        months = day.month - 1 + n
        yield datetime(day.year + months // 12, months % 12 + 1, 1)


class _Chapter:
    """The sheet of a chapter, filled block by block."""

    def __init__(self, book: Workbook, title: str) -> None:
        self._sheet = add_sheet(book, title, _CHAPTER_WIDTHS)
        self._sheet.set_column(0, 0, 2, None, {"hidden": True})
        self._sheet.hide_gridlines(2)
        self._sheet.fit_to_pages(1, 0)
        self._row = 0
        self._plain = book.add_format({"valign": "top"})
        self._heading = book.add_format({"bold": True, "font_size": 13})
        self._head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E9ECEF"}
        )
        self._cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        self._dated = book.add_format({**_DATED, "border": 1})

    def add(self, found: Sequence[Block]) -> None:
        """Add blocks, one row or more each."""
        for block in found:
            match block:
                case blocks.Heading():
                    self._write(Kind.heading(block.depth), [block.text], self._heading)
                case blocks.Paragraph():
                    for line in f"{block.lead} {block.text}".strip().splitlines():
                        self._write(Kind.TEXT, [line], self._plain)
                case blocks.Badge():
                    self._write(Kind.TEXT, [str(block.mark)], self._heading)
                case blocks.Bullets() | blocks.Numbered():
                    for item in block.items:
                        self._write(Kind.TEXT, [f"{item.lead} {item.text}".strip()], self._plain)
                        for detail in item.details:
                            self._write(Kind.TEXT, [detail], self._plain)
                case blocks.Checklist():
                    self._add_checks(block.checks)
                case blocks.Lines():
                    for _ in range(block.number):
                        self._write(Kind.TEXT, [""], self._plain)
                case blocks.Table():
                    self._add_table(block)
                case _:
                    pass

    def _write(self, kind: str, texts: Sequence[str], style: Format) -> None:
        self._sheet.write_string(self._row, 0, kind)
        for n, text in enumerate(texts, 1):
            if text or style is self._cell:
                write_cell(self._sheet, self._row, n, text or None, style)
                if not text:
                    self._sheet.write_blank(self._row, n, None, style)
        self._row += 1

    def _add_checks(self, checks: Sequence[blocks.Check]) -> None:
        for check in checks:
            lists = {"validate": "list", "source": ["☑", "☐"]}
            self._sheet.data_validation(self._row, 1, self._row, 1, lists)
            sign = "☑" if check.ticked else "☐"
            self._write(Kind.TICK, [sign, f"{check.lead} {check.text}".strip()], self._plain)
            self._add_checks(check.checks)

    def _add_table(self, block: blocks.Table) -> None:
        self._write(Kind.HEAD, [str(column) for column in block.head], self._head)
        first = self._row
        sums = {
            n for row in block.rows for n, cell in enumerate(row) if isinstance(cell, blocks.Sum)
        }
        for row in block.rows:
            texts = [
                "" if n in sums and (_number(str(cell)) is not None or _is_sum(cell)) else str(cell)
                for n, cell in enumerate(row)
            ]
            here = self._row
            self._sheet.set_row(here, _height(texts, _CHAPTER_WIDTHS[1:]))
            self._write(Kind.ROW, texts, self._cell)
            for n, cell in enumerate(row, 1):
                if isinstance(cell, blocks.Day):
                    _write_day(self._sheet, here, n, cell.text, self._dated)
            for n in sums:
                self._add_number(here, n + 1, row[n], first)
        self._write(Kind.GAP, [], self._plain)

    def _add_number(self, row: int, column: int, cell: blocks.Cell, first: int) -> None:
        """Write a number as one, and a sum as a formula over the numbers above it."""
        number = _number(str(cell))
        if isinstance(cell, blocks.Sum) and row > first:
            above = f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(row - 1, column)}"
            formula = f'=IF(COUNT({above})=0,"",SUM({above}))'
            self._sheet.write_formula(row, column, formula, self._cell, cell.text)
        elif number is not None:
            self._sheet.write_number(row, column, number, self._cell)


def _is_sum(cell: blocks.Cell) -> bool:
    return isinstance(cell, blocks.Sum)


def _number(text: str) -> float | None:
    """Return the number that a text is, such as `4,500` or `$1200.50`; None for other words."""
    plain = text.strip().removeprefix("$").replace(",", "").replace(" ", "")
    return float(plain) if plain.replace(".", "", 1).isdecimal() else None
