"""The screens at every width, and without colour."""

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from rich.cells import cell_len
from rich.color import Color
from rich.console import Console

from careerplan_cli.forms import as_txt
from careerplan_cli.forms.screen import GROUNDS, INKS, printed
from careerplan_cli.model.blocks import Document
from careerplan_cli.model.fields import Colour
from careerplan_cli.model.guide import Level
from careerplan_cli.model.result import Result
from careerplan_cli.pages.guide import level_page
from careerplan_cli.pages.result import result_page
from forms.samples import PACK, samples, summary, survey

WIDTHS = (40, 60, 80, 100, 200)


def shown(page: Document, width: int, *, colour: bool = False) -> str:
    console = Console(
        width=width,
        file=io.StringIO(),
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        markup=False,
        highlight=False,
    )
    return printed(console, page)


def words(text: str) -> str:
    return " ".join(re.sub(r"\x1b\[[\d;]*m", "", text).split())


def result_screen(answers: Result) -> Document:
    return result_page(answers, PACK)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("colours", ["rrrrr", "bbbbb", "ggggg", "rr"])
def test_the_result_fits_every_width_whole(width: int, colours: str) -> None:
    text = shown(result_screen(survey(colours)), width)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    for question in PACK.instrument("survey").questions:
        assert question.title.split()[0] in text
    if len(colours) == 5:
        feedback = [level.feedback for level in PACK.levels if level.feedback in words(text)]
        assert len(feedback) == 1


def test_the_result_says_the_same_without_colour() -> None:
    page = result_screen(survey("brbgb"))
    coloured, plain = shown(page, 80, colour=True), shown(page, 80)
    assert "\x1b[" in coloured
    assert "\x1b[" not in plain
    assert words(coloured) == words(plain)
    for sign in ("◐  On our way", "▼ 5 of 10 points", "red     0 of 2", "blue    1 of 2"):
        assert sign in plain


@pytest.mark.parametrize(
    ("colours", "level", "total"),
    [("rrrrr", "Just getting started", 0), ("ggggg", "Lots going on", 10)],
)
def test_the_marker_stands_at_both_ends_of_the_scale(colours: str, level: str, total: int) -> None:
    text = shown(result_screen(survey(colours)), 80)
    marker = next(line for line in text.splitlines() if "▼" in line)
    assert f"{total} of 10 points" in marker
    assert (marker.index("▼") < 6) == (total == 0)
    assert (marker.index("▼") > 58) == (total == 10)
    assert level in text


def test_all_areas_at_their_highest_leave_nothing_to_start_with() -> None:
    text = shown(result_screen(survey("ggggg")), 80)
    assert "Every answer is the highest one. Keep what works, and share it." in text
    assert "more point" not in text


@pytest.mark.parametrize("width", WIDTHS)
def test_every_guide_fits_every_width_whole(width: int) -> None:
    for level in PACK.levels:
        text = shown(level_page(level, PACK.review, "en-CA"), width)
        assert max(cell_len(line) for line in text.splitlines()) <= width
        for phrase in phrases(level):
            assert phrase in words(text).replace("• ", ""), phrase


def phrases(level: Level) -> list[str]:
    found = [level.summary, level.introduction.text, *level.recommended_actions]
    for step in level.steps:
        found += [step.title, *([step.text] if step.text else [])]
        for part in step.parts:
            found += [part.heading or "", part.text or "", *part.points]
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_the_table_fits_every_width(width: int) -> None:
    names = {"Cedar Valley": "bbbbb", "The District of the Long Name": "bbb", "x" * 200: ""}
    results = [survey(colours, district=name) for name, colours in names.items()]
    text = shown(summary(results), width)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert "x" * 5 in text


def test_a_toolkit_entry_shows_its_address_once_it_has_one() -> None:
    level = PACK.level("on-our-way")
    entry = replace(level.toolkit[0], url="https://example.org/why")
    linked = replace(level, toolkit=(entry,))
    text = shown(level_page(linked, PACK.review, "en-CA"), 80)
    assert "Why Career Development Education: https://example.org/why" in words(text)
    assert "http" not in shown(level_page(level, PACK.review, "en-CA"), 80)


def test_the_readme_shows_the_result_screen_of_today() -> None:
    import importlib.util

    docs = Path(__file__).parents[2] / "docs"
    spec = importlib.util.spec_from_file_location("result_screen", docs / "result_screen.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    kept = (docs / "result_screen.svg").read_text(encoding="utf-8")
    assert texts(kept) == texts(module.picture()), "run: python docs/result_screen.py"
    assert "url(" not in kept.replace("url(#", "")


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_a_table_too_wide_for_the_screen_shows_its_rows_one_below_the_other() -> None:
    text = shown(samples()["summary"], 40)
    for line in ("Personnel: blue", "Total: 1 of 10 so far", "Widest split: -"):
        assert line in text.splitlines()


def test_short_names_of_columns_are_explained_below_the_table() -> None:
    text = words(shown(samples()["summary"], 80))
    assert "1 2 3 4 5" in text
    assert "1 Student engagement, 2 Personnel, 3 Marketing and communications" in text
    assert "R red, G green, B blue, - no answer." in text
    assert "○ Just getting started, ◐ On our way, ● Lots going on, - no level yet" in text


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", sorted(samples()))
def test_every_page_fits_every_width(name: str, width: int) -> None:
    text = shown(samples()[name], width)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert "\x1b" not in text


@pytest.mark.parametrize("name", sorted(samples()))
def test_plain_text_is_what_a_screen_of_100_columns_shows(name: str) -> None:
    assert as_txt.render(samples()[name]) == shown(samples()[name], 100)


def luminance(number: int) -> float:
    """Return the relative luminance (WCAG 2) of one of the 256 colours, alike in all palettes."""

    def part(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.03928 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = map(part, Color.from_ansi(number).get_truecolor())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: float, other: float) -> float:
    darker, lighter = sorted((one, other))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colour", get_args(Colour))
def test_each_colour_is_read_on_white_and_on_black(colour: Colour) -> None:
    if number := INKS.get(colour):
        assert number >= 16  # the first 16 are those that a palette changes
        assert contrast(luminance(number), 1) >= 4.5
        assert contrast(luminance(number), 0) >= 4.5
    else:
        assert contrast(luminance(GROUNDS[colour]), 0) >= 4.5
