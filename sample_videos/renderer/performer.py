"""One person who performs a scene: where every bone is at any time of the clip."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .anatomy import Anatomy
from .body import Body
from .motion import Instant, Timeline
from .pose_solver import Pose, blend
from .rig import PosedBones
from .rotations import Matrix, Vector, about_y
from .scene import Scene


class Performer:
    """The person of a scene.

    Parameters
    ----------
    scene : Scene
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.body = Body(scene.person)
        self.anatomy = Anatomy(self.body)
        exercise = scene.exercise
        mover = exercise.movement.mover
        self.mover = mover(self.anatomy, exercise.range_share, exercise.variant)
        self.timeline = Timeline(
            list(scene.repetition),
            scene.lead_s,
            scene.tail_s,
            scene.arriving_s,
            exercise.constant,
            mover.only_in_hold,
            mover.grows_in_hold,
        )
        self._turn = about_y(scene.camera.yaw_deg + (180.0 if scene.facing == "left" else 0.0))
        self._centre = self._find_centre()

    @property
    def near_side(self) -> str:
        """The side of the body that the camera sees."""
        return "left" if self.scene.facing == "left" else "right"

    @property
    def duration_s(self) -> float:
        """Length of the clip in seconds."""
        stop = self.scene.stops_at_s
        return self.timeline.duration_s if stop is None else min(stop, self.timeline.duration_s)

    def at(self, time_s: float) -> tuple[Instant, PosedBones]:
        """Return what happens at a time, and the bones as the exercise sees them."""
        instant = self.timeline.at(time_s)
        pose = self._exercise_pose(instant, time_s)
        if instant.arrived < 1.0:
            pose = self._arrive(pose, instant.arrived)
        return instant, pose.bones(self.anatomy)

    def breath_m(self, time_s: float) -> float:
        """How far the belly has risen, in metres."""
        return 0.0

    def _exercise_pose(self, instant: Instant, time_s: float) -> Pose:
        pose = self.mover.pose(instant.moment)
        change = self.timeline.leg_change(time_s) if self.mover.rests_by_leg else None
        if change is None:
            return pose
        other = self.mover.pose(replace(instant.moment, leg=change[0]))
        return blend(self.anatomy, pose, other, change[1])

    def in_room(self, posed: PosedBones) -> PosedBones:
        """Return the same bones, turned and moved to where the person is in the room."""
        rotations = self._turn @ posed.rotations
        return PosedBones(rotations, self.to_room(posed.heads))

    def to_room(self, places: Matrix) -> Matrix:
        """Places of the exercise's own space in the room, in metres."""
        moved: Matrix = (places - self._centre) @ self._turn.T
        return moved

    def _arrive(self, pose: Pose, arrived: float) -> Pose:
        return blend(self.anatomy, self.mover.arriving(), pose, arrived)

    def _find_centre(self) -> Vector:
        joints = self.body.joints(self.mover.rest_pose.bones(self.anatomy))
        middle = (joints[:, 0].min() + joints[:, 0].max()) / 2
        return np.array([middle, 0.0, 0.0])
