"""A plan as a workbook: what is in it, and that nothing a team wrote in it is lost."""

import shutil
from datetime import datetime
from itertools import count
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from conftest import Run
from plans.word_plans import actions, answers, cell_of, missing, opened, through_libreoffice


def sheet_of(book: Workbook, name: str) -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def row_of(sheet: Worksheet, code: str) -> int:
    return next(
        n for n in range(2, 200) if str(sheet.cell(n, 2).value or "").startswith(f"{code}:")
    )


def test_by_when_is_a_date_in_each_sheet_and_comes_along(run: Run, tmp_path: Path) -> None:
    answers(tmp_path / "a.yaml", "brbgb", date="2026-11-23")
    assert run("plan", "a.yaml", "-o", "plan.xlsx").returncode == 0
    first, second = _by_when(openpyxl.load_workbook(tmp_path / "plan.xlsx"))
    assert first.value == datetime(2027, 6, 30)
    assert {first.number_format, second.number_format} == {"yyyy-mm-dd"}
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    first, second = _by_when(book)
    first.value, second.value = datetime(2027, 5, 3), "after the budget"
    book.save(tmp_path / "plan.xlsx")
    assert run("plan", "a.yaml", "--update", "plan.xlsx", "-o", "new.xlsx").returncode == 0
    now = _by_when(openpyxl.load_workbook(tmp_path / "new.xlsx"))
    assert [cell.value for cell in now] == [datetime(2027, 5, 3), "after the budget"]


def _by_when(book: Workbook) -> list[Cell | MergedCell]:
    """Return the first two cells below the first `By when`, which is that of the goals."""
    found = []
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            found += [cell for cell in row if cell.value == "By when"]
    return [found[0].offset(n) for n in (1, 2)]


def fill_in(path: Path) -> list[str]:
    """Write into every cell that has something in it or a frame around it, and into new rows."""
    book = openpyxl.load_workbook(path)
    numbers = count(1)
    written = []

    def mark() -> str:
        written.append(f"our words no. {next(numbers)}.")
        return written[-1]

    for sheet in book.worksheets:
        if sheet.title == "About this plan":
            continue
        listed = sheet.title == "Actions"
        for line, row in enumerate(
            sheet.iter_rows(min_row=2, min_col=2, max_col=10 if listed else 7), 2
        ):
            kind = None if listed else sheet.cell(line, 1).value
            if listed and not row[0].value:
                row[0].value = mark()  # an action of the team's own
                break
            for cell in row if listed or kind == "row" else row[:1]:
                first = cell is row[0]
                if listed and first:
                    cell.value = f"{cell.value} {mark()}"
                elif listed or (kind == "row" and (cell.border.left.style or cell.value)):
                    cell.value = mark()
                elif kind == "text":
                    cell.value = f"{cell.value or ''} {mark()}"
    added = book.create_sheet("Our own sheet")
    added["C3"] = mark()
    book.save(path)
    return written


def test_actions_can_be_filtered_and_chosen_and_have_months(workbook: Path) -> None:
    sheet = sheet_of(openpyxl.load_workbook(workbook), "Actions")
    head = [cell.value for cell in sheet[1]]
    assert head[:10] == [
        "Goal", "Action", "Lead", "Partners", "Start", "Due", "Resources", "Evidence", "Status",
        "Note",
    ]  # fmt: skip
    assert len(head) == 25
    assert sheet.auto_filter.ref
    (lists,) = sheet.data_validations.dataValidation
    assert lists.formula1 == '"Not started,On track,At risk,Done,Dropped"'
    assert len(list(sheet.conditional_formatting)) == 1
    assert row_of(sheet, "PE1")


def test_the_first_tabs_are_the_actions_the_start_and_the_page_in_front(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    assert book.sheetnames[:3] == ["Actions", "Start", "The plan on a page"]
    assert book["About this plan"].sheet_state == "hidden"
    assert book.properties.title == "Planning workbook: Cedar Valley"


def test_the_months_of_an_action_begin_as_long_before_it_is_due_as_it_takes(workbook: Path) -> None:
    sheet = sheet_of(openpyxl.load_workbook(workbook), "Actions")
    (area,) = list(sheet.conditional_formatting)
    done, planned = (rule.formula[0] for rule in area.rules)
    assert 'EDATE($F2,-IF(ISNUMBER(SEARCH("term",$G2)),5,2))' in planned
    assert '$I2="Done"' in done
    assert '$I2<>"Dropped"' in planned


def test_what_is_typed_in_a_row_is_wrapped_and_does_not_run_over_the_months(
    workbook: Path,
) -> None:
    sheet = sheet_of(openpyxl.load_workbook(workbook), "Actions")
    assert sheet.column_dimensions["J"].width > 20
    book = openpyxl.load_workbook(workbook)
    style = sheet_of(book, "Actions").column_dimensions["J"].alignment
    assert style.wrap_text


def test_the_sheet_of_the_chapter_says_where_the_actions_are(workbook: Path) -> None:
    sheet = sheet_of(openpyxl.load_workbook(workbook), "Action plans")
    texts = [str(sheet.cell(n, 2).value) for n in range(1, 60)]
    assert texts.count('The actions are on the sheet "Actions".') == 1
    kinds = [sheet.cell(n, 1).value for n in range(1, 61)]
    bare = [t for t, kind, after in zip(texts, kinds, kinds[1:], strict=False)
            if kind == "heading 3" and after in ("heading 3", None)]  # fmt: skip
    assert bare == []


def test_each_sheet_is_printed_as_wide_as_a_page_and_no_line_runs_over_it(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    for sheet in book.worksheets[1:-1]:
        fitting = sheet.sheet_properties.pageSetUpPr
        assert fitting, sheet.title
        assert fitting.fitToPage, sheet.title
        assert str(sheet.print_area).partition("!")[2].startswith("$B$1:$"), sheet.title
        letters = "BCDEFGHIJ"[: sheet.max_column - 1]
        columns = [sheet.column_dimensions[letter].width for letter in letters]
        assert sum(columns) < 135, sheet.title
        merged = {str(one).partition(":")[0] for one in sheet.merged_cells.ranges}
        for n in range(1, sheet.max_row + 1):
            cell = sheet.cell(n, 2)
            if sheet.cell(n, 1).value == "text" and len(str(cell.value or "")) > columns[0]:
                assert cell.alignment.wrap_text, cell.value
                assert cell.coordinate in merged or len(columns) == 1, cell.value
    actions_ = sheet_of(book, "Actions")
    assert sum(actions_.column_dimensions[letter].width for letter in "ABCDEFGHIJ") < 195
    assert [one.id for one in actions_.col_breaks.brk] == [10]


def test_the_page_in_front_names_the_sheet_of_the_actions_and_an_update_says_it_once(
    run: Run, workbook: Path
) -> None:
    answers(workbook.with_name("b.yaml"), "rrrrr", date="2026-11-23")
    assert run("plan", "b.yaml", "-o", "b.xlsx").returncode == 0
    sheet = sheet_of(openpyxl.load_workbook(workbook.with_name("b.xlsx")), "The plan on a page")
    texts = [str(sheet.cell(n, 2).value) for n in range(1, 40)]
    (told,) = [text for text in texts if text.startswith("Counted from")]
    assert told.endswith(' the sheet "Actions" has the others.')
    again = run("plan", "b.yaml", "--update", "b.xlsx", "-f", "md")
    assert again.stdout.count("Counted from") == 1
    assert "the action plans have the others." in again.stdout
    assert "Nobody has written in b.xlsx yet" in again.stderr


def test_the_months_begin_with_the_earliest_date_of_an_action(
    run: Run, workbook: Path, tmp_path: Path
) -> None:
    answers(tmp_path / "a.yaml", "brbgb", date="2026-11-23")
    for day, first in ((datetime(2026, 5, 20), "2026-05"), (datetime(2019, 1, 1), "2026-02")):
        book = openpyxl.load_workbook(workbook)
        sheet = sheet_of(book, "Actions")
        sheet.cell(row_of(sheet, "PE1"), 5).value = day
        book.save(workbook)
        update = ("plan", "a.yaml", "--update", "plan.xlsx", "-o", "n.xlsx", "--force")
        assert run(*update).returncode == 0
        now = sheet_of(openpyxl.load_workbook(tmp_path / "n.xlsx"), "Actions")
        head = [cell.value for cell in now[1]]
        assert str(head[10])[:7] == first
        assert len(head[10:]) == 18


def test_the_name_of_a_tab_is_not_cut_in_a_word(workbook: Path) -> None:
    assert "Your strategic framework" in openpyxl.load_workbook(workbook).sheetnames


@pytest.mark.parametrize("name", ["plan.docx", "plan.xlsx"])
def test_a_date_in_words_is_a_date_in_the_new_plan(
    run: Run, plan: Path, workbook: Path, name: str
) -> None:
    word = opened(plan)
    cell_of(word, "PE1", "Due").add_run("Jan 15, 2027")
    cell_of(word, "PE2", "Due").add_run("after the budget")
    word.save(str(plan))
    book = openpyxl.load_workbook(workbook)
    sheet = sheet_of(book, "Actions")
    sheet.cell(row_of(sheet, "PE1"), 6).value = "Jan 15, 2027"
    sheet.cell(row_of(sheet, "PE2"), 6).value = "after the budget"
    book.save(workbook)
    assert run("plan", "a.yaml", "--update", name, "-o", "new.docx").returncode == 0
    rows = actions(opened(plan.with_name("new.docx")))
    assert (rows["PE1"]["Due"], rows["PE2"]["Due"]) == ("2027-01-15", "after the budget")


def test_the_budget_is_added_up(workbook: Path) -> None:
    sheet = sheet_of(openpyxl.load_workbook(workbook), "Updated operations")
    (total,) = [n for n in range(1, 60) if sheet.cell(n, 2).value == "Total"]
    formula = f'=IF(COUNT(C{total - 6}:C{total - 1})=0,"",SUM(C{total - 6}:C{total - 1}))'
    assert sheet.cell(total, 3).value == formula
    assert sheet.cell(total, 5).value is None


def test_an_untouched_workbook_gives_the_same_plan_again(run: Run, workbook: Path) -> None:
    fresh = run("plan", "a.yaml", "-f", "md").stdout
    again = run("plan", "a.yaml", "--update", "plan.xlsx", "-f", "md")
    assert again.stdout == fresh
    assert "Kept from before" not in again.stderr


@pytest.mark.parametrize(
    "colours",
    ["ggggg", *(pytest.param(c, marks=pytest.mark.slow) for c in ("brbgb", "rrrrr"))],
)
def test_whatever_a_team_wrote_is_in_the_new_plan(
    run: Run, workbook: Path, tmp_path: Path, colours: str
) -> None:
    written = fill_in(workbook)
    assert len(written) > 300
    answers(tmp_path / "b.yaml", colours)
    done = run("plan", "b.yaml", "--update", "plan.xlsx", "-o", "new.docx")
    assert done.returncode == 0, done.stderr
    assert missing(written, tmp_path / "new.docx") == []
    assert run("plan", "a.yaml", "--update", "new.docx", "-o", "newer.xlsx").returncode == 0
    assert run("plan", "b.yaml", "--update", "newer.xlsx", "-o", "newest.docx").returncode == 0
    assert missing(written, tmp_path / "newest.docx") == []


@pytest.mark.slow
def test_so_it_is_when_libreoffice_has_saved_the_workbook(
    run: Run, workbook: Path, tmp_path: Path
) -> None:
    fresh = run("plan", "a.yaml", "-f", "md").stdout
    saved = through_libreoffice(workbook, tmp_path, "xlsx")
    assert run("plan", "a.yaml", "--update", str(saved), "-f", "md").stdout == fresh
    written = fill_in(workbook)
    saved = through_libreoffice(workbook, tmp_path, "xlsx")
    answers(tmp_path / "b.yaml", "rgggg")
    done = run("plan", "b.yaml", "--update", str(saved), "-o", "new.docx")
    assert done.returncode == 0, done.stderr
    assert missing(written, tmp_path / "new.docx") == []


def test_dates_numbers_and_order_come_along(run: Run, workbook: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = sheet_of(book, "Actions")
    row = row_of(sheet, "PE2")
    sheet.cell(row, 6).value = "2027-03-01"
    sheet.cell(row, 9).value = "On track"
    operations = sheet_of(book, "Updated operations")
    (total,) = [n for n in range(1, 60) if operations.cell(n, 2).value == "Total"]
    operations.cell(total - 1, 3).value = 4500
    book.save(workbook)
    assert run("plan", "a.yaml", "--update", "plan.xlsx", "-o", "new.xlsx").returncode == 0
    assert run("plan", "a.yaml", "--update", "plan.xlsx", "-o", "new.docx").returncode == 0
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    sheet = sheet_of(book, "Actions")
    row = row_of(sheet, "PE2")
    assert str(sheet.cell(row, 6).value) == "2027-03-01 00:00:00"
    assert sheet_of(book, "Updated operations").cell(total - 1, 3).value == 4500
    found = actions(opened(tmp_path / "new.docx"))["PE2"]
    assert (found["Due"], found["Status"]) == ("2027-03-01", "On track")
    done = run("progress", "new.xlsx", "--on", "2027-02-01", "-f", "md")
    assert "| 2027-03-01 | PE2:" in done.stdout


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"not a workbook"])
def test_a_file_that_is_no_workbook_is_refused(run: Run, tmp_path: Path, raw: bytes) -> None:
    answers(tmp_path / "a.yaml", "brbgb")
    (tmp_path / "old.xlsx").write_bytes(raw)
    done = run("plan", "a.yaml", "--update", "old.xlsx", "-o", "new.docx")
    assert done.returncode == 2
    assert "old.xlsx is not a .xlsx file, or it is damaged." in done.stderr


def test_a_table_of_answers_is_no_plan(run: Run, tmp_path: Path) -> None:
    answers(tmp_path / "a.yaml", "brbgb")
    assert run("template", "blank.xlsx").returncode == 0
    shutil.copy(tmp_path / "blank.xlsx", tmp_path / "old.xlsx")
    done = run("plan", "a.yaml", "--update", "old.xlsx", "-o", "new.docx")
    assert done.returncode == 2
    assert "old.xlsx holds no plan" in done.stderr
