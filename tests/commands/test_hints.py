"""What is told where somebody types what is no command of ours."""

from pathlib import Path

import pytest

from conftest import Run


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("help",), "For help: careerplan --help"),
        (("help", "score"), "For help: careerplan score --help"),
        (("results",), "To see results: careerplan score FILE"),
        (("guide", "on-our-way"), "For a level: careerplan guide --level on-our-way."),
        (("assess", "survey"), "careerplan assess --instrument survey"),
        (("assess", "a.yaml"), "careerplan assess --resume a.yaml"),
        (("report",), "Name a file: careerplan report FILE"),
    ],
)
def test_a_near_miss_is_answered_with_what_to_type(
    run: Run, words: tuple[str, ...], told: str
) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert told in done.stderr


def test_the_answer_files_of_the_folder_are_named(run: Run, answers: Path) -> None:
    done = run("report")
    assert f"Name a file: careerplan report {answers.name}" in done.stderr


def test_other_mistakes_get_no_hint(run: Run) -> None:
    assert "careerplan guide --" not in run("guide", "--levle", "x").stderr.partition("Error")[2]
