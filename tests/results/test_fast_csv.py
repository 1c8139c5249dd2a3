"""The fast way from a table in text to results gives what the plain way gives, for any table."""

import csv
import io
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from careerplan_cli.answers import text_reader as text
from careerplan_cli.answers.sources import ReadOptions, Selection
from careerplan_cli.batch import Batch
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
        [
            "",
            "Cedar",
            "=1+1",
            "-5",
            "+1 604",
            "@x",
            "\tx",
            'a"b',
            "a\nb",
            "a,b",
            "a;b",
            "a;=1",
            "a\t=1",
            "＝1",
            "\n=1",
            "a;＠1",
            "\ufeff=1",
            "a\t-b",
        ]
    ),
    st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=8),
)


DISTRICT, RESPONDENT, STATUS = "District", "Respondent", "Status"
"""Columns to group and to choose by; one that says who answered; one that marks previews."""

VALUES = {
    DISTRICT: st.sampled_from(["Cedar", "cedar ", "Lakes", "", "=1+1", "a,b"]),
    RESPONDENT: st.sampled_from(["Anna", " anna", "Ben", "", "Anonymous"]),
    STATUS: st.sampled_from(["Survey Preview", "IP Address", "=x", ""]),
}


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A table in any dialect: answer columns in any order, apart or together, ragged and blank."""
    others = draw(st.sets(st.sampled_from([DISTRICT, RESPONDENT, STATUS])))
    passed = [f"column {n}" for n in range(draw(st.integers(0, 2)))]
    titles = draw(st.permutations([*IDS, *sorted(others), *passed]))
    kinds = {**dict.fromkeys(IDS, ANSWERS), **VALUES}
    rows = []
    for _ in range(draw(st.integers(0, 12))):
        cells = [draw(kinds.get(title, TEXTS)) for title in titles]
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


class Wanted(NamedTuple):
    """The options of a run: columns to group by, and conditions."""

    groups: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    where_not: tuple[str, ...] = ()

    def of(self, table: bytes) -> "Wanted":
        """Those of them whose column a table has."""
        header = table.replace(b"\0", b"").splitlines()[0]
        kept = (
            tuple(entry for entry in entries if entry.partition("=")[0].encode() in header)
            for entries in self
        )
        return Wanted(*kept)


def scored(pack: ContentPack, path: Path, wanted: Wanted, *, fast: bool) -> tuple[Any, ...]:
    """Return the results, the summaries, those of groups, and the counts."""
    batch = opened(pack, path, wanted)
    out = io.BytesIO()
    with batch, Writer(batch, out) as writer:
        pieces = writer.pieces() if fast else TextWriter.pieces(writer)
        records = sum(map(writer.add, pieces))
    assert records == batch.counter.records
    return out.getvalue().decode(), *counted(batch)


def opened(pack: ContentPack, path: Path, wanted: Wanted) -> Batch:
    selection = Selection(where=wanted.where, where_not=wanted.where_not)
    options = ReadOptions(instrument="survey", format="csv", selection=selection)
    batch, _ = open_sources(pack, [str(path)], options, group_by=wanted.groups)
    assert not batch.failed
    batch.refuse_unknown_columns()
    return batch


def counted(batch: Batch) -> tuple[object, ...]:
    counter, (checks,) = batch.counter, batch.checks
    counts = (counter.complete, counter.incomplete, counter.unusable, batch.tables[0].blank_rows)
    noticed = (counter.left_out, checks.previews, set(checks.preview_marks), checks.repeated)
    return counter.summaries(), counter.group_summaries(), counts, noticed


@example(table=f"{','.join(IDS)}\n\nred,red,red,red,\n\n".encode(), block=64, wanted=Wanted())
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    table=tables(),
    block=st.sampled_from([64, 200, 64 * 1024]),
    wanted=st.builds(
        Wanted,
        st.sampled_from([(), ("District",), ("District", "Status")]),
        st.sampled_from([(), (), ("District=cedar",), ("District=Lakes", "District=")]),
        st.sampled_from([(), (), ("Status=Survey Preview",), ("Respondent=", "District=x")]),
    ),
)
def test_the_fast_way_and_the_plain_way_give_the_same(
    pack: ContentPack,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    table: bytes,
    block: int,
    wanted: Wanted,
) -> None:
    monkeypatch.setattr(text, "BLOCK", block)
    path = tmp_path / "table.csv"
    path.write_bytes(table)
    chosen = wanted.of(table)
    fast = scored(pack, path, chosen, fast=True)
    assert fast == scored(pack, path, chosen, fast=False)
    with opened(pack, path, chosen) as batch:
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
    lines, (summary,), *_ = scored(pack, path, Wanted(), fast=True)
    assert summary.results == 3000
    assert set(lines.splitlines()[1:]) == {
        "North Coast,4,on-our-way,true,red,blue,green,red,blue,0,1,2,0,1,"
    }
