"""The camera's picture as in a mirror."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.arrays import FloatArray, Pixels
from formcheck.drawing.palette import BONE, GROUND, OUTLINE, QUIET_TEXT, RULE, SEVERITY, Box, Colour
from formcheck.drawing.shapes import draw_card
from formcheck.drawing.skeleton import SUBPIXEL_BITS, draw_dot, draw_lines, to_subpixel
from formcheck.live.screens.style import Size
from formcheck.pose.landmarks import SIDE_BONES, SIDED_JOINTS, Side, landmark_of


@dataclass(frozen=True)
class LiveView:
    """A picture and the person in it; it is shown mirrored.

    Attributes
    ----------
    rgb : (H, W, 3) uint8
        As the camera saw it.
    xy_px : (33, 2) float or None
        Landmarks in pixels of `rgb`; what is NaN is not drawn. None if nobody was found.
    near_side : {"left", "right"} or None
        The side whose bones are drawn; None draws both.
    problem : bool
        Something keeps the program from judging: the bones and the frame say so.
    """

    rgb: Pixels
    xy_px: FloatArray | None = None
    near_side: Side | None = None
    problem: bool = False


def inside_picture(xy_px: FloatArray, width_px: int, height_px: int) -> FloatArray:
    """Return landmarks with those outside the picture, which the model makes up, as NaN."""
    inside = np.all((xy_px >= 0) & (xy_px < (width_px, height_px)), axis=1)
    return np.where(inside[:, None], xy_px, np.nan)


def mirrored_box(view: LiveView, box: Box) -> Box:
    """Return the part of a box that the whole picture takes, in its middle."""
    height, width = view.rgb.shape[:2]
    scale = min(box.width / width, box.height / height)
    across, down = max(1, round(width * scale)), max(1, round(height * scale))
    left, top = box.left + (box.width - across) // 2, box.top + (box.height - down) // 2
    return Box(left, top, left + across, top + down)


def draw_mirrored(scene: Pixels, view: LiveView, box: Box, unit: float) -> Box:
    """Draw the whole picture mirrored, and the skeleton on it.

    Parameters
    ----------
    scene : (H, W, 3) uint8
        Changed in place.
    view : LiveView
    box : Box
        Inside the scene.
    unit : float
        Scale of line widths.

    Returns
    -------
    Box
        What the picture took of the box.
    """
    place = mirrored_box(view, box)
    region = scene[place.top : place.bottom, place.left : place.right]
    _fill_mirrored(region, view.rgb)
    if view.xy_px is not None:
        scale = place.width / view.rgb.shape[1]
        _draw_bones(region, view, scale, unit)
    return place


def draw_no_picture(scene: Pixels, box: Box, unit: float) -> None:
    """Draw a camera that sees nothing where the picture would be."""
    draw_card(scene, box, 16 * unit, GROUND)
    size = min(box.width, box.height) * 0.16
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    width = max(2, round(size * 0.09))
    case = Box(
        round(x - size), round(y - 0.62 * size), round(x + 0.4 * size), round(y + 0.62 * size)
    )
    draw_card(scene, case, size * 0.2, RULE)
    lens = np.array([[0.5, -0.15], [1.0, -0.5], [1.0, 0.5], [0.5, 0.15]]) * size + (x, y)
    cv2.fillPoly(scene, [to_subpixel(lens)], RULE, cv2.LINE_AA, SUBPIXEL_BITS)
    slash = np.array([[-1.15, 0.95], [1.15, -0.95]]) * size + (x, y)
    for ink, thick in ((GROUND, 3 * width), (QUIET_TEXT, width)):
        draw_lines(scene, [to_subpixel(slash)], ink, thick)


def _fill_mirrored(region: Pixels, rgb: Pixels) -> None:
    height, width = region.shape[:2]
    smaller = rgb.shape[0] > height
    method = cv2.INTER_AREA if smaller and rgb.shape[0] % height == 0 else cv2.INTER_LINEAR
    if rgb.shape[:2] != (height, width):
        rgb = np.asarray(cv2.resize(rgb, (width, height), interpolation=method), np.uint8)
    # A slice with a negative step would copy pixel by pixel, which takes many times as long.
    cv2.flip(rgb, 1, dst=region)


def _draw_bones(
    region: Pixels,
    view: LiveView,
    scale: float,
    unit: float,
) -> None:
    assert view.xy_px is not None
    across = view.rgb.shape[1] - 1
    mirrored = np.stack([across - view.xy_px[:, 0], view.xy_px[:, 1]], axis=1)
    points = mirrored * scale
    colour = SEVERITY[1] if view.problem else BONE
    for side in (view.near_side,) if view.near_side else ("left", "right"):
        marks = points[[landmark_of(joint, side) for joint in SIDED_JOINTS]]
        _draw_side(region, marks, colour, unit)


def _draw_side(region: Pixels, marks: FloatArray, colour: Colour, unit: float) -> None:
    seen = np.asarray(np.isfinite(marks).all(axis=1))
    at = to_subpixel(marks)
    lines = []
    for first, second in SIDE_BONES:
        start, end = SIDED_JOINTS.index(first), SIDED_JOINTS.index(second)
        if seen[start] and seen[end]:
            lines.append(at[[start, end]])
    draw_lines(region, lines, OUTLINE, 9 * unit)
    draw_lines(region, lines, colour, 4.5 * unit)
    for index in np.flatnonzero(seen):
        draw_dot(region, at[index], 8.5 * unit, OUTLINE)
        draw_dot(region, at[index], 6 * unit, colour)


def filled(size_px: Size, colour: Colour) -> Pixels:
    """Return a new picture of one colour."""
    scene = np.empty((size_px[1], size_px[0], 3), np.uint8)
    scene[:] = colour
    return scene
