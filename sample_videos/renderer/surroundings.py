"""What a scene file may say about the room and the light in it."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field


class Room(BaseModel):
    """Walls, floor, mat and furniture.

    ``clutter`` runs from 0 (bare) to 1 (a lived-in room). ``seed`` decides
    where things stand.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    wall: Literal["white", "cream", "sage", "blue", "terracotta", "grey"] = "cream"
    floor: Literal["oak", "walnut", "ash", "carpet", "tiles"] = "oak"
    mat: Literal["none", "teal", "plum", "charcoal", "sage", "sand", "navy"] = "teal"
    clutter: float = Field(0.4, ge=0, le=1)
    seed: int = 0
    wall_distance_m: float = Field(1.7, ge=0.9, le=3.5)


class Light(BaseModel):
    """How a room is lit.

    ``brightness`` 1 is a bright day indoors, 0.25 an evening with one lamp.
    ``warmth`` runs from -1 (overcast) to 1 (light bulb), ``unevenness`` from 0
    (soft from all sides) to 1 (one hard lamp).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    brightness: float = Field(1.0, gt=0.05, le=1.6)
    warmth: float = Field(0.15, ge=-1, le=1)
    unevenness: float = Field(0.4, ge=0, le=1)
    from_left: bool = True

    def uniforms(self) -> dict[str, tuple[float, ...] | float]:
        """Values for the shaders: directions as unit vectors, colours as linear light."""
        side = -0.62 if self.from_left else 0.62
        direction = np.array([side, 0.80, 0.62 - 0.15 * self.unevenness])
        direction /= np.linalg.norm(direction)
        tint = np.array([1 + 0.12 * self.warmth, 1.0, 1 - 0.20 * self.warmth])
        cool = np.array([1 - 0.02 * self.warmth, 1.0, 1 + 0.03 * self.warmth])
        key, rest = 0.72 + 0.75 * self.unevenness, 1.12 - 0.72 * self.unevenness
        return {
            "key_direction": tuple(direction),
            "key_colour": tuple(key * tint),
            "top_colour": tuple(0.42 * rest * cool),
            "sky_colour": tuple(0.50 * rest * cool),
            "ground_colour": tuple(0.26 * rest * tint * [1.05, 1.0, 0.92]),
            "exposure": 1.18 * self.brightness,
        }
