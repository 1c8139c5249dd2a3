"""What a team shows by how a cell looks: struck through, as a percentage, as an amount."""

from pathlib import Path

import openpyxl
import pytest
from docx.text.run import Run as WordRun
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from conftest import Run
from plans.test_workbook import row_of, sheet_of
from plans.word_plans import actions, cell_of, opened


def updated(run: Run, plan: Path) -> tuple[str, dict[str, dict[str, str]]]:
    """Return what is told when a plan is updated, and the actions of the new one."""
    done = run("plan", "a.yaml", "--update", plan.name, "-o", "new.docx")
    assert done.returncode == 0, done.stderr
    return done.stderr, actions(opened(plan.with_name("new.docx")))


def test_an_action_struck_through_in_word_is_dropped_and_told(run: Run, plan: Path) -> None:
    word = opened(plan)
    texts = actions(word)
    for code in ("PE1", "PE2", "PE3"):
        paragraph = cell_of(word, code, "Action")
        first = WordRun(paragraph.add_run(f"{code}: ")._r, paragraph)
        rest = paragraph.add_run(texts[code]["Action"].partition(": ")[2])
        rest.font.strike = code != "PE3"
        first.font.strike = code == "PE1"
    paragraph = cell_of(word, "PE4", "Action")
    paragraph.add_run(texts["PE4"]["Action"]).font.strike = True
    cell_of(word, "PE4", "Status").add_run("Done")
    word.save(str(plan))
    told, rows = updated(run, plan)
    assert [rows[f"PE{n}"]["Status"] for n in (1, 2, 3, 4)] == [
        "Dropped", "Dropped", "Not started", "Done",
    ]  # fmt: skip
    listed = told.partition("Struck through, so their status is now Dropped:\n")[2]
    assert listed.startswith("  PE1: Name one district contact")
    assert listed.splitlines()[1].startswith("  PE2: ")
    assert "PE3" not in listed.splitlines()[2]


def test_an_action_struck_through_in_excel_is_dropped_and_told(run: Run, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = sheet_of(book, "Actions")
    sheet.cell(row_of(sheet, "PE1"), 2).font = Font(strike=True)
    partly, whole = row_of(sheet, "PE2"), row_of(sheet, "PE3")
    for row, words in ((partly, ("PE2: Keep this, ", "not this")), (whole, ("PE3: ", "All"))):
        crossed = TextBlock(InlineFont(strike=True), words[1])
        sheet.cell(row, 2).value = CellRichText(words[0], crossed)
    book.save(workbook)
    told, rows = updated(run, workbook)
    assert [rows[f"PE{n}"]["Status"] for n in (1, 2, 3)] == ["Dropped", "Not started", "Dropped"]
    listed = told.partition("Struck through, so their status is now Dropped:\n")[2].splitlines()
    assert listed[0].startswith("  PE1: ")
    assert listed[1] == "  PE3: All"


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.31, "0%", "31%"),
        (0.315, "0.00%", "31.50%"),
        (0.5, "0.0 %", "50.0 %"),
        (-0.05, "0%", "-5%"),
        (1200, '#,##0 "€"', "1,200 €"),
        (1200.5, '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)', "$1,200.50"),
        (1200, "[$€-407]#,##0", "€1,200"),
        (0.31, "General", "0.31"),
    ],
)
def test_a_number_comes_along_as_it_is_shown(
    run: Run, workbook: Path, value: float, form: str, shown: str
) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = sheet_of(book, "Actions")
    cell = sheet.cell(row_of(sheet, "PE1"), 8)
    cell.value, cell.number_format = value, form
    book.save(workbook)
    assert updated(run, workbook)[1]["PE1"]["Evidence"] == shown


def test_a_row_without_a_goal_is_kept_by_itself_and_told(run: Run, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = sheet_of(book, "Actions")
    row = row_of(sheet, "PE1") + 1
    sheet.insert_rows(row)
    sheet.cell(row, 2).value = "Ask the mill for a bursary"
    book.save(workbook)
    told, _ = updated(run, workbook)
    assert (
        'Without a goal beside them on the sheet "Actions":\n  T1: Ask the mill for a bursary\n'
    ) in told
    assert "no place in the new plan" not in told
    run("plan", "a.yaml", "--update", workbook.name, "-o", "new.xlsx")
    sheet = sheet_of(openpyxl.load_workbook(workbook.with_name("new.xlsx")), "Actions")
    goals = {sheet.cell(n, 2).value: sheet.cell(n, 1).value for n in range(2, 60)}
    assert goals["T1: Ask the mill for a bursary"] == "Kept from before"
