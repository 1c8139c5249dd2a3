"""How long the command takes to start and answer, beside the import of what it is made of.

Run `python benchmarks/startup.py`: it prints the median wall time of 15 runs of each command,
taken in turn, its ratio to the first line, and the most that this ratio should be. `floor` is the
smallest Typer command there can be that takes one option and reads YAML: nothing of careerplan is
in it. Bytecode is kept between runs, as it is once a package is installed; a first round fills it.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 15

ANSWERS = """careerplan: 1
district: Cedar Valley
answers:
  student-engagement: blue
  personnel: red
  marketing-and-communications: blue
  learning-partnerships: green
  operations: blue
"""

FLOOR = """
import typer, yaml
app = typer.Typer()
@app.command()
def command(name: str = ""):
    yaml.load("name: x", Loader=yaml.CSafeLoader)
app()
"""

MOST = {"--version": 1.15, "score": 1.6, "guide": 2.2}
"""The most that the time of a command should be, as a ratio to the first line."""


def main() -> None:
    """Run each command in turn, so that a busy moment of the machine meets them all."""
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder, "one.yaml")
        answers.write_text(ANSWERS, encoding="utf-8")
        careerplan = [sys.executable, "-m", "careerplan_cli"]
        commands = {
            'python -c "import typer, yaml"': [sys.executable, "-c", "import typer, yaml"],
            "floor": [sys.executable, "-c", FLOOR],
            "careerplan --version": [*careerplan, "--version"],
            "careerplan score one.yaml --format json": [
                *careerplan, "score", str(answers), "--format", "json",
            ],
            "careerplan guide --level on-our-way --no-pager": [
                *careerplan, "guide", "--level", "on-our-way", "--no-pager",
            ],
        }  # fmt: skip
        bytecode = {
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(Path(folder, "cache")),
        }
        environment = os.environ | bytecode
        for command in commands.values():
            seconds(command, environment)
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                times[name].append(seconds(command, environment))
    base, *_ = (statistics.median(runs) for runs in times.values())
    for name, runs in times.items():
        median = statistics.median(runs)
        limit = next((f"(at most {MOST[word]})" for word in name.split() if word in MOST), "")
        print(f"{median * 1000:7.0f} ms  {median / base:5.2f}  {limit:14}  {name}")


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Return the wall time of one run."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
