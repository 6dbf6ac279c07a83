"""Things in the room of a take: stools, tables, and a television that is on."""

from __future__ import annotations

import numpy as np

from . import textures
from .camera import Image
from .draw import Stage, Surface
from .performer import Performer
from .room import add_box
from .scene import Scene
from .take import Prop, Take

_SEAT_M, _TABLE_M, _SCREEN_M = 0.44, 0.72, (0.98, 0.58)
_SCREEN_PIXELS = (96, 56)
_QUAD = np.array([[0, 1, 2], [0, 2, 3]])
_SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], dtype=float)


class Props:
    """Adds the things of a take to the stage.

    Parameters
    ----------
    stage : Stage
    scene : Scene
        Only a take has any.
    performer : Performer
        Whose place they are told from.
    """

    def __init__(self, stage: Stage, scene: Scene, performer: Performer) -> None:
        self._televisions: list[Television] = []
        random = np.random.default_rng(scene.seed + 23)
        nearer = 1.0 if scene.facing == "right" else -1.0
        for prop in scene.prop if isinstance(scene, Take) else ():
            own = np.array([[prop.ahead_m, 0.0, nearer * prop.nearer_m]])
            x, _, z = performer.to_room(own)[0]
            if prop.kind == "television":
                back = -scene.room.wall_distance_m + 0.12
                self._televisions.append(Television(stage, prop, x, max(z, back), random))
            else:
                height = _SEAT_M if prop.kind == "stool" else _TABLE_M
                _add_table(stage, (x, z), height, 0.19 * prop.size, random)

    def move(self, time_s: float) -> None:
        """Show what the televisions show at a time."""
        for television in self._televisions:
            television.show(time_s)


def _add_table(
    stage: Stage,
    place: tuple[float, float],
    height: float,
    half: float,
    random: np.random.Generator,
) -> None:
    x, z = place
    colour = textures.WOODS[str(random.choice(sorted(textures.WOODS)))]
    wood = textures.plain(colour, 64, random, 0.05)
    low, high = (x - half, height - 0.04, z - half), (x + half, height, z + half)
    add_box(stage, low, high, wood, "picture", casts_shadow=True)
    for side in (-1, 1):
        for depth in (-1, 1):
            foot_x, foot_z = x + side * 0.85 * half, z + depth * 0.85 * half
            low = (foot_x - 0.018, 0.0, foot_z - 0.018)
            high = (foot_x + 0.018, height - 0.04, foot_z + 0.018)
            add_box(stage, low, high, wood, "picture")


class Television:
    """A screen whose picture changes again and again.

    Parameters
    ----------
    stage : Stage
    prop : Prop
    x, z : float
        Its middle, in metres in the room.
    random : Generator
    """

    def __init__(
        self, stage: Stage, prop: Prop, x: float, z: float, random: np.random.Generator
    ) -> None:
        self._pictures_s, self._seed = prop.pictures_s, int(random.integers(1 << 30))
        half, height = prop.size * _SCREEN_M[0] / 2, prop.size * _SCREEN_M[1]
        low = 0.42
        black = textures.plain((0.03, 0.03, 0.035), 16, random, 0.0)
        frame = (x - half - 0.03, low - 0.03, z - 0.05), (x + half + 0.03, low + height + 0.03, z)
        add_box(stage, *frame, black, "picture", casts_shadow=True)
        stand = (x - 0.25, 0.0, z - 0.05), (x + 0.25, low, z - 0.02)
        add_box(stage, *stand, black, "picture")
        z, top = z + 0.004, low + height
        corners = np.array(
            [(x + side * half, y, z) for y, side in ((low, -1), (low, 1), (top, 1), (top, -1))]
        )
        self._texture = stage.texture(self._picture(0.0))
        self._surface: Surface = stage.add("glow", _QUAD, corners, _SQUARE, texture=self._texture)
        stage.move(self._surface, corners, np.tile([0.0, 0.0, 1.0], (4, 1)))

    def show(self, time_s: float) -> None:
        """Show the picture of a time."""
        image = self._picture(time_s)
        self._texture.write(np.ascontiguousarray(image[::-1]).tobytes())
        self._texture.build_mipmaps()

    def _picture(self, time_s: float) -> Image:
        number = int(time_s / self._pictures_s)
        random = np.random.default_rng([self._seed, number])
        width, height = _SCREEN_PIXELS
        y, x = np.mgrid[0:height, 0:width]
        sky, ground = random.uniform(20, 255, 3), random.uniform(10, 220, 3)
        picture = np.where((y < random.uniform(0.3, 0.7) * height)[:, :, None], sky, ground)
        since = time_s - number * self._pictures_s
        for _ in range(4):
            speed = random.uniform(-25, 25, 2)
            at = random.uniform([0, 0], _SCREEN_PIXELS) + speed * since
            radius = random.uniform(6, 18)
            blob = np.hypot(x - at[0], y - at[1]) < radius
            picture = np.where(blob[:, :, None], random.uniform(0, 255, 3), picture)
        return np.ascontiguousarray(picture.astype(np.uint8))
