"""An editor enlarges the picture, or takes that back, at once: the person goes on meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.pose.track import PoseTrack

#: Less than this is a bump of the camera at most; more is another shot.
_SMALLEST, _LARGEST = 1.06, 1.7
#: Torso lengths. So well do places of joints before and after agree but for size and place. In
#: rendered films they do to 0.02; those of another person or view do not.
_AGREES_TORSO = 0.05
#: So many joints of trunk and legs must agree, of each pair one at least: a leg may move meanwhile.
#: From the side both of a pair lie together, and three places fit almost anything.
_AGREEING = 6


@dataclass(frozen=True)
class Enlargement:
    """From a frame on, everything is `scale` times as large, and moved by `shift_px`."""

    frame: int
    scale: float
    shift_px: FloatArray


def fit_enlargement(frame: int, before_px: FloatArray, after_px: FloatArray) -> Enlargement | None:
    """Return the enlargement that explains where joints are; None if none does.

    Parameters
    ----------
    frame : int
        The first frame after it.
    before_px, after_px : (joints, 2) float
        Joints of trunk and legs in pairs, the shoulders and the hips first.

    Returns
    -------
    Enlargement or None
        Also none where the size stays the same.
    """
    torso_px = float(np.hypot(*(before_px[:2].mean(axis=0) - before_px[2:4].mean(axis=0))))
    if not (torso_px > 0 and np.isfinite(after_px).all()):
        return None
    kept = np.arange(len(before_px))
    while True:
        scale, shift_px = _fit(before_px[kept], after_px[kept])
        off_px = np.hypot(*(after_px - scale * before_px - shift_px).T)
        agrees = bool(off_px[kept].max() <= _AGREES_TORSO * torso_px * max(1.0, scale))
        if agrees or len(kept) == _AGREEING:
            break
        kept = np.sort(kept[np.argsort(off_px[kept])[:-1]])
    large_enough = _SMALLEST <= max(scale, 1 / max(scale, 1e-6)) <= _LARGEST
    all_pairs = len(np.unique(kept // 2)) == len(before_px) // 2
    return Enlargement(frame, scale, shift_px) if large_enough and agrees and all_pairs else None


def _fit(before_px: FloatArray, after_px: FloatArray) -> tuple[float, FloatArray]:
    """Return scale and shift that bring some points nearest to others."""
    centre, moved = before_px.mean(axis=0), after_px.mean(axis=0)
    spread = before_px - centre
    scale = float((spread * (after_px - moved)).sum() / max(float((spread**2).sum()), 1e-9))
    return scale, moved - scale * centre


class Enlarged:
    """The size and place of the picture in every frame, against the first.

    Parameters
    ----------
    frames : int
    enlargements : sequence of Enlargement
        In order.
    """

    def __init__(self, frames: int, enlargements: Sequence[Enlargement]) -> None:
        self._scale = np.ones((frames, 1, 1))
        self._shift_px = np.zeros((frames, 1, 2))
        self._frames = [item.frame for item in enlargements]
        for item in enlargements:
            later = slice(item.frame, None)
            self._shift_px[later] = item.scale * self._shift_px[later] + item.shift_px
            self._scale[later] *= item.scale

    def take_back(self, track: PoseTrack) -> PoseTrack:
        """Return a track in which every picture is as large as the first."""
        if not self._frames:
            return track
        step_px = track.camera_step_px
        if step_px is not None:
            step_px = step_px.copy()
            step_px[self._frames] = 0.0
        xy_px = (track.xy_px - self._shift_px) / self._scale
        return replace(track, xy_px=xy_px, camera_step_px=step_px)

    def put_back(self, xy_px: FloatArray) -> FloatArray:
        """Return where things are in the pictures as they are."""
        return xy_px * self._scale + self._shift_px if self._frames else xy_px
