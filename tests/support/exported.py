"""A set as exports get it: press ups with a fault, a body that moves, a gap and a joint outside."""

from __future__ import annotations

from typing import Any

import numpy as np

from formcheck.exports.exported_set import ExportedSet, Signals
from formcheck.history.corrections.reviewed import start_review
from formcheck.history.models import Landmarks
from formcheck.judge.result import Result
from formcheck.pose.landmarks import Landmark
from tests.support.history import make_fault, make_rep, make_result

FRAMES = 30
FPS = 10.0
#: Nobody is seen in this frame.
GAP = 12
#: Shoulder to ankle, 200 + 150 + 150 pixels along the picture.
BODY_PX = 500.0
_PLACES_PX = {
    Landmark.LEFT_SHOULDER: (100.0, 300.0),
    Landmark.LEFT_HIP: (300.0, 300.0),
    Landmark.LEFT_KNEE: (450.0, 300.0),
    Landmark.LEFT_ANKLE: (600.0, 300.0),
    Landmark.RIGHT_SHOULDER: (104.0, 310.0),
    Landmark.RIGHT_HIP: (304.0, 310.0),
    # Invented by the model: left of the picture.
    Landmark.RIGHT_WRIST: (-20.0, 250.0),
}


def moving_landmarks() -> Landmarks:
    """Return a person who lies still while one hand rises by a pixel a frame."""
    xy_px = np.full((FRAMES, 33, 2), (50.0, 60.0))
    for landmark, place_px in _PLACES_PX.items():
        xy_px[:, landmark] = place_px
    xy_px[:, Landmark.LEFT_WRIST, 1] = 200.0 - np.arange(FRAMES)
    visibility = np.full((FRAMES, 33), 0.9)
    xy_px[GAP], visibility[GAP] = np.nan, np.nan
    return Landmarks(np.arange(FRAMES) / FPS, xy_px, visibility, 640, 480)


def make_signals() -> Signals:
    """Return an angle that grows by a degree a frame, and a length."""
    time_s = np.arange(FRAMES) / FPS
    knee_deg = 150.0 + np.arange(FRAMES)
    knee_deg[GAP] = np.nan
    return Signals(time_s, {"knee_deg": knee_deg, "hip_height_torso": np.full(FRAMES, -1.5)})


def make_exported(result: Result | None = None, **values: Any) -> ExportedSet:
    """Return the set: two counted press ups, a partial one, and a fault in the second."""
    if result is None:
        partial = make_rep(3, index=None, kind="partial", counted=False, sure=False)
        reps = [make_rep(1), make_rep(2), partial]
        result = make_result("Mr Miller.mp4", reps=reps, faults=[make_fault(2)])
    return ExportedSet(
        **{
            "result": result,
            "reviewed": start_review(result),
            "signals": make_signals(),
            "landmarks": moving_landmarks(),
            **values,
        }
    )
