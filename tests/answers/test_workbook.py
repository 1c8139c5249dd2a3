"""Workbooks of every kind: what is read, what is told, what is refused and how."""

import csv
import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from careerplan_cli.answers import calamine_sheets, xlsx_scan
from careerplan_cli.answers import workbook as workbook_module
from careerplan_cli.answers.workbook import Workbook as WorkbookTable
from careerplan_cli.excel import add_sheet, open_workbook
from careerplan_cli.model.errors import FileError
from conftest import Run

FIXTURES = Path(__file__).parents[1] / "fixtures" / "workbooks"
IDS = [
    "student-engagement", "personnel", "marketing-and-communications", "learning-partnerships",
    "operations",
]  # fmt: skip
BLUE = ["blue"] * 5


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def save(path: Path, *lines: Sequence[object]) -> None:
    book = Workbook()
    assert book.active
    for line in lines:
        book.active.append(list(line))
    book.save(path)


def read(path: Path) -> list[list[str]]:
    """Return the header and the rows of a workbook's table."""
    with path.open("rb") as file:
        table = WorkbookTable(file, path.name, None, lambda cells: float("personnel" in cells))
        return [list(table.header), *(row.cells for row in table.rows())]


def change(path: Path, part: str, before: bytes, after: bytes) -> None:
    """Replace what stands in a part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert before in parts[part]
    parts[part] = parts[part].replace(before, after)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("kind", ["xls", "xlsb", "ods"])
def test_workbooks_of_other_kinds_are_read_and_what_they_cannot_tell_is_told(
    run: Run, kind: str
) -> None:
    done = run("score", str(FIXTURES / f"survey.{kind}"), "--format", "csv")
    assert [row["total"] for row in rows(done.stdout)] == ["5", "5", "3"]
    assert "1 row above the header is skipped." in done.stderr
    assert done.stderr.count("In this kind of file errors in cells are read as nothing;") == 1


def test_a_folder_gives_workbooks_of_every_kind(run: Run) -> None:
    done = run("score", str(FIXTURES), "--format", "csv")
    assert [Path(row["file"]).suffix for row in rows(done.stdout)][::3] == [".ods", ".xls", ".xlsb"]


@pytest.mark.parametrize("kind", ["xls", "xlsb", "ods"])
def test_the_kind_is_found_by_what_is_in_the_file(run: Run, tmp_path: Path, kind: str) -> None:
    raw = (FIXTURES / f"survey.{kind}").read_bytes()
    (tmp_path / "t.xlsx").write_bytes(raw)
    assert len(rows(run("score", "t.xlsx", "-f", "csv").stdout)) == 3
    assert len(rows(run("score", "-", "-f", "csv", stdin=raw).stdout)) == 3


def test_a_cell_with_an_error_makes_its_record_unusable(run: Run, tmp_path: Path) -> None:
    save(tmp_path / "t.xlsx", IDS, ["#REF!", *BLUE[1:]], [*BLUE[1:], "#DIV/0!"], BLUE)
    done = run("score", "t.xlsx", "-f", "csv")
    first, second, third = rows(done.stdout)
    assert "student-engagement is '#REF!'; expected red, blue, green" in first["reason"]
    assert "operations is '#DIV/0!'; expected red, blue, green" in second["reason"]
    assert third["total"] == "5"


def test_a_formula_without_a_value_is_refused_at_its_cell(run: Run, tmp_path: Path) -> None:
    save(tmp_path / "t.xlsx", IDS, BLUE, ["=1+1", *BLUE[1:]])
    done = run("score", "t.xlsx", "-f", "csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "t.xlsx:3:1: the formula in A3 on 'Sheet' has no value." in done.stderr
    assert "Open the file in Excel, save it, and score it again." in done.stderr


def test_formulas_that_matter_to_no_record_are_let_be(run: Run, tmp_path: Path) -> None:
    save(tmp_path / "t.xlsx", ["=1+1", *[""] * 6], IDS, [*BLUE, "", "=1+1"], BLUE)
    assert rows(run("score", "t.xlsx", "-f", "csv").stdout)[1]["total"] == "5"


def test_an_empty_text_is_a_value_of_a_formula(run: Run, tmp_path: Path) -> None:
    save(tmp_path / "t.xlsx", IDS, ["=A1", *BLUE[1:]])
    change(tmp_path / "t.xlsx", SHEET, b'<c r="A2">', b'<c r="A2" t="str">')
    (row,) = rows(run("score", "t.xlsx", "-f", "csv").stdout)
    assert (row["student-engagement"], row["complete"]) == ("", "false")


def test_hidden_rows_are_counted_and_told(run: Run, tmp_path: Path) -> None:
    save(tmp_path / "t.xlsx", ["Title"], IDS, BLUE, BLUE, BLUE)
    book = load_workbook(tmp_path / "t.xlsx")
    assert book.active
    for row in (1, 4, 5):
        book.active.row_dimensions[row].hidden = True
    book.save(tmp_path / "t.xlsx")
    done = run("score", "t.xlsx", "-f", "csv")
    assert len(rows(done.stdout)) == 3
    assert "2 hidden rows are read like the others; --skip-hidden leaves them out." in done.stderr
    done = run("score", "t.xlsx", "-f", "csv", "--skip-hidden")
    assert len(rows(done.stdout)) == 1
    assert "2 hidden rows are left out." in done.stderr


def test_a_hidden_sheet_is_not_read(run: Run, tmp_path: Path) -> None:
    book = Workbook()
    hidden = book.create_sheet("Old", 0)
    hidden.append(IDS)
    hidden.append(["red"] * 5)
    hidden.sheet_state = "hidden"
    assert book.active
    sheet = book["Sheet"]
    sheet.append(IDS)
    sheet.append(BLUE)
    book.save(tmp_path / "t.xlsx")
    assert rows(run("score", "t.xlsx", "-f", "csv").stdout)[0]["total"] == "5"


@pytest.mark.parametrize("visible", [["see Data"], []])
def test_answers_on_a_hidden_sheet_are_told_of_and_read_where_it_is_named(
    run: Run, tmp_path: Path, visible: list[str]
) -> None:
    book = Workbook()
    hidden = book.create_sheet("Data 2026")
    hidden.append(IDS)
    hidden.append(BLUE)
    hidden.sheet_state = "veryHidden"
    book["Sheet"].append(visible)
    book.save(tmp_path / "t.xlsx")
    done = run("score", "t.xlsx", "-f", "csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "t.xlsx: the questions are on the hidden sheet 'Data 2026'." in done.stderr
    assert 'name it: --sheet "Data 2026"' in done.stderr
    done = run("score", "t.xlsx", "-f", "csv", "--sheet", "Data 2026")
    assert rows(done.stdout)[0]["total"] == "5"


def test_a_workbook_with_a_password_is_told_so(run: Run, tmp_path: Path) -> None:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    (tmp_path / "t.xlsx").write_bytes(start + bytes(900) + "EncryptedPackage".encode("utf-16-le"))
    done = run("score", "t.xlsx")
    assert done.returncode == 2
    assert "t.xlsx: is locked: it has a password." in done.stderr


def test_a_table_that_stands_apart_from_the_corner_is_read(tmp_path: Path) -> None:
    save(tmp_path / "t.xlsx", [None], [None, None, *IDS], [None, None, *BLUE])
    assert read(tmp_path / "t.xlsx") == [["", "", *IDS], ["", "", *BLUE]]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<", b"<x:"),
        (b'<c r="', b'<c s="0" r="'),
        (b"<dimension ", b"<unknown "),
        (b'ref="A1:E3"', b'ref="A1:B2"'),
        (b'ref="A1:E3"', b'ref="A1:XFD1048576"'),
        (b'ref="A1:E3"', b'ref="E3"'),
        (b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'),
    ],
)
def test_sheets_in_other_ways_of_writing_are_read(
    tmp_path: Path, before: bytes, after: bytes
) -> None:
    path = tmp_path / "t.xlsx"
    save(path, IDS, BLUE, BLUE)
    change(path, SHEET, before, after)
    if after == b"<x:":
        change(path, SHEET, b"<x:/", b"</x:")
        change(path, SHEET, b" xmlns=", b" xmlns:x=")
    assert read(path) == [IDS, BLUE, BLUE]


def test_cells_that_do_not_say_their_places_are_read(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    save(path, IDS, BLUE)
    for row in (1, 2):
        change(path, SHEET, b'<row r="%d">' % row, b"<row>")
        for letter in b"ABCDE":
            change(path, SHEET, b'<c r="%c%d"' % (letter, row), b"<c")
    assert read(path) == [IDS, BLUE]


def far(place: bytes) -> bytes:
    return b'<row r="9"><c r="%s" t="inlineStr"><is><t>x</t></is></c></row>' % place


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (far(b"XFD1048576"), "1,048,576 rows and 16,384 columns"),
        (far(b"A1048577"), "beyond the last row or column of Excel"),
        (far(b"XFE9"), "beyond the last row or column of Excel"),
        (far(b"A2000000000"), "beyond the last row or column of Excel"),
        (far(b"A99999999999"), "beyond the last row or column of Excel"),
        (far(b"XFD1048576").replace(b'"', b"'"), "beyond the last row or column of Excel"),
        (b'<row r="999999"><c/>' + b"<c><v>1</v></c>" * 20 + b"</row>", "cells can be read"),
        (b"<!-- -->", "has a comment among its cells"),
        (b"<![CDATA[", "has a comment among its cells"),
    ],
)
def test_cells_far_apart_and_what_could_hide_them_are_refused(
    run: Run, tmp_path: Path, row: bytes, words: str
) -> None:
    save(tmp_path / "t.xlsx", IDS, BLUE)
    change(tmp_path / "t.xlsx", SHEET, b"</sheetData>", row + b"</sheetData>")
    done = run("score", "t.xlsx")
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())


def test_a_sheet_that_is_not_read_may_have_cells_far_apart(run: Run, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active
    book.active.append(IDS)
    book.active.append(BLUE)
    hidden, shown = book.create_sheet("Hidden"), book.create_sheet("Shown")
    hidden.sheet_state = "hidden"
    hidden["XFD1048576"] = "x"
    book.save(tmp_path / "t.xlsx")
    assert len(rows(run("score", "t.xlsx", "-f", "csv").stdout)) == 1
    shown["XFD1048576"] = "x"
    book.save(tmp_path / "t.xlsx")
    assert "1,048,576 rows and 16,384 columns" in run("score", "t.xlsx").stderr
    named = run("score", "t.xlsx", "--sheet", "Sheet", "-f", "csv")
    assert len(rows(named.stdout)) == 1


def test_the_same_text_in_very_many_cells_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_scan, "_MOST_TEXT", 100_000)
    texts = "".join(f"<si><t>{name}</t></si>" for name in (*IDS, "x" * 30_000))
    path = tmp_path / "t.xlsx"
    with path.open("wb") as file, open_workbook(file) as book:
        add_sheet(book, "A")
    cells = "".join(f'<c r="{chr(65 + n)}1" t="s"><v>{n}</v></c>' for n in range(5))
    far = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>5</v></c></row>' for n in range(2, 7))
    data = f'<sheetData><row r="1">{cells}</row>{far}</sheetData>'
    change(path, SHEET, b"<sheetData/>", data.encode())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst uniqueCount="6">{texts}</sst>')
    with pytest.raises(FileError, match="too much text to hold in memory"):
        read(path)


def test_a_part_that_is_larger_than_it_claims_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    save(path, IDS, *[BLUE for _ in range(500)])
    raw = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size
    path.write_bytes(raw.replace(size.to_bytes(4, "little"), (size // 2).to_bytes(4, "little")))
    with pytest.raises(FileError, match="is not a workbook that can be read"):
        read(path)


def test_a_dimension_that_cannot_be_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    save(path, IDS, BLUE)
    change(path, SHEET, b'ref="A1:E2"', b'ref="A0:A0"')
    with pytest.raises(FileError, match="is not a workbook that can be read"):
        read(path)


NOISE = random.Random(1).randbytes(1 << 16).hex().encode()  # noqa: S311
"""128 KiB of text that is too long and too odd for an archive to pack well."""

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))
from careerplan_cli.app import main
sys.argv = ["careerplan", "score", "t.xlsx", "-f", "csv"]
main()
"""
"""Scores a workbook in 400 MiB of memory."""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited with setrlimit")
@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "before", "after", "told"),
    [
        (
            "xl/styles.xml", b"</styleSheet>", b"<a/>" * (4 << 20) + b"</styleSheet>",
            "xl/styles.xml in it expands to 16,7",
        ),
        (
            SHEET, b"<t>blue</t>", b"<t>" + NOISE * 140 + b"</t>",
            "too much in one row",
        ),
        (SHEET, b'<row r="2"', b'<row r="2000000000"', "1 record: 1 scored"),
        (SHEET, b'ref="A1:E2"', b'ref="A1:E2000000000"', "1 record: 1 scored"),
    ],
    ids=["styles", "cell", "row", "dimension"],
)  # fmt: skip
def test_a_workbook_that_is_made_to_take_all_memory_is_refused_or_read(
    tmp_path: Path, part: str, before: bytes, after: bytes, told: str
) -> None:
    save(tmp_path / "t.xlsx", IDS, BLUE)
    change(tmp_path / "t.xlsx", part, before, after)
    words = [sys.executable, "-c", LIMITED]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert told in " ".join(done.stderr.split())
    assert done.returncode == (0 if "scored" in told else 2)


@pytest.mark.parametrize("sign", ["/", "-", ". ", "a:"])
def test_cells_of_many_signs_in_the_header_and_above_it_are_read_by_their_length(
    run: Run, tmp_path: Path, sign: str
) -> None:
    cell = sign * (32_000 // len(sign))
    save(tmp_path / "t.xlsx", *[[cell]] * 18, [*IDS, cell], BLUE)
    done = run("score", "t.xlsx", "-f", "csv")
    assert "18 rows above the header are skipped." in done.stderr
    assert "1 record: 1 scored" in done.stderr


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
from careerplan_cli.app import main
sys.argv = ["careerplan", *sys.argv[1:]]
main()
"""
"""Runs a command that can write no more than 100 bytes into a file."""


@pytest.mark.skipif(sys.platform == "win32", reason="the size of files is limited with setrlimit")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("survey.ods", "-f", "csv"), "survey.ods: cannot be read: File too large."),
        (("t.xlsx", "-o", "out.xlsx"), "out.xlsx cannot be written: File too large."),
        (("t.xlsx", "-o", "out.csv"), "out.csv cannot be written: File too large."),
        (("t.xlsx", "-o", "out.docx"), "out.docx cannot be written: File too large."),
    ],
)
def test_a_disk_that_is_full_is_told_and_nothing_more(
    tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    save(tmp_path / "t.xlsx", IDS, *[BLUE] * 50)
    (tmp_path / "survey.ods").write_bytes((FIXTURES / "survey.ods").read_bytes())
    command = [sys.executable, "-c", FULL, "score", *words]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["survey.ods", "t.xlsx"]


def test_a_number_of_texts_that_cannot_be_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    save(path, IDS, BLUE)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", '<sst uniqueCount="99999999999"><si/></sst>')
    with pytest.raises(FileError, match="the number of texts is wrong"):
        read(path)


def test_large_workbooks_of_other_kinds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(workbook_module.LARGEST, "ods", 1000)
    with pytest.raises(FileError, match="a workbook of this kind can have 1,000"):
        read(FIXTURES / "survey.ods")


def test_a_workbook_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calamine_sheets, "MOST_SECONDS", 0.001)
    with pytest.raises(FileError, match=r"it takes longer than 0\.001 seconds"):
        read(FIXTURES / "survey.ods")
