"""A fade is told by pictures that are mixtures of both ends; whatever moves is none."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.arrays import Float32Array
from formcheck.pose.fades import FadeWatch

RNG = np.random.default_rng(0)
ONE, OTHER = RNG.random((2, 18, 32)).astype(np.float32)


def fades(pictures: list[Float32Array], fps: float) -> list[tuple[float, float]]:
    """Return the times at which fades were told, each with how long it took."""
    watch = FadeWatch()
    told = [(index / fps, watch.fade_s(each, index / fps)) for index, each in enumerate(pictures)]
    return [(time_s, fade_s) for time_s, fade_s in told if fade_s > 0]


def faded(lasts_s: float, fps: float, noise: float = 0.0) -> list[Float32Array]:
    """Return two seconds of one picture, a fade, and two of the other."""
    shares = np.clip((np.arange(round((4 + lasts_s) * fps)) / fps - 2) / lasts_s, 0, 1)
    return [
        ((1 - share) * ONE + share * OTHER + noise * RNG.normal(size=ONE.shape)).astype(np.float32)
        for share in shares
    ]


@pytest.mark.parametrize("fps", [15.0, 25.0, 60.0])
@pytest.mark.parametrize("lasts_s", [0.4, 0.7, 1.1, 1.4])
def test_a_fade_is_told_by_when_it_is_over(lasts_s: float, fps: float) -> None:
    told = fades(faded(lasts_s, fps, noise=0.01), fps)
    assert told
    assert min(time_s - fade_s for time_s, fade_s in told) == pytest.approx(2.0, abs=0.25)
    assert max(time_s for time_s, _ in told) == pytest.approx(2.0 + lasts_s, abs=0.25)


def test_a_cut_is_no_fade() -> None:
    assert fades([ONE] * 60 + [OTHER] * 60, 30.0) == []


def test_a_camera_that_pans_is_no_fade() -> None:
    wide = np.repeat(RNG.random((18, 16)), 8, axis=1).astype(np.float32)
    pictures = [wide[:, index : index + 32] for index in range(90)]
    assert fades([wide[:, :32]] * 30 + pictures + [wide[:, 89:121]] * 30, 30.0) == []


def test_a_body_that_moves_is_no_fade() -> None:
    pictures = []
    for index in range(120):
        picture = ONE.copy()
        place = int(np.clip((index - 40) // 2, 0, 16))
        picture[4:16, place : place + 14] = 0.0
        pictures.append(picture)
    assert fades(pictures, 30.0) == []


def test_noise_and_a_change_of_size_are_no_fade() -> None:
    noisy = [(ONE + 0.02 * RNG.normal(size=ONE.shape)).astype(np.float32) for _ in range(40)]
    turned = [np.ascontiguousarray(each.T) for each in noisy]
    assert fades(noisy + turned, 30.0) == []
