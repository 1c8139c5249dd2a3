"""Content packs at the edges of what the schema allows, and answers to them, for Hypothesis."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from hypothesis import strategies as st

from careerplan_cli.model.fields import Colour
from careerplan_cli.model.instrument import Instrument

Entries = dict[str, Any]

ODD = [
    *("x", "é", "漢字かな", "👩‍🏫", "e\u0301\u0301\u0301", "\u200b", "\ufeff"),
    *(
        "\ufffe",
        "\uffff",
        "\ufffd",
        "العربية",
        "\u200f",
    ),
    *("[red]x[/red]", "<b>&amp;</b>", "| a | b |", "`x`", "# x", "=1+1", "@SUM(A1)", "-x", "1. x"),
    *("{{ x }}", "{% x %}", "{0} %s {x}", "\\", "~~~", "]]>", "<!--", "--", "***", "http://x.org"),
    *("\"'", "x" * 60, "x " * 29, "|" * 60, "漢" * 60),
]
"""What a text may hold and a form may stumble over; each is short enough for a label."""

NAMES = [
    *("level", "total", "file", "row", "district", "answers", "no", "null", "true", "12", "1e3"),
    *("x" * 60, "first-one", "second-one", "third", "fourth", "fifth", "sixth", "a", "b", "c", "d"),
]
"""Ids that may mean something else to YAML, to a table of results or to a file system."""

AREAS = ("area", "other-area")

letters = st.characters(categories=["L", "N", "P", "S"])
labels = st.sampled_from(ODD) | st.text(letters, min_size=1, max_size=60)
texts = labels | st.sampled_from(
    [
        *(" ", "\n", "\xa0", "\u2009", "x\n\n\ny", "\n* x", "\n\n# x\n---\n"),
        *("word " * 2_000, "x" * 5_000, "a\n" * 200),
    ]
)
colours = st.sampled_from(get_args(Colour))
symbols = st.sampled_from(list("●x|<&漢👩`*\u0301\u200b\ufffe"))
urls = st.sampled_from(
    [
        *("", "https://x.org", 'https://x"onclick=', "https://[", "http://<>&'", "https://x/(a)|b"),
        *(
            "http:///",
            "https://\u202e",
            "https://x:99999999",
            "http://a%zz",
            "https://漢.example/é",
            "https://x>)<script>alert(1)</script>",
        ),
        f"https://{'x' * 3_000}",
    ]
)
rarely = st.sampled_from([False, False, False, True])

parts = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "heading": labels,
            "text": texts,
            "points": st.lists(texts, min_size=1, max_size=3),
        },
    ),
    min_size=1,
    max_size=3,
)
steps = st.fixed_dictionaries(
    {"title": labels}, optional={"text": texts, "parts": parts, "review_list": st.booleans()}
)
toolkits = st.lists(
    st.fixed_dictionaries({"title": texts}, optional={"url": urls}), min_size=1, max_size=3
)


def ids(draw: st.DrawFn, *numbers: int) -> list[str]:
    """Return as many different ids as one of these numbers says."""
    return draw(st.permutations(NAMES))[: draw(st.sampled_from(numbers))]


def maybe(draw: st.DrawFn, entry: str, strategy: st.SearchStrategy[Any]) -> Entries:
    """Return nothing, or a group with one entry."""
    return {entry: draw(strategy)} if draw(st.booleans()) else {}


@st.composite
def options(draw: st.DrawFn) -> list[Entries]:
    """Return two, three or twelve options, with or without keys, some of which do not count."""
    keys = draw(st.permutations("acdefghijklmnopqrstuvwxyz1234567890"))
    keyed, rising = draw(st.sampled_from(["none", "some", "all"])), draw(st.booleans())
    return [
        {
            "id": id_,
            "colour": draw(colours),
            "points": n if rising else draw(st.sampled_from([0, 1, 2, 50])),
            "label": f"{draw(labels)[:57]} {n}",  # at most 60 characters, and different
            **({"key": keys[n]} if keyed == "all" or (keyed == "some" and n % 2) else {}),
            **({"counts": False} if n and draw(rarely) else {}),
            **maybe(draw, "details", st.lists(texts, min_size=1, max_size=3)),
        }
        for n, id_ in enumerate(ids(draw, 2, 3, 12))
    ]


def bands(draw: st.DrawFn, totals: list[int], levels: list[str]) -> list[Entries]:
    """Return bands that share out all totals; each begins at one that can be reached."""
    many = min(len(totals), draw(st.integers(len(levels), len(levels) + 2)))
    starts = [totals[0], *sorted(draw(st.permutations(totals[1:]))[: many - 1])]
    ends = [start - 1 for start in starts[1:]] + [totals[-1]]
    named = [levels[min(n, len(levels) - 1)] for n in range(len(starts))]
    pairs = zip(named, starts, ends, strict=True)
    return [{"level": level, "lowest": low, "highest": high} for level, low, high in pairs]


def rules(draw: st.DrawFn, option_ids: list[str], levels: list[str]) -> list[Entries]:
    """Return a rule for each level, of which the last always holds."""
    bounds = st.sampled_from(["more_than", "at_least", "at_most", "less_than"])
    shares = st.sampled_from([0, 0.25, 0.5, 0.999, 1])
    conditional = [
        {
            "level": level,
            "conditions": [
                {"option": draw(st.sampled_from(option_ids)), draw(bounds): draw(shares)}
            ],
        }
        for level in levels[1:]
    ]
    return [*conditional, {"level": levels[0]}]


@st.composite
def instruments(draw: st.DrawFn, id_: str, levels: list[str], *, areas: bool) -> Entries:
    """Return an instrument with one to fifteen questions that leads to all levels."""
    shared = draw(st.none() | options())
    questions = [
        {
            "id": question,
            "title": draw(labels),
            "prompt": draw(texts),
            **maybe(draw, "help", texts),
            **({"focus": list(AREAS)} if areas and draw(st.booleans()) else {}),
            **({"options": draw(options())} if shared is None or draw(rarely) else {}),
        }
        for question in ids(draw, 1, 1, 4, 15)
    ]
    cut = draw(st.integers(1, len(questions)))
    offered = [question.get("options") or shared or [] for question in questions]
    totals = {0}
    for choices in offered:
        worth = {option["points"] if option.get("counts", True) else 0 for option in choices}
        totals = {total + points for total in totals for points in worth}
    if 0 in totals and len(totals) >= len(levels) and draw(st.booleans()):
        share_out = bands(draw, sorted(totals), levels)
        classification: Entries = {"by": "bands", "bands": share_out}
    else:
        counting = [o["id"] for choices in offered for o in choices if o.get("counts", True)]
        least = draw(st.sampled_from([0, 0.5, 1]))
        share_out = rules(draw, counting, levels)
        classification = {"by": "shares", "least_answered": least, "rules": share_out}
    return {
        "id": id_,
        "title": draw(labels),
        "description": draw(texts),
        **({"options": shared} if shared else {}),
        "sections": [
            {"id": f"s{n}", "title": draw(labels), "questions": group}
            for n, group in enumerate((questions[:cut], questions[cut:]))
            if group
        ],
        "classification": classification,
    }


@st.composite
def level_files(draw: st.DrawFn, id_: str, rank: int) -> Entries:
    return {
        "id": id_,
        "title": draw(labels),
        "rank": rank,
        "colour": draw(colours),
        "symbol": draw(symbols),
        "summary": draw(texts),
        "feedback": draw(texts),
        "introduction": {"title": draw(labels), "text": draw(texts)},
        "steps": draw(st.lists(steps, min_size=1, max_size=3)),
        "recommended_actions": draw(st.lists(texts, min_size=1, max_size=3)),
        **maybe(draw, "toolkit", toolkits),
    }


@st.composite
def reviews(draw: st.DrawFn, levels: list[str]) -> Entries:
    def entry(id_: str) -> Entries:
        offered = {"levels": levels[:1]} if draw(st.booleans()) else {}
        return {"id": id_, "title": draw(labels), **maybe(draw, "note", texts), **offered}

    finer = {"items": [entry("item")]} if draw(st.booleans()) else {}
    return {
        "title": draw(labels),
        "needs": [entry("need") | finer],
        "areas_of_focus": [entry(id_) for id_ in AREAS],
    }


@st.composite
def plan_files(draw: st.DrawFn, levels: list[str]) -> Entries:
    fills = st.sampled_from(["answers", "working", "lowest", "needs", "focus", "actions"])
    columns = draw(st.sampled_from([1, 10]))
    table = {
        "columns": [draw(labels) for _ in range(columns)],
        "rows": draw(st.lists(st.lists(labels | st.just(""), max_size=columns), max_size=2)),
        "empty": draw(st.sampled_from([0, 3])),
        **({"widths": [1] + [100] * (columns - 1)} if draw(st.booleans()) else {}),
    }
    filled = [
        {"fill": fill, **maybe(draw, "heading", labels), **maybe(draw, "text", texts)}
        for fill in draw(st.lists(fills, min_size=1))
    ]
    lines = draw(st.sampled_from([0, 30]))
    action = {"step": 1, "text": draw(texts)}
    outline = {
        "text": draw(texts),
        "chapters": [{"chapter": "chapter", "title": draw(labels)}],
        "each": action,
        "keep": draw(texts),
        **maybe(draw, "actions", st.just([action])),
    }
    pieces = [*filled, {"table": table, "lines": lines, "levels": levels[:1]}, {}]
    return {
        "title": draw(labels),
        "chapters": [{"id": "chapter", "pieces": pieces}],
        "workbooks": [outline | {"level": level} for level in levels],
    }


@st.composite
def tool_files(draw: st.DrawFn) -> Entries:
    """Return a text with a sheet and a deck with every figure, by the names of their files."""
    columns = [f"{draw(labels)[:50]} {n}" for n in range(draw(st.sampled_from([1, 10])))]
    sheet = {
        "title": draw(labels),
        "columns": columns,
        "rows": draw(st.lists(st.lists(labels | st.just(""), max_size=len(columns)), max_size=2)),
        "empty": draw(st.sampled_from([0, 3])),
        "choices": [{"column": columns[0], "choices": [draw(labels), draw(labels)]}],
    }
    several = st.lists(texts, min_size=1, max_size=3)
    part = {
        "sheet": sheet,
        "commands": ["careerplan assess"],
        "lines": draw(st.sampled_from([0, 30])),
        **maybe(draw, "heading", labels),
        **maybe(draw, "text", texts),
        **{name: draw(several) for name in ("points", "steps", "checks")},
    }
    points = texts.filter(lambda text: len(text) <= 90)
    slides: list[Entries] = [
        {"title": draw(labels), "points": draw(st.lists(points, min_size=1, max_size=6))},
        *({"title": draw(labels), "figure": name} for name in ("level", "areas", "targets")),
    ]
    known = {"rank": 1, "title": draw(labels), "summary": draw(texts)}
    notes = draw(texts)
    return {
        "toolkit/text.yaml": {"id": "text", **known, "parts": [part]},
        "toolkit/deck.yaml": {
            "id": "deck",
            **known,
            "slides": [slide | {"notes": notes} for slide in slides],
        },
    }


@st.composite
def packs(draw: st.DrawFn) -> Entries:
    """Return the files of a pack by their names; most of them pass the check."""
    levels, instrument_ids = ids(draw, 1, 2, 3, 7), ids(draw, 1, 1, 2)
    least = draw(st.sampled_from([1, 10**17]))
    files: Entries = {
        f"levels/{id_}.yaml": draw(level_files(id_, least + n)) for n, id_ in enumerate(levels)
    }
    reviewed = draw(st.booleans())
    if reviewed:
        files["review.yaml"] = draw(reviews(levels))
    for id_ in instrument_ids:
        files[f"{id_}.yaml"] = draw(instruments(id_, levels, areas=reviewed))
    if not draw(rarely):
        files["plans.yaml"] = draw(plan_files(levels))
    if draw(st.booleans()):
        topic = {"id": "topic", "title": draw(labels), "summary": draw(texts)}
        topic |= maybe(draw, "text", texts) | maybe(draw, "parts", parts)
        files["topics.yaml"] = {"topics": [topic]}
    if draw(st.booleans()):
        files |= draw(tool_files())
    if draw(st.booleans()):
        languages = st.sampled_from(["en", "ar-SA", "zh-Hant-TW"])
        files["pack.yaml"] = maybe(draw, "name", labels) | maybe(draw, "language", languages)
    return files


def write(folder: Path, files: Entries) -> None:
    """Write the files of a pack."""
    for name, entries in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(entries), encoding="utf-8")


def answer_files(instrument: Instrument, words: str) -> Iterator[tuple[str, Entries]]:
    """Yield answer files with none, some and all questions answered; `words` are their notes."""
    questions = instrument.questions
    answers = {
        "none": {},
        "some": {question.id: question.options[0].id for question in questions[::2]},
        "lowest": {q.id: min(q.options, key=lambda o: o.points).id for q in questions},
        "highest": {q.id: max(q.options, key=lambda o: (o.counts, o.points)).id for q in questions},
        "last": {question.id: question.options[-1].id for question in questions},
    }
    for name, given in answers.items():
        yield (
            name,
            {
                "careerplan": 1,
                "instrument": instrument.id,
                "district": words,
                "answers": given,
                "notes": {question.id: words for question in questions},
            },
        )
