"""The judged angle, drawn where it is: reference line, arc and value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.arrays import BoolArray, Float32Array, FloatArray, Int32Array, Pixels
from formcheck.drawing.palette import ANGLE, OUTLINE, Stage
from formcheck.drawing.skeleton import draw_lines, to_subpixel
from formcheck.drawing.text import BOLD, TextRenderer, blend
from formcheck.exercises.base import JudgedAngle
from formcheck.kinematics.measurements import Measurements
from formcheck.report.label_place import place_label
from formcheck.report.moving_side import pick_joint, pick_value_deg

_ARC_POINTS = 24
_VALUE_SIZE = 22.0
_FILL_SHARE = 0.26

# A wide angle needs no large arc; one against the floor or the vertical is small
# and is seen better further out. In torso lengths.
_RADIUS_TORSO = {"joint": 0.32, "closing": 0.40, "inclination": 0.48, "lean": 0.55}


@dataclass(frozen=True)
class ArcGeometry:
    """Where the angle lies in every frame; NaN where it was not seen.

    Attributes
    ----------
    vertex_px : (F, 2) float
        The corner of the angle.
    start_rad : (F,) float
        Direction of the reference (floor, vertical, first bone or the line that
        continues it), measured anticlockwise as seen, 0 to the right.
    sweep_rad : (F,) float
        Turn from the reference to the judged bone, anticlockwise positive.
    """

    vertex_px: FloatArray
    start_rad: FloatArray
    sweep_rad: FloatArray

    def where(self, wanted: BoolArray) -> ArcGeometry:
        """Return the same with the frames that are not wanted taken as not seen."""
        blank = np.where(wanted, 0.0, np.nan)
        return ArcGeometry(self.vertex_px + blank[:, None], self.start_rad, self.sweep_rad + blank)


def compute_arc(
    judged: JudgedAngle,
    measurements: Measurements,
    scale: tuple[float, float],
    is_left: BoolArray | None = None,
) -> ArcGeometry:
    """Return the arc of a judged angle in canvas pixels.

    A joint angle is drawn on the side that agrees with the measured value, so an
    angle of 190 degrees is drawn as the larger of the two.

    Parameters
    ----------
    judged : JudgedAngle
        What to draw.
    measurements : Measurements
    scale : (x, y)
        Canvas pixels for one landmark pixel.
    is_left : (F,) bool, optional
        Where the left side is drawn instead of the right; the near side without it.
    """
    if is_left is None:
        is_left = np.full(len(measurements.time_s), measurements.near_side == "left")
    at = [pick_joint(measurements, joint, is_left) * np.asarray(scale) for joint in judged.joints]
    value_deg = pick_value_deg(judged, measurements, is_left)
    if judged.kind in ("joint", "closing"):
        vertex, start = at[1], _direction(at[1], at[0])
        if judged.kind == "closing":
            start = _direction(at[0], at[1])
        sweep = _agreeing_sweep(_wrap(_direction(at[1], at[2]) - start), np.radians(value_deg))
    else:
        vertex, bone = at[0], _direction(at[0], at[1])
        start = np.full(len(bone), np.pi / 2)
        if judged.kind == "inclination":
            ahead = np.nanmedian(np.cos(bone)) if np.isfinite(bone).any() else 1.0
            start = np.full(len(bone), 0.0 if ahead >= 0 else np.pi)
        sweep = _wrap(bone - start)
    return ArcGeometry(vertex, start, sweep).where(np.isfinite(value_deg) & np.isfinite(sweep))


class JudgedAngleDrawing:
    """Draws the judged angle of any frame.

    Parameters
    ----------
    judged : JudgedAngle
        What to draw.
    measurements : Measurements
    stage : Stage
        Size of the picture on the canvas.
    text : TextRenderer
    values : sequence of str, length F
        What is written in each frame; where it is empty nothing is drawn.
    is_left : (F,) bool, optional
        See `compute_arc`.
    """

    def __init__(
        self,
        judged: JudgedAngle,
        measurements: Measurements,
        stage: Stage,
        text: TextRenderer,
        values: Sequence[str],
        is_left: BoolArray | None = None,
    ) -> None:
        written = np.asarray([bool(value) for value in values])
        arc = compute_arc(judged, measurements, stage.scale, is_left).where(written)
        unit, torso_px = stage.unit, measurements.torso_px * stage.mean_scale
        radius = float(np.clip(_RADIUS_TORSO[judged.kind] * torso_px, 24 * unit, 120 * unit))
        self._values = values
        self._seen = np.isfinite(arc.sweep_rad)
        self._unit, self._text = unit, text
        self._arcs = to_subpixel(_arc_points(arc, radius))
        self._references: Int32Array | None = None
        if judged.kind != "joint":
            # The line that is measured from stands out a little beyond the arc.
            end = arc.vertex_px + 1.25 * radius * _unit_vector(arc.start_rad)
            self._references = to_subpixel(np.stack([arc.vertex_px, end], axis=1))
        self._vertices = to_subpixel(arc.vertex_px)
        width = text.width_px(max(values, key=len, default=""), _VALUE_SIZE * unit, BOLD)
        self._plate = _plate(width + 16 * unit, 30 * unit)
        half = (self._plate.shape[1] / 2, self._plate.shape[0] / 2)
        middle = _widest_middle(arc, radius)
        self._labels = place_label(arc.vertex_px, middle, measurements, stage, half)

    def draw(self, scene: Pixels, index: int) -> None:
        """Draw frame ``index`` with its value onto the scene; nothing if it was not seen."""
        if not self._seen[index]:
            return
        outline = self._arcs[index]
        _fill_sector(scene, np.vstack([self._vertices[index], outline]))
        for ink, wider in ((OUTLINE, 2.2), (ANGLE, 0.0)):
            if self._references is not None:
                draw_lines(scene, [self._references[index]], ink, (1.4 + wider) * self._unit)
            draw_lines(scene, [outline], ink, (2.4 + wider) * self._unit)
        if self._labels is not None:
            self._draw_value(scene, self._labels[index], self._values[index])

    def _draw_value(self, scene: Pixels, centre: FloatArray, value: str) -> None:
        height, width = self._plate.shape
        left, top = round(centre[0] - width / 2), round(centre[1] - height / 2)
        blend(scene, self._plate, left, top, OUTLINE)
        size = _VALUE_SIZE * self._unit
        # The degree sign is light: numbers look centred a little to its left.
        at = (centre[0] + 0.06 * size, top + height / 2 + 0.36 * size)
        self._text.draw(scene, value, at, size, ANGLE, BOLD, align="centre")


def _direction(origin_px: FloatArray, to_px: FloatArray) -> FloatArray:
    step = to_px - origin_px
    return np.asarray(np.arctan2(-step[:, 1], step[:, 0]))


def _wrap(angle_rad: FloatArray) -> FloatArray:
    return np.asarray((angle_rad + np.pi) % (2 * np.pi) - np.pi)


def _agreeing_sweep(sweep_rad: FloatArray, value_rad: FloatArray) -> FloatArray:
    """Return the turn the other way round where that is nearer to the measured value."""
    with np.errstate(invalid="ignore"):
        around = sweep_rad - np.sign(sweep_rad) * 2 * np.pi
        nearer = np.abs(np.abs(around) - value_rad) < np.abs(np.abs(sweep_rad) - value_rad)
    return np.where(nearer, around, sweep_rad)


def _unit_vector(angle_rad: FloatArray) -> FloatArray:
    return np.stack([np.cos(angle_rad), -np.sin(angle_rad)], axis=-1)


def _arc_points(arc: ArcGeometry, radius_px: float) -> FloatArray:
    """Return (F, P, 2) points along each arc."""
    share = np.linspace(0.0, 1.0, _ARC_POINTS)
    angles = arc.start_rad[:, None] + arc.sweep_rad[:, None] * share
    return np.asarray(arc.vertex_px[:, None, :] + radius_px * _unit_vector(angles))


def _widest_middle(arc: ArcGeometry, radius_px: float) -> FloatArray:
    """Return the middle of the arc, from the vertex, where the angle is at its widest."""
    seen = np.flatnonzero(np.isfinite(arc.sweep_rad))
    if seen.size == 0:
        return np.zeros(2)
    widest = seen[np.argmax(np.abs(arc.sweep_rad[seen]))]
    middle = arc.start_rad[widest] + arc.sweep_rad[widest] / 2
    return np.asarray(radius_px * _unit_vector(middle))


def _fill_sector(scene: Pixels, points: Int32Array) -> None:
    """Tint the inside of the angle; the body stays visible through it."""
    low = np.maximum((points.min(axis=0) >> 4) - 1, 0)
    high = (points.max(axis=0) >> 4) + 2
    region = scene[low[1] : max(high[1], 0), low[0] : max(high[0], 0)]
    if region.size == 0:
        return
    tinted = region.copy()
    cv2.fillPoly(tinted, [points - (low << 4).astype(np.int32)], ANGLE, cv2.LINE_AA, 4)
    cv2.addWeighted(tinted, _FILL_SHARE, region, 1 - _FILL_SHARE, 0, dst=region)


def _plate(width_px: float, height_px: float) -> Float32Array:
    """Return the coverage of a rounded, slightly transparent plate."""
    width, height = round(width_px), round(height_px)
    plate = np.zeros((height, width), np.uint8)
    middle = (height - 1) * 8
    ends = np.array([[middle, middle], [(width - 1) * 16 - middle, middle]], np.int32)
    cv2.polylines(plate, [ends], False, 215, height - 2, cv2.LINE_AA, 4)
    return plate.astype(np.float32) / 255.0
