"""Which records count: conditions, the last of each respondent, and what an analyst is told of."""

import csv
import io
from pathlib import Path

import pytest

from conftest import ANSWERS, Run

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
IDS = [
    "student-engagement", "personnel", "marketing-and-communications", "learning-partnerships",
    "operations",
]  # fmt: skip
BLUE = "blue,blue,blue,blue,blue"
HEADER = ",".join(["who", "role", "when", *IDS])


def who(text: str) -> list[str]:
    """Return who stands in the results, in order."""
    return [row["who"] for row in csv.DictReader(io.StringIO(text))]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Five records of three people in two roles; one has no name."""
    path = tmp_path / "t.csv"
    lines = [
        f"Anna,Teacher,2026-11-24 09:00,{BLUE}",
        f"Ben,Principal,2026-11-23,{BLUE}",
        f",teacher ,2026-11-22,{BLUE}",
        f"anna,,2026-11-23,{BLUE}",
        f',"Head, acting",2026-11-20,{BLUE}',
    ]
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (("--where", "role=teacher"), ["Anna", ""]),
        (("--where", "Role=TEACHER", "--where", "role=principal"), ["Anna", "Ben", ""]),
        (("--where", "role=teacher", "--where", "who=anna"), ["Anna"]),
        (("--where", "role="), ["anna"]),
        (("--where-not", "role=teacher"), ["Ben", "anna", ""]),
        (("--where-not", "role=teacher", "--where-not", "role="), ["Ben", ""]),
        (("--where-not", "role=teacher", "--where", "who=anna"), ["anna"]),
        (("--where", "role=Head, acting"), [""]),
    ],
)
@pytest.mark.parametrize("form", ["csv", "plain"])
def test_conditions_choose_records(
    run: Run, table: Path, options: tuple[str, ...], names: list[str], form: str
) -> None:
    if form == "plain":  # a workbook does not take the fast way
        run("score", table.name, "-o", "t.xlsx")
        done = run("score", "t.xlsx", *options, "-f", "csv")
    else:
        done = run("score", table.name, *options, "-f", "csv")
    assert who(done.stdout) == names
    left_out = 5 - len(names)
    assert f"{left_out} record" in done.stderr
    assert "left out by --where or --where-not." in done.stderr
    assert done.returncode == 0


def test_a_column_whose_name_has_an_equals_sign_is_found(run: Run, tmp_path: Path) -> None:
    header = ",".join(["who", "tick (choice=A)", *IDS])
    (tmp_path / "t.csv").write_text(f"{header}\nAnna,1,{BLUE}\nBen,0,{BLUE}\nCy,x=y,{BLUE}\n")
    done = run("score", "t.csv", "--where", "tick (choice=A)=1", "-f", "csv")
    assert who(done.stdout) == ["Anna"]
    done = run("score", "t.csv", "--where", "tick (choice=A)=x=y", "-f", "csv")
    assert who(done.stdout) == ["Cy"]


def test_conditions_hold_for_answer_files_too(run: Run, table: Path) -> None:
    (table.parent / "a.yaml").write_text(ANSWERS)
    (table.parent / "b.yaml").write_text(ANSWERS.replace("Cedar Valley", "Lakes"))
    done = run("score", "a.yaml", "b.yaml", "--where", "district=lakes", "-f", "jsonl")
    assert len(done.stdout.splitlines()) == 1
    assert "1 record is left out by --where or --where-not." in done.stderr


def test_files_are_a_column_too(run: Run, table: Path) -> None:
    (table.parent / "u.csv").write_text(f"{HEADER}\nCy,Teacher,,{BLUE}\n")
    done = run("score", "t.csv", "u.csv", "--where-not", "file=t.csv", "-f", "csv")
    assert who(done.stdout) == ["Cy"]
    done = run("score", "t.csv", "--where", "file=t.csv", "-f", "csv")
    assert len(who(done.stdout)) == 5


@pytest.mark.parametrize(
    "options",
    [
        ("--where", "rle=x"),
        ("--where-not", "rle=x"),
        ("--latest-by", "rle"),
        ("--latest-by", "who", "--latest-date", "rle"),
        ("--group-by", "rle"),
    ],
)
def test_a_column_that_is_not_there_is_refused_with_the_nearest(
    run: Run, table: Path, options: tuple[str, ...]
) -> None:
    done = run("score", table.name, *options, "-f", "csv", "--summary-only")
    assert (done.returncode, done.stdout) == (2, "")
    assert "t.csv: has no column 'rle'; did you mean role?" in done.stderr
    assert f"{options[-2]} takes: who, role, when, file." in done.stderr


@pytest.mark.parametrize("entry", ["role", "=x", ""])
def test_a_condition_without_column_and_value_is_refused(run: Run, table: Path, entry: str) -> None:
    done = run("score", table.name, "--where", entry)
    assert (done.returncode, done.stdout) == (2, "")
    assert "does not name a column and a value." in done.stderr


def test_where_nobody_is_left_it_is_told_what_stands_in_the_column(run: Run, table: Path) -> None:
    for form in ("csv", "txt"):
        done = run("score", table.name, "--where", "role=teecher", "-f", form)
        assert done.returncode == 2
        assert "--where and --where-not leave out all 5 records." in done.stderr
        assert "In role stands: 'Teacher', 'Principal', '', 'Head, acting'." in done.stderr


def test_the_last_record_of_each_counts_and_nobody_is_one_person_without_a_name(
    run: Run, table: Path
) -> None:
    done = run("score", table.name, "--latest-by", "who", "-f", "csv")
    assert who(done.stdout) == ["Ben", "", "anna", ""]
    assert "1 record is left out by --latest-by: there is a later one." in done.stderr


def test_the_record_of_the_latest_date_counts(run: Run, table: Path) -> None:
    words = ("--latest-by", "who", "--latest-date", "when", "-f", "csv")
    assert who(run("score", table.name, *words).stdout) == ["Anna", "Ben", "", ""]


def test_the_last_is_found_among_those_that_are_chosen(run: Run, table: Path) -> None:
    done = run("score", "t.csv", "--latest-by", "who", "--where", "role=teacher", "-f", "csv")
    assert who(done.stdout) == ["Anna", ""]


def test_the_last_is_found_over_all_files(run: Run, table: Path) -> None:
    (table.parent / "u.csv").write_text(f"{HEADER}\nBEN,Teacher,,{BLUE}\n")
    done = run("score", "t.csv", "u.csv", "--latest-by", "who", "-f", "csv")
    assert who(done.stdout) == ["", "anna", "", "BEN"]


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_standard_input_can_be_read_for_the_last_of_each(
    run: Run, table: Path, ending: str
) -> None:
    text = table.read_text(encoding="utf-8")
    if ending == "jsonl":
        import json

        text = "\n".join(map(json.dumps, csv.DictReader(io.StringIO(text))))
    done = run("score", "-", "--latest-by", "who", "-f", "csv", stdin=text)
    assert who(done.stdout) == ["Ben", "", "anna", ""]


def dated(run: Run, path: Path, *dates: str) -> tuple[list[str], str]:
    """Score records of one person, numbered from 1; return which count, and what is told."""
    lines = [f"Anna,{n},{date},{BLUE}" for n, date in enumerate(dates, 1)]
    header = ",".join(["who", "n", "when", *IDS])
    (path / "d.csv").write_text("\n".join([header, *lines]))
    done = run("score", "d.csv", "--latest-by", "who", "--latest-date", "when", "-f", "csv")
    return [row["n"] for row in csv.DictReader(io.StringIO(done.stdout))], done.stderr


@pytest.mark.parametrize(
    ("dates", "latest"),
    [
        (("2026-11-24", "2026-11-23"), "1"),
        (("2026-11-24", "2026-11-24"), "2"),
        (("2026-11-24", ""), "1"),
        (("", "2026-11-24", ""), "2"),
        (("2026-11-24T10:00:00Z", "2026-11-24T09:00:00-08:00"), "2"),
        (("2026/11/24 9:05:00 AM PST", "2026/11/24 9:04:00 pm GMT-8"), "2"),
        (("11/24/2026 10:00", "11/9/2026 11:00"), "1"),  # 24 is no month
        (("24/11/2026", "9/11/2026"), "1"),
        (("2.12.2026", "1.12.2026"), "1"),  # with dots the day comes first
        (("12/1/26 1:00:00 PM", "11/30/26 2:00:00 AM"), "1"),
        (("12/1/2026 12:30 AM", "12/1/2026 12:15 PM"), "2"),
        (("3/4/2026", "3/4/2026 10:00"), "2"),  # the same day, whichever it is
        (("3/4/2026", "5/6/2026"), "2"),  # later in both ways
    ],
)
def test_dates_are_read_as_survey_tools_write_them(
    run: Run, tmp_path: Path, dates: tuple[str, ...], latest: str
) -> None:
    assert dated(run, tmp_path, *dates)[0] == [latest]


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        (("3/4/2026", "4/3/2026"), "a date such as 3/4/2026 can be read with the day first or"),
        (("24/11/2026", "11/24/2026"), "some dates have the day first, and some the month."),
        (("soon", "2026-11-24"), "d.csv record 1: when is 'soon', which cannot be read as a date."),
        (("2026-11-24", "31/31/2026"), "d.csv record 2: when is '31/31/2026', which cannot"),
        (("2026-02-30", ""), "which cannot be read as a date."),
        (("2026-11-24 25:00", ""), "which cannot be read as a date."),
        (("2026-11-24 10:00 XST", ""), "which cannot be read as a date."),
        (("2026-11-24", "2026-11-24T10:00Z"), "have a time zone, and some have none."),
    ],
)
def test_a_date_that_could_mean_another_day_is_never_guessed(
    run: Run, tmp_path: Path, dates: tuple[str, ...], told: str
) -> None:
    found, error = dated(run, tmp_path, *dates)
    assert found == []
    assert told in " ".join(error.split())


def test_a_latest_date_needs_whose_it_is(run: Run, table: Path) -> None:
    done = run("score", table.name, "--latest-date", "when")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--latest-by Respondent" in done.stderr


def test_respondents_who_come_again_are_told_of(run: Run) -> None:
    path = str(CASES / "34-resubmissions" / "s.csv")
    for form in ("csv", "json"):
        done = run("score", path, "-f", form)
        assert (
            "2 records have a respondent who is in an earlier one, and all count. To take only the "
            'last of each: --latest-by "Respondent"' in done.stderr
        )
        assert "5 records: 5 scored" in done.stderr
    done = run("score", path, "--latest-by", "Respondent", "-f", "csv")
    totals = [row["total"] for row in csv.DictReader(io.StringIO(done.stdout))]
    assert totals == ["9", "1", "7"]
    assert "who is in an earlier one" not in done.stderr


def test_nobody_is_told_to_come_again_without_a_name(run: Run, tmp_path: Path) -> None:
    header = ",".join(["Email", *IDS])
    lines = [f"{name},{BLUE}" for name in ("anonymous", "anonymous", "", "", "a@b.ca", "A@B.ca ")]
    (tmp_path / "t.csv").write_text("\n".join([header, *lines]))
    done = run("score", "t.csv", "-f", "csv")
    assert "t.csv: 1 record has a respondent who is in an earlier one, and both count." in (
        done.stderr
    )


def test_previews_of_the_survey_are_told_of_with_what_leaves_them_out(
    run: Run, tmp_path: Path
) -> None:
    header = ",".join(["Status", "DistributionChannel", *IDS])
    kinds = ["IP Address,anonymous", "Survey Preview,preview", "IP Address,preview", "0,email"]
    lines = [f"{kind},{BLUE}" for kind in kinds]
    (tmp_path / "t.csv").write_text("\n".join([header, *lines]))
    done = run("score", "t.csv", "-f", "csv")
    options = ("--where-not", "Status=Survey Preview", "--where-not", "DistributionChannel=preview")
    assert (
        "t.csv: 2 records are previews of the survey, and count. To leave them out: --where-not "
        '"Status=Survey Preview" --where-not "DistributionChannel=preview"' in done.stderr
    )
    assert "4 records: 4 scored" in done.stderr
    done = run("score", "t.csv", "-f", "csv", *options)
    assert "preview" not in done.stdout + done.stderr
    assert "2 records: 2 scored" in done.stderr


def test_a_status_of_ones_own_is_no_preview(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f"{','.join(['Status', *IDS])}\nOpen,{BLUE}\n")
    assert "preview" not in run("score", "t.csv", "-f", "csv").stderr


def test_hidden_rows_of_a_workbook_are_left_out_where_that_is_asked_for(run: Run) -> None:
    path = str(CASES / "45-filtered-hidden-rows" / "h.xlsx")
    done = run("score", path, "-f", "csv")
    assert "2 hidden rows are read like the others; --skip-hidden leaves them out." in done.stderr
    assert "5 records: 5 scored" in done.stderr
    done = run("score", path, "-f", "csv", "--skip-hidden")
    assert "2 hidden rows are left out." in done.stderr
    assert "3 records: 3 scored" in done.stderr
