"""The fast way from a table in text to results gives what the plain way gives, for any table."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from careerplan_cli.answers import text_reader as text
from careerplan_cli.answers.sources import ReadOptions
from careerplan_cli.batch import Batch
from careerplan_cli.model.result import Summary
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.pipeline import count_records, open_sources
from careerplan_cli.results.as_csv import Writer
from careerplan_cli.results.writer import TextWriter

pytestmark = pytest.mark.slow

IDS = (
    "student-engagement", "personnel", "marketing-and-communications", "learning-partnerships",
    "operations",
)  # fmt: skip
ANSWERS = st.sampled_from(
    ["red", "blue", "green", "Green", "", " ", "purple", "Blue, or not", 'r"']
)
TEXTS = st.one_of(
    st.sampled_from(
        ["", "Cedar", "=1+1", "-5", "+1 604", "@x", "\tx", 'a"b', "a\nb", "a,b", "a;b"]
    ),
    st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=8),
)


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A table in any dialect: answer columns in any order, apart or together, ragged and blank."""
    passed = draw(st.integers(0, 3))
    titles = draw(st.permutations([*IDS, *(f"column {n}" for n in range(passed))]))
    rows = []
    for _ in range(draw(st.integers(0, 12))):
        cells = [draw(ANSWERS if title in IDS else TEXTS) for title in titles]
        odd = draw(st.integers(0, 20))
        rows.append({0: cells[:-1], 1: [*cells, "x"], 2: [], 3: [""] * len(cells)}.get(odd, cells))
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter=draw(st.sampled_from(",;\t")),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
    )
    writer.writerows([titles, *rows])
    return out.getvalue().encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])))


def scored(
    pack: ContentPack, path: Path, *, fast: bool, group: str | None
) -> tuple[str, list[Summary], list[tuple[str, Summary]], tuple[int, ...]]:
    """Return the results, the summaries, those of groups, and the counts."""
    batch = opened(pack, path, group)
    out = io.BytesIO()
    with batch, Writer(batch, out) as writer:
        pieces = writer.pieces() if fast else TextWriter.pieces(writer)
        records = sum(map(writer.add, pieces))
    assert records == batch.counter.records
    return out.getvalue().decode(), *counted(batch)


def opened(pack: ContentPack, path: Path, group: str | None) -> Batch:
    options = ReadOptions(instrument="survey", format="csv")
    batch, _ = open_sources(pack, [str(path)], options, group_by=group)
    assert not batch.failed
    return batch


def counted(batch: Batch) -> tuple[list[Summary], list[tuple[str, Summary]], tuple[int, ...]]:
    counter = batch.counter
    counts = (counter.complete, counter.incomplete, counter.unusable, batch.tables[0].blank_rows)
    return counter.summaries(), counter.group_summaries(), counts


@example(table=f"{','.join(IDS)}\n\nred,red,red,red,\n\n".encode(), block=64, grouped=False)
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(table=tables(), block=st.sampled_from([64, 200, 64 * 1024]), grouped=st.booleans())
def test_the_fast_way_and_the_plain_way_give_the_same(
    pack: ContentPack,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    table: bytes,
    block: int,
    grouped: bool,
) -> None:
    monkeypatch.setattr(text, "BLOCK", block)
    path = tmp_path / "table.csv"
    path.write_bytes(table)
    group = "column 0" if grouped and b"column 0" in table.replace(b"\0", b"") else None
    fast = scored(pack, path, fast=True, group=group)
    assert fast == scored(pack, path, fast=False, group=group)
    with opened(pack, path, group) as batch:
        records = sum(count_records(batch))
    assert (records, *counted(batch)) == (batch.counter.records, *fast[1:])


def test_lines_without_quotes_are_written_without_looking_at_rows(
    pack: ContentPack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from careerplan_cli.results.fast_csv import FastCsv

    def no_row(*_: object) -> str:
        raise AssertionError("a row was looked at")

    monkeypatch.setattr(FastCsv, "_cells", no_row)
    path = tmp_path / "table.csv"
    path.write_text(f"who,{','.join(IDS)}\n" + "North Coast,red,blue,green,red,blue\n" * 3000)
    lines, (summary,), _, _ = scored(pack, path, fast=True, group=None)
    assert summary.results == 3000
    assert set(lines.splitlines()[1:]) == {
        "North Coast,4,on-our-way,true,red,blue,green,red,blue,0,1,2,0,1,"
    }
