"""`careerplan toolkit` as a district career leader uses it."""

import os
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from careerplan_cli.pack.content_pack import ContentPack
from conftest import Run

DECKS = [
    "action-planning",
    "operating-plan",
    "strategic-plan",
    "what-is-career-development",
    "why-career-development",
]


def words(text: str) -> str:
    return " ".join(text.split())


def test_without_a_name_it_lists_every_tool_and_how_to_get_it(run: Run, pack: ContentPack) -> None:
    out = run("toolkit").stdout
    for tool in pack.tools:
        assert tool.id in out
        assert tool.title in out
    assert "careerplan toolkit session\n" in out
    assert "careerplan toolkit --all toolkit" in out


def test_a_tool_is_shown_on_the_screen_and_found_by_the_beginning_of_its_name(run: Run) -> None:
    out = run("toolkit", "sess").stdout
    assert out.startswith("Session guide\n")
    assert "[ ] Go back once with b." in out
    assert "careerplan assess --no-save" in out


def test_a_tool_that_is_not_there_tells_the_nearest(run: Run) -> None:
    done = run("toolkit", "swat")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("There is no tool 'swat'; did you mean swot?\n")


@pytest.mark.parametrize("form", ["docx", "html", "md", "txt"])
@pytest.mark.parametrize("name", ["session", "strategic-plan"])
def test_every_tool_is_written_in_the_forms_of_the_guide(
    run: Run, tmp_path: Path, name: str, form: str
) -> None:
    done = run("toolkit", name, "-o", f"tool.{form}")
    assert done.stderr == f"Written to tool.{form}\n"
    if form == "docx":
        text = "\n".join(p.text for p in docx.Document(str(tmp_path / "tool.docx")).paragraphs)
    else:
        text = (tmp_path / f"tool.{form}").read_text(encoding="utf-8")
    wanted = "Who comes" if name == "session" else "Slide 2: Why plan at all?"
    assert wanted in text


def test_a_deck_that_is_read_has_what_to_say_below_each_slide(run: Run) -> None:
    out = words(run("toolkit", "strategic-plan").stdout)
    assert "Notes: Welcome. At the end of two hours we will have a draft" in out
    assert "careerplan toolkit strategic-plan -o slides.pptx" in out


def test_sheets_are_workbooks_with_lists_to_choose_from(run: Run, tmp_path: Path) -> None:
    assert run("toolkit", "learning-walk", "-o", "walk.xlsx").returncode == 0
    book = load_workbook(tmp_path / "walk.xlsx")
    assert book.sheetnames == ["Seven questions", "Inventory"]
    sheet = book["Inventory"]
    names = [cell.value for cell in sheet[1]]
    assert names == [
        *("School", "Group", "Activity", "Kind of experience", "Grades", "Students", "Partner"),
    ]
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists == {
        "B2:B201": '"Elementary,Middle,Secondary,Alternate,Adult"',
        "D2:D201": '"Awareness,Exploration,Preparation,Skills training"',
    }
    questions = book["Seven questions"]
    assert questions.max_row == 8
    assert "What is the situation today" in str(questions["A8"].value)


def test_the_swot_sheet_has_its_squares_and_its_actions(run: Run, tmp_path: Path) -> None:
    assert run("toolkit", "swot", "-o", "swot.xlsx").returncode == 0
    book = load_workbook(tmp_path / "swot.xlsx")
    assert book.sheetnames == ["SWOT", "Actions"]
    squares = [book["SWOT"][f"A{row}"].value for row in range(2, 10)]
    assert squares == ["Strength"] * 2 + ["Weakness"] * 2 + ["Opportunity"] * 2 + ["Threat"] * 2


def test_a_deck_shows_the_districts_own_result_where_there_is_one(run: Run, answers: Path) -> None:
    folder = answers.parent
    assert run("toolkit", "why", "-o", "plain.pptx").returncode == 0
    own = ("--answers", answers.name)
    assert run("toolkit", "why", "-o", "own.pptx", *own).returncode == 0
    plain, with_result = (Presentation(str(folder / f"{n}.pptx")) for n in ("plain", "own"))
    assert len(with_result.slides) == len(plain.slides) + 3
    assert with_result.slides[0].placeholders[1].text_frame.text.endswith("\nCedar Valley")
    texts = [
        shape.text_frame.text
        for slide in with_result.slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    assert "◐ On our way" in texts
    assert "You need 3 more points to reach ● Lots going on." in texts
    (chart,) = [s.chart for slide in with_result.slides for s in slide.shapes if s.has_chart]
    assert list(chart.plots[0].categories)[:2] == ["Student engagement", "Personnel"]
    assert list(chart.plots[0].series[0].values) == [2, 1, 2, 3, 2]  # the places of the answers
    out = words(run("toolkit", "why", *own).stdout)
    assert "Personnel: The district and some secondary schools have people dedicated" in out


@pytest.mark.parametrize(
    ("command", "problem", "advice"),
    [
        (("session", "-o", "x.pptx"), "session is not a slide deck.", "Slide decks: what-is-car"),
        (("session", "-o", "x.xlsx"), "session has no sheet to fill in.", "sheets: swot, learning"),
        (("why", "-f", "pptx"), "The format pptx needs a file.", "Add --output FILE"),
        (("--all", "d", "-o", "x.docx"), "--all writes every tool", "Leave out the name"),
        (("session", "--all", "d"), "--all writes every tool", "Leave out the name"),
        (("--answers", "cedar-valley.yaml"), "--answers needs a slide deck, or --all.", "decks:"),
        (("-o", "x.pptx"), "The name x.pptx does not say which format", "End it in .docx"),
        (
            ("session", "--answers", "cedar-valley.yaml"),
            "--answers is for slide decks; session is not one.",
            "Slide decks: what-is-career-development",
        ),
    ],
)
def test_what_cannot_be_written_is_said(
    run: Run, answers: Path, command: tuple[str, ...], problem: str, advice: str
) -> None:
    done = run("toolkit", *command)
    assert (done.returncode, done.stdout) == (2, "")
    assert problem in done.stderr
    assert advice in done.stderr
    assert [path.name for path in answers.parent.iterdir()] == [answers.name]


def test_answers_without_a_level_are_no_result_to_show(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("careerplan: 1\nanswers: {personnel: red}\n", encoding="utf-8")
    done = run("toolkit", "why", "--answers", "a.yaml", "-o", "x.pptx")
    assert done.returncode == 2
    assert "a.yaml has no level yet." in done.stderr
    assert not (tmp_path / "x.pptx").exists()


def test_the_answer_file_is_never_written_over(run: Run, answers: Path) -> None:
    before = answers.read_bytes()
    options = ("--answers", answers.name, "-o", answers.name, "-f", "md", "--force")
    done = run("toolkit", "why", *options)
    assert done.returncode == 2
    assert "is the answer file." in done.stderr
    assert answers.read_bytes() == before


def test_all_tools_are_written_once_with_an_index(
    run: Run, answers: Path, pack: ContentPack
) -> None:
    done = run("toolkit", "--all", "kit", "--answers", answers.name)
    assert done.returncode == 0
    folder = answers.parent / "kit"
    names = sorted(path.name for path in folder.iterdir())
    assert f"Written to kit: {len(names)} files. Start with index.html." in done.stderr
    assert [name for name in names if name.endswith(".pptx")] == [f"{deck}.pptx" for deck in DECKS]
    index = (folder / "index.html").read_text(encoding="utf-8")
    for name in names:
        assert name == "index.html" or f'href="{name}"' in index
    for tool in pack.tools:
        assert tool.summary.split()[0] in index
    again = run("toolkit", "--all", "kit")
    assert again.returncode == 2
    assert "kit already has" in again.stderr
    assert run("toolkit", "--all", "kit", "--force").returncode == 0


def test_answers_in_the_folder_of_all_tools_are_not_replaced(run: Run, answers: Path) -> None:
    mine = answers.rename(answers.with_name("example-later.yaml"))
    before = mine.read_bytes()
    done = run("toolkit", "--all", ".", "--answers", mine.name, "--force")
    assert done.returncode == 2
    assert "example-later.yaml would be replaced." in done.stderr
    assert mine.read_bytes() == before


def test_the_commands_of_the_worked_example_work_where_its_files_are_written(
    run: Run, tmp_path: Path, pack: ContentPack
) -> None:
    assert run("toolkit", "--all", ".").returncode == 0
    example = pack.tool("example")
    commands = [line for part in example.parts for line in part.commands]
    assert len(commands) == 3
    for line in commands:
        assert run(*line.split()[1:]).returncode == 0, line
    changes = (tmp_path / "changes.html").read_text(encoding="utf-8")
    assert "○ Just getting started, now ◐ On our way." in changes


def test_the_worked_example_is_made_from_its_files(run: Run) -> None:
    out = words(run("toolkit", "example", "-f", "md").stdout)
    for told in (
        "Two counsellors do this beside their other work.",
        "○ Just getting started",
        "3 of 10 points",
        "Start with these areas.",
        "**Level:** ○ Just getting started, now ◐ On our way.",
        "**Answers:** 2 higher, 0 lower.",
    ):
        assert told in out, told


def test_what_the_worked_example_says_fits_what_its_files_hold(pack: ContentPack) -> None:
    """The story is told in words; these are the facts that it rests on."""
    plan = pack.example_plan
    assert plan
    done = {row.code: row.status for row in plan.actions}
    example = pack.tool("example")
    story = words(" ".join(part.text or "" for part in example.parts))
    assert len(done) == 7
    assert "it kept seven actions" in story
    questions = {a.question for a in pack.actions if a.code in done and a.question}
    assert questions == {"personnel", "operations"}
    assert "personnel and operations" in story


def test_each_step_names_the_tools_that_it_uses(run: Run, pack: ContentPack) -> None:
    for level in pack.levels:
        out = words(run("guide", "--level", level.id, "--no-pager").stdout)
        assert "Ask your district" not in out
        for step in level.steps:
            assert step.tools, step.title
            for tool in step.tools:
                assert f"Tool for this step: careerplan toolkit {tool}" in out
    used = {tool for level in pack.levels for step in level.steps for tool in step.tools}
    assert used == set(pack.tool_ids())


def test_other_content_is_named_in_the_commands(run: Run) -> None:
    assert run("content", "export", "our").returncode == 0
    out = run("guide", "--level", "1", "--content", "our").stdout
    assert "careerplan toolkit learning-walk --content our" in out
    out = words(run("toolkit", "session", "--content", "our").stdout)
    assert "careerplan assess --no-save --content our" in out
    assert "careerplan toolkit session --content our" in run("toolkit", "--content", "our").stdout


def test_content_without_a_toolkit_says_so(run: Run, tmp_path: Path) -> None:
    assert run("content", "export", "our").returncode == 0
    for path in (tmp_path / "our" / "levels").iterdir():
        lines = path.read_text(encoding="utf-8").splitlines()
        kept = [one for one in lines if not one.strip().startswith(("tools:", "tool:"))]
        path.write_text("\n".join(kept), encoding="utf-8")
    import shutil

    shutil.rmtree(tmp_path / "our" / "toolkit")
    assert run("content", "check", "our").returncode == 0
    done = run("toolkit", "--content", "our")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("This content has no toolkit.\n")
    assert run("guide", "--level", "1", "--content", "our").returncode == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("levels/on-our-way.yaml", "tools: [session, swot]", "tools: [session, swott]", "no tool"),
        ("levels/on-our-way.yaml", "tool: why-car", "tool: wy-car", "did you mean why-career-dev"),
        ("toolkit/swot.yaml", "id: swot", "id: swat", "expected 'swot', the name of the file"),
        ("toolkit/swot.yaml", "- column: Square", "- column: Sqare", "did you mean Square?"),
        ("toolkit/swot.yaml", "        - [Strength]\n", "        - [a, b, c, d, e]\n", "5 cells"),
        ("toolkit/swot.yaml", "\nparts:", "\npart:", "'part' is not known here"),
        ("toolkit/session.yaml", "careerplan assess --no-save", "rm -rf .", "expected a command"),
        ("toolkit/why-career-development.yaml", "    figure: level\n", "", "points or a figure"),
        ("toolkit/why-career-development.yaml", "figure: level", "figure: lvl", "level, areas or"),
        ("toolkit/example/plan.yaml", "code: BU1", "code: bu1", "expected capital letters"),
        ("toolkit/example/plan.yaml", "code: BU1", "code: BU99", "there is no action 'BU99'"),
        ("toolkit/example/answers.yaml", "personnel: red", "personnel: rad", "did you mean red?"),
        ("toolkit/example/later.yaml", "  personnel: blue\n", "", "an example needs a level"),
        ("pack.yaml", "first: survey", 'first: survey\nbrand: {colour: "ffff00"}', "hard to read"),
        ("pack.yaml", "first: survey", "first: survey\nbrand: {colour: blue}", "six hex digits"),
    ],
)
def test_each_kind_of_mistake_in_a_toolkit_is_found(
    run: Run, tmp_path: Path, file: str, old: str, new: str, message: str
) -> None:
    assert run("content", "export", "our").returncode == 0
    path = tmp_path / "our" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = run("content", "check", "our")
    assert done.returncode == 1
    assert message in done.stdout
    assert done.stdout.startswith(os.path.join("our", *file.split("/")))  # noqa: PTH118


def test_slides_have_the_brands_colour(run: Run, tmp_path: Path) -> None:
    assert run("content", "export", "our").returncode == 0
    path = tmp_path / "our" / "pack.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + 'brand:\n  colour: "7a1fa2"\n', encoding="utf-8"
    )
    assert run("toolkit", "why", "-o", "x.pptx", "--content", "our").returncode == 0
    file = Presentation(str(tmp_path / "x.pptx"))
    from pptx.oxml import ns

    (style,) = file.slide_master.element.iter(ns.qn("p:titleStyle"))
    assert {c.get("val") for c in style.iter(ns.qn("a:srgbClr"))} == {"7a1fa2"}
