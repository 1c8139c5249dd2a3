"""The errors that a user can mend: each says what is wrong and what to do."""

import errno
import os
from typing import NamedTuple

from careerplan_cli.text.printable import one_line


class Problem(NamedTuple):
    """One thing wrong in a file. Lines and columns count from 1; line 0 is the file as a whole."""

    file: str
    line: int
    column: int
    text: str

    def __str__(self) -> str:
        """Return `file:line:column: text`, the form that editors can jump to."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.text}"


class CareerplanError(Exception):
    """What went wrong, and what the user can do about it."""

    def __init__(self, problem: str, advice: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.advice = advice


class FileError(CareerplanError):
    """A file that cannot be used, with each problem found in it, in file order."""

    def __init__(self, *problems: Problem, advice: str = "") -> None:
        super().__init__("\n".join(map(str, problems)), advice)
        self.problems = problems


class UnknownNameError(CareerplanError):
    """A name that is not among the valid ones; tells the nearest and all of them."""

    def __init__(self, kind: str, name: str, valid: tuple[str, ...]) -> None:
        super().__init__(f"There is no {kind} {name!r}{did_you_mean(name, valid)}")
        self.advice = f"Valid: {', '.join(valid)}." if valid else f"This content has no {kind}."


def did_you_mean(name: str, valid: tuple[str, ...]) -> str:
    """Return `; did you mean personnel?` for the valid name nearest to `name`, else a full stop."""
    from difflib import get_close_matches

    nearest = get_close_matches(name.lower(), valid, n=1, cutoff=0.6)
    return f"; did you mean {nearest[0]}?" if nearest else "."


def reason(error: OSError) -> str:
    """Return in plain words why the system refused to read or write."""
    number, told = error.errno or 0, error.strerror or str(error)
    if number in _REASONS and told == os.strerror(number):
        return _REASONS[number]
    return one_line(told)


def what_to_do(error: OSError) -> str:
    """Return what a user can do about what the system refused."""
    if "temporary directory" in str(error.strerror):  # as Python's tempfile tells it
        return "Free up disk space, or set TMPDIR to a folder that can be written to."
    return _ADVICE.get(error.errno or 0, "Try again, or choose another place.")


def refusal(error: OSError) -> tuple[str, str]:
    """Return what the system refused and where, and what to do about it."""
    if error.filename is None:
        return f"The system refused: {reason(error)}.", what_to_do(error)
    name = one_line(os.fsdecode(error.filename)) if error.filename else "an empty name"
    return f"The system refused {name}: {reason(error)}.", what_to_do(error)


_REASONS = {
    errno.ENOENT: "there is no such file or folder",
    errno.EACCES: "you do not have permission to",
    errno.EPERM: "you do not have permission to",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "a part of its path is a file, not a folder",
    errno.EDQUOT: "your share of the disk is used up",
    errno.EROFS: "the disk can only be read",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "the links go round in a circle",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.ENOMEM: "there is not enough memory",
    errno.EIO: "the disk or the connection to it fails",
}

_ADVICE = {
    errno.ENOENT: "Check the name, and that the folder is still there.",
    errno.EACCES: "Check the permissions of the file and its folder, or choose another place.",
    errno.EPERM: "Check the permissions of the file and its folder, or choose another place.",
    errno.EISDIR: "Name a file in it.",
    errno.ENOTDIR: "Check the path.",
    errno.ENOSPC: "Free up disk space, or choose another place.",
    errno.EDQUOT: "Free up disk space, or choose another place.",
    errno.EFBIG: "Choose another place, or ask for a higher limit (ulimit -f).",
    errno.EROFS: "Choose another place.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
    errno.ELOOP: "Name the file itself instead of a link to it.",
    errno.EMFILE: "Name fewer files at once, or ask for a higher limit (ulimit -n).",
    errno.ENFILE: "Close other programs, then try again.",
    errno.ENOMEM: "Close other programs, or split the input.",
    errno.EIO: "Check the disk or the connection, then try again.",
}
