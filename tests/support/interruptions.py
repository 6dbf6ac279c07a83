"""What happens around and between repetitions in a living room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np

from formcheck.pose.landmarks import landmark_of
from formcheck.pose.track import PoseTrack
from tests.support.filming import lose


def join(*tracks: PoseTrack) -> PoseTrack:
    """Return the tracks one after the other, without a cut."""
    arrays = {
        item.name: np.concatenate([getattr(track, item.name) for track in tracks])
        for item in fields(PoseTrack)
        if isinstance(getattr(tracks[0], item.name), np.ndarray)
    }
    step_s = float(np.diff(tracks[0].time_s).mean())
    arrays["time_s"] = np.arange(len(arrays["time_s"])) * step_s
    return replace(tracks[0], **arrays)


def walk_between(before: PoseTrack, after: PoseTrack, seconds: float) -> PoseTrack:
    """Return the way from the last frame of one track to the first of another."""
    frames = round(seconds * 30)
    share = (1 - np.cos(np.linspace(0, np.pi, frames)))[:, None, None] / 2
    moving = (1 - share) * before.xy_px[-1] + share * after.xy_px[0]
    still = {
        item.name: np.repeat(getattr(before, item.name)[-1:], frames, axis=0)
        for item in fields(PoseTrack)
        if isinstance(getattr(before, item.name), np.ndarray)
    }
    return replace(before, **still | {"xy_px": moving, "time_s": np.arange(frames) / 30.0})


def leave_and_return(track: PoseTrack, at_s: float, away_s: float, shift_px: float) -> PoseTrack:
    """Put a pause into a track: nobody is seen, and then the person lies a little elsewhere."""
    cut = int(np.searchsorted(track.time_s, at_s))
    first, rest = _part(track, slice(0, cut)), _part(track, slice(cut, None))
    frames = round(away_s * 30)
    empty = lose(_part(track, np.zeros(frames, dtype=np.int64)), 0.0, np.inf)
    moved = replace(rest, xy_px=rest.xy_px + np.array([shift_px, 0.0]))
    return join(first, empty, moved)


def move_hand(track: PoseTrack, spans_s: Sequence[tuple[float, float]], up_px: float) -> PoseTrack:
    """Let both hands wander up and back again, as in scratching, while all else stays."""
    xy = track.xy_px.copy()
    for start_s, end_s in spans_s:
        inside = (track.time_s >= start_s) & (track.time_s <= end_s)
        swing = np.sin(np.linspace(0, np.pi, int(inside.sum()))) ** 2
        for side in ("left", "right"):
            for joint, share in (("wrist", 1.0), ("elbow", 0.5)):
                xy[inside, landmark_of(joint, side), 1] -= share * up_px * swing  # type: ignore[arg-type]
    return replace(track, xy_px=xy)


def talk(track: PoseTrack, seed: int, torso_px: float) -> PoseTrack:
    """Let the head nod and turn all the time, as of somebody who talks."""
    xy = track.xy_px.copy()
    phase = np.random.default_rng(seed).uniform(0, 2 * np.pi, 3)
    nod = sum(
        np.sin(2 * np.pi * rate * track.time_s + shift)
        for rate, shift in zip((0.4, 1.1, 2.3), phase, strict=True)
    )
    head = list(range(11))
    xy[:, head, 1] += 0.02 * torso_px * np.asarray(nod)[:, None]
    return replace(track, xy_px=xy)


def _part(track: PoseTrack, frames: slice | np.ndarray) -> PoseTrack:
    arrays = {
        item.name: getattr(track, item.name)[frames]
        for item in fields(PoseTrack)
        if isinstance(getattr(track, item.name), np.ndarray)
    }
    arrays["time_s"] = np.arange(len(arrays["time_s"])) / 30.0
    return replace(track, **arrays)
