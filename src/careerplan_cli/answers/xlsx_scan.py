"""Looks through the parts of an .xlsx workbook before calamine reads them.

It refuses what would take more memory than a table has reason to, and finds what calamine does not
tell: cells with errors, formulas whose values were never stored, hidden rows. Each part is looked
through in pieces, with patterns: to parse the XML would take longer than all of the rest.
"""

import posixpath
import re
import zipfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from careerplan_cli.model.errors import FileError, Problem
from careerplan_cli.text.printable import one_line

MIB = 1024 * 1024

MOST_CELLS = 8_000_000
"""How many cells a sheet may have, from its first to its last: calamine holds them all."""

_MOST_TEXT = 512 * MIB
"""How many bytes of text the cells of a sheet may have: calamine copies it into each of them."""

_LARGEST = {"sharedstrings.xml": 64 * MIB, "styles.xml": 8 * MIB}
"""How many bytes the parts that are held in memory whole may have; any other may have 1 GiB."""

_LONGEST_PIECE = 16 * MIB
"""How many bytes a row or a shared text may have."""

AS_CSV = "Save the sheet as CSV UTF-8 in Excel, and score that."

# Nothing here takes longer than the text is long.
_UP_TO_ROW_END = re.compile(rb"(?s).*</(?:[^\s<>:/]*:)?row\s*>")
_UP_TO_TEXT_END = re.compile(rb"(?s).*</(?:[^\s<>:/]*:)?si\s*>")
_ROW = re.compile(rb"<row[\s/>]")
_HIDDEN_ROW = re.compile(
    rb'<row\s(?=[^<>]*\bhidden="(?:1|true)")(?=[^<>]*[^<>/]>)[^<>]*?\br="([0-9]+)"'
)
_CELL = re.compile(rb"<c[\s/>]")
_EMPTY_CELL = re.compile(rb'<c(?:\s+[\w:.-]+="[^"<>]*")*\s*/>')
_FULL_CELL = re.compile(rb"<c(\s[^<>]*[^<>/])>((?:[^<]+|<(?!/?c[\s/>]))*)")
_PLACED_CELL = re.compile(rb'<c\s(?:[a-qs-z]+="\w*"\s)*r="([A-Z]{1,3})([0-9]{1,7})"')
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]*)([0-9]+)")
_FORMULA = re.compile(rb"<f[\s/>]")
_VALUE = re.compile(rb"<v(?:\s[^<>]*)?>([^<]+)<")
_SHARED_VALUE = re.compile(rb"\bt=[\"']s[\"'][^<>]{0,99}>\s*<v>\s*([0-9]+)")
_TEXT_COUNT = re.compile(rb"uniqueCount\s*=\s*[\"']([0-9]+)")


@dataclass
class SheetScan:
    """What calamine does not tell of a sheet; with a `problem` it must not be read.

    `errors` has the texts of cells such as `#N/A` by row and by column; `formulas` the row and
    column of cells with a formula whose value is not in the file; `hidden` the rows that are
    hidden. Rows count from 1, columns from 0.
    """

    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    formulas: list[tuple[int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    problem: FileError | None = None


def scan_workbook(archive: zipfile.ZipFile, name: str) -> dict[str, SheetScan]:
    """Return what calamine does not tell of each sheet, by the sheet's name.

    Raise `FileError` for a workbook, called `name`, that would take too much memory (a sheet that
    would has a `problem`), and `ValueError` or what `zipfile` raises where it is damaged.
    """
    return _Scanner(archive, name).sheets()


class _Scanner:
    """Looks through the parts of a workbook, which calamine finds in whatever case and slashes."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._parts = {
            part.filename.replace("\\", "/").lower(): part for part in archive.infolist()
        }
        self._text_sizes = array("L")

    def sheets(self) -> dict[str, SheetScan]:
        if len(self._parts) < len(self._archive.infolist()):
            raise ValueError("two parts have the same name")
        for path, part in self._parts.items():
            self._refuse_large(path, part)
        texts = [path for path in self._parts if path.endswith("sharedstrings.xml")]
        for path in texts:
            self._scan_texts(self._parts[path])
        scans = {
            path: self._scan_sheet(part)
            for path, part in self._parts.items()
            if path.endswith(".xml") and path not in texts
        }
        sheets = {title: scans[path] for title, path in self._sheet_paths() if path in scans}
        for scan in scans.values():
            if scan.problem and scan not in sheets.values():
                raise scan.problem
        return sheets

    def _refuse_large(self, path: str, part: zipfile.ZipInfo) -> None:
        size, shown = part.file_size, one_line(part.filename)
        if size > 16 * MIB and size > 150 * part.compress_size:
            text = f"{shown} in it expands to {size:,} bytes."
            raise self._problem(text, f"This is not a real table. {AS_CSV}")
        if size > _LARGEST.get(posixpath.basename(path), 1024 * MIB):
            raise self._problem(f"{shown} in it has {size:,} bytes, too much to read.", AS_CSV)

    def _blocks(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield the bytes of a part, whatever size its entry in the archive claims it has."""
        claimed, size = part.file_size, 0
        part.file_size += 1  # zipfile reads no further, but calamine does
        with self._archive.open(part) as file:
            part.file_size = claimed
            while block := file.read(MIB):
                size += len(block)
                if size > claimed:
                    raise ValueError(f"{one_line(part.filename)} is larger than it claims to be")
                yield block

    def _pieces(
        self, part: zipfile.ZipInfo, start: bytes, up_to_end: re.Pattern[bytes]
    ) -> Iterator[bytes]:
        """Yield a part from `start` on in pieces, each up to an end; names have no prefix there.

        A part without `start` gives nothing.
        """
        piece = b""
        begun = False
        for block in self._blocks(part):
            piece += block
            begun = begun or start in piece
            if not begun:
                piece = piece[-100:]
            elif match := up_to_end.match(piece):
                yield _without_prefixes(match[0])
                piece = piece[match.end() :]
            if len(piece) > _LONGEST_PIECE:
                raise ValueError(f"{one_line(part.filename)} has too much in one row")
        if begun:
            yield _without_prefixes(piece)

    def _scan_texts(self, part: zipfile.ZipInfo) -> None:
        """Keep how long each shared text is; raise `ValueError` where they claim to be more."""
        for piece in self._pieces(part, b"sst", _UP_TO_TEXT_END):
            if any(int(count) > part.file_size for count in _TEXT_COUNT.findall(piece)):
                raise ValueError("the number of texts is wrong")
            self._text_sizes.extend(map(len, re.split(rb"</si\s*>", piece)[:-1]))

    def _scan_sheet(self, part: zipfile.ZipInfo) -> SheetScan:
        """Return what is in a sheet; any other part has nothing."""
        scan, used, text_size = SheetScan(), _UsedRange(), 0
        long_texts = max(self._text_sizes, default=0) * MOST_CELLS > _MOST_TEXT
        for piece in self._pieces(part, b"sheetData", _UP_TO_ROW_END):
            if b"<!" in piece:
                raise ValueError(f"{one_line(part.filename)} has a comment among its cells")
            _find_untold(piece, scan)
            used.add(piece)
            if used.rows > 1_048_576 or used.columns > 16_384:
                raise ValueError("it has cells beyond the last row or column of Excel")
            if used.rows * used.columns > MOST_CELLS:
                rows = f"{used.rows:,} rows and {used.columns:,} columns"
                text = f"has a sheet whose cells stand in {rows}; {MOST_CELLS:,} cells can be read."
                advice = f"Delete what stands apart from the table, or: {AS_CSV}"
                return SheetScan(problem=self._problem(text, advice))
            if long_texts:
                text_size += sum(self._text_size(int(n)) for n in _SHARED_VALUE.findall(piece))
            if text_size > _MOST_TEXT:
                text = "has a sheet with too much text to hold in memory."
                return SheetScan(problem=self._problem(text, AS_CSV))
        return scan

    def _text_size(self, number: int) -> int:
        return self._text_sizes[number] if number < len(self._text_sizes) else 0

    def _sheet_paths(self) -> Iterator[tuple[str, str]]:
        """Yield the name of each sheet and the path of its part."""
        books = [path for path in self._parts if posixpath.basename(path) == "workbook.xml"]
        for book in books:
            folder = posixpath.dirname(book)
            targets = {
                _attribute(entry, "Id"): _attribute(entry, "Target").lower()
                for entry in self._list(f"{folder}/_rels/workbook.xml.rels")
            }
            for entry in self._list(book):
                if entry.tag.rpartition("}")[2] == "sheet":
                    target = targets.get(_attribute(entry, "id"), "")
                    path = posixpath.normpath(posixpath.join("/", folder, target))
                    yield _attribute(entry, "name"), path.lstrip("/")

    def _list(self, path: str) -> Iterator[ET.Element]:
        """Yield the elements of a small part; raise `ValueError` where it is not as it should."""
        part = self._parts.get(path.lstrip("/"))
        if part is None or part.file_size > 4 * MIB:
            raise ValueError(f"{path} is missing or too large")
        raw = b"".join(self._blocks(part))
        if b"<!" in raw:
            raise ValueError(f"{path} has more than a list in it")
        try:
            return ET.fromstring(raw).iter()  # noqa: S314 (it declares no entities)
        except ET.ParseError as error:
            raise ValueError(f"{path}: {error}") from None

    def _problem(self, text: str, advice: str) -> FileError:
        return FileError(Problem(self._name, 0, 0, text), advice=advice)


@dataclass
class _UsedRange:
    """How many rows and columns there are up to the last cell that has something in it.

    They are never told too small, but may be too large where cells do not say their places.
    """

    rows: int = 0
    columns: int = 0
    _unplaced_rows: int = 0

    def add(self, piece: bytes) -> None:
        """Take in whole rows."""
        if b"/>" in piece:
            piece = _EMPTY_CELL.sub(b"", piece)
        places = _PLACED_CELL.findall(piece)
        widest = 0
        if len(places) < len(_CELL.findall(piece)):
            places = _PLACE.findall(piece)
            rows = _ROW.split(piece)
            self._unplaced_rows += len(rows)
            widest = max(len(_CELL.findall(row)) for row in rows)
        columns = {letters for letters, _ in places}
        last_column = max(map(_column, columns), default=-1)
        last_row = max(map(int, {digits for _, digits in places}), default=0)
        self.columns = max(self.columns, last_column + 1 + widest)
        self.rows = max(self.rows, last_row + self._unplaced_rows)


def _without_prefixes(piece: bytes) -> bytes:
    """Return XML with plain names: `<x:row>` becomes `<row>`."""
    return re.sub(rb"<(/?)[^\s<>:/]*:", rb"<\1", piece) if b":" in piece else piece


def _column(letters: bytes) -> int:
    """Return the position of a column, from 0: `A` is 0, `AA` is 26."""
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + letter - 64
    return number - 1


def _find_untold(piece: bytes, scan: SheetScan) -> None:
    """Find in whole rows what calamine does not tell."""
    if b"hidden=" in piece:
        scan.hidden.update(map(int, _HIDDEN_ROW.findall(piece)))
    if b't="e"' not in piece and b"<f" not in piece:
        return
    for attributes, content in _FULL_CELL.findall(piece):
        if not (place := _PLACE.search(attributes)):
            continue
        column, row = _column(place[1]), int(place[2])
        value = _VALUE.search(content)
        if b't="e"' in attributes:
            text = one_line(value[1].decode("utf-8", "replace")) if value else "#N/A"
            scan.errors.setdefault(row, {})[column] = text
        elif not value and b't="str"' not in attributes and _FORMULA.search(content):
            scan.formulas.append((row, column))


def _attribute(element: ET.Element, name: str) -> str:
    """Return an attribute, whatever its prefix; empty where there is none."""
    return next((v for key, v in element.attrib.items() if key.rpartition("}")[2] == name), "")
