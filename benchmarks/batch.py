"""How fast and in how much memory many answers are scored, beside what a user would write instead.

Run `pip install '.[bench]'`, then `python benchmarks/batch.py`. It makes tables of 1 000 to
10 000 000 respondents, scores each with careerplan and with the scripts in `rivals/`, in turn, sees
that all give the same file, and prints a table; sizes named behind the command are taken instead.
Then it scores 10 000 answer files beside PyYAML's C loader, which only reads them. Memory is the
peak of each process, as the system tells it (Linux, macOS). Some tools use every core, careerplan
one: so the time that all processors worked for a process stands beside that of the clock.
"""

import filecmp
import importlib.util
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path
from typing import NamedTuple

SIZES = (1_000, 100_000, 1_000_000, 10_000_000)
RIVALS = Path(__file__).parent / "rivals"
TOOLS = {"pandas": "pandas", "polars": "polars", "duckdb": "duckdb", "sqlite_utils": "sqlite-utils"}
SLOW = {"sqlite-utils": 1_000_000, "pandas": 1_000_000}
"""From how many rows on a tool is left out."""

QUESTIONS = (
    "student-engagement", "personnel", "marketing-and-communications", "learning-partnerships",
    "operations",
)  # fmt: skip

LOADER = """
import sys, yaml
from pathlib import Path
for path in sorted(Path(sys.argv[1]).iterdir()):
    with path.open("rb") as file:
        yaml.load(file, Loader=yaml.CSafeLoader)
"""


class Measured(NamedTuple):
    """What a process took: seconds by the clock and of all processors, MiB at the peak."""

    wall: float
    processor: float
    memory: float


def main() -> None:
    """Measure tables, then answer files."""
    sizes = [int(word.replace("_", "")) for word in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        print("| rows | tool | wall time | of processors | careerplan's to it | peak memory |")
        print("| ---: | --- | ---: | ---: | --- | ---: |")
        for rows in sizes:
            compare_tables(Path(folder), rows)
        compare_answer_files(Path(folder))


def compare_tables(folder: Path, rows: int) -> None:
    """Score a table with each tool in turn and print what each took."""
    table = folder / "table.csv"
    make_table(table, rows)
    commands = {"careerplan": [sys.executable, "-m", "careerplan_cli", "score", str(table), "-o"]}
    for module, tool in TOOLS.items():
        if importlib.util.find_spec(module) and rows <= SLOW.get(tool, rows):
            commands[tool] = [sys.executable, str(RIVALS / f"with_{module}.py"), str(table)]
    row_batches = 5 if rows <= 100_000 else 3 if rows <= 1_000_000 else 1
    measured: dict[str, list[Measured]] = {tool: [] for tool in commands}
    for _ in range(row_batches):
        for tool, command in commands.items():
            output = folder / f"{tool}.csv"
            output.unlink(missing_ok=True)
            measured[tool].append(measure([*command, str(output)]))
            if not filecmp.cmp(output, folder / "careerplan.csv", shallow=False):
                print(f"{tool} gives another file", file=sys.stderr)
    ours = median(measured["careerplan"])
    for tool, found in measured.items():
        theirs = median(found)
        wall, processor = ours.wall / theirs.wall, ours.processor / theirs.processor
        print(f"| {rows:,} | {tool} | {theirs.wall:.2f} s | {theirs.processor:.2f} s", end="")
        print(f" | {wall:.2f}, {processor:.2f} | {theirs.memory:.0f} MiB |")
    for tool in measured:
        (folder / f"{tool}.csv").unlink()


def median(found: list[Measured]) -> Measured:
    """Return the median of each time, and the most memory."""
    wall, processor, memory = zip(*found, strict=True)
    return Measured(statistics.median(wall), statistics.median(processor), max(memory))


def compare_answer_files(folder: Path) -> None:
    """Score 10 000 answer files, and print how that compares with reading them."""
    files = folder / "answers"
    files.mkdir()
    chance = random.Random(1)  # noqa: S311
    for number in range(10_000):
        answers = "".join(f"  {id_}: {chance.choice(COLOURS)}\n" for id_ in QUESTIONS)
        text = f"careerplan: 1\ndistrict: District {number % 60}\ndate: 2026-11-23\nanswers:\n"
        (files / f"{number:05d}.yaml").write_text(text + answers, encoding="utf-8")
    output = folder / "answers.csv"
    ours, theirs = [], []
    for _ in range(5):
        output.unlink(missing_ok=True)
        words = ["score", str(files), "-o", str(output)]
        ours.append(measure([sys.executable, "-m", "careerplan_cli", *words]).wall)
        theirs.append(measure([sys.executable, "-c", LOADER, str(files)]).wall)
    score, load = statistics.median(ours), statistics.median(theirs)
    print(f"\n10 000 answer files: {score:.2f} s, PyYAML's C loader alone {load:.2f} s: ", end="")
    print(f"{score / load:.2f} times.")
    shutil.rmtree(files)


COLOURS = ("red", "blue", "green")


def make_table(path: Path, rows: int) -> None:
    """Write a table: a number and a district for each respondent, one in 60 of them in quotes."""
    chance = random.Random(20261124)  # noqa: S311
    first = ("Cedar", "North", "Salmon", "Granite", "Maple", "Prairie", "Harbour", "Kettle")
    second = ("Valley", "Ridge", "Bay", "Lake", "River", "Plains", "Creek")
    districts = [" ".join(two) for two in product(first, second)]
    districts += ["Juniper", "Moose", "Otter", '"Lakes, Rivers and Islands"']
    answers = [",".join(five) for five in product(COLOURS, repeat=5)]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"respondent,district,{','.join(QUESTIONS)}\n")
        for start in range(1, rows + 1, 10_000):
            number = min(10_000, rows - start + 1)
            who = zip(
                range(start, start + number),
                chance.choices(districts, k=number),
                chance.choices(answers, k=number),
                strict=True,
            )
            file.write("".join(f"R{n:08d},{district},{five}\n" for n, district, five in who))


def measure(command: list[str]) -> Measured:
    """Return what one run took."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed with {process.returncode}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Measured(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


if __name__ == "__main__":
    main()
