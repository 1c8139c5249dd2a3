"""Whatever `content check` lets through, every command, screen, page and form shows."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from careerplan_cli.forms import FORMS
from careerplan_cli.forms.console import make_console
from careerplan_cli.model.answers import AnswerSet
from careerplan_cli.model.fields import Colour
from careerplan_cli.model.instrument import COMMAND_KEYS
from careerplan_cli.pack.content_pack import ContentPack, built_in_folder
from careerplan_cli.results import WRITERS
from careerplan_cli.terminal.faces import question_faces
from careerplan_cli.terminal.last_look import last_look_faces
from conftest import Run
from edge_packs import answer_files, labels, packs, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the built-in content."""
    return Path(shutil.copytree(built_in_folder(), tmp_path / "our-content"))


@pytest.mark.parametrize("colour", get_args(Colour))
def test_a_level_and_answers_in_every_colour_are_shown(
    run: Run, folder: Path, answers: Path, colour: str
) -> None:
    for name in ("survey.yaml", "levels/on-our-way.yaml"):
        text = (folder / name).read_text(encoding="utf-8")
        changed = re.sub(r"colour: \w+", f"colour: {colour}", text)
        (folder / name).write_text(changed, encoding="utf-8")
    checked = run("content", "check", str(folder))
    assert checked.returncode == 0, checked.stdout
    for words in (
        ("guide", "--level", "on-our-way", "--no-pager"),
        ("score", str(answers), "--no-pager"),
    ):
        shown = run(*words, "--content", str(folder), FORCE_COLOR="1")
        assert shown.returncode == 0, shown.stderr
        assert "On our way" in shown.stdout


def command_lines(pack: ContentPack, folder: Path, note: str) -> Iterator[tuple[str, ...]]:
    """Yield everything that can be asked of a pack, in every format."""
    forms: list[tuple[str, ...]] = [("-f", "text"), ("-f", "markdown"), ("-f", "json")]
    forms += [("-o", f"guide.{name}", "--force") for name in FORMS.names]
    pages: list[tuple[str, ...]] = [()]
    for level in pack.levels:
        pages.append(("--level", level.id))
        pages += [("--level", level.id, "--step", str(n)) for n in range(1, len(level.steps) + 1)]
    pages += [("--topic", topic.id) for topic in pack.topics]
    yield from (("guide", "--no-pager", *page, *form) for page in pages for form in forms)
    answers = folder / "answers"
    answers.mkdir()
    for id_ in pack.instrument_ids():
        instrument = pack.instrument(id_)
        yield ("template", "--instrument", id_, "--force", "blank.xlsx")
        yield ("template", "--instrument", id_, "--force", "blank.yaml")
        yield ("template", "--instrument", id_, "--force", "blank.csv")
        yield ("score", "blank.csv", "--instrument", id_)
        for name, entries in answer_files(instrument, note):
            file = answers / f"{id_}-{name}.yaml"
            file.write_text(json.dumps(entries), encoding="utf-8")
            yield ("score", str(file), "--no-pager")
            for form in ("json", "jsonl", "csv", "markdown", "table"):
                yield ("score", str(file), "-f", form)
            for command in ("report", "plan"):
                yield (command, str(file))
                for ending in FORMS.names:
                    yield (command, str(file), "--force", "-o", f"page.{ending}")
            yield ("plan", str(file), "-f", "csv")
            if "deck" in pack.tool_ids():
                yield ("toolkit", "deck", "--answers", str(file), "--force", "-o", "deck.pptx")
                yield ("toolkit", "deck", "--answers", str(file), "-f", "text")
            yield ("report", str(file), "--since", str(answers / f"{id_}-none.yaml"))
    for ending in (*WRITERS.names, *FORMS.names):
        yield ("score", str(answers), "--force", "-o", f"all.{ending}")
        yield ("score", str(answers), "--force", "--summary-only", "-o", f"all.{ending}")
    if "deck" in pack.tool_ids():
        yield ("toolkit", "deck", "--force", "-o", "deck.pptx")
        yield ("toolkit", "text", "--force", "-o", "text.xlsx")
        yield ("toolkit", "--all", "all", "--force")
    yield from (("toolkit", id_, *form) for id_ in pack.tool_ids() for form in forms)
    yield ("toolkit", "--no-pager")
    yield ("score", str(answers), "--no-pager")
    yield ("score", str(answers), "--summary-only", "--no-pager")
    yield ("score", "all.csv")
    yield ("content", "check")
    yield ("content", "export", "exported", "--force")


@pytest.mark.slow
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(files=packs(), note=labels | st.just("\U000e0041"), data=st.data())
def test_what_the_check_lets_through_every_command_shows(
    run: Run, tmp_path: Path, files: dict[str, Any], note: str, data: st.DataObject
) -> None:
    folder = tmp_path / "example"
    shutil.rmtree(folder, ignore_errors=True)
    write(folder / "content", files)
    pack = ContentPack(folder / "content")
    assume(not pack.problems())
    lines = list(command_lines(pack, folder, note))
    for words in data.draw(st.lists(st.sampled_from(lines), min_size=15, max_size=40)):
        columns, colour = data.draw(st.sampled_from([("40", ""), ("80", "1"), ("200", "")]))
        done = run(
            *words,
            CAREERPLAN_CONTENT=str(pack.folder),
            CAREERPLAN_DEBUG="1",
            COLUMNS=columns,
            **({"FORCE_COLOR": colour} if colour else {}),
        )
        assert done.returncode in (0, 1, 2), (words, done.stderr)
        assert "Traceback" not in done.stderr, (words, done.stderr)


@pytest.mark.slow
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(files=packs(), note=labels | st.just("\U000e0041"), data=st.data())
def test_what_the_check_lets_through_the_interview_asks(
    tmp_path: Path, files: dict[str, Any], note: str, data: st.DataObject
) -> None:
    folder = tmp_path / "example"
    shutil.rmtree(folder, ignore_errors=True)
    write(folder, files)
    pack = ContentPack(folder)
    assume(not pack.problems())
    instrument = pack.instrument()
    for question in instrument.questions:
        keys = (*question.keys, *COMMAND_KEYS)
        assert len(set(keys)) == len(keys)
    name, entries = data.draw(st.sampled_from(list(answer_files(instrument, note))))
    answer_set = AnswerSet(
        instrument=instrument.id, answers=entries["answers"], notes=entries["notes"]
    )
    console = make_console()
    position = data.draw(st.integers(0, len(instrument.questions) - 1))
    faces = question_faces(console, instrument, position, answer_set, note)
    if name not in ("none", "some"):
        faces += last_look_faces(console, instrument, answer_set)
    for face in faces:
        for shown in (face.head, *(row.text for row in face.rows), face.tail or ""):
            console.render_lines(shown)
