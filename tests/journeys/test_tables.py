"""Tables at a terminal: how far it is, Ctrl-C, and the summary after the work."""

from pathlib import Path

import pytest

from journeys.terminal import CTRL_C, Start

pytestmark = pytest.mark.slow

HEADER = (
    "who,student-engagement,personnel,marketing-and-communications,learning-partnerships,"
    "operations\n"
)


def write_table(path: Path, rows: int) -> None:
    """Write a table whose cells are all in quotes, which takes longer to read."""
    path.write_text(HEADER + '"Anna","red","blue","green","red","blue"\n' * rows)


def test_a_long_table_tells_how_far_it_is_and_sums_up(start: Start, tmp_path: Path) -> None:
    write_table(tmp_path / "big.csv", 400_000)
    terminal = start("score", "big.csv", "--output", "out.csv", "--no-pager", lines=50)
    terminal.wait_for("records,", "a second")
    assert terminal.exit_code() == 0
    assert "400,000  ◐ On our way" in terminal.text
    assert "400,000 records: 400,000 scored, 0 incomplete, 0 unusable." in terminal.text
    assert "a second" not in terminal.text
    assert (tmp_path / "out.csv").read_text().count("\n") == 400_001


def test_a_short_table_shows_no_progress(start: Start, tmp_path: Path) -> None:
    write_table(tmp_path / "small.csv", 3)
    terminal = start("score", "small.csv", "--output", "out.csv")
    assert terminal.exit_code() == 0
    assert "a second" not in terminal.output
    assert "3 records: 3 scored" in terminal.output


def test_ctrl_c_keeps_whole_records_and_tells_how_many(start: Start, tmp_path: Path) -> None:
    write_table(tmp_path / "big.csv", 2_000_000)
    terminal = start("score", "big.csv", "--output", "out.csv")
    terminal.wait_for("records,", "a second")
    terminal.send(CTRL_C)
    assert terminal.exit_code() == 130
    written = (tmp_path / "out.csv").read_text()
    assert written.endswith("\n")
    records = written.count("\n") - 1
    assert f"Interrupted after {records:,} records." in terminal.text
    assert f"out.csv has the first {records:,} records." in terminal.text
    assert not list(tmp_path.glob(".out.csv*"))


@pytest.mark.parametrize("words", [(), ("--summary-only",)])
def test_ctrl_c_before_results_are_shown_leaves_the_screen_clean(
    start: Start, tmp_path: Path, words: tuple[str, ...]
) -> None:
    write_table(tmp_path / "big.csv", 2_000_000)
    terminal = start("score", "big.csv", *words)
    terminal.wait_for("records,", "a second")
    terminal.send(CTRL_C)
    assert terminal.exit_code() == 130
    assert "Interrupted after" in terminal.text
    assert "Traceback" not in terminal.output
    assert "How many at each level" not in terminal.output


def test_ctrl_c_leaves_a_file_that_would_be_replaced_as_it_was(
    start: Start, tmp_path: Path
) -> None:
    write_table(tmp_path / "big.csv", 2_000_000)
    (tmp_path / "out.csv").write_text("whole results")
    terminal = start("score", "big.csv", "--output", "out.csv", "--force")
    terminal.wait_for("records,", "a second")
    terminal.send(CTRL_C)
    assert terminal.exit_code() == 130
    assert "out.csv is left as it was." in terminal.text
    assert (tmp_path / "out.csv").read_text() == "whole results"
