"""Plans in Word, as a team works in them: made, read and written in."""

import copy
import subprocess
from itertools import count
from pathlib import Path

import docx
import yaml
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from careerplan_cli.pack.content_pack import ContentPack, built_in_folder
from conftest import ANSWERS
from forms.conftest import program
from forms.test_one_content import text_of


def answers(path: Path, colours: str, **entries: object) -> None:
    """Write an answer file; `colours` has the first letter of each answer."""
    names = {"r": "red", "b": "blue", "g": "green"}
    ids = yaml.safe_load(ANSWERS)["answers"]
    given = {id_: names[letter] for id_, letter in zip(ids, colours, strict=True)}
    told = {"careerplan": 1, "district": "Cedar Valley", "answers": given, **entries}
    path.write_text(yaml.safe_dump(told), encoding="utf-8")


def checklist(option: str) -> dict[str, str]:
    """Return an answer to each statement, all the same."""
    return {
        entry.id: option
        for entry in ContentPack(built_in_folder()).instrument("checklist").questions
    }


def opened(path: Path) -> WordDocument:
    return docx.Document(str(path))


def actions(word: WordDocument) -> dict[str, dict[str, str]]:
    """Return each action of a plan by its code: what stands in each column."""
    found = {}
    for table in action_tables(word):
        head, *rows = [[text_of(cell._tc).strip() for cell in row.cells] for row in table.rows]
        for cells in rows:
            code, _, text = cells[0].partition(": ")
            if text:
                found[code] = dict(zip(head, cells, strict=True))
    return found


def action_tables(word: WordDocument) -> list[Table]:
    return [table for table in word.tables if table.cell(0, 0).text == "Action"]


def cell_of(word: WordDocument, code: str, column: str) -> Paragraph:
    """Return the paragraph in an action's cell; what is in it is removed."""
    for table in action_tables(word):
        names = [cell.text for cell in table.rows[0].cells]
        for row in table.rows[1:]:
            if text_of(row.cells[0]._tc).strip().startswith(f"{code}:"):
                return emptied(row.cells[names.index(column)].paragraphs[0])
    raise AssertionError(code)


def emptied(paragraph: Paragraph) -> Paragraph:
    for element in list(paragraph._p):
        if element.tag != qn("w:pPr"):
            paragraph._p.remove(element)
    return paragraph


def fill_in(path: Path) -> list[str]:
    """Write into every place of a plan; return what was written."""
    word = opened(path)
    numbers = count(1)
    written = []

    def mark() -> str:
        written.append(f"our words no. {next(numbers)}.")
        return written[-1]

    for table in word.tables:
        for row in table.rows[1:]:
            code = text_of(row.cells[0]._tc).strip().partition(":")[0]
            for n, cell in enumerate(row.cells):
                if table.cell(0, 0).text == "Action" and n == 0 and code:
                    cell.paragraphs[0].add_run(f" {mark()}")
                else:
                    emptied(cell.paragraphs[0]).add_run(mark())
        added = copy.deepcopy(table.rows[-1]._tr)
        table._tbl.append(added)
        for cell in table.rows[-1].cells:
            emptied(cell.paragraphs[0]).add_run(mark())
    for paragraph in list(word.paragraphs):
        style = paragraph.style.name if paragraph.style else ""
        if style == "Line to write on":
            paragraph.add_run(mark())
        elif (style or "").startswith("Heading") and paragraph.text != "Recommended actions":
            below = copy.deepcopy(word.paragraphs[1]._p)
            paragraph._p.addnext(below)
            emptied(Paragraph(below, paragraph._parent)).add_run(mark())
        elif paragraph.text:
            paragraph.add_run(f" {mark()}")
    word.save(str(path))
    return written


def missing(written: list[str], path: Path) -> list[str]:
    text = text_of(opened(path).element.body)
    return [words for words in written if words not in text]


def through_libreoffice(path: Path, folder: Path, kind: str = "docx") -> Path:
    """Return what LibreOffice saves of a file that it has opened."""
    subprocess.run(
        [
            program("soffice", "libreoffice"), "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", kind, "--outdir", folder / "saved", path,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    return folder / "saved" / path.name


def headings(word: WordDocument) -> list[str]:
    return [p.text for p in word.paragraphs if p.style and p.style.name == "Heading 2"]
