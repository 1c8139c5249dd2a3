"""Answers in archives, in `.gz` and `.txt` files, and in any encoding are read as they are."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from conftest import ANSWERS, Run

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
QUESTIONS = (
    "student-engagement,personnel,marketing-and-communications,learning-partnerships,operations"
)
TABLE = f"District,{QUESTIONS}\nQuébec,red,blue,red,blue,red\nNorth,green,green,green,blue,green\n"
TOTALS = ["2", "9"]


def scored(run: Run, *words: str) -> tuple[int, list[dict[str, str]], str]:
    done = run("score", *words, "--format", "csv")
    return done.returncode, list(csv.DictReader(io.StringIO(done.stdout))), done.stderr


def archive(path: Path, members: Mapping[str, str | bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name, content)


@pytest.mark.parametrize("inside", ["a.csv", "folder/a.csv", "Where are you.csv", "a.txt"])
def test_a_table_in_an_archive_is_read_and_named(run: Run, tmp_path: Path, inside: str) -> None:
    archive(tmp_path / "a.zip", {inside: TABLE, "__MACOSX/._a.csv": "x", ".b.csv": "x"})
    for given, name in (("a.zip", f"a.zip/{inside}"), (".", f"./a.zip/{inside}")):
        code, rows, told = scored(run, given)
        assert (code, [row["total"] for row in rows]) == (0, TOTALS)
        assert name in told


def test_the_column_file_names_the_member(run: Run, tmp_path: Path) -> None:
    archive(tmp_path / "a.csv.zip", {"a.csv": TABLE, "b.yaml": ANSWERS})
    code, rows, _ = scored(run, "a.csv.zip")
    assert code == 0
    assert [row["file"] for row in rows] == ["a.csv.zip/a.csv"] * 2 + ["a.csv.zip/b.yaml"]


def test_a_workbook_and_a_json_table_in_an_archive_are_read(run: Run, tmp_path: Path) -> None:
    workbook = (CASES.parent / "exports" / "microsoft-forms.xlsx").read_bytes()
    record = json.dumps(dict.fromkeys(QUESTIONS.split(","), "red"))
    archive(tmp_path / "a.zip", {"a.xlsx": workbook, "b.json": f"[{record}]"})
    code, rows, _ = scored(run, "a.zip")
    assert code in (0, 1)
    assert rows[-1]["total"] == "0"
    assert {row["file"] for row in rows} == {"a.zip/a.xlsx", "a.zip/b.json"}


@pytest.mark.parametrize("name", ["a.csv.gz", "a.gz", "A.CSV.GZ"])
def test_a_packed_table_is_read(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(TABLE.encode()))
    for given in (name, "."):
        code, rows, _ = scored(run, given)
        assert (code, [row["total"] for row in rows]) == (0, TOTALS)


def test_an_archive_in_an_archive_is_told_and_the_rest_is_read(run: Run, tmp_path: Path) -> None:
    archive(tmp_path / "inner.zip", {"a.csv": TABLE})
    inner = (tmp_path / "inner.zip").read_bytes()
    (tmp_path / "inner.zip").unlink()
    archive(tmp_path / "a.zip", {"a.csv": TABLE, "b/inner.zip": inner})
    code, rows, told = scored(run, "a.zip")
    assert (code, len(rows)) == (1, 2)
    assert "a.zip/b/inner.zip: is an archive in an archive; it is not read." in told


@pytest.mark.parametrize("name", ["a.zip", "a.csv.gz"])
def test_what_unpacks_to_far_more_than_a_table_is_given_up(
    run: Run, tmp_path: Path, name: str
) -> None:
    text = (f"{QUESTIONS},x\n" + f"red,red,red,red,red,{' ' * 5_000}\n" * 8_000).encode()
    if name.endswith(".gz"):
        (tmp_path / name).write_bytes(gzip.compress(text))
    else:
        archive(tmp_path / name, {"a.csv": text})
    code, _, told = scored(run, name)
    assert code == 2
    assert "unpacks to far more than a real table does" in told


@pytest.mark.parametrize("name", ["a.zip", "a.csv.gz"])
def test_a_damaged_archive_is_told(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(TABLE.encode())[:40])
    archive(tmp_path / "a.zip", {"a.csv": TABLE})
    raw = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(raw.replace(b"PK\x03\x04", b"PK\x07\x07"))
    code, _, told = scored(run, name)
    assert code == 2
    assert "cannot be unpacked" in told


def test_an_archive_with_a_password_is_told(run: Run, tmp_path: Path) -> None:
    archive(tmp_path / "a.zip", {"a.csv": TABLE})
    raw = bytearray((tmp_path / "a.zip").read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(raw)
    code, _, told = scored(run, "a.zip")
    assert code == 2
    assert "a.zip/a.csv: is locked: the archive has a password." in told


def test_a_table_of_a_kind_that_is_not_read_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "b.numbers").write_bytes(b"x")
    code, rows, told = scored(run, ".")
    assert (code, len(rows)) == (1, 2)
    assert "./b.numbers: is a file of a kind that is not read." in told


def test_files_that_are_no_tables_are_told_of_in_one_line(run: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("z.csv", TABLE)
        archive.writestr("y.sav", "x")
        archive.writestr("inner/read me.md", "x")
    for name in ("a.pdf", "b.DOCX", "c.png", "LICENSE", "d.bak"):
        (tmp_path / name).write_bytes(b"x")
    code, rows, told = scored(run, ".")
    assert (code, len(rows)) == (1, 2)
    names = "LICENSE, a.pdf, b.DOCX and 2 more"
    assert f".: 5 files are neither tables nor answer files ({names})." in told
    assert "./z.zip: 1 file is neither a table nor an answer file (read me.md)." in told
    assert "z.zip/y.sav: is a file of a kind that is not read." in told
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("z.csv", TABLE)
    assert scored(run, ".")[0] == 0


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.tsv"])
def test_wide_encodings_are_known_with_and_without_a_mark(
    run: Run, tmp_path: Path, name: str, encoding: str, mark: str
) -> None:
    text = mark + TABLE.replace(",", "\t").replace("\n", "\r\n")
    (tmp_path / name).write_bytes(text.encode(encoding))
    code, rows, _ = scored(run, name)
    assert (code, [row["total"] for row in rows]) == (0, TOTALS)
    assert rows[0]["District"] == "Québec"


def test_a_named_encoding_is_only_for_files_that_are_not_utf_8(run: Run, tmp_path: Path) -> None:
    for name, encoding in (("a", "utf-8"), ("b", "cp1252"), ("c", "utf-16"), ("d", "utf-16-le")):
        (tmp_path / f"{name}.csv").write_bytes(TABLE.encode(encoding))
    (tmp_path / "e.csv.gz").write_bytes(gzip.compress(TABLE.encode()))
    (tmp_path / "f.csv.gz").write_bytes(gzip.compress(TABLE.encode("cp1252")))
    code, rows, _ = scored(run, ".", "--encoding", "cp1252")
    assert code == 0
    assert {row["District"] for row in rows} == {"Québec", "North"}
    assert len(rows) == 12


@pytest.mark.parametrize("end", ["\x1a", "\n\x1a", "\r\n\x1a"])
def test_ctrl_z_at_the_end_is_no_text(run: Run, tmp_path: Path, end: str) -> None:
    (tmp_path / "a.csv").write_bytes(f"{TABLE.rstrip()}{end}".encode())
    code, rows, _ = scored(run, "a.csv")
    assert (code, [row["total"] for row in rows]) == (0, TOTALS)


def test_links_in_a_loop_make_only_themselves_unusable(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "b.csv").symlink_to("b.csv")
    (tmp_path / "c").symlink_to("d")
    (tmp_path / "d").symlink_to("c")
    code, rows, told = scored(run, ".")
    assert (code, len(rows)) == (1, 2)
    assert "./b.csv: cannot be read" in told


def test_the_download_of_a_survey_tool_is_read(run: Run) -> None:
    code, rows, _ = scored(run, str(CASES / "31-zip-download"))
    assert (code, [row["total"] for row in rows]) == (0, ["2", "6", "9", "1", "7"])


def test_a_folder_of_mixed_encodings_is_read(run: Run) -> None:
    code, rows, _ = scored(run, str(CASES / "15-mixed-encodings-folder"), "--encoding", "cp1252")
    assert (code, [row["total"] for row in rows]) == (0, ["2", "6", "9", "1", "7"] * 2)
    assert [row["District"] for row in rows].count("Québec") == 4


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a.html"])
@pytest.mark.parametrize(
    "start",
    ["\n<!DOCTYPE html>\n<html>", '<?xml version="1.0"?>\n<!-- x --><html>', "<meta a='b'>", ""],
)
def test_a_web_page_is_told_to_be_one(run: Run, tmp_path: Path, name: str, start: str) -> None:
    page = f"{start}<table><tr><td>{QUESTIONS}</td></tr></table>"
    (tmp_path / name).write_text(page, encoding="utf-8")
    code, _, told = scored(run, name)
    assert code == 2
    assert f"{name}: is a web page, not a table." in told


def test_a_workbook_in_xml_is_told_to_be_one(run: Run, tmp_path: Path) -> None:
    page = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook></Workbook>'
    (tmp_path / "a.xls").write_text(page, encoding="utf-8")
    code, _, told = scored(run, "a.xls")
    assert (code, "a.xls: is in XML, which is not read." in told) == (2, True)


def test_text_that_is_named_like_a_workbook_is_read_as_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_text(TABLE.replace(",", "\t"), encoding="utf-8")
    code, rows, _ = scored(run, "a.xls")
    assert (code, [row["total"] for row in rows]) == (0, TOTALS)


RECORD = dict.fromkeys(QUESTIONS.split(","), "red")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (
            {"count": 1, "next": None, "data": [RECORD]},
            "is an object that has its records in 'data'; a table is an array alone.",
        ),
        (
            {"meta": {"links": []}, "data": {"items": [RECORD]}},
            "is an object that has its records in 'items'; a table is an array alone.",
        ),
        (
            {id_: {"0": "red", "1": "blue"} for id_ in RECORD},
            'Save it as such an array (in pandas: to_json(orient="records")).',
        ),
        (
            [{"page": 1, "results": [RECORD]}, {"page": 2, "results": [RECORD]}],
            "Its cells hold lists of",
        ),
    ],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_records_inside_an_answer_of_an_api_are_told_where_they_are(
    run: Run, tmp_path: Path, value: object, told: str, indent: int | None
) -> None:
    (tmp_path / "a.json").write_text(json.dumps(value, indent=indent), encoding="utf-8")
    done = run("score", "a.json", "-f", "csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert told in " ".join(done.stderr.split())


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_a_list_of_objects_beside_the_answers_is_let_be(
    run: Run, tmp_path: Path, name: str
) -> None:
    line = json.dumps({"_attachments": [{"id": 1}], **RECORD})
    (tmp_path / name).write_text(f"{line}\n{line}\n", encoding="utf-8")
    code, rows, _ = scored(run, name)
    assert (code, [row["total"] for row in rows]) == (0, ["0", "0"])


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            ["who,question,answer", *(f"r1,{id_},red" for id_ in RECORD)],
            "The questions stand in the cells of a column, in a row each.",
        ),
        (
            [f"{id_},red,blue" for id_ in RECORD],
            "The questions stand in the cells of a column, in a row each.",
        ),
        (
            [*["a title,"] * 25, QUESTIONS, ",".join(RECORD.values())],
            "A row further down names the questions. The header has to be within the first 20 rows",
        ),
    ],
)
def test_a_table_of_another_shape_is_told_how_it_is(
    run: Run, tmp_path: Path, lines: list[str], told: str
) -> None:
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    done = run("score", "a.csv", "-f", "csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert told in " ".join(done.stderr.split())


def test_where_nothing_can_be_used_codes_are_a_likely_reason(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{QUESTIONS}\n1,2,3,1,2\n", encoding="utf-8")
    code, _, told = scored(run, "a.csv")
    assert (code, "say what each stands for: --answer 1=red" in told) == (2, True)
