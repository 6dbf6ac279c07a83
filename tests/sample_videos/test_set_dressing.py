import numpy as np
import pytest

from sample_videos.renderer.exercises.registry import MOVEMENTS
from sample_videos.renderer.set_dressing import dress


def dressed(name, *tags):
    return dress({"name": "a", "exercise": {"name": name}}, MOVEMENTS[name], [*tags], random())


def random():
    return np.random.default_rng(4)


def test_who_stands_has_no_mat_and_a_higher_camera_farther_off():
    standing, lying = dressed("arm_raise"), dressed("superman")
    assert standing.room.mat == "none"
    assert lying.room.mat != "none"
    assert standing.camera.height_m > lying.camera.height_m
    assert standing.camera.distance_m > lying.camera.distance_m


@pytest.mark.parametrize(("name", "aim_height_m"), [("pelvic_tilt", 0.30), ("sit_up", 0.42)])
def test_a_camera_aims_where_its_stance_or_the_movement_says(name, aim_height_m):
    assert dressed(name).camera.aim_height_m == aim_height_m


@pytest.mark.parametrize(("name", "sign"), [("push_up", 1), ("bridge", -1)])
def test_feet_out_of_the_frame_means_aiming_at_the_head(name, sign):
    usual, cut = dressed(name), dressed(name, "feet out of frame")
    assert usual.camera.aim_ahead_m == 0.0
    assert np.sign(cut.camera.aim_ahead_m) == sign
    assert cut.camera.distance_m < usual.camera.distance_m
