"""Ties measuring and judging together: from the landmarks of a clip to its result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from formcheck.errors import NothingToScoreError, UnsureExerciseError
from formcheck.exercises.loading import get_rules
from formcheck.exercises.rules import Rules
from formcheck.exercises.settings import Settings
from formcheck.judge.describe import describe_signal, describe_tracking, describe_view, summarise
from formcheck.judge.engine import judge_shot
from formcheck.judge.faults import collect_faults
from formcheck.judge.origin import Origin
from formcheck.judge.repetitions import NumberedRep, collect_reps
from formcheck.judge.result import Fault, Rep, Result
from formcheck.judge.scored import ScoredClip, build_timeline
from formcheck.judge.shots import JudgedShot, Shot, join_measurements, measure_shots
from formcheck.kinematics.measurements import Measurements
from formcheck.pose.track import PoseTrack
from formcheck.version import __version__
from formcheck.words import within_sentence

_SEEN = {
    "standing": "The person is seen standing.",
    "prone": "The person is seen lying on the front.",
    "supine": "The person is seen lying on the back.",
}


def score_track(
    track: PoseTrack, exercise_name: str, settings: Settings, origin: Origin
) -> ScoredClip:
    """Count and judge the repetitions of one exercise in a clip.

    Parameters
    ----------
    track : PoseTrack
        Landmarks of the whole clip, or of the part that `origin` names.
    exercise_name : str
    settings : Settings
    origin : Origin

    Returns
    -------
    ScoredClip

    Raises
    ------
    UnknownExerciseError
        No such exercise.
    NothingToScoreError
        No person, wrong view throughout, or never in the exercise's start
        posture.
    """
    rules = get_rules(exercise_name)
    judged, measurements = judge_whole(rules, track, settings)
    numbered = collect_reps(judged, track, settings)
    faults = collect_faults(rules.exercise, judged, numbered, track, settings)
    return assemble(rules, track, settings, judged, measurements, numbered, faults, origin)


def assemble(
    rules: Rules,
    track: PoseTrack,
    settings: Settings,
    judged: Sequence[JudgedShot],
    measurements: Measurements,
    numbered: Sequence[NumberedRep],
    faults: list[Fault],
    origin: Origin,
    *,
    counted_live: int | None = None,
) -> ScoredClip:
    """Put together what was measured and judged.

    Parameters
    ----------
    rules, track, settings, origin
        As in `score_track`.
    judged : sequence of JudgedShot
        At least one.
    measurements : Measurements
    numbered : sequence of NumberedRep
        What was counted in these shots, or meanwhile.
    faults : list of Fault
    counted_live : int, optional
        See `formcheck.judge.describe.summarise`.
    """
    reps = [_with_own_faults(item, faults) for item in numbered]
    result = Result(
        formcheck_version=__version__,
        clip=origin.clip,
        model=origin.model,
        settings=settings_in_force(settings, rules.exercise.name),
        exercise=rules.exercise.name,
        exercise_source="given" if origin.recognition is None else "recognised",
        recognition=origin.recognition,
        segment=origin.segment,
        view=describe_view(measurements, settings),
        tracking=describe_tracking(track, measurements),
        signal=describe_signal(rules, judged),
        reps=reps,
        faults=faults,
        summary=summarise(
            reps,
            faults,
            judged,
            track,
            origin.notes,
            either_side=rules.exercise.judged_angle.either_side,
            counted_live=counted_live,
        ),
    )
    timeline = build_timeline(track, judged, numbered)
    return ScoredClip(result, rules.exercise, track, measurements, timeline)


def judge_whole(
    rules: Rules, track: PoseTrack, settings: Settings
) -> tuple[list[JudgedShot], Measurements]:
    """Measure and judge a whole clip, at least one shot of it.

    Raises
    ------
    NothingToScoreError
        See `score_track`.
    """
    shots = measure_shots(track, settings.view, over_cut_aways=rules.holds_over_cuts(settings))
    check_seen(track, shots, settings)
    judged = _judge_shots(rules, shots, track, settings)
    measurements = join_measurements(track, shots)
    if not judged:
        raise _never_in_position(rules, measurements)
    return judged, measurements


def check_seen(track: PoseTrack, shots: list[Shot], settings: Settings) -> None:
    """Raise `NothingToScoreError` if nobody is seen, too briefly, or not from the side."""
    if not track.detected.any():
        raise NothingToScoreError(
            "No person was found in the clip.",
            "Film from the side in good light, with the whole body in the picture.",
        )
    if not shots:
        raise NothingToScoreError(
            "The person is in the picture too briefly to be judged.",
            f"At least {settings.view.shortest_shot_s:g} seconds without a cut are needed.",
        )
    yaw_deg = np.concatenate([shot.measurements.yaw_deg for shot in shots])
    if np.all(yaw_deg[np.isfinite(yaw_deg)] > settings.view.yaw_turned_deg):
        raise NothingToScoreError(
            "The person is not side-on to the camera, so angles cannot be judged.",
            "Turn side-on to the camera and film again.",
        )
    if not any(shot.measurements.seen.any() for shot in shots):
        raise NothingToScoreError(
            "Shoulder, hip and knee are never all inside the picture.",
            "Move the camera back until the whole body is in the picture.",
        )


def _judge_shots(
    rules: Rules, shots: list[Shot], track: PoseTrack, settings: Settings
) -> list[JudgedShot]:
    """Judge the shots of a whole clip, with the engine that does not look ahead as a cross-check.

    Shots that never show the start posture are left out.
    """
    judged = []
    # Measured again rather than kept beside the others: a long clip would double in memory.
    for shot, causal_shot in zip(
        shots,
        measure_shots(
            track, settings.view, causal=True, over_cut_aways=rules.holds_over_cuts(settings)
        ),
        strict=True,
    ):
        judgement = judge_shot(rules, shot.measurements, settings)
        if judgement is None:
            continue
        causal = judge_shot(rules, causal_shot.measurements, settings, causal=True)
        live_spans = () if causal is None else causal.counted_spans
        judged.append(JudgedShot(shot, judgement, live_spans))
    return judged


def _never_in_position(rules: Rules, measurements: Measurements) -> UnsureExerciseError:
    """Return the error of a clip that never shows the start posture."""
    tally = Counter(name for name in measurements.posture if name in _SEEN)
    title = within_sentence(rules.exercise.title)
    seen = _SEEN[tally.most_common(1)[0][0]] if tally else ""
    return UnsureExerciseError(
        f"The clip never shows the start position of the {title}. {seen}"
        if seen
        else f"The clip never shows the start position of the {title}.",
        f"Name the exercise that is done with -e, or start like this: {rules.exercise.start}",
        advice=f"If it is a {title}, start like this: {rules.exercise.start}",
    )


def _with_own_faults(item: NumberedRep, faults: Sequence[Fault]) -> Rep:
    """Return a repetition that names its sure faults."""
    own = [
        fault.id
        for fault in faults
        if fault.sure
        and (
            (item.rep.index is not None and fault.rep == item.rep.index)
            or (item.rep.index is None and fault.rep is None and _within(fault, item.rep))
        )
    ]
    return item.rep.model_copy(update={"faults": sorted(set(own), key=_fault_order)})


def _within(fault: Fault, rep: Rep) -> bool:
    return rep.start_s <= fault.start_s and fault.end_s <= rep.end_s


def _fault_order(fault_id: str) -> tuple[str, int]:
    prefix, _, number = fault_id.rpartition("-")
    return prefix, int(number)


def settings_in_force(settings: Settings, exercise_name: str) -> dict[str, object]:
    """Return the thresholds that a result was judged by."""
    everything = settings.model_dump()
    return {name: everything[name] for name in ("view", "fault_timing", "trust", exercise_name)}
