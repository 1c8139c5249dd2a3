"""How the exports of survey tools name questions: a new tool is an entry here, and a fixture."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SurveyTool:
    """How a tool writes a question in its header, beside the question's id, title or prompt alone.

    `number` is a pattern for what stands in front of the question, or of an answer: `Q1. `.
    `before_code` has the signs after which the id stands: `group/personnel`; before a space, the
    prompt may follow them: `q2. Who in your district...`. `code_length` is how many letters and
    digits of the id are kept. `second_header` is what stands below each question in a second row.
    """

    name: str
    number: str = ""
    before_code: str = ""
    code_length: int | None = None
    second_header: str = ""


SURVEY_TOOLS = (
    SurveyTool(name="Google Forms"),
    SurveyTool(name="Microsoft Forms"),
    SurveyTool(name="Any with numbers", number=r"(?:q(?:uestion)?\s*)?\d{1,3}\s*[.):\]-]?\s+"),
    SurveyTool(name="SurveyMonkey", second_header="response"),
    SurveyTool(name="LimeSurvey", before_code=".", code_length=20),
    SurveyTool(name="KoboToolbox", before_code="/"),
    SurveyTool(name="ODK Central", before_code="-:"),
)
