"""Landmarks as a table of DeepLabCut: pixels, y down, frames counted and not timed."""

from __future__ import annotations

import numpy as np

from formcheck.exports.exported_set import seen_only
from formcheck.exports.resampling import make_even
from formcheck.history.models import Landmarks
from formcheck.pose.landmarks import Landmark

_SCORER = "formcheck"


def render_deeplabcut(landmarks: Landmarks) -> str:
    """Return the text of the CSV; a cell is empty where nothing was seen."""
    visibility = landmarks.visibility[..., np.newaxis]
    values = np.concatenate([seen_only(landmarks), visibility], axis=-1)
    even = make_even(landmarks.time_s, values)
    names = [landmark.name.lower() for landmark in Landmark]
    lines = [
        ",".join(["scorer", *[_SCORER] * (3 * len(names))]),
        ",".join(["bodyparts", *(name for name in names for _ in range(3))]),
        ",".join(["coords", *["x", "y", "likelihood"] * len(names)]),
    ]
    for number, frame in enumerate(even.values):
        cells = (f"{value:.3f}" if np.isfinite(value) else "" for value in frame.ravel())
        lines.append(",".join([str(number), *cells]))
    return "\n".join(lines) + "\n"
