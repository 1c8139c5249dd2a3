"""A plan that a team has worked in, updated with other answers: nothing that it wrote is lost."""

import copy
import csv
import io
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table
from docx.text.paragraph import Paragraph

from conftest import Run
from forms.test_one_content import text_of
from plans.word_plans import (
    action_tables,
    actions,
    answers,
    cell_of,
    emptied,
    fill_in,
    headings,
    missing,
    opened,
    through_libreoffice,
)


def test_an_untouched_plan_updated_with_the_same_answers_is_the_same(run: Run, plan: Path) -> None:
    again = run("plan", "a.yaml", "--update", "plan.docx", "-f", "md")
    assert again.stdout == run("plan", "a.yaml", "-f", "md").stdout
    assert "Kept from before" not in again.stderr


@pytest.mark.parametrize("colours", ["rrrrr", "ggggg"])
def test_an_untouched_plan_updated_with_other_answers_says_what_a_new_one_says_in_another_order(
    run: Run, tmp_path: Path, colours: str
) -> None:
    chosen = {"focus": ["personnel"], "needs": ["budget"], "date": "2026-11-23"}
    answers(tmp_path / "a.yaml", "bbbbb", **chosen)
    answers(tmp_path / "b.yaml", colours, **chosen)
    assert run("plan", "a.yaml", "-o", "a.docx").returncode == 0
    fresh = _without_goals(run("plan", "b.yaml", "-f", "md").stdout)
    rows = csv.DictReader(io.StringIO(run("plan", "b.yaml", "-f", "csv").stdout))
    every = [word for row in rows for word in ("--action", row["code"])]
    again = _without_goals(run("plan", "b.yaml", "--update", "a.docx", "-f", "md", *every).stdout)
    assert "New since last time" in again
    fresh, same = (
        page.partition("### The next 90 days")[0] + page.partition("\n## A")[2]
        for page in (fresh, again.replace("New since last time: ", ""))
    )
    assert len(same) > 5000
    assert sorted(same.splitlines()) == sorted(fresh.splitlines())


def _without_goals(page: str) -> str:
    before, _, rest = page.partition("### Our goals this year")
    return before + "###" + rest.partition("###")[2]


QUICK = [("brbgb", "ggggg"), ("ggbgg", "rrrrr")]
OTHERS = [
    (before, after)
    for before in ("brbgb", "rrrrr", "ggbgg", "bbbbb")
    for after in ("brbgb", "rrrrr", "ggggg", "bbbbb", "grggg", "gbgrg")
    if (before, after) not in QUICK
]


@pytest.mark.parametrize(
    ("before", "colours"), [*QUICK, *(pytest.param(*o, marks=pytest.mark.slow) for o in OTHERS)]
)
def test_whatever_a_team_wrote_anywhere_is_in_the_new_plan(
    run: Run, tmp_path: Path, before: str, colours: str
) -> None:
    answers(tmp_path / "a.yaml", before)
    assert run("plan", "a.yaml", "-o", "plan.docx").returncode == 0
    written = fill_in(tmp_path / "plan.docx")
    assert len(written) > 300
    answers(tmp_path / "b.yaml", colours)
    done = run("plan", "b.yaml", "--update", "plan.docx", "-o", "new.docx")
    assert done.returncode == 0, done.stderr
    assert missing(written, tmp_path / "new.docx") == []
    answers(tmp_path / "c.yaml", "rgrgr")
    assert run("plan", "c.yaml", "--update", "new.docx", "-o", "newer.docx").returncode == 0
    assert missing(written, tmp_path / "newer.docx") == []


@pytest.mark.slow
def test_so_it_is_when_libreoffice_has_saved_the_plan(run: Run, plan: Path, tmp_path: Path) -> None:
    written = fill_in(plan)
    saved = through_libreoffice(plan, tmp_path)
    answers(tmp_path / "b.yaml", "rgggg")
    done = run("plan", "b.yaml", "--update", str(saved), "-o", "new.docx")
    assert done.returncode == 0, done.stderr
    assert missing(written, tmp_path / "new.docx") == []


@pytest.mark.slow
def test_a_plan_that_libreoffice_saved_and_nobody_changed_is_the_same(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    saved = through_libreoffice(plan, tmp_path)
    again = run("plan", "a.yaml", "--update", str(saved), "-f", "md")
    assert again.stdout == run("plan", "a.yaml", "-f", "md").stdout


def test_what_the_team_wrote_in_an_action_wins_and_the_rest_is_ours(run: Run, plan: Path) -> None:
    word = opened(plan)
    cell_of(word, "PE1", "Lead").add_run("Ms. Sandhu")
    cell_of(word, "PE1", "Status").add_run("Done")
    cell_of(word, "PE1", "Due").add_run("2027-01-15")
    cell_of(word, "PE1", "Partners")
    word.save(str(plan))
    assert run("plan", "a.yaml", "--update", "plan.docx", "-o", "new.docx").returncode == 0
    row = actions(opened(plan.parent / "new.docx"))["PE1"]
    assert row == {
        "Action": "PE1: Name one district contact for career programs, and tell every school who "
        "it is.",
        "Lead": "Ms. Sandhu",
        "Partners": "",
        "Start": "this month",
        "Due": "2027-01-15",
        "Resources": "2 days of work",
        "Evidence": "the name is on the district website and in each staff handbook",
        "Status": "Done",
        "Note": "",
    }


def goals_of(word: WordDocument) -> Table:
    return next(
        table for table in word.tables if "By when" in [c.text for c in table.rows[0].cells]
    )


def test_the_goals_of_the_year_stay_as_they_are_whatever_the_answers_say(
    run: Run, tmp_path: Path
) -> None:
    answers(tmp_path / "a.yaml", "brrgr", focus=["personnel", "communication"])
    assert run("plan", "a.yaml", "-o", "plan.docx").returncode == 0
    word = opened(tmp_path / "plan.docx")
    goals = goals_of(word)
    emptied(goals.cell(1, 0).paragraphs[0]).add_run("A contact in each school")
    before = _texts(goals, "")[1:]
    word.save(str(tmp_path / "plan.docx"))
    answers(tmp_path / "b.yaml", "bgbrr", focus=["partnerships", "personnel"])
    old = "plan.docx"
    for new in ("new.docx", "newer.docx"):
        done = run("plan", "b.yaml", "--update", old, "-o", new)
        assert done.returncode == 0
        table = goals_of(opened(tmp_path / new))
        assert _texts(table, "")[1:] == before  # with no empty row more than before
        assert "Kept from before" not in headings(opened(tmp_path / new))
        assert done.stderr.endswith(
            'The answers now say what stood as the target of the goal "A contact in each school". '
            "Ask whether it is met, and then set the next one.\n"
            "The area of the goal for Communication is not in the plan any more. Keep the goal, or "
            "set another one.\n"
            f"Written to {new}\n"
        )
        assert "  Rows of tables: 1\n" in done.stderr
        old = new


def test_goals_of_an_older_plan_with_other_headings_stay_in_their_columns(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    word = opened(plan)
    goals = goals_of(word)
    emptied(goals.cell(0, 3).paragraphs[0]).add_run("From (today)")
    for row in goals.rows:
        row._tr.remove(row.cells[2]._tc)
    word.save(str(plan))
    assert run("plan", "a.yaml", "--update", "plan.docx", "-o", "new.docx").returncode == 0
    head, row = _texts(goals_of(opened(tmp_path / "new.docx")), "")[:2]
    assert head[2:4] == ["By when", "From (when set)"]
    assert row[2:4] == ["Pick a date", "Nobody, or only a few people"]
    assert "Kept from before" not in headings(opened(tmp_path / "new.docx"))


def test_goals_are_proposed_where_the_plan_has_none(run: Run, plan: Path, tmp_path: Path) -> None:
    word = opened(plan)
    for row in goals_of(word).rows[1:]:
        for cell in row.cells:
            emptied(cell.paragraphs[0])
    word.save(str(plan))
    answers(tmp_path / "b.yaml", "bbbgb", focus=["personnel"])
    done = run("plan", "b.yaml", "--update", "plan.docx", "-o", "new.docx")
    (goal,) = _texts(goals_of(opened(tmp_path / "new.docx")), "Personnel")
    assert goal[3] == "A few, at the district and some secondary schools"
    assert "what stood as the target" not in done.stderr


def test_a_goal_of_which_only_the_date_is_changed_keeps_from_where_it_starts(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    word = opened(plan)
    (before,) = _texts(goals_of(word), "Personnel")
    emptied(goals_of(word).cell(1, 2).paragraphs[0]).add_run("2027-03-03")
    emptied(goals_of(word).cell(1, 4).paragraphs[0])
    word.save(str(plan))
    answers(tmp_path / "b.yaml", "bbbgb", focus=["personnel"])
    old = "plan.docx"
    for new in ("new.docx", "newer.docx"):
        assert run("plan", "b.yaml", "--update", old, "-o", new).returncode == 0
        (after,) = _texts(goals_of(opened(tmp_path / new)), "Personnel")
        assert after == [*before[:2], "2027-03-03", before[3], ""]
        old = new


def test_a_reason_that_the_team_removed_stays_away_and_the_others_are_those_of_today(
    run: Run, tmp_path: Path
) -> None:
    answers(tmp_path / "a.yaml", "brrgb", focus=["personnel", "communication"])
    assert run("plan", "a.yaml", "-o", "plan.docx").returncode == 0
    word = opened(tmp_path / "plan.docx")
    emptied(_reasons_of(word).cell(1, 1).paragraphs[0])
    emptied(_reasons_of(word).cell(2, 2).paragraphs[0]).add_run("The board asked.")
    word.save(str(tmp_path / "plan.docx"))
    answers(tmp_path / "b.yaml", "bbbgb", focus=["personnel", "communication"])
    old = "plan.docx"
    for new in ("new.docx", "newer.docx"):
        assert run("plan", "b.yaml", "--update", old, "-o", new).returncode == 0
        table = _reasons_of(opened(tmp_path / new))
        assert _texts(table, "Personnel") == [["Personnel", "", ""]]
        assert _texts(table, "Communication") == [
            [
                "Communication",
                "Marketing and communications: Secondary schools post news; a brief district page",
                "The board asked.",
            ]
        ]
        old = new


def test_a_reason_below_the_heading_of_its_area_comes_into_the_table_of_areas(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    """So older plans have them."""
    word = opened(plan)
    table = _reasons_of(word)
    title = copy.deepcopy(next(p for p in word.paragraphs if p.text == "Vision")._p)
    table._tbl.addprevious(title)
    Paragraph(title, word).text = "Personnel"
    Paragraph(title, word).style = "Heading 3"
    why = copy.deepcopy(word.paragraphs[1]._p)
    title.addnext(why)
    emptied(Paragraph(why, word)).add_run("Why now: Two contacts retire.")
    table._tbl.getparent().remove(table._tbl)
    word.save(str(plan))
    answers(tmp_path / "b.yaml", "bbbgb", focus=["personnel"])
    assert run("plan", "b.yaml", "--update", "plan.docx", "-o", "new.docx").returncode == 0
    new = opened(tmp_path / "new.docx")
    today = "Personnel: A few, at the district and some secondary schools"
    assert _texts(_reasons_of(new), "Personnel") == [["Personnel", today, "Two contacts retire."]]
    assert "Kept from before" not in headings(new)
    answers(tmp_path / "c.yaml", "bbbgb", focus=["partnerships"])
    out = run("plan", "c.yaml", "--update", "plan.docx", "-f", "md").stdout
    assert "| Areas of focus, and why, Personnel | Two contacts retire. |" in out


def test_what_points_to_an_area_is_todays_where_another_level_has_it_in_another_chapter(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    word = opened(plan)
    for row in _reasons_of(word).rows[1:]:
        emptied(row.cells[2].paragraphs[0]).add_run("Two contacts retire.")
    word.save(str(plan))
    answers(tmp_path / "b.yaml", "gbggg")
    assert run("plan", "b.yaml", "--update", "plan.docx", "-o", "new.docx").returncode == 0
    today = "Personnel: A few, at the district and some secondary schools"
    found = _texts(_reasons_of(opened(tmp_path / "new.docx")), "Personnel")
    assert found == [["Personnel", today, "Two contacts retire."]]


def _reasons_of(word: WordDocument) -> Table:
    return next(t for t in word.tables if t.cell(0, 1).text == "What points to it")


def _texts(table: Table, begins: str) -> list[list[str]]:
    """Return the texts of the rows that begin with something."""
    rows = [[text_of(cell._tc).strip() for cell in row.cells] for row in table.rows]
    return [row for row in rows if row[0].startswith(begins)]


def test_a_need_that_the_team_ticks_brings_its_actions(run: Run, plan: Path) -> None:
    word = opened(plan)
    for paragraph in word.paragraphs:
        text = text_of(paragraph._p).strip()
        if text in ("☐ Budget", "☑ Staff expertise"):
            (sign,) = [t for t in paragraph._p.iter(qn("w:t")) if t.text in ("☐", "☑")]
            sign.text = "☑" if sign.text == "☐" else "☐"
    word.save(str(plan))
    out = run("plan", "a.yaml", "--update", "plan.docx", "-f", "md").stdout
    assert "- [x] Budget" in out
    assert "- [x] District-wide collaboration" in out
    assert "- [ ] Staff expertise" in out
    assert "### New since last time: Budget" in out
    assert "### Staff expertise" not in out


def test_a_tick_that_the_new_plan_has_no_box_for_is_kept(run: Run, tmp_path: Path) -> None:
    answers(tmp_path / "a.yaml", "ggggg")
    answers(tmp_path / "b.yaml", "brbgb")
    assert run("plan", "a.yaml", "-o", "plan.docx").returncode == 0
    word = opened(tmp_path / "plan.docx")
    (line,) = [p for p in word.paragraphs if text_of(p._p).strip() == "☐ Indigenous learners"]
    (sign,) = [t for t in line._p.iter(qn("w:t")) if t.text == "☐"]
    sign.text = "☑"
    line.insert_paragraph_before("☑ Our own need")
    word.save(str(tmp_path / "plan.docx"))
    assert run("plan", "b.yaml", "--update", "plan.docx", "-o", "new.docx").returncode == 0
    for update in ("new.docx", "newer.docx"):
        out = run("plan", "b.yaml", "--update", update, "-f", "md").stdout
        assert out.count("☑ Our own need") == 1
        kept = out.partition("## Kept from before")[2]
        assert "| A line with a box | ☑ Indigenous learners |" in kept
        assert run("plan", "b.yaml", "--update", update, "-o", "newer.docx", "--force")


def test_text_is_read_in_controls_links_and_insertions_and_the_rest_is_told(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    word = opened(plan)
    cell = cell_of(word, "PE1", "Note")
    for before, after in (
        ("<w:ins w:id='1' w:author='a'>", "</w:ins>"),
        ("<w:hyperlink w:anchor='x'>", "</w:hyperlink>"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    ):
        name = before[3:6]
        cell._p.append(element(f"{before}<w:r><w:t>{name}ed </w:t></w:r>{after}"))
    cell._p.append(
        element("<w:del w:id='2' w:author='a'><w:r><w:delText>gone</w:delText></w:r></w:del>")
    )
    row = cell._p.getparent().getparent()
    table = row.getparent()
    whole = element("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>")
    table.replace(row, whole)
    whole[1].append(row)
    word.add_comment(word.paragraphs[0].runs, text="Is this final?", author="Joan")
    word.sections[0].header.paragraphs[0].text = "DRAFT"
    word.save(str(plan))
    done = run("plan", "a.yaml", "--update", "plan.docx", "-o", "new.docx")
    assert actions(opened(tmp_path / "new.docx"))["PE1"]["Note"] == "insed hyped sdted"
    for told in (
        'Not carried: a comment by Joan on "Planning workbook: Cedar Valley": Is this final?',
        "Not carried: text whose deletion is tracked: gone",
        "Not carried: the header of a page: DRAFT",
    ):
        assert told in done.stderr


def element(markup: str) -> "docx.oxml.xmlchemy.BaseOxmlElement":
    name, _, rest = markup.partition(">")
    head, slash = (name[:-1], "/") if name.endswith("/") else (name, "")
    tag, _, attributes = head.partition(" ")
    return docx.oxml.parse_xml(f"{tag} {docx.oxml.ns.nsdecls('w')} {attributes}{slash}>{rest}")


def test_a_column_that_the_team_renamed_or_added_comes_along(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    word = opened(plan)
    cell_of(word, "PE1", "Lead").add_run("Ms. Sandhu")
    first, second, *_ = action_tables(word)
    emptied(first.rows[0].cells[1].paragraphs[0]).add_run("Who leads")
    second.add_column(Cm(2))
    second.rows[0].cells[-1].text = "Cost"
    second.rows[1].cells[-1].text = "$450"
    word.save(str(plan))
    done = run("plan", "a.yaml", "--update", "plan.docx", "-o", "new.docx")
    assert "  Columns of your own, with their filled cells: Cost (1)\n" in done.stderr
    rows = actions(opened(tmp_path / "new.docx"))
    assert rows["PE1"]["Lead"] == "Ms. Sandhu"
    assert rows["SX1"]["Note"] == "Cost: $450"
    update = ("plan", "a.yaml", "--update")
    assert run(*update, "new.docx", "-o", "new.xlsx").returncode == 0
    assert run(*update, "new.xlsx", "-o", "newer.docx").returncode == 0
    assert actions(opened(tmp_path / "newer.docx")) == rows
    head, *cells = csv.reader(io.StringIO(run(*update, "newer.docx", "-f", "csv").stdout))
    assert head[-1] == "Cost"
    assert [row[-1] for row in cells if "SX1" in row] == ["$450"]
    sheet = openpyxl.load_workbook(tmp_path / "new.xlsx")["Actions"]
    assert [cell.value for cell in sheet[1]][9:11] == ["Note", "Cost"]


@pytest.mark.slow
def test_further_updates_with_the_same_answers_change_nothing(run: Run, tmp_path: Path) -> None:
    answers(tmp_path / "a.yaml", "brbgb", date="2026-11-23")
    assert run("plan", "a.yaml", "-o", "0.docx").returncode == 0
    fill_in(tmp_path / "0.docx")
    answers(tmp_path / "b.yaml", "rbggb", date="2027-05-20")
    for n in (0, 1, 2):
        done = run("plan", "b.yaml", "--update", f"{n}.docx", "-o", f"{n + 1}.docx")
        assert done.returncode == 0
    second, third = (
        run("plan", "b.yaml", "--update", f"{n}.docx", "-f", "md").stdout for n in (2, 3)
    )
    assert second == third
    assert "Late or due next" in third
    assert "| Late or due next: " not in third  # it is ours, and never kept


def test_what_is_changed_in_a_table_made_from_the_actions_is_told_with_where_to_put_it(
    run: Run, plan: Path
) -> None:
    word = opened(plan)
    (table,) = [t for t in word.tables if "Who leads" in [c.text for c in t.rows[0].cells]]
    names = [cell.text for cell in table.rows[0].cells]
    table.rows[1].cells[names.index("Who leads")].paragraphs[0].add_run(" and Joan Miller")
    word.save(str(plan))
    done = run("plan", "a.yaml", "--update", plan.name, "-o", "new.docx")
    told = done.stderr.partition('The table "From goals to actions" is made anew')[2]
    assert 'stands under "Kept from before". Write it in the actions, in the action plans:' in told
    (line,) = [line for line in told.splitlines() if "Joan Miller" in line]
    assert line.startswith("  ")
    assert ", Who leads: " in line
    again = run("plan", "a.yaml", "--update", "new.docx", "-o", "newer.docx")
    assert "made anew" not in again.stderr
