"""A mapping file keeps how the table of a survey is read, for the next year."""

import csv
import io
from pathlib import Path

import pytest

from conftest import Run

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
FIVE = ["2", "6", "9", "1", "7"]
IDS = [
    "student-engagement", "personnel", "marketing-and-communications", "learning-partnerships",
    "operations",
]  # fmt: skip
TABLE = f"{IDS[0]},Your staff,{','.join(IDS[2:])}\n1,2,-99,1,1\n"
MAPPING = """\
mapping: 1
instrument: survey
columns:
  personnel: Your staff
answers:
  1: red
  2: blue
  personnel:2: green
missing: [-99]
"""


def totals(text: str) -> list[str]:
    return [row["total"] for row in csv.DictReader(io.StringIO(text))]


def test_a_table_is_read_as_its_mapping_says(run: Run, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING)
    done = run("score", "-", "--from", "csv", "--mapping", "m.yaml", "-f", "csv", stdin=TABLE)
    assert (totals(done.stdout), done.returncode) == (["2"], 0), done.stderr


def test_options_go_before_a_mapping(run: Run, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING)
    options = ("--mapping", "m.yaml", "--answer", "personnel:2=red", "-f", "csv")
    done = run("score", "-", "--from", "csv", *options, stdin=TABLE)
    assert totals(done.stdout) == ["0"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("personnel: Your", "personel: Your", "m.yaml:4:3: there is no question 'personel'; did"),
        ("1: red", "1: purple", "m.yaml:6:3: There is no answer 'purple'"),
        ("columns:", "colums:", "m.yaml:3:1: 'colums' is not known here; did you mean columns?"),
        ("mapping: 1", "mapping: 2", "m.yaml:1:1: mapping is 2; expected 1"),
        ("[-99]", "[true]", "missing is true; expected a code; put it in quotes."),
        ("survey", "surve", "m.yaml:2:1: there is no instrument 'surve'; did you mean survey?"),
        (
            "mapping: 1",
            "mapping: 1\nwhere: [Role]",
            "m.yaml:2:9: 'Role' does not name a column and",
        ),
        ("mapping: 1", "mapping: 1\nwhere_not: [=x]", "m.yaml:2:13: '=x' does not name a column"),
        ("mapping: 1", "mapping: 1\nlatest_date: x", "m.yaml:2:1: latest_date needs latest_by"),
        ("mapping: 1", "mapping: 1\nskip_hidden: 3", "m.yaml:2:1: skip_hidden is 3; expected true"),
        ("mapping: 1", "mapping: 1\nwhere: [Rle=x]", "has no column 'Rle'"),
        ("Your staff", "Our staff", "there is no column 'Our staff'; did you mean Your staff?"),
    ],
)
def test_what_is_wrong_in_a_mapping_is_told_with_its_place(
    run: Run, tmp_path: Path, old: str, new: str, told: str
) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING.replace(old, new, 1))
    done = run("score", "-", "--from", "csv", "--mapping", "m.yaml", "-f", "csv", stdin=TABLE)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in " ".join(done.stderr.split())


@pytest.mark.parametrize("name", ["02", "06", "39", "42", "71", "67", "20"])
def test_what_a_run_recognised_is_read_back_as_the_same_run(
    run: Run, tmp_path: Path, name: str
) -> None:
    (file,) = CASES.glob(f"{name}-*/*.csv")
    codes = [f"--answer=A{n}={id_}" for n, id_ in enumerate(("red", "blue", "green"), 1)]
    options = ("--missing", "-99", "-f", "csv")
    first = run("score", str(file), *codes, *options, "--write-mapping", "m.yaml")
    again = run("score", str(file), "--mapping", "m.yaml", "-f", "csv")
    assert (again.stdout, again.stderr, again.returncode) == (
        first.stdout, first.stderr, first.returncode,
    )  # fmt: skip
    run("score", str(file), "--mapping", "m.yaml", "--write-mapping", "n.yaml", "-f", "csv")
    assert (tmp_path / "m.yaml").read_text("utf-8") == (tmp_path / "n.yaml").read_text("utf-8")


def test_a_mapping_that_is_there_is_not_replaced_without_force(run: Run, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING)
    words = ("score", "-", "--from", "csv", "-f", "csv", "--write-mapping", "m.yaml")
    done = run(*words, stdin=TABLE)
    assert (done.returncode, (tmp_path / "m.yaml").read_text()) == (2, MAPPING)


def test_tables_that_are_read_in_different_ways_have_no_mapping_in_common(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(f"{','.join(IDS)}\nred,red,red,red,red\n")
    (tmp_path / "b.csv").write_text(f"{','.join(IDS).upper()}\nred,red,red,red,red\n")
    done = run("score", "a.csv", "b.csv", "-f", "csv", "--write-mapping", "m.yaml")
    assert (done.returncode, (tmp_path / "m.yaml").exists()) == (2, False)
    assert "These tables are read in different ways." in done.stderr


ROWS = """\
mapping: 1
where: [role=Teacher, role=Head]
where_not: [kind=Preview]
latest_by: who
latest_date: day
"""


def people(text: str) -> list[str]:
    return [f"{row['who']} {row['day']}" for row in csv.DictReader(io.StringIO(text))]


@pytest.fixture
def records(tmp_path: Path) -> str:
    lines = [
        "Anna,Teacher,Real,2026-11-24",
        "Anna,Teacher,Real,2026-11-23",
        "Ben,Head,Real,2026-11-22",
        "Ben,Head,Preview,2026-11-25",
        "Cy,Trustee,Real,2026-11-21",
    ]
    header = ",".join(["who", "role", "kind", "day", *IDS])
    text = "\n".join([header, *(f"{line},red,red,red,red,red" for line in lines)])
    (tmp_path / "t.csv").write_text(text)
    (tmp_path / "m.yaml").write_text(ROWS)
    return "t.csv"


@pytest.mark.parametrize(
    ("options", "who"),
    [
        ((), ["Anna 2026-11-24", "Ben 2026-11-22"]),
        (("--where", "role=trustee"), ["Cy 2026-11-21"]),
        (("--where-not", "who=Anna"), ["Ben 2026-11-25"]),
        (("--latest-by", "role"), ["Anna 2026-11-23", "Ben 2026-11-22"]),
        (("--latest-date", "kind"), []),
    ],
)
def test_a_mapping_tells_which_rows_count_and_options_go_before_it(
    run: Run, records: str, options: tuple[str, ...], who: list[str]
) -> None:
    assert people(run("score", records, "--mapping", "m.yaml", "-f", "csv", *options).stdout) == who


def test_which_rows_count_is_written_and_read_back(run: Run, records: str, tmp_path: Path) -> None:
    options = ("--where", "role=Teacher", "--where-not", "kind=Preview", "--latest-by", "who")
    words = ("score", records, *options, "--latest-date", "day", "--skip-hidden", "-f", "csv")
    first = run(*words, "--write-mapping", "n.yaml")
    assert people(first.stdout) == ["Anna 2026-11-24"]
    again = run("score", records, "--mapping", "n.yaml", "-f", "csv", "--write-mapping", "o.yaml")
    assert again.stdout == first.stdout
    written = (tmp_path / "n.yaml").read_text("utf-8")
    assert "skip_hidden: true" in written
    assert (tmp_path / "o.yaml").read_text("utf-8") == written
