from __future__ import annotations

import cv2
import numpy as np
import pytest

from benchmarks.live_figures import Figures
from benchmarks.live_stream import number_picture, read_number
from tests.support.mjpeg_server import compress


@pytest.mark.parametrize("number", [0, 1, 597, 4095])
def test_a_number_survives_compression(number: int) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (72, 128, 3)).astype(np.uint8)
    picture = np.repeat(np.repeat(noise, 4, axis=0), 4, axis=1)
    (jpeg,) = compress([number_picture(picture, number)])
    back = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert read_number(np.asarray(back, np.uint8)) == number


def test_figures() -> None:
    seconds = np.arange(0, 120, 0.5)
    figures = Figures(
        shown_s=seconds.tolist(),
        age_s=np.where(seconds < 60, 0.02, 0.04).tolist(),
        memory_s=seconds.tolist(),
        memory_mb=(300 + seconds / 10).tolist(),
        cpu_s=60.0,
        wall_s=120.0,
    )
    assert figures.pictures_per_s == pytest.approx(2.0)
    assert [row[2] for row in figures.minutes()] == pytest.approx([20.0, 40.0])
    assert figures.memory_growth_mb == pytest.approx(12 * 0.8, abs=0.2)
    assert figures.as_json()["cpu_s_per_min"] == pytest.approx(30.0)
