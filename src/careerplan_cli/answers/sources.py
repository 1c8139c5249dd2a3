"""What is to be scored: answer files, tables, folders of them, and standard input."""

import os
import re
import stat
import sys
from collections.abc import Mapping, Sequence
from io import BufferedReader
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Literal, NamedTuple, cast

from careerplan_cli.model.errors import CareerplanError, FileError, Problem, reason
from careerplan_cli.text.printable import one_line

FileFormat = Literal["yaml", "json", "csv", "tsv", "xlsx", "jsonl"]
"""How answers are written. An object in `json` is an answer file, an array of them a table.

`xlsx` stands for workbooks of every kind: what is in one tells which it is.
"""

FORMATS: dict[str, FileFormat] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xlsx",
    ".xlsb": "xlsx",
    ".ods": "xlsx",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
"""The formats by the endings of files' names."""

_NOT_READ = "Folders inside it are not read: name them too, if answers are there."
_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_ANSWER_FILE = r"(?m)^\s*[\"']?(careerplan|answers|instrument)[\"']?\s*:"
_TWO_OBJECTS = r"\A\s*\{[^\r\n]*\}[ \t]*\r?\n\s*\{"

# One object on one line, and none of an answer file's.
_ONE_RECORD = r'\A\s*\{(?![^\r\n]*"(?:careerplan|answers)")[^\r\n]*\}\s*\Z'


class Source(NamedTuple):
    """Where answers come from, and how they are written: as a table or as an answer file.

    `size` is in bytes, None where it is not known. `stream` is what can be read only once, such as
    standard input or a pipe.
    """

    name: str
    format: FileFormat
    is_table: bool
    size: int | None = None
    stream: BufferedReader | None = None

    @property
    def shown(self) -> str:
        """What messages call it."""
        return _shown(self.name)

    def open(self) -> BinaryIO:
        """Return the file, to be read from its start; raise `FileError` when that fails."""
        return self.stream or _opened(self.name)


class ReadOptions(NamedTuple):
    """How the user wants sources read, where they do not tell it themselves.

    `sheet` is that of a workbook; `columns` names the column of a table for question ids.
    """

    format: FileFormat | None = None
    encoding: str | None = None
    sheet: str | None = None
    instrument: str | None = None
    columns: Mapping[str, str] = MappingProxyType({})


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


def find_source(name: str, wanted: FileFormat | None) -> Source:
    """Return where the answers called `name` come from, in the format wanted or else found.

    The first bytes and the name's ending tell the format (a name for YAML is believed). Raise
    `FileError` when the file cannot be read.
    """
    suffix = Path(name).suffix.lower()
    if wanted is None and FORMATS.get(suffix) == "yaml":
        return Source(name, "yaml", is_table=False)
    file = cast("BufferedReader", sys.stdin.buffer) if name == "-" else _opened(name)
    try:
        head = file.peek(4096)[:4096]
    except OSError as error:
        problem = Problem(_shown(name), 0, 0, f"cannot be read: {reason(error)}.")
        raise FileError(problem) from None
    found = wanted or sniff_format(head, suffix)
    is_table = _text(head).lstrip().startswith("[") if found == "json" else found != "yaml"
    if name == "-" or not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        return Source(name, found, is_table, stream=file)
    with file:
        return Source(name, found, is_table, os.fstat(file.fileno()).st_size)


def _opened(name: str) -> BufferedReader:
    try:
        return Path(name).open("rb")
    except OSError as error:
        problem = Problem(_shown(name), 0, 0, f"cannot be read: {reason(error)}.")
        raise FileError(problem) from None


def _shown(name: str) -> str:
    return "standard input" if name == "-" else one_line(name)


def sniff_format(head: bytes, suffix: str) -> FileFormat:
    """Return the format of a file by its first bytes and the ending of its name."""
    by_name = FORMATS.get(suffix)
    if head.startswith(_WORKBOOK_STARTS):
        return "xlsx"
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
        inside = [name]
        try:
            if not name:
                raise FileError(Problem("(an empty name)", 0, 0, "names no file."))
            if Path(name).is_dir():
                inside, notice = _in_folder(name)
                notices += [notice] if notice else []
        except FileError as error:
            failed.append(error)
            continue
        for one in inside:
            identity = one if one == "-" else os.path.realpath(one)
            if found.setdefault(identity, one) is not one:
                repeated.append(one)
    if repeated:
        more = f" (and {len(repeated) - 1} more)" if len(repeated) > 1 else ""
        notices.append(f"{repeated[0]}{more} is named twice; each file counts once.")
    return list(found.values()), failed, notices


def _in_folder(folder: str) -> tuple[list[str], str]:
    """Return a folder's files with answers, by name, and a notice of what else is in it.

    A broken link is a file too, and is told of when it is read. Raise `FileError` if there are
    none.
    """
    files, folders, foreign = [], [], []
    try:
        for path in Path(folder).iterdir():
            suffix = path.suffix.lower()
            if path.is_dir():
                folders.append(path.name)
            elif suffix == ".numbers":
                foreign.append(path.name)
            elif suffix in FORMATS and not path.name.startswith((".", "~$")):
                files += [path.name] if path.is_file() or path.is_symlink() else []
    except OSError as error:
        problem = Problem(one_line(folder), 0, 0, f"cannot be read: {reason(error)}.")
        raise FileError(problem) from None
    if not files:
        text = f"no file in this folder has a name that ends in {', '.join(FORMATS)}."
        advice = _NOT_READ if folders else ""
        raise FileError(Problem(one_line(folder), 0, 0, text), advice=advice)
    notices = []
    if folders:
        names = ", ".join(sorted(folders)[:3])
        more = f" and {len(folders) - 3} more" if len(folders) > 3 else ""
        notices.append(f"{_NOT_READ} ({names}{more})")
    if foreign:
        names = one_line(", ".join(sorted(foreign)[:3]))
        notices.append(f"Not read, save as .xlsx or .csv: {names} ({len(foreign)} in all).")
    notice = f"{one_line(folder)}: {' '.join(notices)}" if notices else ""
    return [os.path.join(folder, name) for name in sorted(files)], notice  # noqa: PTH118 (`./a.csv`)
