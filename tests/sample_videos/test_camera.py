import numpy as np
import pytest

from sample_videos.renderer.camera import Camera


def test_the_target_is_in_the_middle_of_the_picture():
    camera = Camera((0.3, 0.6, 2.5), (0.3, 0.3, 0.0), 56.0, 640, 480, roll_deg=7.0)
    np.testing.assert_allclose(camera.to_pixels([0.3, 0.3, 0.0]), [[320.0, 240.0]], atol=1e-6)


def test_the_edge_of_the_field_of_view_is_the_edge_of_the_picture():
    camera = Camera((0.0, 1.0, 2.0), (0.0, 1.0, 0.0), 90.0, 640, 480)
    pixels = camera.to_pixels([[2.0, 1.0, 0.0], [0.0, 2.5, 0.0]])
    np.testing.assert_allclose(pixels, [[640.0, 240.0], [320.0, 0.0]], atol=1e-6)


def test_above_zero_roll_lowers_what_is_on_the_left():
    level = Camera((0.0, 1.0, 2.0), (0.0, 1.0, 0.0), 60.0, 640, 480)
    rolled = Camera((0.0, 1.0, 2.0), (0.0, 1.0, 0.0), 60.0, 640, 480, roll_deg=10.0)
    left = [-0.5, 1.0, 0.0]
    assert rolled.to_pixels(left)[0, 1] == pytest.approx(
        level.to_pixels(left)[0, 1] + np.tan(np.radians(10)) * 138.6 * np.cos(np.radians(10)),
        abs=1.0,
    )
