"""Which keys are meant: none that is held down."""

from careerplan_cli.terminal.keyboard import Keyboard


def meant(*presses: tuple[float, str]) -> list[bool]:
    times = iter(time for time, _ in presses)
    keyboard = Keyboard(clock=lambda: next(times))
    return [keyboard.means(key) for _, key in presses]


def test_a_key_held_down_counts_once() -> None:
    held = [(n / 30, "1") for n in range(30)]
    assert meant(*held) == [True] + [False] * 29


def test_the_same_key_pressed_again_counts() -> None:
    assert meant((0, "1"), (0.5, "1"), (1.0, "1")) == [True, True, True]


def test_other_keys_count_at_any_time() -> None:
    assert meant((0, "1"), (0.01, "2"), (0.02, "b")) == [True, True, True]


def test_a_capital_is_the_same_key() -> None:
    assert meant((0, "b"), (0.1, "B")) == [True, False]
