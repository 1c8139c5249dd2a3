"""The HTML form: one file that asks for nothing, in colours that everyone can read."""

import base64
import hashlib
import re

import pytest

from careerplan_cli.forms import as_html
from careerplan_cli.forms.colours import DARK, LIGHT, Palette
from careerplan_cli.model.blocks import Document, Heading, Wide
from forms.samples import samples

LEAST_CONTRAST = 4.5
"""WCAG 2.2 AA, for text of any size."""


@pytest.mark.parametrize("name", sorted(samples()))
def test_the_file_names_no_other_place_and_has_no_script_or_inline_style(name: str) -> None:
    text = as_html.render(samples()[name])
    tags = " ".join(re.findall(r"<[^>]*>", text))
    assert not re.search(r"<(script|link|img|iframe|object|base|form|input)\b", tags)
    assert not re.search(r"\s(style|src|srcset|on\w+)\s*=", tags)
    assert not re.search(r"@import|url\(|@font-face", text.split("</style>")[0])
    assert set(re.findall(r'href="([^"]{,3})', tags)) <= {"#pa"}


def test_the_policy_forbids_all_but_the_style_in_the_file() -> None:
    text = as_html.render(samples()["report"])
    style = text.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert policy[1].replace("&#39;", "'") == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert text.index("Content-Security-Policy") < text.index("<style>")


def test_answers_and_notes_are_text_and_never_markup() -> None:
    text = as_html.render(samples()["report-hostile"])
    assert "<script" not in text
    assert "<b>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ufffe\uffff]", text)
    assert "bell ␇, escape ␛[31m" in text


def test_chapters_of_one_name_have_each_their_own_link() -> None:
    chapters = (Heading(2, "A"), Heading(2, "A"), Wide((Heading(2, "B"),)))
    text = as_html.render(Document("T", (Heading(1, "T"), *chapters), "en-CA"))
    assert re.findall(r'href="#([^"]*)"', text) == re.findall(r'<h2 id="([^"]*)"', text)
    assert len(set(re.findall(r'id="([^"]*)"', text))) == 3


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_is_readable_on_the_page_and_on_its_tint(palette: Palette) -> None:
    for colour, shade in palette.shades.items():
        assert contrast(shade.ink, palette.page) >= LEAST_CONTRAST, colour
        assert contrast(shade.ink, shade.tint) >= LEAST_CONTRAST, colour
    for text in (palette.text, palette.quiet):
        assert contrast(text, palette.page) >= LEAST_CONTRAST
    assert contrast(palette.text, palette.shades["white"].tint) >= LEAST_CONTRAST


def contrast(one: str, other: str) -> float:
    """Return the ratio of two colours' luminances, as WCAG 2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    shares = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
