"""Judging the newest part of a set as if it were a clip that ends now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from formcheck.exercises.settings import Settings
from formcheck.pose.track import PoseTrack
from formcheck.session.engine import judge_shot
from formcheck.session.judgement import JudgedMovement
from formcheck.session.repetitions import NumberedRep, collect_reps
from formcheck.session.report_faults import collect_faults
from formcheck.session.result import Fault
from formcheck.session.rules import Rules
from formcheck.session.shots import JudgedShot, measure_shots


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
    """

    track: PoseTrack
    shots: list[JudgedShot]
    reps: list[NumberedRep]
    own_faults: list[list[Fault]]
    other_faults: list[Fault]

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
    for shot in measure_shots(track, settings.view, causal=True):
        judgement = judge_shot(rules, shot.measurements, settings, causal=True, ends_now=True)
        if judgement is not None:
            judged.append(JudgedShot(shot, judgement, None))
    numbered = collect_reps(judged, track, settings)
    bare = [replace(item, judgement=replace(item.judgement, findings=[])) for item in judged]
    own = [collect_faults(rules.exercise, bare, [item], track, settings) for item in numbered]
    others = collect_faults(rules.exercise, judged, [], track, settings)
    return JudgedWindow(track, judged, numbered, own, others)
