"""A plan's dates in a calendar program, and the dates that a plan proposes."""

from datetime import date, timedelta
from pathlib import Path

import icalendar.cal
import pytest

from careerplan_cli.model.actions import Action
from careerplan_cli.school_year import proposed_due, proposed_start
from conftest import Run
from forms.samples import PACK
from plans.word_plans import answers, cell_of, opened


def events(path: Path) -> dict[str, icalendar.cal.Component]:
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_due_actions_and_the_steps_of_the_year_are_events(run: Run, tmp_path: Path) -> None:
    answers(tmp_path / "a.yaml", "brbgb", date="2026-11-23")
    assert run("plan", "a.yaml", "-o", "plan.ics").returncode == 0
    found = events(tmp_path / "plan.ics")
    titles = {str(event["SUMMARY"]): event for event in found.values()}
    (due,) = [event for title, event in titles.items() if title.startswith("Due: PE1: Name one")]
    assert due.decoded("DTSTART") == date(2027, 1, 29)
    assert "Lead: superintendent\nDone when: the name is on" in str(due["DESCRIPTION"])
    assert titles["Report progress to the board"].decoded("DTSTART") == date(2026, 11, 2)
    checked = titles["Check each action plan and adjust it"]
    assert checked.decoded("DTSTART") == date(2027, 1, 4)
    assert titles["Hold the yearly review of programs"].decoded("DTSTART") == date(2027, 4, 1)
    lines = (tmp_path / "plan.ics").read_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 75


def test_an_event_keeps_its_identifier_when_its_date_changes(run: Run, tmp_path: Path) -> None:
    answers(tmp_path / "a.yaml", "brbgb", date="2026-11-23")
    assert run("plan", "a.yaml", "-o", "plan.ics").returncode == 0
    assert run("plan", "a.yaml", "-o", "plan.docx").returncode == 0
    word = opened(tmp_path / "plan.docx")
    cell_of(word, "PE1", "Due").add_run("2027-03-15")
    cell_of(word, "PE1", "Note").add_run("Ask Joan; then, perhaps, Mr. Roy \\n.")
    cell_of(word, "PE2", "Status").add_run("Done")
    word.save(str(tmp_path / "plan.docx"))
    assert run("plan", "a.yaml", "--update", "plan.docx", "-o", "new.ics").returncode == 0
    before, after = events(tmp_path / "plan.ics"), events(tmp_path / "new.ics")
    gone = set(before) - set(after)
    assert [str(before[key]["SUMMARY"])[:8] for key in gone] == ["Due: PE2"]
    (key,) = [key for key in after if key.startswith("PE1-")]
    assert after[key].decoded("DTSTART") == date(2027, 3, 15)
    assert str(after[key]["DESCRIPTION"]).endswith("Note: Ask Joan; then, perhaps, Mr. Roy \\n.")


def test_an_action_whose_due_date_is_in_words_is_told_as_not_in_the_calendar(
    run: Run, tmp_path: Path
) -> None:
    answers(tmp_path / "a.yaml", "brbgb", date="2026-11-23")
    assert run("plan", "a.yaml", "-o", "plan.docx").returncode == 0
    word = opened(tmp_path / "plan.docx")
    cell_of(word, "PE1", "Due").add_run("mid March")
    word.sections[0].header.paragraphs[0].add_run("Draft of May")
    word.save(str(tmp_path / "plan.docx"))
    update = ("plan", "a.yaml", "--update", "plan.docx")
    done = run(*update, "-o", "new.ics")
    assert (
        "Not in the calendar, as its due date is no date such as 2027-01-31:\n"
        "  PE1: Name one district contact for career programs, and tell every … (due: mid March)\n"
    ) in done.stderr
    assert not any(key.startswith("PE1-") for key in events(tmp_path / "new.ics"))
    assert "Not carried: the header of a page: Draft of May" in done.stderr
    assert "at the end" not in done.stderr
    assert "This calendar holds the proposed actions" not in done.stderr
    told = run(*update, "-o", "new.csv").stderr
    assert "at the end" not in told
    assert "Not in the calendar" not in told
    assert 'at the end of the new plan, under "Not carried along"' in run(*update).stderr


def test_a_calendar_of_proposed_actions_says_how_to_get_that_of_the_teams_plan(
    run: Run, tmp_path: Path
) -> None:
    answers(tmp_path / "a.yaml", "brbgb", date="2026-11-23")
    told = run("plan", "a.yaml", "-o", "plan.ics").stderr
    line = "careerplan plan a.yaml --update PLAN.xlsx -o plan.ics"
    assert f"For those of a plan that your team works in: {line}\n" in told
    assert "Not in the calendar" not in told
    told = run("plan", "a.yaml", "-f", "csv").stderr
    assert "These are the proposed actions. " in told
    answers(tmp_path / "b.yaml", "brbgb")
    told = run("plan", "b.yaml", "-f", "ics").stderr
    assert "Not in the calendar, as their due dates are no dates such as 2027-01-31" in told
    assert "  and " in told.splitlines()[-1]


@pytest.mark.parametrize(
    ("when", "effort", "due"),
    [
        ("this month", "2 days of work", date(2027, 1, 29)),
        ("soon", "one term", date(2027, 4, 30)),
        ("before course selection in winter", "3 days of work", date(2027, 1, 29)),
        ("by the end of June", "one term", date(2027, 6, 30)),
        ("before the fiscal year starts on July 1", "one term", date(2027, 6, 30)),
        ("by the end of November", "1 day of work", date(2027, 11, 30)),
        ("second semester", "2 days of work", date(2027, 4, 30)),
        ("October or February", "1 day of work", date(2027, 12, 31)),
        ("spring, for September", "2 days of work", date(2027, 6, 30)),
        ("spring", "one term", date(2027, 9, 30)),
        ("bientôt", "2 jours", date(2027, 1, 29)),
        ("plan in fall, for spring", "one term", date(2027, 4, 30)),
        ("fall, for visits in spring", "2 days of work", date(2027, 4, 30)),
        ("September, for early November", "2 days of work", date(2027, 11, 30)),
    ],
)
def test_a_due_date_is_proposed_from_when_an_action_fits(when: str, effort: str, due: date) -> None:
    action = Action(
        code="XX1", need="n", do="Do it", lead="we", effort=effort, evidence="done", when=when
    )
    assert proposed_due(action, date(2026, 11, 23)) == due


@pytest.mark.parametrize(
    ("when", "start"),
    [
        ("this month", date(2026, 11, 23)),
        ("November", date(2026, 11, 23)),
        ("late August", date(2027, 8, 20)),
        ("January", date(2027, 1, 4)),
        ("May", date(2027, 4, 30)),
        ("plan in fall, for spring", date(2026, 11, 23)),
        ("early fall", date(2027, 10, 1)),
        ("spring, for September", date(2027, 4, 1)),
        ("before budget talks in January", None),
        ("bientôt", None),
    ],
)
def test_a_start_is_proposed_where_the_library_names_a_time(when: str, start: date | None) -> None:
    action = Action(
        code="XX1", need="n", do="Do it", lead="we", effort="a day", evidence="done", when=when
    )
    assert proposed_start(action, date(2026, 11, 23)) == start


def test_proposed_days_are_weekdays_and_no_first_of_january() -> None:
    for action in PACK.actions:
        for n in range(0, 730, 5):
            day = date(2026, 9, 5) + timedelta(days=n)
            start, due = proposed_start(action, day), proposed_due(action, day)
            assert start is None or start >= day
            for found in filter(None, (start, due)):
                assert found.weekday() < 5, (action.code, day)
                assert (found.month, found.day) != (1, 1), (action.code, day)


def test_without_a_date_of_the_answers_a_start_is_in_the_librarys_words(
    run: Run, tmp_path: Path
) -> None:
    answers(tmp_path / "a.yaml", "brbgb")
    assert " | principals | this month |  | 2 days" in run("plan", "a.yaml").stdout
    answers(tmp_path / "a.yaml", "brbgb", date="2026-11-23")
    assert " | principals | 2026-11-23 | 2027-01-29 |" in run("plan", "a.yaml").stdout


def test_an_update_with_later_answers_does_not_move_due_dates(run: Run, tmp_path: Path) -> None:
    answers(tmp_path / "a.yaml", "brbgb", date="2026-11-23")
    assert run("plan", "a.yaml", "-o", "plan.docx").returncode == 0
    answers(tmp_path / "b.yaml", "brbgb", date="2027-05-10")
    for old, new in (("plan", "new"), ("new", "newer")):
        done = run("plan", "b.yaml", "--update", f"{old}.docx", "-o", f"{new}.docx")
        assert done.returncode == 0
    done = run("progress", "newer.docx", "--on", "2027-05-10", "-f", "md")
    assert (
        "| 2027-01-29 | 101 | PE1:"
        in done.stdout.partition("## Late")[2].partition("## The next")[0]
    )
    answers(tmp_path / "c.yaml", "bbbgb", date="2027-05-10")
    done = run("plan", "c.yaml", "--update", "newer.docx", "-f", "md")
    assert "left out as nobody wrote in them:\n  PE1: " in done.stderr
