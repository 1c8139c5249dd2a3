"""How the exports of survey tools name questions: a new tool is an entry here, and a fixture."""

from typing import NamedTuple


class SurveyTool(NamedTuple):
    """How a tool writes a question in its header, beside the question's id, title or prompt alone.

    `number` is a pattern for what stands in front of the question, or of an answer: `Q1. `.
    `before_code` has the signs after which the id stands: `group/personnel`; before a space, the
    prompt may follow them: `q2. Who in your district...`. `code_length` is how many letters and
    digits of the id are kept. `ending` is a pattern for what stands behind the question. Behind
    it, `choice` is a pattern for one of several choices with a column each, of which more than one
    may be ticked. `second_header` is what stands below each question in a second row; `header_cell`
    a pattern for the cells of a further row of the header. `previews` has columns with the values
    that mark a record as a preview of the survey.
    """

    name: str
    number: str = ""
    before_code: str = ""
    code_length: int | None = None
    ending: str = ""
    choice: str = ""
    second_header: str = ""
    header_cell: str = ""
    previews: tuple[tuple[str, frozenset[str]], ...] = ()


_QUALTRICS_STATUS = frozenset({"Survey Preview", "Survey Test"})
_QUALTRICS_CHANNELS = frozenset({"preview", "test"})

SURVEY_TOOLS = (
    SurveyTool(name="Google Forms"),
    SurveyTool(name="Microsoft Forms"),
    SurveyTool(name="Any with numbers", number=r"(?:q(?:uestion)?\s*)?\d{1,3}\s*[.):\]-]?\s+"),
    SurveyTool(name="SurveyMonkey", second_header="response"),
    SurveyTool(
        name="Qualtrics",
        ending=r"\s-\sSelected Choice\s*",
        header_cell=r"\s*\{\s*['\"]ImportId['\"]\s*:.*\}\s*",
        previews=(
            ("Status", _QUALTRICS_STATUS),
            ("Response Type", _QUALTRICS_STATUS),
            ("DistributionChannel", _QUALTRICS_CHANNELS),
            ("Distribution Channel", _QUALTRICS_CHANNELS),
        ),
    ),
    SurveyTool(name="LimeSurvey", before_code=".", code_length=20),
    SurveyTool(
        name="KoboToolbox",
        before_code="/",
        header_cell=r"\s*#[a-z]\w*(?:\s*\+\s*\w+)*\s*",
    ),
    SurveyTool(name="ODK Central", before_code="-:"),
    SurveyTool(name="REDCap", choice=r"\s*\(choice=|___"),
)
