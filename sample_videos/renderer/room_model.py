"""What a scene file may say about the room."""

from __future__ import annotations

from typing import Literal

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
