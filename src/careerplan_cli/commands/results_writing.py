"""Writes the results of `careerplan score` for other programs: CSV, JSON, a workbook."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from careerplan_cli.batch import Batch
from careerplan_cli.commands.output import echo_err, output_file, whole_pieces, write_data
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.results.listing import JSON_ARRAY, JSON_LINES, csv_listing
from careerplan_cli.terminal.progress import progress_bar


def write_results(
    pack: ContentPack, batch: Batch, form: str, output: Path | None, *, force: bool
) -> bool:
    """Write the results for other programs, to standard output where no file is named.

    Return False when Ctrl-C ended it: what was written until then are whole records. A file that
    is there already is only replaced by all of them.
    """
    if output is None:
        return _write_text(batch, form, write_data)[0]
    replaces = output.exists()
    try:
        with output_file(output, force=force) as file:
            if form == "xlsx":
                whole, written = _write_workbook(pack, batch, file)
            else:
                whole, written = _write_text(
                    batch, form, lambda text: file.write(text.encode("utf-8", "replace"))
                )
            if replaces and not whole:
                raise KeyboardInterrupt
    except KeyboardInterrupt:
        echo_err(f"{output} is left as it was.")
        return False
    echo_err(f"Written to {output}" if whole else f"{output} has the first {written:,} records.")
    return whole


def _write_text(batch: Batch, form: str, write: Callable[[str], object]) -> tuple[bool, int]:
    """Write the results piece by piece; return whether all were, and how many."""
    listings = {"json": JSON_ARRAY, "jsonl": JSON_LINES}
    listing = listings.get(form) or csv_listing(batch.columns)
    write_whole = whole_pieces(write)
    written = 0
    whole = False
    try:
        write_whole(listing.head)
        with progress_bar(batch.size) as bar:
            for text, number in batch.pieces(listing, as_csv=form == "csv"):
                write_whole(text)
                written += number
                bar.at(batch.read, written)
        whole = True
    except KeyboardInterrupt:
        echo_err(f"Interrupted after {written:,} records.")
    finally:
        write(listing.tail)
    return whole, written


def _write_workbook(pack: ContentPack, batch: Batch, file: BinaryIO) -> tuple[bool, int]:
    """Write the results as a workbook; return whether all were, and how many."""
    from careerplan_cli.results.workbook_results import WorkbookResults

    book = WorkbookResults(batch.columns)
    written = 0
    whole = False
    try:
        with progress_bar(batch.size) as bar:
            for record in batch.records():
                book.add(record)
                written += 1
                bar.at(batch.read, written)
        whole = True
    except KeyboardInterrupt:
        echo_err(f"Interrupted after {written:,} records.")
    titles = {level.id: level.title for level in pack.levels}
    for summary in batch.tallies.summaries():
        book.add_summary(summary, titles)
    if batch.group_by is not None:
        book.add_groups(batch.group_by, batch.tallies.group_summaries(), titles)
    book.write(file)
    return whole, written
