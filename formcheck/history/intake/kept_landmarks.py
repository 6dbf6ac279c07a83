"""Landmarks that an earlier run kept."""

from __future__ import annotations

from pathlib import Path

from formcheck.history.landmarks import landmarks_of_track
from formcheck.history.models import Landmarks
from formcheck.judge.result import Result
from formcheck.pose.bundle import Bundle
from formcheck.pose.cache import load_track, track_path


def find_landmarks(result: Result) -> Landmarks | None:
    """Return the landmarks that a result was made from, None if they were not kept."""
    if not result.clip.sha256:
        return None
    bundle = Bundle(result.model.variant, Path(), result.model.sha256)
    track = load_track(track_path(result.clip.sha256, bundle))
    return None if track is None else landmarks_of_track(track)
