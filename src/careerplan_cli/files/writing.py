"""Writes files so that a crash leaves the old one or the new one, never half of one."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path


def replace(path: Path, text: str) -> None:
    """Write `text` to `path` in UTF-8, in place of what is there; raise `OSError` if that fails."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        # A device or a pipe takes the text; a folder refuses it.
        with target.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
        return
    with tempfile.NamedTemporaryFile(
        "w",
        encoding="utf-8",
        newline="",
        dir=target.parent,
        prefix=f".{target.name[:40]}.",
        suffix=".tmp",
        delete=False,
    ) as file:
        temporary = Path(file.name)
        try:
            file.write(text)
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


def create(path: Path, text: str) -> None:
    """Write `text` to the new file `path`.

    Raise `FileExistsError` where there is a file of that name, `OSError` for any other failure.
    """
    with path.open("x"):
        pass  # the name is ours now
    try:
        replace(path, text)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
