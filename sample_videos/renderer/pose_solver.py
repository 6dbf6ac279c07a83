"""Build a pose: set the trunk, let it lie on the floor, reach with arms and legs.

The body lies or stands along the x axis and faces +x when it stands; y is up,
the person's right side looks towards +z. Trunk angles are the direction from
the pelvis to the head, from +x counter-clockwise: 0 upright ... the spine is
given relative to standing, so 90 lies on the back with the head at -x and -90
lies on the front with the head at +x.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from .anatomy import Anatomy
from .body import SIDES, Side
from .rig import PosedBones, Skin
from .rotations import (
    Matrix,
    Vector,
    about_y,
    about_z,
    between,
    frame_along,
    twist_about,
    twist_angle,
    unit,
)

FACING = about_y(90.0)
OUTWARDS: dict[Side, float] = {"left": -1.0, "right": 1.0}

_SPINE = ("spine05", "spine04", "spine03", "spine02", "spine01")
_NECK = {"neck01": 0.48, "neck02": 0.68, "neck03": 0.86, "head": 1.00}
# Share of the bend reached at each vertebra group, from the pelvis up.
_BENDS = {
    "low": (0.35, 0.65, 0.85, 0.97, 1.0),
    "whole": (0.24, 0.48, 0.68, 0.86, 1.0),
}
_CURL = (0.0, 0.02, 0.10, 0.45, 1.0)
_FOREARM_TWIST_SHARE = 0.55
_SKIN_PRESSED_M = -0.012


@dataclass(frozen=True)
class Pose:
    """World turns of some bones, where the root is, and how far bones give way."""

    turns: Mapping[str, Matrix]
    root: Vector
    shifts: Mapping[str, Vector] = field(default_factory=dict)

    def bones(self, anatomy: Anatomy) -> PosedBones:
        """Every bone of the pose."""
        return anatomy.body.rig.pose(self.turns, self.root, self.shifts)


class PoseSolver:
    """One pose in the making.

    Parameters
    ----------
    anatomy : Anatomy
        The person's measures.
    """

    def __init__(self, anatomy: Anatomy) -> None:
        self.anatomy = anatomy
        self.turns: dict[str, Matrix] = {}
        self.root: Vector = np.zeros(3)
        self.shifts: dict[str, Vector] = {}

    def trunk(
        self,
        pelvis_deg: float,
        thorax_deg: float,
        head_deg: float,
        bend: Literal["low", "whole"] = "low",
        curl_deg: float = 0.0,
    ) -> None:
        """Set pelvis, spine and neck; angles from standing, counter-clockwise.

        ``curl_deg`` bends the upper spine alone, further clockwise.
        """
        self.turns["root"] = about_z(pelvis_deg) @ FACING
        for bone, share, curled in zip(_SPINE, _BENDS[bend], _CURL, strict=True):
            angle = pelvis_deg + share * (thorax_deg - pelvis_deg) - curled * curl_deg
            self.turns[bone] = about_z(angle) @ FACING
        self.neck(thorax_deg - curl_deg, head_deg)

    def neck(self, thorax_deg: float, head_deg: float) -> None:
        """Set the neck and head alone."""
        for bone, share in _NECK.items():
            self.turns[bone] = about_z(thorax_deg + share * (head_deg - thorax_deg)) @ FACING

    def shrug(self, angle_deg: float) -> None:
        """Lift both collar bones towards the ears."""
        thorax = self.turns["spine01"]
        for side, letter in SIDES.items():
            lift = about_z(-OUTWARDS[side] * angle_deg)
            self.turns[f"clavicle.{letter}"] = thorax @ lift

    def posed(self) -> PosedBones:
        """All bones as set so far."""
        return self.pose().bones(self.anatomy)

    def place(self, bone: str) -> Vector:
        """World position of a bone's beginning."""
        found: Vector = self.posed().heads[self.anatomy.body.rig.index(bone)]
        return found

    def middle(self, bone: str) -> Vector:
        """World position half way between the left and the right bone."""
        return (self.place(f"{bone}.L") + self.place(f"{bone}.R")) / 2

    def put(self, bone: str, x: float | None = None, y: float | None = None) -> None:
        """Move the whole body so that a bone (or the middle of a pair) comes to x and y."""
        paired = f"{bone}.L" in self.anatomy.body.rig.names
        here = self.middle(bone) if paired else self.place(bone)
        if x is not None:
            self.root = self.root + np.array([x - here[0], 0, 0])
        if y is not None:
            self.root = self.root + np.array([0, y - here[1], 0])

    def lowest(self, skin: Skin) -> float:
        """Height of the lowest point of some skin, in metres."""
        return float(skin.follow(self.posed())[:, 1].min())

    def lie_on_floor(self, skin: Skin, height_m: float = 0.0) -> None:
        """Move up or down until the skin's lowest point is at a height."""
        self.root = self.root + np.array([0, height_m - self.lowest(skin), 0])

    def arm(
        self,
        side: Side,
        wrist: npt.ArrayLike,
        elbow_towards: npt.ArrayLike,
        fingers: npt.ArrayLike | None = None,
        back_of_hand: npt.ArrayLike | None = None,
    ) -> None:
        """Reach a place with the wrist; the elbow points the way given."""
        letter, body = SIDES[side], self.anatomy
        shoulder = self.place(f"upperarm01.{letter}")
        elbow, end, hinge = two_bones(
            shoulder, wrist, body.upper_arm_m, body.forearm_m, elbow_towards
        )
        self._set_arm(letter, elbow - shoulder, end - elbow, hinge, fingers, back_of_hand)

    def arm_along(
        self,
        side: Side,
        upper: npt.ArrayLike,
        lower: npt.ArrayLike,
        fingers: npt.ArrayLike | None = None,
        back_of_hand: npt.ArrayLike | None = None,
    ) -> None:
        """Point the upper arm and the forearm in given directions."""
        first, second = unit(upper), unit(lower)
        hinge = np.cross(first, second)
        if np.linalg.norm(hinge) < 0.02:
            hinge = np.cross(first, [0.0, 0.0, 1.0])
        self._set_arm(SIDES[side], first, second, hinge, fingers, back_of_hand)

    def leg(
        self, side: Side, ankle: npt.ArrayLike, knee_towards: npt.ArrayLike, foot: Matrix
    ) -> None:
        """Reach a place with the ankle; the knee points the way given."""
        letter, body = SIDES[side], self.anatomy
        hip = self.place(f"upperleg01.{letter}")
        knee, end, hinge = two_bones(hip, ankle, body.thigh_m, body.shank_m, knee_towards)
        self._set_leg(letter, knee - hip, end - knee, hinge, foot)

    def leg_swing(
        self, side: Side, thigh_deg: float, shank_deg: float, foot: Matrix, splay: float = 0.0
    ) -> None:
        """Set thigh and shank by their direction in the side view, from +x."""
        outwards = np.array([0.0, 0.0, OUTWARDS[side] * splay])
        thigh, shank = (
            np.array([np.cos(a), np.sin(a), 0.0]) for a in np.radians([thigh_deg, shank_deg])
        )
        hinge = np.array([0.0, 0.0, -1.0])
        self._set_leg(SIDES[side], thigh + outwards, shank + outwards * 0.3, hinge, foot)

    def pose(self) -> Pose:
        """Return the finished pose."""
        return Pose(dict(self.turns), self.root, dict(self.shifts))

    def _set_leg(
        self, letter: str, thigh: Vector, shank: Vector, hinge: Vector, foot: Matrix
    ) -> None:
        rest = self.anatomy.rest_frames
        thigh_turn = frame_along(thigh, hinge) @ rest[f"thigh.{letter}"].T
        shank_turn = frame_along(shank, hinge) @ rest[f"shank.{letter}"].T
        for part, turn in (("upperleg", thigh_turn), ("lowerleg", shank_turn)):
            self.turns[f"{part}01.{letter}"] = self.turns[f"{part}02.{letter}"] = turn
        self.turns[f"foot.{letter}"] = foot

    def _set_arm(
        self,
        letter: str,
        upper: Vector,
        lower: Vector,
        hinge: Vector,
        fingers: npt.ArrayLike | None,
        back_of_hand: npt.ArrayLike | None,
    ) -> None:
        rest = self.anatomy.rest_frames
        upper_turn = frame_along(upper, hinge) @ rest[f"upper_arm.{letter}"].T
        lower_turn = frame_along(lower, hinge) @ rest[f"forearm.{letter}"].T
        self.turns[f"upperarm01.{letter}"] = self.turns[f"upperarm02.{letter}"] = upper_turn
        self.turns[f"lowerarm01.{letter}"] = self.turns[f"lowerarm02.{letter}"] = lower_turn
        self.turns.pop(f"wrist.{letter}", None)
        if fingers is None or back_of_hand is None:
            return
        hand = frame_along(fingers, back_of_hand) @ rest[f"hand.{letter}"].T
        self.turns[f"wrist.{letter}"] = hand
        axis = rest[f"forearm.{letter}"][:, 0]
        twist = float(np.clip(twist_angle(lower_turn.T @ hand, axis), -1.6, 1.6))
        # The forearm's two bones share the turn of the hand, as radius and ulna do.
        self.turns[f"lowerarm02.{letter}"] = lower_turn @ twist_about(
            axis, twist * _FOREARM_TWIST_SHARE
        )


def two_bones(
    start: Vector,
    target: npt.ArrayLike,
    first_m: float,
    second_m: float,
    bend_towards: npt.ArrayLike,
) -> tuple[Vector, Vector, Vector]:
    """Reach a target with two bones (law of cosines).

    Returns
    -------
    tuple of ndarray, shape (3,)
        Middle joint, end, and the axis of the hinge. A target out of reach is
        approached as far as the bones allow.
    """
    way = np.asarray(target, dtype=float) - start
    along = unit(way)
    longest, shortest = (first_m + second_m) * 0.9995, abs(first_m - second_m) * 1.02
    distance = float(np.clip(np.linalg.norm(way), shortest, longest))
    towards = np.asarray(bend_towards, dtype=float)
    aside = unit(towards - along * (along @ towards))
    foot = (first_m**2 - second_m**2 + distance**2) / (2 * distance)
    height = np.sqrt(max(first_m**2 - foot**2, 0.0))
    middle = start + along * foot + aside * height
    return middle, start + along * distance, np.cross(aside, along)


def blend(
    anatomy: Anatomy,
    first: Pose,
    second: Pose,
    amount: float,
    pressed_m: float = _SKIN_PRESSED_M,
) -> Pose:
    """Return a pose part of the way between two others.

    No part of trunk and head sinks deeper into the floor than ``pressed_m``, below 0.
    """
    rig = anatomy.body.rig
    poses = [pose.bones(anatomy) for pose in (first, second)]
    local = [_local(rig.parents, posed.rotations) for posed in poses]
    mixed = between(local[0], local[1], amount)
    turns: dict[str, Matrix] = {}
    world = np.empty_like(mixed)
    for bone, (name, parent) in enumerate(zip(rig.names, rig.parents, strict=True)):
        world[bone] = mixed[bone] if parent < 0 else world[parent] @ mixed[bone]
        turns[name] = world[bone]
    root = first.root + (second.root - first.root) * amount
    solver = PoseSolver(anatomy)
    solver.turns, solver.root = turns, root
    sunk = _lowest(solver)
    if sunk < pressed_m:
        solver.root = solver.root + np.array([0, pressed_m - sunk, 0])
    return solver.pose()


def lowest_m(anatomy: Anatomy, pose: Pose) -> float:
    """Height of the lowest point of trunk and head, in metres."""
    solver = PoseSolver(anatomy)
    solver.turns, solver.root = dict(pose.turns), pose.root
    return _lowest(solver)


def _lowest(solver: PoseSolver) -> float:
    anatomy = solver.anatomy
    skins = (anatomy.thorax_skin, anatomy.pelvis_skin, anatomy.head_skin)
    return min(solver.lowest(skin) for skin in skins)


def _local(parents: npt.NDArray[np.int64], rotations: Matrix) -> Matrix:
    above = rotations[np.maximum(parents, 0)].copy()
    above[parents < 0] = np.eye(3)
    local: Matrix = np.swapaxes(above, 1, 2) @ rotations
    return local
