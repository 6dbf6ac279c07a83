"""Where a face is in every picture of a clip, generously, and making it unrecognisable."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.arrays import FloatArray, Pixels
from formcheck.history.models import Landmarks
from formcheck.pose.landmarks import Landmark

#: Nose, eyes, ears and mouth.
_FACE = slice(Landmark.NOSE, Landmark.MOUTH_RIGHT + 1)
#: A head is about three tenths of a trunk high; its landmarks lie within half of that.
_LEAST_RADIUS_TORSO = 0.32
_ROOM = 1.8
#: A head that was not found is taken to be where it last was, for so long and so much larger.
_GUESSED_S = 0.5
_GUESSED_ROOM = 1.6
#: So few blocks across a face that nothing of it is left.
_BLOCKS_ACROSS = 5
_LEAST_BLOCK_PX = 8
_BLOCKS_WITHOUT_FACE = 12


@dataclass(frozen=True)
class FacePath:
    """A disc over the face at every frame.

    Attributes
    ----------
    time_s : (F,) float
    centre_px : (F, 2) float
        NaN where no face was found.
    radius_px : (F,) float
    width_px, height_px : int
        Size of the picture that these refer to.
    """

    time_s: FloatArray
    centre_px: FloatArray
    radius_px: FloatArray
    width_px: int
    height_px: int


def find_face_path(landmarks: Landmarks) -> FacePath:
    """Return where the face of the followed person is."""
    face = landmarks.xy_px[:, _FACE]
    low, high = face.min(axis=1), face.max(axis=1)
    torso_px = _torso_px(landmarks)
    reach_px = np.linalg.norm(high - low, axis=1) / 2
    radius_px = np.maximum(_ROOM * reach_px, _LEAST_RADIUS_TORSO * torso_px)
    return FacePath(
        landmarks.time_s,
        (low + high) / 2,
        radius_px,
        landmarks.width_px,
        landmarks.height_px,
    )


def _torso_px(landmarks: Landmarks) -> float:
    shoulders = landmarks.xy_px[:, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(axis=1)
    hips = landmarks.xy_px[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1)
    lengths = np.linalg.norm(shoulders - hips, axis=1)
    seen = lengths[np.isfinite(lengths)]
    # Seen along its axis a trunk looks short: the longer ones are nearer to the truth.
    return float(np.percentile(seen, 75)) if seen.size else landmarks.height_px / 3


def hide_face(rgb: Pixels, path: FacePath, time_s: float) -> Pixels:
    """Return a picture in which the face is nothing but a few blocks of colour.

    Where no face was found within half a second the whole picture is.

    Parameters
    ----------
    rgb : (H, W, 3) uint8
        Not changed.
    path : FacePath
    time_s : float
        When the picture was taken.
    """
    hidden = rgb.copy()
    scale = np.array([rgb.shape[1] / path.width_px, rgb.shape[0] / path.height_px])
    discs = _discs(path, time_s)
    if not discs:
        _make_blocks(hidden, max(_LEAST_BLOCK_PX, min(rgb.shape[:2]) // _BLOCKS_WITHOUT_FACE))
        return hidden
    for centre_px, radius_px in discs:
        _hide_square(hidden, centre_px * scale, radius_px * float(scale.max()))
    return hidden


def _discs(path: FacePath, time_s: float) -> list[tuple[FloatArray, float]]:
    """Discs of the frames next to a moment, so that none is missed between them."""
    found = np.flatnonzero(np.isfinite(path.centre_px).all(axis=1) & np.isfinite(path.radius_px))
    if not found.size:
        return []
    after = int(np.searchsorted(path.time_s[found], time_s))
    near = found[max(after - 2, 0) : after + 2]
    discs = []
    for frame in near.tolist():
        away_s = abs(float(path.time_s[frame]) - time_s)
        if away_s > _GUESSED_S:
            continue
        room = 1.0 + (_GUESSED_ROOM - 1.0) * min(1.0, 4 * away_s / _GUESSED_S)
        discs.append((path.centre_px[frame], float(path.radius_px[frame]) * room))
    return discs


def _hide_square(rgb: Pixels, centre_px: FloatArray, radius_px: float) -> None:
    height, width = rgb.shape[:2]
    left, top = (int(np.floor(place - radius_px)) for place in centre_px)
    right, bottom = (int(np.ceil(place + radius_px)) for place in centre_px)
    part = rgb[max(top, 0) : min(bottom, height), max(left, 0) : min(right, width)]
    if part.size:
        _make_blocks(part, max(_LEAST_BLOCK_PX, round(2 * radius_px / _BLOCKS_ACROSS)))


def _make_blocks(part: Pixels, size_px: int) -> None:
    """Replace each square of a picture by its mean colour, in place."""
    for top in range(0, part.shape[0], size_px):
        for left in range(0, part.shape[1], size_px):
            block = part[top : top + size_px, left : left + size_px]
            block[:] = block.mean(axis=(0, 1)).astype(np.uint8)
