"""A take of a film: a scene with all that people do besides, and a camera that moves."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field, model_validator

from .acting.acts import Act, Manner
from .scene import Scene, SceneModel
from .surroundings import Light


class CameraMove(SceneModel):
    """The camera goes somewhere: round the person, nearer, up or down.

    From ``at_s`` to ``until_s`` it takes up, evenly, what is named here; afterwards it
    stays there. ``closer`` multiplies the distance.
    """

    at_s: float = Field(0.0, ge=0)
    until_s: float = Field(0.0, ge=0)
    orbit_deg: float = Field(0.0, ge=-120, le=120)
    closer: float = Field(1.0, gt=0.2, le=4)
    aim_up_m: float = Field(0.0, ge=-1.5, le=1.5)
    aim_ahead_m: float = Field(0.0, ge=-2, le=2)

    def share(self, time_s: float) -> float:
        """How far it has got at a time, 0 to 1."""
        if self.until_s <= self.at_s:
            return 1.0 if time_s >= self.at_s else 0.0
        return min(1.0, max(0.0, (time_s - self.at_s) / (self.until_s - self.at_s)))


class LightChange(SceneModel):
    """Somebody turns the light on or off."""

    at_s: float = Field(ge=0)
    brightness: float = Field(gt=0.05, le=1.6)
    warmth: float = Field(0.4, ge=-1, le=1)


class Prop(SceneModel):
    """A thing in the room: a stool, a table, or a television that is on.

    Places are in metres from the place of the exercise, as in `Act`. The picture of a
    television changes every ``pictures_s``.
    """

    kind: Literal["stool", "table", "television"]
    ahead_m: float = Field(0.0, ge=-4, le=4)
    nearer_m: float = Field(0.0, ge=-3, le=2)
    size: float = Field(1.0, gt=0.2, le=3)
    pictures_s: float = Field(1.7, gt=0.2)


class Take(Scene):
    """What one camera films without a break.

    ``before`` and ``after`` are what the person does besides the exercise; ``ready_s`` is
    how long it takes from the last act into the start position. A take without
    repetitions and with neither lead nor tail is nothing but acts.
    """

    before: tuple[Act, ...] = ()
    after: tuple[Act, ...] = ()
    ready_s: float = Field(2.0, gt=0.2)
    manner: Manner = Field(default_factory=Manner)
    camera_move: tuple[CameraMove, ...] = ()
    light_change: tuple[LightChange, ...] = ()
    prop: tuple[Prop, ...] = ()

    @model_validator(mode="after")
    def _no_other_arrival(self) -> Take:
        if self.arriving_s or self.stops_at_s is not None:
            raise ValueError(
                "a take says “before” instead of arriving_s, and its pieces where it stops; "
                "Leave out arriving_s and stops_at_s"
            )
        return self


def moved_camera(scene: Scene, time_s: float) -> CameraMove:
    """Return how far the camera has moved from its place at a time, all moves together."""
    moves = scene.camera_move if isinstance(scene, Take) else ()
    shares = [(move, move.share(time_s)) for move in moves]
    return CameraMove(
        orbit_deg=sum(move.orbit_deg * share for move, share in shares),
        closer=float(np.prod([move.closer**share for move, share in shares])),
        aim_up_m=sum(move.aim_up_m * share for move, share in shares),
        aim_ahead_m=sum(move.aim_ahead_m * share for move, share in shares),
    )


def light_of(scene: Scene, time_s: float) -> Light:
    """Return the light of a scene at a time."""
    light = scene.light
    for change in scene.light_change if isinstance(scene, Take) else ():
        if time_s >= change.at_s:
            light = light.model_copy(
                update={"brightness": change.brightness, "warmth": change.warmth}
            )
    return light
