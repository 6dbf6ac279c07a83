"""Looking for everybody in a picture.

The model is made for one person and seldom finds a second one beside the first.
With the people who are known painted over, it finds the next one reliably.
"""

from __future__ import annotations

import numpy as np

from formcheck.arrays import FloatArray, Pixels
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.landmarks import Landmark
from formcheck.pose.pose import Pose

MOST_PEOPLE = 3
# A body reaches past its landmarks: hair, fingers, the flesh around the joints.
_MARGIN_TORSO = 0.25
# Smaller than this share of the known person counts as no person: a poster, a doll, a fold.
_LEAST_EXTENT_SHARE = 0.3

_SHOULDERS = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
_HIPS = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]


def trunk_ends_px(pose: Pose) -> FloatArray:
    """Return mid-shoulder and mid-hip, (2, 2) pixels."""
    return np.stack([pose.xy_px[_SHOULDERS].mean(axis=0), pose.xy_px[_HIPS].mean(axis=0)])


def torso_px(pose: Pose) -> float:
    """Return the distance from mid-shoulder to mid-hip, pixels."""
    return float(np.hypot(*np.diff(trunk_ends_px(pose), axis=0)[0]))


def centre_px(pose: Pose) -> FloatArray:
    """Return the middle of the trunk, (2,) pixels."""
    return np.asarray(trunk_ends_px(pose).mean(axis=0))


def bounds_px(pose: Pose, frame_px: tuple[int, int], margin_torso: float) -> FloatArray:
    """Return the corners of the box about a body, as far as it lies in the picture.

    Parameters
    ----------
    pose : Pose
    frame_px : (int, int)
        Width and height of the picture.
    margin_torso : float
        How far the box reaches past the landmarks.

    Returns
    -------
    (2, 2) float
        Left top and right bottom corner, pixels.
    """
    size_px = np.array(frame_px, dtype=np.float64)
    margin_px = margin_torso * torso_px(pose)
    corner = np.clip(pose.xy_px.min(axis=0) - margin_px, 0, size_px)
    opposite = np.clip(pose.xy_px.max(axis=0) + margin_px, 0, size_px)
    return np.stack([corner, opposite])


def extent_px(pose: Pose, picture: Pixels) -> float:
    """Return the diagonal of the part of a body's bounding box that lies in the picture, pixels."""
    corner, opposite = bounds_px(pose, _size_px(picture), margin_torso=0.0)
    return float(np.hypot(*(opposite - corner)))


class PeopleFinder:
    """Finds all people in single pictures.

    Parameters
    ----------
    landmarker : Landmarker
        In ``image`` mode, for one person; the caller closes it.
    """

    def __init__(self, landmarker: Landmarker) -> None:
        self._landmarker = landmarker

    def find(self, picture: Pixels) -> list[Pose]:
        """Return the people in a picture, at most `MOST_PEOPLE`.

        Parameters
        ----------
        picture : (H, W, 3) uint8
        """
        found: list[Pose] = []
        while len(found) < MOST_PEOPLE:
            rest = painted_over(picture, found) if found else picture
            poses = self._landmarker.detect(rest)
            if not poses or not _is_big_enough(poses[0], found, picture):
                break
            found.append(poses[0])
        return found


def painted_over(picture: Pixels, people: list[Pose]) -> Pixels:
    """Return a copy of a picture in which people are covered by its mean colour."""
    covered = picture.copy()
    colour = picture[::8, ::8].mean(axis=(0, 1)).astype(np.uint8)
    for person in people:
        corner, opposite = bounds_px(person, _size_px(picture), _MARGIN_TORSO).astype(int)
        covered[corner[1] : opposite[1], corner[0] : opposite[0]] = colour
    return covered


def _is_big_enough(pose: Pose, found: list[Pose], picture: Pixels) -> bool:
    largest_px = max((extent_px(other, picture) for other in found), default=0.0)
    return extent_px(pose, picture) >= _LEAST_EXTENT_SHARE * largest_px


def _size_px(picture: Pixels) -> tuple[int, int]:
    return picture.shape[1], picture.shape[0]
