"""What stands beside the text of a plan comes along, or is listed with its text."""

import zipfile
from pathlib import Path

import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.comments import Comment

from conftest import Run
from forms.test_one_content import text_of
from plans.test_workbook import sheet_of
from plans.word_plans import actions, cell_of, opened

PARTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

DRAWING = """<xdr:wsDr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
  xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:sp>
  <xdr:txBody><a:p><a:r><a:t>Ask the</a:t></a:r><a:r><a:t> board.</a:t></a:r></a:p></xdr:txBody>
</xdr:sp><xdr:pic><a:blip/></xdr:pic></xdr:wsDr>"""
THREAD = """<ThreadedComments
  xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
  <threadedComment ref="C2" personId="{1}"><text>Who pays?</text></threadedComment>
</ThreadedComments>"""
PEOPLE = """<personList
  xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">
  <person displayName="Ann" id="{1}"/></personList>"""


def updated(run: Run, plan: Path) -> str:
    """Return what is told when a plan is updated into `new.docx`."""
    done = run("plan", "a.yaml", "--update", plan.name, "-o", "new.docx")
    assert done.returncode == 0, done.stderr
    return done.stderr


def body(folder: Path) -> str:
    return text_of(opened(folder / "new.docx").element.body)


def test_of_an_untouched_plan_nothing_is_listed(run: Run, plan: Path, workbook: Path) -> None:
    assert "Not carried" not in updated(run, plan)
    plan.with_name("new.docx").unlink()
    assert "Not carried" not in updated(run, workbook)


def test_the_text_of_a_text_box_comes_along_once(run: Run, plan: Path) -> None:
    word = opened(plan)
    box = "<w:txbxContent><w:p><w:r><w:t>Boxed words.</w:t></w:r></w:p></w:txbxContent>"
    word.paragraphs[-1]._p.append(
        parse_xml(
            f"<w:r {nsdecls('w', 'wp', 'a')} xmlns:v='urn:schemas-microsoft-com:vml' xmlns:mc="
            "'http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:wps="
            "'http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
            "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic>"
            f"<a:graphicData uri='x'><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData>"
            "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
            f"{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    word.save(str(plan))
    assert "Not carried" not in updated(run, plan)
    assert body(plan.parent).count("Boxed words.") == 1


def test_formulas_and_signs_from_other_fonts_come_along(run: Run, plan: Path) -> None:
    word = opened(plan)
    cell_of(word, "PE1", "Note")._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')}><w:sym w:font='Wingdings' w:char='F0FC'/><w:t> 2</w:t></w:r>"
        )
    )
    cell_of(word, "PE2", "Note")._p.append(
        parse_xml(f"<m:oMath {nsdecls('m')}><m:r><m:t>a+b</m:t></m:r></m:oMath>")
    )
    word.save(str(plan))
    updated(run, plan)
    rows = actions(opened(plan.with_name("new.docx")))
    assert (rows["PE1"]["Note"], rows["PE2"]["Note"]) == ("✓ 2", "a+b")


def test_notes_at_the_foot_and_at_the_end_are_listed_with_what_they_are_on(
    run: Run, plan: Path
) -> None:
    word = opened(plan)
    for n, kind in ((2, "footnote"), (3, "endnote")):
        cell_of(word, f"PE{n}", "Note")._p.append(
            parse_xml(f"<w:r {nsdecls('w')}><w:{kind}Reference w:id='7'/></w:r>")
        )
    word.save(str(plan))
    added = {}
    for kind, text in (("footnote", "See the minutes."), ("endnote", "Ask Joan.")):
        added[f"word/{kind}s.xml"] = (
            f"<w:{kind}s {nsdecls('w')}><w:{kind} w:id='0'><w:p/></w:{kind}><w:{kind} w:id='7'>"
            f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}></w:{kind}s>"
        )
    with zipfile.ZipFile(plan, "a") as archive:
        for name, text in added.items():
            archive.writestr(name, text)
    told = updated(run, plan)
    start = "Not carried: a note at the"
    assert f'{start} foot of the page of "PE2: ' in told
    assert ' …": See the minutes.\n' in told
    assert f'{start} end, on "PE3: ' in told
    assert ' …": Ask Joan.\n' in told


def test_a_comment_is_listed_with_the_action_that_it_is_on(run: Run, plan: Path) -> None:
    word = opened(plan)
    cell = cell_of(word, "PE1", "Note")
    word.add_comment([cell.add_run("Soon.")], text="Is this final?", author="Joan")
    word.save(str(plan))
    assert (
        'Not carried: a comment by Joan on "PE1: Name one district contact for career programs, '
        'and …": Is this final?\n'
    ) in updated(run, plan)


def test_what_is_not_carried_stands_at_the_end_of_the_new_plan_and_is_told_once(
    run: Run, plan: Path
) -> None:
    word = opened(plan)
    cell = cell_of(word, "PE1", "Note")
    word.add_comment([cell.add_run("Soon.")], text="Is this final?", author="Joan")
    word.save(str(plan))
    assert 'at the end of the new plan, under "Not carried along".' in updated(run, plan)
    new = opened(plan.with_name("new.docx"))
    assert [cell.text for cell in new.tables[-1].rows[1].cells] == [
        'A comment by Joan on "PE1: Name one district contact for career programs, and …"',
        "Is this final?",
    ]
    done = run("plan", "a.yaml", "--update", "new.docx", "-o", "newer.docx")
    assert "Not carried" not in done.stderr
    newer = opened(plan.with_name("newer.docx"))
    assert "Not carried along" not in text_of(newer.element.body)
    assert newer.tables[-1].cell(1, 1).text == "Is this final?"


def test_headers_footers_and_pictures_are_listed(run: Run, plan: Path) -> None:
    word = opened(plan)
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "DRAFT"
    section.first_page_header.paragraphs[0].text = "First draft"
    section.first_page_footer.paragraphs[0].text = "Keep this private"
    picture = Path(__file__).parents[2] / "docs" / "plan.png"
    for _ in range(2):
        word.paragraphs[-1].add_run().add_picture(str(picture))
    word.save(str(plan))
    told = updated(run, plan)
    for listed in (
        "Not carried: the header of a page: DRAFT\n",
        "Not carried: the header of a page: First draft\n",
        "Not carried: the footer of a page: Keep this private\n",
        "Not carried: 2 pictures.\n",
    ):
        assert told.count(listed) == 1, listed
    assert told.count("Not carried:") == 4


def test_what_stands_beside_the_cells_of_a_workbook_is_listed(run: Run, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = sheet_of(book, "Actions")
    sheet["B2"].comment = Comment("Is this final?", "Joan")
    header, footer = sheet.HeaderFooter.oddHeader, sheet.HeaderFooter.oddFooter
    assert header is not None
    assert footer is not None
    header.center.text = "DRAFT"
    header.center.color = "FF0000"
    footer.right.text = "&P / &N"
    book.save(workbook)
    with_parts(workbook)
    told = updated(run, workbook)
    row = "PE1: Name one district contact for career programs, and …"
    for listed in (
        f'Not carried: a comment by Joan on "Actions", cell B2, beside "{row}": Is this final?\n',
        f'Not carried: a comment by Ann on "Actions", cell C2, beside "{row}": Who pays?\n',
        'Not carried: a text box on the sheet "Actions": Ask the board.\n',
        'Not carried: a picture on the sheet "Actions".\n',
        'Not carried: the header of the sheet "Actions": DRAFT\n',
    ):
        assert told.count(listed) == 1, listed
    assert told.count("Not carried:") == 5


def with_parts(workbook: Path) -> None:
    """Give the first sheet of a workbook a drawing and a comment as today's Excel writes them."""
    with zipfile.ZipFile(workbook) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    more = "".join(
        f'<Relationship Id="own{n}" Type="{RELATIONS}/x" Target="../{target}"/>'
        for n, target in enumerate(("drawings/drawing1.xml", "threadedComments/one.xml"))
    )
    files[relations] = files[relations].replace("</Relationships>", f"{more}</Relationships>")
    files["xl/drawings/drawing1.xml"] = DRAWING
    files["xl/threadedComments/one.xml"] = THREAD
    files["xl/persons/person.xml"] = PEOPLE
    with zipfile.ZipFile(workbook, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)


def test_what_a_team_adds_to_a_workbook_comes_along(run: Run, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = sheet_of(book, "Actions")
    month = next(n for n, cell in enumerate(sheet[1], 1) if n > 10)
    sheet.cell(2, month).value = "first talk"
    sheet.cell(1, 40).value = "Cost"
    sheet.cell(2, 40).value = "450"
    sheet.cell(3, 42).value = "no name above"
    sheet.insert_rows(1)
    sheet["B1"] = "Our plan for the year"
    sheet.title = "What we do"
    book.create_sheet("Ideas")["C3"] = "A fair in May"
    sheet_of(book, "About this plan")["A40"] = "Keep this file on the shared drive"
    book.save(workbook)
    told = updated(run, workbook)
    assert "Not carried" not in told
    text = body(workbook.parent)
    for words in (
        "first talk", "450", "no name above", "Our plan for the year", "A fair in May",
        "Keep this file on the shared drive",
    ):  # fmt: skip
        assert text.count(words) == 1, words
