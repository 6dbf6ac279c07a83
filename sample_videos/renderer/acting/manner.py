"""What people's habits make of a movement: how they hold, breathe, talk."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..body import SIDES
from ..motion import Moment, Repetition, ease
from ..pose_solver import OUTWARDS, Pose
from ..rig import Rig
from ..rotations import Matrix, twist_about
from .acts import Manner

_TURN_S = 0.7
_NECK_SHARES = {"neck01": 0.25, "neck02": 0.5, "neck03": 0.75, "head": 1.0}
_CURL_DEG = 62.0


def as_people_do(moment: Moment, repetition: Repetition, since_s: float, manner: Manner) -> Moment:
    """Return a moment of a repetition as people do it: settled, drawn in, taken anew.

    Parameters
    ----------
    moment : Moment
        As the timeline has it.
    repetition : Repetition
    since_s : float
        After its start.
    manner : Manner
    """
    held_s = since_s - repetition.out_s
    back = ease((held_s - repetition.hold_s) / repetition.return_s)
    settled = ease(held_s / manner.settle_s)
    if manner.settle_share >= 0:
        lost = manner.settle_share * settled
    else:
        reached = ease(since_s / repetition.out_s)
        lost = -manner.settle_share * (reached - settled)
    away = (held_s - manner.readjust_at * repetition.hold_s) / manner.readjust_s
    if 0 < away < 1:
        lost += manner.readjust_share * np.sin(np.pi * away) ** 2
    return replace(moment, amount=moment.amount * (1.0 - float(lost) * (1.0 - back)))


def breath_m(manner: Manner, time_s: float) -> float:
    """Return how far the belly has risen, in metres: in for two fifths of a breath."""
    share = (time_s / manner.breath_s) % 1.0
    risen = ease(share / 0.4) if share < 0.4 else 1.0 - ease((share - 0.4) / 0.5)
    return 0.001 * manner.breath_mm * risen


def with_habits(pose: Pose, rig: Rig, manner: Manner, time_s: float) -> Pose:
    """Return a pose with the head turned and a hand opened, as far as a time asks for it."""
    turns = dict(pose.turns)
    _turn_head(turns, rig, _head_turn_deg(manner, time_s))
    if manner.hand_opens_s > 0:
        closed = 0.5 - 0.5 * np.cos(2 * np.pi * time_s / manner.hand_opens_s)
        _close_hand(turns, rig, pose, "R", _CURL_DEG * closed)
    return replace(pose, turns=turns)


def _head_turn_deg(manner: Manner, time_s: float) -> float:
    turn = 0.0
    for talk in manner.talks:
        share = ease((time_s - talk.from_s) / _TURN_S) * ease((talk.until_s - time_s) / _TURN_S)
        # Who talks nods.
        turn += share * (talk.turn_deg + 5.0 * np.sin(4.1 * time_s))
    return float(turn)


def _turn_head(turns: dict[str, Matrix], rig: Rig, angle_deg: float) -> None:
    if not angle_deg:
        return
    above = turns["spine01"]
    axis = above @ np.array([0.0, 1.0, 0.0])
    for bone, share in _NECK_SHARES.items():
        turns[bone] = twist_about(axis, np.radians(share * angle_deg)) @ turns.get(bone, above)


def _close_hand(
    turns: dict[str, Matrix], rig: Rig, pose: Pose, letter: str, angle_deg: float
) -> None:
    posed = rig.pose(pose.turns, pose.root, pose.shifts)
    wrist = posed.rotations[rig.index(f"wrist.{letter}")]
    side = next(side for side, known in SIDES.items() if known == letter)
    for finger in range(2, 6):
        root, tip = (rig.head(f"finger{finger}-{joint}.{letter}") for joint in (1, 3))
        # A finger bends about the line across the hand.
        across = np.cross(tip - root, [0.0, 1.0, 0.0])
        across /= np.linalg.norm(across)
        for joint, share in ((1, 0.7), (2, 1.5), (3, 2.0)):
            bend = twist_about(wrist @ across, -OUTWARDS[side] * np.radians(share * angle_deg))
            turns[f"finger{finger}-{joint}.{letter}"] = bend @ wrist
