"""The near side of the body, and the hidden leg where it is the one that moves, as clean lines."""

from __future__ import annotations

import cv2
import numpy as np

from formcheck.arrays import BoolArray, FloatArray, Int32Array, Pixels
from formcheck.drawing.palette import BONE, OUTLINE, Colour, Stage
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.landmarks import SIDE_BONES, SIDED_JOINTS, landmark_of, other_side

#: cv2 draws at sixteenths of a pixel: lines glide instead of stepping.
SUBPIXEL_BITS = 4

_OUTLINE_WIDTH = 5.0
_BONE_WIDTH = 2.2
_JOINT_RADIUS = 3.6
_RING_RADIUS = 13.0
_LEG = ("hip", "knee", "ankle", "heel", "foot_index")


class Skeleton:
    """Draws the near side's bones and joints of any frame.

    Parameters
    ----------
    measurements : Measurements
        Smoothed landmarks; what is NaN is not drawn.
    stage : Stage
        Size of the picture on the canvas.
    is_left : (F,) bool, optional
        Which side is judged. Where it is the hidden one, its leg is drawn too.
    """

    def __init__(
        self,
        measurements: Measurements,
        stage: Stage,
        is_left: BoolArray | None = None,
    ) -> None:
        near, far = measurements.near_side, other_side(measurements.near_side)
        landmarks = [landmark_of(joint, near) for joint in SIDED_JOINTS]
        landmarks += [landmark_of(joint, far) for joint in _LEG]
        xy_px = measurements.xy_px[:, landmarks] * np.asarray(stage.scale)
        self._seen = np.isfinite(xy_px).all(axis=2)
        shown_far = np.zeros(len(xy_px), dtype=bool)
        if is_left is not None:
            shown_far = is_left != (near == "left")
        self._seen[:, len(SIDED_JOINTS) :] &= shown_far[:, None]
        self._shown_far = shown_far
        self._points = to_subpixel(xy_px)
        self._bones = [
            (SIDED_JOINTS.index(first), SIDED_JOINTS.index(second)) for first, second in SIDE_BONES
        ]
        self._bones += [
            (len(SIDED_JOINTS) + _LEG.index(first), len(SIDED_JOINTS) + _LEG.index(second))
            for first, second in SIDE_BONES
            if first in _LEG and second in _LEG
        ]
        self._unit = stage.unit

    def draws_hidden_leg(self, index: int) -> bool:
        """Whether the hidden leg is the one that moves in frame ``index``, and is drawn."""
        return bool(self._shown_far[index])

    def draw(
        self,
        scene: Pixels,
        index: int,
        pointed_at: tuple[str, ...] = (),
        colour: Colour = BONE,
    ) -> None:
        """Draw frame ``index`` onto the scene.

        Parameters
        ----------
        scene : (H, W, 3) uint8
            Changed in place.
        index : int
            Processed frame.
        pointed_at : tuple of str
            Joints to draw, with their bones, in ``colour`` and with a ring.
        colour : RGB
        """
        seen, points = self._seen[index], self._points[index]
        marked = {SIDED_JOINTS.index(joint) for joint in pointed_at}
        plain: list[Int32Array] = []
        coloured: list[Int32Array] = []
        for first, second in self._bones:
            if seen[first] and seen[second]:
                line = points[[first, second]]
                (coloured if marked & {first, second} else plain).append(line)
        unit = self._unit
        draw_lines(scene, plain + coloured, OUTLINE, _OUTLINE_WIDTH * unit)
        draw_lines(scene, plain, BONE, _BONE_WIDTH * unit)
        draw_lines(scene, coloured, colour, (_BONE_WIDTH + 0.6) * unit)
        for joint in np.flatnonzero(seen):
            centre = points[joint]
            inner = colour if joint in marked else BONE
            draw_dot(scene, centre, (_JOINT_RADIUS + 1.3) * unit, OUTLINE)
            draw_dot(scene, centre, _JOINT_RADIUS * unit, inner)
            if joint in marked:
                _draw_ring(scene, centre, _RING_RADIUS * unit, colour, unit)


def to_subpixel(xy_px: FloatArray) -> Int32Array:
    """Return positions as cv2's fixed-point integers; NaN becomes 0."""
    clipped = np.clip(np.where(np.isnan(xy_px), 0.0, xy_px), -4_000, 12_000)
    return np.asarray(np.rint(clipped * (1 << SUBPIXEL_BITS)), dtype=np.int32)


def draw_lines(scene: Pixels, lines: list[Int32Array], colour: Colour, width_px: float) -> None:
    """Draw open lines given at sub-pixel positions, anti-aliased."""
    if lines:
        width = max(1, round(width_px))
        cv2.polylines(scene, lines, False, colour, width, cv2.LINE_AA, SUBPIXEL_BITS)


def draw_dot(scene: Pixels, centre: Int32Array, radius_px: float, colour: Colour) -> None:
    """Draw a filled circle at a sub-pixel position, anti-aliased."""
    radius = round(radius_px * (1 << SUBPIXEL_BITS))
    cv2.circle(
        scene, (int(centre[0]), int(centre[1])), radius, colour, -1, cv2.LINE_AA, SUBPIXEL_BITS
    )


def _draw_ring(
    scene: Pixels,
    centre: Int32Array,
    radius_px: float,
    colour: Colour,
    unit: float,
) -> None:
    at = (int(centre[0]), int(centre[1]))
    radius = round(radius_px * (1 << SUBPIXEL_BITS))
    for ink, width in ((OUTLINE, 4.0), (colour, 2.2)):
        cv2.circle(scene, at, radius, ink, max(1, round(width * unit)), cv2.LINE_AA, SUBPIXEL_BITS)
