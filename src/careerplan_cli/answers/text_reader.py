"""Reads a text file of any size block by block, each block whole lines."""

import codecs
from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO, cast

from careerplan_cli.model.errors import CareerplanError, FileError, Problem, reason

if TYPE_CHECKING:
    from io import BufferedIOBase

BLOCK = 96 * 1024
"""How many bytes are read at once; more would no longer stay near the processor."""

LONGEST_LINE = 1024 * 1024
"""How many characters a line may have."""


class TextReader:
    """The text of a file: `block` is the part at hand, `position` how far it has been used.

    `line` is the number of the line at `position`. Iterating takes lines from there, on into the
    following blocks.
    """

    def __init__(self, file: BinaryIO, name: str, encoding: str | None) -> None:
        self.name = name
        self.block = ""
        self.position = 0
        self.line = 1
        self.bytes_read = 0
        self.asked_beyond_end = False
        self._file = cast("BufferedIOBase", file)  # as all are that sources open
        self._rest = ""
        self._asked = encoding
        self._encoding = ""
        self._decoder: codecs.IncrementalDecoder | None = None
        self._ended = False
        self._held = ""
        self._wrong: tuple[str, str] | None = None
        self._return_ends_lines = False

    def more(self) -> bool:
        """Return whether there is text at `position`; take in the next block where it lies there.

        Raise `FileError` where the text cannot be read on.
        """
        if self.position < len(self.block):
            return True
        text, self._rest, self.position = self._rest, "", 0
        while not self._ended:
            text += self._decoded()
            end = text.rfind("\n") + 1
            if end or self._ended:
                break
            if len(text) > LONGEST_LINE:
                raise self.problem(f"is longer than {LONGEST_LINE:,} characters.", _RIGHT_FILE)
        end = len(text) if self._ended else text.rfind("\n") + 1
        self.block, self._rest = text[:end], text[end:]
        if self._ended and self.block and not self.block.endswith("\n"):
            self.block += "\n"
        return bool(self.block)

    def take(self, end: int) -> str:
        """Return the text from `position` to `end` and go on from there; it is whole lines."""
        text = self.block[self.position : end]
        self.position = end
        self.line += text.count("\n")
        return text

    def next_part(self) -> str:
        """Return the text that comes next, of whatever length, whole lines or not; none at the end.

        For text that is not read line by line.
        """
        text = ""
        while not text and not self._ended:
            text = self._decoded()
        return text

    def __iter__(self) -> "TextReader":
        return self

    def __next__(self) -> str:
        if not self.more():
            self.asked_beyond_end = True
            raise StopIteration
        return self.take(self.block.index("\n", self.position) + 1)

    def problem(self, text: str, advice: str = "") -> FileError:
        """Return what is wrong at the line at hand."""
        return FileError(Problem(self.name, self.line, 1, f"the line {text}"), advice=advice)

    def _next_bytes(self) -> bytes:
        """Return the next bytes: the first whole block tells the encoding, then what is there.

        While a read gathers a whole block, Python sees no Ctrl-C between its parts.
        """
        if self._decoder is None:
            return self._file.read(BLOCK)
        return self._file.read1(BLOCK)

    def _decoded(self) -> str:
        """Return the text of the next bytes; what is wrong in them is told when it is reached."""
        if self._wrong:
            raise self.problem(*self._wrong)
        try:
            raw = self._next_bytes()
        except OSError as error:
            problem = Problem(self.name, 0, 0, f"cannot be read: {reason(error)}.")
            raise FileError(problem) from None
        self._ended = not raw
        self.bytes_read += len(raw)
        first = self._decoder is None
        if self._decoder is None:
            self._encoding = told_encoding(raw) or self._asked or "utf-8-sig"
            if self._encoding == self._asked and self._is_utf8_after_all(raw):
                self._encoding = "utf-8-sig"
            self._decoder = codecs.getincrementaldecoder(self._encoding)()
        try:
            text = self._decoder.decode(raw, self._ended)
        except UnicodeError as error:
            self._wrong = self._not_text()
            text = ""
            if isinstance(error, UnicodeDecodeError) and error.encoding == "utf-8":
                text = error.object[: error.start].decode("utf-8-sig" if first else "utf-8")
        if "\0" in text:
            self._wrong = ("has a NUL byte; this is no table in text.", _RIGHT_FILE)
            text = text[: text.index("\0")]
        text, self._held = self._held + text, ""
        if text.endswith(_CTRL_Z):
            text, self._held = text[:-1], "" if self._ended else _CTRL_Z
        if first and "\n" not in text and "\r" in text[:-1]:
            self._return_ends_lines = True
        return text.replace("\r", "\n") if self._return_ends_lines else text

    def _is_utf8_after_all(self, start: bytes) -> bool:
        """Return whether a file is UTF-8, so that no other encoding has to be named."""
        if not self._file.seekable():
            return False
        self._file.seek(0)
        found = _is_utf8(self._file)
        self._file.seek(len(start))
        return found

    def _not_text(self) -> tuple[str, str]:
        """Return what is wrong with text in another encoding, and what to do."""
        advice = "Save it again as UTF-8 text, or try --encoding cp1252 (Windows, Excel)."
        if self._asked:
            advice = "Name another --encoding, or save the file again as UTF-8 text."
        return f"is not text in {self._encoding.removesuffix('-sig').upper()}.", advice


_CTRL_Z = "\x1a"
"""What DOS programs put at the end of a text."""

_RIGHT_FILE = "Is this the right file?"


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def told_encoding(start: bytes) -> str:
    """Return the encoding that the start of a text tells; nothing where it may be any other.

    That is told by a mark, or without one by where zeros stand: they are half of each Latin letter
    in UTF-16, three quarters in UTF-32.
    """
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    start = start[:4096]
    zeros = tuple(start[n::4].count(0) * 32 > len(start) for n in range(4))
    found = _BY_ZEROS.get(zeros, "")
    if found and "\0" in start.decode(found, "replace"):
        return ""
    return found


_BY_ZEROS: Mapping[tuple[bool, ...], str] = {
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
}
"""The encoding by which of four bytes in turn are zero more than once in a while."""


def _is_utf8(file: "BufferedIOBase") -> bool:
    """Return whether a file from its start on is UTF-8, with more than ASCII in it."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    ascii_only = True
    try:
        while raw := file.read(BLOCK):
            ascii_only = ascii_only and raw.isascii()
            decoder.decode(raw)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return not ascii_only


def known_encoding(name: str) -> str:
    """Return the name of an encoding for text; raise `CareerplanError` for one that is none."""
    try:
        codecs.getincrementaldecoder(name)().decode(b"a")
    except (LookupError, TypeError, AssertionError, UnicodeError):
        raise CareerplanError(
            f"There is no encoding {name!r}.", "For example: cp1252, latin-1, utf-8, utf-16."
        ) from None
    return "utf-8-sig" if codecs.lookup(name).name == "utf-8" else name
