"""What a command line most likely meant, where it is not one of ours."""

from collections.abc import Sequence
from pathlib import Path

from careerplan_cli.commands.options import command_line

_MOST_FILES = 5
"""How many answer files of the folder are named."""


def hint(words: Sequence[str], folder: Path) -> str:
    """Return what to type instead of these words; nothing where that is not clear."""
    match list(words):
        case ["help"]:
            return f"For help: {command_line('--help')}"
        case ["help", command, *_]:
            return f"For help: {command_line(command, '--help')}"
        case ["results", *_]:
            return _with_files("To see results", "score", folder)
        case ["guide", name, *_] if not name.startswith("-"):
            level, topic = (command_line("guide", o, name) for o in ("--level", "--topic"))
            return f"For a level: {level}. For a topic: {topic}"
        case ["assess", name, *_] if not name.startswith("-"):
            if Path(name).suffix:
                return f"To go on with a file: {command_line('assess', '--resume', name)}"
            return f"To choose the questions: {command_line('assess', '--instrument', name)}"
        case ["report" | "plan" | "score" as command]:
            return _with_files("Name a file", command, folder)
    return ""


def _with_files(purpose: str, command: str, folder: Path) -> str:
    """Return the command with each answer file in the folder, or with the word FILE."""
    files = sorted(path.name for path in folder.glob("*.yaml") if path.is_file())
    lines = [command_line(command, name) for name in files[:_MOST_FILES]]
    return f"{purpose}: {' or '.join(lines or [command_line(command, 'FILE')])}"
