"""Angles and lengths from landmark positions in pixels.

Pictures count y downwards; every angle here counts it upwards, so that a
positive inclination means "higher". Positions are pixels, never fractions of
the picture: its aspect ratio would corrupt the angles. NaN in, NaN out.
"""

from __future__ import annotations

import numpy as np

from formcheck.arrays import FloatArray


def compute_distance(a_px: FloatArray, b_px: FloatArray) -> FloatArray:
    """Return the distance between two points.

    Parameters
    ----------
    a_px, b_px : (F, 2) float
        Positions, pixels.

    Returns
    -------
    (F,) float
        Pixels.
    """
    return np.asarray(np.hypot(a_px[..., 0] - b_px[..., 0], a_px[..., 1] - b_px[..., 1]))


def compute_joint_angle_deg(a_px: FloatArray, b_px: FloatArray, c_px: FloatArray) -> FloatArray:
    """Return the angle at `b` between the bones to `a` and to `c`.

    Parameters
    ----------
    a_px, b_px, c_px : (F, 2) float
        Positions, pixels.

    Returns
    -------
    (F,) float
        Degrees, 0 to 180; 180 is a straight joint. NaN where two of the points
        coincide.
    """
    first, second = a_px - b_px, c_px - b_px
    cross = first[..., 0] * second[..., 1] - first[..., 1] * second[..., 0]
    dot = np.sum(first * second, axis=-1)
    angle = np.degrees(np.arctan2(np.abs(cross), dot))
    return np.where((cross == 0) & (dot == 0), np.nan, angle)


def compute_inclination_deg(lower_px: FloatArray, upper_px: FloatArray) -> FloatArray:
    """Return the slope of a segment against the floor.

    Parameters
    ----------
    lower_px, upper_px : (F, 2) float
        The end that counts as the foot of the segment, and the other one, pixels.

    Returns
    -------
    (F,) float
        Degrees, -90 to 90: 0 parallel to the floor, 90 upright, negative where
        ``upper_px`` is the lower of the two.
    """
    rise = lower_px[..., 1] - upper_px[..., 1]
    run = np.abs(upper_px[..., 0] - lower_px[..., 0])
    return np.asarray(np.degrees(np.arctan2(rise, run)))


def compute_turn_deg(from_px: FloatArray, to_px: FloatArray) -> FloatArray:
    """Return the signed turn from one direction to another.

    Parameters
    ----------
    from_px, to_px : (F, 2) float
        Direction vectors in the picture, pixels.

    Returns
    -------
    (F,) float
        Degrees, -180 to 180; positive is counter-clockwise as seen on the screen.
    """
    cross = from_px[..., 1] * to_px[..., 0] - from_px[..., 0] * to_px[..., 1]
    dot = np.sum(from_px * to_px, axis=-1)
    return np.asarray(np.degrees(np.arctan2(cross, dot)))


def compute_ventral_angle_deg(
    proximal_px: FloatArray, joint_px: FloatArray, distal_px: FloatArray, front_sign: int
) -> FloatArray:
    """Return a joint's angle measured through the front of the body.

    The plain angle between two bones cannot tell 170 degrees of flexion from
    170 degrees of extension. Measured on the belly side it runs through 180.

    Parameters
    ----------
    proximal_px, joint_px, distal_px : (F, 2) float
        For the hip: shoulder, hip, knee; pixels.
    front_sign : {-1, +1}
        +1 if the front of the body lies clockwise of the direction to the head.

    Returns
    -------
    (F,) float
        Degrees, 0 to 360; below 180 flexed, 180 straight, above 180 extended.
    """
    turn = compute_turn_deg(distal_px - joint_px, proximal_px - joint_px)
    return np.asarray(np.mod(front_sign * turn, 360.0))
