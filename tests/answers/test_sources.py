"""What is to be scored: which files a folder gives, and in which format each is."""

from pathlib import Path

import pytest

from careerplan_cli.answers.sources import expand_folders, find_source
from careerplan_cli.model.errors import FileError

TABLE = "who,personnel\nAnna,red\n"
ANSWER_FILE = '{"careerplan": 1, "answers": {"personnel": "red"}}'


def test_a_folder_gives_its_files_by_name_and_nothing_hidden(tmp_path: Path) -> None:
    for name in ("c.yml", "a.JSON", "b.yaml", "d.csv", "e.xlsx", "notes.doc", ".f.csv", "~$e.xlsx"):
        (tmp_path / name).write_text("x")
    (tmp_path / "inside").mkdir()
    names, failed, notices = expand_folders([str(tmp_path)])
    assert [Path(name).name for name in names] == ["a.JSON", "b.yaml", "c.yml", "d.csv", "e.xlsx"]
    assert not failed
    assert notices == [
        f"{tmp_path}: 1 file is neither a table nor an answer file (notes.doc).",
        f"{tmp_path}: Folders inside it are not read: name them too, if answers are there. "
        "(inside)",
    ]


def test_a_file_under_two_names_counts_once(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE)
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.csv")
    names, _, notices = expand_folders([str(tmp_path / "a.csv"), str(tmp_path)])
    assert names == [str(tmp_path / "a.csv")]
    assert "each file counts once" in notices[0]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.csv", TABLE, "csv"),
        ("a.tsv", TABLE, "tsv"),
        ("a.csv", "PK\x03\x04", "xlsx"),
        ("a.ods", "PK\x03\x04", "xlsx"),
        ("a.XLS", "", "xlsx"),
        ("a.xls", TABLE.replace(",", "\t"), "csv"),
        ("a.txt", TABLE, "csv"),
        ("a.txt", "careerplan: 1\nanswers: {personnel: red, operations: red}\n", "yaml"),
        ("a.yaml", TABLE, "yaml"),
        ("a.json", ANSWER_FILE, "json"),
        ("a", ANSWER_FILE, "json"),
        ("a.json", '{"personnel": "red"}\n{"personnel": "blue"}\n', "jsonl"),
        ("a", '{"personnel": "red"}\n', "jsonl"),
        ("a.ndjson", '{"personnel": "red"}\n', "jsonl"),
        ("a", "  [", "json"),
    ],
)
def test_the_format_is_found_by_the_ending_and_the_first_bytes(
    tmp_path: Path, name: str, text: str, expected: str
) -> None:
    (tmp_path / name).write_text(text)
    assert find_source(str(tmp_path / name), None).format == expected


def test_an_array_is_a_table_and_an_object_an_answer_file(tmp_path: Path) -> None:
    for text, table in (('\ufeff\n [{"a": 1}]', True), (ANSWER_FILE, False)):
        (tmp_path / "a.json").write_text(text, encoding="utf-8")
        assert find_source(str(tmp_path / "a.json"), None).is_table == table


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="there is no such file or folder"):
        find_source(str(tmp_path / "a.csv"), None)
