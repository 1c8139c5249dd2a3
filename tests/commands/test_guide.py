"""`careerplan guide` as a district officer reads it."""

import io
import json
from pathlib import Path

import docx
import pytest

from careerplan_cli.pack.content_pack import ContentPack
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


@pytest.mark.parametrize(
    "name", ["on-our-way", "in-progress", "on", "On our way", "2", "blue", "Blue"]
)
def test_a_level_is_found_under_all_its_names(run: Run, name: str) -> None:
    assert "◐ Step 5: Work toward improvements" in run("guide", "--level", name).stdout


def test_levels_of_one_colour_are_named_and_none_is_chosen(run: Run, tmp_path: Path) -> None:
    assert run("content", "export", "our").returncode == 0
    level = tmp_path / "our" / "levels" / "on-our-way.yaml"
    text = level.read_text(encoding="utf-8")
    level.write_text(text.replace("colour: blue", "colour: green"), encoding="utf-8")
    done = run("guide", "--level", "green", "--content", "our")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Two or more levels are green: on-our-way and lots-going-on.\nName one of them.\n"
    )
    assert "◐ On our way" in run("guide", "--level", "2", "--content", "our").stdout


@pytest.mark.parametrize("name", ["0", "4", "²", "22222222222222222222", "purple"])
def test_a_number_or_colour_of_no_level_is_refused(run: Run, name: str) -> None:
    done = run("guide", "--level", name)
    assert done.returncode == 2
    assert f"There is no level '{name}'" in done.stderr


def test_each_step_says_who_does_it_how_long_it_takes_and_what_one_holds(run: Run) -> None:
    out = " ".join(run("guide", "--level", "2", "--step", "1").stdout.split())
    for words in (
        "Who: The district career leader, with career staff from each secondary school.",
        "How long: Half a day.",
        "What you will have at the end: An answer of yes, partly or no to each question",
    ):
        assert words in out


def test_the_action_library_is_read_whole(run: Run, pack: ContentPack) -> None:
    out = run("guide", "--actions", "--no-pager").stdout
    assert pack.actions
    codes = {line.split()[0] for line in out.splitlines() if line[:1].isalpha()}
    assert {action.code for action in pack.actions} <= codes
    assert "Today: Nobody, or only a few people" in out


def test_a_part_of_the_library_is_that_of_a_question(run: Run) -> None:
    out = run("guide", "--actions", "--question", "personnel").stdout
    for words in (
        "Actions: Personnel",
        "Target: The district and some secondary schools have people dedicated",
        "PE1  Name one district contact for career programs",
        "Lead: superintendent, with principals.",
        "How long: 2 days of work. When: this month.",
        "Done when the name is on the district website and in each staff handbook.",
        "PE9",
    ):
        assert words in out, words
    assert "SE1" not in out
    statement = run("guide", "--actions", "--question", "outcomes").stdout
    assert "Today: No" in statement
    assert "STR3" in statement


@pytest.mark.parametrize("form", ["html", "md", "txt"])
def test_the_library_is_written_in_each_form(run: Run, tmp_path: Path, form: str) -> None:
    done = run("guide", "--actions", "-o", f"library.{form}")
    assert done.stderr == f"Written to library.{form}\n"
    assert "Name one district contact" in (tmp_path / f"library.{form}").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("--actions", "--level", "2"), "--actions cannot be combined"),
        (("--question", "personnel"), "--question needs --actions."),
        (("--actions", "--question", "personel"), "did you mean personnel?"),
        (("--actions", "-f", "json"), "The action library is not written as JSON."),
    ],
)
def test_what_the_library_cannot_do_is_said(run: Run, words: tuple[str, ...], problem: str) -> None:
    done = run("guide", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert problem in done.stderr


def test_one_step_alone_tells_the_next(run: Run) -> None:
    out = run("guide", "--level", "lots", "--step", "2").stdout
    assert "● Step 2: Develop a framework for the review" in out
    assert "Step 1" not in out
    assert "[ ] Ministry and district policy" in out
    assert "careerplan guide --level lots-going-on --step 3" in out


def test_the_check_list_of_level_two_is_the_shorter_one(run: Run) -> None:
    out = run("guide", "--level", "on-our-way", "--step", "4").stdout
    assert "[ ] Budget" in out
    assert "Indigenous learners" not in out
    assert "[ ] Ministry and district policy" in out
    assert "Sustainability" not in out


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
        (("--topic", "using", "--level", "on"), "--topic cannot be combined"),
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
    line = "`careerplan toolkit why-career-development`"
    assert f"\nWhy Career Development Education: {line}\n" in out
    assert "# Why plan?\n" in run("guide", "--topic", "why", "-f", "markdown").stdout
    assert "- **why-plan** Why plan? Six benefits" in run("guide", "-f", "markdown").stdout
    step = run("guide", "-l", "on", "-s", "1", "-f", "markdown").stdout
    assert "## Step 1: Check in" in step
    assert "Step 2" not in step


@pytest.mark.parametrize(
    "words", [(), ("--level", "on"), ("--level", "on", "--step", "2"), ("--topic", "why-plan")]
)
@pytest.mark.parametrize("ending", ["html", "docx", "md", "txt", "json"])
def test_every_part_is_written_in_the_format_of_the_files_ending(
    run: Run, tmp_path: Path, words: tuple[str, ...], ending: str
) -> None:
    done = run("guide", *words, "-o", f"guide.{ending}")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"Written to guide.{ending}\n"
    raw = (tmp_path / f"guide.{ending}").read_bytes()
    starts = {"html": b"<!DOCTYPE html>", "docx": b"PK", "md": b"# ", "json": b'{\n  "format": 1'}
    assert raw.startswith(starts.get(ending, b""))
    if ending == "docx":
        text = "\n".join(p.text for p in docx.Document(io.BytesIO(raw)).paragraphs)
    else:
        text = raw.decode("utf-8")
    title = {2: "On our way", 4: "Get success data"}.get(len(words), "On our way")
    assert ("Why plan?" if "--topic" in words else title) in text


def test_an_existing_file_is_kept_unless_forced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "guide.md").write_text("mine")
    done = run("guide", "-o", "guide.md")
    assert (done.returncode, done.stdout) == (2, "")
    assert (tmp_path / "guide.md").read_text() == "mine"
    assert run("guide", "-o", "guide.md", "--force").returncode == 0
    assert (tmp_path / "guide.md").read_text(encoding="utf-8").startswith("# Guide\n")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("-f", "docx"), "Add --output FILE, for example -o report.docx"),
        (("-f", "pdf"), "There is no format 'pdf'"),
        (("-o", "guide.pdf"), "For a PDF, print the HTML file"),
    ],
)
def test_a_format_that_cannot_be_is_told(run: Run, words: tuple[str, ...], problem: str) -> None:
    done = run("guide", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert problem in done.stderr
