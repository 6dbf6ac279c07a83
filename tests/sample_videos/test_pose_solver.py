import numpy as np
import pytest

from sample_videos.renderer.pose_solver import PoseSolver, blend, two_bones
from sample_videos.renderer.poses import Moment, movers

# Seat and chest give way by about this much under the body's weight.
SOFT_M = 0.04


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


@pytest.mark.parametrize("name", sorted(movers()))
@pytest.mark.parametrize("amount", [0.0, 0.5, 1.0])
def test_every_movement_stays_on_the_floor(anatomy, name, amount):
    mover = movers()[name](anatomy)
    posed = mover.pose(Moment(amount, 0.0, {}, "right")).bones(anatomy)
    lowest = [
        skin.follow(posed)[:, 1].min()
        for skin in (anatomy.thorax_skin, anatomy.pelvis_skin, anatomy.head_skin)
    ]
    assert min(lowest) > -SOFT_M
    if name in ("pelvic_tilt", "knee_hug", "prone_press_up", "seal_stretch", "lying_still"):
        assert min(lowest) < 0.005


@pytest.mark.parametrize("name", sorted(movers()))
def test_every_movement_can_be_got_into(anatomy, name):
    mover = movers()[name](anatomy)
    half = blend(anatomy, mover.arriving(), mover.rest_pose, 0.5).bones(anatomy)
    assert np.isfinite(half.heads).all()
    assert half.heads[:, 1].max() < 2.0


def test_a_blend_ends_at_its_ends(anatomy):
    mover = movers()["pelvic_tilt"](anatomy)
    first, last = mover.arriving(), mover.rest_pose
    start = blend(anatomy, first, last, 0.0).bones(anatomy)
    end = blend(anatomy, first, last, 1.0).bones(anatomy)
    np.testing.assert_allclose(start.rotations, first.bones(anatomy).rotations, atol=1e-9)
    np.testing.assert_allclose(end.rotations, last.bones(anatomy).rotations, atol=1e-9)
