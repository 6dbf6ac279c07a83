"""Acts the knee hug with a stick person of two legs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from formcheck.judge.result import Result
from formcheck.pose.landmarks import Side
from formcheck.pose.track import PoseTrack
from tests.support.filming import Camera
from tests.support.hugging import FOOT_FLAT_DEG, Body, film_legs
from tests.support.scoring import counted, score
from tests.support.synthetic import FloatArray, PlannedRep, excursion, frame_times, plan_reps

NAME = "knee_hug"
NEAR: Side = "right"
CAMERA = Camera(NEAR, torso_px=150.0)
UP_DEG = 72.0
Legs = Sequence[str]


def plan(count: int, depth: float = UP_DEG, **times: float) -> list[PlannedRep]:
    return plan_reps(count, depth, **{"hold_s": 5.0, **times})


def act(
    legs: Legs,
    reps: list[PlannedRep] | None = None,
    *,
    rest_deg: tuple[float, float] = (FOOT_FLAT_DEG, FOOT_FLAT_DEG),
    other_deg: float = 0.0,
    body: Callable[[FloatArray], Body] = lambda up: Body(),
    camera: Camera = CAMERA,
) -> PoseTrack:
    """Act one repetition for each of `legs`: left, right or both.

    `rest_deg` are the resting left and right leg, `other_deg` what the resting
    one comes along by; `body` is told how far the knee is up, 0 to 1.
    """
    reps = reps or plan(len(legs))
    time_s = frame_times(reps)
    angles = {
        side: np.full_like(time_s, rest)
        for side, rest in zip(("left", "right"), rest_deg, strict=True)
    }
    for rep, leg in zip(reps, legs, strict=True):
        share = excursion(time_s, [replace(rep, depth=1.0)])
        for side, angle in angles.items():
            size = rep.depth if leg in (side, "both") else other_deg
            if size == rep.depth:
                size += FOOT_FLAT_DEG - rest_deg[side == "right"]
            angles[side] = angle + size * share
    up = excursion(time_s, [replace(rep, depth=1.0) for rep in reps])
    return film_legs(time_s, angles["left"], angles["right"], body(up), camera)


def run(legs: Legs, reps: list[PlannedRep] | None = None, **kwargs: object) -> Result:
    return score(act(legs, reps, **kwargs), NAME)  # type: ignore[arg-type]


def sides(result: Result) -> list[str | None]:
    return [rep.side for rep in counted(result)]
