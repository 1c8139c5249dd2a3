"""What every format of results has: a writer, which takes the records of a batch piece by piece."""

from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple, Self

from careerplan_cli.batch import Batch
from careerplan_cli.model.result import Record

_PIECE = 64 * 1024
"""From how many characters on a text is written."""


class Writer:
    """Writes the results of a batch to a file; a module `as_*.py` has one of the name `Writer`.

    Entered, it writes what comes before the records, left, what comes behind them:

        with Writer(batch, file) as writer:
            for piece in writer.pieces():
                number += writer.add(piece)

    What a piece is, only the writer knows.
    """

    def __init__(self, batch: Batch, file: BinaryIO) -> None:
        self.batch = batch
        self.file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: Any) -> None:
        return

    def pieces(self) -> Iterator[Any]:
        """Yield the records, read and scored, in pieces of some size; write nothing."""
        raise NotImplementedError

    def add(self, piece: Any) -> int:
        """Write a piece; return how many records are in it."""
        raise NotImplementedError


class TextPiece(NamedTuple):
    """The text of some records, and how many they are."""

    text: str
    records: int


class TextWriter(Writer):
    """A `Writer` of text in UTF-8: `head`, then an item for each record, then `tail`.

    A format needs no more than the method `item`, and the texts around the items.
    """

    head = ""
    between = ""
    tail = ""

    def item(self, record: Record) -> str:
        """Return the text of a record."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        self._write(self.head)
        return self

    def __exit__(self, *error: Any) -> None:
        self._write(self.tail)

    def pieces(self) -> Iterator[TextPiece]:
        """Yield the items of the records in pieces of some size."""
        items: list[str] = []
        size = 0
        before = ""
        for record in self.batch.records():
            items.append(before + self.item(record))
            before = self.between
            size += len(items[-1])
            if size > _PIECE:
                yield TextPiece("".join(items), len(items))
                items, size = [], 0
        if items:
            yield TextPiece("".join(items), len(items))

    def add(self, piece: TextPiece) -> int:
        """Write the text of a piece; return how many records are in it."""
        self._write(piece.text)
        return piece.records

    def _write(self, text: str) -> None:
        self.file.write(text.encode("utf-8", "replace"))
