"""Starts terminals for the tests, and ends them."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from journeys.terminal import Start, Terminal


@pytest.fixture
def start(tmp_path: Path) -> Iterator["Start"]:
    """Return what starts careerplan, in the folder `tmp_path`, with some words."""
    from journeys.terminal import Terminal

    with ExitStack() as terminals:

        def start(*words: str, **settings: Any) -> "Terminal":
            return terminals.enter_context(Terminal(*words, folder=tmp_path, **settings))

        yield start
