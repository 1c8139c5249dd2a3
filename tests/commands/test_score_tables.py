"""`careerplan score` with tables, as an analyst runs it."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from conftest import ANSWERS, Run

IDS = [
    "student-engagement", "personnel", "marketing-and-communications", "learning-partnerships",
    "operations",
]  # fmt: skip
HEADER = ",".join(["who", "district", *IDS])
BLUE = "blue,blue,blue,blue,blue"

PEAK = """
import sys
from pathlib import Path
from careerplan_cli.app import main
sys.argv = ["careerplan", *sys.argv[1:]]
try:
    main()
finally:
    lines = Path("/proc/self/status").read_text().splitlines()
    print([line for line in lines if line.startswith("VmHWM")][0], file=sys.stderr)
"""
"""Runs the command and tells the most memory it took."""


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Three districts: one complete, one with an answer missing, one unusable."""
    path = tmp_path / "export.csv"
    path.write_text(
        f"{HEADER}\nAnna,Cedar,{BLUE}\nBen,Cedar,red,,red,red,red\nCy,Lakes,red,red,Purple,red,red\n",
        encoding="utf-8",
    )
    return path


def test_a_row_a_record_in_order_with_the_other_columns_unchanged(run: Run, table: Path) -> None:
    done = run("score", table.name, "--format", "csv")
    assert done.stdout.splitlines() == [
        f"who,district,total,level,complete,{','.join(IDS)},"
        f"{','.join(f'{id_}-points' for id_ in IDS)},reason",
        f"Anna,Cedar,5,on-our-way,true,{BLUE},1,1,1,1,1,",
        "Ben,Cedar,0,,false,red,,red,red,red,0,,0,0,0,",
        "Cy,Lakes,,,false,red,red,Purple,red,red,,,,,,"
        "\"line 4: marketing-and-communications is 'Purple'; "
        'expected red, blue, green or its text"',
    ]
    assert "3 records: 1 scored, 1 incomplete, 1 unusable." in done.stderr
    assert "export.csv: line 4: marketing-and-communications is 'Purple'" in done.stderr
    assert done.returncode == 1


def test_json_has_the_columns_and_the_reason_of_each_record(run: Run, table: Path) -> None:
    done = run("score", table.name, "--format", "json")
    first, second, third = json.loads(done.stdout)
    assert (first["row"], first["district"], first["columns"]) == (
        1, "Cedar", {"who": "Anna", "district": "Cedar"},
    )  # fmt: skip
    assert (first["total"], second["level"], second["possible_levels"]) == (
        5, None, ["just-getting-started"],
    )  # fmt: skip
    assert third["reason"].startswith("line 4: marketing-and-communications is 'Purple'")
    assert third["written"]["marketing-and-communications"] == "Purple"
    documented = Path(__file__).parents[2].joinpath("docs/formats.md").read_text(encoding="utf-8")
    for field in {*first, *third}:
        assert f"`{field}`" in documented
    lines = run("score", table.name, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == [first, second, third]


def test_each_output_file_has_a_row_for_every_record(run: Run, table: Path) -> None:
    for name in ("a.csv", "a.xlsx", "a.jsonl", "a.json", "a.md", "a.txt"):
        done = run("score", table.name, "--output", name)
        assert done.returncode == 1
        assert f"Written to {name}" in done.stderr
    folder = table.parent
    sheet, summary = load_workbook(folder / "a.xlsx").worksheets
    assert ("Cannot be used", 1) in [row[:2] for row in summary.values]
    assert [row[0] for row in sheet.values] == ["who", "Anna", "Ben", "Cy"]
    assert sheet["C2"].value == 5
    assert len((folder / "a.jsonl").read_text(encoding="utf-8").splitlines()) == 3
    for name in ("a.md", "a.txt"):
        assert "Purple" in (folder / name).read_text(encoding="utf-8")


def test_what_was_written_can_be_scored_again(run: Run, table: Path) -> None:
    before = run("score", table.name, "--output", "a.csv")
    assert before.returncode == 1
    again = run("score", "a.csv", "--format", "csv")
    assert [row["careerplan-total"] for row in rows(again.stdout)] == ["5", "0", ""]
    run("score", table.name, "--output", "a.xlsx")
    again = run("score", "a.xlsx", "--format", "csv")
    assert [row["careerplan-total"] for row in rows(again.stdout)] == ["5", "0", ""]


def test_the_table_and_the_summary_are_shown(run: Run, table: Path) -> None:
    shown = [" ".join(line.split()) for line in run("score", table.name).stdout.splitlines()]
    assert "Cedar 5/10 ◐ On our way B B B B B" in shown
    assert any(line.startswith("Lakes - cannot be used, line 4:") for line in shown)
    assert any(line.startswith("1 ◐ On our way █") for line in shown)
    assert "Personnel 1 of 2 blue" in shown
    assert any(line.startswith("Operations ▒") and "blue 1, red 1" in line for line in shown)
    assert any(line.startswith("1 cannot be used ···") for line in shown)
    assert not any(line.startswith("The widest split") for line in shown)  # all are alike


def test_a_summary_alone_has_no_rows(run: Run, table: Path) -> None:
    shown = run("score", table.name, "--summary-only").stdout
    assert "How many at each level" in shown
    assert "5/10" not in shown
    found = json.loads(run("score", table.name, "--summary-only", "--format", "json").stdout)
    (summary,) = found["summaries"]
    assert summary["levels"] == {"just-getting-started": 0, "on-our-way": 1, "lots-going-on": 0}
    assert summary["without_level"] == 1
    assert summary["questions"][0] == {
        "id": "student-engagement", "n": 2, "missing": 0,
        "answers": {"red": 1, "blue": 1, "green": 0},
        "shares": {"red": 0.5, "blue": 0.5, "green": 0.0},
        "mean": 0.5, "median": 0.5, "agreement": 0.5, "spread": 0.25, "hidden": False,
    }  # fmt: skip
    markdown = run("score", table.name, "--summary-only", "--format", "markdown").stdout
    assert "## How the answers split" in markdown


def test_groups_are_summed_up_apart(run: Run, tmp_path: Path) -> None:
    lines = [
        HEADER, f"1,Cedar,{BLUE}", f"2,Lakes 10,{BLUE}", f"3,lakes 9,{BLUE}",
        "4,  CEDAR ,green,green,green,green,green", "5,Cedar,x,red,red,red,red",
    ]  # fmt: skip
    (tmp_path / "t.csv").write_text("\n".join(lines))
    done = run("score", "t.csv", "--group-by", "District")
    shown = [" ".join(line.split()) for line in done.stdout.splitlines()]
    start = shown.index("By District: Where are you?")
    assert shown[start + 2 : start + 5] == [
        "Cedar 3 0 1 1 0 1.5 1.5 1.5 1.5 1.5 -",
        "lakes 9 1 0 1 0 0 1 1 1 1 1 -",
        "Lakes 10 1 0 1 0 0 1 1 1 1 1 -",
    ]
    words = ("score", "t.csv", "--group-by", "district", "--summary-only", "--format")
    groups = json.loads(run(*words, "json").stdout)["groups"]
    assert [(group["value"], group["unusable"]) for group in groups] == [
        ("Cedar", 1), ("lakes 9", 0), ("Lakes 10", 0),
    ]  # fmt: skip
    assert "| Cedar | 3 | 0 | 1 | 1 | 0 |" in run(*words, "markdown").stdout


def test_a_group_that_is_no_column_is_refused(run: Run, table: Path) -> None:
    done = run("score", table.name, "--group-by", "distric")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean district?" in done.stderr
    assert "--group-by takes: who, district, file." in done.stderr
    done = run("score", table.name, "--group-by", "district", "--format", "csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Add --summary-only" in done.stderr


def test_groups_are_shown_and_written_beside_the_records(run: Run, table: Path) -> None:
    done = run("score", table.name, "--group-by", "district", "--output", "out.xlsx")
    assert "By district: Where are you?" in done.stdout
    groups = load_workbook(table.with_name("out.xlsx"))["By district"]
    assert [row[:2] for row in groups.values] == [
        ("district", "Records"),
        ("Cedar", 2),
        ("Lakes", 1),
    ]


def test_the_district_is_a_group_under_whatever_name_a_table_has_for_it(
    run: Run, table: Path
) -> None:
    other = table.with_name("b.csv")
    other.write_text(f"What is your district?,{','.join(IDS)}\nCedar,{BLUE}\n")
    table.with_name("c.yaml").write_text(ANSWERS)
    done = run("score", table.name, "b.csv", "c.yaml", "--group-by", "District")
    shown = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert any(line.startswith("Cedar 3 0 2 0 1 ") for line in shown)
    assert any(line.startswith("Cedar Valley 1 0 1 0 0 ") for line in shown)


@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx", "jsonl", "json"])
def test_standard_input_is_read_in_every_form(run: Run, tmp_path: Path, form: str) -> None:
    titles, cells = HEADER.split(","), ["Anna", "Cedar", *BLUE.split(",")]
    record = json.dumps(dict(zip(titles, cells, strict=True)))
    if form == "xlsx":
        workbook(tmp_path / "t.xlsx", titles, cells)
        raw = (tmp_path / "t.xlsx").read_bytes()
    else:
        sign = "\t" if form == "tsv" else ","
        text = f"{sign.join(titles)}\n{sign.join(cells)}\n"
        raw = {"jsonl": record, "json": f"[{record}]"}.get(form, text).encode()
    done = run("score", "-", "--from", form, "--format", "csv", stdin=raw)
    assert done.stdout.splitlines()[1].startswith("Anna,Cedar,5,on-our-way,true,")
    told = run("score", "-", "--format", "csv", stdin=raw)
    assert told.stdout == done.stdout


def test_a_nested_json_record_is_read(run: Run, tmp_path: Path) -> None:
    record = {"who": {"name": "Anna", "tags": ["x"]}, "answers": dict.fromkeys(IDS, "Blue")}
    (tmp_path / "t.jsonl").write_text(f"{json.dumps(record)}\n\nnot json\n[1]\n")
    done = run("score", "t.jsonl", "--format", "csv")
    first, second, third = rows(done.stdout)
    assert (first["who/name"], first["who/tags"], first["total"]) == ("Anna", '["x"]', "5")
    assert second["reason"].startswith("line 3: is not a JSON object")
    assert third["reason"].startswith("line 4: is not a JSON object")
    assert done.returncode == 1


def test_a_large_json_array_is_read_piece_by_piece(run: Run, tmp_path: Path) -> None:
    record = json.dumps({"n": "x" * 500, **dict.fromkeys(IDS, "green")}, indent=1)
    (tmp_path / "t.json").write_text("[" + ",\n".join([record] * 1000) + "]\n")
    done = run("score", "t.json", "--summary-only")
    assert "1,000 records: 1,000 scored" in done.stderr
    (tmp_path / "t.json").write_text("[" + ",\n".join([record] * 300) + ",\n{]\n")
    done = run("score", "t.json", "--summary-only")
    assert done.returncode == 2
    assert "t.json:2401:1: the line begins what is not JSON" in done.stderr


def test_column_and_instrument_can_be_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"Kids,{','.join(IDS[1:])}\n{BLUE}\n")
    done = run("score", "t.csv")
    assert done.returncode == 2
    assert "no column answers student-engagement. Columns: 'Kids', 'personnel'" in done.stderr
    done = run("score", "t.csv", "--map", "Kids=student-engagement", "--format", "csv")
    assert rows(done.stdout)[0]["total"] == "5"
    for wrong in ("Kids", "=x", "Kids=kids"):
        done = run("score", "t.csv", "--map", wrong)
        assert (done.returncode, done.stdout) == (2, "")
    done = run("score", "t.csv", "--instrument", "checklist")
    assert "no column answers shared-vision" in done.stderr or "no column answers" in done.stderr


def test_the_checklist_is_found_by_its_columns(run: Run, tmp_path: Path) -> None:
    assert run("template", "t.csv", "--instrument", "checklist").returncode == 0
    with (tmp_path / "t.csv").open("a", encoding="utf-8") as file:
        file.write("Cedar,Anna,2026-11-24" + ",Yes" * 36 + "\n")
    done = run("score", "t.csv", "--format", "csv")
    (row,) = rows(done.stdout)
    assert (row["level"], row["total"], row["complete"]) == ("lots-going-on", "", "true")
    assert "columns that answer the checklist:" in done.stderr


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("utf-8", ()), ("utf-8-sig", ()), ("utf-16", ()), ("cp1252", ("--encoding", "cp1252"))],
)
def test_encodings_are_read(
    run: Run, tmp_path: Path, encoding: str, words: tuple[str, ...]
) -> None:
    (tmp_path / "t.csv").write_text(f"{HEADER}\nÉlodie,Nord,{BLUE}\n", encoding=encoding)
    done = run("score", "t.csv", "--format", "csv", *words)
    assert rows(done.stdout)[0]["who"] == "Élodie"


def test_another_encoding_is_refused_with_the_line_and_never_guessed(
    run: Run, tmp_path: Path
) -> None:
    text = f"{HEADER}\n" + f"A,B,{BLUE}\n" * 5000 + f"Élodie,Nord,{BLUE}\n"
    (tmp_path / "t.csv").write_text(text, encoding="cp1252")
    done = run("score", "t.csv", "--output", "out.csv")
    assert done.returncode == 2
    assert "t.csv:5002:1: the line is not text in UTF-8." in done.stderr
    assert "try --encoding cp1252" in done.stderr
    assert not (tmp_path / "out.csv").exists()
    assert "There is no encoding 'x'" in run("score", "t.csv", "--encoding", "x").stderr


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_delimiter_is_found_by_the_header(run: Run, tmp_path: Path, sign: str) -> None:
    title = '"a, b; c"' if sign != "\t" else "a, b; c"
    header = sign.join([title, *IDS])
    (tmp_path / "t.csv").write_text(f"{header}\n{sign.join(['x', *BLUE.split(',')])}\n")
    assert rows(run("score", "t.csv", "-f", "csv").stdout)[0]["a, b; c"] == "x"
    (tmp_path / "t.csv").write_text(f"sep={sign}\n{header}\n{sign.join(['x', *BLUE.split(',')])}\n")
    assert rows(run("score", "t.csv", "-f", "csv").stdout)[0]["a, b; c"] == "x"


def test_blank_and_ragged_rows_and_columns(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        f"\n{HEADER},,\n,,,,,,,,\n\nAnna,Cedar,{BLUE},,\nBen,Cedar,red,red\nCy,Cedar,{BLUE},,x,y\n\n"
    )
    done = run("score", "t.csv", "--format", "csv")
    assert [row["total"] for row in rows(done.stdout)] == ["5", "0", ""]
    assert "has 10 cells; the header has 9" in rows(done.stdout)[2]["reason"]
    (tmp_path / "t.csv").write_text(f"{HEADER}\nAnna,Cedar,{BLUE}\n,,,,,,\nBen,Cedar,{BLUE}\n")
    assert "1 row is blank and left out." in run("score", "t.csv", "-f", "csv").stderr


def test_a_header_alone_has_no_answers(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"{HEADER}\n")
    done = run("score", "t.csv")
    assert done.returncode == 2
    assert "t.csv: there are no answers below the header." in done.stderr


def test_columns_of_one_name_all_pass(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"x,x,,{','.join(IDS)}\n1,2,3,{BLUE}\n")
    assert run("score", "t.csv", "-f", "csv").stdout.splitlines()[1].startswith("1,2,3,5,")
    (record,) = json.loads(run("score", "t.csv", "-f", "json").stdout)
    assert record["columns"] == {"x": "1", "x (2)": "2", "column 3": "3"}


@pytest.mark.parametrize("sign", [";", "\t"])
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_no_part_of_a_cell_becomes_a_formula_where_a_spreadsheet_splits_it(
    run: Run, tmp_path: Path, sign: str, form: str
) -> None:
    text = f"x{sign}=1+1{sign}@y"
    if form == "csv":
        (tmp_path / "t.csv").write_text(f"{HEADER}\n{text},Cedar,{BLUE}\n")
    else:
        record = {"who": text, "district": "Cedar", **dict.fromkeys(IDS, "blue")}
        (tmp_path / "t.jsonl").write_text(json.dumps(record))
    written = run("score", f"t.{form}", "-f", "csv").stdout
    assert f'"{text}"' in written
    assert rows(written)[0]["who"] == text


@pytest.mark.parametrize("text", ["＝1+1", "＋1", "－1", "＠x", "\n=1", "\ufeff=1"])
def test_signs_that_only_some_spreadsheets_run_are_made_harmless(
    run: Run, tmp_path: Path, text: str
) -> None:
    (tmp_path / "t.csv").write_text(f'{HEADER}\n"{text}",Cedar,{BLUE}\n', encoding="utf-8")
    found = rows(run("score", "t.csv", "-f", "csv").stdout)[0]["who"]
    assert found == f"'{text}"


def test_formulas_are_made_harmless(run: Run, tmp_path: Path) -> None:
    texts = ["=1+1", "+1", "-1", "@x", "\tx", "'=1", "a=1"]
    lines = [f'"{text}",Cedar,{BLUE}' for text in texts] + [f"=2+2,Cedar,{BLUE}"]
    (tmp_path / "t.csv").write_text("\n".join([HEADER, *lines]))
    found = [row["who"] for row in rows(run("score", "t.csv", "-f", "csv").stdout)]
    assert found == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "'=1", "a=1", "'=2+2"]
    run("score", "t.csv", "-o", "out.xlsx")
    sheet = load_workbook(tmp_path / "out.xlsx")["Results"]
    assert [(cell.value, cell.data_type) for cell in sheet["A"][1:3]] == [
        ("=1+1", "s"),
        ("+1", "s"),
    ]


def workbook(path: Path, *lines: Sequence[object], merged: str = "") -> None:
    book = Workbook()
    sheet: Any = book.active
    for line in lines:
        sheet.append(list(line))
    if merged:
        sheet.merge_cells(merged)
    book.save(path)


def test_a_workbook_gives_dates_numbers_and_truth_as_text(run: Run, tmp_path: Path) -> None:
    cells = [date(2026, 11, 24), datetime(2026, 11, 24, 9, 5), 3.0, 2.5, True, None, "a\nb"]
    blank = [None] * 7
    workbook(
        tmp_path / "t.xlsx",
        [None],
        [*IDS, *"abcdefg"],
        [*BLUE.split(","), *cells],
        [None] * 12,
        [*BLUE.split(","), *blank],
        [None] * 12,
    )
    done = run("score", "t.xlsx", "--format", "csv")
    first, second = rows(done.stdout)
    assert [first[name] for name in "abcdefg"] == [
        "2026-11-24", "2026-11-24 09:05:00", "3", "2.5", "TRUE", "", "a\nb",
    ]  # fmt: skip
    assert second["total"] == "5"
    assert "1 row is blank and left out." in done.stderr


def test_the_sheet_that_fits_is_read(run: Run, tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Notes", 0).append(["Notes"])
    sheet = book.create_sheet("Answers", 1)
    sheet.append(IDS)
    sheet.append(BLUE.split(","))
    book.save(tmp_path / "t.xlsx")
    assert rows(run("score", "t.xlsx", "-f", "csv").stdout)[0]["total"] == "5"


def test_merged_cells_are_told(run: Run, tmp_path: Path) -> None:
    lines = (["Title", *[None] * 4], IDS, BLUE.split(","), BLUE.split(","))
    workbook(tmp_path / "t.xlsx", *lines[1:], merged="A2:A3")
    done = run("score", "t.xlsx")
    assert done.returncode == 2
    assert "t.xlsx:2:1: the cells A2:A3 are merged on 'Sheet'." in done.stderr


def peak(folder: Path, *words: str) -> tuple[int, str, int]:
    """Return the exit code, what was told, and the most memory taken, in KiB."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *words], capture_output=True, cwd=folder, timeout=60,
        check=False,
    )  # fmt: skip
    told = done.stderr.decode()
    return done.returncode, told, int(told.split()[-2])


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told by /proc only")
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("line.csv", "line.csv:1:1: the line is longer than 1,048,576 characters."),
        ("long.csv", "long.csv:2:1: the line is longer than 1,048,576 characters."),
        ("quote.csv", "quote.csv:2:1: a cell is larger than 131,072 characters"),
        ("open.csv", "open.csv:2:1: a quote opens here and is never closed."),
        ("head.csv", "head.csv:1:1: a cell is larger than 131,072 characters"),
        ("open-head.csv", "open-head.csv:1:1: a quote opens here and is never closed."),
        ("nul.csv", "nul.csv:1:1: the line has a NUL byte"),
        ("line.jsonl", "line.jsonl:1:1: the line is longer than"),
        ("line.json", "line.json:1:1: the line begins an object of over 1,048,576 characters."),
        ("deep.json", "deep.json:1:1: the line begins what is nested too deep."),
        ("bomb.xlsx", "expands to 300,000,000 bytes."),
        ("texts.xlsx", "is not a workbook that can be read"),
        ("torn.xlsx", "is not a workbook that can be read"),
        ("text.xlsx", "text.xlsx: is not an Excel workbook (.xlsx)."),
        ("old.xls.csv", "is not a workbook that can be read"),
        ("empty.csv", "empty.csv: is empty."),
        ("blank.csv", "blank.csv: is empty."),
        ("return.csv", "a carriage return stands inside a cell without quotes."),
    ],
)
def test_bad_tables_give_an_error_in_little_memory(tmp_path: Path, name: str, words: str) -> None:
    make_bad(tmp_path / name)
    code, told, memory = peak(tmp_path, "score", name)
    assert code == 2
    assert words in told
    assert "Traceback" not in told
    assert memory < 300 * 1024


def tear(path: Path) -> None:
    """Write a workbook whose sheet stops being XML half-way."""
    workbook(path, IDS, BLUE.split(","))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet[: len(sheet) // 2] + b"<c r=>"
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)


def make_bad(path: Path) -> None:
    """Write the bad table that the name stands for."""
    if path.name == "torn.xlsx":
        tear(path)
        return
    start = f"{HEADER}\n".encode()
    small = {
        "quote.csv": start + b'"' + b"x,\n" * 200_000,
        "head.csv": b'"who,personnel\n' + b"x,y\n" * 60_000,
        "open-head.csv": b'"who,personnel\nx,y\n',
        "open.csv": start + b'a,"b\nc,d,e\n',
        "deep.json": b"[" * 100_000,
        "text.xlsx": start,
        "old.xls.csv": b"\xd0\xcf\x11\xe0" + b"\0" * 500,
        "empty.csv": b"",
        "blank.csv": b"\n ,, \n\n",
        "return.csv": start + f"a\rb,Cedar,{BLUE}\n".encode(),
    }
    if path.suffix == ".xlsx" and path.name != "text.xlsx":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            size = 300_000_000 if path.name == "bomb.xlsx" else 1000
            archive.writestr("xl/worksheets/sheet1.xml", b" " * size)
    elif path.name in small:
        path.write_bytes(small[path.name])
    else:
        letter = b"\0" if path.name == "nul.csv" else b'["' if path.suffix == ".json" else b"x"
        with path.open("wb") as file:
            file.write({"long.csv": start, "line.json": b'["'}.get(path.name, b""))
            for _ in range(200):
                file.write((b"x" if path.suffix == ".json" else letter) * 1024 * 1024)


def test_a_bad_table_is_named_and_the_others_are_scored(run: Run, table: Path) -> None:
    table.with_name("bad.csv").write_text("a,b\n1,2\n")
    table.with_name("one.yaml").write_text(ANSWERS)
    done = run("score", "bad.csv", table.name, "one.yaml", "--format", "csv")
    assert done.returncode == 1
    assert "bad.csv: no column answers student-engagement" in done.stderr
    found = rows(done.stdout)
    assert [row["file"] for row in found] == ["export.csv"] * 3 + ["one.yaml"]
    assert [row["row"] for row in found] == ["1", "2", "3", ""]
    assert [row["who"] for row in found] == ["Anna", "Ben", "Cy", ""]
    assert found[3]["district"] == "Cedar Valley"


def test_the_records_beyond_what_a_reader_is_shown_are_told_of(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(HEADER + f"\nA,Cedar,{BLUE}" * 600)
    done = run("score", "t.csv")
    assert done.stdout.count("5/10") == 500
    words = " ".join(done.stdout.split())
    assert "the first 500 records; --output results.csv has the other 100 too." in words
    assert "600 ◐ On our way" in words


def unfinished_bytes(process: int, folder: Path) -> int:
    """Return how large a process's output file is before it has its name (Linux), or its own."""
    descriptors = [path.stat() for path in Path(f"/proc/{process}/fd").glob("*") if path.exists()]
    nameless = (found.st_size for found in descriptors if found.st_nlink == 0)
    return sum(nameless) + sum(path.stat().st_size for path in folder.glob(".out.csv*"))


@pytest.mark.skipif(sys.platform == "win32", reason="sends an interrupt to a process")
def test_an_interrupt_leaves_whole_lines_and_tells_how_far_it_got(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "careerplan_cli", "score", "-", "--from", "csv"]
    with subprocess.Popen(
        [*command, "--output", "out.csv"], cwd=tmp_path, stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stderr
        process.stdin.write(HEADER.encode() + f"\nAnna,Cedar,{BLUE}".encode() * 20_000)
        process.stdin.flush()
        while b"operations ->" not in process.stderr.readline():
            pass
        while unfinished_bytes(process.pid, tmp_path) < 10_000:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        told = process.stderr.read().decode()
    assert process.returncode == 130
    written = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert written.endswith(f",{BLUE},1,1,1,1,1,\n")
    records = written.count("\n") - 1
    assert 0 < records < 20_000
    assert f"Interrupted after {records:,} records." in told
    assert f"out.csv has the first {records:,} records." in told


def test_titles_above_the_header_are_passed_over_and_told(run: Run, tmp_path: Path) -> None:
    lines = ["Careers survey 2026,,", "", "Exported by,Anna", HEADER, f"Ben,Cedar,{BLUE}"]
    (tmp_path / "t.csv").write_text("\n".join(lines))
    done = run("score", "t.csv", "--format", "csv")
    assert rows(done.stdout)[0]["who"] == "Ben"
    assert "t.csv: 3 rows above the header are skipped." in done.stderr
    workbook(tmp_path / "t.xlsx", ["Title"], [None], IDS, BLUE.split(","), merged="A1:E1")
    done = run("score", "t.xlsx", "--format", "csv")
    assert rows(done.stdout)[0]["total"] == "5"
    assert "t.xlsx: 2 rows above the header are skipped." in done.stderr


def test_another_sheet_that_would_fit_is_told_of(run: Run, tmp_path: Path) -> None:
    book = Workbook()
    for n, title in enumerate(("2024", "2026")):
        sheet = book.create_sheet(title, n)
        sheet.append(IDS)
        for _ in range(n + 1):
            sheet.append(BLUE.split(","))
    book.save(tmp_path / "t.xlsx")
    done = run("score", "t.xlsx", "--format", "csv")
    assert len(rows(done.stdout)) == 1
    assert "The sheet '2024' is read; '2026' would fit too: see --sheet." in done.stderr
    assert len(rows(run("score", "t.xlsx", "--sheet", "2026", "-f", "csv").stdout)) == 2
    done = run("score", "t.xlsx", "--sheet", "2025")
    assert done.returncode == 2
    assert "has no sheet '2025'; did you mean 202" in done.stderr


def test_results_of_earlier_runs_in_a_folder_are_not_scored_again(run: Run, table: Path) -> None:
    for name in ("a.csv", "a.xlsx"):
        run("score", table.name, "--output", name)
    done = run("score", ".", "--format", "csv")
    assert len(rows(done.stdout)) == 3
    assert "a.csv holds careerplan results, so it is left out." in done.stderr
    assert "a.xlsx holds careerplan results, so it is left out." in done.stderr


def test_a_table_that_breaks_off_does_not_stop_the_others(run: Run, table: Path) -> None:
    table.with_name("a.csv").write_text(f'{HEADER}\nDee,Lakes,{BLUE}\n"Eve,Lakes,{BLUE}\n')
    done = run("score", "a.csv", table.name, "--output", "out.csv")
    assert done.returncode == 1
    assert "a.csv:3:1: a quote opens here and is never closed." in done.stderr
    assert "Everything before it is scored; the rest is not." in done.stderr
    found = rows(table.with_name("out.csv").read_text(encoding="utf-8"))
    assert [row["who"] for row in found] == ["Dee", "Anna", "Ben", "Cy"]
    assert "Files that could not be read in full: 1." in done.stderr
    alone = run("score", "a.csv", "--format", "json")
    assert alone.returncode == 2
    json.loads(alone.stdout)


def test_headers_that_come_near_are_offered(run: Run, tmp_path: Path) -> None:
    titles = ["Student engagment", "Personel", *IDS[2:]]
    (tmp_path / "t.csv").write_text(f"{','.join(titles)}\n{BLUE}\n")
    done = run("score", "t.csv")
    assert (
        'Are these the columns? --map "Student engagment=student-engagement" '
        '--map "Personel=personnel"' in done.stderr
    )


def test_a_mark_goes_before_the_encoding_that_is_named(run: Run, tmp_path: Path) -> None:
    text = f"{HEADER}\nÉlodie,Nord,{BLUE}\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8-sig")
    (tmp_path / "b.csv").write_text(text, encoding="cp1252")
    done = run("score", "a.csv", "b.csv", "--encoding", "cp1252", "-f", "csv")
    assert [row["who"] for row in rows(done.stdout)] == ["Élodie", "Élodie"]


def test_workbooks_that_are_not_read_are_told_of(run: Run, table: Path) -> None:
    table.with_name("a.numbers").write_bytes(b"x")
    done = run("score", ".", "--format", "csv")
    assert done.returncode == 1
    assert "./a.numbers: is a file of a kind that is not read." in done.stderr
    assert "Save its table as .xlsx or .csv." in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs named pipes")
@pytest.mark.parametrize("name", ["pipe", "pipe.csv", "pipe.json"])
def test_a_pipe_is_read_once(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    record = json.dumps(dict(zip(IDS, BLUE.split(","), strict=True)))
    text = f"[{record}]" if name == "pipe.json" else f"{','.join(IDS)}\n{BLUE}\n"
    command = [sys.executable, "-m", "careerplan_cli", "score", name, "-f", "csv"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE) as process:
        (tmp_path / name).write_text(text)
        out, _ = process.communicate(timeout=60)
    assert b"5,on-our-way,true," in out


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit of open files")
def test_more_tables_than_files_can_be_open_are_scored(tmp_path: Path) -> None:
    for n in range(300):
        (tmp_path / f"{n}.csv").write_text(f"{HEADER}\n{n},Cedar,{BLUE}\n")
    command = f"ulimit -n 100; exec {sys.executable} -m careerplan_cli score . -f csv"
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert len(rows(done.stdout)) == 300
    assert "300 records: 300 scored" in done.stderr


def test_columns_that_are_named_as_ours_are_kept_beside_them(run: Run, tmp_path: Path) -> None:
    names = ["file", "row", "instrument", "date", "Date", "total", "careerplan-total"]
    cells = ["F", "R", "I", "D1", "D2", "T", "CT"]
    (tmp_path / "a.csv").write_text(f"{','.join([*names, *IDS])}\n{','.join(cells)},{BLUE}\n")
    (tmp_path / "b.csv").write_text(f"{','.join(IDS)}\n{BLUE}\n")
    (found, _) = rows(run("score", "a.csv", "b.csv", "-f", "csv").stdout)
    assert [found[name] for name in names] == cells
    ours = {"file": "a.csv", "row": "1", "instrument": "survey", "careerplan-total": "5"}
    assert {name: found[f"careerplan-{name}"] for name in ours} == ours
    run("score", "a.csv", "b.csv", "-o", "r.xlsx")
    header, first, _ = load_workbook(tmp_path / "r.xlsx").worksheets[0].values
    in_workbook = dict(zip(header, first, strict=True))
    assert [in_workbook[name] for name in names] == cells
    assert in_workbook["careerplan-file"] == "a.csv"
    (record, _) = json.loads(run("score", "a.csv", "b.csv", "-f", "json").stdout)
    assert record["columns"] == dict(zip(names, cells, strict=True))
    assert (record["file"], record["row"]) == ("a.csv", 1)
    (alone,) = rows(run("score", "a.csv", "-f", "csv").stdout)
    assert [alone[name] for name in names] == cells


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "jsonl"])
def test_results_in_the_folder_of_the_answers_can_be_written_again(
    run: Run, tmp_path: Path, form: str
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text(f"{','.join(IDS)}\n{BLUE}\n")
    for _ in range(3):
        done = run("score", "in", "-o", f"in/results.{form}", "--force")
        assert done.returncode == 0, done.stderr
    assert "1 record: 1 scored" in done.stderr


def test_results_in_json_that_are_named_are_told_as_such(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{','.join(IDS)}\n{BLUE}\n")
    run("score", "a.csv", "-o", "r.json")
    done = run("score", "r.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "r.json: holds careerplan results, not answers." in done.stderr
    assert "Score the answers that they were made from." in done.stderr


def test_a_table_in_a_folder_is_not_overwritten_by_its_results(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for text in (f"{','.join(IDS)}\n{BLUE}\n", "x\n"):
        (tmp_path / "in" / "a.csv").write_text(text)
        done = run("score", "in", "-o", "in/a.csv", "--force")
        assert done.returncode == 2
        assert "is one of the files with answers." in done.stderr
        assert (tmp_path / "in" / "a.csv").read_text() == text
