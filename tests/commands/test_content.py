"""`careerplan content` as a district uses it to make the tool its own."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
import yaml

from careerplan_cli.pack.content_pack import built_in_folder
from conftest import ANSWERS, Run, runner


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    assert runner(folder)("content", "export", "our").returncode == 0
    return folder / "our"


@pytest.fixture
def our(exported: Path, tmp_path: Path) -> Path:
    """Return a folder with the content as it is exported, to change."""
    return Path(shutil.copytree(exported, tmp_path / "our"))


def change(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def test_what_is_exported_is_the_built_in_content_and_checks(run: Run, our: Path) -> None:
    for path in built_in_folder().rglob("*.yaml"):
        name = path.relative_to(built_in_folder())
        if name.as_posix() in ("toolkit/example/answers.yaml", "toolkit/example/later.yaml"):
            continue  # they are answer files, as a district writes them
        first, rest = (our / name).read_text(encoding="utf-8").split("\n", 1)
        assert rest == path.read_text(encoding="utf-8")
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert json.loads(((our / name).parent / schema).read_text(encoding="utf-8"))["$schema"]
    done = run("content", "check", "our")
    assert done.returncode == 0
    assert done.stdout.startswith("No problems found: checklist, survey; 3 levels.")


def test_an_export_keeps_what_is_there_unless_forced(run: Run, our: Path) -> None:
    (our / "survey.yaml").write_text("mine", encoding="utf-8")
    done = run("content", "export", "our")
    assert done.returncode == 2
    assert "--force" in done.stderr
    assert (our / "survey.yaml").read_text(encoding="utf-8") == "mine"
    assert run("content", "export", "our", "--force").returncode == 0
    assert (our / "survey.yaml").read_text(encoding="utf-8") != "mine"


def test_every_problem_of_every_file_is_told_at_once_in_order(run: Run, our: Path) -> None:
    change(
        our / "survey.yaml",
        ("colour: red", "colour: purple"),
        ("prompt: Who", "promt: Who"),
        ("lowest: 4", "lowest: 5"),
    )
    change(our / "checklist.yaml", ('option: "no"', "option: nein"), ("key: s", "key: y"))
    change(our / "levels/on-our-way.yaml", ("rank: 2", "rank: 3"), ('url: ""', "url: www.x.org"))
    change(our / "review.yaml", ("[lots-going-on]", "[lots-going-onn]"))
    change(our / "topics.yaml", ("id: experiences", "id: programs"), ("    parts:", "    part:"))
    done = run("content", "check", "our")
    assert done.returncode == 1
    lines = [line.replace(os.sep, "/") for line in done.stdout.splitlines()]
    expected = [
        ("our/checklist.yaml:", "the key 'y' is taken by another one here"),
        ("our/checklist.yaml:", "there is no option 'nein'"),
        ("our/levels/on-our-way.yaml:7:1: ", "rank 3 is also that of lots-going-on"),
        ("our/levels/on-our-way.yaml:", "url is 'www.x.org'; expected an address"),
        ("our/review.yaml:", "there is no level 'lots-going-onn'; did you mean lots-going-on?"),
        ("our/survey.yaml:39:13: ", "colour is 'purple'; expected red, yellow"),
        ("our/survey.yaml:", "prompt is missing here."),
        ("our/survey.yaml:", "'promt' is not known here; did you mean prompt?"),
        ("our/survey.yaml:", "lowest is 5 and leaves a gap after 3; expected 4."),
        ("our/topics.yaml:", "'part' is not known here; did you mean parts?"),
        ("our/topics.yaml:", "the id 'programs' is taken by another one here"),
    ]
    for place, words in expected:
        assert [line for line in lines if line.startswith(place) and words in line], words
    places = [(line.split(":")[0], int(line.split(":")[1])) for line in lines]
    assert places == sorted(places)
    assert f"{len(lines)} problems in our." in done.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("checklist.yaml", "    - level: on-our-way\n", "", "no rule holds for"),
        ("checklist.yaml", "more_than: 0.5", "at_least: 0", "on-our-way cannot be reached"),
        ("checklist.yaml", "more_than: 0.5", "more_than: 2", "more_than is 2; expected 1 or less"),
        ("checklist.yaml", "          more_than: 0.5\n", "", "a condition needs more_than"),
        ("checklist.yaml", "by: shares", "by: share", "by is 'share'; expected bands or shares."),
        ("checklist.yaml", "key: y", "key: b", "the key 'b' means back; choose another."),
        ("checklist.yaml", "key: y", "key: yes", "key is 'yes'; expected one small letter"),
        ("checklist.yaml", "id: labour-market\n", "id: outcomes\n", "taken by another question"),
        ("survey.yaml", "focus: [personnel]", "focus: [personel]", "did you mean personnel?"),
        ("survey.yaml", "focus: [personnel]", "focus: []", "focus is a list of 0; expected at le"),
        ("survey.yaml", "by: bands", "", "classification needs an entry `by`: bands or shares."),
        ("levels/on-our-way.yaml", "  - title: Check in", "  - titel: Check in", "did you mean ti"),
        ("levels/on-our-way.yaml", "title: On our way", 'title: "On\\tour way"', "no control char"),
        ("levels/on-our-way.yaml", "title: On our way", 'title: "On\\nour way"', "on one line"),
        ("levels/on-our-way.yaml", "title: On our way", 'title: " "', "expected words on one line"),
        ("levels/on-our-way.yaml", "id: on-our-way", "id: under-way", "the name of the file"),
    ],
)
def test_each_kind_of_mistake_is_found(
    run: Run, our: Path, file: str, old: str, new: str, message: str
) -> None:
    change(our / file, (old, new))
    done = run("content", "check", "our")
    assert done.returncode == 1
    assert message in done.stdout
    assert done.stdout.startswith(str(Path("our") / file))


TWO = "  - code: XX1\n    need: budget\n    section: strategy\n"
NONE = "  - code: XX1\n"
REST = (
    "    do: Do it.\n    lead: a principal\n    effort: 1 day\n    evidence: it is done\n"
    "    when: soon\n"
)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("actions.yaml", "question: personnel", "question: personel", "did you mean personnel?"),
        ("actions.yaml", "answer: red", "answer: rad", "there is no answer 'rad'; did you mean"),
        (
            "actions.yaml",
            "    answer: red\n",
            "",
            "answer is missing here: one of red, blue, green",
        ),
        ("actions.yaml", "need: budget", "need: budgets", "there is no need 'budgets'; did you"),
        ("actions.yaml", "section: strategy", "section: stratagy", "did you mean strategy?"),
        ("actions.yaml", "section: strategy", "statement: outcome", "did you mean outcomes?"),
        ("actions.yaml", "code: SE2", "code: SE1", "the code SE1 belongs to another action, or"),
        ("actions.yaml", "code: SE2", "code: se2", "expected capital letters and a number, as in"),
        ("actions.yaml", "\nactions:\n", "\nretired: [SE1]\nactions:\n", "or to an earlier one."),
        ("actions.yaml", "\nactions:\n", f"\nactions:\n{TWO}{REST}", "has need and section."),
        ("actions.yaml", "\nactions:\n", f"\nactions:\n{NONE}{REST}", "this one has none."),
        ("actions.yaml", "    lead: district", "    led: district", "lead is missing here."),
        ("survey.yaml", "[staff-expertise,", "[staff-expertize,", "there is no need 'staff-expert"),
        ("survey.yaml", "target: >-", "targt: >-", "did you mean target?"),
        ("survey.yaml", "still_to_do:", "still_todo:", "did you mean still_to_do?"),
        (
            "survey.yaml",
            "label: Less than 10% of",
            "lable: Less than 10% of",
            "did you mean label?",
        ),
        ("checklist.yaml", "  - shared-vision\n", "  - outcomes\n", "is among the retired ones"),
    ],
)
def test_each_kind_of_mistake_in_what_follows_from_answers_is_found(
    run: Run, our: Path, file: str, old: str, new: str, message: str
) -> None:
    change(our / file, (old, new))
    done = run("content", "check", "our")
    assert done.returncode == 1
    assert message in done.stdout
    assert f"{Path('our') / file}:" in done.stdout


def test_without_targets_and_actions_the_next_answer_and_the_plans_rows_stand_in(
    run: Run, our: Path
) -> None:
    (our / "actions.yaml").unlink()
    survey = yaml.safe_load((our / "survey.yaml").read_text(encoding="utf-8"))
    for section in survey["sections"]:
        for question in section["questions"]:
            for name in ("why", "needs", "formerly"):
                question.pop(name, None)
            for option in question["options"]:
                for name in ("target", "still_to_do", "formerly"):
                    option.pop(name, None)
    (our / "survey.yaml").write_text(yaml.safe_dump(survey), encoding="utf-8")
    (our.parent / "a.yaml").write_text(ANSWERS, encoding="utf-8")
    assert run("content", "check", "our").returncode == 0
    out = run("score", "a.yaml", "--content", "our").stdout
    label = "A few, at the district and some secondary schools"
    assert f"Target:  {label}" in out
    for words in ("Problems that usually remain", "First action", "Needs that", "Why it matters"):
        assert words not in out
        assert words not in run("report", "a.yaml", "--content", "our").stdout
    plan = run("plan", "a.yaml", "--content", "our", "-f", "csv").stdout
    assert f'"{label}",Check how well this works in each school today' in plan
    assert "Keep what works, report its success to the board" in plan
    done = run("guide", "--actions", "--content", "our")
    assert done.returncode == 2
    assert "This content has no action library." in done.stderr


def test_a_pack_without_a_review_list_keeps_the_rest_of_its_library(run: Run, our: Path) -> None:
    (our / "review.yaml").unlink()
    (our.parent / "a.yaml").write_text(ANSWERS, encoding="utf-8")
    assert run("content", "check", "our").returncode == 0
    assert "PE1  Name one district contact" in run("score", "a.yaml", "--content", "our").stdout


def test_a_district_changes_a_target_and_adds_an_action(run: Run, our: Path) -> None:
    change(
        our / "survey.yaml",
        ("The district and some secondary schools have people", "Two people are"),
    )
    own = "  - code: OUR1\n    question: personnel\n    answer: red\n"
    change(our / "actions.yaml", ("\nactions:\n", f"\nactions:\n{own}{REST}"))
    (our.parent / "a.yaml").write_text(ANSWERS, encoding="utf-8")
    assert run("content", "check", "our").returncode == 0
    out = run("score", "a.yaml", "--content", "our").stdout
    assert "Target:  Two people are dedicated to career education" in out
    assert "OUR1  Do it. (a principal; 1 day)" in out
    assert "Personnel," in run("plan", "a.yaml", "--content", "our", "-f", "csv").stdout
    assert "OUR1" in run("guide", "--actions", "--content", "our").stdout


def test_a_level_that_no_questions_lead_to_is_found(run: Run, our: Path) -> None:
    text = (our / "levels/on-our-way.yaml").read_text(encoding="utf-8")
    text = text.replace("id: on-our-way", "id: nearly-there").replace("rank: 2", "rank: 4")
    text = text.replace("aliases: [in-progress]\n", "")
    (our / "levels/nearly-there.yaml").write_text(text, encoding="utf-8")
    done = run("content", "check", "our")
    assert done.returncode == 1
    assert "nearly-there.yaml:4:1: no questions lead to nearly-there" in done.stdout


def test_every_command_takes_the_content_by_option_or_environment(run: Run, our: Path) -> None:
    change(our / "survey.yaml", ("title: Personnel", "title: Our people"))
    change(our / "levels/on-our-way.yaml", ("title: Check in", "title: Look around"))
    (our.parent / "a.yaml").write_text(ANSWERS, encoding="utf-8")
    for extra, environment in ((["--content", "our"], {}), ([], {"CAREERPLAN_CONTENT": "our"})):
        assert "Our people" in run("score", "a.yaml", *extra, **environment).stdout
        assert "Look around" in run("guide", "--level", "on", *extra, **environment).stdout
    told = run("guide", "--content", "our").stdout
    assert "careerplan guide --level on-our-way --content our" in told


def test_a_pack_with_only_a_survey_and_levels_works(run: Run, our: Path) -> None:
    (our / "topics.yaml").unlink()
    (our / "review.yaml").unlink()
    (our / "checklist.yaml").unlink()
    (our / "actions.yaml").unlink()
    text = (our / "survey.yaml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.strip().startswith("focus:")]
    (our / "survey.yaml").write_text("\n".join(kept), encoding="utf-8")
    (our.parent / "a.yaml").write_text(ANSWERS, encoding="utf-8")
    assert run("content", "check", "our").returncode == 0
    assert "◐  On our way" in run("score", "a.yaml", "--content", "our").stdout
    assert "Lots going on" in run("guide", "--content", "our").stdout
    assert "Step 4" in run("guide", "--level", "on", "--content", "our").stdout
    done = run("guide", "--topic", "why-plan", "--content", "our")
    assert done.returncode == 2
    assert "This content has no topic." in done.stderr


def test_a_missing_content_folder_says_how_to_make_one(run: Run) -> None:
    done = run("guide", "--content", "nowhere")
    assert done.returncode == 2
    assert "careerplan content export nowhere" in done.stderr


@pytest.mark.parametrize("kind", ["instrument", "level", "topics", "review", "plans", "actions"])
def test_each_schema_is_json_and_forbids_what_is_unknown(run: Run, kind: str) -> None:
    schema = json.loads(run("content", "schema", kind).stdout)
    assert schema["additionalProperties"] is False


def test_answers_to_other_questions_warn_once_and_name_them(run: Run, our: Path) -> None:
    change(our / "survey.yaml", ("prompt: Who in your", "prompt: Which people in your"))
    marked = ANSWERS + "content:\n  pack: north\n  questions: {personnel: '00000000', gone: 'x'}\n"
    for name in ("a", "b"):
        (our.parent / f"{name}.yaml").write_text(marked, encoding="utf-8")
    done = run("score", "a.yaml", "b.yaml", "--content", "our", "-f", "jsonl")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr == (
        "a.yaml and 1 more answered other questions than these (content north, now our). "
        "Changed: personnel; new: student-engagement, marketing-and-communications, "
        "learning-partnerships, operations; no longer asked: gone.\n"
    )
    (our.parent / "c.yaml").write_text(ANSWERS, encoding="utf-8")
    assert run("score", "c.yaml", "--content", "our", "-f", "csv").stderr == ""


def test_the_checklist_and_the_survey_are_scored_in_one_folder(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    (folder / "a.yaml").write_text(ANSWERS, encoding="utf-8")
    text = "careerplan: 1\ninstrument: checklist\ndistrict: Lakes\nanswers: {outcomes: 'yes'}\n"
    (folder / "b.yaml").write_text(text.replace("'yes'", "yes"), encoding="utf-8")
    table = run("score", "answers").stdout
    assert "Where are you?" in table
    assert "Career and skills programming checklist" in table
    first, second = json.loads(run("score", "answers", "-f", "json").stdout)
    assert (first["total"], first["maximum"]) == (5, 10)
    assert "total" not in second
    assert second["counts"] == {"yes": 1, "still-to-do": 0, "no": 0, "not-applicable": 0}
    assert second["level"] is None
    csv_text = run("score", "answers", "-f", "csv").stdout
    assert "b.yaml,Lakes,,,checklist,,,false," in csv_text


def test_a_checklist_result_shows_bars_a_to_do_list_and_what_is_next(
    run: Run, tmp_path: Path
) -> None:
    ids = [
        line.split(": ")[1]
        for line in (built_in_folder() / "checklist.yaml").read_text("utf-8").splitlines()
        if line.startswith("      - id: ")
    ]
    answers = "".join(f"  {id_}: {'no' if n % 5 == 0 else 'yes'}\n" for n, id_ in enumerate(ids))
    answers = answers.replace("labour-market: yes", "labour-market: still-to-do")
    text = f"careerplan: 1\ninstrument: checklist\nanswers:\n{answers}notes:\n  outcomes: Ask.\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    out = run("score", "a.yaml").stdout
    for words in (
        "◐  On our way",
        "██▒▒",
        "yes 3, still to do 1, no 2",
        "Your answers: Yes 27, Still to do 1, No 8.",
        "The rule: ○ Just getting started means “No” on more than 50% of the answers.",
        "Left to do",
        "[ ] No: Our district has a vision for career education",
        "[ ] Still to do: Our district has plans for career education that take",
        "Start with these statements. They have your lowest answers. Aim for the targets.",
        "Target:  Those with a stake in career education share a vision",
        "Recommended actions",
        "◐ Step 1  Check in",
    ):
        assert words in out
    assert (
        "To the next level: ● Lots going on takes at most 3 “No” (now 8) and at least 18 “Yes” "
        "(now 27), of 36 answers."
    ) in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_the_name_of_a_folder_commands_no_terminal(run: Run, tmp_path: Path) -> None:
    done = run("content", "export", "our\x1b]0;title\x07")
    assert done.returncode == 0
    assert "our␛]0;title␇" in done.stdout
    assert not {"\x1b", "\x07"} & set(done.stdout + done.stderr)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there all names are in Unicode")
def test_a_content_folder_whose_name_is_not_in_utf8_is_used_as_any_other(
    run: Run, tmp_path: Path
) -> None:
    name = "caf\udce9"  # one byte, as an older system wrote it
    assert run("content", "export", name).returncode == 0
    assert run("content", "check", name).returncode == 0
    (tmp_path / "a.yaml").write_text(ANSWERS)
    done = run("score", "a.yaml", "--content", name, "-f", "json", "-o", "r.json")
    assert done.returncode == 0, done.stderr
    (tmp_path / name / "survey.yaml").write_text("id: [")
    done = run("content", "check", name)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "caf\ufffd/survey.yaml:2:1: not YAML" in done.stdout + done.stderr
