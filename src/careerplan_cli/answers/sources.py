"""What is to be scored: answer files, tables, folders of them, and standard input."""

import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from io import BufferedReader, BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Literal, NamedTuple, cast

from careerplan_cli.answers.text_reader import told_encoding
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

_PACKED = (".zip", ".gz")
_READ = (*FORMATS, ".txt")
"""The endings of the files that are read in a folder; what is in a `.txt` tells its format."""

_FOREIGN = {".numbers", ".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz", ".sav", ".dta", ".parquet"}
_NOT_READ_KIND = "is a file of a kind that is not read."
_NOT_READ = "Folders inside it are not read: name them too, if answers are there."
_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_ANSWER_FILE = r"(?m)^\s*[\"']?(careerplan|answers|instrument)[\"']?\s*:"
_WEB_PAGE = (
    r"(?i)\s*(?:<\?xml[^<>]*>\s*)?(?:<!--[^<>]*-->\s*)*"
    r"<(?:!doctype html|html|head|body|meta|title|style|script|div|table)\b"
)
_SAVE_FROM_EXCEL = "Open it in Excel, and save it as .xlsx or .csv."
_XML = r"\s*<\?xml\b"
_LIST_INSIDE = r'"([^"]{1,99})"\s*:\s*\[\s*\{'
_ANSWER_ENTRY = r'"(?:careerplan|answers)"\s*:'
_OTHER_OBJECT = (
    r'\s*\{\s*"(?!(?:careerplan|instrument|district|respondent|date|answers|notes|needs|focus'
    r'|actions|left_out|content)")'
)
_TWO_OBJECTS = r"\A\s*\{[^\r\n]*\}[ \t]*\r?\n\s*\{"

# One object on one line, and none of an answer file's.
_ONE_RECORD = r'\A\s*\{(?![^\r\n]*"(?:careerplan|answers)")[^\r\n]*\}\s*\Z'


class Source(NamedTuple):
    """Where answers come from, and how they are written: as a table or as an answer file.

    `size` is in bytes, None where it is not known. `stream` is what can be read only once, such as
    standard input or a pipe; `held` has all that was in one.
    """

    name: str
    format: FileFormat
    is_table: bool
    size: int | None = None
    stream: BufferedReader | None = None
    held: bytes | None = None

    @property
    def shown(self) -> str:
        """What messages call it."""
        return _shown(self.name)

    def readable_again(self) -> "Source":
        """Return the source, whose stream is read into memory if it has one."""
        return self._replace(stream=None, held=self.stream.read()) if self.stream else self

    def open(self) -> BinaryIO:
        """Return the file, to be read from its start; raise `FileError` when that fails."""
        if self.held is not None:
            return BytesIO(self.held)
        return self.stream or _opened(self.name)

    @property
    def is_packed(self) -> bool:
        """Whether it is in an archive, or packed itself, so that it is read only once."""
        return not self.stream and _is_packed(self.name)


class Selection(NamedTuple):
    """Which records count: all of them, if nothing is said.

    `where` and `where_not` are conditions, each `COLUMN=VALUE`: of those on one column one has to
    hold, and on each column. Of `latest_by`, a column, each value counts once: with its last
    record, or with that of the latest date in the column `latest_date`.
    """

    where: tuple[str, ...] = ()
    where_not: tuple[str, ...] = ()
    latest_by: str | None = None
    latest_date: str | None = None


EVERYTHING = Selection()
"""Takes all records."""


class ReadOptions(NamedTuple):
    """How the user wants sources read, where they do not tell it themselves.

    `sheet` is that of a workbook; `columns` names the column of a table for question ids.
    `answers` has codes for options (`1=red`, `personnel:1=red`), `missing` those for no answer;
    `skip_hidden` leaves out the hidden rows of a workbook; `selection` tells which records count.
    """

    format: FileFormat | None = None
    encoding: str | None = None
    sheet: str | None = None
    instrument: str | None = None
    columns: Mapping[str, str] = MappingProxyType({})
    answers: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    skip_hidden: bool = False
    selection: Selection = EVERYTHING


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
    if wanted is None and FORMATS.get(_suffix_inside(name)) == "yaml":
        return Source(name, "yaml", is_table=False)
    if name == "-":
        stdin = cast("BufferedReader", sys.stdin.buffer)
        return Source(name, *_format(stdin, name, wanted), stream=stdin)
    with ExitStack() as on_failure:
        file = on_failure.enter_context(_opened(name))
        found = _format(file, name, wanted)
        if _is_packed(name):
            return Source(name, *found)
        status = os.fstat(file.fileno())
        if stat.S_ISREG(status.st_mode):
            return Source(name, *found, status.st_size)
        on_failure.pop_all()
        return Source(name, *found, stream=file)


def _format(file: BufferedReader, name: str, wanted: FileFormat | None) -> tuple[FileFormat, bool]:
    """Return the format of a file, the one wanted or else found, and whether it is a table."""
    try:
        head = file.peek(4096)[:4096]
    except OSError as error:
        problem = Problem(_shown(name), 0, 0, f"cannot be read: {reason(error)}.")
        raise FileError(problem) from None
    text = _text(head)
    found = wanted or sniff_format(head, _suffix_inside(name))
    if not wanted:
        _refuse_other_kinds(text, found, name)
    return found, text.lstrip().startswith("[") if found == "json" else found != "yaml"


def _refuse_other_kinds(text: str, form: FileFormat, name: str) -> None:
    """Raise `FileError` for a file that begins as one which is often taken for a table."""
    if re.match(_WEB_PAGE, text):
        told, advice = "is a web page, not a table.", _SAVE_FROM_EXCEL
    elif re.match(_XML, text):
        told, advice = "is in XML, which is not read.", _SAVE_FROM_EXCEL
    elif form != "json" or not re.match(_OTHER_OBJECT, text) or re.search(_ANSWER_ENTRY, text):
        return
    elif found := re.search(_LIST_INSIDE, text):
        inside = one_line(found[1])[:60]
        told = f"is an object that has its records in {inside!r}; a table is an array alone."
        advice = f"Save what stands in {inside!r} as a file of its own, from [ to ]."
    else:
        told = "is an object, but no answer file; a table is an array of objects, one a respondent."
        advice = 'Save it as such an array (in pandas: to_json(orient="records")).'
    raise FileError(Problem(_shown(name), 0, 0, told), advice=advice)


def _opened(name: str) -> BufferedReader:
    if _is_packed(name):
        from careerplan_cli.answers.packed import open_packed

        return open_packed(name, _archive_and_member(name))
    try:
        return Path(name).open("rb")
    except OSError as error:
        problem = Problem(_shown(name), 0, 0, f"cannot be read: {reason(error)}.")
        raise FileError(problem) from None


def _archive_and_member(name: str) -> tuple[str, str] | None:
    """Return the archive and the name in it that a name such as `a.zip/b.csv` means; else None."""
    start = 0
    lower = name.lower()
    while (start := lower.find(".zip/", start)) >= 0:
        start += len(".zip")
        archive = Path(name[:start])
        if archive.is_file() and not os.path.lexists(name):
            return name[:start], name[start + 1 :]
    return None


def _suffix_inside(name: str) -> str:
    """Return the ending of a file's name, in lower case, that of what is in it for `a.csv.gz`."""
    path = Path(name)
    return (path.with_suffix("") if path.suffix.lower() == ".gz" else path).suffix.lower()


def _is_packed(name: str) -> bool:
    """Return whether a name means a file in an archive, or a .gz file."""
    return name.lower().endswith(".gz") or _archive_and_member(name) is not None


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
    if by_name == "xlsx" and re.match(r"[^\0<]*\t", text.partition("\n")[0]):
        return "csv"
    if by_name is None and not re.search(_ANSWER_FILE, text):
        first = text.lstrip().partition("\n")[0]
        return "csv" if any(sign in first for sign in ",;\t") else "yaml"
    return by_name or "yaml"


def _text(head: bytes) -> str:
    return head.decode(told_encoding(head) or "utf-8-sig", "ignore")


def expand_folders(names: Sequence[str]) -> tuple[list[str], list[CareerplanError], list[str]]:
    """Return the names to read, each file once, with the files of folders and archives in place.

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
                inside, told = _in_folder(name, failed)
                notices += told
        except FileError as error:
            failed.append(error)
            continue
        for one in inside:
            identity = one if one == "-" else os.path.realpath(one)
            if identity in found:
                repeated.append(one)
            else:
                found[identity] = one
    if repeated:
        more = f" (and {len(repeated) - 1} more)" if len(repeated) > 1 else ""
        notices.append(f"{repeated[0]}{more} is named twice; each file counts once.")
    return list(_with_archives(found.values(), failed, notices)), failed, notices


def _with_archives(
    names: Iterable[str], failed: list[CareerplanError], notices: list[str]
) -> Iterator[str]:
    """Yield names, those of the files in it for an archive; what cannot be read goes to `failed`.

    An archive may hold another one: that is a file which cannot be read.
    """
    for name in names:
        if not name.lower().endswith(".zip") or not Path(name).is_file():
            yield name
            continue
        try:
            from careerplan_cli.answers.packed import members

            inside, nested = members(name)
        except FileError as error:
            failed.append(error)
            continue
        readable = [one for one in inside if Path(one).suffix.lower() in _READ]
        yield from readable
        others = [one for one in inside if one not in readable]
        notices += _told_others(name, _without_foreign(others, failed))
        for one in nested:
            text = "is an archive in an archive; it is not read."
            advice = "Unpack the outer one, and score what is in it."
            failed.append(FileError(Problem(one_line(one), 0, 0, text), advice=advice))
        if not readable and not nested:
            failed.append(_no_answers(name, "archive", ""))


def _in_folder(folder: str, failed: list[CareerplanError]) -> tuple[list[str], list[str]]:
    """Return a folder's files with answers, by name, and notices of what else is in it.

    Tables of kinds that are not read go to `failed`. A broken link is a file too, and is told of
    when it is read. Raise `FileError` if there are none.
    """
    files: list[str] = []
    folders: list[str] = []
    others: list[str] = []
    try:
        for path in Path(folder).iterdir():
            suffix = path.suffix.lower()
            if path.name.startswith((".", "~$")) or path.name == "__MACOSX":
                continue
            if path.is_dir():
                folders.append(path.name)
            elif path.is_file() or path.is_symlink():
                (files if suffix in (*_READ, *_PACKED) else others).append(path.name)
    except OSError as error:
        problem = Problem(one_line(folder), 0, 0, f"cannot be read: {reason(error)}.")
        raise FileError(problem) from None
    inside = [os.path.join(folder, name) for name in sorted(others)]  # noqa: PTH118 (`./a.csv`)
    notices = _told_others(folder, _without_foreign(inside, failed))
    if not files:
        raise _no_answers(folder, "folder", _NOT_READ if folders else "")
    if folders:
        notices.append(f"{one_line(folder)}: {_NOT_READ} ({_first_names(folders)})")
    return [os.path.join(folder, name) for name in sorted(files)], notices  # noqa: PTH118


def _without_foreign(names: Iterable[str], failed: list[CareerplanError]) -> list[str]:
    """Return names without those of tables of kinds that are not read, which go to `failed`."""
    others = []
    for name in names:
        if Path(name).suffix.lower() in _FOREIGN:
            problem = Problem(one_line(name), 0, 0, _NOT_READ_KIND)
            failed.append(FileError(problem, advice="Save its table as .xlsx or .csv."))
        else:
            others.append(name)
    return others


def _told_others(place: str, names: Sequence[str]) -> list[str]:
    """Return a notice of files in a folder or archive that are no tables, if there are any."""
    if not names:
        return []
    listed = _first_names([Path(name).name for name in names])
    if len(names) == 1:
        return [f"{one_line(place)}: 1 file is neither a table nor an answer file ({listed})."]
    number = f"{len(names):,} files are neither tables nor answer files"
    return [f"{one_line(place)}: {number} ({listed})."]


def _first_names(names: Sequence[str]) -> str:
    """Return the first three names, and how many more there are."""
    more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
    return one_line(", ".join(sorted(names)[:3])) + more


def _no_answers(name: str, kind: str, advice: str) -> FileError:
    text = f"no file in this {kind} has a name that ends in {', '.join(_READ)}."
    return FileError(Problem(one_line(name), 0, 0, text), advice=advice)
