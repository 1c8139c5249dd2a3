"""Writes the guide as JSON, for other programs to read; `docs/formats.md` tells its fields."""

from collections.abc import Sequence
from dataclasses import asdict

from careerplan_cli.model.guide import Level, Topic
from careerplan_cli.model.review import ReviewEntry, ReviewItem, ReviewList
from careerplan_cli.text.json_text import json_text

FORMAT = 1
"""The version of this form. Fields are added within it, never renamed."""


def overview_json(levels: Sequence[Level], topics: Sequence[Topic]) -> str:
    """Return the ids, titles and summaries of all levels and topics."""
    return _json(
        levels=[_some(level, "id", "title", "aliases", "colour", "summary") for level in levels],
        topics=[_some(topic, "id", "title", "summary") for topic in topics],
    )


def _some(model: Level | Topic, *names: str) -> dict[str, object]:
    return {name: getattr(model, name) for name in names}


def level_json(level: Level, review: ReviewList | None) -> str:
    """Return the whole guide of a level."""
    steps = [_step(level, number, review) for number in range(1, len(level.steps) + 1)]
    return _json(level={**asdict(level), "steps": steps})


def step_json(level: Level, number: int, review: ReviewList | None) -> str:
    """Return one step of a level's guide, counted from 1."""
    return _json(level=level.id, step=_step(level, number, review))


def topic_json(topic: Topic) -> str:
    """Return a background topic."""
    return _json(topic=asdict(topic))


def _step(level: Level, number: int, review: ReviewList | None) -> dict[str, object]:
    step = level.steps[number - 1]
    fields = {"number": number, **asdict(step)}
    del fields["review_list"]
    if step.review_list and review:
        fields["review_list"] = {
            "needs": _lines(review.needs, level),
            "areas_of_focus": _lines(review.areas_of_focus, level),
        }
    return fields


def _lines(entries: Sequence[ReviewEntry], level: Level) -> list[dict[str, object]]:
    return [
        {
            **_line(entry),
            "items": [_line(item) for item in entry.items if item.offered_at(level.id)],
        }
        for entry in entries
        if entry.offered_at(level.id)
    ]


def _line(line: ReviewItem) -> dict[str, object]:
    return {"id": line.id, "title": line.title, "note": line.note}


def _json(**fields: object) -> str:
    return json_text({"format": FORMAT, **fields})
