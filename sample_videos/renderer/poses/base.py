"""What every movement shares: a moment in time goes in, a pose comes out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Literal

import numpy as np

from ..anatomy import Anatomy
from ..pose_solver import Pose, PoseSolver

Leg = Literal["left", "right", "both"]


@dataclass(frozen=True)
class Moment:
    """What the person does at one moment.

    Parameters
    ----------
    amount : float
        How far into the movement: 0 at rest, 1 at the end of the range.
    time_s : float
        For breathing and sway.
    parameters : mapping of str to float
        Fault parameters in force, in the unit of their name; absent is 0.
    leg : {"left", "right", "both"}
        Which leg moves, where that matters.
    """

    amount: float
    time_s: float = 0.0
    parameters: Mapping[str, float] = field(default_factory=dict)
    leg: Leg = "both"

    def __getitem__(self, name: str) -> float:
        return self.parameters.get(name, 0.0)

    def sway(self, period_s: float, size: float) -> float:
        """Return a slow swing of breathing or balance."""
        return size * float(np.sin(2 * np.pi * self.time_s / period_s))


class Mover(ABC):
    """Turns moments into poses of one person.

    Parameters
    ----------
    anatomy : Anatomy
        The person's measures.
    range_share : float
        How far this person goes at amount 1, relative to the usual range.
    variant : str
        A way of doing the movement, one of ``variants``; "" is the usual way.
    """

    name: ClassVar[str]
    parameters: ClassVar[Mapping[str, str]] = {}
    variants: ClassVar[tuple[str, ...]] = ("",)

    def __init__(self, anatomy: Anatomy, range_share: float = 1.0, variant: str = "") -> None:
        self.anatomy = anatomy
        self.range_share = range_share
        self.variant = variant
        self._remembered: dict[tuple[object, ...], float] = {}

    @property
    def rests_by_leg(self) -> bool:
        """Whether the start position depends on which leg moves next."""
        return False

    @property
    def scale(self) -> float:
        """Size of the person relative to 1.75 m."""
        return self.anatomy.scale

    @abstractmethod
    def pose(self, moment: Moment) -> Pose:
        """Return the pose at a moment."""

    @abstractmethod
    def arriving(self) -> Pose:
        """Return a pose from which the person gets into position."""

    def remember(self, key: tuple[object, ...], compute: Callable[[], float]) -> float:
        """Return a number that is slow to compute, computed once a key."""
        if key not in self._remembered:
            self._remembered[key] = compute()
        return self._remembered[key]

    def new_solver(self) -> PoseSolver:
        """Return an empty pose."""
        return PoseSolver(self.anatomy)

    @cached_property
    def rest_pose(self) -> Pose:
        """The pose at amount 0 without faults."""
        return self.pose(Moment(0.0))
