from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from formcheck.live.pointing.fields import Spot
from formcheck.live.screens.draw import draw_screen
from formcheck.live.screens.live_view import LiveView, mirrored_box
from formcheck.live.screens.split import split_screen
from formcheck.live.screens.states import (
    Choice,
    Field,
    PlaceScreen,
    PromptScreen,
    ScreenState,
    SetScreen,
)
from tests.live.screens.examples import (
    SIZES,
    USUAL,
    WORDY,
    choices,
    live_view,
    pointed_at,
    set_screen,
)
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
        named = [choice.action for choice in state.keys]
        assert [key.action for key in keys][: len(named)] == named
        assert button.action == "stop"
        assert button.w >= 300
        assert button.h >= 64


def test_every_field_can_be_clicked_beside_the_picture() -> None:
    state = pointed_at(4, options=choices(3))
    actions = [button.action for button in draw_screen(state, None, (1280, 720)).buttons]
    assert {f"point:{number}" for number in range(4)} <= set(actions)
    assert {option.action for option in state.options} <= set(actions)


def test_a_field_is_drawn_where_the_mirror_shows_its_place() -> None:
    """Left in the camera's picture is right on the screen."""
    view = LiveView(np.full((480, 640, 3), 200, np.uint8))
    spot = Spot(0.25, 0.3, 0.05)
    field = Field(Choice("1", "Go on", "", "go_on"), spot)
    shown = draw_screen(pointed_at(fields=(field,)), view, (1280, 720)).picture
    bare = draw_screen(pointed_at(fields=(replace(field, spot=None),)), view, (1280, 720)).picture
    picture = mirrored_box(view, split_screen((1280, 720)).picture)
    rows, columns = np.nonzero((shown != bare).any(axis=2))
    middle_x = (columns.min() + columns.max()) / 2 - picture.left
    middle_y = (rows.min() + rows.max()) / 2 - picture.top
    assert middle_x / picture.width == pytest.approx(0.75, abs=0.01)
    assert middle_y / picture.width == pytest.approx(0.3, abs=0.01)
    assert columns.max() - columns.min() == pytest.approx(0.1 * picture.width, abs=3)


def test_nothing_jumps_between_placing_countdown_set_and_questions() -> None:
    """Picture, banner and the button to stop stay where they are."""
    view = LiveView(np.full((480, 640, 3), (250, 0, 250), np.uint8))
    names = ("place", "prompt", "set", "pointing with lines", "pause")
    places = set()
    for name in names:
        drawn = draw_screen(USUAL[name], view, (1280, 720))
        rows, columns = np.nonzero((drawn.picture == (250, 0, 250)).all(axis=2))
        stop = next(button for button in drawn.buttons if button.action == "stop")
        edges = tuple(int(edge) for edge in (rows.min(), rows.max(), columns.min(), columns.max()))
        places.add((*edges, stop.x, stop.y, stop.w, stop.h))
    assert len(places) == 1


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
