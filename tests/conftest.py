"""What the tests share: the built-in content, and ways to run the command as a user does."""

import contextlib
import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import BinaryIO

import pytest

from careerplan_cli.app import main
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.pack.content_pack import ContentPack, built_in_folder

# Where the tests run in the background, Ctrl-C is ignored, and so it would be by what they start.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

Run = Callable[..., "subprocess.CompletedProcess[str]"]

LONGEST = 60
"""For how many seconds a command may run; a test whose command hangs fails."""


def pytest_configure() -> None:
    """Let Ctrl-C be tried, also where a shell runs the tests in its background, without it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def pack() -> ContentPack:
    return ContentPack(built_in_folder())


@pytest.fixture(scope="session")
def survey(pack: ContentPack) -> Instrument:
    return pack.instrument("survey")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `careerplan` with these words in an empty folder, within this process."""
    return runner(tmp_path)


def runner(folder: Path) -> Run:
    """Return what runs `careerplan` with some words in a folder, within this process."""

    def run_in_folder(
        *words: str, stdin: str | bytes = b"", **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        given = stdin.encode() if isinstance(stdin, str) else stdin
        with (
            _as_a_process(("careerplan", *words), folder, environment),
            _streams(given) as (out, err),
            _time_limit(),
        ):
            try:
                main()
                code: object = 0
            except SystemExit as end:
                code = end.code or 0
            sys.stdout.flush()
            sys.stderr.flush()
            texts = [_content(file) for file in (out, err)]
        assert isinstance(code, int)
        return subprocess.CompletedProcess(words, code, *texts)

    return run_in_folder


@pytest.fixture
def run_process(tmp_path: Path) -> Run:
    """Do what `run` does in a process of its own, for what one alone can show."""

    def run_in_folder(
        *words: str, stdin: str | bytes = b"", **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            [sys.executable, "-m", "careerplan_cli", *words],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=tmp_path,
            env=os.environ | {"COLUMNS": "80"} | environment,
            timeout=LONGEST,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run_in_folder


@contextlib.contextmanager
def _as_a_process(
    argv: tuple[str, ...], folder: Path, environment: dict[str, str]
) -> Iterator[None]:
    """Set what a process has of its own, and afterwards put back what was there."""
    known, arguments, place = dict(os.environ), sys.argv, Path.cwd()
    broken_pipe = getattr(signal, "SIGPIPE", None)
    handler = signal.getsignal(broken_pipe) if broken_pipe else None
    os.environ.update({"COLUMNS": "80"} | environment)
    sys.argv = list(argv)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(place)
        sys.argv = arguments
        os.environ.clear()
        os.environ.update(known)
        if broken_pipe:
            signal.signal(broken_pipe, handler)


@contextlib.contextmanager
def _streams(stdin: bytes) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """Give the files that take what is written to the standard streams; input is a pipe."""
    import tempfile

    reading, writing = os.pipe()

    def feed() -> None:
        if hasattr(signal, "pthread_sigmask"):
            # What reads may have ended: this thread alone is told, not the whole run of tests.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPIPE})
        with contextlib.suppress(BrokenPipeError), os.fdopen(writing, "wb") as pipe:
            pipe.write(stdin)

    feeder = threading.Thread(target=feed)
    before = sys.stdin, sys.stdout, sys.stderr
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        sys.stdin = os.fdopen(reading, encoding="utf-8")
        sys.stdout, sys.stderr = (
            io.TextIOWrapper(os.fdopen(os.dup(file.fileno()), "wb"), encoding="utf-8")
            for file in (out, err)
        )
        feeder.start()
        try:
            yield out, err
        finally:
            for stream in (sys.stdin, sys.stdout, sys.stderr):
                stream.close()
            feeder.join()
            sys.stdin, sys.stdout, sys.stderr = before


def _content(file: BinaryIO) -> str:
    file.seek(0)
    return file.read().decode()


@contextlib.contextmanager
def _time_limit() -> Iterator[None]:
    """Raise `TimeoutError` after `LONGEST` seconds, where the system can."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"The command ran for more than {LONGEST} seconds.")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


ANSWERS = """\
careerplan: 1
instrument: survey
district: Cedar Valley
respondent: Board office
date: 2026-11-23
answers:
  student-engagement: blue
  personnel: red
  marketing-and-communications: blue
  learning-partnerships: green
  operations: blue
notes:
  personnel: Two retirements in June.
"""


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """A complete answer file: 5 points, on our way, personnel lowest."""
    path = tmp_path / "cedar-valley.yaml"
    path.write_text(ANSWERS, encoding="utf-8", newline="")
    return path
