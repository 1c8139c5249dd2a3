"""Which keys are meant: none that is held down, however slowly a keyboard begins to repeat it."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

import pytest

from careerplan_cli.terminal.keyboard import HELD, Keyboard


@dataclass
class Desk:
    """A keyboard with a clock of its own: what is pressed when, and what counts when."""

    now: float = 0.0
    counted: list[str] = field(default_factory=list)
    timers: "list[tuple[float, int, Later]]" = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=count)

    def later(self, seconds: float, then: Callable[[], None]) -> "Later":
        timer = Later(then)
        heapq.heappush(self.timers, (self.now + seconds, next(self.numbers), timer))
        return timer

    def pass_until(self, time: float) -> None:
        while self.timers and self.timers[0][0] <= time:
            self.now, _, timer = heapq.heappop(self.timers)
            if not timer.cancelled:
                timer.then()
        self.now = time


@dataclass
class Later:
    then: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


def counted(*presses: tuple[float, str]) -> list[str]:
    desk = Desk()
    keyboard = Keyboard(lambda: desk.now, desk.later)
    for time, key in presses:
        desk.pass_until(time)
        keyboard.press(key, lambda key=key: desk.counted.append(key))  # type: ignore[misc]
    desk.pass_until(desk.now + 60)
    return desk.counted


def held(key: str, start: float, first_repeat: float, rate: float = 30) -> list[tuple[float, str]]:
    """Return when a key comes that is held down for three seconds."""
    repeats = range(int((3 - first_repeat) * rate))
    return [(start, key), *((start + first_repeat + n / rate, key) for n in repeats)]


@pytest.mark.parametrize("first_repeat", [0.2, 0.25, 0.3, 0.5, 0.75, 1.0, 2.0])
@pytest.mark.parametrize("rate", [10, 30])
def test_a_key_held_down_counts_once(first_repeat: float, rate: float) -> None:
    assert counted(*held("1", 0, first_repeat, rate)) == ["1"]


@pytest.mark.parametrize("first_repeat", [0.25, 0.5, 1.0])
def test_a_key_counts_once_when_its_first_repeats_came_before_the_screen_was_drawn(
    first_repeat: float,
) -> None:
    first, *repeats = held("1", 0, first_repeat)
    assert counted(first, *repeats[20:]) == ["1"]


@pytest.mark.parametrize("first_repeat", [0.25, 0.5, 1.0])
def test_a_key_that_answered_long_before_counts_once_when_it_is_held_down(
    first_repeat: float,
) -> None:
    assert len(counted((0, "1"), *held("1", 5, first_repeat))) <= 2


def test_a_key_that_waits_is_forgotten_with_its_screen() -> None:
    desk = Desk()
    keyboard = Keyboard(lambda: desk.now, desk.later)
    for time in (0, 1):
        desk.pass_until(time)
        keyboard.press("1", lambda: desk.counted.append("1"))
    keyboard.forget()
    keyboard.press("2", lambda: desk.counted.append("2"))
    desk.pass_until(60)
    assert desk.counted == ["1", "2"]


def test_the_same_key_pressed_again_counts() -> None:
    assert counted((0, "y"), (0.4, "y"), (0.8, "y"), (30, "y")) == ["y"] * 4


def test_other_keys_count_at_any_time() -> None:
    assert counted((0, "1"), (0.01, "2"), (0.02, "b")) == ["1", "2", "b"]


def test_another_key_counts_at_once_while_one_is_held_down() -> None:
    assert counted(*held("1", 0, 0.5), (3.0, "2"), (3.1, "1")) == ["1", "2", "1"]


def test_a_key_that_comes_too_soon_after_the_same_one_twice_does_not_answer_for_it() -> None:
    assert counted((0, "1"), (1, "1"), (1.1, "2")) == ["1", "1"]


def test_a_key_with_others_typed_before_it_counts_at_once_and_held_down_no_more() -> None:
    desk = Desk()
    keyboard = Keyboard(lambda: desk.now, desk.later)
    for number, (time, _) in enumerate([(0.0, ""), *held("enter", 0.1, 0.5)]):
        desk.pass_until(time)
        keyboard.press("enter", lambda: desk.counted.append("enter"), fresh=number < 2)
    desk.pass_until(60)
    assert desk.counted == ["enter", "enter"]


def test_a_capital_is_the_same_key() -> None:
    assert counted((0, "b"), (HELD / 2, "B")) == ["b"]
