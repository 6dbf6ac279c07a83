"""A second person who walks through the picture behind the first."""

from __future__ import annotations

import numpy as np

from .anatomy import Anatomy
from .body import Body
from .draw import Stage
from .figure import Figure
from .look import Look
from .phenotype import Phenotype
from .pose_solver import FACING, OUTWARDS, PoseSolver
from .rig import PosedBones
from .rotations import about_y, about_z
from .scene import Scene

_SPEED_M_S = 1.1
_STEP_S = 0.55
_START_M = 3.2


class Walker:
    """Walks across at a given time.

    Parameters
    ----------
    stage : Stage
    scene : Scene
    at_s : float
        When the walker passes the middle of the picture.
    """

    def __init__(self, stage: Stage, scene: Scene, at_s: float) -> None:
        random = np.random.default_rng(scene.seed + 11)
        male = float(random.integers(0, 2))
        person = Phenotype(male=male, age_years=40, stature_m=1.64 + 0.13 * male)
        self._anatomy = Anatomy(Body(person))
        look = Look(hair="short", shirt="grey", trousers="navy", skin="olive")
        self._figure = Figure(stage, self._anatomy.body, look)
        self._at_s = at_s
        self._direction = float(random.choice([-1.0, 1.0]))
        self._z = -min(1.1, scene.room.wall_distance_m - 0.5)

    def move(self, time_s: float) -> None:
        """Take the place and the step of a time."""
        travelled = _SPEED_M_S * (time_s - self._at_s)
        x = float(np.clip(travelled, -_START_M, _START_M))
        posed = self._step(2 * np.pi * time_s / (2 * _STEP_S))
        turn = about_y(0.0 if self._direction > 0 else 180.0)
        heads = posed.heads @ turn.T + [self._direction * x, 0.0, self._z]
        self._figure.follow(PosedBones(turn @ posed.rotations, heads))

    def _step(self, phase: float) -> PosedBones:
        anatomy = self._anatomy
        solver = PoseSolver(anatomy)
        solver.trunk(-3.0, -4.0, 0.0)
        solver.put("upperleg01", x=0.0, y=0.965 * anatomy.leg_m + anatomy.ankle_height_m)
        for side, outwards in OUTWARDS.items():
            swing = np.sin(phase + (0 if side == "left" else np.pi))
            lift = max(0.0, np.cos(phase + (0 if side == "left" else np.pi)))
            ankle = [
                0.30 * swing,
                anatomy.ankle_height_m + 0.09 * lift,
                outwards * anatomy.hip_half_width_m,
            ]
            solver.leg(side, ankle, [1.0, 0.0, 0.0], about_z(-18.0 * lift) @ FACING)
            hang = [-0.35 * swing, -1.0, outwards * 0.14]
            solver.arm_along(side, hang, [0.12 - 0.3 * swing, -1.0, 0.02 * outwards])
        return solver.posed()
