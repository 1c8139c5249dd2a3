"""Options at the edges: those that do not count, and the keys that choose them."""

import shutil
from pathlib import Path

import pytest

from careerplan_cli.model.instrument import COMMAND_KEYS, Option, Question
from careerplan_cli.pack.content_pack import ContentPack, built_in_folder
from conftest import ANSWERS, Run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_in_folder(), tmp_path / "our"))


def change(path: Path, old: str, new: str, times: int = 1) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, times), encoding="utf-8")


def question(*keys: str | None) -> Question:
    options = tuple(
        Option(id=f"o{n}", key=key, colour="red", points=0, label="x") for n, key in enumerate(keys)
    )
    return Question(id="q", title="Q", prompt="Q?", options=options)


def test_an_option_that_does_not_count_adds_nothing_to_a_total_a_band_or_a_maximum(
    run: Run, folder: Path
) -> None:
    change(folder / "survey.yaml", "points: 2\n", "points: 9\n            counts: false\n")
    change(folder / "survey.yaml", "highest: 10", "highest: 9")
    assert run("content", "check", "our").stdout.startswith("No problems found")
    survey = ContentPack(folder).instrument("survey")
    assert (survey.questions[0].maximum, survey.maximum) == (1, 9)
    text = ANSWERS.replace("student-engagement: blue", "student-engagement: green")
    text = text.replace("notes:\n", "notes:\n  student-engagement: We have no students yet.\n")
    text = text.replace("learning-partnerships: green", "learning-partnerships: blue")
    (folder.parent / "a.yaml").write_text(text, encoding="utf-8")
    shown = run("score", "a.yaml", "--content", "our", "--no-pager").stdout
    assert "3 of 9 points" in shown
    assert "○  Just getting started" in shown


def test_a_question_of_which_no_option_counts_is_found(run: Run, folder: Path) -> None:
    text = (folder / "survey.yaml").read_text(encoding="utf-8")
    first, others = text.split("      - id: personnel", 1)
    first = first.replace("colour:", "counts: false\n            colour:")
    changed = f"{first}      - id: personnel{others}"
    (folder / "survey.yaml").write_text(changed, encoding="utf-8")
    done = run("content", "check", "our")
    assert done.returncode == 1
    assert "none of the options counts; take `counts: false` out of at least one." in done.stdout


def test_the_share_of_an_option_that_does_not_count_is_no_condition(run: Run, folder: Path) -> None:
    change(folder / "checklist.yaml", 'option: "no"', "option: not-applicable")
    done = run("content", "check", "our")
    assert done.returncode == 1
    assert "the option 'not-applicable' does not count, so it has no share" in done.stdout


def test_more_options_than_keys_are_refused(run: Run, folder: Path) -> None:
    option = "\n  - {{id: o{0}, colour: red, points: 0, label: x}}"
    added = "".join(option.format(n) for n in range(20))
    change(folder / "checklist.yaml", "\noptions:", f"\noptions:{added}")
    assert "expected at most 20 in the list" in run("content", "check", "our").stdout


@pytest.mark.parametrize(
    ("own", "keys"),
    [
        ((None, None, None), "123"),
        (("y", "s", "n"), "ysn"),
        (("2", None, None), "2a3"),
        ((None,) * 12, "123456789acd"),
        (("a", *[None] * 10), "a23456789cd"),
    ],
)
def test_each_option_has_a_key_of_its_own(own: tuple[str | None, ...], keys: str) -> None:
    assert "".join(question(*own).keys) == keys


def test_twenty_options_have_twenty_keys_and_leave_the_one_that_goes_back() -> None:
    keys = question(*[None] * 20).keys
    assert len({*keys, *COMMAND_KEYS}) == 24


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("< 30 %", "> 30 %"),
        ("Less than 30%", "less than 30 %!"),
        ("\u0915\u093f", "\u0915\u0940"),
        ("+", "-"),
    ],
)
def test_labels_that_a_table_cannot_tell_apart_are_found(
    run: Run, folder: Path, first: str, second: str
) -> None:
    change(folder / "survey.yaml", "label: Less than 10%\n", f'label: "{first}"\n')
    change(
        folder / "survey.yaml", "label: 10% to 30% (choose this up to 50%)", f'label: "{second}"'
    )
    done = run("content", "check", "our")
    assert done.returncode == 1
    assert f"a table cannot tell the labels '{second}' and '{first}' apart" in done.stdout


def test_a_label_that_is_the_id_of_another_option_is_found(run: Run, folder: Path) -> None:
    change(folder / "survey.yaml", "label: Less than 10%\n", "label: Green\n")
    done = run("content", "check", "our")
    assert done.returncode == 1
    assert "the label 'Green' is the id of another option, green; use other words." in done.stdout
