from __future__ import annotations

import numpy as np

from formcheck.pose.pose import keep_outside
from formcheck.video.geometry import Place
from tests.support.poses import standing_pose

FRAME_PX = (640, 480)


def test_what_is_seen_in_the_black_beside_a_picture_is_outside() -> None:
    pose = standing_pose(200, 470, 400)
    kept = keep_outside(pose, Place(180, 0, 270, 480), FRAME_PX)
    assert kept is not None
    left = pose.xy_px[:, 0] < 180
    assert left.any()
    assert np.all(kept.xy_px[left, 0] < 0)
    np.testing.assert_array_equal(kept.xy_px[~left], pose.xy_px[~left])
    far = keep_outside(standing_pose(440, 470, 400), Place(180, 0, 270, 480), FRAME_PX)
    assert far is not None
    assert far.xy_px[:, 0].max() > 640


def test_a_picture_that_fills_the_frame_changes_nothing() -> None:
    pose = standing_pose(200, 470, 400)
    assert keep_outside(pose, None, FRAME_PX) is pose
    assert keep_outside(None, Place(0, 0, 10, 10), FRAME_PX) is None
    wider = keep_outside(pose, Place(0, -300, 640, 1080), FRAME_PX)
    assert wider is not None
    np.testing.assert_array_equal(wider.xy_px, pose.xy_px)
