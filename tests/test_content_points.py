"""Every point that the content must make can be read with the tool, at the place where it belongs.

The ids are those that the comments in `content/` name.
"""

from collections.abc import Iterator

import pytest

from careerplan_cli.pack.content_pack import ContentPack
from conftest import Run

JUST, ON, LOTS = "just-getting-started", "on-our-way", "lots-going-on"


def level(name: str, step: int | None = None) -> tuple[str, ...]:
    return ("guide", "--level", name, *(("--step", str(step)) if step else ()))


def topic(name: str) -> tuple[str, ...]:
    return ("guide", "--topic", name)


POINTS: list[tuple[str, tuple[str, ...], list[str]]] = [
    ("L1", level(JUST), ["few or no", "○"]),
    ("L1.0", level(JUST), ["walk about", "lay of the land", "whole picture", "could become"]),
    (
        "L1.1",
        level(JUST, 1),
        [
            "students, your schools, the parents and the community", "needs to be engaged",
            "How do career programs work", "colleges", "trades training authority", "employers",
            "staffing", "funding", "goals", "partners", "ministry", "both websites",
            "situation in your district today", "inventory", "Elementary", "Middle", "Secondary",
            "Alternate", "Adult",
        ],
    ),
    ("L1.2", level(JUST, 2), ["Look inside first", "each school",
    "other districts in the province"]),
    (
        "L1.3",
        level(JUST, 3),
        [
            "leadership", "district goals", "school plans", "student success", "Benefits", "staff",
            "district career leader", "dedicated staff", "Models", "Resources", "Possibilities",
            "Feedback", "Recommendations",
        ],
    ),
    ("L1.4", level(JUST, 4), ["leadership", "Key outcomes", "Resources", "Next steps"]),
    ("L1.a", level(JUST), ["strategic framework", "action plans", "operating plan"]),
    (
        "L1.t",
        level(JUST),
        [
            "What's Career Development", "Strategic Plan", "Action Planning",
            "Operating Successful Programs",
        ],
    ),
    ("L2", level(ON), ["some career", "want to improve", "◐"]),
    ("L2.0", level(ON), ["district careers leader"]),
    (
        "L2.1",
        level(ON, 1),
        [
            "positive outcomes", "head start", "after high school", "confidence", "competence",
            "wellbeing", "success", "engaging students in relevant learning", "certification",
            "outside institutions and agencies", "post-secondary", "employers", "workplace",
            "collaboration", "community",
        ],
    ),
    (
        "L2.2",
        level(ON, 2),
        [
            "numbers", "stories", "student success and achievement", "lifetime", "early learning",
            "real life", "learning resources", "community as a partner", "benefits and the risks",
            "attendance", "Course completion", "Graduation rates", "results",
            "Work experience (WE) participation", "Program participation", "Transition rates",
            "student surveys", "interest", "Strengths", "Gaps",
            "concern", "the district and the province",
        ],
    ),
    (
        "L2.3",
        level(ON, 3),
        ["Presentations to the board", "reports to the board",
        "annual report", "achievement contract"],
    ),
    (
        "L2.4 R.1 R.2",
        level(ON, 4),
        [
            "target populations", "K-12 and adult", "Budget", "Resources", "Staff expertise",
            "Develop", "Informed stakeholders", "Upgraded facilities",
            "District-wide collaboration", "New program development", "Partnerships",
            "Communication", "Marketing and promotion", "Personnel",
            "Student engagement in career development activities", "Elementary", "Middle",
            "Secondary", "Alternate",
        ],
    ),
    ("L2.5", level(ON, 5), ["leadership", "feedback", "consensus",
    "next year", "Consult", "collaborate"]),
    (
        "L2.a",
        level(ON),
        [
            "progress review", "gaps and opportunities", "goals and objectives", "action plans",
            "update operations",
        ],
    ),
    ("L2.t L3.t", level(ON), ["Why Career Development Education"]),
    ("L3", level(LOTS), ["good or mature", "●"]),
    ("L3.0", level(LOTS), ["leadership team"]),
    (
        "L3.A",
        level(LOTS, 1),
        [
            "Look back", "look ahead", "continuous improvement", "regular and systematic",
            "sustainable", "relevant", "current", "capacity", "planning and deciding together",
            "impact", "longer-term vision", "several sources", "culture", "stand-alone",
            "yearly careers calendar", "strengths", "concerns and gaps", "SWOT",
            "district review session", "Others",
        ],
    ),
    (
        "L3.B R.1 R.2",
        level(LOTS, 2),
        [
            "Indigenous learners", "Aboriginal", "Gender equity", "at risk of not graduating",
            "Other", "Awareness", "Exploration", "Preparation and transition", "Budget",
            "Resources", "Advisory program teams", "Staff expertise", "Informed stakeholders",
            "Upgraded facilities", "District-wide collaboration", "Sustainability",
            "Program implementation", "Ministry and district policy", "key information",
            "New program development", "Partnerships", "Communication",
            "Marketing and promotion", "Personnel", "Elementary", "Middle", "Secondary",
            "Alternate",
        ],
    ),
    (
        "L3.C",
        level(LOTS, 3),
        [
            "check list", "Students", "Parents", "Educators", "Partners", "Data collection",
            "Consultation", "Focus groups", "Surveys", "SWOT", "strengths", "gaps", "threats",
            "opportunities", "grow", "cull", "grants", "labour-market needs",
            "by need and by area of focus",
        ],
    ),
    (
        "L3.D",
        level(LOTS, 4),
        [
            "feedback", "next year", "Adjust", "confirm", "Communication", "Advisory",
            "Collaboration", "student success", "annual review", "Report regularly", "celebrate",
        ],
    ),
    (
        "L3.a",
        level(LOTS),
        ["progress review", "better outcomes", "action plans",
        "operational changes", "strategic plan"],
    ),
    ("L3.t", level(LOTS), ["Why Career Development Education"]),
    (
        "T.1",
        topic("programs"),
        [
            "good decisions about their careers", "K-12", "general education", "life", "lifespan",
            "positive attitude", "again and again",
        ],
    ),
    (
        "T.2",
        topic("experiences"),
        [
            "Awareness", "grade 7", "range of careers", "sectors", "skills", "education",
            "Exploration", "grades 8 and 9", "in depth", "personal interests", "active role",
            "motivation", "Engagement", "grades 10 to 12", "classroom", "worksite",
            "after high school", "Preparation", "readiness", "Skills training", "specific range of",
        ],
    ),
    (
        "T.3",
        topic("planning"),
        [
            "plan regularly", "monitor progress", "checklist", "Just getting started",
            "On our way", "Lots going on", "strategic framework", "action plan", "operating plan",
        ],
    ),
    (
        "T.4",
        topic("why-plan"),
        [
            "reach your goals", "priorities", "matters most", "global, national and local",
            "tell others", "each day", "time and money", "worth", "muddle", "lucky", "costly",
            "confusing", "inefficient", "ineffective", "crisis", "avert", "pick up",
            "commitment", "leadership", "helped to make", "makes sense and is possible",
        ],
    ),
    (
        "T.5",
        topic("using"),
        ["alone", "facilitator", "guide where you go next", "Adopt", "adapt", "adjust"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "phrases"), [point[1:] for point in POINTS], ids=[point[0] for point in POINTS]
)
def test_each_point_can_be_read(run: Run, words: tuple[str, ...], phrases: list[str]) -> None:
    text = " ".join(run(*words).stdout.split()).lower()
    assert [phrase for phrase in phrases if phrase.lower() not in text] == []


SURVEY = {
    "student-engagement": (
        "awareness exploration middle work experience trades apprenticeship transitions adult "
        "alternate 30% 50% middle fully",
        "10% / 30% / 50%",
    ),
    "personnel": (
        "dedicated",
        "nobody few no sign team whole district / a few district level some secondary strategies "
        "span / leader coordinator administrator network adult alternate secondary elementary "
        "middle K-12 framework",
    ),
    "marketing-and-communications": (
        "careers trades",
        "hard to find out of date brochures posters / web page course calendar news briefs "
        "brochures posters presentations information sessions brief / website contacts program "
        "options how to apply links newsletters presentations employer forums career events",
    ),
    "learning-partnerships": (
        "partnerships",
        "few people hard to find / takes part help students careers trades meetings build new "
        "administration / easy supported student success showcase celebrate board parents "
        "students schools community business industry",
    ),
    "operations": (
        "trades transitions K-12 adult",
        "little information looks after no resources no policy / varies widely new programs "
        "interested hard to get in new to the job what when where how district goals unclear / "
        "easy future direction sustainability differ very little comprehensive vision goals plans",
    ),
}


@pytest.mark.parametrize("question", SURVEY)
def test_each_answer_of_the_survey_tells_its_whole_picture(
    pack: ContentPack, question: str
) -> None:
    asked, answers = SURVEY[question]
    found = next(q for q in pack.instrument("survey").questions if q.id == question)
    about = f"{found.title} {found.prompt} {found.help}".lower()
    assert [word for word in asked.lower().split() if word not in about] == []
    for option, words in zip(found.options, answers.lower().split(" / "), strict=True):
        text = " ".join((option.label, *option.details)).lower()
        assert [word for word in words.split() if word not in text] == [], option.id


def test_each_feedback_is_two_or_three_sentences_and_names_what_to_read(pack: ContentPack) -> None:
    names = {topic.id for topic in pack.topics}
    for found in pack.levels:
        assert 2 <= found.feedback.count(". ") + 1 <= 3
        assert "step 1" in found.feedback
        assert any(f"topic {name}" in found.feedback for name in names)


def test_every_step_that_a_feedback_names_has_that_title(pack: ContentPack) -> None:
    for found in pack.levels:
        for number, step in enumerate(found.steps, 1):
            named = f"step {number}, "
            assert named not in found.feedback or f"{named}{step.title}" in found.feedback


def links(pack: ContentPack) -> Iterator[tuple[str, str]]:
    for found in pack.levels:
        for entry in found.toolkit:
            yield entry.title, entry.url


def test_toolkit_links_are_unset_until_a_district_fills_them_in(pack: ContentPack) -> None:
    assert {url for _, url in links(pack)} == {""}
