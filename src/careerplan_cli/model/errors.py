"""The errors that a user can mend: each says what is wrong and what to do."""

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
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "you do not have the right to"
    if isinstance(error, IsADirectoryError):
        return "it is a folder"
    return one_line(error.strerror or str(error))
