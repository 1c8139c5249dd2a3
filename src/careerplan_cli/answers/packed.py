"""Reads files that are packed: those in a .zip archive, and the one in a .gz file."""

import gzip
import io
import os
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from careerplan_cli.model.errors import FileError, Problem, reason
from careerplan_cli.text.printable import one_line

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_UNCHECKED = 16 * 1024 * 1024
_MOST_UNPACKED = 150
"""A file may unpack to so many bytes whatever its size, or to so many times its own."""

_MOST_MEMBERS = 10_000
_DAMAGE = (
    *(EOFError, NotImplementedError, OSError, RuntimeError, ValueError),
    *(zipfile.BadZipFile, zlib.error),
)


def members(archive: str) -> tuple[list[str], list[str]]:
    """Return the names of the files in a .zip archive: `answers.zip/folder/a.csv`.

    Then the names of archives in it, which are not read. What is hidden, and the copies that macOS
    puts in `__MACOSX`, are left out. Raise `FileError` when it is no such archive.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = opened.infolist()
    except _DAMAGE as error:
        raise _problem(archive, _damage(error), _UNPACK) from None
    if len(entries) > _MOST_MEMBERS:
        text = f"has {len(entries):,} files in it; {_MOST_MEMBERS:,} can be read."
        raise _problem(archive, text, _UNPACK)
    files: list[str] = []
    nested: list[str] = []
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
        if entry.is_dir() or not parts or any(map(_is_hidden, parts)):
            continue
        found = nested if parts[-1].lower().endswith((".zip", ".gz")) else files
        found.append(f"{archive}/{entry.filename}")
    return sorted(files), sorted(nested)


def _is_hidden(part: str) -> bool:
    return part.startswith((".", "~$")) or part == "__MACOSX"


def open_packed(name: str, place: tuple[str, str] | None) -> io.BufferedReader:
    """Return what a packed file unpacks to, to be read once; it says what is wrong as it is read.

    `place` has the archive that it is in and its name there; without one it is a .gz file.
    Raise `FileError` when it cannot be opened.
    """
    try:
        if place is None:
            with Path(name).open("rb") as file:
                size = os.fstat(file.fileno()).st_size
            return io.BufferedReader(_Unpacked(name, gzip.open(name), size))
        archive, member = place
        with zipfile.ZipFile(archive) as opened:
            entry = opened.getinfo(member)
            if entry.flag_bits & 1:
                advice = "Unpack it with the password, and score what is in it."
                raise _problem(name, "is locked: the archive has a password.", advice)
            return io.BufferedReader(_Unpacked(name, opened.open(entry), entry.compress_size))
    except KeyError:
        raise _problem(name, "there is no such file in the archive.", "") from None
    except _DAMAGE as error:
        raise _problem(name, _damage(error), _UNPACK) from None


class _Unpacked(io.RawIOBase):
    """The bytes that `packed` unpacks to; `size` is how many bytes it has itself.

    Raise `FileError` where it is damaged, or unpacks to more than a real table does.
    """

    def __init__(self, name: str, packed: IO[bytes] | gzip.GzipFile, size: int) -> None:
        self._name = name
        self._packed = packed
        self._most = max(_UNCHECKED, size * _MOST_UNPACKED)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer).cast("B")
        try:
            raw = self._packed.read(len(room))
        except _DAMAGE as error:
            raise _problem(self._name, _damage(error), _UNPACK) from None
        self._most -= len(raw)
        if self._most < 0:
            text = "unpacks to far more than a real table does; no more of it is read."
            raise _problem(self._name, text, "If it is a real table, unpack it, and score that.")
        room[: len(raw)] = raw
        return len(raw)

    def close(self) -> None:
        self._packed.close()
        super().close()


_UNPACK = "Unpack it, or save it again, and score that."


def _damage(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno is not None:
        return f"cannot be read: {reason(error)}."
    return f"cannot be unpacked ({one_line(str(error))[:80]})."


def _problem(name: str, text: str, advice: str) -> FileError:
    return FileError(Problem(one_line(name), 0, 0, text), advice=advice)
