"""Labelled clips that were never filmed: a stick person acts them out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from formcheck.evaluation.labels import LabelledClip, read_labels
from formcheck.pose.track import PoseTrack
from tests.support.filming import film, make_track
from tests.support.synthetic import (
    excursion,
    frame_times,
    lying_still,
    pelvic_tilt,
    plan_reps,
    standing_back_extension,
)

LEANS = plan_reps(3, 20.0)
_FPS = 15.0


def track_of(item: LabelledClip) -> PoseTrack:
    """Return the landmarks of an acted clip, by its name."""
    if item.clip_path.stem == "leans":
        time_s = frame_times(LEANS, fps=_FPS)
        return film(time_s, standing_back_extension(excursion(time_s, LEANS)))
    if item.clip_path.stem == "still":
        time_s, nothing = lying_still(fps=_FPS)
        return film(time_s, pelvic_tilt(nothing))
    time_s = np.arange(150) / _FPS
    return make_track(time_s, np.full((150, 33, 2), np.nan))


ENTRIES: Sequence[dict[str, Any]] = (
    {
        "clip": "leans.mp4",
        "exercise": "standing_back_extension",
        "reps": [[rep.start_s, rep.end_s] for rep in LEANS],
        "holds_s": [rep.hold_s for rep in LEANS],
        "faults": [],
        "angles": "leans.npz",
        "conditions": ["plain"],
    },
    {"clip": "still.mp4", "exercise": "pelvic_tilt", "reps": [], "role": "lookalike: lying still"},
    {
        "clip": "nobody.mp4",
        "exercise": "standing_back_extension",
        "reps": [[1, 4]],
        "faults": [{"id": "SBE-1", "start_s": 2, "end_s": 3}],
    },
    {"clip": "squat.mp4", "exercise": "squat", "reps": [[1, 4]]},
)


def write_labels(folder: Path, entries: Sequence[dict[str, Any]] = ENTRIES) -> Path:
    """Write labels with empty clips beside them, and the true angle of the leans."""
    for entry in entries:
        (folder / entry["clip"]).touch()
    time_s = frame_times(LEANS, fps=_FPS)
    np.savez(folder / "leans.npz", time_s=time_s, lean_deg=excursion(time_s, LEANS))
    path = folder / "labels.json"
    path.write_text(json.dumps({"clips": list(entries)}), encoding="utf-8")
    return path


def read_acted(folder: Path, entries: Sequence[dict[str, Any]] = ENTRIES) -> list[LabelledClip]:
    """Write the labels and read them back."""
    return read_labels(write_labels(folder, entries))
