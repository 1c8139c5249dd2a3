"""The tables of a plan that a team fills in, and what their columns add up to."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from careerplan_cli.model.blocks import Block, Cell, Day, Paragraph, Sum, table
from careerplan_cli.model.plans import BlankTable, Plans
from careerplan_cli.plans.amounts import read_amount, total_of
from careerplan_cli.plans.model import Grid, Plan
from careerplan_cli.plans.words import as_day
from careerplan_cli.text.printable import one_line

NOT_IN_TOTAL = "Not in the total, as it is no amount that can be read:"
"""What stands below a table before what its sums leave out."""


def blank_table(blank: BlankTable, title: str, filled: Grid | None) -> Iterator[Block]:
    """Yield a table to fill in; below it what its sums leave out."""
    columns = len(blank.columns)
    begun = [row + ("",) * (columns - len(row)) for row in blank.rows]
    rows = list(filled.rows) if filled else begun + [("",) * columns] * blank.empty
    left_out: list[str] = []
    if blank.sums and blank.rows:
        totals = [row for row in rows if _plain(row[0]) == _plain(blank.rows[-1][0])]
        others = [row for row in rows if row not in totals]
        cells = [_dated(row, blank) for row in others]
        cells += [_summed(row, blank, others, left_out) for row in totals]
    else:
        cells = [_dated(row, blank) for row in rows]
    yield table(title, blank.columns, cells, *blank.widths)
    if left_out:
        yield Paragraph("; ".join(dict.fromkeys(left_out)), NOT_IN_TOTAL)


def _dated(row: Sequence[str], blank: BlankTable) -> tuple[Cell, ...]:
    """Return a row whose cells in the columns of dates are dates."""
    return tuple(
        Day(as_day(text)) if name in blank.dates else text
        for name, text in zip(blank.columns, row, strict=True)
    )


class OtherTotal(NamedTuple):
    """A total of a team's plan that is not what its rows add up to: where, and both amounts."""

    where: str
    theirs: str
    ours: str


def other_totals(plan: Plan, plans: Plans) -> Iterator[OtherTotal]:
    """Yield each total of a team's plan that is not what its rows add up to."""
    for chapter in plans.chapters:
        for piece in chapter.pieces:
            blank = piece.table
            grid = plan.tables.get((chapter.id, piece.heading or ""))
            if blank is None or grid is None or not blank.rows:
                continue
            totals = [row for row in grid.rows if _plain(row[0]) == _plain(blank.rows[-1][0])]
            others = [row for row in grid.rows if row not in totals]
            for n in (n for n, name in enumerate(grid.head) if name in blank.sums):
                amount, _ = total_of([row[n] for row in others])
                for told in filter(None, (read_amount(row[n]) for row in totals)):
                    if amount and amount.value != told.value:
                        where = f"{piece.heading}, {grid.head[n]}, total"
                        yield OtherTotal(where, str(told), str(amount))


def _plain(name: str) -> str:
    """Return by what a row is known, whatever its case and what stands in brackets behind it."""
    return one_line(name).casefold().partition(" (")[0].rstrip(" :.")


def _summed(
    row: Sequence[str], blank: BlankTable, others: Sequence[Sequence[str]], left_out: list[str]
) -> tuple[Cell, ...]:
    """Return a row whose cells in some columns are what the other rows add up to.

    Words that a team wrote there stay, and so does a number if there is nothing to add up. What is
    no amount that can be read is added to `left_out`.
    """
    cells: list[Cell] = []
    for n, (name, text) in enumerate(zip(blank.columns, row, strict=True)):
        amount, unread = total_of([other[n] for other in others])
        if name not in blank.sums or (text and (amount is None or read_amount(text) is None)):
            cells.append(text)
            continue
        cells.append(Sum(str(amount) if amount else ""))
        left_out += (
            f"{one_line(other[0])}, {name}: {one_line(other[n])}"
            for other in others
            if other[n] in unread
        )
    return tuple(cells)
