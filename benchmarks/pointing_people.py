"""Rendered people who lie or stand at rest and hold a hand somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from formcheck.arrays import FloatArray, Pixels
from formcheck.pose.landmarks import Side
from sample_videos.renderer.clip import Shoot
from sample_videos.renderer.draw import Stage
from sample_videos.renderer.library import find_scene
from sample_videos.renderer.performer import Performer
from sample_videos.renderer.pose_solver import OUTWARDS, Pose, PoseSolver, blend

#: Where the head lies, or where somebody looks who stands, in the room of the renderer.
_AHEAD = {"supine": -1.0, "prone": 1.0, "standing": 1.0}
#: Hands do not sink into the floor.
_LOWEST_M = 0.03


class PointingPerson:
    """The person of a sample scene, at rest.

    Parameters
    ----------
    shoot : Shoot
    performer : Performer
    """

    def __init__(self, shoot: Shoot, performer: Performer) -> None:
        self._shoot, self._performer = shoot, performer
        self._rest = performer.mover.rest_pose
        self._frames = 0

    @property
    def stance(self) -> str:
        """Supine, prone or standing."""
        return self._performer.mover.stance

    @property
    def near_side(self) -> str:
        """The side that the camera sees."""
        return self._performer.near_side

    def draw(
        self, side: Side, place_torso: tuple[float, float] | None, amount: float = 1.0
    ) -> Pixels:
        """Return a picture of the person, a hand on its way to a place.

        Parameters
        ----------
        side : {"left", "right"}
        place_torso : (ahead, up) or None
            From the middle of the shoulders, torso lengths, as in `formcheck.live.pointing`.
        amount : float
            0 at rest, 1 there.
        """
        pose = self._rest
        anatomy = self._performer.anatomy
        if place_torso is not None and amount > 0:
            pose = blend(anatomy, self._rest, self._reaching(side, place_torso), amount)
        self._frames += 1
        image = self._shoot.still(pose.bones(anatomy), self._frames / 10)
        return np.ascontiguousarray(image)

    def _reaching(self, side: Side, place_torso: tuple[float, float]) -> Pose:
        solver = PoseSolver(self._performer.anatomy)
        solver.turns, solver.root = dict(self._rest.turns), self._rest.root
        solver.shifts = dict(self._rest.shifts)
        shoulders: FloatArray = solver.middle("upperarm01")
        torso_m = float(np.linalg.norm(shoulders - solver.middle("upperleg01")))
        ahead, up = place_torso
        letter = "L" if side == "left" else "R"
        wrist = shoulders + torso_m * np.array([_AHEAD[self.stance] * ahead, up, 0.0])
        wrist[2] = solver.place(f"upperarm01.{letter}")[2] + 0.05 * OUTWARDS[side]
        wrist[1] = max(float(wrist[1]), _LOWEST_M)
        solver.arm(side, wrist, np.array([0.0, -0.4, 0.8 * OUTWARDS[side]]))
        return solver.pose()


@contextmanager
def pointing_person(scene_name: str) -> Iterator[PointingPerson]:
    """Set the stage for the person of a sample scene."""
    scene = find_scene(scene_name)
    performer = Performer(scene)
    with Stage(scene.width, scene.height) as stage:
        yield PointingPerson(Shoot(scene, performer, stage), performer)
