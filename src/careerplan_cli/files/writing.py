"""Writes files so that a crash leaves the old one or the new one, never half of one."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path


def replace(path: Path, content: str | bytes) -> None:
    """Write `content` to `path`, in place of what is there; raise `OSError` if that fails.

    Text is written in UTF-8.
    """
    raw = content.encode() if isinstance(content, str) else content
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        # A device or a pipe takes the content; a folder refuses it.
        with target.open("wb") as file:
            file.write(raw)
        return
    with tempfile.NamedTemporaryFile(
        dir=target.parent,
        prefix=f".{target.name[:40]}.",
        suffix=".tmp",
        delete=False,
    ) as file:
        temporary = Path(file.name)
        try:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            with contextlib.suppress(OSError):  # closing tries once more to write, in vain
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


def create(path: Path, content: str | bytes) -> None:
    """Write `content` to the new file `path`.

    Raise `FileExistsError` where there is a file of that name, `OSError` for any other failure.
    """
    with path.open("x"):
        pass  # the name is ours now
    try:
        replace(path, content)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def keep_aside(path: Path) -> Path:
    """Copy a file to FILE.bak beside it, or to FILE.bak2 and so on where that is taken.

    Return the name of the copy; raise `OSError` if that fails.
    """
    raw, number = path.read_bytes(), 1
    while True:
        kept = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        with contextlib.suppress(FileExistsError):
            create(kept, raw)
            return kept
        number += 1
