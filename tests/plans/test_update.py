"""A plan that a team has worked in, updated with other answers: nothing that it wrote is lost."""

import copy
import io
import json
import random
import subprocess
import zipfile
from itertools import count
from pathlib import Path

import docx
import pytest
import yaml
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table
from docx.text.paragraph import Paragraph

from careerplan_cli.pack.content_pack import ContentPack, built_in_folder
from conftest import ANSWERS, Run
from forms.conftest import program
from forms.test_one_content import text_of


def answers(path: Path, colours: str, **entries: object) -> None:
    """Write an answer file; `colours` has the first letter of each answer."""
    names = {"r": "red", "b": "blue", "g": "green"}
    ids = yaml.safe_load(ANSWERS)["answers"]
    given = {id_: names[letter] for id_, letter in zip(ids, colours, strict=True)}
    told = {"careerplan": 1, "district": "Cedar Valley", "answers": given, **entries}
    path.write_text(yaml.safe_dump(told), encoding="utf-8")


def checklist(option: str) -> dict[str, str]:
    """Return an answer to each statement, all the same."""
    return {
        entry.id: option
        for entry in ContentPack(built_in_folder()).instrument("checklist").questions
    }


@pytest.fixture
def plan(run: Run, tmp_path: Path) -> Path:
    answers(tmp_path / "a.yaml", "brbgb")
    assert run("plan", "a.yaml", "-o", "plan.docx").returncode == 0
    return tmp_path / "plan.docx"


def opened(path: Path) -> WordDocument:
    return docx.Document(str(path))


def actions(word: WordDocument) -> dict[str, dict[str, str]]:
    """Return each action of a plan by its code: what stands in each column."""
    found = {}
    for table in action_tables(word):
        head, *rows = [[text_of(cell._tc).strip() for cell in row.cells] for row in table.rows]
        for cells in rows:
            code, _, text = cells[0].partition(": ")
            if text:
                found[code] = dict(zip(head, cells, strict=True))
    return found


def action_tables(word: WordDocument) -> list[Table]:
    return [table for table in word.tables if table.cell(0, 0).text == "Action"]


def cell_of(word: WordDocument, code: str, column: str) -> Paragraph:
    """Return the paragraph in an action's cell; what is in it is removed."""
    for table in action_tables(word):
        names = [cell.text for cell in table.rows[0].cells]
        for row in table.rows[1:]:
            if text_of(row.cells[0]._tc).strip().startswith(f"{code}:"):
                return emptied(row.cells[names.index(column)].paragraphs[0])
    raise AssertionError(code)


def emptied(paragraph: Paragraph) -> Paragraph:
    for element in list(paragraph._p):
        if element.tag != qn("w:pPr"):
            paragraph._p.remove(element)
    return paragraph


def fill_in(path: Path) -> list[str]:
    """Write into every place of a plan; return what was written."""
    word = opened(path)
    numbers = count(1)
    written = []

    def mark() -> str:
        written.append(f"our words no. {next(numbers)}.")
        return written[-1]

    for table in word.tables:
        for row in table.rows[1:]:
            code = text_of(row.cells[0]._tc).strip().partition(":")[0]
            for n, cell in enumerate(row.cells):
                if table.cell(0, 0).text == "Action" and n == 0 and code:
                    cell.paragraphs[0].add_run(f" {mark()}")
                else:
                    emptied(cell.paragraphs[0]).add_run(mark())
        added = copy.deepcopy(table.rows[-1]._tr)
        table._tbl.append(added)
        for cell in table.rows[-1].cells:
            emptied(cell.paragraphs[0]).add_run(mark())
    for paragraph in list(word.paragraphs):
        style = paragraph.style.name if paragraph.style else ""
        if style == "Line to write on":
            paragraph.add_run(mark())
        elif (style or "").startswith("Heading") and paragraph.text != "Recommended actions":
            below = copy.deepcopy(word.paragraphs[1]._p)
            paragraph._p.addnext(below)
            emptied(Paragraph(below, paragraph._parent)).add_run(mark())
        elif paragraph.text:
            paragraph.add_run(f" {mark()}")
    word.save(str(path))
    return written


def missing(written: list[str], path: Path) -> list[str]:
    text = text_of(opened(path).element.body)
    return [words for words in written if words not in text]


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
    fresh = run("plan", "b.yaml", "-f", "md").stdout
    again = run("plan", "b.yaml", "--update", "a.docx", "-f", "md").stdout
    same = again.replace("New since last time: ", "")
    assert "New since last time" in again
    assert sorted(same.splitlines()) == sorted(fresh.splitlines())


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


def through_libreoffice(path: Path, folder: Path, kind: str = "docx") -> Path:
    """Return what LibreOffice saves of a file that it has opened."""
    subprocess.run(
        [
            program("soffice", "libreoffice"), "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", kind, "--outdir", folder / "saved", path,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )  # fmt: skip
    return folder / "saved" / path.name


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


def headings(word: WordDocument) -> list[str]:
    return [p.text for p in word.paragraphs if p.style and p.style.name == "Heading 2"]


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
    told = done.stderr.partition("Written to new.docx\n")[2]
    assert told.startswith(
        "What came along from plan.docx:\n  Actions that your team wrote in: 1\n"
        "  Entries in these: 2\n"
        'New actions: 4. They stand under "New since last time", after those that you have:\n'
        "  Personnel: PE5, PE6, PE7, PE8\n"
    )
    word = opened(tmp_path / "new.docx")
    titles = headings(word)
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


def test_actions_of_an_area_that_is_no_longer_planned_for_stand_under_kept_from_before(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    word = opened(plan)
    cell_of(word, "PE1", "Note").add_run("Ask Joan.")
    word.save(str(plan))
    answers(tmp_path / "b.yaml", "bbbgb", focus=["partnerships"])
    done = run("plan", "b.yaml", "--update", "plan.docx", "-o", "new.docx")
    assert 'Without a place in the new plan: 1. Look under "Kept from before"' in done.stderr
    assert headings(opened(tmp_path / "new.docx")).count("Kept from before") == 1
    told = json.loads(run("progress", "new.docx", "-f", "json").stdout)
    assert told["kept"] == 1
    assert "Kept from before" not in [entry["goal"] for entry in told["by_goal"]]


def test_of_new_actions_only_those_that_are_wanted_are_taken_up_and_the_others_stay_out(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    answers(tmp_path / "b.yaml", "bbbgb", focus=["personnel"])
    update = ("plan", "b.yaml", "--update")
    assert run(*update, "plan.docx", "-o", "none.docx", "--action", "none").returncode == 0
    assert "New since last time" not in " ".join(headings(opened(tmp_path / "none.docx")))
    done = run(*update, "none.docx", "-f", "md")
    assert "PE5: " not in done.stdout
    assert "Your team left these actions out, so they stay out (--action CODE" in done.stderr
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


def goals_of(word: WordDocument) -> Table:
    return next(
        table for table in word.tables if "By when" in [c.text for c in table.rows[0].cells]
    )


def test_a_goal_that_nobody_changed_follows_the_answers_and_what_the_team_wrote_stays(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    def first_goal(name: str) -> list[str]:
        row = goals_of(opened(tmp_path / name)).rows[1]
        return [text_of(cell._tc).strip() for cell in row.cells]

    answers(tmp_path / "b.yaml", "bbbgb", focus=["personnel"])
    update = ("plan", "b.yaml", "--update", "plan.docx", "-o")
    before = first_goal("plan.docx")
    assert "Nobody, or only a few people" in before
    assert run(*update, "new.docx").returncode == 0
    after = first_goal("new.docx")
    assert after[0] == before[0]
    assert "Nobody, or only a few people" not in after
    word = opened(plan)
    emptied(goals_of(word).cell(1, 1).paragraphs[0]).add_run("R. Okafor")
    word.save(str(plan))
    assert run(*update, "newer.docx").returncode == 0
    assert first_goal("newer.docx")[1] == "R. Okafor"


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
        "Your team left these actions out, so they stay out (--action CODE brings one back):\n"
        "  PE2: "
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
    told = [line for line in done.stderr.splitlines() if "stays as written" in line]
    assert told == [
        "PE1: the status 'Nearly there' is none that is counted; it stays as written.",
        "PE1: Due 'after lunch' is no date such as 2027-01-31; it stays as written.",
    ]
    row = actions(opened(tmp_path / "new.docx"))["PE1"]
    assert (row["Status"], row["Due"]) == ("Nearly there", "after lunch")
    again = run("plan", "a.yaml", "--update", "new.docx", "-o", "newer.docx")
    assert "stays as written" not in again.stderr  # it has been told
    row = actions(opened(tmp_path / "newer.docx"))["PE1"]
    assert (row["Status"], row["Due"]) == ("Nearly there", "after lunch")


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


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ({"district": "Lakes"}, "is the plan of Cedar Valley, and the answers are those of Lakes."),
        (
            {"instrument": "checklist", "answers": checklist("yes")},
            "plan.docx follows from the questions survey, and the answers are to checklist.",
        ),
    ],
)
def test_the_plan_of_others_is_refused_unless_that_is_meant(
    run: Run, plan: Path, tmp_path: Path, entries: dict[str, object], told: str
) -> None:
    answers(tmp_path / "b.yaml", "brbgb", **entries)
    done = run("plan", "b.yaml", "--update", "plan.docx", "-o", "new.docx")
    assert done.returncode == 2
    assert told in done.stderr
    assert "--even-so" in done.stderr
    assert not (tmp_path / "new.docx").exists()
    word = opened(plan)
    cell_of(word, "PE1", "Note").add_run("Ask Joan.")
    word.save(str(plan))
    done = run("plan", "b.yaml", "--update", "plan.docx", "-o", "new.docx", "--even-so")
    assert done.returncode == 0
    assert missing(["Ask Joan."], tmp_path / "new.docx") == []


def test_a_plan_without_its_properties_is_taken_only_if_that_is_meant(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    bare = docx.Document()
    for element_ in opened(plan).element.body:
        bare.element.body.append(copy.deepcopy(element_))
    bare.save(str(tmp_path / "bare.docx"))
    done = run("plan", "a.yaml", "--update", "bare.docx", "-f", "md")
    assert done.returncode == 2
    assert "bare.docx does not say whose plan it is." in done.stderr
    done = run("plan", "a.yaml", "--update", "bare.docx", "-f", "md", "--even-so")
    assert done.returncode == 0
    assert "PE1: Name one" in done.stdout


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"not a document", None])
def test_a_file_that_is_no_plan_is_refused(run: Run, tmp_path: Path, raw: bytes | None) -> None:
    answers(tmp_path / "a.yaml", "brbgb")
    if raw is None:
        file = io.BytesIO()
        docx.Document().save(file)
        raw = file.getvalue()
    (tmp_path / "old.docx").write_bytes(raw)
    done = run("plan", "a.yaml", "--update", "old.docx", "-o", "new.docx")
    assert done.returncode == 2
    assert done.stderr.startswith("old.docx ")
    assert not (tmp_path / "new.docx").exists()


@pytest.mark.parametrize("name", ["old.docx", "old.xlsx"])
def test_a_plan_that_is_cut_off_or_has_the_wrong_ending_is_refused(
    run: Run, plan: Path, name: str
) -> None:
    assert run("plan", "a.yaml", "-o", "plan.xlsx").returncode == 0
    other = plan.with_suffix(".xlsx" if name == "old.docx" else ".docx").read_bytes()
    same = plan.with_suffix(Path(name).suffix).read_bytes()
    for raw in (other, same[:20_000], same[: len(same) // 2], b"Action,Due,Status\n"):
        plan.with_name(name).write_bytes(raw)
        for command in (("progress", name), ("plan", "a.yaml", "--update", name)):
            done = run(*command)
            assert done.returncode == 2
            assert f"{name} is not a .{name[-4:]} file, or it is damaged." in done.stderr


def test_the_old_plan_is_kept_beside_the_new_one_of_the_same_name(run: Run, plan: Path) -> None:
    before = plan.read_bytes()
    done = run("plan", "a.yaml", "--update", "plan.docx", "-o", "plan.docx")
    assert done.returncode == 2
    assert plan.read_bytes() == before
    done = run("plan", "a.yaml", "--update", "plan.docx", "-o", "plan.docx", "--force")
    assert done.returncode == 0
    assert plan.with_name("plan.docx.bak").read_bytes() == before


def test_a_plan_that_is_open_in_word_is_told_as_that(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def locked(path: Path) -> bytes:  # as Windows does while Word has the file open
        if path.name == "plan.docx":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    done = run("plan", "a.yaml", "--update", "plan.docx", "-o", "new.docx")
    assert done.returncode == 2
    assert done.stderr == (
        "plan.docx cannot be read: you do not have permission to, or it is open in another "
        "program.\nIf it is open in Word or Excel, close it there, and try again.\n"
    )


def test_a_new_plan_that_would_replace_one_open_in_word_is_told_as_that(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan.with_name("new.docx").write_bytes(plan.read_bytes())

    def locked(path: Path, target: Path) -> Path:  # as Windows does while Word has the file open
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "replace", locked)
    done = run("plan", "a.yaml", "--update", "plan.docx", "-o", "new.docx", "--force")
    assert done.returncode == 2
    assert "new.docx cannot be written: " in done.stderr
    assert "If it is open in another program, such as Word or Excel, close it" in done.stderr
    assert "What came along" not in done.stderr
    assert plan.with_name("new.docx").read_bytes() == plan.read_bytes()


@pytest.mark.parametrize("owner", ["~$plan.docx", "~$an.docx", ".~lock.plan.docx#"])
def test_what_shows_that_a_plan_is_open_is_told_and_is_no_plan(
    run: Run, plan: Path, owner: str
) -> None:
    plan.with_name(owner).write_bytes(b"\x04Joan")
    done = run("plan", "a.yaml", "--update", "plan.docx", "-o", "new.docx")
    assert done.returncode == 0
    assert f"plan.docx seems to be open: there is {owner} beside it." in done.stderr
    if owner.startswith("~"):
        done = run("plan", "a.yaml", "--update", owner, "-o", "newer.docx")
        assert done.returncode == 2
        assert "Word or Excel keeps it beside a file that is open." in done.stderr


@pytest.mark.parametrize("name", ["old.docx", "old.xlsx"])
def test_a_plan_with_a_password_is_told_as_that(run: Run, plan: Path, name: str) -> None:
    plan.with_name(name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    done = run("plan", "a.yaml", "--update", name, "-o", "new.docx")
    assert done.returncode == 2
    assert f"{name} has a password, or is in the form of an older Word or Excel.\n" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_plan_is_read_or_refused(run: Run, plan: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (no secret)
    with zipfile.ZipFile(plan) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(12):
        name = chance.choice(["word/document.xml", *files])
        damaged = bytearray(files[name])
        place = chance.randrange(len(damaged))
        damaged[place : place + chance.randrange(40)] = chance.randbytes(chance.randrange(3))
        with zipfile.ZipFile(plan, "w") as archive:
            for other, raw in files.items():
                archive.writestr(other, bytes(damaged) if other == name else raw)
        done = run("plan", "a.yaml", "--update", "plan.docx", "-f", "md", "--even-so")
        assert done.returncode in (0, 2), done.stderr


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
    assert run("plan", "a.yaml", "--update", "plan.docx", "-o", "new.docx").returncode == 0
    word = opened(tmp_path / "new.docx")
    assert actions(word)["PE1"]["Lead"] == "Ms. Sandhu"
    kept = [[cell.text for cell in row.cells] for row in word.tables[-1].rows]
    assert ["SX1, column Cost", "$450"] in kept


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
