"""Legs and hands that move while the pelvis should: they are no tilt, and hide one."""

from __future__ import annotations

import numpy as np

from formcheck.kinematics.measurements import Measurements

#: A leg that moves further than this is doing something else.
_KNEE_MOVEMENT_TORSO = 0.2
#: Feet stay where they are in a tilt; a foot that moves further takes the leg along.
_FOOT_MOVEMENT_TORSO = 0.15
#: A hand that moves further than this drags the hip landmark along.
_HAND_MOVEMENT_TORSO = 0.25


def leg_moves(shot: Measurements, span: tuple[int, int]) -> bool:
    """Tell whether the leg does more than push in some frames, inclusive."""
    knee = _travel_torso(shot, ("knee_across_torso", "knee_height_torso"), span)
    foot = _travel_torso(shot, ("foot_across_torso", "ankle_height_torso"), span)
    return knee > _KNEE_MOVEMENT_TORSO or foot > _FOOT_MOVEMENT_TORSO


def hand_moves(shot: Measurements, span: tuple[int, int]) -> bool:
    """Tell whether the hand moves so far that the hip landmark is not to be trusted."""
    hand = _travel_torso(shot, ("wrist_across_torso", "wrist_height_torso"), span)
    return hand > _HAND_MOVEMENT_TORSO


def _travel_torso(shot: Measurements, names: tuple[str, str], span: tuple[int, int]) -> float:
    """Return how far a point moves from where it was at the start of a span; 0 if not seen."""
    across, height = (shot.signals[name][span[0] : span[1] + 1] for name in names)
    distance = np.hypot(across - across[0], height - height[0])
    seen = distance[np.isfinite(distance)]
    return float(np.max(seen)) if seen.size else 0.0
