"""Writes how far a plan has come as JSON; `docs/formats.md` tells its fields."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from itertools import zip_longest

from careerplan_cli.model.guide import Level
from careerplan_cli.planning import ActionRow
from careerplan_cli.plans.answers import AreaChange
from careerplan_cli.plans.progress import EarlierActions, Progress, VisionAndGoals
from careerplan_cli.text.json_text import json_text

FORMAT = 1
"""The version of this form. Fields are added within it, never renamed."""


def render(
    district: str,
    progress: Progress,
    since: EarlierActions | None,
    levels: Sequence[tuple[Level, date | None]],
    areas: Sequence[AreaChange],
    vision_and_goals: VisionAndGoals,
) -> str:
    """Return levels, areas, goals, counts, the actions to look at, and with `since` what moved."""
    fields: dict[str, object] = {
        "format": FORMAT,
        "district": district or None,
        "date": progress.day.isoformat(),
        "levels": [
            {"level": level.id, "date": day.isoformat() if day else None} for level, day in levels
        ],
        "areas": [
            {
                "area": one.area,
                "direction": "higher" if one.rose else "lower",
                "before": one.before or None,
                "now": one.now or None,
            }
            for one in areas
        ],
        "vision": [{"heading": heading, "text": text} for heading, text in vision_and_goals.texts],
        "goals": [*_goals(vision_and_goals)],
        **asdict(progress.whole),
        "undated": len(progress.undated),
        "kept": progress.kept,
        "by_area": [{"area": name, **asdict(counts)} for name, counts in progress.by_area],
        "by_lead": [{"lead": name, **asdict(counts)} for name, counts in progress.by_lead],
        "late_actions": [_action(row) for row in progress.late],
        "next_actions": [_action(row) for row in progress.next],
        "undated_actions": [_action(row) for row in progress.undated],
        "other_actions": [_action(row) for row in progress.other],
        "dropped_actions": [_action(row) for row in progress.dropped],
    }
    if since:
        fields["earlier"] = {
            "date": since.day.isoformat() if since.day else None,
            "actions": since.actions,
            "done": since.done,
            "left": since.left,
            "added": since.added,
            "again": since.again,
        }
        fields["moved"] = [
            {
                "area": one.area,
                **_action(one.row),
                "before": one.before or None,
                "after": one.after or None,
            }
            for one in since.moved
        ]
    return json_text(fields)


def _goals(vision_and_goals: VisionAndGoals) -> Iterator[dict[str, object]]:
    grid = vision_and_goals.goals
    for row, now in zip_longest(grid.rows if grid else (), vision_and_goals.now):
        yield {
            **dict(zip(grid.head if grid else (), row, strict=False)),
            "now": now.answer if now else None,
            "target_reached": now.reached if now else None,
        }


def _action(row: ActionRow) -> dict[str, object]:
    return {
        name: getattr(row, name) or None for name in ("code", "action", "lead", "due", "status")
    }
