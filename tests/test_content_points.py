"""Every point that the content must make can be read with the tool, at the place where it belongs.

The ids are those that the comments in `content/` name.
"""

from collections.abc import Iterator
from itertools import pairwise

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
    ("L1.0", level(JUST), ["learning walk", "walk about", "lay of the land",
    "whole picture", "could become"]),
    (
        "L1.1",
        level(JUST, 1),
        [
            "students, your schools, parents and caregivers, and the community",
            "needs to be engaged",
            "How do career programs work", "colleges", "SkilledTradesBC", "ITA",
            "trades training authority", "employers",
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
            "district career leader", "dedicated staff", "models", "resources", "what they learned",
            "possibilities", "feedback", "Recommendations",
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
    ("L2.0", level(ON), ["district career leader"]),
    (
        "L2.1",
        level(ON, 1),
        [
            "positive outcomes", "head start", "after high school", "confidence", "competence",
            "wellbeing", "success", "engage students in relevant learning", "certification",
            "outside institutions and agencies", "post-secondary", "employers", "workplace",
            "collaboration", "community",
        ],
    ),
    (
        "L2.2",
        level(ON, 2),
        [
            "student data: numbers and stories", "student success and achievement",
            "happens in stages", "throughout life", "early learning activities",
            "real life", "learning resources", "community as a partner", "benefits and the risks",
            "attendance", "Course completion", "Graduation rates", "results",
            "Work experience (WE) participation", "Program participation", "Transition rates",
            "student surveys", "interest", "Strengths", "Gaps",
            "concern", "school, district and provincial",
        ],
    ),
    (
        "L2.3",
        level(ON, 3),
        ["Presentations to the board", "reports to the board",
        "annual report", "strategic plan", "Framework for Enhancing Student Learning",
        "achievement contract"],
    ),
    (
        "L2.4 R.1 R.2",
        level(ON, 4),
        [
            "District Assessment Framework Check List", "priority groups", "target populations",
            "K-12 and adult", "Budget", "Resources", "Staff expertise", "Develop",
            "Informed partners and rights holders", "Upgraded facilities",
            "District-wide collaboration", "New program development", "Partnerships",
            "Communication", "Marketing and promotion", "Personnel",
            "Student engagement in career development activities", "Elementary", "Middle",
            "Secondary", "Alternate", "Adult", "Ministry and district policy",
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
            "yearly career calendar", "imagine what is possible", "strengths", "concerns and gaps",
            "SWOT", "district review session", "Others", "samples from other districts",
        ],
    ),
    (
        "L3.B R.1 R.2",
        level(LOTS, 2),
        [
            "Indigenous learners", "Aboriginal", "Gender equity", "at risk of not graduating",
            "Other groups", "children and youth in care",
            "disabilities or diverse abilities", "need more support to graduate", "new programs",
            "Awareness", "Exploration", "Preparation and transition", "Budget",
            "Resources", "Advisory program teams", "Staff expertise",
            "Informed partners and rights holders", "District Assessment Framework Check List",
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
            "review list as your guide", "Students", "Parents and caregivers", "Educators",
            "Partners", "Indigenous Peoples", "Data collection",
            "Consultation", "Focus groups", "Surveys", "SWOT", "strengths", "gaps", "threats",
            "opportunities", "expand", "end", "new grants", "labour-market needs",
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
            "good decisions about their careers", "lifelong process", "information and experiences",
            "meaningful", "one part of career development", "K-12", "general education", "life",
            "lifespan", "positive attitude", "again and again",
        ],
    ),
    (
        "T.2",
        topic("experiences"),
        [
            "Awareness", "grade 7", "wide variety of careers", "range of careers", "sectors",
            "skills and competencies", "education",
            "Exploration", "grades 8 and 9", "in depth", "personal interests", "active role",
            "motivation", "Engagement", "grades 10 to 12", "classroom", "worksite",
            "after high school", "Preparation", "readiness", "Skills training", "specific range of",
            "Career-Life Education", "Career-Life Connections",
        ],
    ),
    (
        "T.3",
        topic("planning"),
        [
            "competencies", "self-concept", "needs to plan regularly", "monitor progress",
            "student achievement", "stages of maturity", "checklist", "Just getting started",
            "On our way", "Lots going on", "strategic framework", "action plan", "operating plan",
        ],
    ),
    (
        "T.4",
        topic("why-plan"),
        [
            "reach your goals", "priorities", "decisions",
            "limited resources where they do the most good", "global, national and local",
            "tell others", "guide for day-to-day work", "excuses",
            "get on with the job", "skipping the plan can look easier", "time and money", "worth",
            "muddle", "lucky", "costly", "confusing", "inefficient", "ineffective", "crisis",
            "prevents some crises", "pick up", "sticks to a plan, so why bother", "committed",
            "leadership", "helped to make", "makes sense and is possible",
        ],
    ),
    (
        "T.5",
        topic("using"),
        ["alone", "facilitator", "guide where you go next", "Adopt", "adapt", "adjust",
        "colour and a symbol", "know where to look"],
    ),
    (
        "T.6",
        topic("glossary"),
        [
            "levels of maturity", "Career development:", "Skills training:", "Areas of focus:",
            "Needs:", "District Assessment Framework Check List: the review list",
            "ITA (Industry Training Authority): SkilledTradesBC", "Aboriginal learners: Indigenous",
            "Target populations: priority groups", "Achievement contract:", "Transitions:",
            "Walk about: learning walk", "At risk of not graduating:", "Stakeholders: partners and",
            "Parents: parents and caregivers",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "phrases"), [point[1:] for point in POINTS], ids=[point[0] for point in POINTS]
)
def test_each_point_can_be_read(run: Run, words: tuple[str, ...], phrases: list[str]) -> None:
    text = " ".join(run(*words).stdout.split()).lower()
    assert [phrase for phrase in phrases if phrase.lower() not in text] == []


TOOLS: list[tuple[str, str, list[str]]] = [
    (
        "K.1",
        "session",
        [
            "90 minutes", "half a day", "8 to 30", "The day before", "0 to 10", "87 to 90",
            "Choose in silence", "When the group is split", "Three actions", "Who writes down what",
        ],
    ),
    (
        "K.2",
        "swot",
        ["60 minutes", "Inside", "Outside", "Prompts: strengths", "Prompts: threats", "dots",
        "one action"],
    ),
    (
        "K.3",
        "learning-walk",
        [
            "walk about", "Why do career programs matter", "What is the situation",
            "School", "Activity", "Grades", "Students", "Partner", "Inventory",
        ],
    ),
    ("K.4 T.1 T.2", "what-is-career-development", ["lifelong", "Awareness", "Skills training"]),
    ("K.4 T.4 L2.2", "why-career-development", ["wellbeing", "benefits and the risks", "early"]),
    ("K.4 T.3 T.4", "strategic-plan", ["muddle", "Vision", "Values", "Outcomes"]),
    ("K.4 L2.5 L3.D", "action-planning", ["evidence", "Ask for advice", "calendar"]),
    ("K.4 L1.3", "operating-plan", ["Money", "Partners", "school-year calendar"]),
    ("K.5", "example", ["invented", "half a year later", "What happened", "What changed since"]),
    (
        "K.6",
        "good-practice",
        ["Student engagement", "Personnel", "Marketing", "partnerships", "Operations", "Evidence"],
    ),
    ("K.7", "survey-questions", ["Students", "Parents and caregivers", "partners"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "phrases"), [point[1:] for point in TOOLS], ids=[point[0] for point in TOOLS]
)
def test_each_point_of_the_toolkit_can_be_read(run: Run, name: str, phrases: list[str]) -> None:
    text = " ".join(run("toolkit", name, "-f", "md").stdout.split()).lower()
    assert [phrase for phrase in phrases if phrase.lower() not in text] == []


def test_what_is_good_has_three_signs_for_each_question(pack: ContentPack) -> None:
    parts = [part for part in pack.tool("good-practice").parts if part.table]
    assert [part.heading for part in parts] == [
        q.title for q in pack.instrument("survey").questions
    ]
    assert {len(part.table.rows) for part in parts if part.table} == {3}


def test_the_minutes_of_the_session_add_up_to_ninety(pack: ContentPack) -> None:
    tables = [part.table for part in pack.tool("session").parts if part.table]
    (agenda,) = [one for one in tables if one.columns[0] == "Minutes"]
    spans = [tuple(map(int, row[0].split(" to "))) for row in agenda.rows]
    assert spans[0][0] == 0
    assert spans[-1][1] == 90
    assert all(before[1] == after[0] for before, after in pairwise(spans))
    (moves,) = [one for one in tables if one.columns[0] == "Move"]
    assert sum(int(row[1]) for row in moves.rows) == 10


def test_the_minutes_of_the_swot_exercise_add_up_to_sixty(pack: ContentPack) -> None:
    (part,) = [part for part in pack.tool("swot").parts if part.heading == "The 60 minutes"]
    assert sum(int(step.split()[0]) for step in part.steps) == 60


SURVEY = {
    "student-engagement": (
        "career programs awareness exploration middle work experience trades apprenticeship "
        "transitions adult alternate activities",
        "less than 10% / 10% to 30% up to 50% / more than 50%",
    ),
    "personnel": (
        "dedicated",
        "nobody few no sign team whole district / a few district level some secondary "
        "district-wide strategies developed / leader coordinator administrator network adult "
        "alternate secondary district-wide strategies developed elementary middle K-12 framework",
    ),
    "marketing-and-communications": (
        "career trades",
        "hard to find out of date brochures posters / students parents web page course calendar "
        "news briefs several places brochures posters presentations information sessions brief / "
        "website contacts program options how to apply links newsletters presentations employer "
        "forums career events",
    ),
    "learning-partnerships": (
        "partnerships",
        "few people hard to find / takes part help students careers trades meetings build new "
        "career staff administrators / easily supported student success showcase celebrate board "
        "parents students schools community business industry",
    ),
    "operations": (
        "trades transitions K-12 adult",
        "little information unclear looks after no resources no policy / varies widely new "
        "programs interest hard to get into new to the job what programs are who what when where "
        "how district's goals unclear / easy future direction sustainability differ very little "
        "comprehensive vision goals plans",
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
        text = " ".join((option.label, *option.picture)).lower()
        assert [word for word in words.split() if word not in text] == [], option.id


STILL_TO_DO = {
    ("personnel", "blue"): ["still being developed"],
    ("personnel", "green"): ["still being developed"],
    ("operations", "blue"): [
        "hard to get into", "new to the job", "who does what, when, where and how",
        "direction is unclear",
    ],
    ("operations", "green"): ["direction and sustainability", "schools differ"],
}  # fmt: skip


@pytest.mark.parametrize(("question", "answer"), STILL_TO_DO)
def test_what_is_not_good_at_an_answer_is_still_to_do_there_and_never_reached(
    pack: ContentPack, question: str, answer: str
) -> None:
    found = next(q for q in pack.instrument("survey").questions if q.id == question)
    option = found.option(answer)
    to_do, reached = ("\n".join(lines).lower() for lines in (option.still_to_do, option.details))
    for words in STILL_TO_DO[question, answer]:
        assert words in to_do
        assert words not in f"{reached} {option.target}".lower()


def test_each_feedback_is_two_or_three_sentences_and_names_what_to_read(pack: ContentPack) -> None:
    names = {topic.id for topic in pack.topics}
    for found in pack.levels:
        assert 2 <= found.feedback.count(". ") + 1 <= 3
        assert "step 1" in found.feedback
        assert any(f'topic "{name}"' in found.feedback for name in names)


def test_every_step_that_a_feedback_names_has_that_title(pack: ContentPack) -> None:
    for found in pack.levels:
        for number, step in enumerate(found.steps, 1):
            named = f"step {number} ("
            assert named not in found.feedback or f"{named}{step.title})" in found.feedback


def links(pack: ContentPack) -> Iterator[tuple[str, str]]:
    for found in pack.levels:
        for entry in found.toolkit:
            yield entry.title, entry.url


def test_toolkit_links_are_unset_until_a_district_fills_them_in(pack: ContentPack) -> None:
    assert {url for _, url in links(pack)} == {""}
