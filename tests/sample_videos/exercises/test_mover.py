import numpy as np
import pytest

from sample_videos.renderer.exercises.registry import MOVEMENTS
from sample_videos.renderer.motion import Moment
from sample_videos.renderer.pose_solver import blend

# Seat and chest give way by about this much under the body's weight.
SOFT_M = 0.04
#: These lift the body off the floor, wholly or at one end.
RISES = {"bridge", "sit_up", "push_up", "superman"}
every_movement = pytest.mark.parametrize(
    "movement", [MOVEMENTS[name] for name in sorted(MOVEMENTS)], ids=lambda movement: movement.name
)


@every_movement
@pytest.mark.parametrize("amount", [0.0, 0.5, 1.0])
def test_every_movement_stays_on_the_floor(anatomy, movement, amount):
    mover = movement.mover(anatomy)
    posed = mover.pose(Moment(amount, 0.0, {}, "right")).bones(anatomy)
    lowest = [
        skin.follow(posed)[:, 1].min()
        for skin in (anatomy.thorax_skin, anatomy.pelvis_skin, anatomy.head_skin)
    ]
    assert min(lowest) > -SOFT_M
    if movement.stance != "standing" and movement.name not in RISES:
        assert min(lowest) < 0.005


@every_movement
def test_every_movement_can_be_got_into(anatomy, movement):
    mover = movement.mover(anatomy)
    half = blend(anatomy, mover.arriving(), mover.rest_pose, 0.5).bones(anatomy)
    assert np.isfinite(half.heads).all()
    assert half.heads[:, 1].max() < 2.0


@every_movement
def test_every_parameter_that_belongs_to_the_hold_exists(movement):
    mover = movement.mover
    assert mover.only_in_hold | mover.grows_in_hold <= set(mover.parameters)
    assert not mover.only_in_hold & mover.grows_in_hold
