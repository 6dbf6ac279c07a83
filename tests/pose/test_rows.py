from __future__ import annotations

import numpy as np

from formcheck.pose.census import Census
from formcheck.pose.pose import Pose
from formcheck.pose.rows import Rows, join_rows
from tests.support.poses import standing_pose

POSE = standing_pose(100.123456789, 200, 150)
CENSUS = Census(np.array([0.0, 0.2]), np.array([1, 2]))


def test_runs_are_joined_in_order() -> None:
    first, second = Rows(), Rows()
    first.add(0.0, POSE, 0.0)
    first.add(0.1, None, 0.3)
    second.add(0.2, POSE, 0.1)
    track = join_rows([first, second], CENSUS, 640, 480)
    np.testing.assert_array_equal(track.time_s, [0.0, 0.1, 0.2])
    np.testing.assert_array_equal(track.detected, [True, False, True])
    np.testing.assert_array_equal(track.picture_change, [0.0, 0.3, 0.1])
    np.testing.assert_array_equal(track.people, [1, 1, 2])
    assert np.isnan(track.visibility[1]).all()
    assert np.isnan(track.world_m[1]).all()
    assert (track.width_px, track.height_px) == (640, 480)


def test_positions_keep_the_precision_of_the_model() -> None:
    rows = Rows()
    rows.add(0.0, POSE, 0.0)
    track = join_rows([rows], CENSUS, 640, 480)
    np.testing.assert_array_equal(track.xy_px[0], POSE.xy_px.astype(np.float32))
    np.testing.assert_array_equal(track.visibility[0], POSE.visibility)


def test_first_pose_is_that_of_the_first_frame() -> None:
    rows = Rows()
    rows.add(0.0, None, 0.0)
    rows.add(0.1, POSE, 0.0)
    assert rows.first_pose is None


def _moved(share: float) -> Pose:
    return standing_pose(100 + 40 * share, 200, 150)


def test_frames_that_were_not_looked_at_lie_between_the_looks() -> None:
    rows = Rows()
    rows.add(0.0, _moved(0), 0.0)
    rows.add(0.1, _moved(0), 0.0, looked_at=False)
    rows.add(0.3, _moved(0), 0.0, looked_at=False)
    rows.add(0.4, _moved(1), 0.0)
    rows.add(0.5, _moved(1), 0.0, looked_at=False)
    rows.end_before(0.6, _moved(2))
    track = join_rows([rows], CENSUS, 640, 480, thrifty=True)
    assert track.looked_at is not None
    np.testing.assert_array_equal(track.looked_at, [True, False, False, True, False])
    assert track.frames_looked_at == 2
    nose_px = [_moved(share).xy_px[0, 0] for share in (0, 0.25, 0.75, 1, 1.5)]
    np.testing.assert_allclose(track.xy_px[:, 0, 0], nose_px, rtol=1e-6)


def test_what_the_next_look_does_not_find_stays_where_it_was() -> None:
    rows = Rows()
    rows.add(0.0, _moved(0), 0.0)
    rows.add(0.1, _moved(0), 0.0, looked_at=False)
    rows.add(0.2, None, 0.0)
    track = join_rows([rows], CENSUS, 640, 480, thrifty=True)
    np.testing.assert_array_equal(track.detected, [True, True, False])
    np.testing.assert_array_equal(track.xy_px[1], track.xy_px[0])


def test_where_all_were_looked_at_nothing_is_said_of_it() -> None:
    rows = Rows()
    rows.add(0.0, POSE, 0.0)
    track = join_rows([rows], CENSUS, 640, 480)
    assert track.looked_at is None
    assert track.frames_looked_at is None
