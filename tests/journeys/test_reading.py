"""Reading at a terminal and in pipes: the guide, the pager, scores of files from elsewhere."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from journeys.steps import LEVELS, piped, unwrapped, wait_for_question, write_answers
from journeys.terminal import COMMAND, Start, clean_environment

pytestmark = pytest.mark.slow

GUIDE = ["guide", "--level", "on-our-way"]


@pytest.fixture
def pager(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a pager that keeps what it is given in the file `paged`."""
    script = tmp_path / "pager.py"
    script.write_text("import sys\nopen('paged', 'wb').write(sys.stdin.buffer.read())\n")
    return {"PAGER": shlex.join([sys.executable, str(script)])}


def test_a_long_guide_goes_to_the_pager_whole_and_in_colour(
    start: Start, tmp_path: Path, pager: dict[str, str]
) -> None:
    assert start(*GUIDE, environment=pager).exit_code() == 0
    unpaged = start(*GUIDE, "--no-pager")
    assert unpaged.exit_code() == 0
    paged = (tmp_path / "paged").read_bytes()
    assert paged == unpaged.raw.replace(b"\r\n", b"\n")
    assert unpaged.colour_codes()
    text = unwrapped(unpaged.output)
    for step in LEVELS["on-our-way"]["steps"]:
        assert unwrapped(step["title"]) in text


@pytest.mark.parametrize(
    ("words", "lines"),
    [([*GUIDE, "--no-pager"], 24), ([*GUIDE, "--step", "3"], 60), (GUIDE, 500)],
)
def test_the_pager_is_left_alone_when_not_wanted_or_not_needed(
    start: Start, tmp_path: Path, pager: dict[str, str], words: list[str], lines: int
) -> None:
    terminal = start(*words, lines=lines, environment=pager)
    assert terminal.exit_code() == 0
    assert "On our way" in terminal.output
    assert not (tmp_path / "paged").exists()


def test_a_guide_in_a_pipe_is_plain_and_needs_no_pager(
    tmp_path: Path, pager: dict[str, str]
) -> None:
    ended = piped(GUIDE, tmp_path, **pager)
    assert ended.returncode == 0
    assert "On our way" in ended.stdout
    assert "\x1b" not in ended.stdout
    assert not (tmp_path / "paged").exists()


@pytest.mark.parametrize("form", ["table", "jsonl", "csv"])
def test_a_reader_that_stops_early_is_no_error(tmp_path: Path, form: str) -> None:
    # More than a pipe holds, so that the reader has gone before all is written.
    folder = tmp_path / "answers"
    folder.mkdir()
    for number in range(40):
        write_answers(folder / f"{number}.yaml", "12322", district=f"{number} " * 1500)
    ended = subprocess.run(
        ["bash", "-c", f"{shlex.join(COMMAND)} score answers --format {form} | head -1"],
        capture_output=True,
        cwd=tmp_path,
        env=clean_environment(tmp_path),
        timeout=20,
        check=False,
    )
    assert ended.stdout.count(b"\n") == 1
    assert ended.stderr == b""


def test_control_characters_in_a_file_never_reach_the_terminal(
    start: Start, tmp_path: Path
) -> None:
    path = write_answers(
        tmp_path / "answers.yaml", "12322", district="Cedar\x1b[31mVale", respondent="a\rb\x9bc"
    )
    with path.open("a") as file:
        file.write('notes:\n  personnel: "before \\u001b]0;x\\u0007 after"\n')
    terminal = start("score", "answers.yaml", lines=100)
    assert terminal.exit_code() == 0
    assert "Cedar␛[31mVale" in terminal.text
    assert "before ␛]0;x␇ after" in unwrapped(terminal.text)
    for forbidden in (b"Cedar\x1b", b"\x1b]", b"\x07", "\x9b".encode(), b"\rb"):
        assert forbidden not in terminal.raw


@pytest.mark.parametrize(
    "words",
    [
        ("assess", "--save", "a\x1b[35mb.yaml"),
        ("assess", "--save", "a\x1b[35m/b.yaml"),
        ("assess", "--resume", "c\x1b[35md.yaml"),
        ("score", "a\x1b[35mb.yaml", "c\x1b[35md.yaml"),
        ("score", "a\x1b[35mb.yaml", "--output", "c\x1b[35md"),
    ],
)
def test_control_characters_in_a_file_name_never_reach_the_terminal(
    start: Start, tmp_path: Path, words: tuple[str, ...]
) -> None:
    write_answers(tmp_path / "a\x1b[35mb.yaml", "12322")
    terminal = start(*words, lines=60)
    assert terminal.exit_code() in (1, 2)
    assert "␛[35m" in terminal.output
    assert b"\x1b[35m" not in terminal.raw


def test_control_characters_in_a_name_never_reach_the_terminal(start: Start) -> None:
    terminal = start("assess", "--district", "Cedar\x1b[31mVale\x07")
    wait_for_question(terminal, 1, "Cedar␛[31mVale␇")
    terminal.send("1")
    wait_for_question(terminal, 2)
    terminal.press("q")
    assert terminal.exit_code() == 0
    assert b"\x1b[31m" not in terminal.raw
    assert b"\x07" not in terminal.raw
