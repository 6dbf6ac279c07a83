"""A row of acts: where the person is, and in which pose, at every moment of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np

from ..anatomy import Anatomy
from ..motion import ease
from ..pose_solver import Pose, blend, lowest_m
from .acts import Act
from .gait import STEP_M
from .poses import Repertoire

_TURN_S = 0.5
_ROCK_DEG = 3.5


@dataclass(frozen=True)
class Standing:
    """A pose, and where in the room it is taken.

    Parameters
    ----------
    pose : Pose
    ahead_m, nearer_m : float
    turn_deg : float
        As in `Act`.
    """

    pose: Pose
    ahead_m: float = 0.0
    nearer_m: float = 0.0
    turn_deg: float = 0.0


class Play:
    """Acts one after the other.

    Parameters
    ----------
    anatomy : Anatomy
    repertoire : Repertoire
    acts : sequence of Act
    coming_from : callable, optional
        Time to where the person is before the first act. Without it, the first act is
        there from the start.
    """

    def __init__(
        self,
        anatomy: Anatomy,
        repertoire: Repertoire,
        acts: Sequence[Act],
        coming_from: Callable[[float], Standing] | None = None,
    ) -> None:
        self._anatomy, self._repertoire = anatomy, repertoire
        self._coming_from = coming_from
        self._acts = _placed(acts)
        first_s = self._acts[0].move_s if self._acts and coming_from is None else 0.0
        ends = list(accumulate(act.seconds for act in self._acts))
        self._ends_s = np.array(ends) - first_s
        self.duration_s = float(self._ends_s[-1]) if self._acts else 0.0

    def at(self, time_s: float) -> Standing:
        """Return where the person is; at the last stay when it is over."""
        number = min(int(np.searchsorted(self._ends_s, time_s)), len(self._acts) - 1)
        act = self._acts[number]
        since_s = time_s - (self._ends_s[number] - act.seconds)
        here = self._stay(act, time_s)
        if since_s >= act.move_s or (number == 0 and self._coming_from is None):
            return here
        before = (
            self._stay(self._acts[number - 1], time_s)
            if number
            else (self._coming_from or (lambda _: here))(time_s)
        )
        if act.by == "walk":
            return self._walk(before, here, since_s, act.move_s)
        share = since_s / act.move_s
        return mixed(self._anatomy, before, here, share**2.2 if act.by == "fall" else ease(share))

    def _stay(self, act: Act, time_s: float) -> Standing:
        pose = self._repertoire.pose(act.pose, act.amount, time_s)
        return Standing(pose, act.ahead_m or 0.0, act.nearer_m or 0.0, act.turn_deg or 0.0)

    def _walk(self, start: Standing, end: Standing, since_s: float, move_s: float) -> Standing:
        """Turn to where it goes, walk there, turn as the next act asks for."""
        ahead, nearer = end.ahead_m - start.ahead_m, end.nearer_m - start.nearer_m
        way_m = float(np.hypot(ahead, nearer))
        heading = float(np.degrees(np.arctan2(-nearer, ahead))) if way_m > 0.01 else end.turn_deg
        gone = float(np.clip(since_s / move_s, 0.0, 1.0))
        pose = self._repertoire.walk(np.pi * way_m * gone / STEP_M, _ROCK_DEG)
        walking = Standing(
            pose,
            start.ahead_m + gone * ahead,
            start.nearer_m + gone * nearer,
            _nearest_turn(heading, start.turn_deg),
        )
        setting_out = ease(since_s / _TURN_S)
        arriving = ease((since_s - move_s + _TURN_S) / _TURN_S)
        if setting_out < 1:
            turning = mixed(self._anatomy, start, walking, setting_out)
        elif arriving > 0:
            turning = mixed(self._anatomy, walking, end, arriving)
        else:
            return walking
        # Pose and turn change, but nobody stops walking for it.
        return replace(turning, ahead_m=walking.ahead_m, nearer_m=walking.nearer_m)


def mixed(anatomy: Anatomy, first: Standing, second: Standing, share: float) -> Standing:
    """Return what is part of the way from one place and pose to another."""
    turn = _nearest_turn(second.turn_deg, first.turn_deg)
    # A pose that lies deeper in the floor than most would jump up as soon as it changes.
    low = [lowest_m(anatomy, standing.pose) for standing in (first, second)]
    pressed_m = min(-0.012, low[0] + share * (low[1] - low[0]))
    return Standing(
        blend(anatomy, first.pose, second.pose, share, pressed_m),
        first.ahead_m + share * (second.ahead_m - first.ahead_m),
        first.nearer_m + share * (second.nearer_m - first.nearer_m),
        first.turn_deg + share * (turn - first.turn_deg),
    )


def _nearest_turn(turn_deg: float, to_deg: float) -> float:
    """Return the same way to face, by the shorter turn."""
    return to_deg + (turn_deg - to_deg + 180.0) % 360.0 - 180.0


def _placed(acts: Sequence[Act]) -> list[Act]:
    """Fill in where an act takes place: where the one before it did."""
    placed: list[Act] = []
    ahead, nearer, turn = 0.0, 0.0, 0.0
    for act in acts:
        ahead = ahead if act.ahead_m is None else act.ahead_m
        nearer = nearer if act.nearer_m is None else act.nearer_m
        turn = turn if act.turn_deg is None else act.turn_deg
        placed.append(
            act.model_copy(update={"ahead_m": ahead, "nearer_m": nearer, "turn_deg": turn})
        )
    return placed
