"""Which column answers which question, and which answer a cell gives."""

from dataclasses import replace

import pytest

from careerplan_cli.answers.codes import coded_readers
from careerplan_cli.answers.columns import Columns
from careerplan_cli.answers.header_rows import Header, read_header
from careerplan_cli.answers.parser import AnswerParser
from careerplan_cli.answers.table import Table
from careerplan_cli.model.errors import FileError
from careerplan_cli.model.instrument import Instrument
from careerplan_cli.pack.content_pack import ContentPack


class Listed(Table):
    """A table whose rows are in a list."""

    def __init__(self, header: list[str], *rows: list[str], name: str = "f") -> None:
        self.name = name
        self.header = tuple(header)
        self.width = max(map(len, (header, *rows)))
        self._rows = rows

    def peek(self, number: int) -> list[list[str]]:
        """Return the first rows."""
        return list(self._rows[:number])


def read(
    header: list[str], instrument: Instrument, given: dict[str, str], name: str, *rows: list[str]
) -> Header:
    table = Listed(header, *rows, name=name)
    return read_header(table, instrument, coded_readers(instrument), given)


def columns_of(
    header: list[str], instrument: Instrument, given: dict[str, str], name: str
) -> Columns:
    return read(header, instrument, given, name).columns


def parser(instrument: Instrument) -> AnswerParser:
    readers = coded_readers(instrument)
    return AnswerParser(readers, [(1, ())] * len(readers))


def header(survey: Instrument, first: str) -> list[str]:
    return [first, *(question.id for question in survey.questions[1:])]


@pytest.mark.parametrize(
    "title",
    [
        "student-engagement",
        "Student_Engagement",
        "STUDENT ENGAGEMENT",
        "  Student\u00a0engagement\n",
        "1. Student engagement",
        "Q1: student engagement",
        "Question 12) “Student engagement”",
        "survey/student-engagement",
        "a/b/student_engagement",
        "survey-student-engagement",
        "group.studentengagement",
        "studentengagement. Anything you like",
    ],
)
def test_case_spacing_punctuation_numbers_and_groups_do_not_matter(
    survey: Instrument, title: str
) -> None:
    found = columns_of(header(survey, title.replace("Anything you like", "")), survey, {}, "f")
    assert found.answers == (0, 1, 2, 3, 4)


def test_the_whole_prompt_is_a_name_of_its_question(survey: Instrument) -> None:
    prompt = survey.questions[0].prompt.upper().replace(" ", "  ")
    for title in (prompt, f"3. {prompt}", f"studentengagement. {prompt}"):
        assert columns_of(header(survey, title), survey, {}, "f").answers[0] == 0


def test_a_code_cut_at_twenty_characters_is_known(survey: Instrument) -> None:
    titles = header(survey, "studentengagement")
    titles[2] = "marketingandcommunic"
    assert columns_of(titles, survey, {}, "f").answers == (0, 1, 2, 3, 4)


def test_a_column_that_says_more_than_the_name_is_none_of_it(survey: Instrument) -> None:
    for title in ("personnel[other]", "personnel [Other]", "comment on personnel"):
        titles = [*header(survey, "student-engagement"), title]
        assert columns_of(titles, survey, {}, "f").others == (5,)


def test_a_question_without_a_column_is_told_with_the_columns_found(survey: Instrument) -> None:
    with pytest.raises(FileError) as error:
        columns_of(["When", "personnel", "Staff"], survey, {}, "export.csv")
    assert "export.csv: no column answers student-engagement, marketing-and" in error.value.problem
    assert "Columns: 'When', 'personnel', 'Staff'." in error.value.problem
    assert '--map "Column=student-engagement"' in error.value.advice


def test_two_columns_for_a_question_are_told(survey: Instrument) -> None:
    titles = [*header(survey, "student-engagement"), "Personnel"]
    with pytest.raises(FileError) as error:
        columns_of(titles, survey, {}, "export.csv")
    assert "several columns answer personnel: 'personnel' and 'Personnel'." in error.value.problem


def test_a_named_column_goes_before_all_that_the_header_says(survey: Instrument) -> None:
    titles = [*header(survey, "Kids"), "Personnel"]
    given = {"student-engagement": "kids", "personnel": "Personnel"}
    assert columns_of(titles, survey, given, "f").answers == (0, 5, 2, 3, 4)


def test_a_named_column_that_is_not_there_is_told_with_the_nearest(survey: Instrument) -> None:
    with pytest.raises(FileError, match="no column 'Staf'; did you mean Staff"):
        columns_of(["Staff"], survey, {"personnel": "Staf"}, "f")


def test_columns_of_one_name_and_of_none_stay_apart(survey: Instrument) -> None:
    titles = [*header(survey, "student-engagement"), "Comment", "Comment", ""]
    names = columns_of(titles, survey, {}, "f").names
    assert names[5:] == ("Comment", "Comment (2)", "column 8")


def test_an_answer_is_its_id_its_label_or_its_whole_text(survey: Instrument) -> None:
    reader = parser(survey)
    for n, question in enumerate(survey.questions):
        for option in question.options:
            details = " ".join(option.picture)
            for way in (
                option.id,
                option.id.upper(),
                f" {option.label}\u00a0",
                option.label.replace("'", "’"),
                f"2. {option.label}",
                f"{option.label}: {details}",
                details,
            ):
                cells = [""] * 5
                cells[n] = way
                options, reason = reader.read(cells)
                assert (options[n], reason) == (option.id, "")


def test_what_is_no_answer_is_told_with_the_valid_ones(survey: Instrument) -> None:
    options, reason = parser(survey).read(["red", "Purple", " ", "", "10"])
    assert options == ("red", None, None, None, None)
    assert "personnel is 'Purple'; expected red, blue, green" in reason
    assert "operations is '10'" in reason


def test_words_that_two_options_share_are_no_answer(survey: Instrument) -> None:
    question = survey.questions[0]
    first, *others = question.options
    alike = [replace(option, label=first.label, details=first.details) for option in others]
    section = survey.sections[0]._replace(questions=(replace(question, options=(first, *alike)),))
    reader = parser(replace(survey, sections=(section,)))
    for way in (first.label, " ".join(first.details)):
        assert reader.read([way])[0] == (None,)
    assert reader.read([others[0].id])[0] == (others[0].id,)


def test_the_columns_of_the_checklist_are_its_statements(pack: ContentPack) -> None:
    checklist = pack.instrument("checklist")
    titles = [f"{n}. {q.prompt}" for n, q in enumerate(checklist.questions, 1)]
    found = columns_of(titles, checklist, {}, "f")
    assert found.answers == tuple(range(len(checklist.questions)))
    options, reason = parser(checklist).read(["Yes", "STILL TO DO", "no"] + [""] * 33)
    assert (options[:3], reason) == (("yes", "still-to-do", "no"), "")
