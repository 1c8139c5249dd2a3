"""The content pack: the built-in one loads, and what is wrong in another is told at its place."""

import shutil
from pathlib import Path

import pytest

from careerplan_cli.model.errors import CareerplanError, FileError, UnknownNameError
from careerplan_cli.pack.content_pack import ContentPack, built_in_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_in_folder(), tmp_path / "content"))


def read_all(folder: Path) -> None:
    pack = ContentPack(folder)
    for id_ in pack.instrument_ids():
        pack.instrument(id_)
    assert pack.levels
    assert pack.topics
    assert pack.review


def test_the_built_in_content_has_all_that_the_guide_needs(pack: ContentPack) -> None:
    assert [level.id for level in pack.levels] == [
        "just-getting-started",
        "on-our-way",
        "lots-going-on",
    ]
    assert [topic.id for topic in pack.topics] == [
        "programs",
        "experiences",
        "planning",
        "why-plan",
        "using",
        "glossary",
    ]
    survey = pack.instrument("survey")
    assert len(survey.questions) == 5
    assert survey.maximum == 10
    for question in survey.questions:
        assert [option.id for option in question.options] == ["red", "blue", "green"]
        assert [option.colour for option in question.options] == ["red", "blue", "green"]
        assert [option.points for option in question.options] == [0, 1, 2]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("survey.yaml", "colour: red", "colour: purple", "colour is 'purple'; expected red, yel"),
        ("survey.yaml", "prompt: Who", "promt: Who", "'promt' is not known here; did you mean pro"),
        ("survey.yaml", "prompt: Who", "promt: Who", "77:9: prompt is missing here."),
        ("survey.yaml", "points: 1", "points: one", "50:13: points is 'one'; expected a whole n"),
        ("survey.yaml", "points: 1", "points: -1", "points is -1; expected 0 or more."),
        ("survey.yaml", "Less than 10%\n", "30\n", "label is 30; expected text; put it in"),
        ("survey.yaml", "Less than 10%\n", f"{'x' * 61}\n", "expected at most 60 characters"),
        ("survey.yaml", "lowest: 4", "lowest: 5", "lowest is 5 and leaves a gap after 3; expect"),
        ("survey.yaml", "lowest: 4", "lowest: 3", "lowest is 3 and overlaps the band up to 3;"),
        ("survey.yaml", "highest: 10", "highest: 9", "highest is 9; expected 10, the most points"),
        ("survey.yaml", "highest: 10", "highest: 11", "highest is 11; expected 10, the most poin"),
        ("survey.yaml", "highest: 7", "highest: 2", "the band goes from 4 down to 2; swap the"),
        ("survey.yaml", "level: on-our-way", "level: on-ur-way", "did you mean on-our-way?"),
        ("survey.yaml", "focus: [personnel]", "focus: [personel]", "did you mean personnel?"),
        ("survey.yaml", "id: personnel", "id: operations", "'operations' is taken by another que"),
        ("survey.yaml", "id: blue", "id: red", "48:13: the id 'red' is taken by another one"),
        ("survey.yaml", "id: personnel", "id: Per Sonnel", "expected small letters, digits and"),
        ("survey.yaml", "id: survey", "id: poll", "id is 'poll'; expected 'survey', the name of"),
        ("survey.yaml", "by: bands", "by: band", "by is 'band'; expected bands or shares."),
        ("survey.yaml", "focus: [personnel]", "focus: personnel", "expected a list, each entry"),
        ("survey.yaml", "sections:", "section:", "'section' is not known here; did you mean sec"),
        ("levels/on-our-way.yaml", "rank: 2", "rank: 3", "rank 3 is also that of lots-going-on"),
        ("levels/on-our-way.yaml", "[in-progress]", "[lots-going-on]", "already names lots-going"),
        ("levels/on-our-way.yaml", '"◐"', "abc", "8:1: symbol is 'abc'; expected one character."),
        ("levels/on-our-way.yaml", 'url: ""', "url: ftp://x", "expected an address that starts"),
        ("levels/on-our-way.yaml", "On our way\n", '"\\e[31m"\n', "expected no control charac"),
        ("levels/on-our-way.yaml", "id: on-our-way", "id: on-way", "the name of the file."),
        ("review.yaml", "[lots-going-on]", "[lots]", "there is no level 'lots'. Known: just-get"),
        ("review.yaml", "id: budget", "id: resources", "is in this list twice; choose"),
        ("topics.yaml", "id: experiences", "id: programs", "31:5: the id 'programs' is taken"),
        ("topics.yaml", "summary: What the", "summary: What: the", "a colon cannot be here"),
        ("topics.yaml", "\ntopics:", "\ntopics: []\nx:", "topics is a list of 0; expected at"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_what_was_expected(
    folder: Path, file: str, old: str, new: str, message: str
) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FileError) as caught:
        read_all(folder)
    assert str(caught.value).startswith(f"{path}:")
    assert message in str(caught.value)


@pytest.mark.parametrize("sign", "\u061c\u2028\u2029\u202e\U000e0041")
@pytest.mark.parametrize("entry", ["title: On our way", "summary: "])
def test_characters_that_cannot_be_seen_are_refused_by_their_numbers(
    folder: Path, sign: str, entry: str
) -> None:
    path = folder / "levels" / "on-our-way.yaml"
    lines = path.read_text(encoding="utf-8").split("\n")
    n = next(n for n, line in enumerate(lines) if line.startswith(entry))
    name = entry.partition(":")[0]
    end = next(m for m in range(n + 1, len(lines)) if lines[m][:1].strip())
    text = "\n".join([*lines[:n], f'{name}: "a\\U{ord(sign):08x}b"', *lines[end:]])
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as caught:
        read_all(folder)
    assert f"(with U+{ord(sign):04X}); expected" in str(caught.value)


def test_flags_that_are_written_with_tags_are_taken(folder: Path) -> None:
    path = folder / "levels" / "on-our-way.yaml"
    flag = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title: On our way", f"title: On {flag} way", 1), encoding="utf-8")
    read_all(folder)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("on-our-way", "on-our-way"),
        ("in-progress", "on-our-way"),
        ("on", "on-our-way"),
        ("i", "on-our-way"),
        ("LOTS", "lots-going-on"),
        ("Just getting started", "just-getting-started"),
    ],
)
def test_a_level_is_found_by_id_alias_or_beginning(pack: ContentPack, name: str, id_: str) -> None:
    assert pack.level(name).id == id_


def test_an_unknown_name_lists_the_valid_ones_and_the_nearest(pack: ContentPack) -> None:
    with pytest.raises(UnknownNameError) as caught:
        pack.level("on-are-way")
    assert "did you mean on-our-way?" in caught.value.problem
    assert "just-getting-started, on-our-way, lots-going-on, in-progress" in caught.value.advice


def test_a_beginning_of_two_names_is_not_guessed(pack: ContentPack) -> None:
    with pytest.raises(CareerplanError, match="'p' could be programs or planning"):
        pack.topic("p")


def test_only_the_files_that_are_needed_are_read(folder: Path) -> None:
    (folder / "topics.yaml").write_text("broken: [", encoding="utf-8")
    (folder / "levels" / "on-our-way.yaml").write_text("broken: [", encoding="utf-8")
    pack = ContentPack(folder)
    assert pack.instrument("survey").id == "survey"
    assert pack.level("lots-going-on").id == "lots-going-on"


def test_a_pack_without_a_file_says_which(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError) as caught:
        ContentPack(tmp_path).topic("why-plan")
    assert caught.value.advice == "This content has no topic."
    with pytest.raises(CareerplanError, match="There are no levels in"):
        assert ContentPack(tmp_path).levels
