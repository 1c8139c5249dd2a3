"""Writes a plan as a workbook: actions to filter with a picture of the months, and each chapter.

It can be read back: in each chapter's sheet, a hidden first column says what a row is, and the last
sheet says whose plan it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from itertools import pairwise, zip_longest

from rich.cells import cell_len
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from careerplan_cli.excel import add_sheet, open_workbook, write_cell
from careerplan_cli.model import blocks
from careerplan_cli.model.blocks import Block, Document
from careerplan_cli.planning import DONE, DROPPED, STATUSES, ActionRow, PlanTable
from careerplan_cli.plans.amounts import Amount, read_amount, total_of
from careerplan_cli.plans.from_xlsx import (
    ABOUT,
    ACTIONS,
    GOAL,
    OTHERS_IN_SHEET,
    WHERE_ACTIONS,
    Kind,
)
from careerplan_cli.plans.model import COLUMNS, OTHERS, Plan
from careerplan_cli.plans.words import read_day
from careerplan_cli.school_year import LONG, SHORT

BINARY = True

_MONTHS, _MOST_MONTHS = 15, 18
"""How many months the picture of the actions has from the plan's date on, and at most in all."""

_OWN_ROWS = 30
"""How many empty rows follow the actions, for those that a team adds."""

_GOAL, _OTHERS, _OWN = 20, 11, 16
_WIDTHS = {
    "action": 38, "evidence": 26, "note": 26, "lead": 15, "partners": 16, "status": 12,
}  # fmt: skip
"""How wide the columns of actions are, in characters: goal, those named, others, the team's."""

_SCALE = 60
"""How large the sheet of actions is printed, in percent: so our columns fit on a page."""

_DATES = ("start", "due")

_DATED = {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left", "text_wrap": True}
"""How a date looks, and words in its place."""

_PAGE_WIDE, _PAGE_NARROW = 126, 88
"""How many characters beside each other are on a page on its side, and on an upright one."""

_LINE = 15
"""How high a line of text is, in points."""


def render(plan: Plan, page: Document, tables: Iterable[PlanTable]) -> bytes:
    """Return the workbook of a plan, whose page has its words."""
    file = BytesIO()
    with open_workbook(file) as book:
        book.set_properties({"title": page.title})
        _add_actions(book, plan)
        for title, found in _chapters(page.blocks):
            _Chapter(book, title, found)
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
    own = [_OWN] * len(plan.columns)
    widths = [_GOAL, *(_WIDTHS.get(field, _OTHERS) for field in COLUMNS), *own]
    months = _months(plan)
    sheet = add_sheet(book, ACTIONS, [*widths, *[6] * len(months)])
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    month = book.add_format({"bold": True, "num_format": "mmm yy", "valign": "top", "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    dated = book.add_format(_DATED)
    for n, field in enumerate(COLUMNS, 1):
        sheet.set_column(n, n, widths[n], dated if field in _DATES else wrapped)  # also below
    for n, name in enumerate((GOAL, *COLUMNS.values(), *plan.columns)):
        sheet.write_string(0, n, name, bold)
    first = len(COLUMNS) + 1 + len(plan.columns)
    for n, day in enumerate(months):
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
    sheet.repeat_columns(0, 1)  # beside the months, which have a page of their own
    sheet.set_landscape()
    sheet.set_print_scale(max(10, _SCALE * (sum(widths) - sum(own)) // sum(widths)))
    sheet.set_v_pagebreaks([first])
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")
    sheet.print_area(0, 0, max(len(rows), 1), first + len(months) - 1)
    _add_lists(sheet, last)
    _add_bars(book, sheet, (first, first + len(months) - 1), last)


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


def _add_bars(book: Workbook, sheet: Worksheet, columns: tuple[int, int], last: int) -> None:
    """Colour the months from each action's start to its due date, for those done differently.

    One that is dropped has no bar. One whose start is no date takes as long before its due date as
    it was proposed to.
    """
    start, due, status, effort = (
        f"${xl_col_to_name([*COLUMNS].index(field) + 1)}2"
        for field in ("start", "due", "status", "resources")
    )
    first, end = columns
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
        sheet.conditional_format(1, first, last, end, bars)


def _months(plan: Plan) -> list[datetime]:
    """Return the first days of the months that the picture of the actions has.

    It begins with the earliest start or due date; half of it may lie before the plan's date.
    """
    day = plan.identity.date or date.today()
    rows = [row for group in plan.groups for row in group.rows]
    dates = filter(None, (read_day(text) for row in rows for text in (row.start, row.due)))
    before = max(((day.year - one.year) * 12 + day.month - one.month for one in dates), default=0)
    before = min(max(before, 0), _MOST_MONTHS // 2)
    months = range(day.month - 1 - before, day.month - 1 + min(_MONTHS, _MOST_MONTHS - before))
    return [datetime(day.year + n // 12, n % 12 + 1, 1) for n in months]


_ON_ITS_SIDE, _UPRIGHT = 580, 1040
"""How high the rows can be, in points, that one page has on its side; upright they are smaller."""


class _Chapter:
    """The sheet of a chapter, filled block by block.

    Its columns fill a page; a text goes over all of them, in as many lines as it takes.
    """

    def __init__(self, book: Workbook, title: str, found: Sequence[Block]) -> None:
        self._widths = _chapter_widths(found)
        self._book = book
        self._amounts: dict[str, Format] = {}
        self._sheet = add_sheet(book, title, (2, *self._widths))
        self._sheet.set_column(0, 0, 2, None, {"hidden": True})
        self._sheet.hide_gridlines(2)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        self._sheet.set_footer("&L&A&R&P / &N")
        self._row = 0
        self._plain = book.add_format({"valign": "top", "text_wrap": True})
        self._tick = book.add_format({"valign": "top", "align": "right"})
        self._heading = book.add_format({"bold": True, "font_size": 13, "text_wrap": True})
        self._head = book.add_format(
            {
                "bold": True, "text_wrap": True, "valign": "top", "border": 1,
                "bg_color": f"#{blocks.HEAD_FILL}",
            }
        )  # fmt: skip
        self._cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        self._dated = book.add_format({**_DATED, "border": 1})
        self._high: dict[int, float] = {}
        self._add(found)
        high = sum(self._high.get(row, _LINE) for row in range(self._row))
        if len(self._widths) > 2 and not _ON_ITS_SIDE < high <= _UPRIGHT:
            self._sheet.set_landscape()
        self._sheet.print_area(0, 1, max(self._row - 1, 0), len(self._widths))

    def _add(self, found: Sequence[Block]) -> None:
        """Add blocks, one row or more each."""
        for block in found:
            match block:
                case blocks.Heading():
                    self._write(Kind.heading(block.depth), [block.text], self._heading)
                case blocks.Paragraph():
                    told = block.text.replace(OTHERS, OTHERS_IN_SHEET)
                    for line in f"{block.lead} {told}".strip().splitlines():
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
        """Write a row: its kind, and texts beside each other; the last text over what is left."""
        columns = len(self._widths)
        over = style in (self._plain, self._heading) and 0 < len(texts) <= columns
        if over:
            widths = [*self._widths[: len(texts) - 1], sum(self._widths[len(texts) - 1 :])]
            larger = 1.3 if style is self._heading else 1.0
            high = _height(texts, [width / larger for width in widths])
            self._set_height(self._row, high * larger)
        self._sheet.write_string(self._row, 0, kind)
        for n, text in enumerate(texts, 1):
            if over and n == len(texts) < columns:
                self._sheet.merge_range(self._row, n, self._row, columns, "", style)
            if text or style is self._cell:
                ticks = kind == Kind.TICK and n == 1
                looks = self._tick if ticks else style
                write_cell(self._sheet, self._row, n, text or None, looks)
                if not text:
                    self._sheet.write_blank(self._row, n, None, style)
        self._row += 1

    def _set_height(self, row: int, high: float) -> None:
        self._sheet.set_row(row, high)
        self._high[row] = high

    def _add_checks(self, checks: Sequence[blocks.Check]) -> None:
        for check in checks:
            lists = {"validate": "list", "source": ["☑", "☐"]}
            self._sheet.data_validation(self._row, 1, self._row, 1, lists)
            sign = "☑" if check.ticked else "☐"
            self._write(Kind.TICK, [sign, f"{check.lead} {check.text}".strip()], self._plain)
            self._add_checks(check.checks)

    def _add_table(self, block: blocks.Table) -> None:
        names = [str(column) for column in block.head]
        self._set_height(self._row, _height(names, self._widths))
        self._write(Kind.HEAD, names, self._head)
        first = self._row
        sums = {
            n for row in block.rows for n, cell in enumerate(row) if isinstance(cell, blocks.Sum)
        }
        signs = {n: _sign_in(row[n] for row in block.rows) for n in sums}
        for row in block.rows:
            numbers = {n: _amount(row[n], signs[n]) for n in sums}
            texts = [
                "" if numbers.get(n) or isinstance(cell, blocks.Sum) else str(cell)
                for n, cell in enumerate(row)
            ]
            here = self._row
            self._set_height(here, _height(texts, self._widths))
            self._write(Kind.ROW, texts, self._cell)
            for n, cell in enumerate(row, 1):
                if isinstance(cell, blocks.Day):
                    _write_day(self._sheet, here, n, cell.text, self._dated)
            for n, amount in numbers.items():
                self._add_amount(here, n + 1, amount, first, adds=isinstance(row[n], blocks.Sum))
        for n in sums:
            self._ask_for_numbers(first, n + 1)
        self._write(Kind.GAP, [], self._plain)

    def _add_amount(
        self, row: int, column: int, amount: Amount | None, first: int, *, adds: bool
    ) -> None:
        """Write an amount as a number; one that `adds` is a formula over the numbers above it."""
        style = self._amount_style(amount) if amount else self._cell
        value = amount.value if amount else ""
        if adds and row > first:
            above = f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(row - 1, column)}"
            formula = f'=IF(COUNT({above})=0,"",SUM({above}))'
            self._sheet.write_formula(row, column, formula, style, value)
        elif amount:
            self._sheet.write_number(row, column, amount.value, style)

    def _amount_style(self, amount: Amount) -> Format:
        """Return how an amount looks: as it is written in words."""
        sign = f'"{amount.sign}"' if amount.sign else ""
        form = f"{sign}#,##0" if amount.value == int(amount.value) else f"{sign}#,##0.00"
        if form not in self._amounts:
            looks = {"text_wrap": True, "valign": "top", "border": 1, "align": "left"}
            self._amounts[form] = self._book.add_format({**looks, "num_format": form})
        return self._amounts[form]

    def _ask_for_numbers(self, first: int, column: int) -> None:
        """Let Excel say where what is typed is no number, which a sum leaves out."""
        options = {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -1e12,
            "maximum": 1e12,
            "error_type": "warning",
            "error_title": "No number",
            "error_message": "The total leaves out what is no number.",
        }
        self._sheet.data_validation(first, column, max(first, self._row - 2), column, options)


def _chapter_widths(found: Sequence[Block]) -> list[float]:
    """Return how wide the columns of a chapter are: wide enough for each of its tables."""
    tables = [one for one in found if isinstance(one, blocks.Table)]
    shares: list[float] = []
    for one in tables:
        widths = [*one.widths] or [1.0] * len(one.head)
        whole = sum(widths)
        own = [width / whole for width in widths]
        shares = [max(pair) for pair in zip_longest(shares, own, fillvalue=0.0)]
    if len(shares) < 2 and any(isinstance(one, blocks.Checklist) for one in found):
        return [4, _PAGE_NARROW - 4]
    page = _PAGE_WIDE if len(shares) > 2 else _PAGE_NARROW
    return [page * share / sum(shares) for share in shares] or [page]


def _sign_in(cells: Iterable[blocks.Cell]) -> str:
    """Return the sign of the currency that the amounts of a column are in."""
    total = total_of([str(cell) for cell in cells])
    return total.amount.sign if total.amount else ""


def _amount(cell: blocks.Cell, sign: str) -> Amount | None:
    """Return the amount that a cell is, if it is of the currency that its column is in."""
    amount = read_amount(str(cell))
    return amount if amount and amount.sign in ("", sign) else None
