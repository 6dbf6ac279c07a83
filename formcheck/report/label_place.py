"""Where the value of the judged angle may stand without covering the body."""

from __future__ import annotations

import numpy as np

from formcheck.arrays import FloatArray, IntArray
from formcheck.drawing.palette import Stage
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.landmarks import SIDE_BONES, SIDED_JOINTS, landmark_of, other_side

# Half the thickness of the body along each bone, in torso lengths: generous, for
# clothes, and for the belly that hangs below the line from shoulder to hip.
_HALF_THICKNESS_TORSO = {
    ("ear", "shoulder"): 0.26,
    ("shoulder", "hip"): 0.30,
    ("hip", "knee"): 0.22,
    ("knee", "ankle"): 0.14,
}
_LIMB_HALF_THICKNESS_TORSO = 0.12
# Buttocks and hands reach beyond their landmarks.
_HALF_THICKNESS_AT_TORSO = {"hip": 0.36, "wrist": 0.30}

_DIRECTIONS = 32
_DISTANCES_TORSO = (0.0, 0.12, 0.25, 0.4, 0.6, 0.85, 1.1)
_FRAMES_LOOKED_AT = 200
_POINTS_ALONG_BONE = 6


def place_label(
    vertex_px: FloatArray,
    arc_middle_px: FloatArray,
    measurements: Measurements,
    stage: Stage,
    half_size_px: tuple[float, float],
) -> FloatArray | None:
    """Return where the centre of the value stands in every frame.

    One offset from the vertex is chosen for the whole clip, the nearest to the
    arc that stays clear of the body in practically every frame, so that the
    value does not jump about.

    Parameters
    ----------
    vertex_px : (F, 2) float
        Corner of the angle, canvas pixels; NaN where not seen.
    arc_middle_px : (2,) float
        Middle of the arc, from the vertex.
    measurements : Measurements
        For the body's outline.
    stage : Stage
        Size of the picture; the label stays inside.
    half_size_px : (x, y)
        Half the size of the label.

    Returns
    -------
    (F, 2) float or None
        NaN where the vertex was not seen; None if there is no free place.
    """
    seen = np.flatnonzero(np.isfinite(vertex_px[:, 0]))
    if seen.size == 0:
        return None
    some = seen[:: max(1, seen.size // _FRAMES_LOOKED_AT)]
    torso_px = measurements.torso_px * stage.mean_scale
    body_px, thickness_px = _outline(measurements, some, stage, torso_px)
    offsets = _candidate_offsets(float(np.hypot(*arc_middle_px)), half_size_px, torso_px)
    nearest_first = np.argsort(np.hypot(*(offsets - arc_middle_px).T), kind="stable")
    for offset in offsets[nearest_first]:
        centre = vertex_px[some] + offset
        if not _inside(centre, half_size_px, (stage.width, stage.height)):
            continue
        if np.percentile(_clearance(centre, half_size_px, body_px, thickness_px), 3) >= 0:
            return np.asarray(_follow(vertex_px) + offset)
    return None


def _candidate_offsets(
    radius_px: float, half_size_px: tuple[float, float], torso_px: float
) -> FloatArray:
    angles = np.arange(_DIRECTIONS) * 2 * np.pi / _DIRECTIONS
    around = np.stack([np.cos(angles), -np.sin(angles)], axis=1)
    return np.concatenate(
        [
            around * (radius_px + np.asarray(half_size_px) + extra * torso_px)
            for extra in _DISTANCES_TORSO
        ]
    )


def _outline(
    measurements: Measurements, frames: IntArray, stage: Stage, torso_px: float
) -> tuple[FloatArray, FloatArray]:
    """Return points (N, P, 2) along both sides' bones and the thickness (P,) there."""
    share = np.linspace(0.0, 1.0, _POINTS_ALONG_BONE)[:, None]
    points, thickness = [], []
    for side in (measurements.near_side, other_side(measurements.near_side)):
        at = {
            joint: measurements.xy_px[frames, landmark_of(joint, side)] * np.asarray(stage.scale)
            for joint in SIDED_JOINTS
        }
        for first, second in SIDE_BONES:
            points.append(at[first][:, None] * (1 - share) + at[second][:, None] * share)
            half = _HALF_THICKNESS_TORSO.get((first, second), _LIMB_HALF_THICKNESS_TORSO)
            thickness += [half * torso_px] * _POINTS_ALONG_BONE
        for joint, half in _HALF_THICKNESS_AT_TORSO.items():
            points.append(at[joint][:, None])
            thickness.append(half * torso_px)
    return np.concatenate(points, axis=1), np.asarray(thickness)


def _clearance(
    centre_px: FloatArray,
    half_size_px: tuple[float, float],
    body_px: FloatArray,
    thickness_px: FloatArray,
) -> FloatArray:
    """Return the free distance (N,) between label and body, negative where they overlap."""
    gap = np.maximum(np.abs(body_px - centre_px[:, None]) - np.asarray(half_size_px), 0.0)
    distance = np.hypot(gap[..., 0], gap[..., 1]) - thickness_px
    return np.asarray(np.where(np.isnan(distance), np.inf, distance).min(axis=1))


def _inside(
    centre_px: FloatArray, half_size_px: tuple[float, float], picture_size: tuple[int, int]
) -> bool:
    half, size = np.asarray(half_size_px) + 3, np.asarray(picture_size)
    fits = (centre_px >= half) & (centre_px <= size - half)
    return bool(np.mean(fits.all(axis=1)) > 0.97)


def _follow(vertex_px: FloatArray, frames: int = 15) -> FloatArray:
    """Return the vertex path averaged over some frames, so that the value glides."""
    finite = np.isfinite(vertex_px[:, 0])
    kernel = np.ones(min(frames, len(finite)))
    weight = np.convolve(finite, kernel, "same")
    total = np.stack(
        [np.convolve(np.where(finite, vertex_px[:, axis], 0.0), kernel, "same") for axis in (0, 1)],
        axis=1,
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        path = total / weight[:, None]
    return np.asarray(np.where(finite[:, None], path, np.nan))
