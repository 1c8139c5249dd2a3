"""A program that is killed while it writes leaves the whole file or none, and nothing beside it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from careerplan_cli import atomic

if sys.platform == "win32":
    pytest.skip("Windows has one signal to kill with, and it cannot be caught", True)

KILLS = int(os.environ.get("CAREERPLAN_KILLS", "12"))
"""How often a program is killed, at moments that are spread over its run."""

SAVES = """
import sys, time
from datetime import date
from pathlib import Path
from careerplan_cli import app
from careerplan_cli.answers.answer_file import AnswerFile
from careerplan_cli.model.answers import AnswerSet
app._end_by_signals()
print("ready", flush=True)
for n in range(10_000):
    file = AnswerFile(Path(f"answers-{n}.yaml"), new=True)
    for answer in ("red", "blue"):
        file.save(AnswerSet(instrument="survey", answers={"personnel": answer}))
"""

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)

moments = pytest.mark.parametrize(
    ("number", "moment"),
    [(SIGNALS[n % 3], n / KILLS) for n in range(KILLS)],
    ids=lambda value: getattr(value, "name", None),
)


def killed(program: subprocess.Popen[bytes], number: int) -> int:
    program.send_signal(number)
    program.communicate()
    return program.returncode


@pytest.mark.slow
@moments
def test_a_killed_save_leaves_whole_answer_files_under_their_names(
    tmp_path: Path, number: signal.Signals, moment: float
) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", SAVES], cwd=tmp_path, stdout=subprocess.PIPE, bufsize=0
    )
    assert program.stdout
    program.stdout.read(1)
    time.sleep(moment / 5)
    assert killed(program, number) in (-number, 128 + number)
    left = sorted(tmp_path.iterdir())
    assert all("personnel" in path.read_text("utf-8") for path in left)
    hidden = [path for path in left if path.name.startswith(".")]
    assert len(hidden) <= (number == signal.SIGKILL)


@pytest.mark.slow
@moments
def test_a_killed_score_leaves_no_results_or_all_of_them(
    tmp_path: Path, number: signal.Signals, moment: float
) -> None:
    table, output = tmp_path / "table.csv", tmp_path / "results.csv"
    row = "A,red,blue,green,red,blue\n"
    head = "name,student-engagement,personnel,marketing-and-communications,"
    rows = 100_000
    table.write_text(f"{head}learning-partnerships,operations\n{row * rows}", "utf-8")
    program = subprocess.Popen(
        [sys.executable, "-m", "careerplan_cli", "score", "table.csv", "-o", "results.csv"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
    )
    time.sleep(moment)
    killed(program, number)
    left = sorted(path.name for path in tmp_path.iterdir())
    if left != ["table.csv"]:
        assert left == ["results.csv", "table.csv"]
        assert output.read_bytes().count(b"\n") == rows + 1


@pytest.mark.parametrize("nameless", [True, False])
def test_a_new_file_is_whole_and_alone_and_as_open_as_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nameless: bool
) -> None:
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    path, other = tmp_path / "new.txt", tmp_path / "other.txt"
    other.touch()
    with atomic.creating(path) as file:
        file.write(b"whole")
        assert not path.exists()
    assert sorted(tmp_path.iterdir()) == [path, other]
    assert path.read_bytes() == b"whole"
    assert path.stat().st_mode == other.stat().st_mode


def write_while_others_write(path: Path) -> None:
    with atomic.creating(path) as file:
        file.write(b"ours")
        path.write_text("theirs")


@pytest.mark.parametrize("nameless", [True, False])
@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_new_file_never_takes_the_place_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nameless: bool, when: str
) -> None:
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    path = tmp_path / "new.txt"
    if when == "before":
        path.write_text("theirs")
    with pytest.raises(FileExistsError):
        write_while_others_write(path)
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text() == "theirs"


def test_files_are_written_where_the_disk_knows_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "new.txt"
    atomic.create(path, "ours")
    with pytest.raises(FileExistsError):
        atomic.create(path, "other")
    atomic.replace(path, "newer")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("new.txt", "newer")]


def test_what_a_killed_writer_left_is_cleared_away_but_not_what_is_being_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    path = tmp_path / "a.yaml"
    (tmp_path / ".a.yaml.0123456789ab.careerplan-tmp").write_text("half")
    with atomic.replacing(path) as file:
        file.write(b"first")
        atomic.replace(path, "second")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("a.yaml", "first")]
