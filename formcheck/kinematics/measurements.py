"""What was measured in every frame of a clip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formcheck.arrays import BoolArray, FloatArray
from formcheck.kinematics.image_signals import ImageSignal
from formcheck.pose.landmarks import Side


@dataclass(frozen=True)
class Measurements:
    """Angles, lengths and postures of the near side, one row a frame.

    Attributes
    ----------
    time_s : (F,) float
        Frame times, seconds after the first frame.
    near_side : {"left", "right"}
        The person's side that faces the camera.
    head_direction : int
        +1 if the head (lying) or the face (standing) points to larger x, else -1.
    torso_px : float
        Median shoulder-to-hip length of the near side, pixels.
    xy_px : (F, 33, 2) float
        Smoothed landmark positions; NaN where not seen or extrapolated.
    yaw_deg : (F,) float
        Estimated turn away from a pure side view; 0 is exactly side-on.
    seen : (F,) bool
        True where the landmarks that are needed lie in the picture and the
        frame is settled (not within half a second of a start, cut or loss).
    posture : tuple of str, length F
        ``standing``, ``prone``, ``supine``, ``other`` or ``unknown``.
    signals : mapping of str to (F,) float
        Each named signal with its unit in the name (``knee_deg``,
        ``hip_rise_torso``); NaN where not seen.
    roll_deg : float
        How far the camera was tipped sideways; taken out of the signals, not
        of ``xy_px``.
    image_signals : mapping of str to ImageSignal
        What the picture itself shows; empty if it was not looked at.
    """

    time_s: FloatArray
    near_side: Side
    head_direction: int
    torso_px: float
    xy_px: FloatArray
    yaw_deg: FloatArray
    seen: BoolArray
    posture: tuple[str, ...]
    signals: Mapping[str, FloatArray]
    roll_deg: float = 0.0
    image_signals: Mapping[str, ImageSignal] = field(default_factory=dict)
