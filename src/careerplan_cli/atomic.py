"""Writes files so that they appear whole or not at all, whatever ends the program.

Where the system can (Linux), a file has no name until it is whole: even `kill -9` leaves nothing.
Elsewhere it is written under a hidden name beside its place, which the next writer clears away.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO, cast

_SUFFIX = ".careerplan-tmp"

_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV)
"""What a file system answers that has no hard links, such as FAT."""


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to, which takes the place of `path` at the end of the block.

    Where the block or the writing fails, what was at `path` stays; raise `OSError` for the latter.
    What must outlast even a power cut is made sure of in the block, with `make_lasting`.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        # A device or a pipe takes what is written; a folder refuses it.
        with target.open("wb") as device:
            yield device
        return
    with _writing(target, _replace) as file:
        yield file


@contextmanager
def creating(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to, which is the new file `path` at the end of the block.

    Raise `FileExistsError` where there is a file of that name, `OSError` for any other failure.
    """
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    with _writing(path, _claim) as file:
        yield file


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


def content_digest(path: Path) -> str | None:
    """Return a digest of what is in a file, None where there is none; raise `OSError`."""
    from hashlib import sha256

    try:
        return sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Let no other careerplan be in such a block for the same folder, where the system can."""
    descriptor = None
    with suppress(ImportError, OSError):
        import fcntl  # not on Windows

        descriptor = os.open(folder, os.O_RDONLY)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _raw(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


@contextmanager
def _writing(target: Path, put: Callable[[Path, Path], None]) -> Iterator[BinaryIO]:
    """Give a file to write to; when it is whole, `put` brings it from a hidden name to `target`."""
    _clear_away(target)
    temporary = target.with_name(_hidden_name(target))
    descriptor = _open_nameless(target.parent)
    nameless = descriptor is not None
    if descriptor is None:
        descriptor = _open_named(temporary)
    file = cast("BinaryIO", os.fdopen(descriptor, "w+b"))
    try:
        yield file
        file.flush()
        if not nameless:
            file.close()  # Windows moves no file that is open
        elif put is _claim:
            _give_name(descriptor, target)
            return
        else:
            _give_name(descriptor, temporary)
        put(temporary, target)
    finally:
        with suppress(OSError):  # closing tries once more to write, in vain
            file.close()
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _replace(temporary: Path, target: Path) -> None:
    import shutil

    if target.exists():
        shutil.copymode(target, temporary)
    temporary.replace(target)


def _claim(temporary: Path, target: Path) -> None:
    """Move a file to a name that nobody has; raise `FileExistsError` where somebody has it."""
    if os.name == "nt":
        temporary.rename(target)  # which replaces nothing there
        return
    try:
        os.link(temporary, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # Nothing but an empty file can take the name for us here; it is there for an instant.
        target.open("x").close()
        try:
            temporary.replace(target)
        except BaseException:
            target.unlink()
            raise


def _open_nameless(folder: Path) -> int | None:
    """Return the descriptor of a new file without a name; None where the system has no such."""
    if not hasattr(os, "O_TMPFILE") or not os.path.isdir("/proc/self/fd"):  # noqa: PTH112
        return None
    try:
        descriptor = os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o666)
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOSYS):
            return None
        raise
    _hold(descriptor)
    return descriptor


def _give_name(descriptor: int, path: Path) -> None:
    """Give a file without a name one that nobody has; raise `FileExistsError` if it is taken."""
    # Without a descriptor of a folder Python would link to the link in /proc, not to the file.
    os.link(f"/proc/self/fd/{descriptor}", path, src_dir_fd=descriptor, follow_symlinks=True)


def _open_named(temporary: Path) -> int:
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)
    _hold(descriptor)
    return descriptor


def _hidden_name(target: Path) -> str:
    return f".{target.name[:40]}.{os.urandom(6).hex()}{_SUFFIX}"


def _clear_away(target: Path) -> None:
    """Remove the hidden files that earlier writers of `target` left when they were killed."""
    start = f".{target.name[:40]}."
    with suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            if entry.name.startswith(start) and entry.name.endswith(_SUFFIX):
                _remove_unheld(entry.path)


def _hold(descriptor: int) -> None:
    """Let `_remove_unheld` see that the file is being written, for as long as it is open."""
    with suppress(ImportError, OSError):
        import fcntl  # not on Windows, where a file that is open cannot be removed

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove_unheld(path: str) -> None:
    with suppress(OSError):
        descriptor = os.open(path, os.O_RDWR)
        try:
            with suppress(ImportError):
                import fcntl

                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                os.unlink(path)  # noqa: PTH108
        finally:
            os.close(descriptor)
        if os.name == "nt":
            os.unlink(path)  # noqa: PTH108
