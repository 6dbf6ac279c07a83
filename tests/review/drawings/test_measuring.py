"""Angles and distances with known answers; the browser is asked the same (test_drawing_here)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.history.corrections.drawings import Drawing
from formcheck.kinematics.geometry import compute_joint_angle_deg
from formcheck.pose.landmarks import Landmark
from formcheck.review.drawings.measuring import Scale, find_scale, measure_drawing
from tests.support.history import make_landmarks

KNOWN = json.loads((Path(__file__).parent / "known_measures.json").read_text("utf-8"))


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: f"{known['tool']}: {known['why']}")
def test_known_measures(known: dict[str, Any]) -> None:
    drawing = Drawing(tool=known["tool"], time_s=1.0, points=known["points"])
    found = measure_drawing(drawing, Scale(known.get("roll_deg", 0.0), known.get("trunk")))
    if known["is"] is None:
        assert found is None
    else:
        assert found is not None
        assert found.value == pytest.approx(known["is"], abs=0.01)
        assert found.unit == ("torso" if known["tool"] == "distance" else "deg")


@pytest.mark.parametrize(("width", "height"), [(640, 480), (1920, 1080), (720, 1280)])
def test_in_picture_heights_an_angle_is_that_of_the_pixels(width: int, height: int) -> None:
    places = np.array([[0.1, 0.9], [0.6, 0.4], [0.9, 0.7]]) * (width, height)
    drawn = Drawing(tool="angle", time_s=0.0, points=tuple(map(tuple, places / height)))
    found = measure_drawing(drawn, Scale(0.0, None))
    assert found is not None
    assert found.value == pytest.approx(float(compute_joint_angle_deg(*places)), abs=1e-9)


def test_the_trunk_is_the_median_of_the_near_side_in_picture_heights() -> None:
    landmarks = make_landmarks()
    xy_px = np.zeros((5, 33, 2))
    xy_px[:, Landmark.LEFT_HIP, 0] = [48, 96, 96, 120, np.nan]
    landmarks = replace(
        landmarks, time_s=np.arange(5.0), xy_px=xy_px, visibility=np.ones((5, 33)), height_px=480
    )
    assert find_scale(landmarks, "left", 3.0) == Scale(3.0, 0.2)
    assert find_scale(replace(landmarks, xy_px=xy_px * np.nan), "left", 0.0).trunk is None
    assert find_scale(None, "left", 0.0).trunk is None
