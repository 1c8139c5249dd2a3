"""`careerplan progress` and `report --plan`: how far a team has come with its plan."""

import copy
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from careerplan_cli.pack.content_pack import ContentPack, built_in_folder
from conftest import Run, runner
from plans.word_plans import action_tables, answers, cell_of, checklist, emptied, opened


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a plan as it is made, and with four actions that stand differently."""
    folder = tmp_path_factory.mktemp("written")
    answers(folder / "a.yaml", "brbgb", focus=["personnel"], needs=["staff-expertise"])
    assert runner(folder)("plan", "a.yaml", "-o", "first.docx").returncode == 0
    word = opened(folder / "first.docx")
    for code, status, due, lead in (
        ("PE1", "Done", "2026-12-01", "Ms. Sandhu"),
        ("PE2", "On track", "March 1, 2027", "Ms. Sandhu"),
        ("PE3", "at risk", "2027-01-10", "Mr. Roy"),
        ("PE4", "Dropped", "2026-12-01", "Mr. Roy"),
    ):
        cell_of(word, code, "Status").add_run(status)
        cell_of(word, code, "Due").add_run(due)
        cell_of(word, code, "Lead").add_run(lead)
    word.save(str(folder / "plan.docx"))
    return folder


@pytest.fixture
def plan(written: Path, tmp_path: Path) -> Path:
    """Return a plan with four actions that stand differently; beside it is `first.docx`."""
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
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
    assert told["done"] == told["on_track"] == told["late"] == 1
    assert told["at_risk"] == 0
    assert told["not_started"] == actions - 3
    assert told["dropped"] == 1


def test_late_and_next_actions_are_named(run: Run, plan: Path) -> None:
    done = run("progress", plan.name, "--on", "2027-02-01")
    assert done.returncode == 0
    assert done.stderr == ""
    out = " ".join(done.stdout.split())
    assert "Progress of the plan: Cedar Valley" in out
    late, _, rest = out.partition(" Late Due ")[2].partition("The next 90 days")
    assert "2027-01-10 22 PE3:" in late
    assert "PE1" not in late
    assert "PE4" not in late
    assert "2027-03-01 PE2:" in rest.partition("By area")[0]


def test_each_lead_has_a_row(run: Run, plan: Path) -> None:
    out = run("progress", plan.name, "-f", "md", "--on", "2027-02-01").stdout
    assert "| Ms. Sandhu | 2 | 1 | 1 | 0 | 0 | 0 |" in out
    assert "| Mr. Roy | 1 | 0 | 0 | 0 | 1 | 0 |" in out


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
    assert (
        "**With another status than Not started, On track, At risk, Done and Dropped; counted as "
        "other, or as late once due:** "
        "PE1: Name one district contact for career programs… (nearly).\n" in out
    )
    never = "**Never counted as late, as the due date is not one day such as 2027-01-31:** "
    assert out.partition(never)[2].partition("\n")[0].endswith("… (after Easter).")
    assert "**Never counted as late, as there is no due date:** " in out
    told = run("progress", plan.name, "-f", "json", "--on", "2026-11-01").stdout
    assert json.loads(told)["other"] == 1
    assert '"other_actions": [\n    {\n      "code": "PE1"' in told
    late = found(run, plan.name)
    assert (late["other"], late["late"]) == (0, 2)


@pytest.mark.parametrize("name", ["p.html", "p.md", "p.docx", "p.json"])
def test_progress_is_written_to_a_file(run: Run, plan: Path, name: str) -> None:
    assert run("progress", plan.name, "-o", name).returncode == 0
    assert (plan.parent / name).stat().st_size > 500
    assert run("progress", plan.name, "-o", name).returncode == 2


def test_a_report_tells_how_far_the_plan_has_come(run: Run, plan: Path) -> None:
    done = run("report", "a.yaml", "--plan", plan.name, "--on", "2027-01-01")
    assert done.returncode == 0, done.stderr
    total = found(run, plan.name)["actions"]
    assert (
        "## How far the plan has come\n\nCounted for 2027-01-01. "
        f"Of the {total} actions in the plan, 1 is done.\n" in done.stdout
    )
    assert "| Personnel | 3 | 1 | 1 | 1 | 0 | 0 |" in done.stdout
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
    total = found(run, plan.name)["actions"]
    assert isinstance(total, int)
    assert f"Of the {total} actions in the plan, 1 is done. The others: " in out
    assert "Of the 2 actions in the earlier plan" in out
    assert f"in the earlier plan, 1 is done. {total - 2} were added since." in out
    moved, _, new = out.partition("What moved")[2].partition("| New since then |")
    assert "| PE1: " in moved
    assert "| PE3: " not in moved
    rows = new.partition("\n\n")[0].splitlines()[2:]
    assert len(rows) == total - 2 + 1 - 1  # one is dropped, and one is due
    assert "\n1 new action is late or due next, and stands there.\n" in new
    assert any(row.startswith("| PE4: ") for row in rows)
    assert "| PE3: " in new.partition("The next 90 days")[2]


def with_own_rows(path: Path, *texts: str) -> None:
    word = opened(path)
    table = action_tables(word)[0]
    for text in texts:
        table._tbl.append(copy.deepcopy(table.rows[-1]._tr))
        for cell in table.rows[-1].cells:
            emptied(cell.paragraphs[0])
        table.rows[-1].cells[0].paragraphs[0].add_run(text)
    word.save(str(path))


def test_rows_of_the_team_without_a_code_are_named_by_their_words(run: Run, plan: Path) -> None:
    with_own_rows(plan, "Ask the mill for a bursary", "Invite the elders")
    out = run("progress", plan.name, "--since", "first.docx", "-f", "md").stdout
    assert "| Ask the mill for a bursary | – | – |\n| Invite the elders | – | – |\n" in out
    assert "2 were added since." in out


def test_the_level_stands_once_where_both_plans_follow_from_the_same_answers(
    run: Run, plan: Path
) -> None:
    out = run("progress", plan.name, "--since", "first.docx", "-f", "md").stdout
    assert "→" not in out.partition("How far")[0]
    assert len(found(run, plan.name, "--since", "first.docx")["levels"]) == 1  # type: ignore[arg-type]


def test_each_action_is_in_one_column_and_the_columns_add_up(run: Run, plan: Path) -> None:
    out = run("progress", plan.name, "-f", "md", "--on", "2027-02-01").stdout
    tables = out.partition("| Area or need")[2].partition("## By lead")[0]
    rows = [line.split(" | ") for line in tables.splitlines() if line.startswith("| ")]
    numbers = [[int(cell.strip("| ")) for cell in row[1:]] for row in rows if row[1].isdigit()]
    assert len(numbers) > 2
    assert all(whole == sum(parts) for whole, *parts in numbers)
    assert numbers[-1] == [sum(column) for column in zip(*numbers[:-1], strict=True)]


def test_areas_without_a_counted_action_are_left_out(run: Run, plan: Path) -> None:
    word = opened(plan)
    for code in ("PE1", "PE2", "PE3"):
        cell_of(word, code, "Status").add_run("Dropped")
    word.save(str(plan))
    out = run("progress", plan.name, "-f", "md").stdout
    assert "| Personnel |" not in out
    told = out.partition("**Dropped, and not counted:** ")[2].partition("\n")[0]
    assert [part[:4] for part in told.split("; ")] == ["PE1:", "PE2:", "PE3:", "PE4:"]


def test_where_nothing_moved_an_older_copy_is_asked_for(run: Run, plan: Path) -> None:
    shutil.copy(plan, plan.parent / "same.docx")
    done = run("progress", plan.name, "--since", "same.docx", "-f", "md")
    assert done.returncode == 0
    assert "Nothing moved since same.docx." in done.stderr
    assert "give an older copy" in done.stderr
    assert "No status and no due date has changed." in done.stdout
    assert "Nothing moved" not in run("progress", plan.name, "--since", "first.docx").stderr


def test_the_page_begins_with_the_vision_and_the_goals(run: Run, plan: Path) -> None:
    word = opened(plan)
    line = next(p for p in word.paragraphs if p.style and p.style.name == "Line to write on")
    line.add_run("Every student leaves with a plan.")
    table = next(one for one in word.tables if one.cell(0, 0).text == "Goal")
    for n, words in enumerate(("A week of work for each student", "Ms. Sandhu", "2027-06-30")):
        emptied(table.rows[1].cells[n].paragraphs[0]).add_run(words)
    word.save(str(plan))
    out = run("progress", plan.name, "-f", "md").stdout
    begin = out.partition("## How far the actions have come")[0]
    assert "**Our vision in a sentence:** Every student leaves with a plan.\n" in begin
    assert (
        "1. **A week of work for each student.** Who: Ms. Sandhu. By when: 2027-06-30. From "
        in begin
    )
    assert "By the answers now" not in begin  # no other answers since
    goals = found(run, plan.name)["goals"]
    assert isinstance(goals, list)
    assert goals[0]["Who"] == "Ms. Sandhu"


def test_each_lead_has_numbers_however_many_they_are(run: Run, plan: Path) -> None:
    told = found(run, plan.name)["by_lead"]
    assert isinstance(told, list)
    assert len(told) > 4
    out = run("progress", plan.name, "-f", "md", "--on", "2027-02-01").stdout.partition("By lead")[
        2
    ]
    for lead in told:
        assert (
            f"{lead['lead']} | {lead['actions']} | " in out
            or f"{lead['lead']} {lead['actions']}" in out
        )


def counts_by_area(markdown: str) -> list[str]:
    table = markdown.partition("| Area or need |")[2].partition("\n\n")[0]
    return table.splitlines()[2:]


@pytest.mark.parametrize("on", [(), ("--on", "2027-02-01"), ("--on", "Feb 1, 2027")])
def test_a_report_and_the_progress_of_one_day_have_the_same_numbers(
    run: Run, plan: Path, on: tuple[str, ...]
) -> None:
    report = run("report", "a.yaml", "--plan", plan.name, *on)
    page = run("progress", plan.name, "-f", "md", *on)
    assert report.returncode == page.returncode == 0, report.stderr + page.stderr
    assert len(counts_by_area(report.stdout)) > 2
    assert counts_by_area(report.stdout) == counts_by_area(page.stdout)
    day = "2027-02-01" if on else date.today().isoformat()
    assert f"Counted for {day}." in report.stdout


def test_a_day_for_a_report_without_a_plan_is_refused(run: Run, plan: Path) -> None:
    done = run("report", "a.yaml", "--on", "2027-02-01")
    assert done.returncode == 2
    assert done.stderr == (
        "--on is for the actions of a plan, and no plan is given.\n"
        "Leave it out, or add --plan FILE.\n"
    )


@pytest.mark.parametrize("text", ["Dec 3", "03/04/2026", "soon", ""])
def test_what_is_no_date_is_told_with_one_that_is(run: Run, plan: Path, text: str) -> None:
    for words in (("progress", plan.name), ("report", "a.yaml", "--plan", plan.name)):
        done = run(*words, "--on", text)
        assert done.returncode == 2
        assert done.stderr == (
            f'"{text}" is no date that can be read.\n'
            "Write the year, the month and the day, such as 2026-12-03.\n"
        )


def with_new_answers(run: Run, plan: Path) -> str:
    """Return what the page says of an update with answers of which one rose and one fell."""
    answers(plan.parent / "then.yaml", "brbgb", date="2026-05-20")
    assert run("plan", "then.yaml", "-o", "then.docx").returncode == 0
    answers(plan.parent / "now.yaml", "bbbbb", date="2026-11-20")
    assert run("plan", "now.yaml", "--update", "then.docx", "-o", "now.docx").returncode == 0
    done = run("progress", "now.docx", "--since", "then.docx", "-f", "md")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_areas_that_rose_and_fell_stand_below_the_level(run: Run, plan: Path) -> None:
    begin = with_new_answers(run, plan).partition("## How far")[0]
    assert "(2026-05-20) → " in begin
    assert "\n**▲ Rose:** Personnel.\n" in begin
    assert "\n**▼ Fell:** Learning partnerships (from “" in begin


def test_without_an_earlier_plan_the_answers_are_those_of_the_first_one(
    run: Run, plan: Path
) -> None:
    begin = with_new_answers(run, plan).partition("## How far")[0]
    assert run("plan", "now.yaml", "--update", "now.docx", "-o", "last.docx").returncode == 0
    out = run("progress", "last.docx", "-f", "md").stdout.partition("## How far")[0]
    assert out == begin
    assert "**▼ Fell:** Learning partnerships" in out


def test_a_goal_says_where_it_stands_by_the_answers_since(run: Run, plan: Path) -> None:
    goals = with_new_answers(run, plan).partition("## Goals")[2].partition("\n## ")[0]
    (first,) = [line for line in goals.splitlines() if line.startswith("1. **Personnel")]
    assert "From (when set): Nobody, or only a few people. To (target): " in first
    assert first.endswith(
        "By the answers now (2026-11-20): A few, at the district and some secondary schools "
        "(the answer that was the target)."
    )
    told = found(run, "now.docx", "--since", "then.docx")
    assert isinstance(told["goals"], list)
    assert told["goals"][0]["target_reached"] is True
    assert told["areas"] == [
        {"area": "Personnel", "direction": "higher"} | before_and_now("personnel", "red", "blue"),
        {"area": "Learning partnerships", "direction": "lower"}
        | before_and_now("learning-partnerships", "green", "blue"),
    ]


def before_and_now(question: str, *options: str) -> dict[str, str]:
    found = ContentPack(built_in_folder()).instrument("survey").choices[question]
    return dict(zip(("before", "now"), (found[id_].label for id_ in options), strict=True))


def test_statements_that_rose_are_counted_by_section_and_those_that_fell_are_named(
    run: Run, tmp_path: Path
) -> None:
    given = checklist("still-to-do")
    first, second, third = [*given][:3]
    for name, day, changed in (
        ("then", "2026-05-20", {}),
        ("now", "2026-11-20", {first: "yes", second: "yes", third: "no"}),
    ):
        told = {
            "careerplan": 1,
            "instrument": "checklist",
            "district": "Cedar Valley",
            "date": day,
            "answers": given | changed,
            "notes": {first: "As we agreed."},
        }
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(told), encoding="utf-8")
        assert run("plan", f"{name}.yaml", "-o", f"{name}.xlsx").returncode == 0
    out = run("progress", "now.xlsx", "--since", "then.xlsx", "-f", "md").stdout
    assert "**▲ Rose:** Strategy (2).\n" in out
    (fell,) = [line for line in out.splitlines() if line.startswith("**▼ Fell:**")]
    prompt = ContentPack(built_in_folder()).instrument("checklist").questions[2].prompt
    assert prompt.removesuffix(".") in fell
