"""Writes how far a plan has come as JSON; `docs/formats.md` tells its fields."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from careerplan_cli.model.guide import Level
from careerplan_cli.planning import ActionRow
from careerplan_cli.plans.progress import EarlierActions, Progress, VisionAndGoals
from careerplan_cli.text.json_text import json_text

FORMAT = 1
"""The version of this form. Fields are added within it, never renamed."""


def render(
    district: str,
    progress: Progress,
    since: EarlierActions | None,
    levels: Sequence[tuple[Level, date | None]],
    vision_and_goals: VisionAndGoals,
) -> str:
    """Return levels, goals, counts, the actions to look at, and with `since` what moved."""
    fields: dict[str, object] = {
        "format": FORMAT,
        "district": district or None,
        "date": progress.day.isoformat(),
        "levels": [
            {"level": level.id, "date": day.isoformat() if day else None} for level, day in levels
        ],
        "vision": [{"heading": heading, "text": text} for heading, text in vision_and_goals.texts],
        "goals": [
            dict(zip(vision_and_goals.goals.head, row, strict=False))
            for row in vision_and_goals.goals.rows
        ]
        if vision_and_goals.goals
        else [],
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


def _action(row: ActionRow) -> dict[str, object]:
    return {
        name: getattr(row, name) or None for name in ("code", "action", "lead", "due", "status")
    }
