"""The examples of docs/warehouse.md print what the page says."""

import contextlib
import io
from pathlib import Path

import pytest

from test_docs import Block, sections

TO_TRY = "Answers to try"

SECTIONS = dict(sections("warehouse.md"))


def run(steps: list[Block], title: str) -> None:
    """Run the Python of a section; what it prints is the text below it."""
    names: dict[str, object] = {}
    printed = ""
    for step in steps:
        if step.language == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(step.text, f"warehouse.md: {title}", "exec"), names)  # noqa: S102
            printed = out.getvalue()
        elif step.language == "text":
            assert printed == step.text


@pytest.mark.filterwarnings("ignore:The inplace keyword in")  # how Dask reads Parquet
@pytest.mark.parametrize(
    "title",
    [
        pytest.param(title, marks=[pytest.mark.slow] if title == "PySpark" else [])
        for title, steps in SECTIONS.items()
        if steps
    ],
)
def test_each_example_of_the_warehouse_prints_what_its_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, title: str
) -> None:
    if title == "PySpark":
        request.getfixturevalue("spark")
    monkeypatch.chdir(tmp_path)
    run(SECTIONS[TO_TRY], TO_TRY)
    run(SECTIONS[title], title)


def test_the_page_has_an_example_for_each_engine() -> None:
    engines = {"pandas", "Polars", "DuckDB", "Dask", "PySpark"}
    assert engines <= {title.partition(":")[0] for title, steps in SECTIONS.items() if steps}
