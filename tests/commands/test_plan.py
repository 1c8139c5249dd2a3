"""`careerplan plan` as a district's team runs it."""

import csv
import io
import re
from pathlib import Path

import docx
import openpyxl
import pytest
import yaml

from careerplan_cli.pack.content_pack import built_in_folder
from careerplan_cli.plans.model import COLUMNS
from commands.test_report import write_checklist
from conftest import ANSWERS, Run

LEVELS = {
    "red": (
        "just-getting-started",
        ["The plan on a page", "A new strategic framework", "Action plans", "Operating plan"],
    ),
    "blue": (
        "on-our-way",
        [
            "The plan on a page",
            "Progress review",
            "Your strategic framework, revisited",
            "Action plans",
            "Updated operations",
        ],
    ),
    "green": (
        "lots-going-on",
        [
            "The plan on a page",
            "Progress review",
            "Areas to improve",
            "Action plans",
            "Changes to operations",
            "Your strategic plan, reviewed",
        ],
    ),
}


def write(path: Path, colour: str, **entries: object) -> None:
    ids = yaml.safe_load(ANSWERS)["answers"]
    text = yaml.safe_dump({"careerplan": 1, "answers": dict.fromkeys(ids, colour), **entries})
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("colour", LEVELS)
def test_each_level_gets_the_parts_that_its_actions_call_for(
    run: Run, tmp_path: Path, colour: str
) -> None:
    write(tmp_path / "a.yaml", colour)
    out = run("plan", "a.yaml").stdout
    chapters = [line[3:] for line in out.splitlines() if line.startswith("## ")]
    assert chapters == ["Recommended actions", "In this workbook", *LEVELS[colour][1]]


def test_the_framework_has_prompts_goals_measures_and_stakeholders(run: Run, answers: Path) -> None:
    out = run("plan", answers.name).stdout
    for words in (
        "| Personnel | Nobody, or only a few people | Two retirements in June. |",
        "### Vision",
        "- What will your graduates know about careers",
        "### Values",
        "### Desired outcomes",
        "| Awareness (mostly K-7) |  |  |  |",
        "| Exploration (mostly grades 8-9) |",
        "| Engagement (mostly grades 10-12) |",
        "| Area | What points to it | Why now |",
        "| Personnel | Personnel: Nobody, or only a few people (note: Two retirements in June.) |",
        "| Graduation rates |",
        "| Transition rates |",
        "| Business and industry |",
    ):
        assert words in out


def test_the_operating_plan_has_people_money_means_words_a_year_and_monitoring(
    run: Run, answers: Path
) -> None:
    out = run("plan", answers.name).stdout
    for words in (
        "### People and roles",
        "### Budget",
        "### Resources and facilities",
        "### Communication",
        "### School-year calendar",
        "| November | Report progress to the board |",
        "| May | Celebrate success with students and partners |",
        "| June | Write the annual report",
        "### Monitoring",
    ):
        assert words in out


def test_actions_lead_from_todays_answer_to_the_target(run: Run, answers: Path) -> None:
    out = run("plan", answers.name).stdout
    for words in (
        "| Personnel | Nobody, or only a few people | The district and some secondary schools",
        "| Action | Lead | Partners | Start | Due | Resources | Evidence | Status |",
        "| PE1: Name one district contact for career programs, and tell every school who it is. | "
        "superintendent | principals | 2026-11-23 | 2027-01-29 | 2 days of work | the name is on ",
        "### Staff expertise",
        "| SX1: ",
        "### Keep and share: Partnerships",
        "| LP9: ",
    ):
        assert words in out
    for words in ("(guide, step", "The area as a whole", "As today"):
        assert words not in out


def test_the_page_in_front_has_goals_and_what_is_due_in_90_days(run: Run, answers: Path) -> None:
    out = run("plan", answers.name).stdout
    page = out.partition("## The plan on a page")[2].partition("## Progress review")[0]
    assert "| Goal | Who | By when | From (when set) | To (target) |" in page
    assert (
        "| Personnel: have people in place, in every school, with time to help students choose | "
        "superintendent | 2027-06-30 | Nobody, or only a few people | The district and some"
    ) in page
    assert "| Personnel | superintendent; 1 more | 4 | 0 | PE1, 2027-01-29 |" in page
    assert "**Objective:** Have people in place, in every school, with time to help" in out
    assert "**Objective:** Help everyone in a career role to know the job.\n" in out
    assert "| 2027-01-29 | PE1: Name one district contact" in page
    assert "PE2: " not in page
    assert out.index("## The plan on a page") < out.index("## Progress review")


def test_csv_has_the_action_rows_alone(run: Run, answers: Path) -> None:
    done = run("plan", answers.name, "--focus", "operations", "-f", "csv")
    assert done.returncode == 2
    done = run("plan", answers.name, "--focus", "personnel", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    areas = list(dict.fromkeys(row["area"] for row in rows))
    assert areas == ["Personnel", "Partnerships"]
    assert len({row["code"] for row in rows}) == len(rows) >= 6
    filled = ("today", "action", "lead", "partners", "start", "resources", "evidence", "code")
    assert all(row[name] for row in rows for name in filled)
    assert all(bool(row["target"]) == (row["area"] == "Personnel") for row in rows)
    assert {row["status"] for row in rows} == {"Not started"}
    assert {row["due"][:4] for row in rows} == {"2027"}
    assert run("plan", answers.name, "-o", "actions.csv").returncode == 0
    assert (answers.parent / "actions.csv").read_text(encoding="utf-8") == done.stdout


def test_csv_of_an_updated_plan_has_notes_and_the_plain_names_of_areas(
    run: Run, answers: Path
) -> None:
    run("plan", answers.name, "--focus", "personnel", "-o", "plan.docx")
    word = docx.Document(str(answers.parent / "plan.docx"))
    (cell, *_) = [
        row.cells[8] for t in word.tables for row in t.rows if row.cells[0].text.startswith("PE1:")
    ]
    cell.text = "Ask Joan;\nthen Mr. Roy."
    word.save(str(answers.parent / "plan.docx"))
    update = ("plan", answers.name, "--update", "plan.docx", "--focus", "communication")
    assert "### New since last time: Communication" in run(*update, "-f", "md").stdout
    done = run(*update, "-f", "csv")
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
    assert rows["PE1"]["note"] == "Ask Joan; then Mr. Roy."
    areas = {row["area"] for row in rows.values()}
    assert "Communication" in areas
    assert not any(":" in area or area == "Kept from before" for area in areas)
    assert {*COLUMNS} <= {*rows["PE1"]}


def test_a_cell_that_a_spreadsheet_would_run_gets_a_quote(run: Run, answers: Path) -> None:
    assert run("content", "export", "our").returncode == 0
    review = answers.parent / "our" / "review.yaml"
    text = review.read_text(encoding="utf-8").replace("title: Personnel", "title: =1+1")
    review.write_text(text, encoding="utf-8")
    out = run("plan", answers.name, "--content", "our", "-f", "csv").stdout
    assert "\n'=1+1," in out


def test_the_lowest_areas_are_planned_for_when_nothing_is_said(run: Run, answers: Path) -> None:
    done = run("plan", answers.name, "-o", "plan.md")
    assert done.stderr == (
        "Planned for the areas with the lowest points: Personnel (personnel). Choose others with "
        "--focus ID.\nPlanned for the needs that these answers suggest: Staff expertise "
        "(staff-expertise), District-wide collaboration (district-wide-collaboration). Choose "
        "others with --need ID.\n"
        "Written to plan.md\n"
    )
    assert answers.read_text(encoding="utf-8") == ANSWERS


def test_choices_are_kept_in_the_answer_file_and_remembered(run: Run, answers: Path) -> None:
    words = ("--need", "budget", "--focus", "partnerships", "--focus", "engagement-middle")
    first = run("plan", answers.name, *words)
    assert first.stderr == "Your choices are saved in cedar-valley.yaml for next time.\n"
    kept = yaml.safe_load(answers.read_text(encoding="utf-8"))
    assert kept["needs"] == ["budget"]
    assert kept["focus"] == ["partnerships", "engagement-middle"]
    assert kept["notes"] == {"personnel": "Two retirements in June."}
    again = run("plan", answers.name)
    assert (again.stdout, again.stderr) == (first.stdout, "")
    assert "- [x] Budget" in again.stdout
    assert "### Student engagement in career development activities: Middle" in again.stdout
    assert run("score", answers.name).returncode == 0


def test_comments_in_the_answer_file_are_kept_beside_it(run: Run, answers: Path) -> None:
    text = f"# From the workshop\n{ANSWERS}"
    answers.write_text(text, encoding="utf-8")
    (answers.parent / "cedar-valley.yaml.bak").write_text("older", encoding="utf-8")
    assert run("plan", answers.name, "--need", "budget").returncode == 0
    older, newer = (answers.parent / f"cedar-valley.yaml.bak{n}" for n in ("", "2"))
    assert older.read_text(encoding="utf-8") == "older"
    assert newer.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--need", "budgett"), "There is no need 'budgett'; did you mean budget?"),
        (("--focus", "personel"), "There is no area of focus 'personel'; did you mean personnel?"),
        (("--need", "gender-equity"), "There is no need 'gender-equity'"),
    ],
)
def test_a_choice_that_the_level_does_not_offer_is_refused(
    run: Run, answers: Path, words: tuple[str, ...], message: str
) -> None:
    done = run("plan", answers.name, *words, "-o", "plan.md")
    assert done.returncode == 2
    assert message in done.stderr
    assert "Valid: " in done.stderr
    assert answers.read_text(encoding="utf-8") == ANSWERS


def test_a_wrong_choice_in_the_file_is_told_with_its_line(run: Run, answers: Path) -> None:
    answers.write_text(f"{ANSWERS}focus: [personel]\nneeds:\n- budgett\n", encoding="utf-8")
    done = run("plan", answers.name)
    assert done.returncode == 2
    first, second = done.stderr.splitlines()
    assert first.startswith(
        "cedar-valley.yaml:14:9: there is no area of focus 'personel'; did you mean personnel?"
    )
    assert second.startswith(
        "cedar-valley.yaml:16:3: there is no need 'budgett'; did you mean budget?"
    )


def test_what_another_level_offered_is_left_out_and_said(run: Run, answers: Path) -> None:
    answers.write_text(f"{ANSWERS}needs: [gender-equity, budget]\n", encoding="utf-8")
    done = run("plan", answers.name)
    assert "Not on this level's list, so left out: gender-equity." in done.stderr
    assert "- [x] Budget" in done.stdout


def test_a_written_plan_is_never_lost(run: Run, answers: Path) -> None:
    plan = answers.parent / "plan.docx"
    assert run("plan", answers.name, "-o", "plan.docx").returncode == 0
    plan.write_bytes(b"edited by the team")
    done = run("plan", answers.name, "-o", "plan.docx")
    assert done.returncode == 2
    assert plan.read_bytes() == b"edited by the team"
    done = run("plan", answers.name, "-o", "plan.docx", "--force")
    assert "The old one is kept as plan.docx.bak\nWritten to plan.docx\n" in done.stderr
    assert (answers.parent / "plan.docx.bak").read_bytes() == b"edited by the team"
    assert docx.Document(str(plan)).core_properties.title == "Planning workbook: Cedar Valley"
    assert run("plan", answers.name, "-o", "plan.docx", "--force").returncode == 0
    assert (answers.parent / "plan.docx.bak").read_bytes() == b"edited by the team"
    assert (answers.parent / "plan.docx.bak2").exists()


def test_the_checklist_has_its_plan(run: Run, tmp_path: Path) -> None:
    write_checklist(tmp_path)
    out = run("plan", "c.yaml").stdout
    assert "| A vision built together | No | Those with a stake in career education share" in out
    assert "| STR1: " in out
    assert "### Program support" not in out
    assert "### Informed partners and rights holders" in out


def test_an_incomplete_file_gets_no_plan(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("careerplan: 1\nanswers: {}\n", encoding="utf-8")
    done = run("plan", "a.yaml", "-o", "plan.docx", "--need", "budget")
    assert done.returncode == 2
    assert "a.yaml has no level yet" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_a_pack_without_plans_says_where_to_get_them(run: Run, answers: Path) -> None:
    assert run("content", "export", "our").returncode == 0
    (answers.parent / "our" / "plans.yaml").unlink()
    assert run("content", "check", "our").returncode == 0
    done = run("plan", answers.name, "--content", "our")
    assert done.returncode == 2
    assert "This content has no plans: there is no" in done.stderr
    assert "careerplan content export" in done.stderr


def test_a_pack_without_a_check_list_plans_for_its_questions(run: Run, answers: Path) -> None:
    assert run("content", "export", "our").returncode == 0
    (answers.parent / "our" / "review.yaml").unlink()
    done = run("plan", answers.name, "--content", "our", "--focus", "operations")
    assert done.returncode == 0
    assert "### Operations" in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("level: on-our-way\n", "level: on-or-way\n", "did you mean on-our-way?"),
        ("levels: [just-getting", "levels: [jst-getting", "there is no level 'jst-getting-"),
        ("chapter: action-plan", "chapter: action", "there is no chapter 'action'; did you mean"),
        ("step: 5", "step: 6", "step is 6; the guide of on-our-way has 5 steps."),
        ("id: action-plan", "id: operating-plan", "is taken by another one here"),
        ("widths: [3, 6, 4, 2]", "widths: [3, 6]", "widths has 2 numbers; expected 4"),
        ("sums: [This year", "sums: [This yeer", "there is no column 'This yeer'; did you mean"),
        ("[Attendance]", "[a, b, c, d, e]", "the row has 5 cells; expected 4 at most"),
        ("fill: needs", "fill: wants", "fill is 'wants'; expected answers, working"),
        ("lines: 3", "lines: 99", "lines is 99; expected 30 or less."),
    ],
)
def test_each_kind_of_mistake_in_the_plans_is_found(
    run: Run, tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert run("content", "export", "our").returncode == 0
    path = tmp_path / "our" / "plans.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = run("content", "check", "our")
    assert done.returncode == 1
    assert message in done.stdout


def test_a_level_without_a_workbook_is_found(run: Run, tmp_path: Path) -> None:
    assert run("content", "export", "our").returncode == 0
    path = tmp_path / "our" / "plans.yaml"
    head, _, rest = path.read_text(encoding="utf-8").partition("  # L3.a\n")
    assert rest
    path.write_text(head, encoding="utf-8")
    done = run("content", "check", "our")
    assert "there is no workbook for lots-going-on; add one." in done.stdout


def test_the_built_in_plans_have_a_workbook_for_each_level() -> None:
    plans = yaml.safe_load((built_in_folder() / "plans.yaml").read_text(encoding="utf-8"))
    assert {workbook["level"] for workbook in plans["workbooks"]} == {
        level for level, _ in LEVELS.values()
    }


def test_a_web_page_is_said_to_be_for_reading(run: Run, answers: Path) -> None:
    done = run("plan", answers.name, "-o", "plan.html")
    assert done.stderr.endswith(
        "Written to plan.html\n"
        "This file is for reading. To write in the plan, make it a .docx or .xlsx file.\n"
    )


def test_only_the_chosen_actions_are_taken_up_and_an_update_leaves_it_so(
    run: Run, answers: Path
) -> None:
    assert run("plan", answers.name, "--action", "pe2", "-o", "plan.docx").returncode == 0
    assert "Keep and share" not in run("plan", answers.name, "--update", "plan.docx").stdout
    done = run("plan", answers.name, "--update", "plan.docx", "-f", "csv")
    assert [row["code"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["PE2"]
    told = re.search(r"(\d+) actions of the library are not in the earlier plan", done.stderr)
    assert told is not None
    assert int(told[1]) > 5
    assert "PE1" not in done.stderr


def test_an_action_that_does_not_follow_from_the_answers_is_refused(
    run: Run, answers: Path
) -> None:
    done = run("plan", answers.name, "--action", "PE9", "-o", "plan.docx")
    assert done.returncode == 2
    assert "There is no action 'PE9'" in done.stderr
    assert "PE1, PE2" in done.stderr


def test_actions_that_were_taken_up_are_taken_up_again(run: Run, answers: Path) -> None:
    assert run("plan", answers.name, "--action", "pe3", "-o", "plan.md").returncode == 0
    assert yaml.safe_load(answers.read_text(encoding="utf-8"))["actions"] == ["PE3"]
    again = run("plan", answers.name).stdout
    assert "| PE3: " in again
    assert "| PE1: " not in again
    assert "| SX1: " in again  # none of its table was named, and a need has an action
    assert "Keep and share" not in again


def test_an_action_that_is_not_offered_is_refused_before_anything_is_kept(
    run: Run, answers: Path
) -> None:
    before = answers.read_text(encoding="utf-8")
    done = run("plan", answers.name, "--action", "PE9", "--focus", "personnel")
    assert done.returncode == 2
    assert "PE1" in done.stderr
    assert answers.read_text(encoding="utf-8") == before


def test_each_area_and_each_need_that_is_chosen_has_an_action(run: Run, tmp_path: Path) -> None:
    write_checklist(tmp_path)
    entries = yaml.safe_load((tmp_path / "c.yaml").read_text(encoding="utf-8"))
    for answer in ("no", "yes"):
        entries["answers"] = dict.fromkeys(entries["answers"], answer)
        (tmp_path / "c.yaml").write_text(yaml.safe_dump(entries), encoding="utf-8")
        done = run("plan", "c.yaml", "-f", "csv")
        areas = {row["area"] for row in csv.DictReader(io.StringIO(done.stdout))}
        assert {"Marketing and promotion", "Communication", "Personnel"} <= areas


def test_the_page_in_front_marks_what_is_late_and_counts_what_is_done(
    run: Run, answers: Path
) -> None:
    assert run("plan", answers.name, "-o", "plan.xlsx").returncode == 0
    book = openpyxl.load_workbook(answers.parent / "plan.xlsx")
    sheet = book["Actions"]
    names = [cell.value for cell in sheet[1]]
    rows = {str(row[1].value)[:3]: row for row in sheet.iter_rows(min_row=2)}
    rows["PE1"][names.index("Status")].value = "Done"
    rows["PE2"][names.index("Due")].value = "2027-01-15"
    rows["PE2"][names.index("Lead")].value = "Joan Ng"
    book.save(answers.parent / "plan.xlsx")
    text = answers.read_text(encoding="utf-8").replace("2026-11-23", "2027-02-01")
    answers.write_text(text, encoding="utf-8")
    out = run("plan", answers.name, "--update", "plan.xlsx", "-f", "md").stdout
    page = out.partition("## The plan on a page")[2].partition("## Progress review")[0]
    assert "| 2027-01-15, late | PE2: Ask each secondary school" in page
    assert "PE1: " not in page
    assert "| Personnel | Joan Ng; 2 more | 4 | 1 | PE2, 2027-01-15, late |" in page


def test_why_an_area_is_in_focus_comes_along_with_todays_answer(run: Run, answers: Path) -> None:
    assert run("plan", answers.name, "-o", "plan.docx").returncode == 0
    word = docx.Document(str(answers.parent / "plan.docx"))
    (table,) = [t for t in word.tables if t.cell(0, 1).text == "What points to it"]
    table.cell(1, 2).paragraphs[0].add_run("Two people retire.")
    word.save(str(answers.parent / "plan.docx"))
    text = answers.read_text(encoding="utf-8").replace("personnel: red", "personnel: blue")
    answers.write_text(text, encoding="utf-8")
    out = run("plan", answers.name, "--update", "plan.docx", "-f", "md").stdout
    assert "| Personnel | Personnel: A few" in out
    assert "(note: Two retirements in June.) | Two people retire. |" in out
    table_ = out.partition("### Areas of focus")[2].partition("###")[0]
    assert "Nobody, or only" not in table_
    assert table_.count("| Personnel |") == table_.count("| Communication |") == 1


def test_a_first_plan_begins_with_the_learning_walk_and_what_to_discuss(
    run: Run, tmp_path: Path
) -> None:
    write(tmp_path / "a.yaml", "red")
    out = run("plan", "a.yaml").stdout
    found = out.partition("### What you have today")[2].partition("### Partners")[0]
    assert "careerplan toolkit learning-walk" in found
    for words in ("Elementary", "Middle", "Secondary", "Alternate", "Adult"):
        assert f"| {words} " in found
    for words in (
        "district goals, school plans and student success",
        "students, schools and staff",
        "a district career leader",
        "other districts",
        "Your recommendation",
    ):
        assert words in found.partition("### What to discuss with district leadership")[2]


def test_a_mature_district_plans_to_tell_more_people_of_student_success(
    run: Run, tmp_path: Path
) -> None:
    write(tmp_path / "a.yaml", "green")
    assert "### More ways to tell of student success" in run("plan", "a.yaml").stdout
    write(tmp_path / "a.yaml", "blue")
    assert "### More ways to tell of student success" not in run("plan", "a.yaml").stdout
