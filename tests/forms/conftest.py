"""The programs that open documents: a browser, LibreOffice, and what reads PDF."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from careerplan_cli.forms import as_docx
from forms.samples import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


def program(*names: str) -> str:
    """Return where a program is; where there is none, skip, or fail if all are required."""
    for name in names:
        if path := shutil.which(name):
            return path
    missing = f"{' or '.join(names)} is not installed"
    if os.environ.get("CAREERPLAN_REQUIRE_ALL"):
        pytest.fail(f"{missing}, and CAREERPLAN_REQUIRE_ALL asks for it.", pytrace=False)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    chromium = program("chromium", "chromium-browser", "google-chrome")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=QUIET.split())
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what LibreOffice makes of each sample in Word's form, as PDF."""
    office = program("soffice", "libreoffice")
    folder = tmp_path_factory.mktemp("word")
    for name, document in samples().items():
        (folder / f"{name}.docx").write_bytes(as_docx.render(document))
    subprocess.run(
        [
            office, "--headless", f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", "pdf", "--outdir", folder, *sorted(folder.glob("*.docx")),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )  # fmt: skip
    return folder


def pdf_text(path: Path, *options: str) -> str:
    """Return the text of a PDF, pages divided by form feeds."""
    done = subprocess.run(
        [program("pdftotext"), *options, path, "-"], check=True, capture_output=True
    )
    return done.stdout.decode()
