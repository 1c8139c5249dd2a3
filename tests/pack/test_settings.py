"""What a pack says of itself in pack.yaml: its name, its language, what comes first."""

import shutil
from pathlib import Path

import pytest

from careerplan_cli.model.errors import CareerplanError
from careerplan_cli.pack.content_pack import ContentPack, built_in_folder
from conftest import ANSWERS, Run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_in_folder(), tmp_path / "our"))


def write(folder: Path, text: str) -> ContentPack:
    (folder / "pack.yaml").write_text(text, encoding="utf-8")
    return ContentPack(folder)


def rename_instrument(folder: Path, old: str, new: str) -> None:
    text = (folder / f"{old}.yaml").read_text(encoding="utf-8")
    (folder / f"{new}.yaml").write_text(text.replace(f"id: {old}", f"id: {new}"), encoding="utf-8")
    (folder / f"{old}.yaml").unlink()


def test_the_built_in_content_begins_with_the_survey_in_canadian_english(pack: ContentPack) -> None:
    assert (pack.name, pack.language) == ("built-in", "en-CA")
    assert pack.instrument_ids() == ("survey", "checklist")
    assert pack.instrument().id == "survey"


def test_a_pack_tells_its_name_its_language_and_what_comes_first(folder: Path) -> None:
    pack = write(folder, "name: North Shore\nlanguage: fr-CA\nfirst: checklist\n")
    assert (pack.name, pack.language) == ("North Shore", "fr-CA")
    assert pack.instrument_ids() == ("checklist", "survey")
    assert pack.instrument().id == "checklist"


def test_a_pack_without_the_file_goes_by_its_folder_and_begins_as_the_built_in_one(
    folder: Path,
) -> None:
    (folder / "pack.yaml").unlink()
    pack = ContentPack(folder)
    assert (pack.name, pack.language, pack.first_instrument) == ("our", "en-CA", "survey")
    rename_instrument(folder, "survey", "district-poll")
    assert ContentPack(folder).instrument_ids() == ("checklist", "district-poll")


def test_an_empty_pack_says_that_it_has_no_questions(tmp_path: Path) -> None:
    assert ContentPack(tmp_path).instrument_ids() == ()
    with pytest.raises(CareerplanError, match="There are no questions in"):
        ContentPack(tmp_path).instrument()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("first: servey\n", "pack.yaml:1:1: there is no instrument 'servey'; did you mean survey?"),
        ("language: French\n", "pack.yaml:1:1: language is 'French'; expected a language, as in"),
        ("nam: Here\n", "pack.yaml:1:1: 'nam' is not known here; did you mean name?"),
        ("name: ''\n", "pack.yaml:1:1: name is ''; expected some words."),
        ("- survey\n", "pack.yaml:1:1: the file is a list of 1; expected entries of the form"),
    ],
)
def test_what_is_wrong_in_the_file_is_told_by_the_check_and_by_whatever_needs_it(
    run: Run, folder: Path, text: str, message: str
) -> None:
    write(folder, text)
    checked = run("content", "check", "our")
    assert checked.returncode == 1
    assert message in checked.stdout
    scored = run("template", "a.csv", "--content", "our")
    assert scored.returncode == 2
    assert message in scored.stderr


def test_what_comes_first_is_meant_where_no_instrument_is_named(run: Run, folder: Path) -> None:
    write(folder, "first: checklist\n")
    unnamed = "careerplan: 1\nanswers: {awareness: yes}\n"
    (folder.parent / "a.yaml").write_text(unnamed, encoding="utf-8")
    scored = run("score", "a.yaml", "--content", "our", "-f", "csv")
    assert ",checklist," in scored.stdout
    assert run("template", "b.yaml", "--content", "our").returncode == 0
    blank = (folder.parent / "b.yaml").read_text(encoding="utf-8")
    assert "instrument: checklist\n" in blank


def test_answers_remember_the_name_of_the_pack(run: Run, folder: Path) -> None:
    write(folder, "name: North Shore\n")
    marked = ANSWERS + "content:\n  pack: built-in\n  questions: {personnel: '00000000'}\n"
    (folder.parent / "a.yaml").write_text(marked, encoding="utf-8")
    scored = run("score", "a.yaml", "--content", "our", "-f", "csv")
    assert "(content built-in, now North Shore)" in scored.stderr
