"""What is to be scored: answer files, tables, folders of them, and standard input."""

import os
import re
import stat
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Literal, cast

from careerplan_cli.model.errors import CareerplanError, FileError, Problem
from careerplan_cli.schema.yaml_file import reason
from careerplan_cli.text.printable import one_line

Form = Literal["yaml", "json", "csv", "tsv", "xlsx", "jsonl"]
"""How answers are written. An object in `json` is an answer file, an array of them a table."""

FORMS: dict[str, Form] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".xlsx": "xlsx",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
"""The forms by the endings of files' names."""

STANDARD_INPUT = "-"

_NOT_READ = "Folders inside it are not read: name them too, if answers are there."
_FOREIGN = (".xls", ".xlsb", ".xlsm", ".ods", ".numbers")
_HEAD = 4096
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ANSWER_FILE = r"(?m)^\s*[\"']?(careerplan|answers|instrument)[\"']?\s*:"
_TWO_OBJECTS = r"\A\s*\{[^\r\n]*\}[ \t]*\r?\n\s*\{"

# One object on one line, and none of an answer file's.
_ONE_RECORD = r'\A\s*\{(?![^\r\n]*"(?:careerplan|answers)")[^\r\n]*\}\s*\Z'


@dataclass(frozen=True)
class Source:
    """Where answers come from, and in which form.

    `size` is in bytes, None where it is not known. `stream` is what can be read only once, such as
    standard input or a pipe.
    """

    name: str
    form: Form
    size: int | None = None
    stream: BufferedReader | None = None

    @property
    def shown(self) -> str:
        """What messages call it."""
        return _shown(self.name)

    def open(self) -> BinaryIO:
        """Return the file, to be read from its start; raise `FileError` when that fails."""
        return self.stream or _opened(self.name)

    def head(self) -> bytes:
        """Return the first bytes, which are there to be read all the same."""
        if self.stream:
            return self.stream.peek(_HEAD)[:_HEAD]
        with self.open() as file:
            return file.read(_HEAD)


@dataclass(frozen=True)
class ReadOptions:
    """How the user wants sources read, where they do not tell it themselves.

    `sheet` is that of a workbook; `columns` names the column of a table for question ids.
    """

    form: Form | None = None
    encoding: str | None = None
    sheet: str | None = None
    instrument: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


def seekable(file: BinaryIO) -> BinaryIO:
    """Return a file that can be read more than once: itself, or a temporary copy of a pipe."""
    if file.seekable():
        return file
    import shutil
    import tempfile

    copy = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as the one it copies)
    shutil.copyfileobj(file, copy)
    copy.seek(0)
    return copy


def source(name: str, form: Form | None) -> Source:
    """Return where the answers called `name` come from; `form` is theirs where it is known.

    The form is told by the first bytes and the name's ending (a name for YAML is believed).
    Raise `FileError` when the file cannot be read.
    """
    ending = os.path.splitext(name)[1].lower()  # noqa: PTH122 (Path is slow for many)
    if form is None and FORMS.get(ending) == "yaml":
        return Source(name, "yaml")
    size, stream = None, None
    if name == STANDARD_INPUT:
        stream = cast("BufferedReader", sys.stdin.buffer)
    else:
        file = _opened(name)
        status = os.fstat(file.fileno())
        if stat.S_ISREG(status.st_mode):
            file.close()
            size = status.st_size
        else:
            stream = file
    unread = Source(name, form or "yaml", size, stream)
    try:
        return replace(unread, form=form or _form(unread.head(), ending, unread.shown))
    except OSError as error:
        problem = Problem(unread.shown, 0, 0, f"cannot be read: {reason(error)}.")
        raise FileError(problem) from None


def _opened(name: str) -> BufferedReader:
    try:
        return Path(name).open("rb")
    except OSError as error:
        problem = Problem(_shown(name), 0, 0, f"cannot be read: {reason(error)}.")
        raise FileError(problem) from None


def _shown(name: str) -> str:
    return "standard input" if name == STANDARD_INPUT else one_line(name)


def _form(head: bytes, ending: str, shown: str) -> Form:
    """Return the form of a file by its first bytes and its name's ending."""
    by_name = FORMS.get(ending)
    if head.startswith(_ZIP):
        return "xlsx"
    if head.startswith(_OLD_EXCEL):
        problem = Problem(shown, 0, 0, "is a workbook of an old Excel (.xls).")
        raise FileError(problem, advice="Open it in Excel and save it as .xlsx or as CSV UTF-8.")
    text = _text(head)
    if by_name == "json" or by_name is None:
        if re.search(_TWO_OBJECTS, text) or (by_name is None and re.search(_ONE_RECORD, text)):
            return "jsonl"
        if text.lstrip().startswith(("{", "[")):
            return "json"
    if by_name is None and not re.search(_ANSWER_FILE, text):
        first = text.lstrip().partition("\n")[0]
        return "csv" if any(sign in first for sign in ",;\t") else "yaml"
    return by_name or "yaml"


def is_array(origin: Source) -> bool:
    """Return whether a source in JSON holds an array, which is a table, and no answer file."""
    return _text(origin.head()).lstrip().startswith("[")


def _text(head: bytes) -> str:
    marked = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    return head.decode("utf-16" if marked else "utf-8-sig", "ignore")


def expand_folders(names: Sequence[str]) -> tuple[list[str], list[CareerplanError], list[str]]:
    """Return the names to read, each file once, with each folder's files in its place.

    With them, the errors of what cannot be read (empty names, folders), and notices.
    """
    found: dict[str, str] = {}
    failed: list[CareerplanError] = []
    notices: list[str] = []
    repeated: list[str] = []
    for name in names:
        try:
            if not name:
                raise FileError(Problem("(an empty name)", 0, 0, "names no file."))
            inside, left_out = _in_folder(name) if os.path.isdir(name) else ([name], "")  # noqa: PTH112
        except FileError as error:
            failed.append(error)
            continue
        notices += [left_out] if left_out else []
        repeated += [one for one in inside if found.setdefault(_identity(one), one) is not one]
    if repeated:
        more = f" (and {len(repeated) - 1} more)" if len(repeated) > 1 else ""
        notices.append(f"{repeated[0]}{more} is named twice; each file counts once.")
    return list(found.values()), failed, notices


def _identity(name: str) -> str:
    """Return what two names of one file have in common."""
    if name == STANDARD_INPUT or os.path.islink(name):  # noqa: PTH114 (Path is slow for many)
        return name if name == STANDARD_INPUT else os.path.realpath(name)
    folder, file = os.path.split(name)
    return os.path.join(_real_folder(folder), file)  # noqa: PTH118


@lru_cache
def _real_folder(folder: str) -> str:
    return os.path.realpath(folder)


def _in_folder(folder: str) -> tuple[list[str], str]:
    """Return a folder's files with answers, by name, and a notice where folders are in it.

    Raise `FileError` if there are none.
    """
    shown = one_line(folder)
    files, folders, foreign = [], [], []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(entry.name)
                elif _is_answers(entry):
                    files.append(entry.name)
                elif entry.name.lower().endswith(_FOREIGN):
                    foreign.append(entry.name)
    except OSError as error:
        problem = Problem(shown, 0, 0, f"cannot be read: {reason(error)}.")
        raise FileError(problem) from None
    if not files:
        text = f"no file in this folder has a name that ends in {', '.join(FORMS)}."
        raise FileError(Problem(shown, 0, 0, text), advice=_NOT_READ if folders else "")
    folders.sort()
    more = f" and {len(folders) - 3} more" if len(folders) > 3 else ""
    left_out = [f"{_NOT_READ} ({', '.join(folders[:3])}{more})"] if folders else []
    if foreign:
        names = one_line(", ".join(sorted(foreign)[:3]))
        left_out.append(f"Not read, save as .xlsx or .csv: {names} ({len(foreign)} in all).")
    notice = f"{shown}: {' '.join(left_out)}" if left_out else ""
    return [os.path.join(folder, name) for name in sorted(files)], notice  # noqa: PTH118


def _is_answers(entry: os.DirEntry[str]) -> bool:
    """Return whether a folder's entry is a file with answers, by its name.

    A broken link is one too, and is told of when it is read.
    """
    ending = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122
    named = ending in FORMS and not entry.name.startswith((".", "~$"))
    return named and (entry.is_file() or entry.is_symlink())
