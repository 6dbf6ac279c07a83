from __future__ import annotations

import numpy as np
import pytest

from formcheck.judge.scored import Phase
from formcheck.live.screens.draw import draw_screen
from tests.live.screens.examples import LONG_CUE, live_view, set_screen
from tests.live.screens.ink import catch_ink


@pytest.mark.parametrize("reps", [0, 7, 10, 20])
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1366, 768), (640, 480)])
def test_the_count_is_a_third_of_the_window(
    reps: int, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ink = catch_ink(monkeypatch)
    draw_screen(set_screen(reps=reps), live_view(), size)
    assert max(bottom - top for _, top, _, bottom in ink) >= size[1] / 3


def test_the_count_does_not_change_its_size_at_the_tenth(monkeypatch: pytest.MonkeyPatch) -> None:
    ink = catch_ink(monkeypatch)
    heights = []
    for reps in (8, 18):
        ink.clear()
        draw_screen(set_screen(reps=reps), None, (1280, 720))
        heights.append(max(bottom - top for _, top, _, bottom in ink))
    assert heights[0] == heights[1]


def test_a_usual_cue_can_be_read_three_metres_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Capitals of 30 of 720 rows are 8 mm tall on a laptop of 14 inches."""
    ink = catch_ink(monkeypatch)
    cue = "Keep looking forward and let your chest lead."
    draw_screen(set_screen(cue=cue), None, (1280, 720))
    in_banner = [r for r in ink if r[0] > 640 and r[1] > 540]
    letters = [bottom - top for left, top, right, bottom in in_banner if right - left > 100]
    assert len(letters) == 2
    assert min(letters) >= 30


def test_a_long_cue_makes_the_picture_smaller_rather_than_the_words() -> None:
    view = live_view()
    red = np.zeros_like(view.rgb)
    red[:, :, 0] = 255
    areas = []
    for cue in ("Keep still.", LONG_CUE):
        shown = draw_screen(
            set_screen(cue=cue, notice="", side_word=""), type(view)(red), (1280, 720)
        ).picture
        areas.append(int((shown == (0, 0, 255)).all(axis=2).sum()))
    assert 0 < areas[1] < 0.6 * areas[0]


def _ring(phase: Phase, hold_s: float) -> np.ndarray:
    state = set_screen(phase=phase, hold_s=hold_s)
    return draw_screen(state, None, (1280, 720)).picture[417:566, 22:170].astype(int)


def test_the_ring_fills_with_the_hold() -> None:
    def green(picture: np.ndarray) -> int:
        return int(((picture[..., 1] > 180) & (picture[..., 2] < 120)).sum())

    amounts = [green(_ring("hold", held)) for held in (0.0, 1.0, 2.5, 4.0)]
    assert amounts[0] == 0
    assert amounts == sorted(amounts)
    assert amounts[3] > 3 * amounts[1]
    assert green(_ring("out", 4.0)) == 0


def test_the_number_in_the_ring_says_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    ink = catch_ink(monkeypatch)
    draw_screen(set_screen(hold_word=""), None, (1280, 720))
    bare = len(ink)
    ink.clear()
    draw_screen(set_screen(hold_word="s to hold"), None, (1280, 720))
    assert len(ink) == bare + 1


def test_without_a_hold_there_is_no_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    ink = catch_ink(monkeypatch)
    draw_screen(set_screen(hold_target_s=5.0), None, (1280, 720))
    with_ring = len(ink)
    ink.clear()
    draw_screen(set_screen(hold_target_s=0.0), None, (1280, 720))
    assert len(ink) < with_ring


def test_the_range_bar_fills_and_can_be_absent() -> None:
    def strip(reach: float | None) -> np.ndarray:
        return draw_screen(set_screen(reach=reach), None, (1280, 720)).picture[450:492, 620:1250]

    empty, half, full = strip(None), strip(0.5), strip(1.0)
    assert empty.std(axis=(0, 1)).max() < 1
    blue = [int((part[..., 0] > 200).sum()) for part in (half, strip(0.9))]
    assert 0 < blue[0] < blue[1]
    green = (full[..., 1] > 190) & (full[..., 2] < 120)
    assert green.sum() > 5_000
    assert np.array_equal(strip(1.5), strip(9.0))


def test_the_same_state_gives_the_same_picture_at_any_moment() -> None:
    state = set_screen()
    first = draw_screen(state, live_view(), (1280, 720)).picture
    draw_screen(set_screen(reps=9, cue=""), None, (640, 480))
    draw_screen(set_screen(hold_s=4.9, reach=None), None, (1280, 720))
    assert np.array_equal(draw_screen(state, live_view(), (1280, 720)).picture, first)
