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

MOST_CELLS = 8_000_000
"""How many cells a sheet may have, from its first to its last: calamine holds them all."""

_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
"""What an Excel sheet has."""

_MOST_TEXT = 512 * 1024 * 1024
"""How many bytes of text the cells of a sheet may have: calamine copies it into each of them."""

_LARGEST_PART = 1024 * 1024 * 1024
_LARGEST = {"sharedstrings.xml": 64 * 1024 * 1024, "styles.xml": 8 * 1024 * 1024}
"""How many bytes a part may have when it is unpacked, and those that are held in memory whole."""

_BOMB = (16 * 1024 * 1024, 150)
"""From how many bytes on a part counts as packed to harm, where it grows more than so often."""

_LARGEST_LIST = 4 * 1024 * 1024
"""How many bytes the list of a workbook's sheets may have."""

_BLOCK, _LONGEST_PIECE = 1024 * 1024, 16 * 1024 * 1024
"""How many bytes are read at once, and how many a row or a shared text may have."""

AS_CSV = "Save the sheet as CSV UTF-8 in Excel, and score that."

Cell = tuple[int, int]
"""A row and a column, from 0."""

# A name may have a prefix: `<x:row>`. Nothing here takes longer than the text is long.
_P = rb"(?:[\w.-]+:)?"
_ROW = re.compile(rb"<%srow[\s/>]" % _P)
_ROW_END = re.compile(rb"</%srow\s*>" % _P)
_HIDDEN_ROW = re.compile(
    rb'<%srow\s(?=[^<>]*\bhidden="(?:1|true)")(?=[^<>]*[^<>/]>)[^<>]*?\br="([0-9]+)"' % _P
)
_DIMENSION = re.compile(rb'<%sdimension\s+ref="[A-Z0-9:]*?([A-Z]{1,3})([1-9][0-9]{0,6})"' % _P)
_CELL = re.compile(rb"<%sc[\s/>]" % _P)
_CELL_START = re.compile(rb"<%sc(\s[^<>]*[^<>/])>" % _P)
_CELL_END = re.compile(rb"</%sc\s*>" % _P)
_EMPTY_CELL = re.compile(rb'<%sc(?:\s+[\w:.-]+="[^"<>]*")*\s*/>' % _P)
_PLACED_CELL = re.compile(rb"<%sc\s(?:[^<>']*?\s)?r=\"([A-Z]{1,3})([0-9]{1,7})\"" % _P)
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]*)([0-9]+)")
_FORMULA = re.compile(rb"<%sf[\s/>]" % _P)
_VALUE = re.compile(rb"<%sv(?:\s[^<>]*)?>([^<]+)<" % _P)
_SHARED_VALUE = re.compile(rb"\bt=[\"']s[\"'][^<>]{0,99}>\s*<%sv>\s*([0-9]+)" % _P)
_TEXT_END = re.compile(rb"</%ssi\s*>" % _P)
_TEXT_COUNT = re.compile(rb"uniqueCount\s*=\s*[\"']([0-9]+)")


@dataclass
class SheetScan:
    """What calamine does not tell of a sheet.

    `errors` has the text of each cell with an error, such as `#N/A`; `formulas` the cells with a
    formula whose value is not in the file; `hidden` the rows that are hidden. With a `problem` it
    must not be read.
    """

    errors: dict[Cell, str] = field(default_factory=dict)
    formulas: list[Cell] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    problem: FileError | None = None


def scan_workbook(archive: zipfile.ZipFile, name: str) -> dict[str, SheetScan]:
    """Return what calamine does not tell of each sheet, by the sheet's name.

    Raise `FileError` for a workbook, called `name`, that would take too much memory (a sheet that
    would has a `problem`), and `ValueError` or what `zipfile` raises where it is damaged.
    """
    return _Scanner(archive, name).sheets()


class _Scanner:
    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._parts = {_same(part.filename): part for part in archive.infolist()}
        self._text_sizes = array("L")

    def sheets(self) -> dict[str, SheetScan]:
        if len(self._parts) < len(self._archive.infolist()):
            raise ValueError("two parts have the same name")
        for part in self._parts.values():
            self._refuse_large(part)
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

    def _refuse_large(self, part: zipfile.ZipInfo) -> None:
        size, (large, times) = part.file_size, _BOMB
        if size > large and size > times * max(part.compress_size, 1):
            text = f"{one_line(part.filename)} in it unpacks to {size:,} bytes."
            raise self._problem(text, f"This is no real table. {AS_CSV}")
        if size > self._largest(part):
            text = f"{one_line(part.filename)} in it has {size:,} bytes, too much to read."
            raise self._problem(text, AS_CSV)

    def _largest(self, part: zipfile.ZipInfo) -> int:
        return _LARGEST.get(posixpath.basename(_same(part.filename)), _LARGEST_PART)

    def _blocks(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield the bytes of a part, whatever size its entry in the archive claims it has."""
        claimed, size = part.file_size, 0
        part.file_size += 1  # zipfile reads no further, but calamine does
        with self._archive.open(part) as file:
            part.file_size = claimed
            while block := file.read(_BLOCK):
                size += len(block)
                if size > claimed:
                    raise ValueError(f"{one_line(part.filename)} is larger than it claims to be")
                yield block

    def _pieces(
        self, part: zipfile.ZipInfo, start: bytes, end: re.Pattern[bytes]
    ) -> Iterator[bytes]:
        """Yield a part from `start` on in pieces, each up to a place where `end` matches."""
        piece = b""
        begun = False
        for block in self._blocks(part):
            searched = max(0, len(piece) - 100)
            piece += block
            if not begun and start not in piece:
                piece = piece[-100:]
                continue
            begun = True
            cut = len(piece)
            while (cut := piece.rfind(b"</", searched, cut)) >= 0:
                if match := end.match(piece, cut):
                    yield piece[: match.end()]
                    piece = piece[match.end() :]
                    break
            if len(piece) > _LONGEST_PIECE:
                raise ValueError(f"{one_line(part.filename)} has too much in one row")
        if begun:
            yield piece

    def _scan_texts(self, part: zipfile.ZipInfo) -> None:
        """Keep how long each shared text is; raise `ValueError` where they claim to be more."""
        for piece in self._pieces(part, b"sst", _TEXT_END):
            if any(int(count) > part.file_size for count in _TEXT_COUNT.findall(piece)):
                raise ValueError("the number of texts is wrong")
            self._text_sizes.extend(map(len, _TEXT_END.split(piece)[:-1]))

    def _scan_sheet(self, part: zipfile.ZipInfo) -> SheetScan:
        scan, typed_cells = SheetScan(), 0
        for piece in self._rows(part):
            _scan_cells(piece, scan)
            typed_cells += piece.count(b"t=")
        try:
            if not self._stays_in_dimension(part):
                self._refuse_wide(part)
            if typed_cells * max(self._text_sizes, default=0) > _MOST_TEXT:
                self._refuse_long(part)
        except FileError as problem:
            return SheetScan(problem=problem)
        return scan

    def _rows(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield a sheet in pieces of whole rows; any other part gives nothing."""
        for piece in self._pieces(part, b"sheetData", _ROW_END):
            if b"<!" in piece:
                raise ValueError(f"{one_line(part.filename)} has a comment among its cells")
            yield piece

    def _stays_in_dimension(self, part: zipfile.ZipInfo) -> bool:
        """Return whether no cell lies far beyond the range that the sheet claims, a moderate one.

        To look for such a cell is much faster than to look at the place of each.
        """
        beyond = None
        for piece in self._rows(part):
            if beyond is None:
                claim = _DIMENSION.search(piece)
                if not claim or _most_cells(claim[1], claim[2]) > MOST_CELLS:
                    return False
                beyond = _cell_beyond(claim[1], claim[2])
            if beyond.search(piece):
                return False
        return True

    def _refuse_wide(self, part: zipfile.ZipInfo) -> None:
        """Raise `FileError` where the cells with anything in them stand too far apart."""
        used = _UsedRange()
        for piece in self._rows(part):
            used.add(_EMPTY_CELL.sub(b"", piece))
            if used.rows > _MOST_ROWS or used.columns > _MOST_COLUMNS:
                raise ValueError("it has cells beyond the last row or column of Excel")
            if used.rows * used.columns > MOST_CELLS:
                rows = f"{used.rows:,} rows and {used.columns:,} columns"
                text = f"has a sheet whose cells stand in {rows}; {MOST_CELLS:,} cells can be read."
                raise self._problem(text, f"Delete what stands apart from the table, or: {AS_CSV}")

    def _refuse_long(self, part: zipfile.ZipInfo) -> None:
        """Raise `FileError` where the shared texts in the cells are too long together."""
        size = 0
        for piece in self._rows(part):
            size += sum(self._text_size(int(n)) for n in _SHARED_VALUE.findall(piece))
            if size > _MOST_TEXT:
                raise self._problem("has a sheet with too much text to hold in memory.", AS_CSV)

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
        if part is None or part.file_size > _LARGEST_LIST:
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


def _cell_beyond(letters: bytes, digits: bytes) -> re.Pattern[bytes]:
    """Return a pattern for a cell that is not before the last one, in the form `<c r="B3"`.

    Only the first letter and the first digit are looked at: for `H1234` it finds all but
    `A1` to `H1999`.
    """
    more = len(letters) - 1
    columns = rb"[A-%c][A-Z]{%d}" % (letters[0], more)
    if more:
        columns += rb"|[A-Z]{1,%d}" % more
    rows = rb"[1-%c][0-9]{%d}|[0-9]{1,%d}" % (digits[0], len(digits) - 1, max(len(digits) - 1, 1))
    return re.compile(rb'<%sc(?! r="(?:%s)(?:%s)")[\s/>]' % (_P, columns, rows))


def _most_cells(letters: bytes, digits: bytes) -> int:
    """Return how many cells there are up to the last one that `_cell_beyond` does not find."""
    columns = _column(letters[:1] + b"Z" * (len(letters) - 1)) + 1
    return columns * int(digits[:1] + b"9" * max(len(digits) - 1, 1))


@dataclass
class _UsedRange:
    """The rows and columns from the first cell to the last that has something in it.

    They are never told too small, but may be too large where cells do not say their places.
    """

    rows: int = 0
    columns: int = 0
    _unplaced_rows: int = 0

    def add(self, piece: bytes) -> None:
        """Take in whole rows."""
        number = len(_CELL.findall(piece))
        places = _PLACED_CELL.findall(piece)
        columns = {letters for letters, _ in places}
        wide = 0
        if len(places) < number:
            places = _PLACE.findall(piece)
            columns = {letters for letters, _ in places}
            rows = _ROW.split(piece)
            self._unplaced_rows += len(rows)
            wide = max(len(_CELL.findall(row)) for row in rows)
        last_column = max((_column(letters) + 1 for letters in columns), default=0)
        last_row = max(map(int, {digits for _, digits in places}), default=0)
        self.columns = max(self.columns, last_column + wide)
        self.rows = max(self.rows, last_row + self._unplaced_rows)


def _column(letters: bytes) -> int:
    """Return the position of a column, from 0: `A` is 0, `AA` is 26."""
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + letter - 64
    return number - 1


def _scan_cells(piece: bytes, scan: SheetScan) -> None:
    """Find in whole rows what calamine does not tell."""
    if b"hidden=" in piece:
        scan.hidden.update(int(row) - 1 for row in _HIDDEN_ROW.findall(piece))
    if b't="e"' not in piece and b"<f" not in piece and b":f" not in piece:
        return
    for text in _CELL_END.split(piece):
        starts = list(_CELL_START.finditer(text))
        place = _PLACE.search(starts[-1][1]) if starts else None
        if not place:
            continue
        start = starts[-1]
        value = _VALUE.search(text, start.end())
        cell = (int(place[2]) - 1, _column(place[1]))
        if b't="e"' in start[1]:
            scan.errors[cell] = one_line(value[1].decode("utf-8", "replace")) if value else "#N/A"
        elif not value and b't="str"' not in start[1] and _FORMULA.search(text, start.end()):
            scan.formulas.append(cell)


def cell_name(cell: Cell) -> str:
    """Return the name of a cell: `B3`."""
    row, column = cell
    letters = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        letters = chr(65 + letter) + letters
        column -= 1
    return f"{letters}{row + 1}"


def _same(path: str) -> str:
    """Return the path of a part as calamine looks for it: whatever the case and the slashes."""
    return path.replace("\\", "/").lower()


def _attribute(element: ET.Element, name: str) -> str:
    """Return an attribute, whatever its prefix; empty where there is none."""
    return next((v for key, v in element.attrib.items() if key.rpartition("}")[2] == name), "")
