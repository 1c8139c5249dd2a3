"""Workbooks that are written: text stays text, names of sheets are ones that Excel takes."""

import io
from pathlib import Path
from typing import BinaryIO

import pytest
from openpyxl import load_workbook

from careerplan_cli.excel import LONGEST_CELL, add_sheet, open_workbook, write_row


def test_text_is_text_whatever_it_looks_like() -> None:
    texts = ["=1+1", "+1", "-1", "@x", "#N/A", "{=1}", "https://example.org", "mailto:a@b.c", "007"]
    file = io.BytesIO()
    with open_workbook(file) as book:
        write_row(add_sheet(book, "A"), 0, [*texts, 3, 2.5, True, None, ""])
    (row,) = load_workbook(file)["A"].iter_rows()
    assert [cell.value for cell in row] == [*texts, 3, 2.5, True]
    assert {cell.data_type for cell in row[: len(texts)]} == {"s"}
    assert not any(cell.hyperlink for cell in row)


@pytest.mark.parametrize("sign", ["x", "é", "😀"])
def test_what_does_not_fit_into_a_cell_is_cut_and_says_so(sign: str) -> None:
    file = io.BytesIO()
    with open_workbook(file) as book:
        write_row(add_sheet(book, "A"), 0, [sign * 40_000, "\x1b[31m\ud800"])
    long, odd = (cell.value for cell in load_workbook(file)["A"][1])
    assert isinstance(long, str)
    assert len(long.encode("utf-16-le")) // 2 <= LONGEST_CELL
    kept = long.count(sign)
    assert long.endswith(f"{sign} [... {40_000 - kept:,} more characters]")
    assert odd == "␛[31m\ufffd"


def test_a_sheet_has_a_name_of_its_own_that_excel_takes() -> None:
    file = io.BytesIO()
    titles = ["By a/b: c", "By A/B: C", "x" * 40, "x" * 40, "😀" * 40, "'quoted'", "", "[]"]
    with open_workbook(file) as book:
        for title in titles:
            add_sheet(book, title)
    assert load_workbook(file).sheetnames == [
        "By a b  c", "By A B  C 2", "x" * 31, "x" * 29 + " 2", "😀" * 15, "quoted", "Sheet",
        "Sheet 2",
    ]  # fmt: skip


def test_nothing_is_written_and_nothing_left_behind_when_a_row_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    file = io.BytesIO()
    with pytest.raises(ZeroDivisionError), open_workbook(file) as book:
        write_row(add_sheet(book, "A"), 0, ["a", 1 / 0])
    assert file.getvalue() == b""
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_an_error_of_the_system() -> None:
    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    file: BinaryIO = Full()
    with pytest.raises(OSError, match="No space left"), open_workbook(file) as book:
        add_sheet(book, "A")
