"""What a person does in an assessment, and what the content says that they should see."""

import re
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from journeys.terminal import COMMAND, ENTER, Start, Terminal, clean_environment

_CONTENT = Path(__file__).parents[2] / "content"

QUESTIONS: list[dict[str, Any]] = [
    question
    for section in yaml.safe_load((_CONTENT / "survey.yaml").read_text("utf-8"))["sections"]
    for question in section["questions"]
]
LEVELS: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted((_CONTENT / "levels").glob("*.yaml"))
}


def begin(start: Start, *words: str, **settings: Any) -> Terminal:
    """Start an assessment for a district that is left out."""
    terminal = start("assess", *words, **settings)
    plain = settings.get("environment", {}).get("TERM") == "dumb"
    terminal.wait_for("Which district is this for?", *(() if plain else (">",)))
    terminal.send(ENTER)
    return terminal


def unwrapped(text: str) -> str:
    """Return text without bullets, and with single spaces between its words."""
    return " ".join(text.replace("•", " ").split())


def wait_for_question(terminal: Terminal, number: int, *texts: str) -> None:
    """Wait until the card of a question fills the screen, with `texts`, and the menu is ready."""
    first = f"Question {number} of {len(QUESTIONS)}"
    _wait_for_page(terminal, first, *texts)


def wait_for_last_look(terminal: Terminal, *texts: str) -> None:
    _wait_for_page(terminal, "A last look at your answers", *texts)


def _wait_for_page(terminal: Terminal, first: str, *texts: str) -> None:
    def shown() -> bool:
        text = terminal.text
        return text.startswith(first) and all(word in text for word in ("b back", *texts))

    terminal.wait_until(shown, f"a page that begins with {first!r} and has a menu and {texts}")


def answer(terminal: Terminal, keys: str, start: int = 1) -> None:
    """Answer the questions from `start` on, one with each key."""
    for number, key in enumerate(keys, start):
        wait_for_question(terminal, number)
        terminal.press(key)


def hold_down(terminal: Terminal, key: str, first_repeat: float) -> None:
    """Hold a key down as a keyboard sends it: the first repeat late, then 30 times a second."""
    terminal.send(key)
    time.sleep(first_repeat)
    for _ in range(60):
        terminal.send(key)
        time.sleep(1 / 30)


def take_note(terminal: Terminal, number: int, keys: str) -> None:
    """Take a note on the question on the screen."""
    wait_for_question(terminal, number)
    terminal.press("t")
    terminal.wait_for(f"Note on {QUESTIONS[number - 1]['title']}:", ">")
    terminal.send(keys)


def read_pages(terminal: Terminal) -> list[str]:
    """Read a result to its end, with a key wherever it is held; return each page."""
    pages: list[str] = []
    while not terminal.ended:
        held = re.compile(rf"Press any key to continue.*\({len(pages) + 1} of (\d+)\)", re.DOTALL)
        terminal.wait_until(
            lambda held=held: terminal.ended or held.search(terminal.text) is not None,  # type: ignore[misc]
            f"page {len(pages) + 1} of the result, or the end",
        )
        if not terminal.ended:
            pages.append(terminal.text)
            terminal.press(" " if len(pages) % 2 else ENTER)  # not the same, so it counts at once
    return [*pages, terminal.text]


def menu_row(terminal: Terminal) -> str:
    """Return the row that the menu stands on."""
    [row] = [line for line in terminal.text.splitlines() if "»" in line]
    return row.replace("»", "").strip()


def colours_of(keys: str) -> dict[str, str]:
    """Return the answers that the digit keys give to the questions, as a file has them."""
    return {
        question["id"]: question["options"][int(key) - 1]["id"]
        for question, key in zip(QUESTIONS, keys, strict=False)
    }


def write_answers(path: Path, keys: str, **entries: object) -> Path:
    """Write the answer file that somebody left who pressed these digit keys."""
    content = {"careerplan": 1, "instrument": "survey", **entries, "answers": colours_of(keys)}
    path.write_text(yaml.safe_dump(content, sort_keys=False), "utf-8")
    return path


def the_file(folder: Path) -> Path:
    """Return the only file in a folder."""
    [path] = folder.iterdir()
    return path


def answers_in(path: Path) -> dict[str, str]:
    answers: dict[str, str] = yaml.safe_load(path.read_text("utf-8"))["answers"]
    return answers


def notes_in(path: Path) -> dict[str, str]:
    notes: dict[str, str] = yaml.safe_load(path.read_text("utf-8")).get("notes", {})
    return notes


def piped(words: Sequence[str], folder: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run careerplan with pipes where the terminal would be."""
    return subprocess.run(
        [*COMMAND, *words],
        input="",
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env=clean_environment(folder, **extra),
        timeout=20,
        check=False,
    )
