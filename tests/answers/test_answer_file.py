"""Answer files: what is read, what is refused and how it is said, what is written."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from careerplan_cli.answers.answer_file import (
    AnswerFile,
    answered_content,
    file_text,
    parse_answers,
    read_answers,
)
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.errors import FileError
from careerplan_cli.pack.content_pack import ContentPack
from conftest import ANSWERS


def refusal(pack: ContentPack, text: str) -> str:
    with pytest.raises(FileError) as caught:
        parse_answers(text.encode(), "a.yaml", pack.instrument)
    return f"{caught.value}\n{caught.value.advice}"


def test_an_answer_file_is_read_whole(pack: ContentPack) -> None:
    answer_set = parse_answers(ANSWERS.encode(), "a.yaml", pack.instrument)
    assert answer_set.district == "Cedar Valley"
    assert answer_set.respondent == "Board office"
    assert answer_set.date == date(2026, 11, 23)
    assert answer_set.answers["learning-partnerships"] == "green"
    assert answer_set.notes == {"personnel": "Two retirements in June."}


def test_windows_line_ends_and_a_byte_order_mark_make_no_difference(pack: ContentPack) -> None:
    windows = b"\xef\xbb\xbf" + ANSWERS.replace("\n", "\r\n").encode()
    assert parse_answers(windows, "a", pack.instrument) == parse_answers(
        ANSWERS.encode(), "a", pack.instrument
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "careerplan: 1\nanswers:\n  personel: blue\n",
            "a.yaml:3:3: there is no question 'personel'; did you mean personnel?",
        ),
        (
            "careerplan: 1\nanswers:\n  personnel: blu\n",
            "a.yaml:3:3: personnel is 'blu'; did you mean blue? Valid: red, blue, green.",
        ),
        ("careerplan: 1\nanswers: {personnel: [red, blue]}\n", "personnel is a list of 2"),
        ("careerplan: 1\nanswers: {personnel: 1}\n", "personnel is 1. Valid: red, blue, green."),
        (
            "careerplan: 1\nanswers:\n  personnel: red\n  personnel: blue\n",
            "a.yaml:4:3: 'personnel' is here a second time",
        ),
        ("careerplan: 1\nanswers: {}\nnotes: {operation: x}\n", "did you mean operations?"),
        ("careerplan: 1\nanswer: {}\n", "a.yaml:2:1: 'answer' is not known here; did you mean"),
        ("answers: {}\n", "a.yaml:1:1: careerplan is missing here."),
        ("careerplan: 2\nwhatever: 1\n", "a.yaml:1:1: the file has format 2; this careerplan"),
        ("careerplan: 2\n", "update yours to read it."),
        ("careerplan: 0\nanswers: {}\n", "careerplan is 0; expected 1"),
        ("careerplan: one\nanswers: {}\n", "careerplan is 'one'; expected a whole number."),
        ("careerplan: 1\nanswers: {}\ndate: 23/11/2026\n", "expected year, month and day"),
        ("careerplan: 1\nanswers: {}\ndate: 2026-02-30\n", "a.yaml:3:1: date is '2026-02-30'"),
        ("careerplan: 1\nanswers: {}\ndate: []\n", "date is a list of 0; expected year, month and"),
        (
            "careerplan: 1\nanswers: {}\ndate: false\n",
            "date is false; expected year, month and day",
        ),
        (
            "careerplan: 1\nanswers: {}\nnotes: {personnel: 3}\n",
            "personnel is 3; expected text; put",
        ),
        ("careerplan: 1\nanswers: []\n", "answers is a list of 0; expected entries of the form"),
        ("careerplan: true\nanswers: {}\n", "careerplan is true; expected a whole number."),
        ("careerplan: 1\ninstrument: surveys\nanswers: {}\n", "did you mean survey?"),
        ("careerplan: 1\ninstrument: ../survey\nanswers: {}\n", "There is no instrument"),
        ("careerplan: 1\ndistrict: 12\nanswers: {}\n", "district is 12; expected text; put it in"),
        ("- a\n- b\n", "the file is a list of 2; expected entries of the form"),
        ("just words\n", "the file is 'just words'; expected entries of the form"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place_and_what_is_valid(
    pack: ContentPack, text: str, message: str
) -> None:
    assert message in refusal(pack, text)


def test_every_problem_of_a_file_is_told_at_once_in_order(pack: ContentPack) -> None:
    text = "careerplan: 1\nanswers:\n  personel: blue\n  operations: grean\ndate: today\n"
    lines = refusal(pack, text).splitlines()
    assert [line.split(":")[1] for line in lines if line.startswith("a.yaml")] == ["3", "4", "5"]


def test_empty_entries_are_no_answers(pack: ContentPack) -> None:
    text = "careerplan: 1\ndistrict:\ndate:\nanswers:\n  personnel:\nnotes:\n"
    answer_set = parse_answers(text.encode(), "a", pack.instrument)
    assert answer_set == AnswerSet(instrument="survey")


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".json"])
def test_what_is_written_is_read_again_unchanged(
    pack: ContentPack, tmp_path: Path, suffix: str
) -> None:
    answer_set = AnswerSet(
        instrument="survey",
        district="no",
        respondent="2026-11-23",
        date=date(2026, 11, 23),
        answers={"personnel": "red", "operations": "green"},
        notes={"personnel": "a: b # c\n- 'quoted' \"twice\" [red]x[/red] 😀 \x1b[31m \x85 é " * 9},
        needs=("budget",),
        focus=("personnel", "engagement-middle"),
    )
    path = tmp_path / f"a{suffix}"
    AnswerFile(path, new=True).save(answer_set)
    assert read_answers(path, pack.instrument) == answer_set
    if suffix == ".json":
        assert json.loads(path.read_text(encoding="utf-8"))["careerplan"] == 1


def test_half_a_character_from_a_terminal_does_not_break_the_file(pack: ContentPack) -> None:
    broken = AnswerSet(instrument="survey", district="Val\udce9", notes={"personnel": "x\udcff"})
    text = file_text(broken, ".yaml")
    assert parse_answers(text.encode(), "a", pack.instrument).district == "Val?"


def test_a_dated_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    day = date(2026, 11, 23)
    for district in ("Cedar Valley", "Cedar Valley", "Cedar Valley"):
        file = AnswerFile.dated(tmp_path, district, day)
        file.save(AnswerSet(instrument="survey", district=district))
        file.save(AnswerSet(instrument="survey", district=district, answers={"personnel": "red"}))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "careerplan-cedar-valley-2026-11-23-2.yaml",
        "careerplan-cedar-valley-2026-11-23-3.yaml",
        "careerplan-cedar-valley-2026-11-23.yaml",
    ]


@pytest.mark.parametrize(
    ("district", "name"),
    [
        (None, "careerplan-2026-11-23.yaml"),
        ("../../etc/passwd", "careerplan-etc-passwd-2026-11-23.yaml"),
        ("CON: <Nul>|?*", "careerplan-con-nul-2026-11-23.yaml"),
        ("Vallée-des-Érables", "careerplan-vallée-des-érables-2026-11-23.yaml"),
        ("x" * 300, f"careerplan-{'x' * 49}-2026-11-23.yaml"),
    ],
)
def test_a_dated_name_is_fit_for_every_system(district: str | None, name: str) -> None:
    assert AnswerFile.dated(Path(), district, date(2026, 11, 23)).path == Path(name)


def test_a_failed_save_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = AnswerFile(tmp_path / "a.yaml", new=True)
    file.save(AnswerSet(instrument="survey", answers={"personnel": "red"}))
    before = file.path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        file.save(AnswerSet(instrument="survey", answers={"personnel": "blue"}))
    with pytest.raises(OSError, match="No space left"):
        AnswerFile(tmp_path / "b.yaml", new=True).save(AnswerSet(instrument="survey"))
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]
    assert file.path.read_bytes() == before


def test_comments_are_kept_aside_once_however_often_a_file_is_saved(
    pack: ContentPack, tmp_path: Path
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"# Ours\n{ANSWERS}", encoding="utf-8")
    file = AnswerFile(path, new=False)
    for note in ("School #5", "School #6", "School #7"):
        answers = parse_answers(ANSWERS.encode(), "a", pack.instrument)
        file.save(replace(answers, notes={"personnel": note}))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.yaml", "a.yaml.bak"]
    assert path.with_name("a.yaml.bak").read_text(encoding="utf-8").startswith("# Ours")
    assert read_answers(path, pack.instrument).notes == {"personnel": "School #7"}


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
@pytest.mark.parametrize("sign", ["\ufeff", "\ufffe", "\uffff", "\u061c", "\u2028", "\U000e0041"])
def test_any_character_in_a_name_or_note_can_be_read_again(
    pack: ContentPack, tmp_path: Path, suffix: str, sign: str
) -> None:
    answer_set = AnswerSet(
        instrument="survey", district=f"a{sign}b", notes={"personnel": f"{sign}a{sign}"}
    )
    path = tmp_path / f"a{suffix}"
    AnswerFile(path, new=True).save(answer_set)
    assert read_answers(path, pack.instrument).notes == answer_set.notes


def test_what_could_not_be_read_again_leaves_the_file_before(tmp_path: Path) -> None:
    file = AnswerFile(tmp_path / "a.yaml", new=True)
    file.save(AnswerSet(instrument="survey", answers={"personnel": "red"}))
    before = file.path.read_bytes()
    with pytest.raises(FileError):
        file.save(AnswerSet(instrument="survey", notes={"personnel": "x" * 20_001}))
    assert file.path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file.path]


def test_a_content_folder_whose_name_is_no_text_can_be_remembered(pack: ContentPack) -> None:
    content = answered_content("our\udce9", pack.instrument("survey"))
    text = file_text(AnswerSet(instrument="survey", content=content), ".json")
    read = parse_answers(text.encode(), "a", pack.instrument).content
    assert read is not None
    assert read.pack == "our?"


def test_two_who_go_on_with_one_file_both_keep_their_answers(
    pack: ContentPack, tmp_path: Path
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(ANSWERS, encoding="utf-8")
    first, second = AnswerFile(path, new=False), AnswerFile(path, new=False)
    ours = AnswerSet(instrument="survey", answers={"personnel": "red"})
    theirs = replace(ours, answers={"personnel": "green"})
    assert first.save(theirs) is None
    assert second.save(ours) == path
    assert second.path == tmp_path / "a-2.yaml"
    assert second.save(replace(ours, notes={"personnel": "later"})) is None
    assert first.save(replace(theirs, notes={"personnel": "more"})) is None
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a-2.yaml", "a.yaml"]
    assert read_answers(path, pack.instrument).answers == {"personnel": "green"}
    assert read_answers(second.path, pack.instrument).answers == {"personnel": "red"}


def test_two_who_save_the_same_need_no_second_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(ANSWERS, encoding="utf-8")
    first, second = AnswerFile(path, new=False), AnswerFile(path, new=False)
    ours = AnswerSet(instrument="survey", answers={"personnel": "red"})
    assert (first.save(ours), second.save(ours)) == (None, None)
    assert list(tmp_path.iterdir()) == [path]


def test_bytes_from_a_terminal_are_kept_as_the_letters_that_they_are(pack: ContentPack) -> None:
    typed = "Château".encode().decode("ascii", "surrogateescape")
    text = file_text(AnswerSet(instrument="survey", notes={"personnel": typed}), ".yaml")
    assert parse_answers(text.encode(), "a", pack.instrument).notes == {"personnel": "Château"}


VOTED = """careerplan: 1
instrument: survey
answers:
  personnel: red
votes:
  personnel:
    - {red: 12, blue: 7, green: 2, unsure: 1}
    - {red: 18, blue: 3}
dissent:
  personnel: Two see blue, since the new coordinator starts in May.
hands:
  operations: {blue: 4}
  student-engagement: {}
ballots:
  - {answers: {operations: unsure, learning-partnerships: green}, group: parents}
"""


def test_the_votes_of_a_room_are_read_and_written_as_given(
    pack: ContentPack, tmp_path: Path
) -> None:
    answers = parse_answers(VOTED.encode(), "a.yaml", pack.instrument)
    assert answers.votes["personnel"][1] == {"red": 18, "blue": 3}
    assert answers.voters == 22
    assert answers.hands == {"operations": {"blue": 4}, "student-engagement": {}}
    assert answers.ballots[0].group == "parents"
    for suffix in (".yaml", ".json"):
        path = tmp_path / f"room{suffix}"
        AnswerFile(path, new=True).save(answers)
        assert read_answers(path, pack.instrument) == answers
    assert "- {red: 12, blue: 7, green: 2, unsure: 1}" in (tmp_path / "room.yaml").read_text()


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        (
            "votes: {personnel: [{red: 1, bleu: 2}]}",
            "a.yaml:3:30: personnel has no answer 'bleu'; did you mean blue? Valid: red, blue, "
            "green, unsure.",
        ),
        ("votes: {personel: []}", "there is no question 'personel'; did you mean personnel?"),
        ("votes: {personnel: [{red: -1}]}", "red is -1; expected 0 or more."),
        ("votes: {personnel: [{red: 1.5}]}", "red is 1.5; expected a whole number."),
        ("votes: {personnel: [{red: true}]}", "red is true; expected a whole number."),
        ("votes: {personnel: {red: 1}}", "personnel is a group of entries; expected a list"),
        ("votes: {personnel: [3]}", "number 1 of personnel is 3; expected entries of the form"),
        ("dissent: {personel: x}", "did you mean personnel?"),
        ("dissent: {personnel: 3}", "personnel is 3; expected text"),
        ("hands: {personnel: {yes: 1}}", "personnel has no answer 'yes'"),
        ("ballots: [{answers: {personnel: yes}}]", "personnel has no answer 'yes'"),
        ("ballots: [{answers: {staff: red}}]", "there is no question 'staff'."),
        ("ballots: [{group: x}]", "answers is missing here."),
    ],
)
def test_votes_that_no_question_offers_are_refused(
    pack: ContentPack, entries: str, message: str
) -> None:
    assert message in refusal(pack, f"careerplan: 1\nanswers: {{}}\n{entries}\n")


def test_votes_on_questions_that_are_no_longer_asked_stay(pack: ContentPack) -> None:
    checklist = pack.instrument("checklist")
    [gone, *_] = checklist.retired
    text = f"careerplan: 1\ninstrument: checklist\nanswers: {{}}\nvotes: {{{gone}: [{{yes: 3}}]}}\n"
    assert parse_answers(text.encode(), "a.yaml", pack.instrument).votes == {gone: ({"yes": 3},)}
