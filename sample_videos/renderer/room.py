"""Build a room on the stage: walls, floor, mat, furniture, and things in the way."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from . import textures
from .camera import Image
from .draw import Stage, Surface
from .rotations import Matrix, about_y
from .surroundings import Room

_QUAD = np.array([[0, 1, 2], [0, 2, 3]])
_HALF_WIDTH_M, _CEILING_M, _FRONT_M = 5.5, 2.7, 5.0
_MAT_HALF_M = (1.02, 0.36)
_MAT_THICKNESS_M = 0.012
_FLOOR_TILE_M = 1.3

Corners = npt.ArrayLike


class RoomBuilder:
    """Puts a room round the origin, where the person is.

    Parameters
    ----------
    stage : Stage
    room : Room
    yaw_deg : float
        Turn of the mat, to lie under the person.
    """

    def __init__(self, stage: Stage, room: Room, yaw_deg: float) -> None:
        self._stage, self._room, self._yaw_deg = stage, room, yaw_deg
        self._random = np.random.default_rng(room.seed)
        self._back = -room.wall_distance_m

    def build(self) -> None:
        """Add everything; the far things first, the floor and the mat last."""
        self._walls()
        self._furnish()
        self._floor()
        if self._room.mat != "none":
            self._mat()

    def _floor(self) -> None:
        level = 0.0 if self._room.mat == "none" else -_MAT_THICKNESS_M
        back, front, wide = self._back, _FRONT_M, _HALF_WIDTH_M
        corners = [(-wide, level, back), (wide, level, back), (wide, level, front)]
        corners += [(-wide, level, front)]
        points = np.array(corners)[:, [0, 2]] / _FLOOR_TILE_M
        image = textures.floor(self._room.floor, self._random)
        shine = 0.0 if self._room.floor == "carpet" else 0.035
        self._quad("picture", corners, points, image, (0, 1, 0), shine)

    def _mat(self) -> None:
        image = textures.mat(self._room.mat, self._random)
        length, depth = _MAT_HALF_M
        self._box(
            (-length, -_MAT_THICKNESS_M, -depth),
            (length, 0.0, depth),
            image,
            "picture",
            turn=about_y(self._yaw_deg),
        )

    def _walls(self) -> None:
        colour = textures.WALLS[self._room.wall]
        image = textures.plain(colour, 512, self._random, 0.008)
        back, wide, top = self._back, _HALF_WIDTH_M, _CEILING_M
        ends = [(-wide, 0, back), (wide, 0, back), (wide, top, back), (-wide, top, back)]
        square = [(0, 0), (4, 0), (4, 1), (0, 1)]
        self._quad("backdrop", ends, square, image, (0, 0, 1))
        for side in (-1, 1):
            x = side * wide
            ends = [(x, 0, _FRONT_M), (x, 0, back), (x, top, back), (x, top, _FRONT_M)]
            self._quad("backdrop", ends, square, image, (-side, 0, 0))
        skirting = textures.plain((0.88, 0.87, 0.84), 64, self._random, 0.005)
        self._box((-wide, -0.012, back), (wide, 0.09, back + 0.018), skirting)

    def _furnish(self) -> None:
        clutter, random = self._room.clutter, self._random
        places = list(random.permutation([-1.9, -0.75, 0.55, 1.75]))
        builders = [self._window, self._shelf, self._picture, self._plant, self._sofa, self._door]
        order = random.permutation(len(builders))
        count = round(1 + 3 * min(clutter * 1.4, 1.0))
        for place, number in list(zip(places, order, strict=False))[:count]:
            builders[number](float(place + random.uniform(-0.12, 0.12)))
        if clutter > 0.6:
            for _ in range(round(10 * (clutter - 0.5))):
                self._small_thing()

    def _window(self, x: float) -> None:
        back = self._back + 0.006
        low, high, half = 0.95, 2.15, 0.55
        ends = [(x - half, low, back), (x + half, low, back)]
        ends += [(x + half, high, back), (x - half, high, back)]
        self._quad("glow", ends, _SQUARE, textures.window(), (0, 0, 1))
        sill = textures.plain((0.9, 0.9, 0.88), 32, self._random, 0.005)
        self._box((x - half - 0.06, low - 0.04, back), (x + half + 0.06, low, back + 0.12), sill)

    def _picture(self, x: float) -> None:
        half = self._random.uniform(0.26, 0.38)
        y = self._random.uniform(1.25, 1.5)
        image = textures.painting(self._random)
        self._box((x - half, y - half, self._back), (x + half, y + half, self._back + 0.03), image)

    def _shelf(self, x: float) -> None:
        back, wood = self._back, self._wood()
        self._box((x - 0.46, 0.0, back), (x - 0.42, 1.7, back + 0.3), wood)
        self._box((x + 0.42, 0.0, back), (x + 0.46, 1.7, back + 0.3), wood)
        for level in (0.04, 0.42, 0.84, 1.26, 1.68):
            self._box((x - 0.42, level, back), (x + 0.42, level + 0.03, back + 0.3), wood)
        for level in (0.07, 0.45, 0.87, 1.29):
            row = textures.books(self._random)
            ends = [(x - 0.42, level, back + 0.2), (x + 0.42, level, back + 0.2)]
            ends += [(x + 0.42, level + 0.37, back + 0.2), (x - 0.42, level + 0.37, back + 0.2)]
            self._quad("backdrop", ends, _SQUARE, row, (0, 0, 1))

    def _sofa(self, x: float) -> None:
        back = self._back
        colour = self._random.choice(
            np.array([(0.36, 0.40, 0.46), (0.55, 0.47, 0.38), (0.30, 0.37, 0.34)])
        )
        cloth = textures.plain(tuple(colour), 256, self._random, 0.04)
        dark = textures.plain((0.10, 0.09, 0.08), 16, self._random, 0.0)
        self._box((x - 0.95, 0.0, back + 0.05), (x + 0.95, 0.09, back + 0.65), dark)
        self._box((x - 0.95, 0.09, back), (x + 0.95, 0.42, back + 0.72), cloth)
        self._box((x - 0.95, 0.42, back), (x + 0.95, 0.82, back + 0.22), cloth)
        for side in (-1, 1):
            ends = sorted((x + side * 0.80, x + side * 0.98))
            self._box((ends[0], 0.09, back), (ends[1], 0.58, back + 0.74), cloth)

    def _plant(self, x: float) -> None:
        back = self._back + 0.22
        pot = textures.plain((0.72, 0.46, 0.34), 64, self._random, 0.02)
        self._box((x - 0.13, 0.0, back - 0.13), (x + 0.13, 0.26, back + 0.13), pot)
        for _ in range(26):
            self._leaf(np.array([x, 0.26, back]))

    def _leaf(self, stem: npt.NDArray[np.float64]) -> None:
        random = self._random
        angle, rise = random.uniform(0, 2 * np.pi), random.uniform(0.35, 1.0)
        out = np.array([np.cos(angle), 0.0, 0.6 * np.sin(angle)]) * random.uniform(0.10, 0.36)
        tip = stem + out + [0, rise * 0.75, 0]
        middle = stem + 0.45 * out + [0, rise * 0.55, 0]
        aside = np.cross(tip - stem, [0.2, 0.1, 1.0])
        aside *= 0.045 / np.linalg.norm(aside)
        green = textures.plain((0.20, 0.40 + random.uniform(-0.1, 0.1), 0.18), 16, random, 0.05)
        normal = np.array([0.3 * np.cos(angle), 0.7, 0.7])
        corners = [stem, middle + aside, tip, middle - aside]
        self._quad("backdrop", corners, _SQUARE, green, tuple(normal / np.linalg.norm(normal)))

    def _door(self, x: float) -> None:
        back, white = self._back, textures.plain((0.86, 0.84, 0.80), 128, self._random, 0.006)
        panel = textures.plain((0.78, 0.76, 0.72), 64, self._random, 0.006)
        self._box((x - 0.48, 0.0, back), (x + 0.48, 2.08, back + 0.03), white)
        for low, high in ((0.15, 0.85), (1.0, 1.9)):
            self._box((x - 0.30, low, back), (x + 0.30, high, back + 0.036), panel)
        knob = textures.plain((0.45, 0.40, 0.30), 16, self._random, 0.0)
        self._box((x + 0.36, 0.98, back), (x + 0.41, 1.02, back + 0.09), knob)

    def _small_thing(self) -> None:
        random = self._random
        size = random.uniform(0.06, 0.22, 3)
        x = random.choice([-1, 1]) * random.uniform(0.5, 2.4)
        z = self._back + random.uniform(0.15, 0.45)
        cloth = textures.plain(tuple(random.uniform(0.12, 0.8, 3)), 32, random, 0.05)
        self._box(
            (x - size[0], 0.0, z - size[2] / 2), (x + size[0], size[1], z + size[2] / 2), cloth
        )

    def _wood(self) -> Image:
        return textures.plain(textures.WOODS["walnut"], 64, self._random, 0.05)

    def _quad(
        self,
        material: str,
        corners: Corners,
        points: Corners,
        image: Image,
        normal: tuple[float, ...],
        shine: float = 0.0,
    ) -> Surface:
        places = np.asarray(corners, dtype=float)
        surface = self._stage.add(
            material,
            _QUAD,
            places,
            np.asarray(points, dtype=float),
            texture=self._stage.texture(image),
            uniforms={"shine": shine},
        )
        self._stage.move(surface, places, np.tile(normal, (4, 1)))
        return surface

    def _box(
        self,
        low: tuple[float, float, float],
        high: tuple[float, float, float],
        image: Image,
        material: str = "backdrop",
        turn: Matrix | None = None,
    ) -> Surface:
        return add_box(self._stage, low, high, image, material, turn)


_SQUARE = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], dtype=float)


def add_box(
    stage: Stage,
    low: tuple[float, float, float],
    high: tuple[float, float, float],
    image: Image,
    material: str,
    turn: Matrix | None = None,
    casts_shadow: bool = False,
) -> Surface:
    """Add a box (without its underside) between two opposite corners, in metres."""
    (x0, y0, z0), (x1, y1, z1) = low, high
    sides = [
        ((0, 0, 1), [(x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)]),
        ((0, 1, 0), [(x0, y1, z1), (x1, y1, z1), (x1, y1, z0), (x0, y1, z0)]),
        ((1, 0, 0), [(x1, y0, z1), (x1, y0, z0), (x1, y1, z0), (x1, y1, z1)]),
        ((-1, 0, 0), [(x0, y0, z0), (x0, y0, z1), (x0, y1, z1), (x0, y1, z0)]),
        ((0, 0, -1), [(x1, y0, z0), (x0, y0, z0), (x0, y1, z0), (x1, y1, z0)]),
    ]
    turned = np.eye(3) if turn is None else turn
    places = np.concatenate([np.array(corners, float) for _, corners in sides]) @ turned.T
    normals = np.repeat([np.array(n, float) for n, _ in sides], 4, axis=0) @ turned.T
    triangles = np.concatenate([_QUAD + 4 * number for number in range(len(sides))])
    surface = stage.add(
        material,
        triangles,
        places,
        np.tile(_SQUARE, (len(sides), 1)),
        texture=stage.texture(image),
        casts_shadow=casts_shadow,
        uniforms={"shine": 0.01},
    )
    stage.move(surface, places, normals)
    return surface
