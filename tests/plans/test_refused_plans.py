"""Plans that are refused, open elsewhere or damaged: what is told, and that nothing is lost."""

import copy
import io
import random
import zipfile
from pathlib import Path

import docx
import pytest

from conftest import Run
from plans.word_plans import (
    answers,
    cell_of,
    checklist,
    missing,
    opened,
)


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ({"district": "Lakes"}, "is the plan of Cedar Valley, and the answers are those of Lakes."),
        (
            {"instrument": "checklist", "answers": checklist("yes")},
            "plan.docx follows from the questions survey, and the answers are to checklist.",
        ),
    ],
)
def test_the_plan_of_others_is_refused_unless_that_is_meant(
    run: Run, plan: Path, tmp_path: Path, entries: dict[str, object], told: str
) -> None:
    answers(tmp_path / "b.yaml", "brbgb", **entries)
    done = run("plan", "b.yaml", "--update", "plan.docx", "-o", "new.docx")
    assert done.returncode == 2
    assert told in done.stderr
    assert "--even-so" in done.stderr
    assert not (tmp_path / "new.docx").exists()
    word = opened(plan)
    cell_of(word, "PE1", "Note").add_run("Ask Joan.")
    word.save(str(plan))
    done = run("plan", "b.yaml", "--update", "plan.docx", "-o", "new.docx", "--even-so")
    assert done.returncode == 0
    assert missing(["Ask Joan."], tmp_path / "new.docx") == []


def test_a_plan_without_its_properties_is_taken_only_if_that_is_meant(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    bare = docx.Document()
    for element_ in opened(plan).element.body:
        bare.element.body.append(copy.deepcopy(element_))
    bare.save(str(tmp_path / "bare.docx"))
    done = run("plan", "a.yaml", "--update", "bare.docx", "-f", "md")
    assert done.returncode == 2
    assert "bare.docx does not say whose plan it is." in done.stderr
    done = run("plan", "a.yaml", "--update", "bare.docx", "-f", "md", "--even-so")
    assert done.returncode == 0
    assert "PE1: Name one" in done.stdout


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"not a document", None])
def test_a_file_that_is_no_plan_is_refused(run: Run, tmp_path: Path, raw: bytes | None) -> None:
    answers(tmp_path / "a.yaml", "brbgb")
    if raw is None:
        file = io.BytesIO()
        docx.Document().save(file)
        raw = file.getvalue()
    (tmp_path / "old.docx").write_bytes(raw)
    done = run("plan", "a.yaml", "--update", "old.docx", "-o", "new.docx")
    assert done.returncode == 2
    assert done.stderr.startswith("old.docx ")
    assert not (tmp_path / "new.docx").exists()


@pytest.mark.parametrize("name", ["old.docx", "old.xlsx"])
def test_a_plan_that_is_cut_off_or_has_the_wrong_ending_is_refused(
    run: Run, plan: Path, name: str
) -> None:
    assert run("plan", "a.yaml", "-o", "plan.xlsx").returncode == 0
    other = plan.with_suffix(".xlsx" if name == "old.docx" else ".docx").read_bytes()
    same = plan.with_suffix(Path(name).suffix).read_bytes()
    for raw in (other, same[:20_000], same[: len(same) // 2], b"Action,Due,Status\n"):
        plan.with_name(name).write_bytes(raw)
        for command in (("progress", name), ("plan", "a.yaml", "--update", name)):
            done = run(*command)
            assert done.returncode == 2
            assert f"{name} is not a .{name[-4:]} file, or it is damaged." in done.stderr


def test_the_old_plan_is_kept_beside_the_new_one_of_the_same_name(run: Run, plan: Path) -> None:
    before = plan.read_bytes()
    done = run("plan", "a.yaml", "--update", "plan.docx", "-o", "plan.docx")
    assert done.returncode == 2
    assert plan.read_bytes() == before
    done = run("plan", "a.yaml", "--update", "plan.docx", "-o", "plan.docx", "--force")
    assert done.returncode == 0
    assert plan.with_name("plan.docx.bak").read_bytes() == before


def test_a_plan_that_is_open_in_word_is_told_as_that(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def locked(path: Path) -> bytes:  # as Windows does while Word has the file open
        if path.name == "plan.docx":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    done = run("plan", "a.yaml", "--update", "plan.docx", "-o", "new.docx")
    assert done.returncode == 2
    assert done.stderr == (
        "plan.docx cannot be read: you do not have permission to, or it is open in another "
        "program.\nIf it is open in Word or Excel, close it there, and try again.\n"
    )


def test_a_new_plan_that_would_replace_one_open_in_word_is_told_as_that(
    run: Run, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan.with_name("new.docx").write_bytes(plan.read_bytes())

    def locked(path: Path, target: Path) -> Path:  # as Windows does while Word has the file open
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "replace", locked)
    done = run("plan", "a.yaml", "--update", "plan.docx", "-o", "new.docx", "--force")
    assert done.returncode == 2
    assert "new.docx cannot be written: " in done.stderr
    assert "If it is open in another program, such as Word or Excel, close it" in done.stderr
    assert "What came along" not in done.stderr
    assert plan.with_name("new.docx").read_bytes() == plan.read_bytes()


@pytest.mark.parametrize("owner", ["~$plan.docx", "~$an.docx", ".~lock.plan.docx#"])
def test_what_shows_that_a_plan_is_open_is_told_and_is_no_plan(
    run: Run, plan: Path, owner: str
) -> None:
    plan.with_name(owner).write_bytes(b"\x04Joan")
    done = run("plan", "a.yaml", "--update", "plan.docx", "-o", "new.docx")
    assert done.returncode == 0
    assert f"plan.docx seems to be open: there is {owner} beside it." in done.stderr
    if owner.startswith("~"):
        done = run("plan", "a.yaml", "--update", owner, "-o", "newer.docx")
        assert done.returncode == 2
        assert "Word or Excel keeps it beside a file that is open." in done.stderr


@pytest.mark.parametrize("name", ["old.docx", "old.xlsx"])
def test_a_plan_with_a_password_is_told_as_that(run: Run, plan: Path, name: str) -> None:
    plan.with_name(name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    done = run("plan", "a.yaml", "--update", name, "-o", "new.docx")
    assert done.returncode == 2
    assert f"{name} has a password, or is in the form of an older Word or Excel.\n" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_plan_is_read_or_refused(run: Run, plan: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (no secret)
    with zipfile.ZipFile(plan) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(12):
        name = chance.choice(["word/document.xml", *files])
        damaged = bytearray(files[name])
        place = chance.randrange(len(damaged))
        damaged[place : place + chance.randrange(40)] = chance.randbytes(chance.randrange(3))
        with zipfile.ZipFile(plan, "w") as archive:
            for other, raw in files.items():
                archive.writestr(other, bytes(damaged) if other == name else raw)
        done = run("plan", "a.yaml", "--update", "plan.docx", "-f", "md", "--even-so")
        assert done.returncode in (0, 2), done.stderr
