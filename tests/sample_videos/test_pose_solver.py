import numpy as np
import pytest

from sample_videos.renderer.exercises.pelvic_tilt import PelvicTilt
from sample_videos.renderer.pose_solver import PoseSolver, blend, two_bones


def test_two_bones_reach_the_target_and_bend_the_way_asked():
    middle, end, _ = two_bones(np.zeros(3), [0.6, 0.0, 0.0], 0.5, 0.4, [0.0, 1.0, 0.0])
    np.testing.assert_allclose(end, [0.6, 0.0, 0.0])
    assert np.linalg.norm(middle) == pytest.approx(0.5)
    assert np.linalg.norm(end - middle) == pytest.approx(0.4)
    assert middle[1] > 0


def test_two_bones_stretch_towards_what_they_cannot_reach():
    _, end, _ = two_bones(np.zeros(3), [0.0, 2.0, 0.0], 0.5, 0.4, [1.0, 0.0, 0.0])
    np.testing.assert_allclose(end, [0.0, 0.9 * 0.9995, 0.0])


def test_limbs_keep_their_length_and_the_hand_gets_there(anatomy):
    solver = PoseSolver(anatomy)
    solver.trunk(90.0, 90.0, 90.0)
    wanted = solver.place("upperarm01.L") + np.array([0.2, 0.1, -0.2])
    solver.arm("left", wanted, [0.0, -1.0, -1.0])
    np.testing.assert_allclose(solver.place("wrist.L"), wanted, atol=1e-6)


def test_a_blend_ends_at_its_ends(anatomy):
    mover = PelvicTilt(anatomy)
    first, last = mover.arriving(), mover.rest_pose
    start = blend(anatomy, first, last, 0.0).bones(anatomy)
    end = blend(anatomy, first, last, 1.0).bones(anatomy)
    np.testing.assert_allclose(start.rotations, first.bones(anatomy).rotations, atol=1e-9)
    np.testing.assert_allclose(end.rotations, last.bones(anatomy).rotations, atol=1e-9)
