"""The body alone, on a plain ground, where nothing of the picture is left, or on a picture."""

from __future__ import annotations

import numpy as np

from formcheck.arrays import Pixels
from formcheck.drawing.palette import BONE, GROUND, OUTLINE, mix
from formcheck.drawing.skeleton import draw_dot, draw_lines, to_subpixel
from formcheck.history.models import Landmarks
from formcheck.pose.landmarks import SIDE_BONES, Side, landmark_of, other_side

_BONE_WIDTH, _JOINT_RADIUS, _EDGE = 3.0, 4.5, 2.5
_FAR = mix(GROUND, BONE, 0.35)


class StickFigure:
    """Draws the body of any frame.

    Parameters
    ----------
    landmarks : Landmarks
    near_side : {"left", "right"}
        Drawn in full; the other side is fainter.
    """

    def __init__(self, landmarks: Landmarks, near_side: Side) -> None:
        self._xy_px = landmarks.xy_px
        self._size = (landmarks.height_px, landmarks.width_px)
        self._sides: tuple[tuple[Side, tuple[int, int, int]], ...] = (
            (other_side(near_side), _FAR),
            (near_side, BONE),
        )

    def draw(self, index: int) -> Pixels:
        """Return the picture of a frame, (height_px, width_px, 3) uint8.

        The ground alone if nobody was seen.
        """
        scene = np.full((*self._size, 3), GROUND, np.uint8)
        self._draw(scene, index, edge=0.0)
        return scene

    def draw_on(self, scene: Pixels, index: int) -> None:
        """Draw the body of a frame onto a picture of any size, (H, W, 3) uint8."""
        self._draw(scene, index, edge=_EDGE)

    def _draw(self, scene: Pixels, index: int, edge: float) -> None:
        """Draw with a dark edge of so many units, for grounds that are not dark."""
        scale = np.array([scene.shape[1] / self._size[1], scene.shape[0] / self._size[0]])
        unit = max(0.8, scene.shape[0] / 480)
        points = to_subpixel(self._xy_px[index] * scale)
        seen = np.isfinite(self._xy_px[index]).all(axis=1)
        for side, colour in self._sides:
            bones = [
                [landmark_of(first, side), landmark_of(second, side)]
                for first, second in SIDE_BONES
            ]
            lines = [points[bone] for bone in bones if seen[bone].all()]
            if edge:
                draw_lines(scene, lines, OUTLINE, (_BONE_WIDTH + edge) * unit)
            draw_lines(scene, lines, colour, _BONE_WIDTH * unit)
            joints = {joint for bone in bones for joint in bone if seen[joint]}
            for joint in sorted(joints):
                if edge:
                    draw_dot(scene, points[joint], (_JOINT_RADIUS + edge / 2) * unit, OUTLINE)
                draw_dot(scene, points[joint], _JOINT_RADIUS * unit, colour)
