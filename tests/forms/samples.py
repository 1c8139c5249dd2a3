"""Documents of every kind to look at: both instruments, all levels, and texts that mean harm."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from careerplan_cli.answers.answer_file import parse_answers
from careerplan_cli.answers.example import read_example
from careerplan_cli.comparing import compare
from careerplan_cli.forms import as_docx
from careerplan_cli.model.blocks import Document
from careerplan_cli.model.result import Record, Result
from careerplan_cli.pack.content_pack import ContentPack, built_in_folder
from careerplan_cli.pages.ballot import ballot_page, vote_sheet_page
from careerplan_cli.pages.group_report import group_report_page
from careerplan_cli.pages.guide import level_page, overview_page, step_page, topic_page
from careerplan_cli.pages.plan import Planned, plan_page
from careerplan_cli.pages.report import report_page
from careerplan_cli.pages.result import result_page
from careerplan_cli.pages.summary import summary_page
from careerplan_cli.pages.toolkit import WorkedExample, list_page, tool_page
from careerplan_cli.planning import Choices, offer
from careerplan_cli.scoring.rules import score
from careerplan_cli.scoring.small_groups import hide_small
from careerplan_cli.scoring.statistics import summarize

PACK = ContentPack(built_in_folder())
LEVELS = {level.id: level for level in PACK.levels}

FORMULA = '=HYPERLINK("x")'
MARKUP = "<script>alert(1)</script> <b>not bold</b> *no* [no](x) & \"quoted\" 'words' `code`"
RIGHT_TO_LEFT = "مرحبا بكم في المدرسة"
EMOJI = "👩🏽‍🏫 and 🚀"
LONG = "Wonderful" * 1112
CONTROLS = "bell \x07, escape \x1b[31m, turned \u202e, no character \ufffe"
LINES = "A line\n---\n\n# no heading\n1. no list\n    no code"


def result(
    answers: Mapping[str, str], notes: Mapping[str, str] | None = None, **entries: object
) -> Result:
    """Return the result of answers, to the survey if nothing else is said."""
    instrument = PACK.instrument(str(entries.pop("instrument", "survey")))
    nothing = parse_answers(b"careerplan: 1\nanswers: {}\n", "sample", lambda _: instrument)
    given: dict[str, Any] = {"answers": answers, "notes": notes or {}, **entries}
    answer_set = replace(nothing, instrument=instrument.id, **given)
    return score(instrument, answer_set, PACK.review)


def survey(
    colours: str, notes: Mapping[str, str] | None = None, district: str | None = "Cedar Valley"
) -> Result:
    """Return a result of the survey; `colours` has the first letter of each answer given."""
    names = {"r": "red", "b": "blue", "g": "green"}
    ids = [question.id for question in PACK.instrument("survey").questions]
    answers = {id_: names[letter] for id_, letter in zip(ids, colours, strict=False)}
    return result(answers, notes, district=district)


def checklist(keys: str = "ysynyyyyny") -> Result:
    """Return a result of the checklist; `keys` are pressed in turn, over and over."""
    instrument = PACK.instrument("checklist")
    names = {"y": "yes", "s": "still-to-do", "n": "no", "x": "not-applicable"}
    ids = [question.id for question in instrument.questions]
    answers = {id_: names[keys[n % len(keys)]] for n, id_ in enumerate(ids)}
    return result(answers, {ids[0]: "Ask first."}, instrument="checklist", district="Lakes")


def report_on(now: Result, before: Result | None = None) -> Document:
    assert now.level
    comparison = compare(before, now) if before else None
    return report_page(now, PACK, comparison)


def plan_for(now: Result, needs: tuple[str, ...] = (), focus: tuple[str, ...] = ()) -> Document:
    assert now.level
    assert PACK.plans
    outline = PACK.plans.workbook(now.level)
    assert outline
    offered = offer(now, PACK.review)
    choices = Choices(needs, focus or offered.lowest)
    planned = Planned(now, LEVELS[now.level], PACK.plans, outline, PACK.actions, offered, choices)
    return plan_page(planned, "en-CA")


def summary(results: Sequence[Result | None]) -> Document:
    """Return the page on results to one instrument, grouped by two values; None is unusable."""
    instrument = next(found.instrument for found in results if found)
    records = [
        Record(
            file="a.csv",
            row=n,
            instrument=instrument,
            district=found.answer_set.district if found else None,
            respondent=None,
            date="2026-11-23" if found else None,
            columns={},
            result=found,
            reason="" if found else f"line 3: {MARKUP}",
        )
        for n, found in enumerate(results, 1)
    ]
    return summary_page(
        records,
        [summarize(results)],
        groups=[
            ((MARKUP, "x"), summarize(results[:1])),
            (("", ""), hide_small(summarize(results), 2)),
            (("Lakes", ""), hide_small(summarize(results), 5)),
            (("Lakes", "last"), summarize(results)),
        ],
        group_by=(f"district {EMOJI}", FORMULA),
        levels=LEVELS,
        left_out=2,
        most_groups=3,
        in_detail=True,
        language="en-CA",
    )


def group_report(results: Sequence[Result]) -> Document:
    """Return the report of many, with groups of which some are hidden, and quotations."""
    groups = [
        ((MARKUP, "x"), summarize(results)),
        (("", LONG), hide_small(summarize(results), len(results) + 1)),
        (("Lakes", RIGHT_TO_LEFT), hide_small(summarize(results), 2)),
    ]
    quotes = {MARKUP: [MARKUP, LINES, CONTROLS], EMOJI: [RIGHT_TO_LEFT, LONG]}
    by = (f"district {EMOJI}", FORMULA)
    return group_report_page([summarize(results)], groups, by, LEVELS, quotes, 2, "en-CA")


def example() -> WorkedExample:
    found = read_example(PACK)
    assert found
    asked = PACK.instrument(found.first.instrument)
    first, later = (score(asked, answers, PACK.review) for answers in (found.first, found.later))
    return WorkedExample(first, later, found.plan)


def hostile() -> Result:
    """Return a result whose names and notes try to be more than text."""
    ids = [question.id for question in PACK.instrument("survey").questions]
    notes = dict(zip(ids, (MARKUP, RIGHT_TO_LEFT, f"{EMOJI}\n{FORMULA}", LONG, LINES), strict=True))
    notes[ids[1]] += f" {CONTROLS}"
    return survey("rbgrb", notes, district=f"{MARKUP} {CONTROLS} {FORMULA}")


@cache
def samples() -> dict[str, Document]:
    """Return documents by name, which between them have every kind of block."""
    note = {"personnel": "Two retirements in June."}
    return {
        "report": report_on(survey("brbgb", note), survey("rrrgr")),
        "report-checklist": report_on(checklist(), checklist("nsynn")),
        "report-highest": report_on(survey("ggggg")),
        "report-hostile": report_on(hostile()),
        "plan-first": plan_for(survey("rrbrr")),
        "plan-second": plan_for(survey("brbgb", note), ("budget",), ("engagement-middle",)),
        "plan-third": plan_for(survey("ggbgg"), ("gender-equity",)),
        "plan-checklist": plan_for(checklist()),
        "plan-hostile": plan_for(hostile(), focus=("personnel", "student-engagement")),
        "guide": overview_page(PACK.levels, PACK.topics, "en-CA", " --content 'a `b`'"),
        "guide-level": level_page(PACK.level("on-our-way"), PACK.review, "en-CA"),
        "guide-step": step_page(PACK.level("lots"), 2, PACK.review, "en-CA"),
        "guide-topic": topic_page(PACK.topic("why-plan"), "en-CA"),
        "result": result_page(survey("brbgb", note), PACK),
        "result-checklist": result_page(checklist(), PACK),
        "result-hostile": result_page(hostile(), PACK),
        "result-unfinished": result_page(result({"personnel": "green"}), PACK),
        "toolkit": list_page(PACK.tools, "en-CA"),
        "toolkit-session": tool_page(PACK.tool("session"), PACK),
        "toolkit-sheets": tool_page(PACK.tool("learning-walk"), PACK),
        "toolkit-example": tool_page(PACK.tool("example"), PACK, example=example()),
        "toolkit-deck": tool_page(PACK.tool("why"), PACK, result=survey("brbgb", note)),
        "ballot-survey": ballot_page(PACK.instrument("survey"), "en-CA"),
        "ballot-checklist": ballot_page(PACK.instrument("checklist"), "en-CA"),
        "vote-sheet": vote_sheet_page(PACK.instrument("survey"), "en-CA"),
        "vote-sheet-checklist": vote_sheet_page(PACK.instrument("checklist"), "en-CA"),
        "group-report": group_report(
            [survey("rrrgr"), survey("bbggr"), survey("bbbgr"), hostile()]
        ),
        "group-report-checklist": group_report([checklist(), checklist("nsynn")]),
        "summary": summary([survey("rrrgr"), hostile(), None, result({"personnel": "blue"})]),
        "summary-checklist": summary([checklist(), None, checklist("nsynn")]),
    }


@cache
def word_file(name: str) -> bytes:
    """Return a sample in Word's form."""
    return as_docx.render(samples()[name])
