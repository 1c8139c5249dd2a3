"""The command as a whole: help, version, completion, faults, what it imports."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Set
from functools import cache
from pathlib import Path

import pytest

import careerplan_cli
from careerplan_cli.model.errors import refusal
from careerplan_cli.terminal.pager import pager_command
from careerplan_cli.text.printable import one_line, printable
from conftest import ANSWERS, Run

Imported = Callable[..., Set[str]]

IMPORTED = """
import sys
from careerplan_cli.app import main
sys.argv = ["careerplan", *{words!r}]
try:
    main()
except SystemExit:
    pass
print("\\n".join(sys.modules), file=sys.stderr)
"""


FAULT = """
import sys
from careerplan_cli.app import app, main

@app.command()
def broken():
    raise ZeroDivisionError("division by zero")

sys.argv = ["careerplan", "broken"]
main()
"""
"""Runs a command that is at fault."""


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("-h",),
        (),
        ("assess", "-h"),
        ("score", "-h"),
        ("report", "-h"),
        ("plan", "-h"),
        ("guide", "--help"),
        ("toolkit", "--help"),
    ],
)
def test_each_help_page_leads_with_an_example(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.returncode == 0
    usage, example = [line for line in done.stdout.splitlines() if line.strip()][:2]
    assert usage.startswith("Usage: ")
    assert example.startswith("  Example: careerplan ")


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").stdout == f"careerplan {careerplan_cli.__version__}\n"


def test_a_wrong_command_tells_the_nearest(run: Run) -> None:
    done = run("scroe")
    assert done.returncode == 2
    assert "score" in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_completes_level_and_topic_names(run: Run, shell: str) -> None:
    # The shell is named, not found out: what starts the tests need not be one.
    script = run("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert "CAREERPLAN" in script.stdout.upper()
    line = "careerplan guide --level "
    if shell == "bash":
        asked = {"COMP_WORDS": line, "COMP_CWORD": "3"}
    else:
        asked = {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
        asked["_TYPER_COMPLETE_WORD_TO_COMPLETE"] = ""
    offered = run(_CAREERPLAN_COMPLETE=f"complete_{shell}", **asked).stdout
    for name in ("just-getting-started", "on-our-way", "lots-going-on", "in-progress"):
        assert name in offered
    needs = {key: value.replace("guide --level", "plan --need") for key, value in asked.items()}
    assert "budget" in run(_CAREERPLAN_COMPLETE=f"complete_{shell}", **needs).stdout
    topics = {key: value.replace("--level", "--topic") for key, value in asked.items()}
    offered = run(_CAREERPLAN_COMPLETE=f"complete_{shell}", **topics).stdout
    assert "why-plan" in offered


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """Return what tells which modules a command imports, where `cedar-valley.yaml` has answers."""

    @cache
    def imported(*words: str) -> Set[str]:
        folder = tmp_path_factory.mktemp("imported")
        (folder / "cedar-valley.yaml").write_text(ANSWERS, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", IMPORTED.format(words=words)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=folder,
            check=True,
        )
        return frozenset(done.stderr.splitlines())

    return imported


def test_scoring_as_json_imports_nothing_of_the_terminal(imported: Imported) -> None:
    modules = imported("score", "cedar-valley.yaml", "-f", "json")
    assert "careerplan_cli.scoring.rules" in modules
    for name in ("rich", "questionary", "prompt_toolkit", "pydantic", "careerplan_cli.model.guide"):
        assert name not in modules
    assert not [name for name in modules if name.startswith("careerplan_cli.answers.answer_table")]


def test_the_guide_imports_nothing_that_asks_questions(imported: Imported) -> None:
    modules = imported("guide", "--level", "on-our-way", "--no-pager")
    assert "rich" in modules
    assert (
        not {"questionary", "prompt_toolkit", "pydantic", "careerplan_cli.scoring.rules"} & modules
    )


def test_the_version_imports_neither_yaml_nor_pydantic(imported: Imported) -> None:
    modules = imported("--version")
    assert not {"yaml", "pydantic", "rich", "careerplan_cli.model.instrument"} & modules


@pytest.mark.parametrize("words", [("score", "cedar-valley.yaml"), ("guide", "--no-pager")])
def test_only_documents_import_what_makes_documents(
    imported: Imported, words: tuple[str, ...]
) -> None:
    modules = imported(*words)
    documents = {"docx", "jinja2", "pptx", "PIL", "xlsxwriter", "careerplan_cli.model.plans"}
    assert not {*documents, "careerplan_cli.model.toolkit"} & modules


@pytest.mark.parametrize("words", [("toolkit",), ("toolkit", "session"), ("toolkit", "why")])
def test_a_tool_on_the_screen_imports_nothing_that_writes_files(
    imported: Imported, words: tuple[str, ...]
) -> None:
    modules = imported(*words, "--no-pager")
    assert not {"docx", "jinja2", "pptx", "PIL", "xlsxwriter", "questionary"} & modules


@pytest.mark.parametrize(
    "words", [("score", "cedar-valley.yaml", "-f", "json"), ("guide", "--no-pager")]
)
def test_the_rules_of_plans_are_imported_only_where_a_page_says_what_follows(
    imported: Imported, words: tuple[str, ...]
) -> None:
    assert "careerplan_cli.planning" not in imported(*words)


@pytest.mark.parametrize(
    ("form", "needed", "spared"),
    [("docx", "docx", "jinja2"), ("html", "jinja2", "docx"), ("md", "careerplan_cli", "docx")],
)
def test_a_document_imports_what_its_own_form_needs(
    imported: Imported, form: str, needed: str, spared: str
) -> None:
    for command in ("report", "plan"):
        modules = imported(command, "cedar-valley.yaml", "-o", f"{command}.{form}")
        assert needed in modules
        assert not {spared, "questionary"} & modules


def test_a_fault_of_careerplan_ends_with_70_and_shows_its_traceback_on_demand() -> None:
    command = [sys.executable, "-c", FAULT]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (70, "")
    assert done.stderr.splitlines() == [
        "careerplan failed: ZeroDivisionError: division by zero",
        "This is a fault in careerplan. Please report it with what the same command prints with "
        "--debug.",
    ]
    debug = os.environ | {"CAREERPLAN_DEBUG": "1"}
    shown = subprocess.run(command, capture_output=True, text=True, env=debug, check=False).stderr
    assert "Traceback (most recent call last)" in shown
    assert "ZeroDivisionError: division by zero" in shown


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit of files' sizes")
def test_what_the_system_refuses_is_told_in_one_line(tmp_path: Path) -> None:
    # A pipe of records is copied to a temporary file, and none may be written here.
    command = f"ulimit -f 0; echo '{{}}' | {sys.executable} -m careerplan_cli score - --from jsonl"
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    problem, advice = done.stderr.splitlines()
    assert problem.startswith("The system refused: No usable temporary directory found")
    assert advice == "Free up disk space, or set TMPDIR to a folder that can be written to."


@pytest.mark.parametrize(
    ("number", "told", "advice"),
    [
        (errno.ELOOP, "the links go round in a circle", "Name the file itself"),
        (errno.ENAMETOOLONG, "the name is too long", "Choose a shorter name."),
        (errno.EMFILE, "too many files are open", "Name fewer files at once"),
        (errno.ENOSPC, os.strerror(errno.ENOSPC), "Free up disk space"),
    ],
)
def test_what_the_system_refuses_is_told_as_what_it_is(number: int, told: str, advice: str) -> None:
    problem, to_do = refusal(OSError(number, os.strerror(number), "a\x1b.yaml"))
    assert problem == f"The system refused a␛.yaml: {told}."
    assert to_do.startswith(advice)


@pytest.mark.parametrize("sign", "\u061c\u2066\ufeff\ufffe\U000e0041\U000e0001\u2063")
def test_characters_that_steer_or_hide_text_are_shown_as_signs(sign: str) -> None:
    assert printable(f"a{sign}b") == "a\ufffdb"


@pytest.mark.parametrize("sign", "\u2028\u2029")
def test_separators_of_lines_become_spaces(sign: str) -> None:
    assert one_line(f"a{sign}b") == "a b"


@pytest.mark.parametrize(
    "text",
    ["👩‍🏫", "می‌خواهم", "क्‍ष", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"],
)
def test_emoji_and_scripts_keep_what_they_are_written_with(text: str) -> None:
    assert printable(text) == text


def test_a_pager_with_an_open_quote_is_none() -> None:
    assert pager_command({"PAGER": "less '"}) == []
