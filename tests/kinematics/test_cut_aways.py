"""A close-up in between ends nothing; another place, or too long an absence, does."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.kinematics.cut_aways import blank, join_over_cut_aways
from formcheck.pose.landmarks import Landmark
from formcheck.pose.track import PoseTrack
from tests.support.filming import make_track

#: Ten frames a second: a wide shot, a close-up, the wide shot again.
WIDE, CLOSE, AGAIN = (0, 40), (40, 80), (80, 120)


def edited(
    moved_px: float, *, close_up: tuple[int, int] = CLOSE, frames: int = 120, fps: float = 10.0
) -> PoseTrack:
    """Return a still person of 100 px torso, elsewhere in the close-up, moved afterwards."""
    xy_px = np.full((frames, 33, 2), 200.0)
    xy_px[:, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], 0] += 100.0
    xy_px[close_up[0] : close_up[1]] *= 1.8
    xy_px[close_up[1] :] += moved_px
    return make_track(np.arange(frames) / fps, xy_px)


@pytest.mark.parametrize(("moved_px", "joins"), [(0.0, True), (15.0, True), (40.0, False)])
def test_the_same_person_in_the_same_place_goes_on(moved_px: float, joins: bool) -> None:
    shots, gaps = join_over_cut_aways(edited(moved_px), [WIDE, CLOSE, AGAIN])
    expected = ([(0, 120)], [CLOSE]) if joins else ([WIDE, CLOSE, AGAIN], [])
    assert (shots, gaps) == expected


def test_after_a_long_absence_nothing_goes_on() -> None:
    track = edited(0.0, fps=1.0)
    assert join_over_cut_aways(track, [WIDE, CLOSE, AGAIN]) == ([WIDE, CLOSE, AGAIN], [])


def test_shots_that_touch_were_parted_by_a_cut() -> None:
    assert join_over_cut_aways(edited(0.0), [WIDE, (40, 120)]) == ([WIDE, (40, 120)], [])


def test_what_lies_between_is_not_seen() -> None:
    track = edited(0.0)
    seen = blank(track, [CLOSE]).detected
    assert not seen[40:80].any()
    assert seen[:40].all()
    assert seen[80:].all()
    assert blank(track, []) is track
