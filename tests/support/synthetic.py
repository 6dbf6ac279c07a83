"""A stick person whose joint angles are known, filmed from the side.

Two steps: a movement function (`standing_back_extension`, `prone_press_up`,
`pelvic_tilt`) gives joint positions in torso lengths; `film` of
`tests.support.filming` turns them into the landmarks that a pose model would
give. Positions are those of a person seen from the right side: standing they
face the right of the picture, prone the head lies to the right, supine to the
left. ``Camera(near_side="left")`` mirrors all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.arrays import FloatArray

Points = dict[str, FloatArray]

THIGH, SHIN, FOOT, HEAD = 0.84, 0.84, 0.30, 0.40
#: Share of a way out or back that speeding up and slowing down take each.
_BLEND = 0.1


@dataclass(frozen=True)
class PlannedRep:
    """One repetition as it is acted out; depth in the unit of the movement."""

    start_s: float
    depth: float
    out_s: float = 1.5
    hold_s: float = 2.0
    back_s: float = 1.5

    @property
    def top_s(self) -> float:
        return self.start_s + self.out_s

    @property
    def hold_end_s(self) -> float:
        return self.top_s + self.hold_s

    @property
    def end_s(self) -> float:
        return self.hold_end_s + self.back_s


def plan_reps(
    count: int,
    depth: float,
    *,
    first_s: float = 2.5,
    rest_s: float = 2.0,
    out_s: float = 1.5,
    hold_s: float = 2.0,
    back_s: float = 1.5,
) -> list[PlannedRep]:
    """Return equal repetitions with a rest after each."""
    period_s = out_s + hold_s + back_s + rest_s
    return [
        PlannedRep(first_s + index * period_s, depth, out_s, hold_s, back_s)
        for index in range(count)
    ]


def frame_times(
    reps: Sequence[PlannedRep], *, fps: float = 30.0, tail_s: float = 2.0
) -> FloatArray:
    """Return frame times from 0 to `tail_s` after the last repetition."""
    end_s = reps[-1].end_s if reps else 0.0
    return np.arange(int((end_s + tail_s) * fps)) / fps


def excursion(time_s: FloatArray, reps: Sequence[PlannedRep]) -> FloatArray:
    """Return the displacement from rest at each moment, in the unit of the depths."""
    total = np.zeros_like(time_s)
    for rep in reps:
        out = _ease((time_s - rep.start_s) / rep.out_s)
        back = _ease((time_s - rep.hold_end_s) / rep.back_s)
        total += rep.depth * (out - back)
    return total


def _ease(share: FloatArray) -> FloatArray:
    """Return 0 to 1 at even speed, with short parabolic blends at both ends."""
    u = np.clip(share, 0.0, 1.0)
    speed = 1.0 / (1.0 - _BLEND)
    rising = speed * u**2 / (2 * _BLEND)
    falling = 1.0 - speed * (1.0 - u) ** 2 / (2 * _BLEND)
    middle = speed * (u - _BLEND / 2)
    return np.where(u < _BLEND, rising, np.where(u > 1.0 - _BLEND, falling, middle))


def standing_back_extension(
    lean_deg: FloatArray,
    *,
    knee_bend_deg: FloatArray | float = 0.0,
    neck_deg: FloatArray | float = 0.0,
    ankle_lean_deg: FloatArray | float = 0.0,
    step_torso: FloatArray | float = 0.0,
    hand_torso: tuple[float, float] = (-0.15, 0.10),
) -> Points:
    """Return a standing person who leans back.

    Parameters
    ----------
    lean_deg : (F,) float
        Trunk from the vertical, + backwards.
    knee_bend_deg, neck_deg, ankle_lean_deg, step_torso : (F,) float
        Knee flexion, head tipped back, legs tipped back, foot along the floor.
    hand_torso : (ahead, up)
        Hands relative to the hips.
    """
    zero = np.zeros_like(lean_deg)
    knee, legs = knee_bend_deg + zero, ankle_lean_deg + zero
    # A knee comes forward: the thigh leans back by half the bend, the shin forward.
    thigh_deg, shin_deg = 270.0 + legs + knee / 2, 270.0 + legs - knee / 2
    ankle = np.stack([step_torso + zero, zero + 0.1], axis=1)
    hip = ankle - SHIN * _direction(shin_deg) - THIGH * _direction(thigh_deg)
    hand = hip + np.array(hand_torso)
    return _assemble(hip, 90.0 + lean_deg, thigh_deg, shin_deg, neck_deg + zero, hand, zero + 95.0)


def prone_press_up(
    trunk_deg: FloatArray,
    *,
    elbow_deg: FloatArray | float = 65.0,
    hip_rise_torso: FloatArray | float = 0.0,
    neck_deg: FloatArray | float = 0.0,
    knee_bend_deg: FloatArray | float = 0.0,
    hand_ahead_torso: float = 0.1,
    hand_rise_torso: FloatArray | float = 0.0,
) -> Points:
    """Return a person lying on the front whose trunk rises by `trunk_deg`."""
    zero = np.zeros_like(trunk_deg)
    hip = np.stack([zero, 0.18 + hip_rise_torso + zero], axis=1)
    knee_height = 0.12
    thigh_deg = 180.0 + np.degrees(np.arcsin((hip[:, 1] - knee_height) / THIGH))
    shin_deg = 180.0 - (knee_bend_deg + zero)
    hand = np.stack([zero + 1.0 + hand_ahead_torso, 0.04 + hand_rise_torso + zero], axis=1)
    return _assemble(hip, trunk_deg, thigh_deg, shin_deg, neck_deg + zero, hand, elbow_deg + zero)


def pelvic_tilt(
    slide_torso: FloatArray,
    *,
    hip_rise_torso: FloatArray | float = 0.0,
    knee_move_torso: FloatArray | float = 0.0,
    shoulder_rise_torso: FloatArray | float = 0.0,
    head_rise_torso: FloatArray | float = 0.0,
    knee_deg: float = 85.0,
    hand_torso: tuple[FloatArray | float, FloatArray | float] = (-0.9, 0.25),
) -> Points:
    """Return a person in hook-lying whose hips slide towards the head.

    Shoulders and feet stay; with the knees still, 0.1 torso of slide opens the
    hip angle by about 5 degrees.
    """
    zero = np.zeros_like(slide_torso)
    hip_at_rest, thigh_slope_deg = np.array([0.0, 0.15]), 55.0
    knee_at_rest = hip_at_rest + THIGH * _direction(np.array(thigh_slope_deg))
    shin_deg = thigh_slope_deg - (180.0 - knee_deg)
    ankle = knee_at_rest + SHIN * _direction(np.array(shin_deg)) + np.zeros((len(zero), 2))
    hip = hip_at_rest + np.stack([-slide_torso, hip_rise_torso + zero], axis=1)
    knee = knee_at_rest + np.stack([knee_move_torso + zero, zero], axis=1)
    shoulder = np.array([-1.0, 0.15]) + np.stack([zero, shoulder_rise_torso + zero], axis=1)
    ear = np.array([-1.0 - HEAD, 0.18]) + np.stack(
        [zero, shoulder_rise_torso + head_rise_torso + zero], axis=1
    )
    hand = np.stack([hand_torso[0] + zero, hand_torso[1] + zero], axis=1)
    return _with_details(
        {"hip": hip, "knee": knee, "ankle": ankle, "shoulder": shoulder, "ear": ear, "wrist": hand},
        elbow_deg=zero + 120.0,
        foot_deg=zero,
    )


def _direction(angle_deg: FloatArray) -> FloatArray:
    radians = np.radians(angle_deg)
    return np.stack([np.cos(radians), np.sin(radians)], axis=-1)


def _assemble(
    hip: FloatArray,
    trunk_deg: FloatArray,
    thigh_deg: FloatArray,
    shin_deg: FloatArray,
    neck_deg: FloatArray,
    hand: FloatArray,
    elbow_deg: FloatArray,
) -> Points:
    shoulder = hip + _direction(trunk_deg)
    knee = hip + THIGH * _direction(thigh_deg)
    points = {
        "hip": hip,
        "shoulder": shoulder,
        "knee": knee,
        "ankle": knee + SHIN * _direction(shin_deg),
        "ear": shoulder + HEAD * _direction(trunk_deg + neck_deg),
        "wrist": hand,
    }
    return _with_details(points, elbow_deg=elbow_deg, foot_deg=shin_deg + 80.0)


def _with_details(points: Points, *, elbow_deg: FloatArray, foot_deg: FloatArray) -> Points:
    """Add elbow, foot and face; the elbow angle may shorten the arm, as turning it out does."""
    shoulder, wrist, ankle = points["shoulder"], points["wrist"], points["ankle"]
    reach = wrist - shoulder
    across = np.stack([-reach[:, 1], reach[:, 0]], axis=1)
    bulge = 0.5 / np.tan(np.radians(elbow_deg) / 2)
    head = points["ear"] - shoulder
    front = np.stack([head[:, 1], -head[:, 0]], axis=1)
    return points | {
        "elbow": shoulder + 0.5 * reach - bulge[:, None] * across,
        "heel": ankle - 0.2 * FOOT * _direction(foot_deg),
        "foot_index": ankle + FOOT * _direction(foot_deg),
        "nose": points["ear"] + 0.6 * front,
    }


def lying_still(seconds: float = 12.0, fps: float = 30.0) -> tuple[FloatArray, FloatArray]:
    """Return frame times and a displacement of nothing."""
    time_s = np.arange(int(seconds * fps)) / fps
    return time_s, np.zeros_like(time_s)


def with_depth(reps: Sequence[PlannedRep], depth: float) -> list[PlannedRep]:
    """Return the same repetitions at another depth, for a second joint that moves along."""
    return [replace(rep, depth=depth) for rep in reps]
