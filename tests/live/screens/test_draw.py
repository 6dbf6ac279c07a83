from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from formcheck.live.screens.draw import draw_screen
from formcheck.live.screens.live_view import LiveView
from formcheck.live.screens.states import PlaceScreen, PromptScreen, ScreenState, SetScreen
from tests.live.screens.examples import SIZES, USUAL, WORDY, live_view, set_screen
from tests.live.screens.ink import catch_ink, overlap

_ALL = [pytest.param(state, id=name) for name, state in USUAL.items()]
_ALL += [
    pytest.param(state, id=f"wordy {name}", marks=pytest.mark.slow) for name, state in WORDY.items()
]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("state", _ALL)
def test_words_stay_in_the_window_and_apart(
    state: ScreenState, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ink = catch_ink(monkeypatch)
    drawn = draw_screen(state, live_view(), size)
    assert drawn.picture.shape == (size[1], size[0], 3)
    assert ink
    for left, top, right, bottom in ink:
        assert left >= 0
        assert top >= 0
        assert right <= size[0]
        assert bottom <= size[1]
    # Tails of one line may touch the capitals of the next.
    for first, second in combinations(ink, 2):
        smaller = min((r[2] - r[0]) * (r[3] - r[1]) for r in (first, second))
        assert overlap(first, second) <= 0.12 * smaller, (first, second)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("state", _ALL)
def test_buttons_stay_in_the_window_and_apart(state: ScreenState, size: tuple[int, int]) -> None:
    drawn = draw_screen(state, None, size)
    assert drawn.buttons
    boxes = [(b.x, b.y, b.x + b.w, b.y + b.h) for b in drawn.buttons]
    for left, top, right, bottom in boxes:
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]
    assert all(overlap(first, second) == 0 for first, second in combinations(boxes, 2))


@pytest.mark.parametrize("state", _ALL)
def test_looks_whole_without_a_picture(state: ScreenState) -> None:
    drawn = draw_screen(state, None, (1280, 720))
    assert drawn.picture.std() > 5


@pytest.mark.parametrize("state", _ALL)
def test_the_way_to_stop_is_always_there(state: ScreenState) -> None:
    if isinstance(state, SetScreen | PlaceScreen | PromptScreen):
        button, *keys = draw_screen(state, None, (1280, 720)).buttons
        assert [key.action for key in keys] == [choice.action for choice in state.keys]
        assert button.action == "stop"
        assert button.w >= 300
        assert button.h >= 64


@pytest.mark.parametrize("size", [(1, 1), (50, 900), (3000, 60)])
@pytest.mark.parametrize("state", _ALL)
def test_an_absurd_window_breaks_nothing(state: ScreenState, size: tuple[int, int]) -> None:
    picture = draw_screen(state, live_view(), size).picture
    assert picture.shape[0] >= size[1]
    assert picture.shape[1] >= size[0]


def test_every_call_returns_a_picture_of_its_own() -> None:
    first = draw_screen(USUAL["menu"], None, (640, 480)).picture
    copy = first.copy()
    first[:] = 0
    assert np.array_equal(draw_screen(USUAL["menu"], None, (640, 480)).picture, copy)


def test_the_colours_are_in_the_order_of_windows() -> None:
    state = set_screen(cue="x", cue_tone="urgent")
    picture = draw_screen(state, None, (1280, 720)).picture
    blue, _, red = picture[690, 1000].tolist()
    assert red > 200
    assert blue < 120


def test_the_camera_picture_is_left_alone() -> None:
    view = live_view()
    before = view.rgb.copy()
    draw_screen(set_screen(), view, (1280, 720))
    assert np.array_equal(view.rgb, before)
    assert view.rgb.flags.writeable


def test_clicking_finds_the_action() -> None:
    drawn = draw_screen(USUAL["where"], None, (1280, 720))
    button = drawn.buttons[4]
    assert drawn.action_at(button.x + 1, button.y + 1) == "take:4"
    assert drawn.action_at(button.x + button.w - 1, button.y + button.h - 1) == "take:4"
    assert drawn.action_at(1, 1) is None


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, -3.0, 1e9])
def test_odd_numbers_break_nothing(value: float) -> None:
    states = (
        set_screen(hold_s=value, reach=value),
        replace(USUAL["prompt"], progress=value),  # type: ignore[type-var]
        replace(USUAL["place"], progress=value),  # type: ignore[type-var]
    )
    view = live_view()
    lost = LiveView(view.rgb, np.full((33, 2), value), "left")
    for state in states:
        assert draw_screen(state, lost, (1280, 720)).picture.shape == (720, 1280, 3)
