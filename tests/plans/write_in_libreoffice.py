"""Opens plans in LibreOffice, writes into every place of them, and saves them again.

    python3 write_in_libreoffice.py OUT PLAN...

It runs in the Python that LibreOffice's own library `uno` is installed for. OUT is a folder, for
the saved files and the profile. What was written into each file is printed: a line of JSON each,
its name, a list of texts, and one of those that stand beside the text: in a note, a comment, a
text box, a header.
"""

import json
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import uno
from com.sun.star.awt import Size
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

FILTERS = {".docx": "MS Word 2007 XML", ".xlsx": "Calc MS Excel 2007 XML"}


class Writer:
    """Writes texts that are told apart by their numbers, and remembers them."""

    def __init__(self):
        self.written = []
        self.beside = []
        self.numbers = count(1)

    def mark(self, *, beside=False):
        written = self.beside if beside else self.written
        written.append(f"our words no. {next(self.numbers)}.")
        return written[-1]

    def fill_document(self, document):
        for block in elements(document.Text):
            if block.supportsService("com.sun.star.text.TextTable"):
                self.fill_table(block)
            else:
                self.fill_paragraph(document.Text, block)

        self.write_beside(document)

    def write_beside(self, document):
        end = document.Text.End
        for kind in ("Footnote", "Endnote"):
            note = document.createInstance(f"com.sun.star.text.{kind}")
            document.Text.insertTextContent(end, note, False)
            note.String = self.mark(beside=True)
        comment = document.createInstance("com.sun.star.text.textfield.Annotation")
        comment.Author, comment.Content = "Joan", self.mark(beside=True)
        document.Text.insertTextContent(end, comment, False)
        frame = document.createInstance("com.sun.star.text.TextFrame")
        document.Text.insertTextContent(end, frame, False)
        frame.Text.String = self.mark(beside=True)
        styles = document.StyleFamilies.getByName("PageStyles")
        style = styles.getByName(document.Text.Start.PageStyleName)
        style.HeaderIsOn = True
        style.HeaderText.String = self.mark(beside=True)

    def fill_table(self, table):
        names = table.getCellNames()
        actions = table.getCellByName("A1").String == "Action"
        for name in names:
            cell = table.getCellByName(name)
            if name[1:] == "1":
                continue
            if actions and name[0] == "A" and cell.String.strip():
                cell.insertString(cell.End, f" {self.mark()}", False)
            else:
                self.write_in_cell(cell)
        rows = table.Rows.Count
        table.Rows.insertByIndex(rows, 1)
        for name in names:
            if name[1:] == "1":
                table.getCellByName(f"{name[0]}{rows + 1}").String = self.mark()

    def write_in_cell(self, cell):
        """Write in the place of a cell's text; within its control, if it has one, or over it."""
        text = self.mark()
        for portion in elements(elements(cell)[0]):
            if portion.TextPortionType == "ContentControl":
                control = portion.ContentControl
                control.ShowingPlaceHolder = False
                if len(self.written) % 2:
                    control.String = text  # stays a control, with what was there behind the text
                else:
                    elements(control)[0].String = text
                return
        cell.String = text

    def fill_paragraph(self, text, paragraph):
        style = paragraph.ParaStyleName
        if style == "Line to write on":
            paragraph.String = self.mark()
        elif style.startswith("Heading") and paragraph.String != "Recommended actions":
            text.insertControlCharacter(paragraph.End, PARAGRAPH_BREAK, False)
            below = text.createTextCursorByRange(paragraph.End)
            below.gotoNextParagraph(False)
            below.ParaStyleName = "Standard"
            below.String = self.mark()
        elif paragraph.String.strip():
            text.insertString(paragraph.End, f" {self.mark()}", False)

    def fill_workbook(self, book):
        for name in book.Sheets.ElementNames:
            if name != "About this plan":
                self.fill_sheet(book.Sheets.getByName(name), listed=name == "Actions")
        book.Sheets.insertNewByName("Our own sheet", book.Sheets.Count)
        sheet = book.Sheets.getByName("Our own sheet")
        sheet.getCellByPosition(2, 2).String = self.mark()
        place = sheet.getCellByPosition(3, 3).CellAddress
        sheet.Annotations.insertNew(place, self.mark(beside=True))
        shape = book.createInstance("com.sun.star.drawing.TextShape")
        shape.Size = Size(4000, 1000)
        sheet.DrawPage.add(shape)
        shape.String = self.mark(beside=True)
        style = book.StyleFamilies.getByName("PageStyles").getByName(sheet.PageStyle)
        header = style.RightPageHeaderContent
        header.CenterText.String = self.mark(beside=True)
        style.RightPageHeaderContent = header

    def fill_sheet(self, sheet, listed):
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress.EndRow
        for row in range(1, last + 2):
            kind = sheet.getCellByPosition(0, row).String
            first = sheet.getCellByPosition(1, row)
            if listed and not first.String:
                first.String = self.mark()
                return
            if listed:
                first.String = f"{first.String} {self.mark()}"
                for column in range(2, 10):
                    sheet.getCellByPosition(column, row).String = self.mark()
            elif kind == "text":
                first.String = f"{first.String} {self.mark()}".strip()
            elif kind == "row":
                for column in range(1, 8):
                    cell = sheet.getCellByPosition(column, row)
                    if cell.String or cell.LeftBorder.OuterLineWidth:
                        cell.String = self.mark()


def elements(container):
    """Return what is in a container, all before any of it is changed."""
    found = []
    listed = container.createEnumeration()
    while listed.hasMoreElements():
        found.append(listed.nextElement())
    return found


def option(name, value):
    return PropertyValue(Name=name, Value=value)


def connected(pipe):
    """Return the desktop of the LibreOffice that listens at a pipe, as soon as it does."""
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(600):
        try:
            found = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
        else:
            return found.ServiceManager.createInstance("com.sun.star.frame.Desktop")
    raise SystemExit("LibreOffice does not answer.")


def main(office, out, *plans):
    folder = Path(out).resolve()
    pipe = f"careerplan{time.time_ns()}"
    started = subprocess.Popen(
        [
            office, "--headless", "--norestore", "--nologo",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    desktop = connected(pipe)
    try:
        for plan in map(Path, plans):
            url = plan.resolve().as_uri()
            document = desktop.loadComponentFromURL(url, "_blank", 0, (option("Hidden", True),))
            writer = Writer()
            if plan.suffix == ".docx":
                writer.fill_document(document)
            else:
                writer.fill_workbook(document)
            saved = folder / plan.name
            document.storeToURL(saved.as_uri(), (option("FilterName", FILTERS[plan.suffix]),))
            document.close(True)
            print(json.dumps([plan.name, writer.written, writer.beside]), flush=True)
    finally:
        desktop.terminate()
        started.wait(30)


main(*sys.argv[1:])
