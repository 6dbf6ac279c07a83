"""What all movers share: a moment in time goes in, a pose comes out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import ClassVar, Literal

from ..anatomy import Anatomy
from ..motion import Moment
from ..pose_solver import Pose, PoseSolver

#: How the body is held; it decides where a camera stands and whether there is a mat.
Stance = Literal["standing", "supine", "prone"]


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

    Attributes
    ----------
    name : str
        As scene files call the movement.
    stance : {"standing", "supine", "prone"}
    parameters : mapping of str to str
        Fault parameters, with what each does.
    only_in_hold, grows_in_hold : frozenset of str
        Of these, what is there only while the position is held, and what grows
        meanwhile; all others come and go with the movement.
    variants : tuple of str
    """

    name: ClassVar[str]
    stance: ClassVar[Stance]
    parameters: ClassVar[Mapping[str, str]] = {}
    only_in_hold: ClassVar[frozenset[str]] = frozenset()
    grows_in_hold: ClassVar[frozenset[str]] = frozenset()
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
