"""The programs that open documents: a browser, LibreOffice, and what reads PDF."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from forms.samples import samples, word_file

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{fonts}</dir>
<cachedir>{cache}</cachedir>
<match target="pattern"><edit name="family" mode="assign" binding="strong">
<string>DejaVu Sans</string></edit></match>
</fontconfig>
"""


def program(*names: str) -> str:
    """Return where a program is; where there is none, skip, or fail if all are required."""
    return next(filter(None, map(shutil.which, names)), None) or missing(" or ".join(names))


def missing(name: str) -> NoReturn:
    """Skip for what is not installed, or fail if all is required."""
    if os.environ.get("CAREERPLAN_REQUIRE_ALL"):
        pytest.fail(
            f"{name} is not installed, and CAREERPLAN_REQUIRE_ALL asks for it.", pytrace=False
        )
    pytest.skip(f"{name} is not installed")


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
    folder = tmp_path_factory.mktemp("word")
    for name in samples():
        (folder / f"{name}.docx").write_bytes(word_file(name))
    make_pdfs(folder, "*.docx")
    return folder


def make_pdfs(folder: Path, files: str) -> None:
    """Let LibreOffice write, beside each of the files that a pattern names, what it shows as PDF.

    Its only letters are DejaVu's.
    """
    office = program("soffice", "libreoffice")
    subprocess.run(
        [
            office, "--headless", f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", "pdf", "--outdir", folder, *sorted(folder.glob(files)),
        ],
        check=True,
        capture_output=True,
        timeout=240,
        env=os.environ | {"FONTCONFIG_FILE": str(only_dejavu(folder))},
    )  # fmt: skip


def only_dejavu(folder: Path) -> Path:
    """Return a configuration of fonts with DejaVu alone: pages break alike on every machine."""
    found = subprocess.run(
        [program("fc-list"), ":family=DejaVu Sans", "file"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    paths = sorted(line.split(": ")[0].rstrip(":") for line in found.stdout.splitlines())
    if not paths:
        missing("The font DejaVu Sans")
    path = folder / "fonts.conf"
    path.write_text(FONTS.format(fonts=Path(paths[0]).parent, cache=folder), encoding="utf-8")
    return path


def pdf_text(path: Path, *options: str) -> str:
    """Return the text of a PDF, pages divided by form feeds."""
    done = subprocess.run(
        [program("pdftotext"), *options, path, "-"], check=True, capture_output=True
    )
    return done.stdout.decode()
