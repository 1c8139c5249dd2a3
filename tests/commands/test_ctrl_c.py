"""Ctrl-C while results are written, at every moment at which it can come."""

import json
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from openpyxl import load_workbook

from careerplan_cli.answers.sources import ReadOptions
from careerplan_cli.batch import Batch
from careerplan_cli.commands.output import Destination
from careerplan_cli.commands.results_writing import write_records
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.pipeline import open_sources
from careerplan_cli.results import writer
from careerplan_cli.terminal.ctrl_c import CtrlC

pytestmark = pytest.mark.slow

IDS = (
    "student-engagement", "personnel", "marketing-and-communications", "learning-partnerships",
    "operations",
)  # fmt: skip
RECORDS = 3
WATCHED = ("ctrl_c.py", "results_writing.py", "writer.py", "as_xlsx.py", "output.py", "atomic.py")


@pytest.fixture
def batch(
    pack: ContentPack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Batch]:
    """Return what opens a table whose records are written one by one."""
    monkeypatch.setattr(writer, "_PIECE", 0)
    table = tmp_path / "table.jsonl"
    table.write_text(f"{json.dumps(dict.fromkeys(IDS, 'blue'))}\n" * RECORDS)
    return lambda: open_sources(pack, [str(table)], ReadOptions())[0]


class Presser:
    """Presses Ctrl-C before one step of Python within the modules watched, or before all from it.

    `reached` tells whether there was such a step.
    """

    def __init__(self, at: int, *, keeps_pressing: bool) -> None:
        self.reached = False
        self._left = at
        self._keeps_pressing = keeps_pressing

    def __enter__(self) -> "Presser":
        sys.settrace(self._trace)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _trace(self, frame: FrameType, event: str, arg: Any) -> Any:
        module = Path(frame.f_code.co_filename)
        if "careerplan_cli" not in module.parts or module.name not in WATCHED:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            self._left -= 1
            if self._left == 0 or (self._left < 0 and self._keeps_pressing):
                self.reached = True
                signal.raise_signal(signal.SIGINT)
        return self._trace


def records_in(output: Path) -> int:
    text = "" if output.suffix == ".xlsx" else output.read_text(encoding="utf-8")
    if output.suffix == ".csv":
        assert text.endswith("\n")
        return text.count("\n") - 1
    if output.suffix == ".json":
        return len(json.loads(text))
    if output.suffix == ".jsonl":
        return len([json.loads(line) for line in text.splitlines()])
    sheets = load_workbook(output).worksheets
    rows = len(list(sheets[0].values)) - 1
    levels = {row[0]: row[1] for row in sheets[1].values} if rows else {"◐": 0}
    assert levels.get("On our way", 0) == rows  # the summary is that of just these records
    return rows


def points(every: int) -> range:
    """Return some of the moments; with `every` 1 all of them, which takes a minute a format."""
    return range(1, 1_000_000, every)


@pytest.mark.parametrize("keeps_pressing", [False, True], ids=["once", "held down"])
@pytest.mark.parametrize(
    ("name", "every"), [("out.csv", 23), ("out.json", 23), ("out.jsonl", 23), ("out.xlsx", 67)]
)
def test_what_is_told_is_what_is_in_the_file(
    batch: Callable[[], Batch],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    every: int,
    keeps_pressing: bool,
) -> None:
    output = tmp_path / name
    outcomes: set[int | str] = set()
    for point in points(every):
        output.unlink(missing_ok=True)
        with batch() as opened:
            press = Presser(point, keeps_pressing=keeps_pressing)
            try:
                with press:
                    whole = write_records(opened, Destination(output.suffix[1:], output))
            except KeyboardInterrupt:
                whole = False
        told = capsys.readouterr().err
        assert not list(tmp_path.glob(".out*")), point
        if found := re.search(r"has the first (\d+) records", told):
            records = int(found[1])
            assert f"Interrupted after {records} records." in told, point
            assert records_in(output) == records, point
            assert not whole, point
            outcomes.add(records)
        elif "Written to" in told:
            assert records_in(output) == RECORDS, point
            outcomes.add("whole")
        else:
            assert not output.exists() or records_in(output) == RECORDS, (point, told)
            assert not whole, point
        if not press.reached:
            break
    assert outcomes >= {1, 2, "whole"}


@pytest.mark.parametrize("keeps_pressing", [False, True], ids=["once", "held down"])
def test_a_file_that_would_be_replaced_is_whole_before_or_after(
    batch: Callable[[], Batch],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    keeps_pressing: bool,
) -> None:
    output = tmp_path / "out.csv"
    for point in points(61):
        output.write_text("old")
        with batch() as opened:
            press = Presser(point, keeps_pressing=keeps_pressing)
            try:
                with press:
                    write_records(opened, Destination("csv", output, force=True))
            except KeyboardInterrupt:
                pass
        told = capsys.readouterr().err
        assert not list(tmp_path.glob(".out*")), point
        if "Written to" in told:
            assert records_in(output) == RECORDS
        elif "is left as it was" in told:
            assert output.read_text() == "old", point
        else:
            assert output.read_text() == "old" or records_in(output) == RECORDS, point
        if not press.reached:
            break


def test_where_ctrl_c_is_ignored_it_stays_so(batch: Callable[[], Batch], tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with batch() as opened, Presser(100, keeps_pressing=True) as press:
            assert write_records(opened, Destination("csv", output))
    finally:
        signal.signal(signal.SIGINT, before)
    assert press.reached
    assert records_in(output) == RECORDS


def test_results_are_written_in_another_thread_too(
    batch: Callable[[], Batch], tmp_path: Path
) -> None:
    output = tmp_path / "out.csv"
    with batch() as opened:
        args = (opened, Destination("csv", output))
        thread = threading.Thread(target=write_records, args=args)
        thread.start()
        thread.join()
    assert records_in(output) == RECORDS


def test_an_error_of_the_file_is_raised_as_it_is() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"), CtrlC() as ctrl_c:
        list(ctrl_c.steps(broken()))
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


class _PressedBeforeAWait(CtrlC):
    """Ctrl-C comes when it is known that none has come, and just before the next step begins."""

    def __setattr__(self, name: str, value: object) -> None:
        if (name, value) == ("_breaks_off", True):
            self._press(signal.SIGINT, None)
        super().__setattr__(name, value)


def test_ctrl_c_just_before_a_wait_for_input_begins_ends_it() -> None:
    with _PressedBeforeAWait() as ctrl_c:
        assert list(ctrl_c.steps(iter(["never read"]))) == []
        assert ctrl_c.ended_steps
