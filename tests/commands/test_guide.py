"""`careerplan guide` as a district officer reads it."""

import json

import pytest

from conftest import Run


def test_without_an_option_it_shows_levels_and_topics(run: Run) -> None:
    out = run("guide").stdout
    for words in (
        "○ Just getting started",
        "◐ On our way",
        "● Lots going on",
        "careerplan guide --level on-our-way",
        "why-plan",
        "careerplan assess",
    ):
        assert words in out


@pytest.mark.parametrize("name", ["on-our-way", "in-progress", "on", "On our way"])
def test_a_level_is_found_under_all_its_names(run: Run, name: str) -> None:
    assert "◐ Step 5: Work toward improvements" in run("guide", "--level", name).stdout


def test_one_step_alone_tells_the_next(run: Run) -> None:
    out = run("guide", "--level", "lots", "--step", "2").stdout
    assert "● Step 2: Develop the framework of the review" in out
    assert "Step 1" not in out
    assert "[ ] Ministry and district policy" in out
    assert "careerplan guide --level lots-going-on --step 3" in out


def test_the_check_list_of_level_two_is_the_shorter_one(run: Run) -> None:
    out = run("guide", "--level", "on-our-way", "--step", "4").stdout
    assert "[ ] Budget" in out
    assert "Indigenous learners" not in out
    assert "Ministry and district policy" not in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--level", "on-are-way"), "did you mean on-our-way?"),
        (("--level", "x"), "Valid: just-getting-started, on-our-way, lots-going-on, in-progress."),
        (("--topic", "whyplan"), "did you mean why-plan?"),
        (("--topic", "p"), "could be programs or planning"),
        (("--level", "on", "--step", "6"), "Its steps are 1 to 5."),
        (("--level", "on", "--step", "0"), "Its steps are 1 to 5."),
        (("--step", "1"), "For example: careerplan guide --level on-our-way --step 1"),
        (("--topic", "using", "--level", "on"), "--topic stands alone"),
        (("--level", ""), "There is no level ''"),
    ],
)
def test_a_wrong_name_or_number_tells_what_is_valid(
    run: Run, words: tuple[str, ...], message: str
) -> None:
    done = run("guide", *words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_json_tells_levels_steps_and_topics(run: Run) -> None:
    overview = json.loads(run("guide", "-f", "json").stdout)
    assert [level["id"] for level in overview["levels"]][1] == "on-our-way"
    level = json.loads(run("guide", "-l", "on", "-f", "json").stdout)["level"]
    assert level["steps"][3]["review_list"]["needs"][2]["items"][0]["id"] == "budget"
    assert level["steps"][0]["number"] == 1
    step = json.loads(run("guide", "-l", "on", "-s", "2", "-f", "json").stdout)
    assert (step["level"], step["step"]["title"]) == ("on-our-way", "Get success data")
    topic = json.loads(run("guide", "-t", "why-plan", "-f", "json").stdout)
    assert topic["topic"]["id"] == "why-plan"


def test_markdown_has_headings_and_lists(run: Run) -> None:
    out = run("guide", "--level", "on", "--format", "markdown").stdout
    assert out.startswith("# ◐ On our way\n")
    assert "\n## Step 4: Assess what more you can do\n" in out
    assert "\n- [ ] Program support\n  - [ ] Budget\n" in out
    assert "\n## Recommended actions\n\n1. " in out
    assert "\n- Why Career Development Education\n" in out
    assert "# Why plan?\n" in run("guide", "--topic", "why", "-f", "markdown").stdout
    assert "- **why-plan** Why plan? Six benefits" in run("guide", "-f", "markdown").stdout
    step = run("guide", "-l", "on", "-s", "1", "-f", "markdown").stdout
    assert "## Step 1: Check in" in step
    assert "Step 2" not in step
