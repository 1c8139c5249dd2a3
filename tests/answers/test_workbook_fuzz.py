"""Whatever a damaged workbook holds: its table is read, or there is an error. Never more."""

import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from careerplan_cli.answers.template import WHO
from careerplan_cli.excel import add_sheet, open_workbook, write_row

FIXTURES = Path(__file__).parents[1] / "fixtures" / "workbooks"

CHECK = """
import resource
import sys
from pathlib import Path
from careerplan_cli.answers.workbook import Workbook
from careerplan_cli.model.errors import FileError
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        with path.open("rb") as file:
            for row in Workbook(file, path.name, None, lambda cells: float(len(cells))).rows():
                pass
    except FileError as error:
        assert str(error).startswith(path.name), error
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
"""Reads each workbook in a folder, and prints how much more memory that took, in KiB on Linux.

The most memory of a process begins with that of the one that started it.
"""

WORDS = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\x01\0\0\0", b"99999999", b"XFD")


def workbook() -> bytes:
    file = io.BytesIO()
    with open_workbook(file) as book:
        sheet = add_sheet(book, "Answers")
        for row in range(30):
            write_row(sheet, row, [*WHO, row, "blue", 2.5, True, "#N/A"])
    return file.getvalue()


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """Return a copy with some bytes changed, written over, dropped or doubled."""
    text = bytearray(raw)
    for _ in range(chance.choice((1, 2, 5, 20))):
        place = chance.randrange(len(text) + 1)
        length = chance.randrange(1, 50)
        match chance.randrange(4):
            case 0:
                text[place : place + 1] = chance.randbytes(1)
            case 1:
                word = chance.choice(WORDS)
                text[place : place + len(word)] = word
            case 2:
                del text[place : place + length]
            case 3:
                text[place:place] = text[max(0, place - length) : place]
    return bytes(text)


def mutants(raw: bytes, chance: random.Random, number: int) -> Iterator[bytes]:
    """Yield damaged copies of a workbook: most have one damaged part in a sound archive."""
    for _ in range(number):
        if raw[:2] != b"PK" or chance.random() < 0.2:
            yield damaged(raw, chance)
            continue
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = {part.filename: archive.read(part) for part in archive.infolist()}
        name = chance.choice([name for name in parts if name != "mimetype"])
        parts[name] = damaged(parts[name], chance)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, text in parts.items():
                archive.writestr(part, text)
        yield file.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="memory is told by getrusage")
@pytest.mark.parametrize(
    ("kind", "number"), [("xlsx", 600), ("xls", 60), ("xlsb", 60), ("ods", 60)]
)
def test_damaged_workbooks_are_read_or_refused_within_bounds(
    tmp_path: Path, kind: str, number: int
) -> None:
    raw = workbook() if kind == "xlsx" else (FIXTURES / f"survey.{kind}").read_bytes()
    for n, mutant in enumerate(mutants(raw, random.Random(kind), number)):  # noqa: S311
        (tmp_path / f"{n:03}.{kind}").write_bytes(mutant)
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert int(done.stdout) < 150 * 1024
