import numpy as np
import pytest

from sample_videos.renderer.effects import CameraFaults, Effects, average, frame_times

GREY = np.full((48, 64, 3), 120, np.uint8)


def faults(seed=1, **effects):
    values = {"sensor_noise": 0.0, "softness_px": 0.0} | effects
    return CameraFaults(Effects(**values), 64, 48, np.random.default_rng(seed))


def test_without_effects_the_picture_stays_as_it_is():
    np.testing.assert_array_equal(faults().apply(GREY, 0.3), GREY)


def test_noise_has_the_size_asked_for_and_repeats_with_the_seed():
    noisy = faults(sensor_noise=8.0).apply(GREY, 0.0)
    assert noisy.std() == pytest.approx(8.0, rel=0.2)
    np.testing.assert_array_equal(noisy, faults(sensor_noise=8.0).apply(GREY, 0.0))
    assert (noisy != faults(seed=2, sensor_noise=8.0).apply(GREY, 0.0)).any()


def test_shake_moves_the_picture_as_its_matrix_says():
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[20:24, 30:34] = 255
    shaking = faults(shake_px=4.0)
    shaken = shaking.apply(picture, 1.7).astype(float)[..., 0]
    rows, columns = np.indices(shaken.shape)
    seen = np.array([(columns * shaken).sum(), (rows * shaken).sum()]) / shaken.sum()
    matrix = shaking.shake(1.7)
    np.testing.assert_allclose(seen, matrix[:, :2] @ [31.5, 21.5] + matrix[:, 2], atol=0.3)


def test_uneven_light_darkens_some_of_the_picture():
    lit = faults(uneven_light=0.8).apply(GREY, 0.0)
    assert lit.min() < 90
    assert lit.max() > 115


def test_frame_times_are_even_unless_asked():
    even = frame_times(2.0, 10.0, 0.0, np.random.default_rng(0))
    np.testing.assert_allclose(even, np.arange(20) / 10)
    uneven = frame_times(2.0, 10.0, 0.6, np.random.default_rng(0))
    steps = np.diff(uneven)
    assert (steps > 0).all()
    assert steps.std() > 0.01
    assert uneven[-1] == pytest.approx(1.9, abs=0.05)


def test_an_open_shutter_averages():
    dark, bright = np.zeros((2, 2, 3), np.uint8), np.full((2, 2, 3), 100, np.uint8)
    np.testing.assert_array_equal(average([dark, bright]), np.full((2, 2, 3), 50))
