"""Things between the camera and the person, and a second person who walks past."""

from __future__ import annotations

import numpy as np

from . import textures
from .draw import Stage
from .image import Image
from .performer import Performer
from .room import add_box
from .rotations import Matrix, about_y
from .scene import Scene
from .walker import Walker

_IN_FRONT_M = 0.75


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
