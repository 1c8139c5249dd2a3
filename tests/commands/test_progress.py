"""`careerplan progress` and `report --plan`: how far a team has come with its plan."""

import json
from pathlib import Path

import pytest

from conftest import Run
from plans.word_plans import answers, cell_of, opened


@pytest.fixture
def plan(run: Run, tmp_path: Path) -> Path:
    """Return a plan with four actions that stand differently, and one without dates."""
    answers(tmp_path / "a.yaml", "brbgb", focus=["personnel"], needs=["staff-expertise"])
    assert run("plan", "a.yaml", "-o", "first.docx").returncode == 0
    word = opened(tmp_path / "first.docx")
    for code, status, due, lead in (
        ("PE1", "Done", "2026-12-01", "Ms. Sandhu"),
        ("PE2", "On track", "March 1, 2027", "Ms. Sandhu"),
        ("PE3", "at risk", "2027-01-10", "Mr. Roy"),
        ("PE4", "Dropped", "2026-12-01", "Mr. Roy"),
    ):
        cell_of(word, code, "Status").add_run(status)
        cell_of(word, code, "Due").add_run(due)
        cell_of(word, code, "Lead").add_run(lead)
    word.save(str(tmp_path / "plan.docx"))
    return tmp_path / "plan.docx"


def found(run: Run, *words: str) -> dict[str, object]:
    done = run("progress", *words, "-f", "json", "--on", "2027-02-01")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert isinstance(told, dict)
    return told


def test_actions_are_counted_by_status_and_dropped_ones_are_not_among_them(
    run: Run, plan: Path
) -> None:
    told = found(run, plan.name)
    assert told["district"] == "Cedar Valley"
    actions = told["actions"]
    assert isinstance(actions, int)
    assert actions > 3
    assert told["done"] == told["on_track"] == told["at_risk"] == told["late"] == 1
    assert told["not_started"] == actions - 3
    assert told["dropped"] == 1


def test_late_and_next_actions_are_named(run: Run, plan: Path) -> None:
    done = run("progress", plan.name, "--on", "2027-02-01")
    assert done.returncode == 0
    assert done.stderr == ""
    out = " ".join(done.stdout.split())
    assert "Progress of the plan: Cedar Valley" in out
    late, _, rest = out.partition("whatever their status says.")[2].partition("The next 90 days")
    assert "2027-01-10, 22 days PE3:" in late
    assert "PE1" not in late
    assert "PE4" not in late
    assert "2027-03-01 PE2:" in rest.partition("By goal")[0]


def test_each_lead_has_a_row(run: Run, plan: Path) -> None:
    out = run("progress", plan.name, "-f", "md", "--on", "2027-02-01").stdout
    assert "| Ms. Sandhu | 2 | 1 | 1 | 0 | 0 | 0 |" in out
    assert "| Mr. Roy | 1 | 0 | 0 | 1 | 0 | 1 |" in out


def test_what_moved_since_an_earlier_plan_is_shown(run: Run, plan: Path) -> None:
    told = found(run, plan.name, "--since", "first.docx")
    moved = told["moved"]
    assert isinstance(moved, list)
    assert [(one["code"], one["before"], one["after"]) for one in moved] == [
        ("PE1", "Not started", "Done, due 2026-12-01"),
        ("PE2", "Not started", "On track, due 2027-03-01"),
        ("PE3", "Not started", "At risk, due 2027-01-10"),
        ("PE4", "Not started", "Dropped, due 2026-12-01"),
    ]


def test_a_status_or_date_that_is_none_is_told(run: Run, plan: Path) -> None:
    word = opened(plan)
    cell_of(word, "PE1", "Status").add_run("nearly")
    word.save(str(plan))
    cell_of(word, "PE2", "Due").add_run("after Easter")
    word.save(str(plan))
    out = run("progress", plan.name, "-f", "md").stdout
    assert "With a status that is none of these: PE1 (nearly).\n" in out
    assert "without a due date that can be read: PE2 (after Easter)" in out
    told = found(run, plan.name)
    assert told["other"] == 1
    assert (
        '"other_actions": [\n    {\n      "code": "PE1"'
        in run("progress", plan.name, "-f", "json").stdout
    )


@pytest.mark.parametrize("name", ["p.html", "p.md", "p.docx", "p.json"])
def test_progress_is_written_to_a_file(run: Run, plan: Path, name: str) -> None:
    assert run("progress", plan.name, "-o", name).returncode == 0
    assert (plan.parent / name).stat().st_size > 500
    assert run("progress", plan.name, "-o", name).returncode == 2


def test_a_report_tells_how_far_the_plan_has_come(run: Run, plan: Path) -> None:
    done = run("report", "a.yaml", "--plan", plan.name)
    assert done.returncode == 0, done.stderr
    total = found(run, plan.name)["actions"]
    assert f"## How far the plan has come\n\n1 of {total} actions done.\n" in done.stdout
    assert "| Personnel | 3 | 1 | 1 | 1 | 0 |" in done.stdout
    assert "How far the plan" not in run("report", "a.yaml").stdout


def test_a_report_refuses_the_plan_of_another_district(run: Run, plan: Path) -> None:
    answers(plan.parent / "b.yaml", "brbgb", district="Lakes")
    done = run("report", "b.yaml", "--plan", plan.name)
    assert done.returncode == 2
    assert "is the plan of Cedar Valley, and the answers are those of Lakes." in done.stderr


def test_what_moved_is_not_counted_from_the_plan_of_another_district(run: Run, plan: Path) -> None:
    answers(plan.parent / "b.yaml", "brbgb", district="Lakes")
    assert run("plan", "b.yaml", "-o", "lakes.docx").returncode == 0
    done = run("progress", plan.name, "--since", "lakes.docx")
    assert done.returncode == 2
    assert "lakes.docx is the plan of Lakes, and plan.docx that of Cedar Valley." in done.stderr


def test_an_answer_file_is_no_plan(run: Run, plan: Path) -> None:
    done = run("progress", "a.yaml")
    assert done.returncode == 2
    assert "Give a plan as a Word file (.docx) or an Excel workbook (.xlsx)." in done.stderr


def test_actions_that_are_new_are_told_apart_from_those_that_moved(run: Run, plan: Path) -> None:
    run("plan", "a.yaml", "-o", "small.docx", "--action", "PE1", "--action", "PE2")
    out = run("progress", plan.name, "--since", "small.docx", "-f", "md").stdout
    assert "**Without those that are new:** 1 of 2 actions done." in out
    moved = out.partition("What moved")[2].partition("Late")[0]
    assert "| PE1: " in moved
    assert "| PE3: " not in moved
    assert "actions are new since the earlier plan: PE3, PE4" in moved
