"""What was exported or answered before a wording changed is read as it was then."""

import csv
import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from careerplan_cli.answers.answer_file import (
    answered_content,
    file_text,
    other_questions,
    parse_answers,
    read_answers,
)
from careerplan_cli.answers.names import QuestionNames
from careerplan_cli.answers.parser import QuestionReader
from careerplan_cli.model.instrument import EarlierOption, EarlierQuestion, Instrument
from careerplan_cli.pack.content_pack import ContentPack
from careerplan_cli.schema.validation import validate
from careerplan_cli.schema.yaml_file import read
from careerplan_cli.scoring.rules import score
from conftest import Run

EARLIER = Path(__file__).parents[1] / "fixtures" / "earlier"
INSTRUMENTS = ("survey", "checklist")


def earlier(name: str) -> Instrument:
    """Return an instrument as it was in the first release."""
    return validate(read(EARLIER / f"{name}.yaml"), Instrument).with_shared_options()


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_an_id_is_still_asked_or_named_as_retired_and_never_both(
    pack: ContentPack, name: str
) -> None:
    now = pack.instrument(name)
    asked, retired = {question.id for question in now.questions}, {*now.retired}
    assert {question.id for question in earlier(name).questions} <= asked | retired
    assert not asked & retired


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_a_column_is_found_by_each_earlier_title_and_prompt(pack: ContentPack, name: str) -> None:
    now = pack.instrument(name)
    names, asked = QuestionNames(now), {question.id for question in now.questions}
    for question in earlier(name).questions:
        if question.id in asked:
            for title in (question.title, question.prompt, f"3. {question.prompt}"):
                assert names.exact(title) == question.id, title


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_a_cell_is_read_by_each_earlier_label_and_details(pack: ContentPack, name: str) -> None:
    asked = {question.id: question for question in pack.instrument(name).questions}
    for question in earlier(name).questions:
        if question.id in asked:
            reader = QuestionReader(asked[question.id])
            for option in question.options:
                details = " ".join(option.details)
                for cell in filter(None, (option.label, f"{option.label} {details}", details)):
                    assert reader.option(cell) == option.id, cell


def test_a_whole_export_with_the_earlier_wording_scores_as_it_did(run: Run, tmp_path: Path) -> None:
    old = earlier("survey")
    with (tmp_path / "export.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([question.prompt for question in old.questions])
        for n in range(3):
            writer.writerow(
                [f"{q.options[n].label}: {' '.join(q.options[n].details)}" for q in old.questions]
            )
    rows = list(csv.DictReader(io.StringIO(run("score", "export.csv", "-f", "csv").stdout)))
    assert [row["total"] for row in rows] == ["0", "5", "10"]


def test_a_wording_of_today_goes_before_an_earlier_one_of_another_answer(
    survey: Instrument,
) -> None:
    question = survey.questions[1]
    red, blue, green = question.options
    old = EarlierOption(label=red.label, details=red.details)
    reader = QuestionReader(replace(question, options=(red, replace(blue, formerly=(old,)), green)))
    for cell in (red.label, " ".join(red.details)):
        assert reader.option(cell) == "red"


def test_a_title_of_today_goes_before_an_earlier_one_of_another_question(
    survey: Instrument,
) -> None:
    first, *others = survey.questions
    old = EarlierQuestion(title=others[0].title, prompt=others[0].prompt)
    section = survey.sections[0]._replace(questions=(replace(first, formerly=(old,)), *others))
    names = QuestionNames(replace(survey, sections=(section,)))
    for title in (others[0].title, others[0].prompt):
        assert names.exact(title) == others[0].id


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_an_answer_file_of_before_is_not_told_that_its_questions_changed(
    pack: ContentPack, name: str
) -> None:
    answers = read_answers(EARLIER / f"{name}-answers.yaml", pack.instrument, pack.review)
    now = pack.instrument(name)
    told = other_questions(answers, answered_content("built-in", now), now)
    assert "hanged:" not in told
    if name == "survey":
        assert told == ""


def test_a_question_that_means_something_else_is_told_all_the_same(survey: Instrument) -> None:
    first, personnel, *others = survey.questions
    changed = replace(personnel, prompt="Which staff do you have?", formerly=())
    section = survey.sections[0]._replace(questions=(first, changed, *others))
    now = replace(survey, sections=(section,))
    before = read_answers(EARLIER / "survey-answers.yaml", lambda _: now)
    told = other_questions(before, answered_content("built-in", now), now)
    assert told.endswith(" Changed: personnel.")


def test_every_mix_of_earlier_and_todays_wordings_is_known(survey: Instrument) -> None:
    old = earlier("survey")
    for now_question, old_question in zip(survey.questions, old.questions, strict=True):
        mixed = replace(
            old_question,
            prompt=now_question.prompt,
            options=(now_question.options[0], *old_question.options[1:]),
        )
        section = old.sections[0]._replace(questions=(mixed,))
        then = answered_content("built-in", replace(old, sections=(section,)))
        answers = parse_answers(b"careerplan: 1\nanswers: {}\n", "a", lambda _: survey)
        now = answered_content("built-in", survey)
        told = other_questions(replace(answers, content=then), now, survey)
        assert "hanged:" not in told


def test_an_earlier_prompt_alone_is_known_too(survey: Instrument) -> None:
    first, *others = survey.questions
    renamed = replace(
        first,
        prompt="How many take part?",
        formerly=(*first.formerly, EarlierQuestion(prompt=first.prompt)),
    )
    section = survey.sections[0]._replace(questions=(renamed, *others))
    now = replace(survey, sections=(section,))
    answers = replace(
        parse_answers(b"careerplan: 1\nanswers: {}\n", "a", lambda _: now),
        content=answered_content("built-in", survey),
    )
    assert other_questions(answers, answered_content("built-in", now), now) == ""


def test_kept_statements_count_and_retired_ones_are_named_and_count_for_nothing(
    run: Run, pack: ContentPack, tmp_path: Path
) -> None:
    path = tmp_path / "a.yaml"
    shutil.copy(EARLIER / "checklist-answers.yaml", path)
    before = yaml.safe_load(path.read_text(encoding="utf-8"))["answers"]
    now = pack.instrument("checklist")
    kept = {q.id: before[q.id] for q in now.questions if q.id in before}
    assert len(kept) == 9
    answers = read_answers(path, pack.instrument, pack.review)
    assert answers.answers == kept
    assert answers.retired == {id_: before[id_] for id_ in before.keys() - kept.keys()}
    assert answers.notes == {"outcomes": "Only for awareness."}
    assert answers.retired_notes["awareness"] == "Ask the principals."
    result = score(now, answers, pack.review)
    assert result.answered == len(kept)
    assert sum(result.counts.values()) == len(kept)
    done = run("score", "a.yaml")
    assert "9 of 36 questions are answered." in done.stdout
    named = done.stderr.partition("no longer asked: ")[2]
    assert all(id_ in named for id_ in answers.retired)
    assert not any(id_ in named.replace(".", ",").split(", ") for id_ in kept)


def test_retired_answers_are_named_where_a_file_does_not_remember_its_questions(
    run: Run, tmp_path: Path
) -> None:
    text = "careerplan: 1\ninstrument: checklist\nanswers: {shared-vision: yes, outcomes: no}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    done = run("score", "a.yaml", "-f", "jsonl")
    assert done.returncode == 0
    assert "No longer asked: shared-vision." in done.stderr
    assert "shared-vision" not in done.stdout


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_retired_answers_and_notes_are_written_again(
    pack: ContentPack, tmp_path: Path, suffix: str
) -> None:
    answers = read_answers(EARLIER / "checklist-answers.yaml", pack.instrument)
    path = tmp_path / f"a{suffix}"
    path.write_text(file_text(answers, suffix), encoding="utf-8")
    assert read_answers(path, pack.instrument) == answers


def test_what_was_never_asked_is_refused_as_before(run: Run, tmp_path: Path) -> None:
    text = "careerplan: 1\ninstrument: checklist\nanswers: {shared-visions: yes}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    done = run("score", "a.yaml")
    assert done.returncode == 2
    assert "there is no question 'shared-visions'" in done.stderr
