"""Writes files so that a crash leaves the old one or the new one, never half of one."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO, cast


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to, which takes the place of `path` at the end of the block.

    Where the block or the writing fails, what was at `path` stays; raise `OSError` for the latter.
    What must outlast even a power cut is made sure of in the block, with `make_lasting`.
    """
    import shutil
    import tempfile

    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        # A device or a pipe takes what is written; a folder refuses it.
        with target.open("wb") as device:
            yield device
        return
    with tempfile.NamedTemporaryFile(
        dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".tmp", delete=False
    ) as file:
        temporary = Path(file.name)
        try:
            yield cast("BinaryIO", file)
            file.flush()
        except BaseException:
            with suppress(OSError):  # closing tries once more to write, in vain
                file.close()
            temporary.unlink(missing_ok=True)
            raise
    try:
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def creating(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to, which is the new file `path` at the end of the block.

    Raise `FileExistsError` where there is a file of that name, `OSError` for any other failure.
    """
    with path.open("x"):
        pass  # the name is ours now
    try:
        with replacing(path) as file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def make_lasting(file: BinaryIO) -> None:
    """Wait until what was written to a file is on the disk; raise `OSError` if that fails."""
    file.flush()
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # a device has no disk to wait for
        os.fsync(file.fileno())


def replace(path: Path, content: str | bytes) -> None:
    """Write `content` to `path`, text in UTF-8, in place of what is there.

    Raise `OSError` if that fails.
    """
    with replacing(path) as file:
        file.write(_raw(content))
        make_lasting(file)


def create(path: Path, content: str | bytes) -> None:
    """Write `content` to the new file `path`, text in UTF-8; raise as `creating` does."""
    with creating(path) as file:
        file.write(_raw(content))
        make_lasting(file)


def keep_aside(path: Path) -> Path:
    """Copy a file to FILE.bak beside it, or to FILE.bak2 and so on where that is taken.

    Return the name of the copy; raise `OSError` if that fails.
    """
    raw = path.read_bytes()
    for number in count(1):
        kept = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        with suppress(FileExistsError):
            create(kept, raw)
            break
    return kept


def _raw(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content
