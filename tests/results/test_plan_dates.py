"""A plan's dates in a calendar program, and the dates that a plan proposes."""

from datetime import date
from pathlib import Path

import icalendar.cal
import pytest

from careerplan_cli.model.actions import Action
from careerplan_cli.school_year import proposed_due, proposed_start
from conftest import Run
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
    assert due.decoded("DTSTART") == date(2027, 1, 31)
    assert "Lead: superintendent\nDone when: the name is on" in str(due["DESCRIPTION"])
    assert titles["Report progress to the board"].decoded("DTSTART") == date(2026, 11, 1)
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


@pytest.mark.parametrize(
    ("when", "effort", "due"),
    [
        ("this month", "2 days of work", date(2027, 1, 31)),
        ("soon", "one term", date(2027, 4, 30)),
        ("before course selection in winter", "3 days of work", date(2027, 1, 31)),
        ("by the end of June", "one term", date(2027, 6, 30)),
        ("before the fiscal year starts on July 1", "one term", date(2027, 6, 30)),
        ("by the end of November", "1 day of work", date(2027, 11, 30)),
        ("second semester", "2 days of work", date(2027, 4, 30)),
        ("October or February", "1 day of work", date(2027, 12, 31)),
        ("spring, for September", "2 days of work", date(2027, 6, 30)),
        ("spring", "one term", date(2027, 9, 30)),
        ("bientôt", "2 jours", date(2027, 1, 31)),
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
        ("late August", date(2027, 8, 21)),
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


def test_without_a_date_of_the_answers_a_start_is_in_the_librarys_words(
    run: Run, tmp_path: Path
) -> None:
    answers(tmp_path / "a.yaml", "brbgb")
    assert " | principals | this month |  | 2 days" in run("plan", "a.yaml").stdout
    answers(tmp_path / "a.yaml", "brbgb", date="2026-11-23")
    assert " | principals | 2026-11-23 | 2027-01-31 |" in run("plan", "a.yaml").stdout


def test_an_update_with_later_answers_does_not_move_due_dates(run: Run, tmp_path: Path) -> None:
    answers(tmp_path / "a.yaml", "brbgb", date="2026-11-23")
    assert run("plan", "a.yaml", "-o", "plan.docx").returncode == 0
    answers(tmp_path / "b.yaml", "brbgb", date="2027-05-10")
    for old, new in (("plan", "new"), ("new", "newer")):
        done = run("plan", "b.yaml", "--update", f"{old}.docx", "-o", f"{new}.docx")
        assert done.returncode == 0
    done = run("progress", "newer.docx", "--on", "2027-05-10", "-f", "md")
    assert (
        "| 2027-01-31 | 99 | PE1:"
        in done.stdout.partition("## Late")[2].partition("## The next")[0]
    )
    answers(tmp_path / "c.yaml", "bbbgb", date="2027-05-10")
    done = run("plan", "c.yaml", "--update", "newer.docx", "-f", "md")
    assert "left out as nobody wrote in them:\n  PE1: " in done.stderr
