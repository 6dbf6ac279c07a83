"""Things between the camera and the person, and a second person who walks past."""

from __future__ import annotations

import numpy as np

from . import textures
from .acting.gait import step
from .anatomy import Anatomy
from .body import Body
from .camera import Image
from .draw import Stage
from .figure import Figure
from .look import Look
from .performer import Performer
from .phenotype import Phenotype
from .rig import PosedBones
from .room import add_box
from .rotations import Matrix, about_y
from .scene import Scene

_IN_FRONT_M = 0.75
_WALK_M_S = 1.1
_STEP_S = 0.55
_WALK_FROM_M = 3.2


class Obstacles:
    """Adds what a scene's effects put in the way.

    Parameters
    ----------
    stage : Stage
    scene : Scene
    performer : Performer
        The person who exercises.
    """

    def __init__(self, stage: Stage, scene: Scene, performer: Performer) -> None:
        effects = scene.effects
        random = np.random.default_rng(scene.seed + 7)
        ahead = effects.occluder_ahead_m * (1 if scene.facing == "right" else -1)
        turn = about_y(float(random.uniform(-25, 25)))
        if effects.occluder == "chair_leg":
            wood = textures.plain((0.35, 0.24, 0.16), 32, random, 0.05)
            _box_at(stage, ahead, (0.022, 0.9, 0.022), wood, turn)
        elif effects.occluder == "pet":
            fur = textures.plain((0.42, 0.33, 0.25), 64, random, 0.12)
            _box_at(stage, ahead, (0.16, 0.22, 0.09), fur, turn)
        self._walker: Walker | None = None
        if effects.passer_by_at_s is not None:
            self._walker = Walker(stage, scene, effects.passer_by_at_s)

    def move(self, time_s: float) -> None:
        """Bring everything that moves to where it is at a time."""
        if self._walker is not None:
            self._walker.move(time_s)


def _box_at(
    stage: Stage, x: float, size: tuple[float, float, float], image: Image, turn: Matrix
) -> None:
    half_x, height, half_z = size
    # The box is turned about the room's middle, so its own middle is turned back first.
    middle = turn.T @ np.array([x, 0.0, _IN_FRONT_M])
    low = (middle[0] - half_x, 0.0, middle[2] - half_z)
    high = (middle[0] + half_x, height, middle[2] + half_z)
    add_box(stage, low, high, image, "picture", turn, casts_shadow=True)


class Walker:
    """A second person who walks across behind the first at a given time.

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
        travelled = _WALK_M_S * (time_s - self._at_s)
        x = float(np.clip(travelled, -_WALK_FROM_M, _WALK_FROM_M))
        posed = step(self._anatomy, 2 * np.pi * time_s / (2 * _STEP_S)).posed()
        turn = about_y(0.0 if self._direction > 0 else 180.0)
        heads = posed.heads @ turn.T + [self._direction * x, 0.0, self._z]
        self._figure.follow(PosedBones(turn @ posed.rotations, heads))
