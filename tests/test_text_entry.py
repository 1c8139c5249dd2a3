"""The prompts of the terminal: what cannot be kept is told where it is typed."""

from typing import Any

import pytest
import questionary
from rich.console import Console

from careerplan_cli.model.answers import MOST_CHARACTERS
from careerplan_cli.terminal import text_entry
from careerplan_cli.terminal.keyboard import Keyboard

TOO_LONG = "x" * (MOST_CHARACTERS + 1)
TOLD = "This has 20,001 characters, and 20,000 can be kept. Make it shorter."


def test_a_text_over_the_limit_is_asked_for_again_in_a_plain_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter([TOO_LONG, "short"])
    monkeypatch.setattr(text_entry, "ask_line", lambda _: next(typed))
    console = Console(_environ={"TERM": "dumb"}, force_terminal=True, width=100)
    assert text_entry.ask_text(console, Keyboard(), "Note", "") == "short"
    assert TOLD in capsys.readouterr().out


def test_a_text_over_the_limit_stays_at_the_prompt_to_be_made_shorter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[object] = []

    class Application:
        def run(self, **_: object) -> str:
            return "short"

    class Prompt:
        application = Application()

        def __init__(self, _: str, *, validate: Any, **__: object) -> None:
            told.extend([validate(TOO_LONG), validate(TOO_LONG[1:])])

    monkeypatch.setattr(questionary, "text", Prompt)
    console = Console(_environ={"TERM": "xterm"}, force_terminal=True)
    assert text_entry.ask_text(console, Keyboard(), "Note", "") == "short"
    assert told == [TOLD, True]
