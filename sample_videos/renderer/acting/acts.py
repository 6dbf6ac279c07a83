"""What a scene file may say about what a person does before and after, and how."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Way = Literal["ease", "walk", "fall"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Act(_Part):
    """One thing that a person does: get into a pose, and stay in it.

    Parameters
    ----------
    pose : str
        One of the poses of `poses.Repertoire`.
    amount : float
        How far the pose is taken.
    by : {"ease", "walk", "fall"}
        How it is reached: smoothly, on foot, or as a body that falls.
    move_s, stay_s : float
        The first act of all is there from the start: its way there is left out.
    ahead_m, nearer_m : float, optional
        Where, from the place of the exercise: along the way the person faces there,
        and towards the camera. Left out, it is where the person was before.
    turn_deg : float, optional
        Turn from the way the person faces in the exercise; 90 faces away from the
        camera, -90 into it.
    """

    pose: str = "stand"
    amount: float = Field(1.0, ge=-1, le=1.5)
    by: Way = "ease"
    move_s: float = Field(1.2, ge=0.1)
    stay_s: float = Field(1.0, ge=0)
    ahead_m: float | None = Field(None, ge=-6, le=6)
    nearer_m: float | None = Field(None, ge=-3, le=2)
    turn_deg: float | None = Field(None, ge=-360, le=360)

    @property
    def seconds(self) -> float:
        """The way there and the stay."""
        return self.move_s + self.stay_s


class Turned(_Part):
    """The head turns aside for a while, as of somebody who talks to the camera."""

    from_s: float = Field(ge=0)
    until_s: float = Field(ge=0)
    turn_deg: float = Field(45.0, ge=-80, le=80)


class Manner(_Part):
    """How people do what a machine would do evenly; nothing of it by default.

    ``settle_share`` of the range is given up again within ``settle_s`` after the end was
    reached; below 0 the rest of the way is drawn in as slowly. ``readjust_share`` of it
    is given up for a moment, about ``readjust_at`` of the hold, and taken again.
    ``breath_mm`` is how far the belly rises with each breath of ``breath_s``;
    ``hand_opens_s`` how often a hand closes and opens (0: never).
    """

    settle_share: float = Field(0.0, ge=-0.5, le=0.5)
    settle_s: float = Field(1.5, gt=0)
    readjust_share: float = Field(0.0, ge=0, le=0.6)
    readjust_at: float = Field(0.5, gt=0, lt=1)
    readjust_s: float = Field(1.4, gt=0)
    breath_mm: float = Field(0.0, ge=0, le=40)
    breath_s: float = Field(3.2, gt=0.5)
    hand_opens_s: float = Field(0.0, ge=0)
    talks: tuple[Turned, ...] = ()
