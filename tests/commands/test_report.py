"""`careerplan report` as a facilitator runs it after the workshop."""

import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import docx
import pytest
import yaml

from careerplan_cli.pack.content_pack import built_in_folder
from conftest import ANSWERS, Run

EARLIER = ANSWERS.replace("blue", "red").replace("2026-11-23", "2025-11-20")


@pytest.mark.parametrize("name", ["report.html", "report.docx", "report.md"])
def test_the_ending_of_the_name_gives_the_form(run: Run, answers: Path, name: str) -> None:
    done = run("report", answers.name, "-o", name)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"Written to {name}\n")
    raw = (answers.parent / name).read_bytes()
    if name.endswith("docx"):
        assert docx.Document(io.BytesIO(raw)).paragraphs[0].text.startswith("Cedar Valley")
    else:
        assert raw.startswith(b"<!DOCTYPE html>" if name.endswith("html") else b"# Cedar Valley")


def test_without_a_file_markdown_goes_to_standard_output(run: Run, answers: Path) -> None:
    done = run("report", answers.name)
    assert done.stderr == ""
    for words in (
        "Level: **◐ On our way**",
        "5 of 10 points on a scale of ○ Just getting started 0–3",
        "**Your answer:** Nobody, or only a few people (0 of 2 points)",
        "**Why it matters:** Students need an adult who knows the options",
        "**Target:** The district and some secondary schools have people dedicated to career",
        "- A few staff members are dedicated to career education",
        "Problems that usually remain when you reach the target",
        "- District-wide strategies are still being developed.",
        "**PE1** Name one district contact for career programs",
        "**Note:** Two retirements in June.",
        "## Recommended actions",
        "### Step 5: Work toward improvements",
        "- [ ] New program development",
    ):
        assert words in done.stdout
    assert run("report", answers.name, "-f", "html").stdout.startswith("<!DOCTYPE html>")


def test_a_word_file_is_not_printed(run: Run, answers: Path) -> None:
    done = run("report", answers.name, "-f", "docx")
    assert done.returncode == 2
    assert "-o report.docx" in done.stderr


def test_since_tells_what_changed_by_area_total_and_level(run: Run, answers: Path) -> None:
    (answers.parent / "old.yaml").write_text(EARLIER, encoding="utf-8")
    out = run("report", answers.name, "--since", "old.yaml").stdout
    for words in (
        "## What changed since 2025-11-20",
        "**Level:** ○ Just getting started, now ◐ On our way.",
        "**Total:** 2, now 5 of 10 points.",
        "| Student engagement | Less than 10% | 10% to 30% (choose this up to 50%) | ▲ higher |",
        "| Personnel | Nobody, or only a few people | Nobody, or only a few people | the same |",
    ):
        assert words in out


def test_an_earlier_file_without_a_level_is_compared_too(run: Run, answers: Path) -> None:
    text = "careerplan: 1\nanswers: {personnel: green}\n"
    (answers.parent / "old.yaml").write_text(text, encoding="utf-8")
    out = run("report", answers.name, "--since", "old.yaml").stdout
    assert "**Level:** no level (1 of 5 answered), now ◐ On our way." in out
    assert "▼ lower" in out


def test_answers_to_other_questions_are_not_compared(run: Run, answers: Path) -> None:
    text = "careerplan: 1\ninstrument: checklist\nanswers: {outcomes: yes}\n"
    (answers.parent / "old.yaml").write_text(text, encoding="utf-8")
    done = run("report", answers.name, "--since", "old.yaml")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "The earlier answers are to the checklist, and these are to the survey."
    )


def test_the_checklist_has_its_report(run: Run, tmp_path: Path) -> None:
    write_checklist(tmp_path)
    out = run("report", "c.yaml").stdout
    for words in (
        "# Lakes: career and skills training programs",
        "- Strategy: yes 3, still to do 1, no 2",
        "### Strategy",
        "| Our district has career awareness activities in each of its elementary schools. | Yes |",
        "| Ask. |",
        "- [ ] No: Our district has a vision for career education",
        "## Areas of focus",
    ):
        assert words in out
    assert "**Your answer:**" not in out


def write_checklist(folder: Path) -> None:
    text = (built_in_folder() / "checklist.yaml").read_text(encoding="utf-8")
    ids = [line.split(": ")[1] for line in text.splitlines() if line.startswith("      - id: ")]
    entries = {
        "careerplan": 1,
        "instrument": "checklist",
        "district": "Lakes",
        "answers": {id_: "no" if n % 5 == 0 else "yes" for n, id_ in enumerate(ids)}
        | {"labour-market": "still-to-do"},
        "notes": {"elementary-awareness": "Ask."},
    }
    path = folder / "c.yaml"
    path.write_text(yaml.safe_dump(entries, sort_keys=False), encoding="utf-8")


def test_an_incomplete_file_gets_no_report(run: Run, tmp_path: Path) -> None:
    text = "careerplan: 1\nanswers: {personnel: green}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    done = run("report", "a.yaml", "-o", "report.html")
    assert done.returncode == 2
    assert done.stderr == (
        "a.yaml has no level yet. Answer 4 more questions to get one (1 of 5 answered). Still "
        "possible: Just getting started, On our way, Lots going on.\n"
        "Nothing was written. Continue with it: careerplan assess --resume a.yaml\n"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml"]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("nothing.yaml",), "nothing.yaml: cannot be read: there is no such file or folder."),
        (("cedar-valley.yaml", "-o", "no/such/report.html"), "There is no folder no/such."),
        (("cedar-valley.yaml", "-o", "."), ". is a folder."),
        (("cedar-valley.yaml", "-o", "report.pdf"), "does not say which format to write."),
        (
            ("cedar-valley.yaml", "-f", "html", "-o", "cedar-valley.yaml", "--force"),
            "is the answer",
        ),
        (("cedar-valley.yaml", "--content", "nowhere"), "There is no content folder nowhere"),
    ],
)
def test_what_cannot_be_is_said_in_a_line_with_what_to_do(
    run: Run, answers: Path, words: tuple[str, ...], problem: str
) -> None:
    done = run("report", *words)
    assert done.returncode == 2
    assert problem in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in answers.parent.iterdir()] == ["cedar-valley.yaml"]
    assert answers.read_text(encoding="utf-8") == ANSWERS


def test_an_existing_file_is_kept_unless_forced(run: Run, answers: Path) -> None:
    (answers.parent / "report.md").write_text("mine", encoding="utf-8")
    done = run("report", answers.name, "-o", "report.md")
    assert done.returncode == 2
    assert "report.md already exists." in done.stderr
    assert (answers.parent / "report.md").read_text(encoding="utf-8") == "mine"
    assert run("report", answers.name, "-o", "report.md", "--force").returncode == 0
    assert "Cedar Valley" in (answers.parent / "report.md").read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full")
@pytest.mark.parametrize("form", ["html", "docx", "markdown"])
def test_a_full_disk_is_said(run: Run, answers: Path, form: str) -> None:
    done = run("report", answers.name, "-f", form, "-o", "/dev/full", "--force")
    assert done.returncode == 2
    assert "/dev/full cannot be written: No space left on device." in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
@pytest.mark.parametrize("command", ["report", "plan"])
def test_what_fails_half_way_leaves_the_old_file_and_nothing_half_written(
    answers: Path, command: str
) -> None:
    folder = answers.parent
    (folder / "new.docx").write_bytes(b"old")
    line = f'ulimit -f 8; exec "$0" -m careerplan_cli {command} {answers.name} -o "$1" --force'
    for name in ("new.docx", "other.docx"):
        done = subprocess.run(
            ["sh", "-c", line, sys.executable, name],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 2
        assert f"{name} cannot be written: File too large." in done.stderr
    assert (folder / "new.docx").read_bytes() == b"old"
    kept = {"new.docx.bak"} if command == "plan" else set()
    names = {path.name for path in folder.iterdir()}
    assert names == {answers.name, "new.docx"} | kept


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs file rights")
def test_a_folder_without_the_right_to_write_is_said(run: Run, answers: Path) -> None:
    closed = answers.parent / "closed"
    closed.mkdir()
    closed.chmod(stat.S_IRUSR | stat.S_IXUSR)
    done = run("report", answers.name, "-o", "closed/report.docx")
    closed.chmod(stat.S_IRWXU)
    assert done.returncode == 2
    assert "you do not have permission to" in done.stderr
    assert list(closed.iterdir()) == []


def test_content_of_ones_own_is_used(run: Run, answers: Path) -> None:
    assert run("content", "export", "our").returncode == 0
    survey = answers.parent / "our" / "survey.yaml"
    text = survey.read_text(encoding="utf-8").replace("title: Personnel", "title: Our people")
    survey.write_text(text, encoding="utf-8")
    assert "### Our people" in run("report", answers.name, "--content", "our").stdout


@pytest.mark.parametrize(
    ("entry", "value", "problem"),
    [
        ("district: Cedar Valley", "district: Oak Bay", "The earlier answers are from Oak Bay"),
        ("date: 2026-11-23", "date: 2027-01-01", "later than these of 2026-11-23"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    run: Run, answers: Path, entry: str, value: str, problem: str
) -> None:
    earlier = answers.with_name("earlier.yaml")
    earlier.write_text(answers.read_text(encoding="utf-8").replace(entry, value), encoding="utf-8")
    done = run("report", answers.name, "--since", earlier.name)
    assert (done.returncode, done.stdout) == (2, "")
    assert problem in done.stderr


def test_earlier_answers_that_are_not_complete_are_told(run: Run, answers: Path) -> None:
    earlier = answers.with_name("earlier.yaml")
    earlier.write_text("careerplan: 1\ndate: 2025-11-23\nanswers: {personnel: blue}\n")
    done = run("report", answers.name, "--since", earlier.name)
    assert "The earlier answers are not complete: 1 of 5 questions." in done.stdout
    assert "0 higher, 1 lower." in done.stdout


def test_what_was_chosen_for_the_plan_is_ticked_in_the_report(run: Run, answers: Path) -> None:
    run("plan", answers.name, "--need", "Budget", "--focus", "Personnel", "-o", "plan.md")
    report = run("report", answers.name).stdout
    assert "[x] Budget" in report
    assert "[x] Personnel" in report
    assert "[ ] Resources" in report


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("a.docx", "a.docx is a document."),
    ],
)
def test_a_file_of_another_kind_is_told(run: Run, name: str, problem: str) -> None:
    done = run("report", name)
    assert done.returncode == 2
    assert problem in done.stderr
