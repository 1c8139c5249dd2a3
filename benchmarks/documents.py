"""How long a report and a plan take, in each form, from the command to the written file.

Run `python benchmarks/documents.py`: it prints the median wall time of 9 runs of each command,
taken in turn, beside the most that it may take, and ends with 1 where one takes longer.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 9

MOST = {"report": 1.0, "plan": 1.5, "update": 2.0}
"""Seconds, on a machine with two cores. An update is a plan with `--update`, from the same form."""

FORMS = {
    "report": ("html", "docx", "md"),
    "plan": ("html", "docx", "md", "xlsx", "ics"),
    "update": ("docx", "xlsx"),
}

ANSWERS = Path(__file__).parent.parent / "docs" / "cedar-valley.yaml"


def main() -> None:
    """Run each command in turn, so that a busy moment of the machine meets them all."""
    times: dict[tuple[str, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(ANSWERS, folder)
        for _ in range(RUNS):
            for command in MOST:
                for form in FORMS[command]:
                    times.setdefault((command, form), []).append(seconds(folder, command, form))
    late = False
    for (command, form), runs in times.items():
        median = statistics.median(runs)
        late = late or median > MOST[command]
        print(
            f"{median:5.2f} s  (at most {MOST[command]} s; {min(runs):.2f} to {max(runs):.2f})  "
            f"careerplan {' '.join(words_of(command, form))}"
        )
    sys.exit(late)


def words_of(command: str, form: str) -> list[str]:
    """Return the words of one command."""
    if command == "update":
        return ["plan", ANSWERS.name, "--update", f"plan.{form}", "-o", f"new.{form}"]
    return [command, ANSWERS.name, "-o", f"{command}.{form}"]


def seconds(folder: Path, command: str, form: str) -> float:
    """Return the wall time of one run."""
    words = [sys.executable, "-m", "careerplan_cli", *words_of(command, form), "--force"]
    start = time.perf_counter()
    subprocess.run(
        words,
        cwd=folder,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
