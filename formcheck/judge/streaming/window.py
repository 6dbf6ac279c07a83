"""The newest stretch of a running set, judged as a clip that ends now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.arrays import FloatArray
from formcheck.exercises.base import Exercise
from formcheck.exercises.rules import Rules
from formcheck.exercises.settings import Settings
from formcheck.judge.engine import FOUND_AGAIN_S, judge_shot
from formcheck.judge.faults import collect_faults
from formcheck.judge.repetitions import NumberedRep, collect_reps
from formcheck.judge.result import Fault
from formcheck.judge.shots import JudgedShot, measure_shots
from formcheck.pose.track import PoseTrack
from formcheck.reps.judgement import JudgedMovement

#: Rest before a movement that is kept in view, however long the movement lasts.
_REST_BEFORE_S = 10.0
#: The beginning moves on in steps: what was judged from the same frame stays the same.
_STEP_S = 5.0
#: A window that finds no rest to begin with grows to so many times its length.
_LONGEST = 3.0


class LookBack:
    """Where the judged window begins: with a rest, for every level is told from rests.

    Parameters
    ----------
    look_back_s : float
        Least length of the window, once there is so much.
    """

    def __init__(self, look_back_s: float) -> None:
        self._look_back_s = look_back_s
        self.start = 0

    def move_on(
        self, time_s: FloatArray, rests_s: Sequence[float], movement_start_s: float | None
    ) -> None:
        """Let the window begin later if that cuts nothing off that is under way.

        Parameters
        ----------
        time_s : (F,) float
            Times of all frames so far, at least one.
        rests_s : sequence of float
            When rests began, in order.
        movement_start_s : float or None
            Begin of the movement that is under way.
        """
        wanted_s = float(time_s[-1]) - self._look_back_s
        if movement_start_s is not None:
            wanted_s = min(wanted_s, movement_start_s - _REST_BEFORE_S)
        begun_s = float(time_s[self.start])
        if wanted_s - begun_s < _STEP_S:
            return
        usable = [rest_s for rest_s in rests_s if begun_s + _STEP_S <= rest_s <= wanted_s]
        if usable:
            self.start = int(np.searchsorted(time_s, usable[-1]))
        elif wanted_s - begun_s > (_LONGEST - 1.0) * self._look_back_s:
            self.start = int(np.searchsorted(time_s, wanted_s))


@dataclass(frozen=True)
class JudgedWindow:
    """What the rules say of a window; frames count from its first one.

    Attributes
    ----------
    track : PoseTrack
    shots : list of JudgedShot
    reps : list of NumberedRep
        Numbered within the window.
    own_faults : list of list of Fault
        Those of each of them.
    other_faults : list of Fault
        Those outside any movement.
    exercise : Exercise
    settings : Settings
        What it was judged by.
    found_again_s : float
        For so long a hold that went out of sight may be found again.
    """

    track: PoseTrack
    shots: list[JudgedShot]
    reps: list[NumberedRep]
    own_faults: list[list[Fault]]
    other_faults: list[Fault]
    exercise: Exercise
    settings: Settings
    found_again_s: float = 0.0

    @property
    def newest(self) -> JudgedShot | None:
        """The shot that goes on in the newest frame, None if it is not judged."""
        if not self.shots:
            return None
        last = self.shots[-1]
        ends = last.shot.start + len(last.judgement.signal)
        return last if ends == self.track.frame_count else None

    @property
    def under_way(self) -> JudgedMovement | None:
        """What the rules say so far of the movement that is under way."""
        shot = self.newest
        if shot is None or not shot.judgement.movements:
            return None
        last = shot.judgement.movements[-1]
        return last if last.movement.ended == "clip_end" else None


def judge_window(track: PoseTrack, rules: Rules, settings: Settings) -> JudgedWindow:
    """Judge a stretch of frames without looking ahead.

    Parameters
    ----------
    track : PoseTrack
        Its last frame is the newest one.
    rules : Rules
    settings : Settings
    """
    judged = []
    for shot in measure_shots(
        track, settings.view, causal=True, over_cut_aways=rules.holds_over_cuts(settings)
    ):
        judgement = judge_shot(rules, shot.measurements, settings, causal=True, ends_now=True)
        if judgement is not None:
            judged.append(JudgedShot(shot, judgement, None))
    numbered = collect_reps(judged, track, settings)
    bare = [replace(item, judgement=replace(item.judgement, findings=[])) for item in judged]
    own = [collect_faults(rules.exercise, bare, [item], track, settings) for item in numbered]
    others = collect_faults(rules.exercise, judged, [], track, settings)
    return JudgedWindow(
        track,
        judged,
        numbered,
        own,
        others,
        rules.exercise,
        settings,
        FOUND_AGAIN_S if rules.holds_over_cuts(settings) else 0.0,
    )
