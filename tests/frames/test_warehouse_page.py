"""The examples of docs/warehouse.md print what the page says."""

from pathlib import Path

import pytest

from test_docs import run_python, sections

TO_TRY = "Answers to try"

SECTIONS = dict(sections("warehouse.md"))


@pytest.mark.filterwarnings("ignore::careerplan_cli.frames.UnknownAnswerWarning")
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
    for one in (TO_TRY, title):
        run_python(SECTIONS[one], f"warehouse.md: {one}")


def test_the_page_has_an_example_for_each_engine() -> None:
    engines = {"pandas", "Polars", "DuckDB", "Dask", "PySpark"}
    assert engines <= {title.partition(":")[0] for title, steps in SECTIONS.items() if steps}
