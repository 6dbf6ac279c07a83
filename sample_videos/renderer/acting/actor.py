"""A person who does more than one exercise: comes, breathes, talks, and leaves again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from ..motion import Instant, ease
from ..performer import Performer
from ..rig import PosedBones
from ..rotations import about_y
from ..scene import Scene
from ..take import Take
from .manner import as_people_do, breath_m, with_habits
from .play import Play, Standing, mixed
from .poses import Repertoire

_KEPT_MOMENTS = 4000


class Actor(Performer):
    """The person of a take.

    Parameters
    ----------
    take : Take
    """

    def __init__(self, take: Take) -> None:
        super().__init__(take)
        self._take = take
        repertoire = Repertoire(self.anatomy)
        self._before = Play(self.anatomy, repertoire, take.before)
        coming_s = self._before.duration_s + (take.ready_s if take.before else 0.0)
        self.timeline.arrive_within(coming_s)
        self._exercised_s = self.timeline.duration_s
        self._after = Play(self.anatomy, repertoire, take.after, self._exercising)
        self._known: OrderedDict[float, tuple[Instant, PosedBones]] = OrderedDict()

    @property
    def duration_s(self) -> float:
        """Length of the take in seconds."""
        return self._exercised_s + self._after.duration_s

    def at(self, time_s: float) -> tuple[Instant, PosedBones]:
        """Return what happens at a time, and the bones as the exercise sees them."""
        key = round(time_s, 4)
        if key not in self._known:
            self._known[key] = self._at(time_s)
            if len(self._known) > _KEPT_MOMENTS:
                self._known.popitem(last=False)
        return self._known[key]

    def move_like(self, other: Actor) -> None:
        """Share the moments that another actor of the same performance has been through."""
        self._known = other._known

    def breath_m(self, time_s: float) -> float:
        """How far the belly has risen, in metres."""
        return breath_m(self._take.manner, time_s)

    def _at(self, time_s: float) -> tuple[Instant, PosedBones]:
        instant = self.timeline.at(time_s)
        take = self._take
        if take.before and instant.phase == "arriving":
            here = self._arriving(time_s)
        elif take.after and time_s > self._exercised_s:
            instant = replace(instant, phase="leaving", repetition=0)
            here = self._after.at(time_s - self._exercised_s)
        else:
            instant = self._as_done(instant, time_s)
            here = Standing(self._exercise_pose(instant, time_s))
        pose = with_habits(here.pose, self.anatomy.body.rig, take.manner, time_s)
        return instant, self._in_place(pose.bones(self.anatomy), here)

    def _in_place(self, posed: PosedBones, here: Standing) -> PosedBones:
        if not (here.turn_deg or here.ahead_m or here.nearer_m):
            return posed
        # Who faces left has the camera on the other side.
        camera_side = 1.0 if self.scene.facing == "right" else -1.0
        turn = about_y(camera_side * here.turn_deg)
        place = np.array([here.ahead_m, 0.0, camera_side * here.nearer_m])
        return PosedBones(turn @ posed.rotations, posed.heads @ turn.T + place)

    def _as_done(self, instant: Instant, time_s: float) -> Instant:
        number = instant.repetition - 1
        if number < 0:
            return instant
        since_s = time_s - self.timeline.interval(number)[0]
        repetition = self.timeline.repetitions[number]
        moment = as_people_do(instant.moment, repetition, since_s, self._take.manner)
        return replace(instant, moment=moment)

    def _arriving(self, time_s: float) -> Standing:
        there = self._before.at(time_s)
        ready = ease((time_s - self._before.duration_s) / self._take.ready_s)
        if ready <= 0:
            return there
        first = self._exercise_pose(self.timeline.at(self.timeline.arriving_s), time_s)
        return mixed(self.anatomy, there, Standing(first), ready)

    def _exercising(self, since_end_s: float) -> Standing:
        time_s = self._exercised_s + since_end_s
        return Standing(self._exercise_pose(self.timeline.at(self._exercised_s), time_s))


def performer_of(scene: Scene) -> Performer:
    """Return the person of a scene, or of a take with all that she does besides."""
    return Actor(scene) if isinstance(scene, Take) else Performer(scene)


def cast(takes: Iterable[Take], likeness: Mapping[str, str]) -> dict[str, Performer]:
    """Return the person of each take, by its name; those of one performance move as one.

    Parameters
    ----------
    takes : iterable of Take
    likeness : mapping of str to str
        From a take to the one whose performance it shows.
    """
    actors: dict[str, Actor] = {}
    for take in sorted(takes, key=lambda take: take.name in likeness):
        actors[take.name] = Actor(take)
        shared = actors.get(likeness.get(take.name, ""))
        if shared is not None and shared.scene.facing == take.facing:
            actors[take.name].move_like(shared)
    return dict(actors)
