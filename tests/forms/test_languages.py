"""The language of what people wrote, where its letters tell it."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from careerplan_cli.forms import as_docx, as_html
from careerplan_cli.model.blocks import Heading, Paragraph, document, table
from careerplan_cli.text.scripts import is_right_to_left, language_of

WORDS = {
    "zh": "我们学区的教师",
    "ja": "私たちの学校の先生",
    "ko": "우리 학교의 선생님",
    "ar": "معلمون في مدارسنا",
    "he": "המורים שלנו",
    "pa": "ਸਾਡੇ ਅਧਿਆਪਕ",
}


@pytest.mark.parametrize("language", WORDS)
def test_letters_tell_the_language(language: str) -> None:
    assert language_of(WORDS[language]) == language
    assert is_right_to_left(WORDS[language]) == (language in ("ar", "he"))


@pytest.mark.parametrize(
    "text", ["", "Our schools", "Nos écoles – déjà ★", "Наши школы", "معلمان گرامی", "A note: 我"]
)
def test_where_letters_do_not_tell_nothing_is_said(text: str) -> None:
    assert language_of(text) == ""


def test_word_and_web_pages_say_the_language_of_a_note() -> None:
    page = document(
        [
            Heading(1, "A plan"),
            Paragraph(WORDS["ar"], "Note:"),
            table("Notes", ("Note", "Other"), [(WORDS["zh"], "Our schools")]),
        ],
        "en-CA",
    )
    body = docx.Document(io.BytesIO(as_docx.render(page))).element.body
    told = {v for lang in body.iter(qn("w:lang")) for v in lang.attrib.values()}
    assert told == {"ar", "zh"}
    assert len(list(body.iter(qn("w:rtl")))) == len(list(body.iter(qn("w:bidi")))) == 1
    html = as_html.render(page)
    assert f'<bdi lang="ar">{WORDS["ar"]}</bdi>' in html
    assert f'<bdi lang="zh">{WORDS["zh"]}</bdi>' in html
    assert "<bdi>Our schools</bdi>" in html
