"""What the tests share: the built-in content, and a way to run the command as a user does."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from careerplan_cli.model.instrument import Instrument
from careerplan_cli.pack.content_pack import ContentPack, built_in_folder

# Where the tests run in the background, Ctrl-C is ignored, and so it would be by what they start.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def pack() -> ContentPack:
    return ContentPack(built_in_folder())


@pytest.fixture(scope="session")
def survey(pack: ContentPack) -> Instrument:
    return pack.instrument("survey")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `careerplan` with these words in an empty folder; a test that hangs fails."""

    def run_in_folder(
        *words: str, stdin: str | bytes = b"", **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            [sys.executable, "-m", "careerplan_cli", *words],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=tmp_path,
            env=os.environ | {"COLUMNS": "80"} | environment,
            timeout=60,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run_in_folder


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
