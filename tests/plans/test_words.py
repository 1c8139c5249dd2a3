"""What a team writes for a status and for a date."""

from datetime import date

import pytest

from careerplan_cli.planning import AT_RISK, DONE, DROPPED, NOT_STARTED, ON_TRACK
from careerplan_cli.plans.words import read_day, read_status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("on-track", ON_TRACK),
        ("On Track", ON_TRACK),
        ("on–track.", ON_TRACK),
        ("AT  RISK!", AT_RISK),
        ("done!", DONE),
        ("✓ Done", DONE),
        ("Completed", DONE),
        ("complete", DONE),
        ("finished.", DONE),
        ("not-started", NOT_STARTED),
        ("Dropped", DROPPED),
    ],
)
def test_a_plain_variant_of_a_status_is_read(text: str, status: str) -> None:
    assert read_status(text) == status


@pytest.mark.parametrize(
    "text",
    ["In progress", "waiting", "done?", "Not done", "incomplete", "almost done", "50%", "", "✓"],
)
def test_what_could_mean_two_things_is_no_status(text: str) -> None:
    assert read_status(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-18",
        "2026/12/18",
        "2026.12.18",
        "12/18/2026",
        "18/12/2026",
        "12-18-2026",
        "18.12.2026",
        "12/18/26",
        "Dec 18, 2026",
        "Dec. 18, 2026",
        "December 18th, 2026",
        "18 December 2026",
        "18 Dec. 2026",
        "18-Dec-2026",
        "Friday, December 18, 2026",
        "Fri. Dec 18 2026",
        "2026 December 18",
        " 18  december  2026 ",
    ],
)
def test_a_date_that_can_be_one_day_only_is_read(text: str) -> None:
    assert read_day(text) == date(2026, 12, 18)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5/5/2026", date(2026, 5, 5)),
        ("3.4.2026", date(2026, 4, 3)),
        ("Sept 9, 2026", date(2026, 9, 9)),
        ("9 May 2026", date(2026, 5, 9)),
    ],
)
def test_other_plain_dates_are_read(text: str, day: date) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2026",
        "3/4/26",
        "11/12/13",
        "Dec 11",
        "12/18",
        "mid March",
        "2026-02-30",
        "Ma 3, 2026",
        "Marchy 3, 2026",
        "18-Dec-26",
        "2027",
        "1/2/345",
        "",
    ],
)
def test_a_date_that_could_be_two_is_not_read(text: str) -> None:
    assert read_day(text) is None
