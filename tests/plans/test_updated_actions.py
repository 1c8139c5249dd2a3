"""The actions of a plan after an update: the team's own, those that are new, those that go."""

import copy
import json
from pathlib import Path

import openpyxl
from docx.text.paragraph import Paragraph

from conftest import Run
from forms.test_one_content import text_of
from plans.word_plans import (
    action_tables,
    actions,
    answers,
    cell_of,
    emptied,
    headings,
    opened,
)


def test_new_actions_stand_after_the_teams_and_old_ones_stay_only_if_somebody_wrote_in_them(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    word = opened(plan)
    cell_of(word, "PE1", "Note").add_run("Ask Joan.")
    cell_of(word, "PE1", "Status").add_run("Done")
    word.save(str(plan))
    answers(tmp_path / "b.yaml", "bbbgb", focus=["personnel"])
    done = run("plan", "b.yaml", "--update", "plan.docx", "-o", "new.docx")
    assert (
        "No longer called for by the answers, and left out as nobody wrote in them:\n  PE2: "
    ) in done.stderr
    told = done.stderr
    assert (
        "What came along from plan.docx:\n  Actions that your team wrote in: 1 (in 2 cells)\n"
        'New actions: 2. They stand under "New since last time", after those that you have:\n'
        "  Personnel: 2\n    PE5: "
    ) in told
    assert (
        "Delete the rows that you do not need, and they stay out.\n"
        "2 more actions follow from your answers and are not in the plan. To take some up, tick "
        "them at a terminal, or name each with --action CODE:\n  PE7: "
    ) in told
    assert told.endswith("\nWritten to new.docx\n")
    word = opened(tmp_path / "new.docx")
    titles = headings(word)
    told = " ".join(one.text for one in word.paragraphs)
    assert "In a new plan your lowest answers come first." in told
    assert titles.index("Personnel") < titles.index("Staff expertise")
    assert titles.index("Staff expertise") < titles.index("New since last time: Personnel")
    assert "Kept from before" not in titles
    rows = actions(word)
    assert "PE5" in rows
    assert rows["PE1"]["Note"] == "Ask Joan."
    assert "PE2" not in rows
    again = run("plan", "b.yaml", "--update", "new.docx", "-f", "md")
    assert "New since last time" not in again.stdout
    assert "Ask Joan." in again.stdout
    assert "New actions" not in again.stderr
    assert "2 more actions follow from your answers and are not in the plan." in again.stderr
    assert "Your team left these actions out" not in again.stderr


def test_actions_of_an_area_that_is_no_longer_planned_for_stand_under_kept_from_before(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    word = opened(plan)
    cell_of(word, "PE1", "Note").add_run("Ask Joan.")
    word.save(str(plan))
    answers(tmp_path / "b.yaml", "bbbgb", focus=["partnerships"])
    done = run("plan", "b.yaml", "--update", "plan.docx", "-o", "new.docx")
    assert "1 action belongs to no goal or need of the new plan." in done.stderr
    word = opened(tmp_path / "new.docx")
    assert headings(word).count("Kept from before") == 1
    out = run("plan", "b.yaml", "--update", "plan.docx", "-f", "md").stdout
    front = out.partition("### From goals to actions")[2].partition("\n## ")[0]
    assert "Partnerships" in front
    assert "Kept from before" not in front
    told = json.loads(run("progress", "new.docx", "-f", "json").stdout)
    assert told["kept"] == 1
    counts = {entry["area"]: entry["actions"] for entry in told["by_area"]}
    assert counts["Kept from before"] == 1
    assert sum(counts.values()) == told["actions"]


def test_of_new_actions_only_those_that_are_wanted_are_taken_up_and_the_others_stay_out(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    answers(tmp_path / "b.yaml", "bbbgb", focus=["personnel"])
    update = ("plan", "b.yaml", "--update")
    assert run(*update, "plan.docx", "-o", "none.docx", "--action", "none").returncode == 0
    assert "New since last time" not in " ".join(headings(opened(tmp_path / "none.docx")))
    done = run(*update, "none.docx", "-f", "md")
    assert "PE5: " not in done.stdout
    assert "Not in the earlier plan, so they stay out (--action CODE" in done.stderr
    assert run(*update, "none.docx", "-o", "one.docx", "--action", "pe6").returncode == 0
    rows = actions(opened(tmp_path / "one.docx"))
    assert "PE6" in rows
    assert "PE5" not in rows
    done = run(*update, "plan.docx", "-f", "md", "--action", "PE99")
    assert done.returncode == 2
    assert "There is no action 'PE99'" in done.stderr


def test_an_area_that_shares_its_title_with_another_one_now_keeps_the_teams_rows(
    run: Run, tmp_path: Path
) -> None:
    answers(tmp_path / "a.yaml", "bbbgr", focus=["ministry-and-district-policy"])
    assert run("plan", "a.yaml", "-o", "plan.docx").returncode == 0
    word = opened(tmp_path / "plan.docx")
    table = action_tables(word)[0]
    emptied(table.rows[-2].cells[0].paragraphs[0]).add_run("Bake a cake")
    word.save(str(tmp_path / "plan.docx"))
    answers(
        tmp_path / "b.yaml",
        "bbbgr",
        focus=["ministry-and-district-policy", "new-program-development"],
    )
    out = run("plan", "b.yaml", "--update", "plan.docx", "-f", "md").stdout
    group = out.partition("### Ministry and district policy; New program development")[2]
    assert "T1: Bake a cake" in group.partition("\n### ")[0]


def test_what_stands_below_an_area_stays_there_when_others_join_it(
    run: Run, tmp_path: Path
) -> None:
    answers(tmp_path / "a.yaml", "bbbgr", focus=["new-program-development"])
    assert run("plan", "a.yaml", "-o", "plan.docx").returncode == 0
    word = opened(tmp_path / "plan.docx")
    table = action_tables(word)[0]
    below = copy.deepcopy(word.paragraphs[1]._p)
    table._tbl.addnext(below)
    emptied(Paragraph(below, word)).add_run("We start with carpentry.")
    word.save(str(tmp_path / "plan.docx"))
    both = ["ministry-and-district-policy", "new-program-development"]
    answers(tmp_path / "b.yaml", "bbbgr", focus=both)
    out = run("plan", "b.yaml", "--update", "plan.docx", "-f", "md").stdout
    group = out.partition("### Ministry and district policy; New program development")[2]
    assert "\nWe start with carpentry.\n" in group.partition("\n### ")[0]
    assert "Kept from before" not in out


def test_an_update_begins_with_the_areas_of_the_plan_and_those_that_are_lowest_only_now(
    run: Run, tmp_path: Path
) -> None:
    answers(tmp_path / "a.yaml", "brrgg", focus=["personnel"])
    assert run("plan", "a.yaml", "-o", "plan.docx").returncode == 0
    answers(tmp_path / "b.yaml", "brrrg")
    done = run("plan", "b.yaml", "--update", "plan.docx", "-o", "new.docx")
    (told,) = [
        line for line in done.stderr.splitlines() if line.startswith("Planned for the areas")
    ]
    assert "(personnel)" in told
    assert "(partnerships)" in told  # its answer fell
    assert "(communication)" not in told  # as low as then, and the team did not want it


def test_an_update_begins_with_the_finer_lines_of_the_plan(run: Run, tmp_path: Path) -> None:
    answers(tmp_path / "a.yaml", "brrgg", focus=["engagement-middle"])
    assert run("plan", "a.yaml", "-o", "plan.docx").returncode == 0
    answers(tmp_path / "b.yaml", "brrgg")
    out = run("plan", "b.yaml", "--update", "plan.docx", "-f", "md").stdout
    assert "### Student engagement in career development activities: Middle" in out
    assert "New since last time" not in out


def test_a_plan_without_a_library_is_updated_without_its_actions_twice(
    run: Run, tmp_path: Path
) -> None:
    assert run("content", "export", "own").returncode == 0
    (tmp_path / "own" / "actions.yaml").unlink()
    answers(tmp_path / "a.yaml", "brbgb")
    content = ("--content", "own")
    assert run("plan", "a.yaml", "-o", "plan.docx", *content).returncode == 0
    again = run("plan", "a.yaml", "--update", "plan.docx", "-f", "md", *content)
    assert again.returncode == 0, again.stderr
    assert again.stdout == run("plan", "a.yaml", "-f", "md", *content).stdout


def test_without_a_library_a_new_area_brings_its_actions_and_what_was_deleted_stays_out(
    run: Run, tmp_path: Path
) -> None:
    assert run("content", "export", "own").returncode == 0
    (tmp_path / "own" / "actions.yaml").unlink()
    answers(tmp_path / "a.yaml", "brrgb", needs=["budget"])
    base = ("plan", "a.yaml", "--content", "own", "--focus", "personnel")
    assert run(*base, "-o", "plan.docx").returncode == 0
    word = opened(tmp_path / "plan.docx")
    first = action_tables(word)[0]
    first._tbl.remove(first.rows[1]._tr)
    word.save(str(tmp_path / "plan.docx"))
    more = (*base, "--focus", "communication")
    done = run(*more, "--update", "plan.docx", "-o", "new.docx")
    assert done.returncode == 0
    assert (
        "Not in the earlier plan, so they stay out:\n"
        "  Check how well this works in each school today\n"
    ) in done.stderr
    assert "  Communication: 5\n    Check how well this works" in done.stderr
    assert "--action" not in done.stderr
    again = run(*more, "--update", "new.docx", "-f", "md")
    assert "Communication: 5" not in again.stderr
    of_personnel = again.stdout.partition("### Personnel\n")[2].partition("\n### ")[0]
    assert of_personnel.count("| Not started |") == 4


def test_the_new_plan_knows_the_level_of_the_first_one(run: Run, tmp_path: Path) -> None:
    for name, colours, day in (
        ("a", "rrrrr", "2026-11-23"), ("b", "brbgb", "2027-05-20"), ("c", "ggggg", "2027-11-01"),
    ):  # fmt: skip
        answers(tmp_path / f"{name}.yaml", colours, date=day)
    assert run("plan", "a.yaml", "-o", "1.docx").returncode == 0
    assert run("plan", "b.yaml", "--update", "1.docx", "-o", "2.xlsx").returncode == 0
    assert run("plan", "c.yaml", "--update", "2.xlsx", "-o", "3.docx").returncode == 0
    out = run("progress", "3.docx", "-f", "md").stdout
    assert (
        "**Level:** ○ Just getting started (2026-11-23) → ● Lots going on (2027-11-01)\n"
    ) in out
    out = run("progress", "3.docx", "--since", "2.xlsx", "-f", "md").stdout
    assert "**Level:** ◐ On our way (2027-05-20) → ● Lots going on (2027-11-01)\n" in out


def test_rows_that_the_team_added_get_codes_and_rows_that_it_deleted_stay_deleted(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    word = opened(plan)
    table = action_tables(word)[0]
    emptied(table.rows[-2].cells[0].paragraphs[0]).add_run("Bake a cake")
    (row,) = [r for r in table.rows if text_of(r.cells[0]._tc).strip().startswith("PE2:")]
    table._tbl.remove(row._tr)
    word.save(str(plan))
    done = run("plan", "a.yaml", "--update", "plan.docx", "-o", "new.docx")
    assert (
        "Not in the earlier plan, so they stay out (--action CODE takes one up):\n  PE2: "
    ) in done.stderr
    rows = actions(opened(tmp_path / "new.docx"))
    assert rows["T1"]["Action"] == "T1: Bake a cake"
    assert "PE2" not in rows
    assert run("plan", "a.yaml", "--update", "new.docx", "-o", "newer.docx").returncode == 0
    rows = actions(opened(tmp_path / "newer.docx"))
    assert "PE2" not in rows
    assert "T1" in rows


def test_a_code_that_stands_twice_is_told_and_one_row_gets_another(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    word = opened(plan)
    table = action_tables(word)[0]
    emptied(table.rows[-1].cells[0].paragraphs[0]).add_run("PE1: Bake a cake")
    word.save(str(plan))
    done = run("plan", "a.yaml", "--update", "plan.docx", "-o", "new.docx")
    assert "The code PE1 stood in two rows; the later one is now T1." in done.stderr
    assert actions(opened(tmp_path / "new.docx"))["T1"]["Action"] == "T1: Bake a cake"


def test_a_status_or_date_that_is_none_stays_and_is_told(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    word = opened(plan)
    cell_of(word, "PE1", "Status").add_run("Nearly there")
    cell_of(word, "PE1", "Due").add_run("after lunch")
    word.save(str(plan))
    done = run("plan", "a.yaml", "--update", "plan.docx", "-o", "new.docx")
    assert (
        "A status that is none of Not started, On track, At risk, Done and Dropped stays as "
        "written, and is not counted as any of them:\n"
        "  PE1: Name one district contact for … (Nearly there)\n"
        "A due date that is not one day such as 2027-01-31 stays as written, and its action can "
        "never be late:\n"
        "  PE1: Name one district contact for … (after lunch)\n"
    ) in done.stderr
    row = actions(opened(tmp_path / "new.docx"))["PE1"]
    assert (row["Status"], row["Due"]) == ("Nearly there", "after lunch")
    again = run("plan", "a.yaml", "--update", "new.docx", "-o", "newer.docx")
    assert "stays as written" not in again.stderr  # it has been told
    row = actions(opened(tmp_path / "newer.docx"))["PE1"]
    assert (row["Status"], row["Due"]) == ("Nearly there", "after lunch")


def test_a_goal_of_the_teams_own_stays_a_group_after_the_areas_in_excel_and_word(
    run: Run, workbook: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = book["Actions"]
    row = sheet.max_row + 1
    for n, text in enumerate(("Transport (ours)", "Late bus pilot", "Joan"), 1):
        sheet.cell(row, n, text)
    sheet.cell(row + 1, 1, "staff expertise")
    sheet.cell(row + 1, 2, "Ask for mentors")
    book.save(workbook)
    update = ("plan", "a.yaml", "--update")
    for old, new in (("plan.xlsx", "b.xlsx"), ("b.xlsx", "c.docx"), ("c.docx", "d.xlsx")):
        done = run(*update, old, "-o", new)
        assert "Kept from before" not in done.stderr
    word = opened(tmp_path / "c.docx")
    titles = headings(word)
    assert titles.index("Staff expertise") < titles.index("Transport (ours)")
    assert titles.count("Transport (ours)") == 1
    assert "Kept from before" not in titles
    rows = [
        [cell.value for cell in row[:3]]
        for row in openpyxl.load_workbook(tmp_path / "d.xlsx")["Actions"].iter_rows()
    ]
    assert ["Transport (ours)", "T1: Late bus pilot", "Joan"] in rows
    assert any(row[:2] == ["Staff expertise", "T2: Ask for mentors"] for row in rows)
    out = run(*update, "d.xlsx", "-f", "md").stdout
    assert out.count("Transport (ours)\n") == 1


def test_a_heading_with_a_table_that_the_team_adds_in_word_stays_with_what_is_below(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    word = opened(plan)
    table = action_tables(word)[-1]
    title = next(p for p in word.paragraphs if p.text == "Personnel")._p
    heading, below = copy.deepcopy(title), copy.deepcopy(word.paragraphs[1]._p)
    more = copy.deepcopy(table._tbl)
    table._tbl.addnext(heading)
    heading.addnext(more)
    more.addnext(below)
    emptied(Paragraph(heading, word)).add_run("Transport (ours)")
    emptied(Paragraph(below, word)).add_run("Ask Revelstoke.")
    own = action_tables(word)[-1]
    for row in own.rows[2:]:
        own._tbl.remove(row._tr)
    emptied(own.rows[1].cells[0].paragraphs[0]).add_run("Late bus pilot")
    word.save(str(plan))
    assert run("plan", "a.yaml", "--update", "plan.docx", "-o", "b.docx").returncode == 0
    out = run("plan", "a.yaml", "--update", "b.docx", "-f", "md").stdout
    group = out.partition("### Transport (ours)")[2].partition("\n### ")[0].partition("\n## ")[0]
    assert "T1: Late bus pilot" in group
    assert "Ask Revelstoke." in group
    assert "Kept from before" not in out


def test_an_objective_that_the_team_changed_stands_once_and_in_its_place(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    word = opened(plan)
    ours = next(p for p in word.paragraphs if p.text.startswith("Objective: "))
    words = ours.text
    emptied(ours).add_run("Objective: Share ONE bus.")
    word.save(str(plan))
    update = ("plan", "a.yaml", "--update")
    for old, new in (("plan.docx", "b.xlsx"), ("b.xlsx", "c.docx")):
        assert run(*update, old, "-o", new).returncode == 0
    texts = [p.text for p in opened(tmp_path / "c.docx").paragraphs]
    assert texts.count("Objective: Share ONE bus.") == 1
    assert words not in texts
    assert texts[texts.index("Objective: Share ONE bus.") - 1] == "Personnel"
