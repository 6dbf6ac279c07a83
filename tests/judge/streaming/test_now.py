from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.exercises.registry import get_rules
from formcheck.exercises.settings import default_settings
from formcheck.judge.streaming.now import Now, read_now, trailing_s
from formcheck.judge.streaming.window import judge_window
from tests.support.filming import lose, pick
from tests.support.streaming import SCENE_OF, film_scene

TIME_S = np.arange(40) / 8.0


def _mask(*spans: tuple[int, int]) -> NDArray[np.bool_]:
    mask = np.zeros(40, dtype=bool)
    for start, stop in spans:
        mask[start:stop] = True
    return mask


@pytest.mark.parametrize(
    ("mask", "expected_s"),
    [
        (_mask(), 0.0),
        (_mask((0, 40)), 4.875),
        (_mask((10, 40)), 3.625),
        (_mask((10, 20), (21, 40)), 3.625),
        (_mask((10, 20), (22, 40)), 2.125),
        (_mask((10, 38)), 3.625),
        (_mask((10, 30)), 0.0),
        (_mask((39, 40)), 0.0),
    ],
    ids=["never", "always", "late", "bridged", "broken", "just now", "over", "one frame"],
)
def test_how_long_something_has_held(mask: NDArray[np.bool_], expected_s: float) -> None:
    assert trailing_s(TIME_S, mask) == pytest.approx(expected_s)


def _now(until_s: float) -> Now:
    track = film_scene("prone_press_up")
    seen = pick(track, track.time_s <= until_s)
    return read_now(judge_window(seen, get_rules("prone_press_up"), default_settings()))


def test_the_newest_frame_of_every_phase() -> None:
    first = SCENE_OF["prone_press_up"].reps[0]
    ready, hold = _now(first.start_s - 0.1), _now(first.hold_end_s - 0.2)
    assert (ready.phase, ready.movement_start_s, ready.hold_s) == ("ready", None, 0.0)
    assert ready.resting_s > 1.0
    assert _now(first.top_s - 0.3).phase == "out"
    assert hold.phase == "hold"
    assert 0.8 < hold.hold_s < 2.5
    assert hold.movement_start_s == pytest.approx(first.start_s, abs=0.5)
    assert hold.displacement == pytest.approx(first.depth, abs=4.0)
    assert hold.resting_s == 0.0
    assert _now(first.end_s - 0.5).phase == "return"
    rested = _now(first.end_s + 1.8)
    assert rested.phase == "ready"
    assert len(rested.rests_s) == 2
    assert rested.rests_s[1] == pytest.approx(first.end_s, abs=0.6)


def test_nobody_in_the_newest_frames() -> None:
    track = film_scene("prone_press_up")
    gone = lose(pick(track, track.time_s <= 8.0), 5.0, 9.0)
    now = read_now(judge_window(gone, get_rules("prone_press_up"), default_settings()))
    assert (now.phase, now.resting_s, now.displacement) == ("not_judged", 0.0, None)
