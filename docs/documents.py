"""Makes the README's pictures of a report and of a plan: `python docs/documents.py`.

The report is photographed in Chromium, the plan's page is what LibreOffice makes of the Word file.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

HERE = Path(__file__).parent
ANSWERS = HERE / "cedar-valley.yaml"
REPORT, PLAN = HERE / "report.png", HERE / "plan.png"

SCREEN = ViewportSize(width=860, height=1000)
PAGE_WIDTH = 1100
CHAPTER = "Action plans"
"""The page of the plan that is shown is the first with this title."""


def main() -> None:
    """Write both documents with the command, and a picture of each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        answers = shutil.copy(ANSWERS, folder)
        for words in (("report", "report.html"), ("plan", "plan.docx")):
            run(folder, sys.executable, "-m", "careerplan_cli", words[0], answers, "-o", words[1])
        photograph(folder / "report.html", REPORT)
        run(folder, program("soffice"), "--headless", "--convert-to", "pdf", "plan.docx")
        draw(folder, "plan.pdf", PLAN)


def photograph(page: Path, picture: Path) -> None:
    """Write what Chromium shows of a page, without scrolling."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        tab = browser.new_page(viewport=SCREEN, color_scheme="light")
        tab.goto(page.as_uri())
        tab.screenshot(path=picture)
        browser.close()


def draw(folder: Path, pdf: str, picture: Path) -> None:
    """Write the first page of a PDF that begins with the chapter."""
    pages = run(folder, program("pdftotext"), pdf, "-").split("\f")
    number = next(n for n, text in enumerate(pages, 1) if text.startswith(CHAPTER))
    run(
        folder, program("pdftoppm"), "-png", "-singlefile", "-f", str(number),
        "-scale-to-x", str(PAGE_WIDTH), "-scale-to-y", "-1", pdf, str(picture.with_suffix("")),
    )  # fmt: skip


def program(name: str) -> str:
    """Return where a program is; end with a word about what to install where it is missing."""
    return shutil.which(name) or sys.exit(f"{name} is needed (Debian: see .ci/run).")


def run(folder: Path, *command: str | Path) -> str:
    """Return what a command prints."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )
    return done.stdout.decode()


if __name__ == "__main__":
    main()
