"""Bringing the desktop to the mode of the screen that is wished."""

from __future__ import annotations

from formcheck.live.screen_mode import ScreenMode, Size

_WINDOW, _SCREEN = (640, 360), (1500, 900)


def _requests(mode: ScreenMode, sizes: dict[float, Size], end_s: float) -> list[tuple[float, bool]]:
    """Return what is asked for, and when, of a desktop that gives these sizes from these times."""
    asked = []
    for tenth in range(round(end_s * 10)):
        now_s = tenth / 10
        size_px = [size for since_s, size in sizes.items() if since_s <= now_s][-1]
        wish = mode.next_request(size_px, now_s)
        if wish is not None:
            asked.append((now_s, wish))
    return asked


def test_a_desktop_that_follows_is_asked_once() -> None:
    mode = ScreenMode(True, _WINDOW, _SCREEN)
    assert _requests(mode, {0: _WINDOW, 0.9: _SCREEN}, 5) == [(0.0, True)]


def test_a_desktop_that_does_not_follow_is_asked_anew_by_way_of_the_other_mode() -> None:
    mode = ScreenMode(True, _WINDOW, _SCREEN)
    asked = _requests(mode, {0: _WINDOW, 1.5: _SCREEN}, 5)
    assert [wish for _, wish in asked] == [True, False, True]
    assert asked[2][0] - asked[1][0] >= 0.4


def test_a_desktop_without_other_modes_is_left_alone_after_a_while() -> None:
    mode = ScreenMode(True, _WINDOW, _SCREEN)
    asked = _requests(mode, {0: _WINDOW}, 60)
    assert len(asked) < 12
    assert asked[-1][0] < 15


def test_without_a_window_manager_nothing_is_asked_twice() -> None:
    mode = ScreenMode(True, _WINDOW, _SCREEN, managed=False)
    assert _requests(mode, {0: _WINDOW}, 60) == [(0.0, True)]


def test_quick_wishes_are_put_to_the_desktop_one_after_the_other() -> None:
    mode = ScreenMode(False, _WINDOW, _SCREEN)
    mode.toggle()
    assert mode.next_request(_WINDOW, 0.0) is True
    mode.toggle()
    assert mode.next_request(_WINDOW, 0.1) is None
    assert mode.next_request(_SCREEN, 0.5) is False
    assert mode.next_request(_WINDOW, 1.0) is None


def test_a_window_of_another_size_is_remembered_as_that() -> None:
    mode = ScreenMode(False, _WINDOW, None)
    assert mode.next_request((800, 700), 0.0) is None
    mode.toggle()
    assert mode.next_request((800, 700), 1.0) is True
    assert mode.next_request((800, 700), 3.0) is False
