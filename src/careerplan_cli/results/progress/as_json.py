"""Writes how far a plan has come as JSON; `docs/formats.md` tells its fields."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from careerplan_cli.model.guide import Level
from careerplan_cli.planning import ActionRow
from careerplan_cli.plans.progress import Moved, Progress
from careerplan_cli.text.json_text import json_text

FORMAT = 1
"""The version of this form. Fields are added within it, never renamed."""


def render(
    district: str,
    progress: Progress,
    changes: Sequence[Moved] | None,
    levels: Sequence[tuple[Level, date | None]],
) -> str:
    """Return the levels, the counts, the actions to look at; with `changes`, what moved."""
    fields: dict[str, object] = {
        "format": FORMAT,
        "district": district or None,
        "date": progress.day.isoformat(),
        "levels": [
            {"level": level.id, "date": day.isoformat() if day else None} for level, day in levels
        ],
        **asdict(progress.whole),
        "undated": len(progress.undated),
        "kept": progress.kept,
        "by_goal": [{"goal": name, **asdict(counts)} for name, counts in progress.by_goal],
        "by_lead": [{"lead": name, **asdict(counts)} for name, counts in progress.by_lead],
        "late_actions": [_action(row) for row in progress.late],
        "next_actions": [_action(row) for row in progress.next],
        "undated_actions": [_action(row) for row in progress.undated],
        "other_actions": [_action(row) for row in progress.other],
    }
    if changes is not None:
        fields["moved"] = [
            {**_action(one.row), "before": one.before or None, "after": one.after or None}
            for one in changes
        ]
    return json_text(fields)


def _action(row: ActionRow) -> dict[str, object]:
    return {
        name: getattr(row, name) or None for name in ("code", "action", "lead", "due", "status")
    }
