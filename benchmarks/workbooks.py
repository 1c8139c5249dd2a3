"""How long workbooks take, beside the libraries that read and write them, alone.

Run `python benchmarks/workbooks.py`: it prints the processor time of reading a workbook of 100 000
rows as a table of answers, as a ratio to python-calamine alone, which gives the same rows; and of
scoring a table in CSV into a workbook, as a ratio to XlsxWriter alone, which writes the same cells
from rows that are in memory already. Each is the best of 5 runs, taken in turn. Then it prints the
processor time and the most memory that it takes to score a workbook of 300 000 rows (not on
Windows, which does not tell it).
"""

import csv
import io
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from python_calamine import CalamineWorkbook
from xlsxwriter.workbook import Workbook

from careerplan_cli.answers import workbook
from careerplan_cli.answers.sources import ReadOptions
from careerplan_cli.pack.content_pack import ContentPack, built_in_folder
from careerplan_cli.pipeline import open_sources, write_results
from careerplan_cli.results.as_xlsx import Writer

ROWS = 100_000
MANY_ROWS = 300_000
RUNS = 5

HEADER = (
    *("who", "district", "number", "student-engagement", "personnel"),
    *("marketing-and-communications", "learning-partnerships", "operations"),
)


def main() -> None:
    """Print the ratios, then what a larger workbook takes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table, source, results = folder / "in.csv", folder / "in.xlsx", folder / "out.xlsx"
        rows = answers(ROWS)
        with table.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        write_alone(rows, source)
        ours, alone = in_turn(lambda: read(source), lambda: read_alone(source))
        print_times("reading", ours, "python-calamine", alone)
        score(table, results)
        written = read_alone(results)
        ours, alone = in_turn(
            lambda: score(table, results), lambda: write_alone(written, folder / "alone.xlsx")
        )
        print_times("scoring and writing", ours, "XlsxWriter", alone)
        write_alone(answers(MANY_ROWS), source)
        command = [sys.executable, "-m", "careerplan_cli", "score", str(source), "-o", str(table)]
        subprocess.run([*command, "--force"], check=True, capture_output=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds, memory = used.ru_utime + used.ru_stime, used.ru_maxrss // 1024
        print(f"{MANY_ROWS:,} rows of {len(HEADER)} columns: {seconds:.1f} s, {memory} MiB")


def answers(number: int) -> list[Sequence[object]]:
    """Return the rows of a table with its header."""
    chance = random.Random(1)  # noqa: S311
    rows: list[Sequence[object]] = [HEADER]
    for n in range(number):
        chosen = chance.choices(("red", "blue", "green"), k=5)
        rows.append((f"Person {n}", f"District {chance.randrange(400)}", n, *chosen))
    return rows


def read(path: Path) -> None:
    """Read the table in a workbook."""
    with path.open("rb") as file:
        table = workbook.Workbook(file, path.name, None, lambda cells: float("personnel" in cells))
        for _ in table.rows():
            pass


def read_alone(path: Path) -> list[Sequence[object]]:
    """Read the first sheet of a workbook with python-calamine."""
    return list(CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows())


def score(table: Path, path: Path) -> None:
    """Score a table, and write the results as a workbook."""
    pack = ContentPack(built_in_folder())
    batch, *_ = open_sources(pack, [str(table)], ReadOptions())
    file = io.BytesIO()
    with batch:
        write_results(Writer(batch, file))
    path.write_bytes(file.getvalue())


def write_alone(rows: Sequence[Sequence[object]], path: Path) -> None:
    """Write rows with XlsxWriter, as fast as it goes in constant memory."""
    with Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif isinstance(value, int | float):
                    sheet.write_number(number, column, value)


def in_turn(*jobs: Callable[[], object]) -> list[float]:
    """Return the least processor time of each job, in seconds."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(RUNS):
        for job, measured in zip(jobs, times, strict=True):
            start = time.process_time()
            job()
            measured.append(time.process_time() - start)
    return [min(measured) for measured in times]


def print_times(what: str, ours: float, library: str, alone: float) -> None:
    """Print a line with both times and their ratio."""
    print(f"{what}: {ours:.2f} s; {library} alone: {alone:.2f} s; ratio {ours / alone:.2f}")


if __name__ == "__main__":
    main()
