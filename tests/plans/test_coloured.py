"""What a team has coloured in a plan does not come along, and is told."""

from pathlib import Path

import openpyxl
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from conftest import Run
from plans.test_beside import body, updated
from plans.test_workbook import row_of, sheet_of
from plans.word_plans import action_tables, cell_of, opened, through_libreoffice

PE1 = "PE1: Name one district contact for career programs, and …"


def colour_a_workbook(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    sheet = sheet_of(book, "Actions")
    for n in range(1, 11):
        sheet.cell(row_of(sheet, "PE1"), n).fill = PatternFill("solid", fgColor="FFFF99")
    sheet.cell(row_of(sheet, "PE2"), 3).fill = PatternFill("solid", fgColor="FFFFFF")
    operations = sheet_of(book, "Updated operations")
    (row,) = [n for n in range(1, 60) if operations.cell(n, 2).value == "Transportation"]
    green = Color(theme=9, tint=0.4)
    operations.cell(row, 3).fill = PatternFill("solid", fgColor=green)
    book.save(path)


def colour_a_word_file(path: Path) -> None:
    word = opened(path)
    run = cell_of(word, "PE1", "Note").add_run("Ask Joan.")
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    rows = [row for table in action_tables(word) for row in table.rows]
    (cell,) = [row.cells[0] for row in rows if row.cells[0].text.startswith("PE2:")]
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="FFFF99"/>')
    cell._tc.get_or_add_tcPr().append(shade)
    word.save(str(path))


def test_coloured_rows_of_a_workbook_are_told_with_their_actions(run: Run, workbook: Path) -> None:
    colour_a_workbook(workbook)
    told = updated(run, workbook)
    assert f'Not carried: a colour in the row "{PE1}" on the sheet "Actions".\n' in told
    assert (
        'Not carried: a colour in the row "Transportation" on the sheet "Updated operations".\n'
        in told
    )
    assert told.count("Not carried:") == 2
    assert f'A colour in the row "{PE1}"' in body(workbook.parent)
    again = run("plan", "a.yaml", "--update", "new.docx", "-f", "md")
    assert "Not carried" not in again.stderr


def test_highlighted_text_and_coloured_cells_of_word_are_told(run: Run, plan: Path) -> None:
    colour_a_word_file(plan)
    told = updated(run, plan)
    assert f'Not carried: highlighted on "{PE1}": Ask Joan.\n' in told
    assert 'Not carried: a colour on "PE2: ' in told
    assert told.count("Not carried:") == 2


def test_beyond_four_coloured_rows_are_counted(run: Run, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = sheet_of(book, "Actions")
    for n in range(2, 10):
        sheet.cell(n, 9).fill = PatternFill("solid", fgColor="FF00B050")
    sheet.cell(200, 9).fill = PatternFill("solid", fgColor="FF00B050")
    book.save(workbook)
    told = updated(run, workbook)
    assert told.count("Not carried: a colour in the row ") == 4
    assert "Not carried: 4 more rows or paragraphs with a colour.\n" in told


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_after_libreoffice_the_teams_colours_are_told_and_no_others(
    run: Run, plan: Path, workbook: Path, tmp_path: Path, kind: str
) -> None:
    path = plan if kind == "docx" else workbook
    saved = through_libreoffice(path, tmp_path, kind)
    assert "Not carried" not in run("plan", "a.yaml", "--update", str(saved)).stderr
    colour_a_workbook(path) if kind == "xlsx" else colour_a_word_file(path)
    saved = through_libreoffice(path, tmp_path, kind)
    told = run("plan", "a.yaml", "--update", str(saved)).stderr
    assert told.count("Not carried:") == 2
    assert f'"{PE1}"' in told
