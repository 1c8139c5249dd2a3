"""The budget of a plan: what a team writes for an amount, and what it adds up to."""

import copy
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from careerplan_cli.plans.amounts import Amount, read_amount, total_of
from conftest import Run
from plans.test_workbook import sheet_of
from plans.word_plans import opened

_LEFT_OUT = "Not in the total, as it is no amount that can be read:"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("62000", Amount(62000)),
        ("$3,500", Amount(3500, "$")),
        ("3 500,00 $", Amount(3500, "$")),
        ("CAD 1,250.50", Amount(1250.5, "$")),
        ("€ 1.234,50", Amount(1234.5, "€")),
        ("1.234.567", Amount(1234567)),
        ("$12k", Amount(12000, "$")),
        ("-$200", Amount(-200, "$")),
        ("8'400", Amount(8400)),
    ],
)
def test_an_amount_is_read_as_it_is_written(text: str, amount: Amount) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize(
    "text",
    ["", "ask", "about 3000", "3000-4000", "0.5 FTE", "5%", "3.500", "$5 €", "1,23,4", "2 days"],
)
def test_other_words_and_what_can_be_two_numbers_are_no_amount(text: str) -> None:
    assert read_amount(text) is None


def test_an_endless_number_is_no_amount_and_stands_beside_the_total() -> None:
    endless = "9" * 400
    assert read_amount(endless) is None
    assert total_of([endless, "$1"]) == (Amount(1, "$"), (endless,))


def test_amounts_of_another_currency_are_not_added() -> None:
    total = total_of(["$3,500", "400", "€20", "–", "", "ask"])
    assert str(total.amount) == "$3,900"
    assert total.unread == ("€20", "ask")


def budget(run: Run, workbook: Path, lines: Mapping[str, str | int]) -> None:
    """Write into the column `This year` of the budget, and update the plan into each form."""
    book = openpyxl.load_workbook(workbook)
    sheet = sheet_of(book, "Updated operations")
    (head,) = [n for n in range(1, 60) if sheet.cell(n, 3).value == "This year"]
    for n in range(head + 1, head + 8):
        if (name := str(sheet.cell(n, 2).value)) in lines:
            sheet.cell(n, 3).value = lines[name]
    book.save(workbook)
    for name in ("new.xlsx", "new.docx", "new.md"):
        assert run("plan", "a.yaml", "--update", "plan.xlsx", "-o", name).returncode == 0


def total_in_word(path: Path) -> str:
    (row,) = [r for t in opened(path).tables for r in t.rows if r.cells[0].text == "Total"]
    return str(row.cells[1].text)


def test_the_total_is_added_up_anew_from_the_amounts_in_every_form(
    run: Run, workbook: Path
) -> None:
    lines: dict[str, str | int]
    lines = {"Staff time": 62000, "Training for staff": "$3,500", "Transportation": 8400}
    budget(run, workbook, {**lines, "Total": 70400})
    folder = workbook.parent
    told = run("plan", "a.yaml", "--update", "plan.xlsx", "-f", "md").stderr
    sentence = (
        "Budget, This year, total: now $73,900, which is what the rows add up to. The earlier plan "
        'has 70,400, which stands under "Kept from before".\n'
    )
    assert told.count(sentence) == 1
    again = run("plan", "a.yaml", "--update", "new.docx", "-f", "md")
    assert "add up" not in again.stderr
    assert total_in_word(folder / "new.docx") == "$73,900"
    assert "| Total | $73,900 |" in (folder / "new.md").read_text(encoding="utf-8")
    for only_values in (True, False):
        book = openpyxl.load_workbook(folder / "new.xlsx", data_only=only_values)
        sheet = sheet_of(book, "Updated operations")
        (total,) = [n for n in range(1, 60) if sheet.cell(n, 2).value == "Total"]
        found = sheet.cell(total, 3).value
        assert found == 73900 if only_values else str(found).startswith("=IF(COUNT(")
        assert 3500 in [sheet.cell(n, 3).value for n in range(total - 6, total)]
    again = run("plan", "a.yaml", "--update", "new.xlsx", "-f", "md")
    assert "| Training for staff | $3,500 |" in again.stdout
    assert "| Total | $73,900 |" in again.stdout


def test_what_cannot_be_added_is_told_below_the_total(run: Run, workbook: Path) -> None:
    budget(run, workbook, {"Staff time": 62000, "Transportation": "about 8 thousand"})
    page = (workbook.parent / "new.md").read_text(encoding="utf-8")
    assert "| Total | 62,000 |" in page
    told = f"**{_LEFT_OUT}** Transportation, This year: about 8 thousand"
    assert page.count(told) == 1
    again = run("plan", "a.yaml", "--update", "new.docx", "-f", "md")
    assert again.stdout.count(told) == 1
    assert again.stdout.count("about 8 thousand") == 2


def test_words_in_the_place_of_a_total_stay(run: Run, workbook: Path) -> None:
    budget(run, workbook, {"Staff time": 62000, "Total": "62,000 and what the board adds"})
    assert total_in_word(workbook.parent / "new.docx") == "62,000 and what the board adds"
    book = openpyxl.load_workbook(workbook.parent / "new.xlsx")
    sheet = sheet_of(book, "Updated operations")
    (total,) = [n for n in range(1, 60) if sheet.cell(n, 2).value == "Total"]
    assert sheet.cell(total, 3).value == "62,000 and what the board adds"


def test_a_total_without_lines_stays(run: Run, workbook: Path) -> None:
    budget(run, workbook, {"Total": 80000})
    assert total_in_word(workbook.parent / "new.docx") == "80000"


def test_a_row_that_the_team_adds_below_the_total_is_in_it(run: Run, workbook: Path) -> None:
    run("plan", "a.yaml", "--update", "plan.xlsx", "-o", "team.docx")
    word = opened(workbook.parent / "team.docx")
    (table,) = [t for t in word.tables if t.rows[-1].cells[0].text == "Total"]
    for name, amount in (("Bus", "8400"), ("Books", "600")):
        table._tbl.append(copy.deepcopy(table.rows[-2]._tr))
        table.rows[-1].cells[0].text, table.rows[-1].cells[1].text = name, amount
    word.save(str(workbook.parent / "team.docx"))
    page = run("plan", "a.yaml", "--update", "team.docx", "-f", "md").stdout
    assert page.index("| Bus | 8400 |") < page.index("| Total | 9,000 |")
